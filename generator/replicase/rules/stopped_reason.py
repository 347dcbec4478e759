"""An adoption that stopped or was refused says why.

Why: failures teach more than successes, but only with their reasons.
Mend: add `reasons` from the vocabulary; if no source tells, list `reasons` under `unknown`.

停用或未采纳的，要写原因。
为什么：没成的例子比成功的更有用，前提是写明原因。
怎么改：从词表里选，写进 `reasons`；来源都没有说的，在 `unknown` 里列出 `reasons`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Adoption

RULE = Rule(
    "CASE213",
    "stopped-without-reason",
    Severity.ERROR,
    "停用或未采纳写明原因",
    "An adoption that stopped or was refused gives its reason",
)


def check(entry: Entry[Adoption], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield an abandoned or rejected adoption without a reason."""
    adoption = entry.record
    told = any(unknown.field == "reasons" for unknown in adoption.unknown)
    if (
        adoption.status in ("abandoned", "rejected")
        and "reasons" not in adoption.written
        and not told
        and entry.whole("reasons")
    ):
        stopped = adoption.status == "abandoned"
        yield Finding(
            ("status",),
            f"{'已停用' if stopped else '未采纳'}，没有写原因",
            f"it was {adoption.status}, and no reason is given",
            "写上 `reasons`，或在 `unknown` 里列出 `reasons`",
            "add `reasons`, or list `reasons` under `unknown`",
        )
