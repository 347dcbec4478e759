"""How well the rules of privacy tell what is personal from what only looks so, in examples of both.

`tests/privacy/<CODE>.txt` holds a rule's examples, one a line: `+` is personal, `~` a warning where the
rule is an error, `-` neither. All numbers in them are made up. What a rule says of its own examples and
of all the others gives its precision and recall; `docs/benchmarks/privacy.md` has the figures, written by
`pytest tests/test_privacy.py --update`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

import pytest

from golden import Golden
from hostile.placing import (
    ADOPTION_FILE,
    CASE_FILE,
    NOT_FREE,
    draft,
    fill,
    finished,
    quoted,
    spots_of,
)
from hostile.running import around, inspected
from libraries import AS_OF, HERE, ROOT, said_of_the_library
from replicase import rules
from replicase.decode import Known, decode
from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Adoption, Case
from replicase.source import Input, parse
from shared import SHARED

PRIVACY = (
    *("CASE310", "CASE311", "CASE312", "CASE313"),
    *("CASE320", "CASE321", "CASE322", "CASE323", "CASE324", "CASE325", "CASE326"),
)
BOUND = {b.rule.code: b for b in rules.RECORD_RULES if b.rule.code in PRIVACY}
INVISIBLE = "CASE105"
"""A character that cannot be seen is refused where the file is read: nothing is published."""
MARKS = {"+": "told", "~": "warned", "-": "passed"}


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence, and what its rule should make of it."""

    code: str
    expected: str
    """`told`, `warned` or `passed`."""
    text: str


@cache
def examples() -> tuple[Example, ...]:
    return tuple(
        Example(path.stem, MARKS[line[0]], _unescaped(line[2:]))
        for path in sorted((HERE / "privacy").glob("*.txt"))
        for line in path.read_text("utf-8").splitlines()
        if line
    )


def _unescaped(text: str) -> str:
    return text.replace("\\n", "\n").replace("\\u200b", "\u200b")


@cache
def _right() -> tuple[str, str]:
    text = (HERE / "rules/CASE311-mobile-number/right.yml").read_text("utf-8")
    before, after = text.split("2019 年有 40 人滑倒。[@s1]")
    return before, after


@cache
def said_of(text: str) -> tuple[tuple[str, Severity, Finding | None], ...]:
    """What the rules of privacy say of a text in a case: codes, how bad, and the findings."""
    source = quoted(text).join(_right())
    document, unread = parse(Input("cases/practices/alpha/example.yml", source.encode()))
    if document is None:
        return tuple((d.code, d.severity, None) for d in unread)
    shaped = decode(document, Case, Known())
    assert shaped.record is not None, (text, shaped.findings)
    entry = Entry(document, shaped.record, shaped.dropped)
    return tuple(
        (code, finding.severity or bound.rule.severity, finding)
        for code, bound in BOUND.items()
        for finding in bound.check(entry, Library(), AS_OF)
    )


def became(example: Example) -> str:
    """What the rule of an example makes of it."""
    mine = [level for code, level, _ in said_of(example.text) if code in (example.code, INVISIBLE)]
    if not mine:
        return "passed"
    worst = max(mine)
    return (
        "told" if worst is rule_of(example.code).severity or worst > Severity.WARNING else "warned"
    )


def rule_of(code: str) -> Rule:
    return BOUND[code].rule


@dataclass(frozen=True, slots=True)
class Figures:
    """How often a rule was right."""

    code: str
    personal: int
    others: int
    missed: tuple[str, ...]
    false: tuple[str, ...]

    @property
    def precision(self) -> float:
        found = self.personal - len(self.missed)
        return found / (found + len(self.false)) if found else 0.0

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.personal


def figures(code: str) -> Figures:
    """A rule over all the examples: those of the others are none of its own."""
    own = [e for e in examples() if e.code == code]
    personal = [e for e in own if e.expected != "passed"]
    missed = [e.text for e in personal if became(e) != e.expected]
    others = [e for e in examples() if e not in personal]
    false = [e.text for e in others if any(said == code for said, *_ in said_of(e.text))]
    return Figures(code, len(personal), len(others), tuple(missed), tuple(false))


def test_there_are_enough_examples_of_both() -> None:
    assert len(examples()) >= 120
    for code in PRIVACY:
        own = [e.expected for e in examples() if e.code == code]
        assert own.count("told") >= 4, code
        assert own.count("passed") >= 4, code


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e.code} {e.text!r}")
def test_one_rule_speaks_of_an_example_or_none(example: Example) -> None:
    said = {code for code, *_ in said_of(example.text)}
    assert said <= {example.code, INVISIBLE}


