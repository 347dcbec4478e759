"""An amount of money has a currency and a price year.

Why: 50,000 of 2008 and of 2024 are not the same, and no reader can tell yuan from dollars.
Mend: add `currency` and `price_year`; where the source gives none, the amount belongs into words.

金额要有币种和价格年份。
为什么：2008 年的五万元和 2024 年的不是一回事；不写币种，读者也分不清。
怎么改：补上 `currency` 和 `price_year`；来源没有说明的，只写成文字。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model.evidence import Amount
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE204",
    "bare-amount",
    Severity.ERROR,
    "金额有币种和价格年份",
    "An amount has a currency and a price year",
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield amounts that lack one or both, a message each."""
    for at, part in entry.parts.records:
        if not isinstance(part, Amount):
            continue
        lacking = [
            name
            for name in ("currency", "price_year")
            if getattr(part, name) is None and entry.whole(*at, name)
        ]
        if lacking:
            names = [f"`{name}`" for name in lacking]
            yield Finding(
                at,
                f"金额 {part.amount} 缺少 {' 和 '.join(names)}",
                f"the amount {part.amount} has no {' and no '.join(names)}",
                "按来源补上",
                "add it from the source",
                on="key",
            )
