"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element, plain } = require("./page.js");

const LEFT_OUT = '"\\<,!#';
const DIGITS = Array.from({ length: 0x60 }, (_, at) => String.fromCharCode(0x20 + at))
  .filter((digit) => !LEFT_OUT.includes(digit))
  .join("");

/* Lists as `replicase.search.index` describes them: distances, or six cases a character. */
function distances(numbers) {
  return numbers.map((number, at) => DIGITS[number - (at ? numbers[at - 1] : -1) - 1]).join("");
}

function bitmap(numbers, documents) {
  let written = "#";
  for (let from = 0; from < documents; from += 6) {
    let six = 0;
    for (let bit = 0; bit < 6; bit++) if (numbers.includes(from + bit)) six |= 1 << bit;
    written += DIGITS[six];
  }
  return written;
}

const TITLES = ["河长制", "湖长与河道长效管理", "西安村务", "36条清单", "Grid management"];
const KEYS = {
  "'chang": [2],
  "'he'zhang": [0],
  "'hu'zhang": [1],
  "'xi'an": [2],
  "'xian": [3],
  "-hz": [0, 1],
  "-hzz": [0],
  "36": [3],
  "360": [4],
  grid: [4],
  grids: [1],
  河道: [1],
  河长: [0],
  湖长: [1],
  长制: [0],
  长效: [1],
  长: [4],
};
const IN_TITLE = { 河长: [0], 湖长: [1], grid: [4] };