@pytest.mark.parametrize("example", examples(), ids=lambda e: f"{e.code} {e.text!r}")
def test_what_is_marked_stands_in_the_text(example: Example) -> None:
    for _, _, finding in said_of(example.text):
        if finding is not None:
            assert finding.quote
            assert finding.quote in example.text


def test_precision_and_recall(golden: Golden) -> None:
    found = [figures(code) for code in PRIVACY]
    golden(ROOT / "docs/benchmarks/privacy.md", page(found))
    for figure in found:
        assert figure.precision >= 0.95, figure
        assert figure.recall >= (
            0.9 if rule_of(figure.code).severity is Severity.ERROR else 0.75
        ), figure


def page(found: list[Figures]) -> str:
    """The figures as a page in both languages."""
    table = [
        f"| {f.code} | {rule_of(f.code).zh} / {rule_of(f.code).en} | {f.personal} | {f.others} "
        f"| {f.precision:.2f} | {f.recall:.2f} |"
        for f in found
    ]
    wrong = [f"- {f.code} 漏报 / missed: `{_shown(text)}`" for f in found for text in f.missed]
    wrong += [f"- {f.code} 误报 / false alarm: `{_shown(text)}`" for f in found for text in f.false]
    return "\n".join(
        [
            "# 隐私规则的准确率 / How exact the rules of privacy are",
            "",
            "由 `.venv/bin/pytest tests/test_privacy.py --update` 写出，例句在 `tests/privacy/`，号码都是编造的。每条规则也对着其他规则的例句算误报。"
            "例句是照着写法找的，不是抽样，只说明认得哪些写法。",
            "",
            "Written by `.venv/bin/pytest tests/test_privacy.py --update` from the examples in `tests/privacy/`; every number in them is made up. "
            "For each rule the examples of all the others count as none of its own. The examples were chosen for their forms, "
            "not drawn at random: they say which forms are known, no more.",
            "",
            "| 规则 / Rule | | 该报的 / To be told | 不该报的 / Not | 准确率 / Precision | 召回率 / Recall |",
            "| --- | --- | ---: | ---: | ---: | ---: |",
            *table,
            "",
            "## 认错的 / What it gets wrong",
            "",
            *(wrong or ["没有。 None."]),
            "",
        ]
    )


def _shown(text: str) -> str:
    return text.replace("\n", "\\n").replace("\u200b", "\\u200b").replace("`", "'")


def test_the_library_itself_raises_no_false_alarm() -> None:
    said = [(d.file, d.span, d.en) for d in said_of_the_library() if d.code in PRIVACY]
    assert said == []


# In every text of every kind of record


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("CASE310", "11010519491231002X"),
        ("CASE311", "13800138000"),
        ("CASE312", "机密★5年"),
        ("CASE320", "6222020200112233446"),
        ("CASE321", "浙A12345"),
        ("CASE322", "li.ming@163.com"),
    ],
)
def test_no_text_of_a_record_is_left_out(code: str, text: str) -> None:
    for model, file in ((Case, CASE_FILE), (Adoption, ADOPTION_FILE)):
        target = draft(file)
        for spot in spots_of(model):
            if spot.kind != "url" and spot.at != NOT_FREE:
                fill(target, spot, text)
        placed = finished(file, target)
        told = {d.span.line for d in inspected(around(placed))[1] if d.code == code}
        assert len(placed.lines) > 20
        assert [placed.lines[line] for line in placed.lines.keys() - told] == []


# Other people's rows


THEIR_RULES = {
    "id-card": "CASE310",
    "mobile": "CASE311",
    "secret-mark": "CASE312",
    "internal-mark": "CASE313",
    "bankcard": "CASE320",
    "passport-plate": "CASE321",
    "address": "CASE323",
    "minor": "CASE324",
    "prompt": "CASE326",
}
"""Their names of rules -> ours."""
THEIRS = SHARED / "hostile/privacy.jsonl"


@pytest.mark.skipif(not THEIRS.is_file(), reason="no shared test data beside the checkout")
def test_what_other_people_ask_of_the_rules() -> None:
    rows = [json.loads(line) for line in THEIRS.read_text("ascii").splitlines()]
    assert len(rows) > 15
    for row in rows:
        said = said_of(row["payload"])
        levels = {level for code, level, _ in said if code in (THEIR_RULES[row["rule"]], INVISIBLE)}
        wanted = (
            {Severity.ERROR}
            if row["must"] == "reject"
            else {Severity.WARNING}
            if row.get("warn")
            else set()
        )
        assert levels == wanted, (row["id"], said)
        assert row["must"] == "reject" or all(level < Severity.ERROR for _, level, _ in said), row
