"""No identity number.

Eighteen characters with a province, a day of birth that exists and the right check digit, as GB 11643
makes them; fifteen digits, as until 2013, where they are called an identity number. Spaces, hyphens,
full-width digits and the like make no difference. A masked one (`3305**********1234`) passes; one
whose check digit alone is wrong is a warning, for it may be a number of another kind.
Why: it is personal data, and whoever has it can pretend to be that person.
Mend: take it out, of the file's history too if it was ever published.

不写身份证号。
按 GB 11643 判断：18 位，省份和出生日期存在，校验码正确；2013 年以前的 15 位旧号，前面写明是身份证的才算。
中间有空格、连字符，用全角数字，都一样算。打了星号的（`3305**********1234`）可以；只有校验码不对的是警告，可能是别的编号。
为什么：这是个人信息，拿到的人可以冒用。
怎么改：删去；已经公开过的，还要从文件的历史里清除。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.numbers import numbers

RULE = Rule(
    "CASE310", "identity-number", Severity.ERROR, "没有身份证号", "There is no identity number"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every identity number, in whatever text or address it stands."""
    for passage, kind, words in numbers(entry, as_of, "identity", "nearly-identity"):
        if kind == "identity":
            yield Finding(
                passage.at,
                "有身份证号",
                "an identity number stands here",
                "删去，或用星号遮住中间的数字",
                "delete it, or mask the digits between with asterisks",
                quote=words,
            )
        else:
            yield Finding(
                passage.at,
                "像身份证号，只是校验码不对",
                "this looks like an identity number with a wrong check digit",
                "核对：是身份证号就删去，是业务编号也用星号遮住几位",
                "check it: delete an identity number, mask some digits of any other",
                severity=Severity.WARNING,
                quote=words,
            )
