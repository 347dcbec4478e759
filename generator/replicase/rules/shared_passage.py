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

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from replicase.briefs import LONG, CaseBrief
from replicase.diagnostics import LANGUAGES, Finding, Path, Rule, Severity
from replicase.register import Register
from replicase.rules.same_title import title_words

RULE = Rule(
    "CASE420",
    "shared-passage",
    Severity.WARNING,
    "较长的文字不与别的案例相同",
    "A longer passage is not shared with another case",
)

_BLOCK = LONG // 2
"""Every passage of `LONG` characters holds a whole block of this length, wherever blocks begin."""


class _Text(NamedTuple):
    """A longer text of a case, as its brief has it."""

    case: CaseBrief
    at: Path
    han: str


def check(register: Register, as_of: date) -> Iterator[tuple[CaseBrief, Finding]]:
    """Yield the first passage of each case that a case before it has too."""
    texts = [_Text(case, *passage) for case in register.cases for passage in case.passages]
    blocks: dict[str, _Text] = {}
    told: set[str] = set()
    for text in texts:
        if text.case.file not in told:
            for start in range(len(text.han) - _BLOCK + 1):
                first = blocks.get(text.han[start : start + _BLOCK])
                if first is None or first.case is text.case:
                    continue
                length = _common(first.han, text.han, start)
                if length >= LONG and not _are_copies(first.case, text.case):
                    told.add(text.case.file)
                    yield text.case, _finding(text, first, length)
                    break
        for start in range(0, len(text.han) - _BLOCK + 1, _BLOCK):
            blocks.setdefault(text.han[start : start + _BLOCK], text)


def _finding(text: _Text, first: _Text, length: int) -> Finding:
    return Finding(
        text.at,
        f"有 {length} 个字与 `{first.case.file}` 相同",
        f"{length} characters are those of `{first.case.file}`",
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


def _are_copies(a: CaseBrief, b: CaseBrief) -> bool:
    """Whether two cases are one, so that another rule tells it, or are said to be related."""
    if a.id == b.id:
        return True
    if a.place_code == b.place_code and any(
        title_words(a, language) == title_words(b, language) != "" for language in LANGUAGES
    ):
        return True
    return any(named == b.id for _, named in a.related) or any(
        named == a.id for _, named in b.related
    )
