"""No number of a passport or travel permit.

A number behind the name of such a document: 护照, 港澳通行证, 台胞证, 居留证, 军官证, passport. Masked
ones pass.
Why: like an identity number, it lets others pretend to be that person.
Mend: take it out.

不写护照、通行证号。
写在护照、港澳通行证、台胞证、居留证、军官证等字样后面的号码。打了星号的可以。
为什么：和身份证号一样，能被人冒用。
怎么改：删去。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.seen import seen_texts
from replicase.rules.signs import DOCUMENTS, signs_in

RULE = Rule(
    "CASE325",
    "travel-document",
    Severity.WARNING,
    "没有护照和通行证号",
    "There is no number of a passport or travel permit",
)

_NUMBER = rarely(
    r"(?:护照|通行证|台胞证|回乡证|居留证|居留许可|军官证|士兵证|警官证|驾驶证|passport|travel permit)"
    r"(?:[（(][^）)]{0,8}[）)])?(?:\s?(?:号码?|编号|证号|number|no\.?))?[\s:：为是\0]{0,3}"
    r"([A-Z]{0,2}[0-9]{7,10}(?:\([0-9A-Z]\))?)(?![0-9A-Za-z*]|[元人份本])",
    re.IGNORECASE,
)
_SIGN = re.compile(
    "[护通台回留军士警驾PpTt](?:照|行证|胞证|乡证|证|许可|官证|兵证|驶证|assport|ASSPORT|ravel permit)"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield numbers of travel documents."""
    if not signs_in(entry, DOCUMENTS):
        return
    for passage, seen in seen_texts(entry, _SIGN):
        for found in _NUMBER.finditer(seen):
            yield Finding(
                passage.at,
                "有护照或证件号码",
                "the number of a passport or permit stands here",
                "删去，或用星号遮住中间的数字",
                "delete it, or mask the digits between with asterisks",
                quote=passage.text[found.start(1) : found.end(1)],
            )
