"""No risk without what is done about it.

Why: a warning alone keeps nobody from the mistake.
Mend: add `mitigation`; where nothing was done, say what should be, with the source `editor`.

有风险，就要有防范办法。
为什么：只提醒危险，帮不了照着做的人。
怎么改：补上 `mitigation`；当时没有办法的，写应当怎么做，来源写 `editor`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE206",
    "risk-without-mitigation",
    Severity.ERROR,
    "每项风险都有防范办法",
    "Every risk has a mitigation",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield risks without a mitigation."""
    for index, risk in enumerate(entry.record.risks):
        if risk.mitigation is None and entry.whole("risks", index, "mitigation"):
            yield Finding(
                ("risks", index, "risk"),
                "这项风险没有防范办法",
                "this risk has no mitigation",
                "补上 `mitigation`",
                "add `mitigation`",
                on="key",
            )
