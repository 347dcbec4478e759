"use strict";

/* A page without a browser: as much of one as the parts of the scripts ask for that reckon. */

const { readFileSync } = require("node:fs");
const { join } = require("node:path");
const { createContext, runInContext } = require("node:vm");

const ASSETS = join(__dirname, "../../theme/material/assets");

class Element {
  constructor(tag) {
    this.tag = tag;
    this.attributes = new Map();
    this.classList = { toggle() {}, add() {}, remove() {} };
    this.dataset = {};
    this.listeners = new Map();
    this.found = new Map();
    this.nodes = [];
  }

  set textContent(text) {
    this.nodes = text === "" ? [] : [text];
  }

  get textContent() {
    return this.nodes.map((node) => (typeof node === "string" ? node : node.textContent)).join("");
  }

  appendChild(node) {
    this.nodes.push(node);
    return node;
  }

  getAttribute(name) {
    return this.attributes.has(name) ? this.attributes.get(name) : null;
  }

  setAttribute(name, value) {
    this.attributes.set(name, value);
  }

  addEventListener(name, act) {
    this.listeners.set(name, act);
  }

  querySelectorAll(selector) {
    return this.found.get(selector) || [];
  }

  querySelector(selector) {
    return this.querySelectorAll(selector)[0] || null;
  }
}

/* An element with attributes and what is found below it: `element("a", {href: "x/"})`. */
function element(tag, attributes = {}, found = {}) {
  const made = new Element(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  Object.entries(found).forEach(([selector, below]) => made.found.set(selector, below));
  return made;
}

/* A page at an address: what it holds by id and by selector, and the data that a script may load. */
class Page {
  constructor(address, { lang = "zh-CN", ids = {}, found = {}, kept = {}, data = {} } = {}) {
    const document = element("document", {}, found);
    document.documentElement = Object.assign(element("html"), { lang });
    document.body = element("body");
    document.head = { appendChild: (script) => this.#arrive(script) };
    document.createElement = (tag) => new Element(tag);
    document.createTextNode = (text) => text;
    document.getElementById = (id) => ids[id] || null;
    this.data = data;
    this.kept = kept;
    this.asked = [];
    this.window = {
      document,
      localStorage: {
        getItem: (name) => (name in kept ? kept[name] : null),
        setItem: (name, value) => (kept[name] = value),
      },
      location: new URL(address),
      history: { state: null },
      matchMedia: () => ({ matches: false }),
      addEventListener() {},
      URLSearchParams,
      setTimeout,
      clearTimeout,
    };
    this.window.window = this.window;
    createContext(this.window);
  }

  get Replicase() {
    return this.window.Replicase;
  }

  /* Runs a script as the browser does; `names` of its functions come back, opened for a test. */
  run(file, names = []) {
    const source = readFileSync(join(ASSETS, file), "utf8");
    const opened = names.map((name) => `${name}: (...given) => ${name}(...given)`).join(", ");
    const start = '"use strict";\n';
    if (source.split(start).length !== 2) throw new Error(`${file} begins in another way`);
    runInContext(source.replace(start, `${start}window.opened = {${opened}};\n`), this.window, {
      filename: file,
    });
    return this.window.opened;
  }

  #arrive(script) {
    const name = script.src.replace(/^\.?\//, "").replace(/\.js(\?v=.*)?$/, "");
    this.asked.push(script.src);
    script.remove = () => {};
    setTimeout(() => {
      if (!(name in this.data)) return script.onerror();
      this.Replicase.data(name, this.data[name]);
      return script.onload();
    });
  }
}

/* A value of the page's own realm as one of ours, so that both can be compared. */
function plain(value) {
  return JSON.parse(JSON.stringify(value));
}

module.exports = { Page, element, plain };