function index({ asBitmaps = false } = {}) {
  const write = asBitmaps ? (some) => bitmap(some, TITLES.length) : distances;
  const keys = Object.keys(KEYS).sort();
  const data = {};
  const starts = [];
  // Every shard holds three keys, so that most questions need several.
  for (let from = 0; from < keys.length; from += 3) {
    const heads = {};
    for (const key of keys.slice(from, from + 3)) {
      const length = /^['-]/.test(key) ? 3 : /^[a-z0-9]/.test(key) ? 2 : 1;
      const head = key.slice(0, length);
      const title = IN_TITLE[key];
      const list = write(KEYS[key]) + (title ? "!" : "");
      const [rests, lists] = heads[head] || [[], []];
      heads[head] = [[...rests, key.slice(length)], [...lists, list]];
    }
    data[`search/${starts.length}`] = Object.fromEntries(
      Object.entries(heads).map(([head, both]) => [head, both.map((some) => some.join(","))])
    );
    starts.push(from ? keys[from] : "");
  }
  data["search/index"] = { documents: 5, starts: starts.join(","), cards: 2, version: "v1" };
  data["search/catalogue"] = { ids: ["a", "b", "c", "d", "e"], facets: {} };
  const fields = ["title", "note"];
  data["search/cards-zh-0"] = { fields, rows: [[TITLES[0], "n"], [TITLES[1], ""]] };
  return data;
}

function open(data = index()) {
  const page = new Page("https://example.org/", { data });
  page.run("search.js");
  return page;
}

async function found(query, page = open()) {
  const hits = await page.Replicase.find(query);
  return hits && plain(hits).map((hit) => hit.number);
}

test("text is cut into Chinese runs and words, folded", () => {
  const { Replicase } = open();
  const cut = (text) => plain(Replicase.runs(text)).map((run) => run.text);
  assert.deepEqual(cut("“最多跑一次”改革, GDP３６条"), ["最多跑一次", "改革", "gdp36", "条"]);
  assert.deepEqual(cut("Ping’an Café x²"), ["pingan", "cafe", "x2"]);
  assert.deepEqual(cut(" ·—… "), []);
  const [number, han] = plain(Replicase.runs("36条"));
  assert.deepEqual([number.kind, number.beforeHan, han.kind], ["word", true, "han"]);
  assert.equal(Replicase.runs("36 条")[0].beforeHan, false);
});

test("a question without words has no answer, which is not the same as none found", async () => {
  assert.equal(await found(" ，。"), null);
  assert.deepEqual(await found("潜水"), []);
  assert.deepEqual(plain(await open().Replicase.search("  ")), []);
});

for (const asBitmaps of [false, true]) {
  const page = () => open(index({ asBitmaps }));
  const kind = asBitmaps ? "bitmaps" : "distances";

  test(`Chinese is found by its pairs (${kind})`, async () => {
    assert.deepEqual(await found("河长", page()), [0]);
    assert.deepEqual(await found("河长制", page()), [0]);
    assert.deepEqual(await found("河长效", page()), []);
  });

  test(`one character is the beginning of a pair (${kind})`, async () => {
    assert.deepEqual(await found("长", page()), [0, 1, 4]);
  });

  test(`what the title says comes first (${kind})`, async () => {
    // Both have the word's beginning; only the last has it in the title.
    assert.deepEqual(await found("grid", page()), [4, 1]);
  });
}

test("a case that says it in two pieces is found, and which pieces is told", async () => {
  const hits = await open().Replicase.find("河道长效");
  assert.deepEqual(plain(hits), [{ number: 1, pieces: ["河道", "长效"], outside: 2 }]);
});

test("every word of a question must be there", async () => {
  assert.deepEqual(await found("河道 湖长"), [1]);
  assert.deepEqual(await found("河道 grid management"), []);
});

test("a number before a Chinese character is a whole number", async () => {
  assert.deepEqual(await found("36"), [3, 4]);
  // Only 360 has a case that the character is in too.
  assert.deepEqual(await found("36长"), []);
  assert.deepEqual(await found("36 长"), [4]);
});

test("letters are read as syllables in every way, the last one only begun", async () => {
  assert.deepEqual(await found("hezhang"), [0]);
  assert.deepEqual(await found("hezh"), [0]);
  assert.deepEqual(await found("xian"), [2, 3]);
  assert.deepEqual(await found("chan"), [2]);
});

test("letters are read as initials", async () => {
  assert.deepEqual(await found("hz"), [0, 1]);
  assert.deepEqual(await found("hzz"), [0]);
});

test("letters that end badly are given up quickly", async () => {
  const began = process.hrtime.bigint();
  assert.deepEqual(await found("xian".repeat(40) + "vvv"), []);
  assert.ok(process.hrtime.bigint() - began < 2_000_000_000n);
});

test("only the shards that a question needs are asked for, each once", async () => {
  const page = open();
  await found("河长", page);
  await found("河长", page);
  assert.equal(page.asked.length, 2);
  assert.ok(page.asked[1].endsWith(".js?v=v1"));
});

test("the page for lost addresses, whose root is a slash, asks its own host", async () => {
  const base = Object.assign(element("meta"), { content: "/" });
  const found = { 'meta[name="replicase:base"]': [base] };
  const page = new Page("https://example.org/no/such/page/", { data: index(), found });
  page.run("search.js");
  assert.equal((await page.Replicase.find("河长")).length, 1);
  assert.deepEqual([...new Set(page.asked.map((asked) => asked.slice(0, 8)))], ["/search/"]);
});

test("after a failure the next question asks again", async () => {
  const data = index();
  const page = open({});
  await assert.rejects(page.Replicase.find("河长"), /did not load/);
  page.data = data;
  assert.deepEqual(await found("河长", page), [0]);
});

test("a case is given by its id, its card without empty fields", async () => {
  const { Replicase } = open();
  assert.deepEqual(plain(await Replicase.search("湖长")), [
    { id: "b", number: 1, pieces: ["湖长"] },
  ]);
  assert.deepEqual(plain(await Replicase.card(0)), { title: "河长制", note: "n" });
  assert.deepEqual(plain(await Replicase.card(1)), { title: TITLES[1] });
});

test("a word with a place for a number is filled", () => {
  const { Replicase } = open();
  assert.equal(Replicase.fill("{n} 个案例", 3), "3 个案例");
  assert.equal(Replicase.fill(undefined, 3), "3");
});

function marked(text, pieces) {
  const shown = element("p");
  open().Replicase.mark(shown, text, pieces);
  return shown.nodes.map((node) => (typeof node === "string" ? node : `[${node.textContent}]`));
}

test("what was found is marked in the text as it is written", () => {
  assert.deepEqual(marked("推行河长制，设河长", ["河长"]), ["推行", "[河长]", "制，设", "[河长]"]);
  assert.deepEqual(marked("ＧＤＰ 与 gdp", ["gdp"]), ["[ＧＤＰ]", " 与 ", "[gdp]"]);
  assert.deepEqual(marked("e-grid, subgrid", ["grid"]), ["e-", "[grid]", ", subgrid"]);
  assert.deepEqual(marked("𠀀河长", ["河长"]), ["𠀀", "[河长]"]);
  assert.deepEqual(marked("<b>河</b>", ["潜水"]), ["<b>河</b>"]);
  assert.deepEqual(marked("", ["河"]), []);
});
