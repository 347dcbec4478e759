"""No mobile number.

Eleven digits as numbers in China have them, with or without spaces; a masked one (`138****1234`)
passes, and addresses of pages are left alone.
Why: it belongs to a person, who will be called for years.
Mend: give the office line of the unit instead.

不写手机号。
按国内 11 位手机号判断，中间有空格也算；打了星号的（`138****1234`）可以，网址里的数字不管。
为什么：手机号是个人的，公开后会被打很多年。
怎么改：换成单位的办公电话。
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

RULE = Rule("CASE311", "mobile-number", Severity.ERROR, "没有手机号", "There is no mobile number")

_NUMBER = re.compile(
    r"(?<![0-9A-Za-z.])(?:\+?86[- ]?)?1[3-9][0-9](?:[0-9]{8}|[- ][0-9]{4}[- ][0-9]{4})(?![0-9A-Za-z])"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"'）]+")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every mobile number outside addresses."""
    for passage in passages(entry, _NUMBER):
        text = _ADDRESS.sub(lambda m: "x" * len(m[0]), narrow(passage.text))
        for found in _NUMBER.finditer(text):
            yield Finding(
                passage.at,
                "有手机号",
                "a mobile number stands here",
                "换成单位的办公电话，或用星号遮住中间四位",
                "give the unit's office line, or mask the middle digits with asterisks",
                quote=passage.text[found.start() : found.end()],
            )
