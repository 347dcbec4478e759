"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, plain } = require("./page.js");

const page = new Page("https://example.org/self-assessment/");
page.run("sheet.js");
const { sheet: S } = page.Replicase;

const TODAY = "2026-11-22";
const DATA = {
  scheme: { id: "sample", year: "2025" },
  title: "样例指标",
  first: "zh",
  gaps: [],
  groups: [
    {
      code: "layers",
      title: "治理架构",
      items: [
        { code: "layers.grid", title: "网格", href: "", cases: [], all: 0, full: "40" },
        { code: "layers.centre", title: "中心", href: "", cases: [], all: 0, full: "20.5" },
      ],
    },
    {
      code: "governance",
      title: "治理方式",
      items: [
        { code: "governance.self", title: "自治", href: "", cases: [], all: 0 },
        { code: "governance.disorder", title: "重大事件", href: "", cases: [], all: 0, full: "10", negative: true },
      ],
    },
  ],
  words: {},
  rules: {},
  limits: {
    sentence: { zh: 160, en: 400 },
    line: { zh: 80, en: 240 },
    words: { zh: 400, en: 400 },
  },
};
const SOURCE = {
  id: "s1",
  title: "夜间巡查无记录",
  publisher: "测试日报",
  type: "media",
  url: "https://alpha.example/night",
};
const GAP = {
  state: "not",
  problem: "夜间巡查没有人登记。",
  found_by: "media",
  found_on: "2026-03-01",
  status: "open",
  source: "s1",
};

function filled(answers, more = {}) {
  const sheet = plain(S.empty(DATA.scheme, TODAY, "zh"));
  return { ...sheet, checked_by: "alpha-office", sources: [SOURCE], answers, ...more };
}

const lacks = (answer, more) =>
  plain(S.lacking(filled({ "layers.grid": answer }, more), DATA, null, TODAY)).map(
    (lack) => `${lack.field} ${lack.word} ${lack.rule}`
  );

const written = (sheet, known = null) => plain(S.gaps(sheet, DATA, "alpha", known, TODAY));

// ---- Texts and dates

test("a text is written between quotation marks, whatever is in it", () => {
  assert.equal(S.quoted('a: "b" # c\\d\n---\te'), '"a: \\"b\\" # c\\\\d\\n---\\te"');
  assert.equal(S.quoted("中文 😀　全角"), '"中文 😀　全角"');
  assert.equal(
    S.quoted("\u2028\u2029\u0085\u200b\u202e\ufeff\u0000\ud800\u{e0100}"),
    '"\\u2028\\u2029\\u0085\\u200b\\u202e\\ufeff\\u0000\\ud800\\U000e0100"'
  );
});

test("what nobody can see is taken out, and a line break is a line break", () => {
  assert.equal(S.legible("a\u200bb\u202ec\r\nd\u2028e\ufe0f"), "abc\nd\ne");
  assert.equal(S.oneLine("  一\r\n\t二 　三 "), "一 二 三");
  // How a character of a name is drawn is seen.
  assert.equal(S.legible("葛\u{e0100}a\u{e0100}"), "葛\u{e0100}a");
});

test("a date is read as people write it, and what is none is not guessed", () => {
  const dates = {
    "2026-06-30": "2026-06-30",
    "2026年6月30日": "2026-06-30",
    "2026.6.3": "2026-06-03",
    "２０２６/０６": "2026-06",
    "2026 年 6 月": "2026-06",
    2026: "2026",
    "2026年": "2026",
    " ": "",
    "2024-02-29": "2024-02-29",
  };
  Object.entries(dates).forEach(([text, date]) => assert.equal(S.dateIn(text), date, text));
  for (const text of ["2026-02-30", "2025-02-29", "2026-13", "26-1-1", "年底", "2026-", "2026-1-1 上午", "0999"]) {
    assert.equal(S.dateIn(text), null, text);
  }
});

test("so many months later is a day that there is", () => {
  assert.equal(S.later("2026-11-30", 3), "2027-02-28");
  assert.equal(S.later("2027-11-30", 3), "2028-02-29");
  assert.equal(S.later("2026-12-31", 12), "2027-12-31");
});

// ---- The file

