"""A case is reviewed again when its time has come.

It is due on `review.due`, else after the library's `review_months`.
Why: what worked three years ago may have stopped since.
Mend: look at the sources again, correct what changed, and write the new date of review.

案例到期要复核。
到期日是 `review.due`；没有写的，按本库的 `review_months` 计算。
为什么：三年前管用的，现在可能已经停了。
怎么改：重新查看来源，改正有变化的内容，写上新的审核日期。
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case
from replicase.model.scalars import PartialDate

RULE = Rule(
    "CASE210",
    "review-overdue",
    Severity.WARNING,
    "审核没有过期",
    "A review is not overdue",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a review that was due before the day the library is checked for."""
    review = entry.record.review
    if review is None:
        return
    months = library.settings.review_months
    due = last_day(review.due) if review.due else later(last_day(review.date), months)
    if due < as_of and not (review.due and review.due.surely_before(review.date)):
        yield Finding(
            ("review", "due" if review.due else "date"),
            f"审核已在 {due} 到期",
            f"the review was due on {due}",
            "重新核对来源，写上新的审核日期",
            "check the sources again and write the new date of review",
        )


def last_day(when: PartialDate) -> date:
    """The latest day a partial date can mean."""
    return date(*when.last_day)


def later(day: date, months: int) -> date:
    """The same day some months on, or the last day of a shorter month; within the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
