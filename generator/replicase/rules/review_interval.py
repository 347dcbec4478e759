"""The next review is due after the last one, within the library's months.

Why: a due date years ahead would let a case grow old unseen.
Mend: write a date the library's `review_months` allow, or leave `due` out: it is computed then.

下次复核在上次之后，间隔不超过本库的月数。
为什么：到期日写得太远，案例旧了也没人看。
怎么改：写在 `review_months` 之内的日期；也可以不写 `due`，由程序计算。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case
from replicase.rules.review_due import last_day, later

RULE = Rule(
    "CASE241",
    "review-interval",
    Severity.WARNING,
    "下次复核在本库规定的月数之内",
    "The next review is due within the library's months",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a due date before its review, or later than the library allows."""
    review = entry.record.review
    if review is None or review.due is None:
        return
    months = library.settings.review_months
    if review.due.surely_before(review.date):
        yield Finding(
            ("review", "due"),
            f"到期日 {review.due} 早于审核的 {review.date}",
            f"due on {review.due}, before the review of {review.date}",
            "改正其中一个日期",
            "correct one of the two dates",
        )
    elif library.has_settings and date(*review.due.first_day) > later(
        last_day(review.date), months
    ):
        yield Finding(
            ("review", "due"),
            f"到期日 {review.due} 离审核超过 {months} 个月",
            f"due on {review.due}, more than {months} months after the review",
            f"写 {months} 个月以内的日期，或不写 `due`",
            f"write a date within {months} months, or leave `due` out",
        )
