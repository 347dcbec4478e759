"""Whatever bytes come in, reading tells what is wrong with them: it never raises, and points inside."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from time import process_time

import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import ROOT, files_below, judged, miniature, placed
from replicase.decode import in_document
from replicase.diagnostics import LANGUAGES, Diagnostic, Rule
from replicase.load import kind_of
from replicase.report import Summary, github, json, text
from replicase.source import (
    MAX_BYTES,
    MAX_NODES,
    Document,
    Input,
    Mapping,
    Node,
    Scalar,
    Sequence,
    parse,
)
from yaml_suite import SuiteCase, suite

FILE = "cases/practices/alpha/example.yml"

often = settings(max_examples=250)
seldom = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def read(data: bytes) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return parse(Input(FILE, data))


def inside(diagnostic: Diagnostic, data: bytes) -> bool:
    """Whether a span lies in the file, its end not before its start."""
    lines = data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    span = diagnostic.span
    return (
        1 <= span.line <= span.end_line <= len(lines) + 1
        and span.column >= 1
        and (span.line, span.column) <= (span.end_line, span.end_column)
        # A file that is no UTF-8 has no columns to speak of.
        and (diagnostic.code == "CASE100" or span.column <= len(lines[span.line - 1]) + 1)
    )


@often
@given(st.binary(max_size=400))
@example(b"")
@example(b"\xef\xbb\xbfa: 1")
@example(b"\xff\xfea\x00")
@example("id: 编号".encode("gb18030"))
@example(b"a: \x00")
@example(b"a: 1\r\nb: 2\r")
def test_noise_is_told(data: bytes) -> None:
    document, said = read(data)
    assert (document is None) == bool(said)
    assert all(inside(d, data) for d in said)


YAML_SIGNS = st.text(alphabet=" \n\t-:[]{}#&*!|>'\"%@,?ab1。：", max_size=80)


@often
@given(YAML_SIGNS)
@example("[" * 400)
@example("- " * 30)
@example("a: |\n\n\n")
@example("? a\n: b")
@example('"\\x85": a')
def test_signs_of_yaml_are_read_or_told(source: str) -> None:
    data = source.encode()
    document, said = read(data)
    assert (document is None) == bool(said)
    assert all(inside(d, data) for d in said)
    if document is not None:
        assert document.plain == yaml.load(f"{source}\n", Loader=yaml.CBaseLoader)


TREES = st.recursive(
    st.text(alphabet="ab1 :#-'\"，。\n", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcdef"), inner, max_size=3)
    ),
    max_leaves=12,
)


@often
@given(st.dictionaries(st.sampled_from(["id", "title", "sources"]), TREES, min_size=1))
def test_what_is_read_is_what_was_written(tree: dict[str, object]) -> None:
    source = yaml.safe_dump(tree, allow_unicode=True)
    document, said = read(source.encode())
    if document is None:
        assert {d.code for d in said} == {"CASE101"}, said  # deeper than we read
    else:
        assert document.plain == tree


@pytest.mark.parametrize("file", files_below(ROOT), ids=lambda given: given.file)
def test_every_span_of_a_real_file_shows_its_value(file: Input) -> None:
    document, said = parse(file)
    assert document is not None
    assert not said

    def look(node: Node) -> None:
        if isinstance(node, Scalar):
            span = node.span
            if span.line == span.end_line:
                shown = document.lines[span.line - 1][span.column - 1 : span.end_column - 1]
                assert shown == node.text or yaml.load(shown, Loader=yaml.CBaseLoader) == node.text
        elif isinstance(node, Sequence):
            for item in node.items:
                look(item)
        else:
            assert isinstance(node, Mapping)
            for key, value in node.entries.values():
                assert document.lines[key.span.line - 1][key.span.column - 1 :].startswith(key.text)
                look(value)

    look(document.root)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a: " + b"x" * MAX_BYTES, "CASE101"),
        (b"a: [" + b"b," * MAX_NODES + b"]", "CASE101"),
        (b"[" * (MAX_BYTES - 1), "CASE101"),
        (b"{a: " * (MAX_BYTES // 4 - 1), "CASE101"),
        (b"- " * (MAX_BYTES // 2 - 1), "CASE101"),
        (b"a: &a [x]\nb: [*a, *a]", "CASE104"),
        (b"a: !!python/object/apply:os.system [ls]", "CASE104"),
        (b"%YAML 1.1\n---\na: 1", "CASE104"),
        (b"? [a, b]\n: c", "CASE104"),
        ("a: “x”\n".encode("utf-16"), "CASE100"),
        ("a: 1\nid：x".encode(), "CASE107"),
        (b'a: "\\u202e"', "CASE105"),
        (b'"\\u200b": a', "CASE105"),
        (b"a: 'x", "CASE102"),
        (b"a: b: c", "CASE102"),
        (b"a: [b", "CASE102"),
        (b"a: @b", "CASE102"),
        (b"- a\n- b", "CASE108"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_refusal_is_quick_and_has_its_code(data: bytes, code: str) -> None:
    started = process_time()
    document, said = read(data)
    assert process_time() - started < 1
    assert document is None
    assert [d.code for d in said] == [code]
    assert all(inside(d, data) for d in said)
    for d in said:
        assert d.zh
        assert d.en
        assert d.hint_zh


ZIP = b"PK\x03\x04\x14\x00\x00\x00\x08\x00\xff\xfe"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "this is a PNG picture, not text"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "this is a JPEG picture, not text"),
        (b"\xff\xd8\xff\xe0" * MAX_BYTES, "this is a JPEG picture, not text"),
        (b"GIF89a\x01\x00", "this is a GIF picture, not text"),
        (b"%PDF-1.7\nplain so far", "this is a PDF file, not text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00", "this is an Office or WPS file, not text"),
        (ZIP + b"word/document.xml", "this is a Word file, not text"),
        (ZIP + b"[Content_Types].xml...xl/workbook.xml", "this is an Excel file, not text"),
        (ZIP + b"ppt/slides", "this is a PowerPoint file, not text"),
        (ZIP + b"OFD.xml", "this is an OFD file, not text"),
        (ZIP + b"readme", "this is a ZIP archive, not text"),
        (b"Rar!\x1a\x07\x01\x00", "this is a RAR archive, not text"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "this is a 7z archive, not text"),
        (b"\x00\x01\x02\xff\x00\x00\xfe\x81" * 9, "the content is not text"),
        ("id: 一网通办".encode("utf-16-le"), "not encoded as UTF-8; it looks like UTF-16"),
        ("id: 一网通办".encode("utf-16-be"), "not encoded as UTF-8; it looks like UTF-16"),
        ("id: 一网通办".encode("utf-16"), "not encoded as UTF-8; it looks like UTF-16"),
        ("id: 一网通办".encode("gb18030"), "not encoded as UTF-8; it looks like GBK"),
    ],
)
def test_a_file_of_another_kind_is_named(data: bytes, words: str) -> None:
    _, (said,) = read(data)
    assert (said.code, said.en) == ("CASE100", words)


@pytest.mark.parametrize(
    "source",
    [
        "a: |\n  x\n  y\n\n\n# c\nb: 1\n",
        "a: |\n  x\n  y\n",
        "a: |\n  x\n  y",
        'a: "x\n  y"\nb: 1',
        "a: x\n\n  y\n\nb: 1",
    ],
)
def test_the_span_of_a_text_ends_with_its_last_word(source: str) -> None:
    document, _ = read(source.encode())
    assert document is not None
    span = document.span(("a",))
    assert document.lines[span.end_line - 1][: span.end_column - 1].rstrip('"').endswith("y")


@pytest.mark.skipif(not suite(), reason="the YAML test suite is not at hand")
@pytest.mark.parametrize("case", suite(), ids=lambda case: case.id)
def test_the_yaml_suite_is_read_as_it_says_or_told(case: SuiteCase) -> None:
    data = case.source.encode()
    document, said = read(data)
    assert (document is None) == bool(said)
    assert all(inside(d, data) for d in said)
    if case.must_fail:
        assert document is None
    elif document is not None:
        assert [document.plain] == case.documents
    elif {d.code for d in said} == {"CASE102"}:
        assert case.id in OLDER, "valid YAML that is called invalid"


OLDER = {
    "2JQS/0": "a key without a name",
    "4ABK/0": "an address and a colon without a value in braces",
    **dict.fromkeys(("4MUZ/0", "4MUZ/1", "4MUZ/2"), "a colon on the line after its key"),
    **dict.fromkeys(("58MP/0", "HM87/0", "DBG4/0"), "text that begins with a colon, in brackets"),
    **dict.fromkeys(("5MUD/0", "K3WX/0", "VJP3/1"), "a colon on the line after its key, in braces"),
    "5T43/0": "text that begins with a colon, behind a quoted key",
    "652Z/0": "text that begins with a question mark, in braces",
    **dict.fromkeys(("7Z25/0", "M7A3/0"), "more behind the end mark"),
    "8XYN/0": "an anchor",
    **dict.fromkeys(("9SA2/0", "NJ66/0"), "a key of two lines"),
    **dict.fromkeys(("CFD4/0", "FRK4/0", "NHX8/0", "NKF9/0"), "a key without a name"),
    **dict.fromkeys(("DK3J/0", "FP8R/0"), "a document that is one block, not indented"),
    **dict.fromkeys(("HWV9/0", "QT73/0"), "an end mark and nothing else"),
    **dict.fromkeys(("S3PD/0", "SM9W/1", "UKK6/0"), "a key without a name"),
    "UT92/0": "a percent sign first in a line, in braces",
    "W5VH/0": "an anchor",
}
"""Valid YAML 1.2 that libyaml, a reader of 1.1, refuses, and what is in it; no record needs any of it."""


@pytest.mark.skipif(not suite(), reason="the YAML test suite is not at hand")
def test_how_the_yaml_suite_was_read(golden: Golden) -> None:
    refused = [case for case in suite() if case.must_fail]
    others = [case for case in suite() if not case.must_fail]
    by_rule: dict[str, Rule] = {}
    codes: Counter[str] = Counter()
    for case in others:
        document, said = read(case.source.encode())
        if document is None:
            codes[said[0].code] += 1
            by_rule[said[0].code] = said[0].rule
    read_right = len(others) - codes.total()
    assert all(read(case.source.encode())[0] is None for case in refused)
    assert len(refused) == 94
    assert read_right >= 67
    lines = [
        "# YAML 测试集 / The YAML test suite",
        "",
        "由 `.venv/bin/pytest tests/test_reading.py -k yaml_suite --update` 写出；测试集（yaml-test-suite，2024-02-02）放在检出目录旁边，不收进来。",
        "",
        "Written by `.venv/bin/pytest tests/test_reading.py -k yaml_suite --update`; the suite (yaml-test-suite, 2024-02-02) lies beside the checkout, never in it.",
        "",
        "| | 例 / Cases |",
        "| --- | ---: |",
        f"| 应当拒绝，也拒绝了 / Refused, as they should be | {len(refused)} |",
        f"| 读出的与测试集一致 / Read as the suite says | {read_right} |",
        *(
            f"| 有效的 YAML，不合我们的子集：{code} {by_rule[code].zh} / Valid YAML outside our subset: {code} {by_rule[code].en} | {number} |"
            for code, number in sorted(codes.items())
        ),
        "",
        "CASE102 里的例子，libyaml（YAML 1.1）读不了，例如没有名称的字段、写在下一行的冒号；记录用不着这些写法。",
        "",
        "Those of CASE102 cannot be read by libyaml, a reader of YAML 1.1, as keys without a name or a colon on the next line; no record needs them.",
        "",
    ]
    golden(ROOT / "docs/benchmarks/yaml.md", "\n".join(lines))


@pytest.mark.parametrize("word", ["~", "null", "Null", "NULL"])
@pytest.mark.parametrize("around", ["a: {}\n", "a: {} # b\n", "a:\n  - {}\n", "a: [b, {}]\n"])
def test_a_word_that_is_nothing_elsewhere_is_no_text(word: str, around: str) -> None:
    _, said = read(around.replace("{}", word).encode())
    assert [d.code for d in said] == ["CASE104"]
    for words in (f'"{word}"', f"'{word}'", f"b {word}", f"{word}x"):
        document, said = read(around.replace("{}", words).encode())
        assert document is not None, said


# What libyaml lets through against YAML 1.2, one line at a time: a case of the suite is often refused
# for another reason, since no record is a list.


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('a: "b"#c\n', (1, 7)),
        ("a: 'b'#c\n", (1, 7)),
        ("a: [b]#c\n", (1, 7)),
        ("a: [b,#c\n  d]\n", (1, 7)),
        ("a: [#c\n  d]\n", (1, 5)),
        ("a: {b: c}#d\n", (1, 10)),
        ("a: >#b\n  c\n", (1, 5)),
        ("a: |-#b\n  c\n", (1, 6)),
        ("a: [-]\n", (1, 5)),
        ("a: [b, -]\n", (1, 8)),
        ("a: {b: -}\n", (1, 8)),
        ("a: {?b: c}\n", (1, 5)),
        ("a: [?b]\n", (1, 5)),
        ("a: [b,\nc]\n", (2, 1)),
        ("a: [\n  b\n]\n", (3, 1)),
        ("a: {b: c,\nd: e}\n", (2, 1)),
        ("a:\n  b: [c,\n  d]\n", (3, 3)),
        ("a:\n- [b,\nc]\n", (3, 1)),
        ("a:\n  - [b,\n  c]\n", (3, 3)),
        ('a: "b\nc"\n', (2, 1)),
        ("a: 'b\n\nc'\n", (3, 1)),
        ('a: "b\nc\n  d"\n', (2, 1)),
        ('a: ["b\nc"]\n', (2, 1)),
        ("a: >\n \n  \n # b\n", (3, 1)),
        ("a:\n  b: |\n     \n   # c\n", (3, 1)),
    ],
)
def test_what_libyaml_lets_through_is_refused(source: str, place: tuple[int, int]) -> None:
    document, said = read(source.encode())
    assert document is None
    assert [(d.code, d.span[:2]) for d in said] == [("CASE102", place)]
    assert said[0].hint_zh
    assert yaml.load(source, Loader=yaml.CBaseLoader), "libyaml refuses it by itself"


@pytest.mark.parametrize(
    "source",
    [
        'a: "b" # c\n',
        "a: b#c\n",
        "a: [b, c#d]\n",
        'a: "b#c"\n',
        "a: |\n  'b'#c\n  [d]#e\n  >#f\n",
        "a: [b, -c, --, -1]\n",
        "a: |\n  [-]\n  [b,\n  c]\n",
        "a: [b?, c]\n",
        "a: [b,\n  c]\n",
        "a: [\n  b\n  ]\n",
        "a:\n  b: [c,\n   d]\n",
        "a:\n- [b,\n  c]\n",
        'a: "b\n\n  c"\n',
        "a: b\n  c\n",
        "a: 'b\n c'\nd: e\n",
        "a: |\n\n\n  b\n",
        "a: |\n  \n  b\n",
        "a: |2\n     \n  b\n",
        "a: |\n  | b |\n      \n  c\n",
        "a: |\n  b\n    \n",
        "a:\n  b: |\n    \n  c: d\n",
        "a: |\n    \n# b\nc: d\n",
        "a: [b,\n# c\n  d]\n",
    ],
)
def test_what_only_looks_like_it_is_read(source: str) -> None:
    document, said = read(source.encode())
    assert document is not None, said
    assert document.plain == yaml.load(source, Loader=yaml.CBaseLoader)


@cache
def real_words() -> tuple[Input, ...]:
    """Settings and vocabulary of the library itself, with the places of its own province only."""
    found = [i for i in files_below(ROOT) if kind_of(i.file) in ("settings", "vocabulary")]
    return tuple(replace(i, data=re.sub(rb"(?m)^  - \{id: (?!33).*\n", b"", i.data)) for i in found)


CASES = [i for i in files_below(ROOT) if kind_of(i.file) == "case"]
RECORDS = [i for i in files_below(ROOT) if kind_of(i.file) in ("case", "adoption")]
SNIPPETS = (
    b"  ", b"- ", b": ", b"#", b"\"", b"[", b"}", b"\n", b"\t", b"\x00", b"\xff", b"<script>alert(1)</script>",
    "：".encode(), "\u202e".encode(), b"&a ", b"!!x ", b"---\n", b"[@s99]", b"[x](javascript:x)", b"0", b"-",
    b"source: editor", b"9" * 40, b"2019-02-30", b"[]", b"{}", b"''", "\u3000".encode(), b"\r", b"\xe2\x80\xa8",
)  # fmt: skip


@cache
def said_alone(record: Input) -> frozenset[Diagnostic]:
    """What is said of a record where no other stands beside it."""
    return frozenset(d for d in judged((*real_words(), record)) if d.file == record.file)


@st.composite
def damaged(draw: st.DrawFn) -> Input:
    """A real record some bytes and lines of which were changed, moved or lost."""
    record = draw(st.sampled_from(RECORDS))
    lines = record.data.split(b"\n")
    for _ in range(draw(st.integers(1, 3))):
        a = draw(st.integers(0, len(lines) - 1))
        b = draw(st.integers(0, len(lines) - 1))
        change = draw(st.sampled_from(("swap", "delete", "cut", "double", "insert", "flip")))
        if change == "swap":
            lines[a], lines[b] = lines[b], lines[a]
        elif change == "delete":
            del lines[a]
        elif change == "cut":
            del lines[min(a, b) : min(a, b) + 8]
        elif change == "double":
            lines.insert(b, lines[a])
        else:
            line = bytearray(lines[a])
            at = draw(st.integers(0, len(line)))
            if change == "insert":
                line[at:at] = draw(st.sampled_from(SNIPPETS))
            elif at < len(line):
                line[at] ^= 1 << draw(st.integers(0, 7))
            lines[a] = bytes(line)
        if not lines:
            lines = [b""]
    return Input(record.file, b"\n".join(lines))


@seldom
@given(damaged())
def test_a_damaged_record_is_told_and_hides_no_other(record: Input) -> None:
    other = CASES[0] if CASES[0].file != record.file else CASES[1]
    inputs = (*real_words(), record, other)
    said = judged(inputs)
    data = {i.file: i.data for i in inputs}
    for d in said:
        assert d.zh
        assert d.en
        assert d.file not in data or inside(d, data[d.file])
    summary = Summary.of(len(inputs), said)
    for language in LANGUAGES:
        assert text.report(said, summary, language)
        assert github.step_summary(said, summary, language)
        assert len(github.report(said, summary, language).splitlines()) == len(said) + 1
    assert json.report(said, summary)
    assert said_alone(other) <= {d for d in said if d.file == other.file}


def test_places_in_the_record_are_places_in_the_file() -> None:
    dropped = frozenset({("a", 0), ("a", 2), ("a", 3, "b", 1)})
    assert in_document(("a", 0), dropped) == ("a", 1)
    assert in_document(("a", 1), dropped) == ("a", 3)
    assert in_document(("a", 1, "b", 1), dropped) == ("a", 3, "b", 2)
    assert in_document(("a", 2, "c"), dropped) == ("a", 4, "c")
    assert in_document(("b", 0), dropped) == ("b", 0)


def test_a_part_left_out_does_not_shift_what_is_said_of_the_next() -> None:
    right = (ROOT / "tests/rules/CASE110-unknown-key/right.yml").read_text("utf-8")
    one = right[right.index("  - id: c1") : right.index("prerequisites:")]
    two = (
        one.replace("c1", "c2").replace("core", "adaptable", 1).replace("source: s1", "source: s9")
    )
    bad = one.replace("role: core", "role: cor").replace("c1", "c3")
    source = right.replace(one, bad + one + two)
    said = judged((*miniature("settings", "vocabulary"), placed(source.encode())))
    found = {d.code: source.split("\n")[d.span.line - 1] for d in said if d.code != "CASE111"}
    assert found == {"CASE113": "    role: cor", "CASE301": "    source: s9"}