test("a file that was saved is read again, and nothing of it is lost", () => {
  const hostile = ["a: #", '"', "行\n行", "😀", "\u2028", "---", "__proto__", "</script>", "{{x}}"];
  hostile.forEach((text) => {
    const sheet = filled({ "layers.grid": { ...GAP, problem: text, step: text }, "gone.code": { evidence: text } });
    assert.deepEqual(plain(S.read(S.write(sheet))), { sheet });
    assert.deepEqual(plain(S.read("\ufeff" + S.write(sheet))), { sheet });
  });
});

test("a wrong or damaged file is told, and where", () => {
  const good = JSON.parse(S.write(filled({ "layers.grid": GAP })));
  const changed = (change) => {
    const file = structured(good);
    change(file);
    return plain(S.read(JSON.stringify(file)));
  };
  const structured = (value) => JSON.parse(JSON.stringify(value));
  assert.deepEqual(plain(S.read("")), { trouble: "no_json" });
  assert.deepEqual(plain(S.read(S.write(good).slice(0, -20))), { trouble: "no_json" });
  for (const text of ["[]", "null", "1", '"x"', "{}", '{"format": "other", "version": 1}']) {
    assert.equal(plain(S.read(text)).trouble, "not_ours", text);
  }
  assert.deepEqual(plain(S.read("x".repeat(2000001))), { trouble: "too_large" });
  const damaged = (change, at) => assert.deepEqual(changed(change), { trouble: "damaged", at });
  assert.equal(changed((f) => (f.version = 2)).trouble, "newer");
  damaged((f) => (f.version = "1"), "version");
  damaged((f) => (f.version = 0), "version");
  damaged((f) => (f.more = 1), "more");
  damaged((f) => delete f.answers, "answers");
  damaged((f) => (f.sources = {}), "sources");
  damaged((f) => f.sources.push(f.sources[0]), "sources.2.id");
  damaged((f) => (f.sources[0].type = "hearsay"), "sources.1.type");
  damaged((f) => (f.date = "2026-02-30"), "date");
  damaged((f) => (f.answers["layers.grid"].state = "good"), "answers.layers.grid.state");
  damaged((f) => (f.answers["layers.grid"].problem = 3), "answers.layers.grid.problem");
  damaged((f) => (f.answers["layers.grid"].problem = "x".repeat(4001)), "answers.layers.grid.problem");
  damaged((f) => (f.answers["layers.grid"].source = "s9"), "answers.layers.grid.source");
  damaged((f) => (f.answers["layers.grid"].other = ""), "answers.layers.grid.other");
  damaged((f) => (f.answers["../x"] = {}), "answers");
  const proto = JSON.stringify(good).replace('"answers":{', '"answers":{"__proto__":{"state":"met"},');
  assert.equal(plain(S.read(proto)).trouble, "damaged");
  assert.equal({}.state, undefined);
});

test("a code that is also a property of every object is an answer of its own", () => {
  const sheet = filled({});
  assert.deepEqual(plain(S.answerOf(sheet, "constructor")), {});
  sheet.answers.constructor = { state: "met" };
  assert.deepEqual(plain(S.read(S.write(sheet)).sheet.answers), { constructor: { state: "met" } });
});

// ---- How far it is

test("progress counts answers, and scores of what can be scored", () => {
  const sheet = filled({
    "layers.grid": { state: "met", score: "0.1" },
    "layers.centre": { state: "partly", score: "0.2" },
    "governance.disorder": { state: "met", score: "3" },
    "governance.self": { evidence: "x" },
    "gone.code": { state: "met" },
  });
  const found = plain(S.progress(sheet, S.indicatorsOf(DATA)));
  assert.deepEqual(found, {
    all: 4,
    answered: 3,
    states: { met: 2, partly: 1, not: 0, none: 0 },
    score: "0.3",
    full: "60.5",
    scored: 2,
  });
  for (const right of ["0", "40", "39.5", "0.125"]) assert.ok(S.isScore(right, "40"), right);
  for (const wrong of ["40.1", "-1", "1e1", "", "四十", "1.", ".5", "01"]) assert.ok(!S.isScore(wrong, "40"), wrong);
});

// ---- What is lacking

test("a whole gap lacks nothing", () => {
  assert.deepEqual(lacks(GAP), []);
});

