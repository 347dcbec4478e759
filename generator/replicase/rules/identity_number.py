"""No identity number.

Eighteen characters with a date that exists and the right check digit, as GB 11643 makes them; a masked
one (`3305**********1234`) passes.
Why: it is personal data, and whoever has it can pretend to be that person.
Mend: take it out, of the file's history too if it was ever published.

不写身份证号。
按 GB 11643 判断：18 位，日期存在，校验码正确；打了星号的（`3305**********1234`）可以。
为什么：这是个人信息，拿到的人可以冒用。
怎么改：删去；已经公开过的，还要从文件的历史里清除。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model.text import narrow
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule(
    "CASE310", "identity-number", Severity.ERROR, "没有身份证号", "There is no identity number"
)

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z])[1-9][0-9]{5}((?:18|19|20)[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9Xx]"
    r"(?![0-9A-Za-z])"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every identity number, in whatever text or address it stands."""
    for passage in passages(entry, _NUMBER):
        for found in _NUMBER.finditer(narrow(passage.text)):
            if _is_day(*found.groups()) and _has_right_check_digit(found[0]):
                yield Finding(
                    passage.at,
                    "有身份证号",
                    "an identity number stands here",
                    "删去，或用星号遮住中间的数字",
                    "delete it, or mask the digits between with asterisks",
                    quote=passage.text[found.start() : found.end()],
                )


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        date(int(year), int(month), int(day))
    except ValueError:
        return False
    return True


def _has_right_check_digit(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK_DIGITS[total % 11] == number[-1].upper()
