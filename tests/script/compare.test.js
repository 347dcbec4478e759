"use strict";

const assert = require("node:assert/strict");
const { test } = require("node:test");

const { Page, element, plain } = require("./page.js");

function open({ address = "https://example.org/compare/", kept = {}, found = {} } = {}) {
  const page = new Page(address, { kept, found });
  ["search.js", "picks.js", "records.js", "compare.js"].forEach((file) => page.run(file));
  return page;
}

const { picks, records, comparison } = open().Replicase;

test("the ids of an address are read whatever commas a chat made of it", () => {
  assert.deepEqual(plain(picks.idsIn("?cases=a,b&differences=1")), ["a", "b"]);
  assert.deepEqual(plain(picks.idsIn("?cases=a，b、c d,,a&cases=e")), ["a", "b", "c", "d", "e"]);
  assert.deepEqual(plain(picks.idsIn("?q=a,b")), []);
});

test("an address that was made is read again", () => {
  for (const ids of [[], ["a"], ["beta--alpha-umbrellas", "b"], ["a&b=c", "<x>", "案例"]]) {
    assert.deepEqual(plain(picks.idsIn(picks.queryOf(ids))), ids);
  }
});

test("what cannot be an id is not asked for", () => {
  for (const id of ["a", "ningbo-81890-hotline", "beta--alpha-umbrellas"]) assert.ok(picks.isId(id));
  for (const id of ["", "A", "../x", "a/b", "-a", "a---b", "a-", "案例", "a".repeat(101)]) {
    assert.ok(!picks.isId(id), id);
  }
});

test("a case is put in, taken out, or refused when there is no room", () => {
  assert.deepEqual(plain(picks.changed(["a"], "b", 2)), ["a", "b"]);
  assert.deepEqual(plain(picks.changed(["a", "b"], "a", 2)), ["b"]);
  assert.equal(picks.changed(["a", "b"], "c", 2), null);
});

test("what is kept is read as a stranger's text", () => {
  const kept = { "replicase.compare": "a,<b>,c,a,d,e,f", "replicase.shortlist": "" };
  const { picks } = open({ kept }).Replicase;
  assert.deepEqual(plain(picks.read("compare")), ["a", "c", "d", "e"]);
  assert.deepEqual(plain(picks.read("shortlist")), []);
  picks.write("shortlist", ["x", "y"]);
  assert.equal(kept["replicase.shortlist"], "x,y");
});

test("the header says how many, and leads to them", () => {
  const link = element("a", { href: "../compare/" });
  link.textContent = "比较";
  open({ kept: { "replicase.compare": "a,b" }, found: { '[data-picked="compare"]': [link] } });
  assert.equal(link.textContent, "比较 2");
  assert.equal(link.getAttribute("href"), "../compare/?cases=a,b");
});

test("a line of an answer has every part, written or not", () => {
  const bare = { text: "x", look: "", lang: "", cites: [] };
  assert.deepEqual(plain(records.pieceOf("x")), bare);
  assert.deepEqual(plain(records.pieceOf(["x", "", "en"])), { ...bare, lang: "en" });
  const cites = [["s1", "source-s1"]];
  assert.deepEqual(plain(records.pieceOf(["x", "note", "", cites])), { ...bare, look: "note", cites });
});

test("a row is the same when all cases say the same words, whoever is their source", () => {
  const cited = [["x", "", "", [["s1", "source-s1"]]]];
  assert.ok(comparison.isSame([["x"], cited]));
  assert.ok(!comparison.isSame([["x"], ["x", "y"]]));
  assert.ok(!comparison.isSame([["x"], ["x"], ["y"]]));
  // One case alone has nothing to be the same as.
  assert.ok(!comparison.isSame([["x"]]));
});

test("two cases of one place are numbered", () => {
  const short = (...names) => plain(comparison.names(names.map((name) => ({ short: name }))));
  assert.deepEqual(short("杭州", "宁波", "杭州"), ["杭州 1", "宁波", "杭州 3"]);
  assert.deepEqual(short("杭州", "宁波"), ["杭州", "宁波"]);
});

test("an id has one shard among any number", () => {
  for (const shards of [1, 8, 2048]) {
    const shard = records.shardOf("zhoushan-grid-management", shards);
    assert.ok(Number.isInteger(shard) && shard >= 0 && shard < shards);
  }
  assert.equal(records.shardOf("ab", 8), (97 * 31 + 98) % 8);
});
