"""The weights of a group add up to the weight of the group, and of all groups to the total.

What is on the negative list takes marks away and is not counted; a group without weights is not
judged.
Why: a sum that does not add up shows that a line is missing or was copied wrongly.
Mend: compare the weights with the text they are taken from; write `total` where it is not 100.

同一组的分值加起来等于这一组的分值，各组加起来等于满分。
负面清单项是扣分，不计入；整组没写分值的不查。
为什么：加起来不对，说明漏了一行或者抄错了。
怎么改：与原文核对分值；满分不是 100 的，写上 `total`。
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Indicator, IndicatorScheme

RULE = Rule(
    "CASE411",
    "indicator-weights",
    Severity.WARNING,
    "指标的分值加得起来",
    "The weights of indicators add up",
)

TOTAL = Decimal(100)
"""What the groups of a scheme add up to when it does not say."""


def check(entry: Entry[IndicatorScheme], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield groups that add up to something else, and members of a group that have no weight."""
    scheme = entry.record
    whole = TOTAL if scheme.total is None else scheme.total
    if entry.whole("items"):
        yield from _judge((), scheme.items, whole, "total" if scheme.total is not None else "items")
    for at, indicator in scheme.placed():
        if entry.whole(*at):
            yield from _judge(at, indicator.items, indicator.weight, "weight")


def _judge(
    at: Path, group: Sequence[Indicator], whole: Decimal | None, key: str
) -> Iterator[Finding]:
    counted = [(n, i) for n, i in enumerate(group) if not i.negative]
    weighed = [i for _, i in counted if i.weight is not None]
    if not weighed:
        return
    for number, indicator in counted:
        if indicator.weight is None:
            yield Finding(
                (*at, "items", number, "code"),
                f"`{indicator.code}` 没有分值，同组的 `{weighed[0].code}` 有",
                f"`{indicator.code}` has no weight, and `{weighed[0].code}` beside it has one",
                "补上 `weight`，或整组都不写",
                "add its `weight`, or give none to the whole group",
            )
            return
    added = sum((i.weight for i in weighed if i.weight is not None), Decimal(0))
    if whole is not None and added != whole:
        yield Finding(
            (*at, key),
            f"各项分值合计 {added}，应是 {whole}",
            f"the weights add up to {added}, where {whole} is due",
            "与原文核对分值",
            "compare the weights with the text they are from",
            on="key" if key == "items" else "value",
        )
