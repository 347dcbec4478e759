"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element } = require("./page.js");

const CATALOGUE = {
  ids: ["a", "b", "c", "d"],
  facets: {
    theme: { values: ["ecology", "village"], of: [[0], [0, 1], [1], []] },
    city: { values: ["jinhua", "ningbo"], of: [[0], [1], [1], [0]] },
  },
};
const ALL = CATALOGUE.ids.map((_, number) => ({ number, pieces: [], outside: 0 }));

function fieldset(facet) {
  return Object.assign(element("fieldset"), { dataset: { facet } });
}

function open() {
  const form = element("form", {}, { "[data-facet]": ["theme", "city"].map(fieldset) });
  const ids = { "browse-form": form, results: element("div"), "card-template": element("template") };
  const page = new Page("https://example.org/cases/", { ids });
  page.run("search.js");
  return page.run("browse.js", ["judge", "addressOf"]);
}

function judged(chosen, found = ALL) {
  const state = { q: "", chosen: { theme: [], city: [], ...chosen } };
  const { kept, counts } = open().judge(CATALOGUE, found, state);
  const [theme, city] = counts.map((some) => Object.fromEntries(some));
  return { kept: Array.from(kept, (hit) => CATALOGUE.ids[hit.number]).join(""), theme, city };
}

test("without a filter all that was found stays, in its order", () => {
  const none = judged({});
  assert.deepEqual(none, { kept: "abcd", theme: { 0: 2, 1: 2 }, city: { 0: 2, 1: 2 } });
  assert.equal(judged({}, [ALL[2], ALL[0]]).kept, "ca");
});

test("values of one facet widen, facets narrow", () => {
  assert.equal(judged({ theme: ["ecology"] }).kept, "ab");
  assert.equal(judged({ theme: ["ecology", "village"] }).kept, "abc");
  assert.equal(judged({ theme: ["ecology"], city: ["ningbo"] }).kept, "b");
});

test("a facet's own choice does not count against its other values", () => {
  const { theme, city } = judged({ theme: ["ecology"], city: ["ningbo"] });
  assert.deepEqual(theme, { 0: 1, 1: 2 });
  assert.deepEqual(city, { 0: 1, 1: 1 });
});

test("a value that no case has leaves none", () => {
  assert.equal(judged({ theme: ["no-such-theme"] }).kept, "");
});

test("the address says all that is sought, and nothing that is not", () => {
  const { addressOf } = open();
  const chosen = { theme: ["ecology"], city: ["jinhua", "ningbo"] };
  assert.equal(
    addressOf({ q: " 河长 a&b ", chosen }),
    "/cases/?q=%E6%B2%B3%E9%95%BF+a%26b&theme=ecology&city=jinhua&city=ningbo"
  );
  assert.equal(addressOf({ q: "  ", chosen: { theme: [], city: [] } }), "/cases/");
});
