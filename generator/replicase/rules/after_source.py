"""A source cannot tell what came after it.

What happened, and a value, are not later than the day their source was published; where that is not
known, than the day it was read.
Why: either the date is wrong, or the fact is from another source.
Mend: correct the date, or name the source that tells it.

来源说不了它之后的事。
事情和数值的日期，不晚于来源的发布日期；发布日期不明的，不晚于查阅日期。
为什么：不是日期错了，就是这件事出自别的来源。
怎么改：改正日期，或写上说这件事的来源。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.model.describe import Record, fields_of
from replicase.model.scalars import PartialDate
from replicase.rules.cited import sources_of
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE237",
    "later-than-source",
    Severity.WARNING,
    "事情不晚于说它的来源",
    "A fact is not later than its source",
)

_DATES = ("at", "date", "confirmed", "year", "when")
"""The fields that say when something was so; each stands beside its `source`."""


class _Last(NamedTuple):
    """The last day a source can speak of, and what that day is."""

    day: tuple[int, int, int]
    when: PartialDate
    zh: str
    en: str


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield facts later than all their sources, the first of each source with how many there are."""
    last, today = _last_days(entry), _day(as_of)
    late: dict[_Last, list[tuple[Path, PartialDate, str]]] = {}
    for at, part in entry.parts.sourced:
        keys = _keys_of(type(part))
        if not keys:
            continue
        cited = sources_of(part)
        if not last.keys() >= {*cited}:
            continue
        latest = cited[0]
        for source in cited[1:]:
            if last[source].day > last[latest].day:
                latest = source
        for key in keys:
            when = getattr(part, key)
            # A day nobody has seen yet is told by another rule.
            if isinstance(when, PartialDate) and last[latest].day < when.first_day <= today:
                late.setdefault(last[latest], []).append(((*at, key), when, latest))
    for told, places in late.items():
        (at, when, source), count = places[0], len(places)
        more_zh = f"（这样的有 {count} 处）" if count > 1 else ""
        more_en = f" ({count} of them)" if count > 1 else ""
        yield Finding(
            at,
            f"{when} 晚于来源 `{source}` 的{told.zh} {told.when}{more_zh}",
            f"{when} is later than `{source}`, {told.en} on {told.when}{more_en}",
            "改正日期，或写上说这件事的来源",
            "correct the date, or name the source that tells it",
        )


def _last_days(entry: RecordEntry) -> dict[str, _Last]:
    """The last day each source can speak of; sources without any date are left out."""
    found: dict[str, _Last] = {}
    for source in entry.record.sources:
        if source.published:
            found[source.id] = _Last(
                source.published.last_day, source.published, "发布日期", "published"
            )
        elif source.accessed:
            found[source.id] = _Last(source.accessed.last_day, source.accessed, "查阅日期", "read")
    return found


@cache
def _keys_of(kind: type[Record]) -> tuple[str, ...]:
    """The fields of a kind of part that say when something was so."""
    return tuple(key for key in _DATES if key in fields_of(kind))


def _day(day: date) -> tuple[int, int, int]:
    return (day.year, day.month, day.day)
