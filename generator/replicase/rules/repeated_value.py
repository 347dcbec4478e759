"""A source gives one value of a measure for one time.

What different sources say of one time stands side by side; "at least" and "at most" of one source are
a range.
Why: the page would show a conflict of sources where there is one source.
Mend: keep the value the source gives; the other one needs its own source, or its own time.

一个来源，同一时间只给一个数。
不同来源对同一时间的说法可以并列；同一来源的“至少”和“至多”是一个范围。
为什么：只有一个来源，页面上却会显示成来源说法不一。
怎么改：留下来源里的数；另一个数写它自己的来源或时间。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model import Observation
from replicase.model.scalars import PartialDate
from replicase.rules.entries import PracticeEntry
from replicase.rules.measures import measures

RULE = Rule(
    "CASE233",
    "repeated-value",
    Severity.ERROR,
    "一个来源同一时间只有一个数",
    "A source gives one value for one time",
)

_RANGE = {"at-least", "at-most"}


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield values of a time and a source there is a value of already."""
    for at, part in measures(entry):
        if len(part.observations) < 2:
            continue
        seen: dict[tuple[PartialDate, str], Observation] = {}
        for index, observation in enumerate(part.observations):
            first = seen.setdefault((observation.at, observation.source), observation)
            if first is observation or {first.precision, observation.precision} == _RANGE:
                continue
            when, source = observation.at, observation.source
            yield Finding(
                (*at, "observations", index, "at"),
                f"来源 `{source}` 在 {when} 的数已经写了 {first.value}",
                f"the value of `{source}` for {when} is there already, {first.value}",
                "留下一个；另一个写它自己的来源或时间",
                "keep one, or give the other its own source or time",
            )
