"""What was done is not dated years ahead.

A record, a source, a review or an observation more than a year after the day of the check is a slip of
the pen. When something began, ends or is due may lie ahead.
Why: readers order cases by these dates, and a wrong year puts one on top for good.
Mend: look at the year.

已经做了的事，日期不会远在将来。
入库、来源、复核、观测等日期比检查之日晚一年以上的，是写错了。开始、结束、到期的日期可以在将来。
为什么：案例按这些日期排序，年份写错，就会一直排在最前。
怎么改：核对年份。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.decode.rules import BAD_DATE as RULE
from replicase.diagnostics import Finding
from replicase.library import Library
from replicase.model.scalars import PartialDate
from replicase.rules.entries import RecordEntry

__all__ = ["RULE", "check"]

_MAY_LIE_AHEAD = frozenset({"started", "ended", "due", "milestones"})


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield dates of what was done that lie more than a year ahead."""
    # A check is often made as of the last change, and what is new is dated later.
    last = (as_of.year + 1, as_of.month, as_of.day)
    for at, value in entry.parts.every:
        if (
            isinstance(value, PartialDate)
            and value.first_day > last
            and not _MAY_LIE_AHEAD.intersection(at)
        ):
            yield Finding(
                at,
                f"`{value}` 还没有到",
                f"`{value}` lies in the future",
                "核对年份",
                "check the year",
            )
