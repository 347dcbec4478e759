"""What a record tells has happened by the day it is checked for.

A review that is due and what is planned may lie ahead. A day is allowed for clocks elsewhere.
Why: a page read in 2062, or a result of next year, is a slip of the keyboard.
Mend: correct the date; if that day has come, name today with `--as-of`.

记录里说已经发生的事，到检查那天都已发生。
下次复核和计划中的事可以在以后；时差放宽一天。
为什么：2062 年查阅的网页、明年的结果，都是笔误。
怎么改：改正日期；那一天已经过了的，用 `--as-of` 指明今天。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.model import Adoption
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE235",
    "future-date",
    Severity.WARNING,
    "日期不在以后",
    "A date does not lie in the future",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield the first date of a record that has not come, with how many there are."""
    latest = min(as_of, date.max - timedelta(days=1)) + timedelta(days=1)
    last = (latest.year, latest.month, latest.day)
    planned = isinstance(entry.record, Adoption) and entry.record.status == "planned"
    ahead = [
        (at, value)
        for at, value in entry.parts.dates
        if value.first_day > last and not _may_be(at, planned)
    ]
    if not ahead:
        return
    at, when = ahead[0]
    more_zh = f"，这样的日期共 {len(ahead)} 个" if len(ahead) > 1 else ""
    more_en = f", one of {len(ahead)} such dates" if len(ahead) > 1 else ""
    yield Finding(
        at,
        f"{when} 还没有到（检查日期 {as_of}）{more_zh}",
        f"{when} has not come on {as_of}, the day of this check{more_en}",
        "改正日期；那一天已经过了的，用 `--as-of` 指明今天",
        "correct the date; if that day has come, name today with `--as-of`",
    )


def _may_be(at: Path, planned: bool) -> bool:
    """Whether a date may lie ahead."""
    return at[-1] == "due" or (planned and at[0] in ("started", "ended"))
