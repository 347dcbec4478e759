"""A value written as in a document becomes the value of the format, where one alone can be meant.

`fix` writes it (`form_of`); `check` asks whether it was meant (`meant_by`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import get_args

from replicase.model.scalars import Integer, Number, PartialDate, Truth, Url

_ASCII = {wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−"), "-")
_AROUND = re.compile(r"^[“”‘’「『《〈<\"']+|[“”‘’」』》〉>\"']+$")


def in_ascii(text: str) -> str:
    """Full-width signs as the ASCII ones they stand for; nothing else that looks like a figure."""
    return text.translate(_ASCII)


def _bare(text: str) -> str:
    """A value without the quotation marks of a document, in ASCII."""
    return _AROUND.sub("", in_ascii(text).strip()).strip()


_IN_CHINESE = re.compile(
    r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月份?(?:\s*(\d{1,2})\s*[日号])?)?", re.ASCII
)
_IN_PARTS = re.compile(
    r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII
)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SPREADSHEET = re.compile(r"\d{4}\.1", re.ASCII)
"""October, too, once a spreadsheet took it for a number."""

_DIGITS = {sign: str(value) for value, sign in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_CHINESE_YEAR = re.compile(f"^[{''.join(_DIGITS)}]{{4}}(?=年)")
_CHINESE_NUMBER = re.compile("(二|三)?(十)?([一二三四五六七八九])?(?=[月日号])")


def date_form(text: str) -> str | None:
    """A date as `2021`, `2021-03` or `2021-03-05`; None where it cannot be one date alone."""
    plain = _in_digits(_bare(text).translate(_DASHES))
    if match := _IN_CHINESE.fullmatch(plain):
        parts: tuple[str | None, ...] = match.groups()
    elif (match := _IN_PARTS.fullmatch(plain)) and not _SPREADSHEET.fullmatch(plain):
        parts = (match[1], match[3], match[4])
    elif match := _RUN_TOGETHER.fullmatch(plain):
        parts = match.groups()
    else:
        parts = (plain,)  # a year in quotation marks
    written = "-".join(part.zfill(2) for part in parts if part)
    return written if PartialDate.read(written) else None


def _in_digits(text: str) -> str:
    """`二〇二一年十二月五日` in digits; other texts as they are."""
    year = _CHINESE_YEAR.match(text)
    if not year:
        return text
    digits = "".join(_DIGITS[sign] for sign in year[0])

    def number(match: re.Match[str]) -> str:
        tens, ten, ones = match.groups()
        if not ten:
            return match[0] if tens and ones else _DIGITS.get(tens or ones or "", match[0])
        return str(10 * int(_DIGITS[tens] if tens else 1) + int(_DIGITS[ones] if ones else 0))

    return digits + _CHINESE_NUMBER.sub(number, text[year.end() :])


_GROUPED = re.compile(
    r"-?[1-9]\d{0,2}(?:([,  \u2009\u202f'])\d{3})(?:\1\d{3})*(?:\.\d+)?", re.ASCII
)


def number_form(text: str) -> str | None:
    """A number in ASCII digits without separators of thousands; None where it is no plain number."""
    plain = _bare(text).replace("−", "-").removeprefix("+")
    if _GROUPED.fullmatch(plain):
        plain = re.sub(r"[^\d.-]", "", plain)
    if re.fullmatch(r"-?\.\d+", plain, re.ASCII):
        plain = plain.replace(".", "0.")
    return plain if re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.\d+)?", plain, re.ASCII) else None


_MANY = re.compile(r"(-?(?:0|[1-9]\d{0,11})(?:\.\d{1,6})?) ?([万亿])", re.ASCII)
_TIMES = {"万": 10_000, "亿": 100_000_000}


def _in_full(text: str) -> str | None:
    """`1.2万` in digits alone. Its author says whether that is exact, so it is never written unasked."""
    if not (found := _MANY.fullmatch(_bare(text))):
        return None
    number = f"{Decimal(found[1]) * _TIMES[found[2]]:f}"
    return number.rstrip("0").rstrip(".") if "." in number else number


_TRUE = {
    "true": "true",
    "yes": "true",
    "是": "true",
    "false": "false",
    "no": "false",
    "否": "false",
}


def truth_form(text: str) -> str | None:
    """`true` or `false` for the words people write instead."""
    return _TRUE.get(_bare(text).casefold())


_SCHEME = re.compile(r"\s*(https?)\s*:\s*//(?=\S+$)", re.IGNORECASE)


def address_form(text: str) -> str | None:
    """An address without what stands around it, its scheme in small letters; the rest as it is."""
    plain = _AROUND.sub("", text.strip())
    # Only what stands before the host is put in ASCII: a path may hold any sign.
    head = re.match(r".{0,12}?[/／]{2}", plain)
    if not head:
        return None
    match = _SCHEME.match(in_ascii(head[0]) + plain[head.end() :])
    return f"{match[1].lower()}://{plain[head.end() :]}" if match else None


_FORMS: Mapping[str, Callable[[str], str | None]] = {
    "no_date": date_form,
    "no_integer": number_form,
    "no_number": number_form,
    "no_truth": truth_form,
    "no_url": address_form,
}
_READ: Mapping[str, Callable[[str], object | None]] = {
    "no_date": PartialDate.read,
    **{
        scalar.objection: scalar.read
        for scalar in (get_args(kind)[1] for kind in (Integer, Number, Truth, Url))
    },
}


def form_of(objection: str, given: str) -> str | None:
    """The value the format has for one that is objected to; None where none is certain."""
    write = _FORMS.get(objection)
    written = write(given) if write is not None else None
    return written if written is not None and _READ[objection](written) is not None else None


_ROUGHLY = re.compile(
    r"(\d{4})年?(?:初|底|末|年初|年底|年末|年中|上半年|下半年|[春夏秋冬]季?)", re.ASCII
)
_AT_A_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[ T]\d{1,2}:\d\d(?::\d\d)?", re.ASCII)


def _without_more(text: str) -> str | None:
    """The date of `2007年底` or `2011-07-05 09:12`, which say more than a date can."""
    plain = _bare(text)
    found = _ROUGHLY.fullmatch(plain) or _AT_A_TIME.fullmatch(plain)
    return found[1] if found and PartialDate.read(found[1]) else None


def meant_by(objection: str, given: str) -> str | None:
    """The value somebody meant who is there to be asked; None where that cannot be told."""
    if objection in ("no_integer", "no_number") and (number := _in_full(given)):
        return number if _READ[objection](number) is not None else None
    if objection == "no_date" and (day := _without_more(given)):
        return day
    return form_of(objection, given)
