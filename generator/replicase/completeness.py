"""What the library does not know: case by field, and how much it holds of each kind.

The page `audit/` and `replicase status --unknown` tell what is counted here, and count nothing
themselves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from replicase.library import Library
from replicase.model import Adoption, Case, VocabularyTerm
from replicase.model.describe import STAGES, Field, about, keys_of
from replicase.model.evidence import Claimant, Unknown
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
        Row(case, library.city_of(case.place), _entries(case))
        for case in (library.cases if cases is None else cases)
    ]
    return UnknownTable(_fields(row.unknown for row in rows), tuple(sorted(rows, key=place)))


def _entries(record: Case | Adoption) -> tuple[Unknown, ...]:
    """The entries of `unknown`, the first one of each field."""
    return tuple({entry.field: entry for entry in reversed(record.unknown)}.values())[::-1]


def _fields(records: Iterable[Sequence[Unknown]]) -> tuple[Count, ...]:
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
    if (field := about(Case.model_fields[name])).asked not in (None, "draft")
)


class AdoptionCount(NamedTuple):
    """How many adoptions have a status."""

    status: str
    elsewhere: int
    within: int
    """In the origin's own area, or where that lies: never counted as somebody else's."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much the published library holds, with the zeros."""

    cities: tuple[tuple[VocabularyTerm, int], ...]
    elsewhere: int
    """Cases of no city."""
    stages: tuple[Count, ...]
    kinds: tuple[Count, ...]
    with_figures: int
    """Cases that have a result in figures."""
    with_baseline: int
    """Of these, those with a value from before in one result at least."""
    comparable: int
    """Of these, those where before and after may be compared."""
    claimants: tuple[Count, ...]
    """Who first stated the values in the results of cases."""
    adoptions: tuple[AdoptionCount, ...]
    adoption_fields: tuple[Count, ...]
    """How many adoptions say of a field that it is unknown."""


def coverage(library: Library) -> Coverage:
    """Count what the published library holds."""
    cases = library.cases
    cities = tuple((city, len(library.cases_in(city))) for city in library.cities)
    claimants: Counter[str] = Counter(
        observation.claimant
        for case in cases
        for result in case.results
        for observation in result.observations
    )
    return Coverage(
        cities=cities,
        elsewhere=len(cases) - sum(n for _, n in cities),
        stages=_counts(
            (stage for stage in STAGES if stage in library.settings.stages_shown),
            Counter(case.stage for case in cases),
        ),
        kinds=_counts(_choices(Case, "kind"), Counter(case.kind for case in cases)),
        with_figures=sum(any(r.observations for r in case.results) for case in cases),
        with_baseline=sum(any(r.before for r in case.results) for case in cases),
        comparable=sum(any(r.compares for r in case.results) for case in cases),
        claimants=_counts(get_args(Claimant), claimants),
        adoptions=_adoptions(library),
        adoption_fields=_fields(_entries(adoption) for adoption in library.adoptions),
    )


def _adoptions(library: Library) -> tuple[AdoptionCount, ...]:
    counts: Counter[tuple[str, bool]] = Counter(
        (adoption.status, library.overlaps(case.place, adoption.place))
        for adoption in library.adoptions
        if (case := library.case(adoption.case))
    )
    return tuple(
        AdoptionCount(status, counts[status, False], counts[status, True])
        for status in _choices(Adoption, "status")
    )


def _choices(model: type[Case] | type[Adoption], name: str) -> tuple[str, ...]:
    """The values a field may have, in the order of the format."""
    return get_args(model.model_fields[name].annotation)


def _counts(names: Iterable[str], counts: Counter[str]) -> tuple[Count, ...]:
    return tuple(Count(name, counts[name]) for name in names)
