"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element } = require("./page.js");

const BASE = 'meta[name="replicase:base"]';

function open(address, base, more = {}) {
  const meta = Object.assign(element("meta"), { content: base });
  const page = new Page(address, { found: { [BASE]: [meta], ...more.found }, kept: more.kept });
  page.run("replicase.js");
  return page;
}

function buttons(name) {
  return { [`[data-action="${name}"]`]: [element("button"), element("button")] };
}

test("behind a server a link keeps its address", () => {
  const { Replicase } = open("https://example.org/library/cases/x/", "../..");
  assert.equal(Replicase.href("cases/y/"), "../../cases/y/");
  assert.equal(Replicase.href("cases/?theme=z#results"), "../../cases/?theme=z#results");
  assert.equal(Replicase.href(""), "../../");
});

test("in a folder a link names the file that a server would add", () => {
  const { Replicase } = open("file:///site/cases/x/index.html", "../..");
  assert.equal(Replicase.href("cases/y/"), "../../cases/y/index.html");
  assert.equal(Replicase.href("cases/?theme=z#results"), "../../cases/index.html?theme=z#results");
  assert.equal(Replicase.href(""), "../../index.html");
});

test("in a folder the links that came with the page are completed, and no others", () => {
  const links = ["../", "..", "./", "y/#part", "#part", "a.png", "https://a.cn/", "mailto:a@b.cn"];
  const all = links.map((href) => element("a", { href }));
  const form = element("form", { action: "../cases/" });
  open("file:///site/cases/index.html", "..", {
    found: { "a[href]": all, "form[action]": [form] },
  });
  assert.deepEqual(
    all.map((link) => link.getAttribute("href")),
    ["../index.html", "../index.html", "./index.html", "y/index.html#part", ...links.slice(4)]
  );
  assert.equal(form.getAttribute("action"), "../cases/index.html");
});

test("a choice is kept for the next page, and both its switches say so", () => {
  const found = buttons("large");
  const page = open("https://example.org/", ".", { found });
  const [wide, phone] = found['[data-action="large"]'];
  assert.equal(wide.getAttribute("aria-pressed"), "false");
  phone.listeners.get("click")();
  assert.equal(wide.getAttribute("aria-pressed"), "true");
  assert.equal(phone.getAttribute("aria-pressed"), "true");
  assert.deepEqual(page.kept, { "replicase.large": "1" });

  const next = buttons("large");
  open("https://example.org/about/", "..", { found: next, kept: page.kept });
  assert.equal(next['[data-action="large"]'][0].getAttribute("aria-pressed"), "true");
});

test("a browser that keeps nothing still switches", () => {
  const found = buttons("dark");
  const kept = new Proxy(
    {},
    {
      has() {
        throw new Error("refused");
      },
      set() {
        throw new Error("refused");
      },
    }
  );
  const page = open("https://example.org/", ".", { found, kept });
  const [button] = found['[data-action="dark"]'];
  button.listeners.get("click")();
  assert.equal(button.getAttribute("aria-pressed"), "true");
  assert.equal(page.window.document.body.getAttribute("data-md-color-scheme"), "slate");
});
