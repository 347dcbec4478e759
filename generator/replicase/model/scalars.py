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
from typing import Annotated, Any, cast
from unicodedata import category, normalize

from pydantic import BeforeValidator, GetCoreSchemaHandler, GetJsonSchemaHandler, ValidationInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

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
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _read_date, serialization=core_schema.to_string_ser_schema(when_used="always")
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        # An editor reads an unquoted year as a number, so a number is admitted too.
        return {
            "anyOf": [
                {"type": "string", "pattern": f"^{_DATE.pattern}$"},
                {"type": "integer", "minimum": 1000, "maximum": 2999},
            ]
        }


def _read_date(value: object) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    date = PartialDate.read(value) if isinstance(value, str) else None
    if date is None:
        raise PydanticCustomError("case_date", "not a date")
    return date


@dataclass(frozen=True, slots=True, eq=False)
class _Scalar:
    """Metadata of a scalar type: how its text is read and how an editor sees it."""

    read: Callable[[str], object | None]
    error: str
    schema: JsonSchema

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        return dict(self.schema)

    def _validate(self, value: object) -> object:
        if not isinstance(value, str):
            if isinstance(value, (dict, list)):
                raise PydanticCustomError("case_text", "not a single value")
            return value
        result = self.read(value)
        if result is None:
            raise PydanticCustomError(cast("Any", self.error), "does not read")
        return result


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
    _Scalar(
        lambda text: int(text) if _INTEGER.fullmatch(text) else None,
        "case_integer",
        {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": f"^{_INTEGER.pattern}$"}]},
    ),
]
"""A whole number without separators."""

Number = Annotated[
    Decimal,
    _Scalar(
        lambda text: Decimal(text) if _NUMBER.fullmatch(text) else None,
        "case_number",
        {"anyOf": [{"type": "number"}, {"type": "string", "pattern": f"^{_NUMBER.pattern}$"}]},
    ),
]
"""A decimal number, kept as written: `4.90` stays two decimals."""

Truth = Annotated[
    bool,
    _Scalar(
        lambda text: {"true": True, "false": False}.get(text),
        "case_truth",
        {"anyOf": [{"type": "boolean"}, {"enum": ["true", "false"]}]},
    ),
]
"""`true` or `false`; `yes`, `on` and `NO` are text."""


def _words(text: str) -> str | None:
    if is_blank(text):
        return None
    return text if text.isascii() else normalize("NFC", text)


class _Words(_Scalar):
    """Most values of a record are texts, so what most texts are is looked at first."""

    __slots__ = ()

    def _validate(self, value: object) -> object:
        if type(value) is str and ("\u3400" <= value[:1] <= "\u9fff"):
            return normalize("NFC", value)
        return super()._validate(value)


Words = Annotated[str, _Words(_words, "case_empty", {"type": _SEEN, "pattern": r"\S"})]
"""Text in one language or in none: something a reader can see."""

MOST = 400
"""Characters of a text of a record that is the same in both languages."""

Slug = Annotated[
    str,
    _Scalar(_slug, "case_slug", {"type": _SEEN, "pattern": f"^{_SLUG.pattern}$", "maxLength": 100}),
]
"""A name in an address: small letters, digits, hyphens."""

Code = Annotated[
    str,
    _Scalar(
        lambda text: text if _TERM.fullmatch(text) and len(text) <= 60 else None,
        "case_code",
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
    _Scalar(
        _matching(_MARK),
        "case_mark",
        {"type": ["string", "boolean"], "pattern": f"^{_MARK.pattern}$"},
    ),
]
"""A short name inside one record: `s1`, `c2`, `r3`."""

Url = Annotated[
    str,
    _Scalar(
        lambda text: text if _URL.fullmatch(text) and len(text) <= 2000 else None,
        "case_url",
        {"type": "string", "pattern": "^https?://", "maxLength": 2000},
    ),
]
"""A web address, http or https."""


INDICATOR = "indicator"
"""Stands for a vocabulary: the codes of all schemes of indicators together."""


@dataclass(frozen=True, slots=True)
class Term:
    """Metadata: the value is a term of a vocabulary; known ones come in pydantic's context."""

    vocabulary: str

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_plain_validator_function(self._validate)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchema:
        shown: JsonSchema = {"type": _SEEN, "pattern": f"^{_TERM.pattern}$"}
        if self.vocabulary == "places":
            shown = {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^[0-9]{6}$"}]}
        if self.vocabulary == INDICATOR:
            return {"anyOf": [{"type": "number"}, shown], "$comment": "cases/indicators/"}
        return shown | {"$comment": f"cases/vocabulary/{self.vocabulary}.yml"}

    def _validate(self, value: object, info: ValidationInfo) -> str:
        if not isinstance(value, str):
            raise PydanticCustomError("case_text", "not a single value")
        known = (info.context or {}).get("terms", {}).get(self.vocabulary)
        if known is not None and value not in known:
            raise PydanticCustomError("case_term", "unknown term", {"vocabulary": self.vocabulary})
        return value


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) and value else value


Sources = Annotated[
    tuple[Mark, ...], BeforeValidator(_as_list, json_schema_input_type=Mark | list[Mark])
]
"""Ids of sources of the same file; one may be written without brackets."""
