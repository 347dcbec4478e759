"""A gap was found, and is closed, on a day that has come.

Why: what is still to happen is a plan, and a plan is written as `due`.
Mend: correct the date by its source.

指出问题和整改完的日期不晚于今天。
为什么：还没发生的是打算，打算写进 `due`。
怎么改：对照来源改正日期。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import GapList

RULE = Rule(
    "CASE220",
    "gap-in-future",
    Severity.ERROR,
    "指出和整改完的日期已经到了",
    "A gap is found and closed on a day that has come",
)


def check(entry: Entry[GapList], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield dates of findings and closings after the day of the build."""
    for index, gap in enumerate(entry.record.items):
        for name, when in (("found_on", gap.found_on), ("closed_on", gap.closed_on)):
            if when and date(*when.first_day) > as_of:
                yield Finding(
                    ("items", index, name),
                    f"{when} 还没有到（以 {as_of} 为准）",
                    f"{when} has not come yet; it is {as_of}",
                    "对照来源改正日期；打算整改完的日期写进 `due`",
                    "correct it by its source; when it is to be closed is `due`",
                )
                break
