"""A file without peculiarities is read the quick way, and means the same as read with all places."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from libraries import ROOT, files_below
from replicase.source import Input
from replicase.source.characters import decoded
from replicase.source.nodes import plain_of
from replicase.source.refusal import MAX_NODES, Refusal
from replicase.source.tree import _usual, tree

SIGNS = st.lists(
    st.sampled_from([*" \n-:[]{}#'\"|>,ab1。\\&*!?%", ": ", "\n- ", '\\"', "\\u200b", "\\n"]),
    max_size=60,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(SIGNS)
@example("a: 'b'\nc: [d, {e: f}]\n")
@example("a: b #c")
@example("a: b\na: c")
@example("a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}")
@example("a: b\n---\nc: d")
@example(r'a: "\\\"b\\"')
@example(r'a: "\u200b"')
@example("a: &b c\nd: *b")
@example("a: !b c")
@example("%YAML 1.1\n---\na: b")
@example("? [a]\n: b")
@example("a: |\n  b #c\n")
@example("a: [" + "b," * MAX_NODES + "]")
def test_the_quick_way_says_what_the_other_says(text: str) -> None:
    quick = _usual(text)
    try:
        whole = plain_of(tree(text, tuple(text.split("\n"))))
    except Refusal:
        whole = None
    assert quick is None or quick == whole


@pytest.mark.parametrize("file", files_below(ROOT), ids=lambda file: file.file)
def test_real_files_go_the_quick_way(file: Input) -> None:
    text = decoded(file.data)
    assert _usual(text) == plain_of(tree(text, tuple(text.split("\n"))))
