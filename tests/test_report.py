"""The three formats: what a person sees, what a program reads, what GitHub obeys."""

from __future__ import annotations

import json as plain_json

import pytest
from wcwidth import wcswidth

from replicase.diagnostics import Diagnostic, Rule, Severity, Span
from replicase.report import Summary, github, json, text

RULE = Rule("CASE999", "of-the-test", Severity.ERROR, "规则", "A rule")


def diagnostic(
    line: str = "  theme: [a, b]", column: int = 11, end: int = 12, **changed: object
) -> Diagnostic:
    facts: dict[str, object] = {
        "file": "cases/practices/alpha/example.yml",
        "span": Span(14, column, 14, end),
        "rule": RULE,
        "severity": Severity.ERROR,
        "zh": "`a` 不在词表中",
        "en": "`a` is not in the vocabulary",
        "hint_zh": "是否指 `b`？",
        "hint_en": "did you mean `b`?",
        "at": ("facets", "theme", 0),
        "excerpt": (line,),
    }
    return Diagnostic(**{**facts, **changed})  # type: ignore[arg-type]


def said(found: Diagnostic, language: str = "zh", *, color: bool = False) -> list[str]:
    return text.report([found], Summary.of(1, [found]), language, color=color).split("\n")  # type: ignore[arg-type]


def test_a_block_is_place_message_line_caret_and_hint() -> None:
    assert said(diagnostic()) == [
        "cases/practices/alpha/example.yml:14:11: error CASE999 `a` 不在词表中",
        "   14 |   theme: [a, b]",
        "      |           ^",
        "      = 提示：是否指 `b`？",
        "",
        "读了 1 个文件：1 个错误",
        "",
    ]
    assert said(diagnostic(), "en")[3:6] == [
        "      = hint: did you mean `b`?",
        "",
        "read 1 file: 1 error",
    ]


def test_a_finding_without_hint_or_line_has_none() -> None:
    found = diagnostic(hint_zh="", hint_en="", excerpt=())
    assert said(found) == [
        "cases/practices/alpha/example.yml:14:11: error CASE999 `a` 不在词表中",
        "",
        "读了 1 个文件：1 个错误",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "marked"),
    [
        ("title: 村务监督委员会（后陈经验）", "后陈经验"),
        ("title: café 村 x", "村"),
        ("title: e\u0301村 x", "x"),
        ("\ttab 村", "村"),
        ("a: \u202e村", "村"),
        ("字" * 300 + "村" + "字" * 300, "村"),
        ("a" * 300 + "村", "村"),
        ("村" + "字" * 300, "村"),
    ],
)
def test_the_caret_stands_below_what_it_marks(line: str, marked: str) -> None:
    column = line.index(marked) + 1
    _, shown, caret, *_ = said(diagnostic(line, column, column + len(marked)))
    before = caret.index("^")
    assert caret.count("^") == wcswidth(marked)
    assert wcswidth(shown[: shown.index(marked)]) == before
    assert wcswidth(shown) <= 130


@pytest.mark.parametrize(
    ("column", "end_line", "end", "carets"),
    [(3, 15, 4, 5), (99, 14, 120, 1), (1, 14, 1, 1), (3, 14, 99, 5)],
)
def test_a_span_that_leaves_its_line_is_marked_to_its_end(
    column: int, end_line: int, end: int, carets: int
) -> None:
    found = diagnostic("a: |-xy", span=Span(14, column, end_line, end))
    assert said(found)[2].count("^") == carets


HOSTILE = "\x1b[31m\x9b\u202e\u2066\u2028\x00\r\n::error::x %0A"


def test_no_control_character_reaches_a_terminal() -> None:
    found = diagnostic(
        f"a: {HOSTILE}", 1, 20, zh=HOSTILE, hint_zh=HOSTILE, file=f"cases/{HOSTILE}.yml"
    )
    for output in (
        text.report([found], Summary.of(1, [found])),
        github.report([found], Summary.of(1, [found])),
        json.report([found], Summary.of(1, [found])),
        github.step_summary([found], Summary.of(1, [found])),
    ):
        assert not set(output) & set("\x1b\x9b\u202e\u2066\u2028\x00\r")


