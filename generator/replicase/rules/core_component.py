"""At least one component is core.

Why: if every part may be dropped, nothing is left to copy.
Mend: mark the parts without which it would not work as `role: core`, and say why.

至少有一个核心组成部分。
为什么：每一部分都可以不要，就没有可复制的了。
怎么改：缺了就不管用的部分标为 `role: core`，并写明原因。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE212",
    "no-core-component",
    Severity.ERROR,
    "至少一个组成部分是核心",
    "At least one component is core",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield components none of which is core."""
    case = entry.record
    if (
        case.components
        and entry.whole("components")
        and not any(component.role == "core" for component in case.components)
    ):
        yield Finding(
            ("components",),
            "没有一个组成部分是核心",
            "no component is core",
            "把缺了就不管用的部分标为 `role: core`",
            "mark what it would not work without as `role: core`",
            on="key",
        )
