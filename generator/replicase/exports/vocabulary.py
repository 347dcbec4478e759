"""The words records are filed under, and the indicators they serve."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.exports.table import Column, Table, Value, both, dated, said
from replicase.grades import Wording
from replicase.library import Library
from replicase.model import Indicator
from replicase.model.vocabulary import VOCABULARIES

INDICATOR = "indicator"
"""What the indicators are called beside the lists."""


def _size(library: Library) -> int:
    if not library.cases:
        return 0
    terms = sum(len(library.terms(name)) for name in VOCABULARIES)
    return terms + len(_indicators(library))


def _indicators(library: Library) -> tuple[tuple[str | None, Indicator], ...]:
    """Every indicator with the group above it; one that two schemes hold once."""
    found: dict[str, tuple[str | None, Indicator]] = {}

    def gather(above: str | None, indicator: Indicator) -> None:
        found.setdefault(indicator.code, (above, indicator))
        for part in indicator.items:
            gather(indicator.code, part)

    for entry in library.indicator_entries:
        for top in entry.record.items:
            gather(None, top)
    return tuple(found.values())


def _rows(library: Library, _: date) -> Iterator[tuple[Value, ...]]:
    for name in VOCABULARIES:
        for term in library.terms(name):
            yield (
                *(name, term.id, *said(term.label), term.aliases.zh, term.aliases.en),
                *(*said(term.question), term.parent, term.level, term.slug),
                *(dated(term.valid_from), dated(term.valid_to)),
            )
    for above, indicator in _indicators(library):
        yield (
            *(INDICATOR, indicator.code, *said(indicator.title)),
            *(indicator.aliases.zh, indicator.aliases.en),
            *(None, None, above, None, None, None, None),
        )


VOCABULARY = Table(
    "vocabulary",
    Wording("词表", "Vocabulary"),
    Wording("每行一个词条或一项指标", "A row is a term or an indicator"),
    (
        Column("list", "code", "词表；indicator 是指标", "the list; `indicator` for indicators"),
        Column("id", "code", "编号，在一个词表里不重复", "id, one of its kind in its list"),
        *both("label", "名称", "label"),
        Column("aliases_zh", "list", "中文别称", "other words, in Chinese"),
        Column("aliases_en", "list", "英文别称", "other words, in English"),
        *both("question", "用一句话说的问题", "the problem as a sentence"),
        Column("parent", "code", "上一级的编号", "id of the term above it"),
        Column("level", "code", "层级（地名）", "level, of a place"),
        Column("slug", "code", "网址用名（地名）", "name in addresses, of a place"),
        Column("valid_from", "date", "从何时起用", "in use from"),
        Column("valid_to", "date", "用到何时", "in use until"),
    ),
    _size,
    _rows,
)
