"""A case that ended does not run.

Why: a reader who calls the unit to see it should not find an empty room.
Mend: correct the state, or take the end away; what went on under another name is `merged` or
`superseded`.

已结束的案例不会还在运行。
为什么：读者想去看，不能扑个空。
怎么改：改正状态，或删去结束日期；换了名称继续的，写 `merged` 或 `superseded`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE248",
    "ended-but-running",
    Severity.ERROR,
    "写了结束日期的不再运行",
    "A case that ended does not run",
)

_RUNNING = ("piloting", "active", "institutionalised")


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a state that says it runs, beside an end."""
    case = entry.record
    if (
        case.ended
        and case.operation
        and case.operation.state in _RUNNING
        and not _ends_later(case.ended.date.first_day, as_of)
    ):
        yield Finding(
            ("operation", "state"),
            f"状态是 `{case.operation.state}`，却已在 {case.ended.date} 结束",
            f"the state is `{case.operation.state}`, but its end is {case.ended.date}",
            "改正状态，或删掉 `ended`",
            "correct the state, or delete `ended`",
        )


def _ends_later(first: tuple[int, int, int], as_of: date) -> bool:
    """Whether the end is only foreseen."""
    return first > (as_of.year, as_of.month, as_of.day)
