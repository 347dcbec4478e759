"""What a value was meant to be that is written as people write it in a document."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from replicase.model.scalars import PartialDate

_AROUND = re.compile(r"^[“”‘’「『《〈<\"']+|[“”‘’」』》〉>\"']+$")
_DATE = re.compile(
    r"([12][0-9]{3}) ?[年./\u2010-\u2015-] ?([0-9]{1,2})"
    r"(?: ?[月./\u2010-\u2015-] ?(?:([0-9]{1,2}) ?[日号]?)?)?"
)
_YEAR = re.compile(r"([12][0-9]{3}) ?年")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:[,，' ][0-9]{3})+(?:\.[0-9]{1,6})?")
_MANY = re.compile(r"(-?[0-9]{1,12}(?:\.[0-9]{1,6})?) ?([万亿])")
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_TIMES = {"万": 10_000, "亿": 100_000_000}


def bare(text: str) -> str:
    """A value without the quotation marks of a document, its digits narrow."""
    return _AROUND.sub("", unicodedata.normalize("NFKC", text).strip())


def as_date(text: str) -> str | None:
    """`2021年3月`, `2021.3.5` or `“2021-03-05”` as a record writes it."""
    plain = bare(text)
    if PartialDate.read(plain):
        return plain
    if year := _YEAR.fullmatch(plain):
        return year[1]
    if not (found := _DATE.fullmatch(plain)):
        return None
    parts = [found[1], *(f"{int(part):02}" for part in found.groups()[1:] if part)]
    written = "-".join(parts)
    return written if PartialDate.read(written) else None


def as_number(text: str) -> str | None:
    """`12,345`, `1.2万` or `“36”` as a record writes it."""
    plain = bare(text)
    if _GROUPED.fullmatch(plain):
        plain = re.sub("[,，' ]", "", plain)
    elif many := _MANY.fullmatch(plain):
        plain = f"{Decimal(many[1]) * _TIMES[many[2]]:f}"
        plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return plain if plain != text and _PLAIN.fullmatch(plain) else None


def as_address(text: str) -> str | None:
    """An address without what stands around it."""
    plain = _AROUND.sub("", text.strip())
    whole = re.fullmatch(r"https?://[^\s<>\"'“”]+", plain)
    return plain if plain != text and whole and len(plain) <= 200 else None
