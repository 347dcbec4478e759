"""The status of an adoption agrees with what else is told of it.

What ended is no longer in use; what was refused or is only planned was never seen in use; reasons
are those for stopping.
Why: whether others still use a case is what a reader asks first, and grades count it.
Mend: correct the status, or take away what does not belong to it.

采用的状态与其他内容对得上。
写了停止日期的就不再在用；未采纳的、还在计划的，不会有人见到在用；`reasons` 写的是停用的原因。
为什么：别处还用不用，是读者最先问的，等级也照它算。
怎么改：改正状态，或拿掉不属于这个状态的内容。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Adoption

RULE = Rule(
    "CASE246",
    "adoption-state",
    Severity.ERROR,
    "采用的状态与日期、原因对得上",
    "The status of an adoption agrees with its dates and reasons",
)

_CONTRADICTED = {
    "ended": ("planned", "in-progress", "in-use", "rejected"),
    "seen_in_use": ("planned", "rejected"),
    "reasons": ("planned", "in-progress", "in-use"),
    "results": ("planned", "rejected"),
}
"""Fields, and the status that cannot have them."""


def check(entry: Entry[Adoption], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield the status, once, with the field that contradicts it."""
    adoption = entry.record
    for field, impossible in _CONTRADICTED.items():
        if adoption.status in impossible and field in adoption.written:
            yield Finding(
                ("status",),
                f"状态是 `{adoption.status}`，却写了 `{field}`",
                f"the status is `{adoption.status}`, but `{field}` is there",
                f"改正状态，或删掉 `{field}`",
                f"correct the status, or delete `{field}`",
            )
            return
