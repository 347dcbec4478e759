"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element, plain } = require("./page.js");

const LEFT_OUT = '"\\<,!#';
const DIGITS = Array.from({ length: 0x60 }, (_, at) => String.fromCharCode(0x20 + at))
  .filter((digit) => !LEFT_OUT.includes(digit))
  .join("");

/* Numbers as `replicase.search.index` describes them: distances, or six cases a character. */
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
const SIMPLIFIED = "長长條条";
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
  grid: [1, 2, 4],
  grids: [3],
  河道: [1],
  河长: [0],
  湖长: [1],
  长制: [0],
  长效: [1],
  长: [4],
};
// Where a key stands nearer than anywhere: in the head, and there in the title.
const HEAD = { 河长: [0], 湖长: [1], grid: [1, 4], 长效: [1] };
const TITLE = { 河长: [0], 湖长: [1], grid: [4] };

/* What a key has: its cases, those of the head within them, those of the title within the head. */
function lists(key, write) {
  const all = KEYS[key];
  const head = HEAD[key] || [];
  const title = TITLE[key] || [];
  const within = (some, others) =>
    some.length === others.length
      ? ""
      : write(
          some.map((each) => others.indexOf(each)),
          others.length
        );
  let written = write(all, TITLES.length);
  if (head.length) written += "!" + within(head, all);
  if (title.length) written += "!" + within(title, head);
  return written;
}

function index({ asBitmaps = false } = {}) {
  const write = asBitmaps ? bitmap : distances;
  const keys = Object.keys(KEYS).sort();
  const data = {};
  const starts = [];
  // Every shard holds three keys, so that most questions need several.
  for (let from = 0; from < keys.length; from += 3) {
    const heads = {};
    for (const key of keys.slice(from, from + 3)) {
      const length = /^['-]/.test(key) ? 3 : /^[a-z0-9]/.test(key) ? 2 : 1;
      const head = key.slice(0, length);
      const [rests, written] = heads[head] || [[], []];
      heads[head] = [
        [...rests, key.slice(length)],
        [...written, lists(key, write)],
      ];
    }
    data[`search/${starts.length}`] = Object.fromEntries(
      Object.entries(heads).map(([head, both]) => [head, both.map((some) => some.join(","))])
    );
    starts.push(from ? keys[from] : "");
  }
  data["search/index"] = {
    documents: TITLES.length,
    starts: starts.join(","),
    simplified: SIMPLIFIED,
    cards: 2,
    version: "v1",
  };
  // City: every case one; theme: two, one, none.
  data["search/catalogue"] = {
    ids: "a,b,c,d,e",
    facets: {
      city: { values: ["jinhua", "ningbo"], of: " , ,$,$, " },
      theme: { values: ["ecology", "grid", "village"], of: " $,%,,%, " },
    },
    orders: { began: " %$%\u0080" },
  };
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

test("a run knows whether only space parts it from the one before", () => {
  const { Replicase } = open();
  const parted = (text) => plain(Replicase.runs(text)).map((run) => run.afterSpace);
  assert.deepEqual(parted("河 长，制　度36"), [false, true, false, true, false]);
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
    // One has a pair that begins so in the head.
    assert.deepEqual(await found("长", page()), [1, 0, 4]);
  });

  test(`what the title says comes first (${kind})`, async () => {
    // All have the word or its beginning: one in the title, one in the head, two elsewhere.
    assert.deepEqual(await found("grid", page()), [4, 1, 2, 3]);
  });
}

test("a case that says it in two pieces is found, and which pieces is told", async () => {
  const hits = await open().Replicase.find("河道长效");
  assert.deepEqual(plain(hits), [{ number: 1, pieces: ["河道", "长效"], outside: 3 }]);
});

test("every word of a question must be there", async () => {
  assert.deepEqual(await found("河道 湖长"), [1]);
  assert.deepEqual(await found("河道 grid management"), []);
});

test("traditional characters find what is written in simplified ones", async () => {
  assert.deepEqual(await found("河長制"), [0]);
  assert.deepEqual(await found("36條"), await found("36条"));
  assert.deepEqual(plain(await open().Replicase.find("河長"))[0].pieces, ["河长"]);
});

test("spaces inside a word are slips, unless only so something is found", async () => {
  assert.deepEqual(await found("河 长 制"), [0]);
  assert.deepEqual(await found("he zhang"), [0]);
  assert.deepEqual(await found("h z z"), [0]);
  // Nothing says 长河道; one case says both.
  assert.deepEqual(await found("长 河道"), [1]);
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

test("the catalogue gives for each case its values and its place in an order", async () => {
  const { ids, facets, orders } = await open().Replicase.catalogue();
  const valuesOf = (name, number) => {
    const { values, starts, positions } = facets[name];
    return plain(Array.from(positions.slice(starts[number], starts[number + 1]))).map(
      (position) => values[position]
    );
  };
  assert.deepEqual(plain(ids), ["a", "b", "c", "d", "e"]);
  assert.deepEqual(
    ids.map((_, number) => valuesOf("theme", number).join(" ")).join(),
    "ecology grid,village,,village,ecology"
  );
  assert.deepEqual(
    ids.map((_, number) => valuesOf("city", number).join(" ")).join(),
    "jinhua,jinhua,ningbo,ningbo,jinhua"
  );
  assert.deepEqual(plain(orders), { began: [0, 2, 1, 2, 90] });
});

test("a library without cases has a catalogue without ids", async () => {
  const data = index();
  Object.assign(data["search/index"], { documents: 0 });
  data["search/catalogue"] = { ids: "", facets: { city: { values: [], of: "" } }, orders: {} };
  const { ids, facets } = await open(data).Replicase.catalogue();
  assert.equal(ids.length, 0);
  assert.deepEqual(plain(Array.from(facets.city.starts)), [0]);
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

test("what was found is marked in traditional characters too", async () => {
  const { Replicase } = open();
  await Replicase.find("河长");
  const shown = element("p");
  Replicase.mark(shown, "設河長", ["河长"]);
  assert.equal(shown.nodes[1].textContent, "河長");
});

test("what was found is marked in the text as it is written", () => {
  assert.deepEqual(marked("推行河长制，设河长", ["河长"]), ["推行", "[河长]", "制，设", "[河长]"]);
  assert.deepEqual(marked("ＧＤＰ 与 gdp", ["gdp"]), ["[ＧＤＰ]", " 与 ", "[gdp]"]);
  assert.deepEqual(marked("e-grid, subgrid", ["grid"]), ["e-", "[grid]", ", subgrid"]);
  assert.deepEqual(marked("𠀀河长", ["河长"]), ["𠀀", "[河长]"]);
  assert.deepEqual(marked("<b>河</b>", ["潜水"]), ["<b>河</b>"]);
  assert.deepEqual(marked("", ["河"]), []);
});
