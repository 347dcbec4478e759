"""A gap whose term is over is closed, or said to be late.

Why: a term that passed in silence is the first thing a reviewer asks about.
Mend: look up what became of it and correct the status; a new term has a source too.

过了整改期限的问题，要么已整改，要么提醒。
为什么：期限悄悄过去，是审核的人首先要问的。
怎么改：查清结果，改正状态；期限延后了的，也要有来源。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import GapList

RULE = Rule(
    "CASE219",
    "gap-overdue",
    Severity.NOTE,
    "过了期限的问题已整改",
    "A gap whose term is over is closed",
)


def check(entry: Entry[GapList], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield open gaps that were due before the day of the build."""
    for index, gap in enumerate(entry.record.items):
        if gap.due and gap.is_open and date(*gap.due.last_day) < as_of:
            yield Finding(
                ("items", index, "due"),
                f"期限 {gap.due} 已过（以 {as_of} 为准），状态还是 `{gap.status}`",
                f"it was due on {gap.due}, before {as_of}, and is still `{gap.status}`",
                "查清结果，改正状态",
                "find out what became of it and correct the status",
            )
