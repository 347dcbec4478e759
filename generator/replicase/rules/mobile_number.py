"""No mobile number.

Eleven digits as numbers in China have them, with or without +86, in groups or in one, in whatever
width; a masked one (`138****1234`) passes, and so do lines of offices (12345, 0571-…, 400…). Addresses
of pages, amounts and what is called the number of a file or an order are left alone.
Why: it belongs to a person, who will be called for years.
Mend: give the office line of the unit instead.

不写手机号。
按国内 11 位手机号判断：带不带 +86、分不分段、全角半角都算。打了星号的（`138****1234`）可以，12345、0571-…、400…
这类办公电话和热线可以；网址里的数字、金额和写明是编号的不管。
为什么：手机号是个人的，公开后会被打很多年。
怎么改：换成单位的办公电话。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.numbers import numbers

RULE = Rule("CASE311", "mobile-number", Severity.ERROR, "没有手机号", "There is no mobile number")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every mobile number outside addresses."""
    for passage, _, words in numbers(entry, as_of, "mobile"):
        yield Finding(
            passage.at,
            "有手机号",
            "a mobile number stands here",
            "换成单位的办公电话，或用星号遮住中间四位",
            "give the unit's office line, or mask the middle digits with asterisks",
            quote=words,
        )
