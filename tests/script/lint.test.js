"use strict";

/* The judge is awake: what must not stand in a script of the site is found. */

const assert = require("node:assert/strict");
const { join } = require("node:path");
const { test } = require("node:test");

const { ESLint } = require("eslint");

const ROOT = join(__dirname, "../..");
const REFUSED = {
  "no-restricted-globals": ['fetch("x")', "new XMLHttpRequest()", 'new Worker("x")'],
  "no-restricted-properties": [
    "document.body.innerHTML = location.hash",
    'document.body.insertAdjacentHTML("beforeend", location.hash)',
    "document.write(location.hash)",
    "document.body.replaceChildren()",
    'navigator.sendBeacon("x")',
  ],
  "no-restricted-syntax": [
    "window.Other = 1",
    "document.body.onclick = null",
    'document.body.style.color = "red"',
  ],
  "no-implied-eval": ['setTimeout("alert(1)", 1)'],
  "no-eval": ["eval(location.hash)"],
  "no-undef": ["unknown()"],
  // No rule: newer than ES2017, it cannot be read.
  null: ["document?.body", "const { a, ...b } = {}; a(b)", "async function* each() {}", "1 ?? 2"],
};

for (const [rule, texts] of Object.entries(REFUSED)) {
  for (const text of texts) {
    test(`refused: ${text}`, async () => {
      const judge = new ESLint({ cwd: ROOT });
      const [result] = await judge.lintText(`(function () {\n  "use strict";\n  ${text};\n})();\n`, {
        filePath: join(ROOT, "theme/material/assets/any.js"),
      });
      const rules = result.messages.map((message) => String(message.ruleId));
      assert.ok(rules.includes(rule), `${rules}`);
    });
  }
}

test("a second global is refused", async () => {
  const judge = new ESLint({ cwd: ROOT });
  const [result] = await judge.lintText('"use strict";\nvar Other = 1;\n', {
    filePath: join(ROOT, "theme/material/assets/any.js"),
  });
  assert.ok(result.messages.some((message) => message.ruleId === "no-implicit-globals"));
});
