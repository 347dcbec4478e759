"""An attempt did not work or was stopped; what runs is a practice.

Why: readers look among attempts for what went wrong, and should not find there what works.
Mend: write `kind: practice`, or correct the state of operation.

尝试是没成或停了的；还在用的是做法。
为什么：读者到“尝试”里找教训，不该在那里找到还管用的。
怎么改：写 `kind: practice`，或改正运行状态。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE243",
    "attempt-but-running",
    Severity.ERROR,
    "尝试没有还在用的",
    "An attempt does not run",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield an attempt whose state says that it is in use."""
    case = entry.record
    if (
        case.kind == "attempt"
        and case.operation
        and case.operation.state in ("active", "institutionalised")
        and case.ended is None  # an end beside such a state is told already
    ):
        yield Finding(
            ("kind",),
            f"类别是尝试，状态却是 `{case.operation.state}`",
            f"the kind is `attempt`, but the state is `{case.operation.state}`",
            "写 `kind: practice`，或改正 `operation.state`",
            "write `kind: practice`, or correct `operation.state`",
        )
