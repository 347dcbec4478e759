"""A document number is written as on the document: 浙政发〔2022〕12号.

The issuer's short name, the full year in 〔 〕, the number without 第 and without leading zeros, and 号
(GB/T 9704). Orders, announcements and standards have forms of their own.
Why: it is what an official searches for, and one that is written otherwise is not found.
Mend: copy it from the document; where the number is not known, leave the field out.

文号照公文的写法：浙政发〔2022〕12号。
发文机关代字，六角括号〔 〕里写四位年份，序号不加“第”、不补零，后面是“号”（GB/T 9704）。令、公告和标准各有写法。
为什么：办事的人就按文号去找，写法不对就查不到。
怎么改：照原件抄写；不知道文号的，不写这一项。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case
from replicase.model.scalars import PartialDate
from replicase.model.text import narrow
from replicase.patterns import rarely

RULE = Rule(
    "CASE238",
    "document-number",
    Severity.WARNING,
    "文号照公文的写法",
    "A document number has the form of one",
)

_YEARLY = rarely(
    r"(?P<issuer>[^\s〔〕\[\]]{1,30}?)\s?〔(?P<year>(?:19|20)[0-9]{2})〕\s?[1-9][0-9]{0,4}\s?号"
)
_MISWRITTEN = rarely(
    r"(?P<issuer>[\u4e00-\u9fff]{1,30})\s*[〔\[(（【［〈<﹝]?\s*(?P<year>(?:19|20)[0-9]{2})\s*年?\s*"
    r"[〕\])）】］〉>﹞]?\s*第?\s*0*(?P<number>[1-9][0-9]{0,4})\s*号?"
)
_OTHER = rarely(
    # Orders and announcements; standards; numbers of foreign or international documents.
    r"[\u4e00-\u9fff（）()\s]*第?\s?[0-9一二三四五六七八九十百〇零]{1,6}\s?号(?:令|公告|主席令)?"
    r"|[\u4e00-\u9fff]*令?\s?[（(]第?[0-9一二三四五六七八九十百〇零]{1,6}号[）)]"
    r"|[A-Z]{1,4}[0-9]{0,6}(?:/[A-Z]{0,4})?\s?[0-9]+(?:\.[0-9]+)*\s?[-—–][12][0-9]{3}"
    r"|[A-Z][\x20-\x7e]{2,40}"
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield numbers in another form, and those whose year is not the document's."""
    for index, law in enumerate(entry.record.legal_basis):
        if law.number:
            yield from _judge(("legal_basis", index, "number"), law.number, law.date)
    for index, promotion in enumerate(entry.record.promotion):
        if promotion.number:
            yield from _judge(("promotion", index, "number"), promotion.number, promotion.date)


def _judge(at: Path, written: str, when: PartialDate | None) -> Iterator[Finding]:
    number = narrow(written.strip())
    if right := _YEARLY.fullmatch(number):
        if when and abs(when.year - int(right["year"])) > 1:
            yield Finding(
                at,
                f"文号是 {right['year']} 年的，日期却是 {when}",
                f"the number is of {right['year']}, the date {when}",
                "对照原件改正其中一个",
                "correct one of the two by the document",
            )
    elif wrong := _MISWRITTEN.fullmatch(number):
        meant = f"{wrong['issuer']}〔{wrong['year']}〕{wrong['number']}号"
        yield Finding(
            at,
            f"文号 `{number}` 不是公文的写法",
            f"`{number}` is not how a document is numbered",
            f"是否指 `{meant}`？",
            f"did you mean `{meant}`?",
        )
    elif not _OTHER.fullmatch(number):
        shown = number if len(number) <= 40 else f"{number[:39]}…"
        yield Finding(
            at,
            f"`{shown}` 看不出是文号",
            f"`{shown}` does not look like a document number",
            "照原件写，如 `浙政发〔2022〕12号`；不知道的不写",
            "copy it from the document, as `浙政发〔2022〕12号`, or leave it out",
        )
