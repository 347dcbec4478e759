"""What the library does not know, case by field, and how much of what is asked each case has.

The page `audit/unknown/` and `replicase status --unknown` tell what is counted here, and count
nothing themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from replicase.library import Library
from replicase.model import Adoption, Case, VocabularyTerm
from replicase.model.describe import Field, fields_of, keys_of
from replicase.model.evidence import Unknown
from replicase.rules.known_unknown import is_there

State = Literal["unknown", "there", "absent"]
"""Said to be unknown; written; neither, which a case may do while its stage does not ask for it."""


class Count(NamedTuple):
    """How many there are of something."""

    of: str
    n: int


@dataclass(frozen=True, slots=True)
class Row:
    """A case, and the fields it says it does not know."""

    case: Case
    city: VocabularyTerm | None
    """The city or province it lies in; None if that is not listed."""
    unknown: tuple[Unknown, ...]
    """An entry for each field."""

    def state(self, field: str) -> State:
        """What the case says of a field."""
        if any(entry.field == field for entry in self.unknown):
            return "unknown"
        return "there" if is_there(self.case, field) else "absent"


@dataclass(frozen=True, slots=True)
class UnknownTable:
    """Cases by the fields that are unknown in any of them."""

    fields: tuple[Count, ...]
    """The columns: how many cases do not know each, those most are without first."""
    rows: tuple[Row, ...]
    """By city in the order of the vocabulary; in a city those that know least first."""

    @property
    def entries(self) -> int:
        """How many cells say unknown."""
        return sum(field.n for field in self.fields)


def unknown_table(library: Library, cases: Iterable[Case] | None = None) -> UnknownTable:
    """Set out what some cases do not know; without a choice, the published ones."""
    order = {city.id: number for number, city in enumerate(library.cities)}

    def place(row: Row) -> tuple[int, int, str]:
        city = order.get(row.city.id, len(order)) if row.city else len(order) + 1
        return city, -len(row.unknown), row.case.id

    rows = [
        Row(case, library.city_of(case.place), entries_of(case))
        for case in (library.cases if cases is None else cases)
    ]
    return UnknownTable(fields_unknown(row.unknown for row in rows), tuple(sorted(rows, key=place)))


def entries_of(record: Case | Adoption) -> tuple[Unknown, ...]:
    """The entries of `unknown`, the first one of each field."""
    return tuple({entry.field: entry for entry in reversed(record.unknown)}.values())[::-1]


def fields_unknown(records: Iterable[Sequence[Unknown]]) -> tuple[Count, ...]:
    """How many records do not know each field, those most are without first."""
    counts = Counter(entry.field for entries in records for entry in entries)
    return tuple(
        Count(field, n) for field, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what a promoted case is to have one case has."""

    asked: int
    there: int
    unknown: int
    """Said to be unknown, with the reason."""
    absent: tuple[Field, ...]
    """Neither; its stage does not ask for them."""


def completeness(case: Case) -> Completeness:
    """Count the fields of a case; what every draft has is not counted."""
    told = {entry.field for entry in case.unknown}
    there = unknown = 0
    absent = []
    for name, key, field in _COUNTED:
        if getattr(case, name) not in (None, ()):
            there += 1
        elif key in told:
            unknown += 1
        else:
            absent.append(field)
    return Completeness(len(_COUNTED), there, unknown, tuple(absent))


_COUNTED = tuple(
    (name, key, field)
    for name, key in keys_of(Case)
    if (field := fields_of(Case)[name].about).asked not in (None, "draft")
)
