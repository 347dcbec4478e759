"""One grammar for the single values of a record: dates, numbers, ids, addresses, true and false.

YAML's own guesses are never used (`NO` stays Norway, `2019-06` stays a month): every value arrives
as text and is read here, or refused with an error whose type `decode` puts into words.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache, total_ordering
from typing import Annotated, Any
from unicodedata import category, normalize

from replicase.folders import WINDOWS_DEVICES

JsonSchema = dict[str, Any]

_DATE = re.compile(r"([12][0-9]{3})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?")
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,6})?")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:--[a-z0-9]+(?:-[a-z0-9]+)*)?")
_TERM = re.compile(r"[a-z0-9]+(?:[.-][a-z0-9]+)*")
_MARK = re.compile(r"[a-z][a-z0-9-]{0,31}")
_URL = re.compile(r"https?://[^\s<>\"'`\\^{|}\x00-\x20]+")

_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"})


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing: empty, spaces, zero-width characters, Hangul fillers."""
    first = text[:1]
    if "\u3400" <= first <= "\u9fff" or (first.isascii() and first.isalnum()):
        return False  # as most texts begin, in one language or the other
    return all(
        category(character) in _UNSEEN or character in "\u115f\u1160\u3164\uffa0\u2800"
        for character in text
    )


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, a month or a day, as exact as its source: `2019`, `2019-06`, `2019-06-30`."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)
    def read(cls, text: str) -> PartialDate | None:
        """Read the three forms; None for anything else, 30 February included."""
        match = _DATE.fullmatch(text)
        if not match:
            return None
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None  # noqa: S101 - the pattern has a year
        if day and month and day > calendar.monthrange(year, month)[1]:
            return None
        return cls(year, month, day)

    @property
    def first_day(self) -> tuple[int, int, int]:
        """The earliest day it can mean."""
        return (self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> tuple[int, int, int]:
        """The latest day it can mean."""
        month = self.month or 12
        return (self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def surely_before(self, other: PartialDate) -> bool:
        """Whether no reading of the two puts it on or after `other` (`2019` and `2019-06` may agree)."""
        return self.last_day < other.first_day

    def __lt__(self, other: PartialDate) -> bool:
        return (self.first_day, self.last_day) < (other.first_day, other.last_day)

    def __str__(self) -> str:
        if not self.month:
            return f"{self.year:04}"
        if not self.day:
            return f"{self.year:04}-{self.month:02}"
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


DATE: JsonSchema = {
    # An editor reads an unquoted year as a number, so a number is admitted too.
    "anyOf": [
        {"type": "string", "pattern": f"^{_DATE.pattern}$"},
        {"type": "integer", "minimum": 1000, "maximum": 2999},
    ]
}
"""How an editor sees a date."""


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """Metadata of a single value: how its text is read and how an editor sees it."""

    read: Callable[[str], Any]
    """None for a text that is no such value."""
    objection: str
    """What is then said to be wrong."""
    schema: JsonSchema


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    return lambda text: text if pattern.fullmatch(text) else None


def _slug(text: str) -> str | None:
    if not _SLUG.fullmatch(text) or len(text) > 100 or text in WINDOWS_DEVICES:
        return None
    return text


_SEEN = ["string", "number", "boolean"]
"""How an editor sees text: it reads an unquoted `36` or `true` as a number or a truth value."""

Integer = Annotated[
    int,
    Form(
        lambda text: int(text) if _INTEGER.fullmatch(text) else None,
        "no_integer",
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{_INTEGER.pattern}$"}]},
    ),
]
"""A whole number without separators."""

Number = Annotated[
    Decimal,
    Form(
        lambda text: Decimal(text) if _NUMBER.fullmatch(text) else None,
        "no_number",
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]},
    ),
]
"""A decimal number, kept as written: `4.90` stays two decimals."""

Truth = Annotated[
    bool,
    Form(
        lambda text: {"true": True, "false": False}.get(text),
        "no_truth",
        {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]},
    ),
]
"""`true` or `false`; `yes`, `on` and `NO` are text."""


def words(text: str) -> str | None:
    """A text a reader can see, in the normal form of Unicode; None for any other."""
    # Most values of a record are texts, so what most texts are is looked at first.
    if text.isascii():
        return text if text[:1].isalnum() or not is_blank(text) else None
    if "\u3400" <= text[:1] <= "\u9fff" or not is_blank(text):
        return normalize("NFC", text)
    return None


Words = Annotated[str, Form(words, "empty", {"type": _SEEN, "pattern": r"\S"})]
"""Text in one language or in none: something a reader can see."""

MOST = 400
"""Characters of a text of a record that is the same in both languages."""

Slug = Annotated[
    str,
    Form(_slug, "no_slug", {"type": _SEEN, "pattern": f"^{_SLUG.pattern}$", "maxLength": 100}),
]
"""A name in an address: small letters, digits, hyphens."""

Code = Annotated[
    str,
    Form(
        lambda text: text if _TERM.fullmatch(text) and len(text) <= 60 else None,
        "no_code",
        # An editor reads an unquoted `1.2` as a number.
        {
            "anyOf": [
                {"type": "number"},
                {"type": "string", "pattern": f"^{_TERM.pattern}$", "maxLength": 60},
            ]
        },
    ),
]
"""The code of an indicator: `layers.grid`, `1.2.3`."""

Mark = Annotated[
    str,
    Form(
        _matching(_MARK),
        "no_mark",
        {"type": ["string", "boolean"], "pattern": f"^{_MARK.pattern}$"},
    ),
]
"""A short name inside one record: `s1`, `c2`, `r3`."""

Url = Annotated[
    str,
    Form(
        lambda text: text if _URL.fullmatch(text) and len(text) <= 2000 else None,
        "no_url",
        {"type": "string", "pattern": "^https?://", "maxLength": 2000},
    ),
]
"""A web address, http or https."""


INDICATOR = "indicator"
"""Stands for a vocabulary: the codes of all schemes of indicators together."""


@dataclass(frozen=True, slots=True)
class Term:
    """Metadata: the value is a term of a vocabulary."""

    vocabulary: str

    @property
    def schema(self) -> JsonSchema:
        """How an editor sees it."""
        shown: JsonSchema = {"type": _SEEN, "pattern": f"^{_TERM.pattern}$"}
        if self.vocabulary == "places":
            shown = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{6}$"}]}
        if self.vocabulary == INDICATOR:
            return {"anyOf": [{"type": "number"}, shown], "$comment": "cases/indicators/"}
        return shown | {"$comment": f"cases/vocabulary/{self.vocabulary}.yml"}


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """Metadata of a list: one item may be written without brackets."""


Sources = Annotated[tuple[Mark, ...], OneOrMore()]
"""Ids of sources of the same file; one may be written without brackets."""


@dataclass(frozen=True, slots=True)
class Exactly:
    """Metadata of a list: it has so many items."""

    items: int
