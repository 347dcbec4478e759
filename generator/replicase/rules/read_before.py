"""A source was read after it was published.

Why: one of the two dates is wrong, and a reader cannot tell which version was read.
Mend: correct the wrong one; of a page that was changed later, give the date of the version that was
read.

来源先发布，后查阅。
为什么：两个日期总有一个是错的，读者也不知道看的是哪个版本。
怎么改：改正错的那个；网页后来改过的，写看到的那一版的日期。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE236",
    "read-before-published",
    Severity.ERROR,
    "查阅不早于发布",
    "A source is not read before it is published",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield sources that were read before they were there."""
    for index, source in enumerate(entry.record.sources):
        if source.published and source.accessed and source.accessed.surely_before(source.published):
            yield Finding(
                ("sources", index, "accessed"),
                f"查阅于 {source.accessed}，早于发布的 {source.published}",
                f"read on {source.accessed}, before it was published on {source.published}",
                "改正其中一个日期",
                "correct one of the two dates",
            )
