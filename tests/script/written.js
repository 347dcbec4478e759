"use strict";

/* What sheet.js makes of a sheet, for the tests in Python that put it before the real checker.

   Standard input is JSON: {texts: [...]}, or {sheet, data, city, known, today}. */

const { readFileSync } = require("node:fs");

const { Page } = require("./page.js");

const page = new Page("https://example.org/self-assessment/");
page.run("sheet.js");
const { sheet: S } = page.Replicase;

const asked = JSON.parse(readFileSync(0, "utf8"));
const answer = {};
if (asked.texts) {
  answer.quoted = asked.texts.map((text) => S.quoted(text));
  answer.legible = asked.texts.map((text) => S.legible(text));
  answer.oneLine = asked.texts.map((text) => S.oneLine(text));
} else {
  const read = S.read(S.write(asked.sheet));
  answer.trouble = read.trouble || "";
  if (read.sheet) {
    const { data, city, known, today } = asked;
    answer.lacking = S.lacking(read.sheet, data, known, today);
    const made = S.gaps(read.sheet, data, city, known, today);
    answer.yaml = S.yaml(made.record);
    answer.added = made.added;
    answer.changed = made.changed;
  }
}
process.stdout.write(JSON.stringify(answer));
