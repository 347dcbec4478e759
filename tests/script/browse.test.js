"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element, plain } = require("./page.js");

function facet(values, of) {
  const starts = [0];
  of.forEach((some) => starts.push(starts[starts.length - 1] + some.length));
  return { values, starts: Uint32Array.from(starts), positions: Uint16Array.from(of.flat()) };
}

const CATALOGUE = {
  ids: ["a", "b", "c", "d"],
  facets: {
    theme: facet(["ecology", "village"], [[0], [0, 1], [1], []]),
    city: facet(["jinhua", "ningbo"], [[0], [1], [1], [0]]),
  },
  orders: { began: [3, 0, 5, 3], adopted: [1, 0, 0, 2], registered: [7, 9, 8, 6] },
};
const ALL = CATALOGUE.ids.map((_, number) => ({ number, pieces: [], outside: 0 }));

function fieldset(name) {
  return Object.assign(element("fieldset"), { dataset: { facet: name } });
}

function box(name, value) {
  return Object.assign(element("input"), { type: "checkbox", name, value, checked: false });
}

function open({ address = "https://example.org/cases/", boxes = [], links = [] } = {}) {
  const input = Object.assign(element("input"), { value: "" });
  const sort = Object.assign(element("select"), { value: "" });
  const facets = ["theme", "city", "colour"].map(fieldset);
  const form = element("form", {}, { "[data-facet]": facets, 'input[type="checkbox"]': boxes });
  const results = element("div", {}, { 'a[data-field="href"]': links });
  const ids = {
    "browse-form": form,
    results,
    "card-template": element("template"),
    "search-browse": input,
    sort,
  };
  const page = new Page(address, { ids });
  page.run("search.js");
  const opened = page.run("browse.js", ["judge", "addressOf", "read"]);
  return { ...opened, page, form, input };
}

function judged(chosen, { found = ALL, sort = "" } = {}) {
  const state = { q: "", sort, chosen: { theme: [], city: [], colour: [], ...chosen } };
  const { kept, counts } = open().judge(CATALOGUE, found.slice(), state);
  const [theme, city] = counts.map((some) => Array.from(some));
  return { kept: Array.from(kept, (hit) => CATALOGUE.ids[hit.number]).join(""), theme, city };
}

test("without a filter all that was found stays, in its order", () => {
  const none = judged({});
  assert.deepEqual(none, { kept: "abcd", theme: [2, 2], city: [2, 2] });
  assert.equal(judged({}, { found: [ALL[2], ALL[0]] }).kept, "ca");
});

test("values of one facet widen, facets narrow", () => {
  assert.equal(judged({ theme: ["ecology"] }).kept, "ab");
  assert.equal(judged({ theme: ["ecology", "village"] }).kept, "abc");
  assert.equal(judged({ theme: ["ecology"], city: ["ningbo"] }).kept, "b");
});

test("a facet's own choice does not count against its other values", () => {
  const { theme, city } = judged({ theme: ["ecology"], city: ["ningbo"] });
  assert.deepEqual(theme, [1, 2]);
  assert.deepEqual(city, [1, 1]);
});

test("a value that no case has leaves none, nor does a facet without cases", () => {
  assert.equal(judged({ theme: ["no-such-theme"] }).kept, "");
  assert.equal(judged({ colour: ["red"] }).kept, "");
});

test("a list is sorted as asked, what is not known last, equals as they were", () => {
  assert.equal(judged({}, { sort: "newest" }).kept, "cadb");
  assert.equal(judged({}, { sort: "oldest" }).kept, "adcb");
  assert.equal(judged({}, { sort: "adopted" }).kept, "dabc");
  assert.equal(judged({}, { sort: "registered" }).kept, "bcad");
  assert.equal(judged({ theme: ["village"] }, { sort: "newest" }).kept, "cb");
  assert.equal(judged({}, { sort: "constructor" }).kept, "abcd");
});

test("the address says all that is sought, and nothing that is not", () => {
  const { addressOf } = open();
  const chosen = { theme: ["ecology"], city: ["jinhua", "ningbo"], colour: [] };
  assert.equal(
    addressOf({ q: " 河长 a&b ", sort: "newest", chosen }),
    "/cases/?q=%E6%B2%B3%E9%95%BF+a%26b&theme=ecology&city=jinhua&city=ningbo&sort=newest"
  );
  const nothing = { theme: [], city: [], colour: [] };
  assert.equal(addressOf({ q: "  ", sort: "", chosen: nothing }), "/cases/");
});

test("an address that was sent is read again; an order nobody knows is none", () => {
  const boxes = [box("theme", "ecology"), box("theme", "village"), box("city", "ningbo")];
  const sent = "/cases/?q=%E6%B2%B3%E9%95%BF&theme=village&city=ningbo&sort=oldest";
  const { read, addressOf } = open({ address: `https://example.org${sent}`, boxes });
  const state = read();
  assert.deepEqual(plain(state), {
    q: "河长",
    sort: "oldest",
    chosen: { theme: ["village"], city: ["ningbo"], colour: [] },
  });
  assert.equal(addressOf(state), sent);
  assert.equal(open({ address: "https://example.org/cases/?sort=toString" }).read().sort, "");
});

function press(opened, key, target, more = {}) {
  let isTaken = false;
  opened.page.window.document.activeElement = target;
  const event = { key, target, preventDefault: () => (isTaken = true), ...more };
  opened.form.listeners.get("keydown")(event);
  return isTaken;
}

test("arrows lead from the box through the results and back, Escape to the box", () => {
  const focused = [];
  const links = ["first", "last"].map((name) =>
    Object.assign(element("a"), { focus: () => focused.push(name) })
  );
  const opened = open({ links });
  opened.input.focus = () => focused.push("box");
  const [first, last] = links;
  assert.ok(press(opened, "ArrowDown", opened.input));
  assert.ok(press(opened, "ArrowDown", first));
  assert.ok(press(opened, "ArrowUp", last));
  assert.ok(press(opened, "ArrowUp", first));
  assert.ok(press(opened, "Escape", last));
  assert.deepEqual(focused, ["first", "last", "first", "box", "box"]);
});

test("a key with nowhere to lead is left to the browser", () => {
  const link = element("a");
  const opened = open({ links: [link] });
  assert.ok(!press(opened, "ArrowDown", link));
  assert.ok(!press(opened, "ArrowUp", opened.input));
  assert.ok(!press(opened, "Escape", opened.input));
  assert.ok(!press(opened, "ArrowDown", element("button")));
  // What an input method does with its candidates is its own matter.
  assert.ok(!press(opened, "ArrowDown", opened.input, { isComposing: true }));
});