test("what a gap needs and does not say is asked for, with the rule", () => {
  assert.deepEqual(lacks({ state: "partly" }), [
    "problem need_problem CASE111",
    "found_by need_found_by CASE111",
    "found_on need_found_on CASE111",
    "status need_status CASE111",
    "source need_source CASE111",
  ]);
  assert.deepEqual(lacks({ ...GAP, status: "verified" }), [
    "measure need_measure CASE218",
    "closed_on need_closed_on CASE218",
    "verified_by need_verified_by CASE218",
  ]);
  assert.deepEqual(lacks(GAP, { checked_by: "" }), ["checked_by need_checked_by CASE111"]);
  assert.deepEqual(lacks(GAP, { checked_by: "张三" }), ["checked_by no_slug CASE112"]);
  assert.deepEqual(lacks(GAP, { sources: [{ id: "s1" }] }), [
    "title need_title CASE111",
    "publisher need_publisher CASE111",
    "type need_type CASE111",
  ]);
  assert.deepEqual(lacks({ state: "met" }), [" no_gap "]);
  assert.deepEqual(lacks({ state: "none", problem: "x" }), [" no_gap "]);
});

test("what contradicts itself is told, with the rule", () => {
  assert.deepEqual(lacks({ ...GAP, due: "2026-02" }), ["due before_found CASE201"]);
  assert.deepEqual(lacks({ ...GAP, due: "2026-03" }), []);
  assert.deepEqual(lacks({ ...GAP, found_on: "2027" }), ["found_on in_future CASE235"]);
  assert.deepEqual(lacks({ ...GAP, found_on: "年底" }), ["found_on no_date CASE114"]);
  assert.deepEqual(lacks({ ...GAP, found_by: "audit" }), ["source need_official CASE221"]);
  assert.deepEqual(lacks({ ...GAP, problem: "列入问题清单。" }), ["problem office_words CASE221"]);
  assert.deepEqual(lacks({ ...GAP, problem: "字".repeat(161) }), ["problem too_long CASE116"]);
  assert.deepEqual(lacks({ ...GAP, problem: "a <b>c" }), ["problem has_tag CASE306"]);
  assert.deepEqual(lacks({ ...GAP, state: "met" }), ["state met_but_open "]);
  const official = { sources: [{ ...SOURCE, type: "official", published: "2026-02", accessed: "2026-01" }] };
  assert.deepEqual(lacks({ ...GAP, found_by: "audit" }, official), ["accessed read_before CASE236"]);
  assert.deepEqual(lacks(GAP, { sources: [{ ...SOURCE, url: "alpha.example" }] }), ["url no_url CASE115"]);
});

test("a source nobody cites is not judged, nor written", () => {
  const more = { sources: [SOURCE, { id: "s2" }] };
  assert.deepEqual(lacks(GAP, more), []);
  assert.equal(written(filled({ "layers.grid": GAP }, more)).record.sources.length, 1);
});

// ---- The gaps of a city

test("a plan is no measure, and a case to borrow from has not helped yet", () => {
  const planned = { ...GAP, step: "先摸底", measure: "旧的", case: "alpha-case", evidence: "台账" };
  const [item] = written(filled({ "layers.grid": planned })).record.items;
  assert.deepEqual(item, {
    id: "g1",
    indicator: "layers.grid",
    issue: { zh: "夜间巡查没有人登记。" },
    found_by: "media",
    found_on: "2026-03-01",
    status: "open",
    source: "s1",
  });
  const done = { ...planned, status: "closed", closed_on: "2026年5月" };
  const [closed] = written(filled({ "layers.grid": done })).record.items;
  assert.deepEqual(
    [closed.measure, closed.closed_on, closed.cases],
    [{ zh: "旧的" }, "2026-05", ["alpha-case"]]
  );
});

const KNOWN = {
  schema: "1",
  city: "alpha",
  items: [
    {
      id: "g7",
      indicator: "layers.grid",
      issue: { zh: "夜间巡查没有人登记。", en: "Nobody records the night patrols." },
      found_by: "media",
      found_on: "2024",
      status: "reported",
      source: "s4",
    },
    {
      id: "g2",
      indicator: "governance.self",
      issue: "车站没有放伞的地方。",
      found_by: "media",
      found_on: "2019",
      status: "reported",
      source: ["s4", "s5"],
    },
  ],
  sources: [
    { id: "s4", title: "旧标题", publisher: "测试日报", type: "media", url: "http://www.alpha.example/night/" },
    { id: "s5", title: "另一篇", publisher: "测试日报", type: "media" },
  ],
  disclosure: { checked_by: "editors", date: "2025-01-01" },
};

