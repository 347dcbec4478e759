"""No number of a bank card.

Fourteen to nineteen digits that begin as an issuer's do (62, 9558, 4, 51 to 55 …), have a length that
issuer uses and pass the Luhn test. One that does not begin with 62 or the like counts only in groups of
four or where it is called a card or an account; what is called the number of a project, a case or an
order passes, and so does a masked one (`6222 **** **** 3446`).
Why: with a name, it lets others pay or pretend to be that person.
Mend: take it out; for donations give the page of the office that receives them.

不写银行卡号。
14 至 19 位，开头是发卡机构的号段（62、9558、4、51 至 55 等），长度相符，并通过 Luhn 校验。不以 62 等开头的，四位一段或写明是卡号、
账号才算；写明是项目、案件、订单编号的可以，打了星号的（`6222 **** **** 3446`）可以。
为什么：卡号加上姓名，就能被人盗用、冒用。
怎么改：删去；要公布捐款办法的，写受赠单位的网页。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.numbers import numbers

RULE = Rule(
    "CASE320", "bank-card", Severity.ERROR, "没有银行卡号", "There is no number of a bank card"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every number of a bank card outside addresses."""
    for passage, _, words in numbers(entry, as_of, "card"):
        yield Finding(
            passage.at,
            "有银行卡号",
            "the number of a bank card stands here",
            "删去，或用星号遮住中间的数字；若是业务编号，在前面写明“编号”",
            "delete it, or mask the digits between; if it numbers a file, write `No.` before it",
            quote=words,
        )
