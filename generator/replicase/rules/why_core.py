"""A core component says what makes it core.

Why: an adopter short of money asks first what may be dropped, and needs a reason to keep this one.
Mend: add `why_core`: what would no longer work without it.

核心组成部分写明为什么是核心。
为什么：采用的地方钱不够时，先问哪些可以不要；要有理由才会留下它。
怎么改：补上 `why_core`：缺了它，什么就不管用了。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE234",
    "core-without-reason",
    Severity.WARNING,
    "核心组成部分写明为什么",
    "A core component says why it is core",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield core components without a reason."""
    for index, component in enumerate(entry.record.components):
        if (
            component.role == "core"
            and component.why_core is None
            and entry.whole("components", index)
        ):
            yield Finding(
                ("components", index, "role"),
                f"`{component.id}` 是核心，没有写为什么",
                f"`{component.id}` is core, and nothing says why",
                "补上 `why_core`",
                "add `why_core`",
            )
