"""A translation is not older than its original.

`translated` says from which day it is; what the record changed after that day is not in it.
Why: readers of the two languages would be told two things.
Mend: bring the translation up to date, and write that day into `translated`.

译文不早于原文。
`translated` 写明译文是哪天的；此后原文的改动，译文里没有。
为什么：两种语言的读者看到的会不一样。
怎么改：按改动补译，在 `translated` 里写上新的日期。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE330",
    "translation-behind",
    Severity.WARNING,
    "译文不早于原文",
    "A translation is not older than its original",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield translations made before the record last changed, or before it was there."""
    case = entry.record
    if case.translated is None:
        return
    changed = max((change.date for change in case.changes), default=None)
    for language, when in (("zh", case.translated.zh), ("en", case.translated.en)):
        if when is None:
            continue
        if changed and when.surely_before(changed):
            yield Finding(
                ("translated", language),
                f"译于 {when}，原文 {changed} 又改过",
                f"translated on {when}, and the original changed on {changed}",
                "按改动补译，写上新的日期",
                "bring the translation up to date, and write the new date",
            )
        elif when.surely_before(case.registered):
            yield Finding(
                ("translated", language),
                f"译于 {when}，早于入库的 {case.registered}",
                f"translated on {when}, before it was registered on {case.registered}",
                "改正其中一个日期",
                "correct one of the two dates",
            )
