"""A longer passage stands in one case only.

Passages of sixty Chinese characters and more are compared; what stands in quotation marks is
somebody's words and may be quoted twice.
Why: a text that fits two places was written for neither; what is the same belongs to one case, to
which the other is related.
Mend: write what is true of this place; or link the two under `related`.

一段较长的文字只出现在一个案例里。
比较的是六十个汉字以上的段落；引号里的是别人的话，可以引用两次。
为什么：放在两处都合适的话，对哪一处都不具体；相同的做法归一个案例，另一个与它相关。
怎么改：写这个地方自己的情况；或在 `related` 里写明两者的关系。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from replicase.diagnostics import LANGUAGES, Finding, Path, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case
from replicase.model.text import Text
from replicase.rules.entries import RecordEntry
from replicase.rules.same_title import title_words

RULE = Rule(
    "CASE420",
    "shared-passage",
    Severity.WARNING,
    "较长的文字不与别的案例相同",
    "A longer passage is not shared with another case",
)

LEAST = 60
"""The shortest passage that counts, in Chinese characters."""

_BLOCK = LEAST // 2
"""Every passage of `LEAST` characters holds a whole block of this length, wherever blocks begin."""

_QUOTED = re.compile(r"“[^”]{0,400}”|「[^」]{0,400}」")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff|]+")


class _Text(NamedTuple):
    """The Chinese characters of a text; `|` stands where a quotation was."""

    entry: Entry[Case]
    at: Path
    han: str


def check(library: Library, as_of: date) -> Iterator[tuple[RecordEntry, Finding]]:
    """Yield the first passage of each case that a case before it has too."""
    texts = [text for entry in library.case_entries for text in _texts(entry)]
    blocks: dict[str, _Text] = {}
    told: set[str] = set()
    for text in texts:
        if text.entry.file not in told:
            for start in range(len(text.han) - _BLOCK + 1):
                first = blocks.get(text.han[start : start + _BLOCK])
                if first is None or first.entry is text.entry:
                    continue
                length = _common(first.han, text.han, start)
                if length >= LEAST and not _are_copies(first.entry, text.entry):
                    told.add(text.entry.file)
                    yield text.entry, _finding(text, first, length)
                    break
        for start in range(0, len(text.han) - _BLOCK + 1, _BLOCK):
            blocks.setdefault(text.han[start : start + _BLOCK], text)


def _finding(text: _Text, first: _Text, length: int) -> Finding:
    return Finding(
        text.at,
        f"有 {length} 个字与 `{first.entry.file}` 相同",
        f"{length} characters are those of `{first.entry.file}`",
        "写这个地方自己的情况，或在 `related` 里写明关系",
        "write what is true of this place, or link the two under `related`",
    )


def _common(first: str, other: str, start: int) -> int:
    """How long the passage around a common block is, quotations left out."""
    block = other[start : start + _BLOCK]
    if "|" in block:
        return 0
    there = first.find(block)
    before = 0
    while (
        before < min(there, start) and first[there - before - 1] == other[start - before - 1] != "|"
    ):
        before += 1
    behind = _BLOCK
    while (
        there + behind < len(first)
        and start + behind < len(other)
        and first[there + behind] == other[start + behind] != "|"
    ):
        behind += 1
    return before + behind


def _texts(entry: Entry[Case]) -> Iterator[_Text]:
    """The texts of a case that are long enough to share a passage."""
    if entry.record.stage == "withdrawn":
        return
    for at, text in _long_fields(entry.record):
        if len(text.zh) >= LEAST:
            han = _NOT_HAN.sub("", _QUOTED.sub("|", text.zh.replace("|", "")))
            if len(han) >= LEAST:
                yield _Text(entry, (*at, "zh"), han)


def _long_fields(case: Case) -> Iterator[tuple[Path, Text]]:
    """The fields that hold sentences, without taking the record apart again."""
    yield ("summary", "problem"), case.summary.problem
    yield ("summary", "answer"), case.summary.answer
    if case.problem:
        yield ("problem", "text"), case.problem.text
    if case.mechanism:
        yield ("mechanism", "text"), case.mechanism.text
    for n, component in enumerate(case.components):
        yield ("components", n, "function"), component.function
        if component.why_core:
            yield ("components", n, "why_core"), component.why_core
    for n, prerequisite in enumerate(case.prerequisites):
        yield ("prerequisites", n, "text"), prerequisite.text
    for n, step in enumerate(case.steps):
        yield ("steps", n, "action"), step.action
    for n, risk in enumerate(case.risks):
        yield ("risks", n, "risk"), risk.risk
        if risk.mitigation:
            yield ("risks", n, "mitigation"), risk.mitigation
    for name in ("limits", "unsuitable_when", "unintended"):
        for n, remark in enumerate(getattr(case, name)):
            yield (name, n, "text"), remark.text


def _are_copies(a: Entry[Case], b: Entry[Case]) -> bool:
    """Whether two cases are one, so that another rule tells it, or are said to be related."""
    if a.record.id == b.record.id:
        return True
    if a.record.place.code == b.record.place.code and any(
        title_words(a.record, language) == title_words(b.record, language) != ""
        for language in LANGUAGES
    ):
        return True
    return any(r.case == b.record.id for r in a.record.related) or any(
        r.case == a.record.id for r in b.record.related
    )
