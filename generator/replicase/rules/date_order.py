"""What a record tells happens in the order it can have happened.

A record ends on the day it starts, or later; milestones lie between the two; a gap is due and closed
on the day it was found, or later. Partial dates are compared as far as they are known: `2019` and
`2019-06` agree.
Why: a wrong date makes every before and after on the page wrong.
Mend: look the date up in its source; what came before the start belongs to `problem`.

记录里的日期先后要对得上。
结束不早于开始，大事记在开始与结束之间；问题的整改期限和整改完的日期不早于指出的日期。日期只比到已知的部分：`2019` 与 `2019-06` 不矛盾。
为什么：一个日期错了，页面上的前后对比就都错了。
怎么改：对照来源改正日期；开始以前的事写进 `problem`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case, GapList
from replicase.model.scalars import PartialDate
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE201", "date-order", Severity.ERROR, "日期先后对得上", "Dates are in a possible order"
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield dates before the start or after the end."""
    record = entry.record
    started, ended = record.started, record.ended
    if started and ended and ended.date.surely_before(started.date):
        yield Finding(
            ("ended", "date"),
            f"结束于 {ended.date}，早于开始的 {started.date}",
            f"the end, {ended.date}, is before the start, {started.date}",
            "对照来源改正其中一个日期",
            "correct one of the two by its source",
        )
        return  # nothing can lie between them
    for at, when, zh, en in _between(entry):
        if started and when.surely_before(started.date):
            yield Finding(
                at,
                f"{zh}是 {when}，早于开始的 {started.date}",
                f"{en} {when} is before the start, {started.date}",
                "对照来源改正日期；开始以前的事不写在这里",
                "correct it by its source; what came before the start belongs elsewhere",
            )
        elif ended and ended.date.surely_before(when):
            yield Finding(
                at,
                f"{zh}是 {when}，晚于结束的 {ended.date}",
                f"{en} {when} is after the end, {ended.date}",
                "对照来源改正日期，或改正结束日期",
                "correct it, or the date of the end, by the source",
            )


def _between(entry: PracticeEntry) -> Iterator[tuple[Path, PartialDate, str, str]]:
    record = entry.record
    if isinstance(record, Case):
        for index, milestone in enumerate(record.milestones):
            yield ("milestones", index, "date"), milestone.date, "大事记", "the milestone of"
    elif record.seen_in_use:
        yield ("seen_in_use", "date"), record.seen_in_use.date, "见到在用", "the sighting of"


def check_gaps(entry: Entry[GapList], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield gaps that are due or closed before they were found."""
    for index, gap in enumerate(entry.record.items):
        for name, when, zh, en in (
            ("due", gap.due, "期限是", "it is due"),
            ("closed_on", gap.closed_on, "整改完于", "it was closed"),
        ):
            if when and when.surely_before(gap.found_on):
                yield Finding(
                    ("items", index, name),
                    f"{zh} {when}，早于指出的 {gap.found_on}",
                    f"{en} {when}, before it was found, {gap.found_on}",
                    "对照来源改正其中一个日期",
                    "correct one of the two by its source",
                )
