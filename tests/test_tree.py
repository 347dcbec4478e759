"""A file written in the usual way is read line by line, and means the same as libyaml says."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from libraries import ROOT, files_below
from replicase.source import Input
from replicase.source.characters import decoded, is_clean
from replicase.source.nodes import Plain, plain_of
from replicase.source.overlooked import overlooked
from replicase.source.refusal import MAX_NODES, Refusal
from replicase.source.tree import tree
from replicase.source.usual import usual_tree

SIGNS = st.lists(
    st.sampled_from([*" \n-:[]{}#'\"|>,ab1。\\&*!?%", ": ", "\n- ", '\\"', "\\u200b", "\\n"]),
    max_size=60,
).map("".join)

INDENTS = st.sampled_from(["", "", "  ", "  ", "    ", "      ", "- ", "  - ", "    - ", "   "])
KEYS = st.sampled_from(["a: ", "b: ", "zh: ", "en: ", "c1: ", "a:", "b:", "zh:", "", "", "x y: "])
VALUES = st.sampled_from(
    [
        *("text", "two words", "2019-06", "-3", "- x", "a: b", "a:b", "a #b", "a # b", "a:", "# c"),
        *(
            "",
            "",
            " ",
            "|",
            "|-",
            ">",
            ">-",
            "|+",
            "|2",
            "| # c",
            '"q"',
            '"q\\"r"',
            '"q\\n"',
            "'it''s'",
        ),
        *(
            '"open',
            "'open",
            "{a: b}",
            "{a: b, a: c}",
            '{zh: 文, en: "x, y"}',
            "{a: , b}",
            "{a: [b]}",
        ),
        *(
            "[s1]",
            "[s1, editor]",
            "[]",
            "{}",
            "[a, ]",
            "[a b, 'c']",
            "{a: b} x",
            "[a # c]",
            "[a:b]",
        ),
        *(
            "{url: https://a.b/c?d#e}",
            "[http://a.b/c]",
            "&a b",
            "*a",
            "!t b",
            "%a",
            "@a",
            "~",
            "null",
        ),
        *(
            "《文》：内",
            "trailing  ",
            "{a: b }  ",
            "? x",
            "<<",
            "---",
            "...",
            "[[a], b]",
            "[{a: b}]",
        ),
    ]
)
LINES = st.lists(st.tuples(INDENTS, KEYS, VALUES).map("".join), max_size=14).map(
    lambda lines: "\n".join(lines)
)


def quickly(text: str) -> Plain | None:
    return usual_tree(text, tuple(text.split("\n"))) if is_clean(text) else None


def wholly(text: str) -> Plain | None:
    try:
        return plain_of(tree(text, tuple(text.split("\n"))))
    except Refusal:
        return None


def assert_alike(text: str) -> None:
    """What the quick way reads, libyaml reads to the same, and nothing of it is refused."""
    if (quick := quickly(text)) is not None:
        assert quick == wholly(text)
        assert not list(overlooked(text, tuple(text.split("\n"))))


@settings(max_examples=400)
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
@example("a: >\n  b\n  c\n\n  d\n\n\n  e\nf: g\n")
@example("a: >\n  b\n    c\n")
@example("a: |\n\n  b\n")
@example("a: |\n  b\n     \n  c\n")
@example("a:\n- b\n- c: d\n  e: f\ng: h\n")
@example("a: b\n  c\n")
@example("a:\n  b: c\n d: e\n")
@example("a: [" + "b," * MAX_NODES + "]")
def test_the_quick_way_says_what_the_other_says(text: str) -> None:
    assert_alike(text)


@settings(max_examples=1000)
@given(LINES)
def test_lines_of_every_kind_are_read_alike(text: str) -> None:
    # libyaml reads the last line of a block otherwise when nothing ends it.
    assert_alike(f"{text}\n")


@pytest.mark.parametrize("file", files_below(ROOT), ids=lambda file: file.file)
def test_real_files_go_the_quick_way(file: Input) -> None:
    text = decoded(file.data)
    if " # " not in text:  # a comment behind a value is not usual
        assert quickly(text) == wholly(text) is not None
