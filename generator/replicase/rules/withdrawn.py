"""A withdrawn case says why, and only a withdrawn one does.

Why: its address stays, and a reader who comes back wants to know what happened.
Mend: give the reason in `withdrawn`, or correct the stage.

撤回的案例写明原因；没有撤回的不写。
为什么：撤回后地址还在，回来看的人要知道发生了什么。
怎么改：在 `withdrawn` 里写原因，或改正阶段。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE209",
    "withdrawn-without-reason",
    Severity.ERROR,
    "撤回写明原因",
    "A withdrawal has a reason",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a stage and a reason that do not go together."""
    case = entry.record
    if case.stage == "withdrawn" and case.withdrawn is None and entry.whole("withdrawn"):
        yield Finding(
            ("stage",),
            "案例已撤回，没有写原因",
            "the case is withdrawn and gives no reason",
            "在 `withdrawn` 里写明原因",
            "give the reason in `withdrawn`",
        )
    elif case.stage != "withdrawn" and case.withdrawn is not None:
        yield Finding(
            ("withdrawn",),
            f"写了撤回原因，阶段却是 `{case.stage}`",
            f"a reason for withdrawal is given, but the stage is `{case.stage}`",
            "把阶段改为 `withdrawn`，或删掉原因",
            "set the stage to `withdrawn`, or delete the reason",
            on="key",
        )