def test_notes_can_be_counted_and_not_listed() -> None:
    found = [diagnostic(), diagnostic(severity=Severity.NOTE)]
    summary = Summary.of(1, found)
    brief = text.report(found, summary, "en", notes=False)
    assert brief.count("CASE999") == 1
    assert brief.endswith(
        "read 1 file: 1 error, 1 note (`replicase check --notes` lists the notes)\n"
    )
    assert text.report(found, summary, "en").count("CASE999") == 2
    assert "--notes" not in text.report(found[:1], Summary.of(1, found[:1]), notes=False)


def test_colour_only_when_asked() -> None:
    assert "\x1b" not in "".join(said(diagnostic()))
    assert "\x1b[1;31merror CASE999\x1b[0m" in said(diagnostic(), color=True)[0]


def test_json_lists_its_fields_and_both_languages() -> None:
    found = diagnostic()
    assert plain_json.loads(json.report([found], Summary(24, 1, 2, 3))) == {
        "version": 1,
        "summary": {"files_read": 24, "errors": 1, "warnings": 2, "notes": 3},
        "diagnostics": [
            {
                "file": "cases/practices/alpha/example.yml",
                "line": 14,
                "column": 11,
                "end_line": 14,
                "end_column": 12,
                "code": "CASE999",
                "name": "of-the-test",
                "severity": "error",
                "message": {"zh": "`a` 不在词表中", "en": "`a` is not in the vocabulary"},
                "hint": {"zh": "是否指 `b`？", "en": "did you mean `b`?"},
                "at": ["facets", "theme", 0],
            }
        ],
    }


def test_json_keeps_every_character() -> None:
    odd = HOSTILE + "\U000e0001\ud7ff村"
    read = plain_json.loads(json.report([diagnostic(zh=odd)], Summary(1)))
    assert read["diagnostics"][0]["message"]["zh"] == odd


def test_github_gets_one_line_a_finding() -> None:
    found = diagnostic(zh="100% 满意\n::error::x", hint_zh="", file="cases/a,b:c%.yml")
    lines = github.report([found], Summary.of(1, [found])).splitlines()
    assert lines == [
        "::error file=cases/a%2Cb%3Ac%25.yml,line=14,col=11,endLine=14,title=CASE999 of-the-test"
        "::100%25 满意%0A::error::x",
        "读了 1 个文件：1 个错误",
    ]


@pytest.mark.parametrize(
    ("severity", "command"),
    [(Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.NOTE, "notice")],
)
def test_github_knows_three_severities(severity: Severity, command: str) -> None:
    found = diagnostic(severity=severity)
    assert github.report([found], Summary(1)).startswith(f"::{command} ")


def test_a_step_summary_shows_and_obeys_nothing() -> None:
    found = diagnostic(zh="<img src=x> | [a](b) @team `c`\n# d")
    table = github.step_summary([found], Summary.of(1, [found]))
    row = table.splitlines()[6]
    assert row.count("|") == 5
    assert not set(row.replace("|", "")) & set("<>[]()@`*")
    assert "## 检查结果" in table
    assert "## What was checked" in github.step_summary([], Summary(1), "en")
    assert "|---" not in github.step_summary([], Summary(1))


def test_a_step_summary_begins_with_the_worst() -> None:
    found = [diagnostic(severity=s) for s in (Severity.NOTE, Severity.ERROR, Severity.WARNING)]
    table = github.step_summary(found, Summary.of(1, found))
    assert table.index("error") < table.index("warning") < table.index("note")


def test_a_step_summary_stays_below_its_limit() -> None:
    many = [diagnostic(span=Span(line, 1, line, 2)) for line in range(1, 2000)]
    table = github.step_summary(many, Summary.of(1, many))
    assert len(table.encode()) < 1_000_000
    assert "另有 1499 条" in table


@pytest.mark.parametrize(
    ("summary", "zh", "en"),
    [
        (
            Summary(24, 1, 2, 3),
            "读了 24 个文件：1 个错误，2 个警告，3 条提醒",
            "read 24 files: 1 error, 2 warnings, 3 notes",
        ),
        (Summary(1), "读了 1 个文件：没有发现问题", "read 1 file: nothing is wrong"),
        (Summary(0), "没有读到文件", "no file was read"),
        (Summary(0, 1), "没有读到文件：1 个错误", "no file was read: 1 error"),
    ],
)
def test_the_last_line_says_how_much_was_read(summary: Summary, zh: str, en: str) -> None:
    assert text.report([], summary, "zh") == f"{zh}\n"
    assert text.report([], summary, "en") == f"{en}\n"
