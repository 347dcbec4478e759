"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, plain } = require("./page.js");

function open(lang = "zh-CN") {
  const page = new Page("https://example.org/fit/", { lang });
  ["search.js", "picks.js", "records.js", "fit.js"].forEach((file) => page.run(file));
  return page.Replicase.fit;
}

const fit = open();
const PEOPLE = ["人", "people"];

test("a number is understood as a clerk types it", () => {
  const typed = {
    "20": "20",
    " ２０ ": "20",
    "1,234": "1234",
    "１，２３４，５６７": "1234567",
    "12 000": "12000",
    "3.50": "3.5",
    "３．５": "3.5",
    "007": "7",
    "0": "0",
    "0.0": "0",
    "-5": "-5",
    "－5": "-5",
    "−5.20": "-5.2",
    "-0": "0",
    "1.2万": "12000",
    "１.２ 万": "12000",
    "1.23456万": "12345.6",
    "3亿": "300000000",
    "2萬": "20000",
    "1.5 million": "1500000",
    "2 thousand": "2000",
    "5百万": "5000000",
    "20人": "20",
    "20 人": "20",
    "1.2万人": "12000",
    "20 People": "20",
  };
  for (const [text, number] of Object.entries(typed)) {
    assert.deepEqual(plain(fit.read(text, PEOPLE)), { number }, text);
  }
  assert.deepEqual(plain(fit.read("６５％", ["%"])), { number: "65" });
});

test("nothing typed is neither a number nor a mistake", () => {
  for (const text of ["", "  ", "　"]) assert.deepEqual(plain(fit.read(text, PEOPLE)), {});
});

test("what is not one number is refused, and the reason is told", () => {
  const typed = {
    range: ["10-20", "10至20", "10～20", "10 到 20", "10 to 20"],
    about: ["约20", "20余", "20多人", "20+", "20以上", "≥20", "about 20"],
    hanzi: ["二十", "一百二十人", "三万"],
    grouping: ["1,23", "12,34,567", "1 2", "1,,234", ",123"],
    unit: ["20户", "20 households"],
    other: ["很多", "1.2.3", "1万2千", "1e9", "0x10", "abc", "-", "."],
    long: ["1".repeat(25), "1".repeat(20) + "亿"],
  };
  for (const [trouble, texts] of Object.entries(typed)) {
    for (const text of texts) assert.deepEqual(plain(fit.read(text, PEOPLE)), { trouble }, text);
  }
});

test("a unit that counts in 万 is not counted in 万 twice", () => {
  const units = ["万人", "10,000 people"];
  assert.deepEqual(plain(fit.read("120", units)), { number: "120" });
  assert.deepEqual(plain(fit.read("120万人", units)), { number: "120" });
  assert.deepEqual(plain(fit.read("120万", units)), { trouble: "scaled" });
  assert.deepEqual(plain(fit.read("10,000 people", units)), { trouble: "unit" });
});

test("decimals are compared digit by digit", () => {
  const ways = [
    ["0.3", "0.30", 0],
    ["0.1", "0.09", 1],
    ["9007199254740993", "9007199254740992", 1],
    ["2", "10", -1],
    ["120.5", "120.50", 0],
    ["120.51", "120.5", 1],
    ["-1", "0", -1],
    ["-2", "-1", -1],
    ["-1.5", "-1.25", -1],
    ["0", "-0.1", 1],
  ];
  for (const [one, other, way] of ways) {
    assert.equal(fit.order(one, other), way, `${one} ${other}`);
    assert.equal(fit.order(other, one), way === 0 ? 0 : -way, `${other} ${one}`);
  }
});

test("how far numbers are apart is exact", () => {
  const far = [
    ["0.1", "0.3", "0.2"],
    ["0.7", "0.1", "0.6"],
    ["5", "20", "15"],
    ["1000", "999.99", "0.01"],
    ["9007199254740993", "1", "9007199254740992"],
    ["-1", "1", "2"],
    ["-9.5", "90.5", "100"],
    ["-3", "-1", "2"],
    ["4", "4", "0"],
  ];
  for (const [one, other, distance] of far) {
    assert.equal(fit.distance(one, other), distance, `${one} ${other}`);
    assert.equal(fit.distance(other, one), distance, `${other} ${one}`);
  }
});

test("random decimals are reckoned as whole numbers are", () => {
  const decimal = (n) => {
    const digits = String(n < 0n ? -n : n).padStart(5, "0");
    const text = `${digits.slice(0, -4)}.${digits.slice(-4)}`.replace(/\.?0+$/, "");
    return n < 0n && text !== "0" ? `-${text}` : text;
  };
  let seed = 7n;
  const next = () => (seed = (seed * 6364136223846793005n + 1442695040888963407n) % 2n ** 64n);
  for (let turn = 0; turn < 2000; turn++) {
    const one = (next() % 10n ** BigInt(turn % 19)) - 10n ** 6n;
    const other = (next() % 10n ** BigInt((turn * 7) % 19)) - 10n ** 6n;
    const apart = one > other ? one - other : other - one;
    assert.equal(fit.order(decimal(one), decimal(other)), one < other ? -1 : one > other ? 1 : 0);
    assert.equal(fit.distance(decimal(one), decimal(other)), decimal(apart));
  }
});