test("what the library has stays, what is new follows, and no id is given twice", () => {
  const before = JSON.stringify(KNOWN);
  const made = written(filled({ "layers.grid": GAP, "layers.centre": { ...GAP, problem: "没有挂牌。" } }), KNOWN);
  assert.equal(JSON.stringify(KNOWN), before);
  assert.deepEqual([made.added, made.changed], [1, 1]);
  assert.deepEqual(
    made.record.items.map((item) => [item.id, item.indicator, item.status]),
    [
      ["g7", "layers.grid", "open"],
      ["g2", "governance.self", "reported"],
      ["g8", "layers.centre", "open"],
    ]
  );
  // The translation stays with words that did not change, and the source is the one that is there.
  assert.deepEqual(made.record.items[0].issue, KNOWN.items[0].issue);
  assert.deepEqual(made.record.sources, KNOWN.sources);
  assert.equal(made.record.items[2].source, "s4");
  assert.deepEqual(made.record.disclosure, { checked_by: "alpha-office", date: TODAY });
});

test("to write a file again changes nothing", () => {
  const sheet = filled({ "layers.grid": GAP, "layers.centre": { ...GAP, problem: "没有挂牌。" } });
  const once = written(sheet, KNOWN).record;
  const again = written(sheet, once);
  assert.deepEqual(again.record, once);
  assert.deepEqual([again.added, again.changed], [0, 2]);
});

test("one address is one source", () => {
  const twice = [SOURCE, { ...SOURCE, id: "s2", url: "http://www.Alpha.example/night/" }];
  const { record } = written(
    filled({ "layers.grid": GAP, "layers.centre": { ...GAP, problem: "y", source: "s2" } }, { sources: twice })
  );
  assert.deepEqual(record.items.map((item) => item.source), ["s1", "s1"]);
  assert.equal(record.sources.length, 1);
});

test("the YAML of a record reads as one", () => {
  const { record } = written(filled({ "layers.grid": { ...GAP, problem: 'a: "b" # c' } }));
  assert.equal(
    S.yaml(record),
    `schema: 1
city: alpha
items:
  - id: g1
    indicator: layers.grid
    issue:
      zh: "a: \\"b\\" # c"
    found_by: media
    found_on: 2026-03-01
    status: open
    source: s1
sources:
  - id: s1
    title: "夜间巡查无记录"
    publisher: "测试日报"
    type: media
    url: "https://alpha.example/night"
disclosure:
  checked_by: alpha-office
  date: 2026-11-22
`
  );
});

// ---- The road map

test("open gaps stand in the column they are due in, those without a date last", () => {
  const due = (code, date, more) => ({ [code]: { state: "not", problem: code, due: date, ...more } });
  const sheet = filled({
    ...due("layers.grid", "2027-02-22"),
    ...due("layers.centre", "2027-02-23"),
    ...due("governance.self", "2026-10"),
    ...due("governance.disorder", "年底"),
  });
  const map = plain(S.roadMap(sheet, DATA));
  assert.deepEqual(map.ends, ["2027-02-22", "2027-05-22", "2027-11-22"]);
  assert.deepEqual(
    map.columns.map((column) => column.map((item) => [item.indicator.code, item.isLate])),
    [
      [
        ["governance.self", true],
        ["layers.grid", false],
      ],
      [["layers.centre", false]],
      [],
      [["governance.disorder", false]],
    ]
  );
  assert.equal(map.count, 4);
  const rest = filled({
    ...due("layers.grid", "2027", { status: "recurred" }),
    ...due("layers.centre", "2028", { status: "open" }),
    ...due("governance.self", "2026-12", { status: "closed" }),
    ...due("governance.disorder", "", { state: "met", problem: "" }),
  });
  // A year ends on its last day, after twelve months; what is put right is not on the map.
  assert.deepEqual(
    plain(S.roadMap(rest, DATA)).columns.map((column) => column.map((item) => item.indicator.code)),
    [[], [], [], ["layers.grid", "layers.centre"]]
  );
});

test("no cell of a table is a formula", () => {
  assert.equal(
    S.csv([
      ["a", "b,c", 'd"e', "f\ng"],
      ["=1+1", " @x", "＝1", "-"],
    ]),
    '\ufeffa,"b,c","d""e","f\ng"\r\n\'=1+1,\' @x,\'＝1,\'-\r\n'
  );
});
