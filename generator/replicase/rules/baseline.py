"""A baseline comes first, and there is one time of it.

Several baselines of one time are a conflict of sources and stand side by side; of two times they are
two observations.
Why: before and after are set against each other from it.
Mend: mark the earliest value as `role: baseline` and no other.

起点值在前，而且只有一个时间。
同一时间的几个起点值是来源说法不同，可以并列；不同时间的就是几次观察。
为什么：前后对比从它算起。
怎么改：只把最早的一次标为 `role: baseline`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model import Result
from replicase.rules.entries import PracticeEntry
from replicase.rules.measures import measures

RULE = Rule(
    "CASE203",
    "baseline",
    Severity.ERROR,
    "起点值早于其他观察，时间只有一个",
    "A baseline comes before the other observations, at one time",
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield baselines that are not at the start, one a result."""
    for at, part in measures(entry):
        if (finding := _judge(part)) is not None:
            index, zh, en = finding
            yield Finding(
                (*at, "observations", index, "role"),
                zh,
                en,
                "只把最早的一次标为 `role: baseline`",
                "mark only the earliest as `role: baseline`",
            )


def _judge(result: Result) -> tuple[int, str, str] | None:
    baselines = [(i, o) for i, o in enumerate(result.observations) if o.role == "baseline"]
    if not baselines:
        return None
    first = min(o.at for _, o in baselines)
    earlier = min((o.at for o in result.observations if o.role != "baseline"), default=None)
    for index, observation in baselines:
        if first.surely_before(observation.at):
            return (
                index,
                f"起点值有两个时间：{first} 和 {observation.at}",
                f"the baseline has two times, {first} and {observation.at}",
            )
        if earlier is not None and earlier.surely_before(observation.at):
            return (
                index,
                f"起点值在 {observation.at}，晚于 {earlier} 的观察",
                f"the baseline of {observation.at} is later than the observation of {earlier}",
            )
    return None
