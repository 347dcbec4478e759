"""The parts of what a site published that are compared, each in the form it is published in.

Fields nobody compares one by one are not named here and are passed over.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

import msgspec


class Said(msgspec.Struct, frozen=True):
    """A text in both languages."""

    zh: str = ""
    en: str = ""

    def best(self, language: Literal["zh", "en"]) -> str:
        """The text in a language, or in the other one."""
        return (self.zh or self.en) if language == "zh" else (self.en or self.zh)


class Source(msgspec.Struct, frozen=True):
    """Where a fact can be read."""

    id: str
    title: str
    url: str | None = None


class Observation(msgspec.Struct, frozen=True):
    """One value."""

    at: str
    value: Decimal
    source: str
    precision: str = "exact"
    role: str | None = None


class Result(msgspec.Struct, frozen=True):
    """One measure."""

    id: str
    name: Said
    unit: Said
    observations: tuple[Observation, ...] = ()


class Dated(msgspec.Struct, frozen=True):
    """A change the record tells of itself."""

    date: str
    what: Said


class Record(msgspec.Struct, frozen=True):
    """The parts of a case that are told one by one."""

    id: str
    title: Said
    stage: str
    aliases: tuple[str, ...] = ()
    changes: tuple[Dated, ...] = ()
    results: tuple[Result, ...] = ()
    sources: tuple[Source, ...] = ()


class AdoptionRecord(msgspec.Struct, frozen=True):
    """The parts of an adoption that are told."""

    id: str
    status: str


class Adopted(msgspec.Struct, frozen=True):
    """An adoption and where it stands."""

    adoption: AdoptionRecord
    adopter: Said
    standing: str
    confidence: str


class Lifted(msgspec.Struct, frozen=True):
    """Something a grade lacks."""

    asks: str


class Effect(msgspec.Struct, frozen=True):
    """The effect grade."""

    grade: str
    lowered_by: tuple[str, ...]
    unmet: tuple[str, ...]
    result: str | None = None

    @property
    def lacking(self) -> tuple[str, ...]:
        """What keeps it from being higher, by id."""
        return (*self.unmet, *self.lowered_by)


class Replication(msgspec.Struct, frozen=True):
    """The replication grade."""

    grade: str
    lifts: tuple[Lifted, ...]

    @property
    def lacking(self) -> tuple[str, ...]:
        """What keeps it from being higher, by id."""
        return tuple(lift.asks for lift in self.lifts)


class Computed(msgspec.Struct, frozen=True):
    """What the library computed of a case."""

    effect: Effect
    replication: Replication


class CaseState(msgspec.Struct, frozen=True):
    """A published case as it was."""

    case: Record
    computed: Computed
    adoptions: tuple[Adopted, ...] = ()


class Whole(msgspec.Struct, frozen=True):
    """A published case as it is written."""

    case: msgspec.Raw
    licence: str = ""


class Item(msgspec.Struct, frozen=True):
    """Something found wanting in a city."""

    city: str
    item: str
    status: str
    open: bool
    issue_zh: str | None = None
    issue_en: str | None = None


class Rows(msgspec.Struct, frozen=True):
    """The table of what was found wanting."""

    rows: tuple[Item, ...]


class Head(msgspec.Struct, frozen=True):
    """What a table says of the state it is of."""

    as_of: str
    format: int = 1
