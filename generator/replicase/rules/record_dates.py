"""The history of a record runs forward: it is registered first, then changed, and checked last.

What is public is checked again when something changed.
Why: readers see by these dates what is new, and `disclosure` vouches for what the file held that day.
Mend: correct the date; after a change, read the file again for secrets and personal data and write
the new date of `disclosure`.

记录的经过按先后：先入库，后修改，最后核对能否公开。
改过的要重新核对。
为什么：读者按这些日期看什么是新的；`disclosure` 担保的只是那一天文件里的内容。
怎么改：改正日期；改过以后，再看一遍有没有秘密和个人信息，写上新的 `disclosure` 日期。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE242",
    "record-history",
    Severity.WARNING,
    "先入库，后修改，修改后重新核对",
    "A record is registered, then changed, then checked again",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield changes before the registration, and a check older than the last change."""
    case = entry.record
    early = False
    for index, change in enumerate(case.changes):
        if change.date.surely_before(case.registered):
            early = True
            yield Finding(
                ("changes", index, "date"),
                f"修改于 {change.date}，早于入库的 {case.registered}",
                f"changed on {change.date}, before it was registered on {case.registered}",
                "改正其中一个日期",
                "correct one of the two dates",
            )
    last = max((change.date for change in case.changes), default=None)
    if last and not early and case.disclosure.date.surely_before(last):
        yield Finding(
            ("disclosure", "date"),
            f"核对于 {case.disclosure.date}，早于 {last} 的修改",
            f"checked on {case.disclosure.date}, before the change of {last}",
            "重新核对有无秘密和个人信息，写上新的日期",
            "check again for secrets and personal data, and write the new date",
        )