test("an amount is written as on the other pages", () => {
  const english = open("en");
  const written = [
    ["20", "人", "20 人", "20", "people", "20 people"],
    ["1200000", "人", "120 万人", "1200000", "people", "1.2 million people"],
    ["1234567", "人", "1234567 人", "1234567", "people", "1,234,567 people"],
    ["300000000", "元", "3 亿元", "300000000", "yuan", "300 million yuan"],
    ["65.5", "%", "65.5%", "65.5", "%", "65.5%"],
    ["42000", "万元", "42000 万元", "42000", "million yuan", "42,000 million yuan"],
    ["120.5", "万人", "120.5 万人", "120.5", "10,000 people", "120.5 × 10,000 people"],
    ["3", "", "3", "3", "", "3"],
    ["-20000", "人", "-2 万人", "-1234.5", "people", "-1,234.5 people"],
  ];
  for (const [number, unit, zh, figure, name, en] of written) {
    assert.equal(fit.amount(number, unit), zh);
    assert.equal(english.amount(figure, name), en);
  }
});

const measure = (op, value) => ({ figure: "staff/人", label: "人手", unit: "人", units: PEOPLE, op, value, said: "" });
const need = (more = {}) => ({ id: "p1", mark: "0a0b0c0d", level: "must", kind: "", text: "x", ...more });
const typed = (text) => ({ figures: { "staff/人": text }, replies: {} });
const replied = (reply) => ({ figures: {}, replies: { p1: reply } });

test("each comparison holds where it should", () => {
  const holds = { "<": "met gap gap", "<=": "met met gap", "=": "gap met gap", ">=": "gap met met", ">": "gap gap met" };
  for (const [op, states] of Object.entries(holds)) {
    const found = ["19.9", "20.0", "20.1"].map((t) => fit.judge(need({ measure: measure(op, "20") }), typed(t)).state);
    assert.equal(found.join(" "), states, op);
  }
});

test("a gap says how much is missing, or too much", () => {
  const judged = (op, value, text) => plain(fit.judge(need({ measure: measure(op, value) }), typed(text)));
  assert.deepEqual(judged(">=", "20", "5人"), { state: "gap", why: "short", typed: "5", far: "15" });
  assert.deepEqual(judged("<=", "0.3", "0.4"), { state: "gap", why: "over", typed: "0.4", far: "0.1" });
  // As many as must be exceeded: nothing is missing that one could name.
  assert.deepEqual(judged(">", "20", "20"), { state: "gap", why: "typed", typed: "20" });
  assert.deepEqual(judged(">=", "20", "2万"), { state: "met", why: "typed", typed: "20000" });
});

test("what is not typed, or cannot be read, is not known", () => {
  const tested = need({ measure: measure(">=", "20") });
  assert.deepEqual(plain(fit.judge(tested, typed(""))), { state: "unknown", why: "no-figure" });
  assert.deepEqual(plain(fit.judge(tested, { figures: {}, replies: {} })), { state: "unknown", why: "no-figure" });
  assert.deepEqual(plain(fit.judge(tested, typed("约20"))), { state: "unknown", why: "unreadable" });
  // An answer by hand does not stand in for the figure.
  assert.equal(fit.judge(tested, replied("yes:0a0b0c0d")).state, "unknown");
});

test("an answer by hand is taken, and forgotten when the condition is worded anew", () => {
  assert.equal(fit.judge(need(), replied("yes:0a0b0c0d")).state, "met");
  assert.equal(fit.judge(need(), replied("no:0a0b0c0d")).state, "gap");
  assert.deepEqual(plain(fit.judge(need(), replied("unknown:0a0b0c0d"))), { state: "unknown", why: "unknown" });
  for (const reply of [undefined, "", "yes", "yes:00000000", "constructor:0a0b0c0d"]) {
    assert.deepEqual(plain(fit.judge(need(), replied(reply))), { state: "unknown", why: "unanswered" });
  }
});

test("the verdict asks first for what must be there", () => {
  const all = (...some) =>
    some.map(([level, state, why]) => ({ need: need({ level }), judged: { state, why: why || "yes" } }));
  const open = ["unknown", "unanswered"];
  const verdicts = [
    [[], "nothing"],
    [[["must", ...open], ["should", "unknown", "no-figure"]], "unanswered"],
    [[["must", "gap"], ["must", ...open]], "gap"],
    [[["must", "met"], ["must", ...open], ["should", "gap"]], "open"],
    [[["must", "met"], ["should", "gap"]], "should"],
    [[["must", "met"], ["helps", "unknown", "unknown"]], "should"],
    [[["must", "met"], ["helps", "met"]], "clear"],
    [[["should", "met"]], "clear"],
  ];
  for (const [some, verdict] of verdicts) assert.equal(fit.verdict(all(...some)), verdict);
});

test("what is kept is read as a stranger's text", () => {
  const nothing = { place: "", figures: {}, cases: {} };
  for (const text of ["", "{", "null", "7", "[]", '"x"', '{"place":5,"figures":[1],"cases":{"a":7}}']) {
    const read = plain(fit.reader(text));
    assert.deepEqual({ ...read, cases: {} }, nothing, text);
  }
  const kept = {
    place: "x".repeat(100),
    figures: { "staff/人": "20", population: 5, villages: "9".repeat(41) },
    cases: { a: { p1: "yes:0a0b0c0d", p2: "maybe:0a0b0c0d", p3: 1 }, "../b": { p1: "no:0a0b0c0d" } },
  };
  assert.deepEqual(plain(fit.reader(JSON.stringify(kept))), {
    place: "x".repeat(60),
    figures: { "staff/人": "20" },
    cases: { a: { p1: "yes:0a0b0c0d" } },
  });
  const many = Object.fromEntries(Array.from({ length: 99 }, (_, n) => [`case-${n}`, {}]));
  assert.equal(Object.keys(fit.reader(JSON.stringify({ cases: many })).cases).length, 60);
});
