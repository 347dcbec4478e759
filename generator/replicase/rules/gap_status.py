"""The status of a gap and what is written beside it agree.

What is closed has a measure and the day it was closed; what is verified also says by whom. What is
still open has neither.
Why: "put right" is a claim; without what was done, when and who saw it, nobody can check it.
Mend: add what is missing from its source, or set the status back.

问题的状态与旁边写的内容一致。
已整改的，写明怎么改的、何时改完；已核实的，还要写明谁核实的。没改完的，这些都不写。
为什么：“已整改”是一个说法，没有做了什么、何时做完、谁看过，就没法核对。
怎么改：按来源补上缺的内容，或把状态退回去。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Gap, GapList
from replicase.model.describe import fields_of

RULE = Rule(
    "CASE218",
    "gap-status",
    Severity.ERROR,
    "问题的状态与整改情况一致",
    "The status of a gap agrees with what was done",
)

NEEDED = {"closed": ("measure", "closed_on"), "verified": ("measure", "closed_on", "verified_by")}
"""What a status rests on."""
ABSENT = {
    "reported": ("closed_on", "verified_by"),
    "open": ("closed_on", "verified_by"),
    "in-progress": ("closed_on", "verified_by"),
    "closed": ("verified_by",),
}
"""What would say that it is another one."""


def check(entry: Entry[GapList], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield what a status lacks, and what contradicts it."""
    for index, gap in enumerate(entry.record.items):
        at = ("items", index)
        for name in NEEDED.get(gap.status, ()):
            if getattr(gap, name) is None and entry.whole(*at, name):
                yield Finding(
                    (*at, "status"),
                    f"状态是 `{gap.status}`，却没有 `{name}`（{_meaning(name)}）",
                    f"the status is `{gap.status}`, but there is no `{name}`",
                    f"补上 `{name}`，或把状态退回去",
                    f"add `{name}`, or set the status back",
                )
        for name in ABSENT.get(gap.status, ()):
            if getattr(gap, name) is not None:
                yield Finding(
                    (*at, name),
                    f"状态是 `{gap.status}`，却写了 `{name}`（{_meaning(name)}）",
                    f"the status is `{gap.status}`, but there is `{name}`",
                    f"改正状态，或删掉 `{name}`",
                    f"correct the status, or delete `{name}`",
                    on="key",
                )
                break


def _meaning(name: str) -> str:
    return next(f.about.zh for n, f in fields_of(Gap).items() if f.key == name)
