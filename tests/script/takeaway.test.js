"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element, plain } = require("./page.js");

function csv(rows) {
  const page = new Page("https://example.org/cases/");
  page.run("takeaway.js");
  return page.Replicase.takeaway.csv(rows);
}

test("a table begins with the mark Excel looks for, its lines end as on Windows", () => {
  assert.equal(csv([["编号", "标题"], ["a", "河长制"]]), "\ufeff编号,标题\r\na,河长制\r\n");
});

test("a text with commas, quotation marks or lines stays one cell", () => {
  assert.equal(csv([["一,二", '说“"', "上\n下"]]), '\ufeff"一,二","说“""","上\n下"\r\n');
});

test("no text is a formula, whatever it begins with", () => {
  for (const text of ["=cmd|'/C calc'!A1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "＋1", "－1", "＠A"]) {
    const cell = csv([[text]]).slice(1).trim();
    assert.ok(cell.startsWith("'") || cell.startsWith("\"'"), `${text} became ${cell}`);
  }
  assert.equal(csv([["", "E2", "10 万元"]]), "\ufeff,E2,10 万元\r\n");
});

test("a line of the list has what its card tells, what is not known too", () => {
  const ids = {
    "browse-form": element("form", {}, { "[data-facet]": [] }),
    results: element("div"),
    "card-template": element("template"),
  };
  const page = new Page("https://example.org/zh/cases/", { ids });
  page.run("search.js");
  page.Replicase.href = (address) => `../${address}`;
  page.window.URL = URL;
  const { row } = page.run("browse.js", ["row"]);
  const card = {
    href: "cases/a/",
    title: "河长制",
    "grade-effect": "E2",
    "grade-effect-words": "有前后对比",
    "cost-unknown": "未见公开数字",
    "adoption-stop": "1 地停用",
  };
  assert.deepEqual(plain(row(card, "a")), [
    ...["a", "河长制", "", "", "", "", "E2 有前后对比", "", "", "未见公开数字", "", "", "1 地停用"],
    "https://example.org/zh/cases/a/",
  ]);
});
