"""What the library holds and how evenly: cases, values and adoptions along each dimension, with zeros.

It tells how far conclusions may be drawn from the library as a whole, and never which city does
well. Everything is counted in one pass over the published cases and adoptions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from replicase.completeness import Count, entries_of, fields_unknown
from replicase.grades.effect import NOT_ENOUGH
from replicase.library import Library
from replicase.model import Adoption, Case, Source, VocabularyTerm
from replicase.model.describe import STAGES, fields_of
from replicase.model.evidence import Claimant

Counted = Literal["cases", "filings", "values", "adoptions", "sources"]
"""What a dimension counts; a case may be filed under several themes."""

CHECKED = ("verified", "promoted")
"""The stages in which somebody beside the editors has looked at a case."""

OWN_WORD = ("self",)
NOBODY = ("unstated", "vendor")
ABOVE = ("upper-level",)
OUTSIDE = ("statistics", "third-party", "academic", "court-audit")
"""Claimants who neither ran a practice nor stand above whoever did."""


@dataclass(frozen=True, slots=True)
class Dimension:
    """One way to sort what the library holds: how many of each category, with those of none."""

    name: str
    of: Counted
    categories: tuple[Count, ...]
    unsorted: int = 0
    """How many belong to no category: in no city of the library, of a body not said."""

    @property
    def sorted_in(self) -> int:
        """How many belong to a category."""
        return sum(category.n for category in self.categories)

    @property
    def total(self) -> int:
        """How many there are."""
        return self.sorted_in + self.unsorted

    @property
    def empty(self) -> tuple[str, ...]:
        """The categories nothing belongs to."""
        return tuple(category.of for category in self.categories if not category.n)


@dataclass(frozen=True, slots=True)
class Concentration:
    """How unevenly a dimension is filled."""

    dimension: Dimension
    top: tuple[Count, ...]
    """The three fullest categories, of equals the first; fewer where fewer have anything."""

    @property
    def herfindahl(self) -> Fraction:
        """The Herfindahl–Hirschman index: the sum of the squares of the shares, from 1/k to 1."""
        total = self.dimension.sorted_in
        return Fraction(sum(c.n * c.n for c in self.dimension.categories), total * total)

    @property
    def normalised(self) -> Fraction:
        """The index moved so that it runs from 0 (all alike) to 1 (all in one)."""
        even = Fraction(1, len(self.dimension.categories))
        return (self.herfindahl - even) / (1 - even)

    @property
    def by_chance(self) -> Fraction:
        """What the normalised index is expected to be if each had fallen anywhere alike: 1/N."""
        return Fraction(1, self.dimension.sorted_in)

    @property
    def effective(self) -> Fraction:
        """The effective number of categories: so many, filled alike, would give the same index."""
        return 1 / self.herfindahl

    @property
    def beyond_chance(self) -> bool:
        """Whether it is two standard deviations above what chance gives (see the page `audit/`)."""
        # N·(k−1)·H* is the chi-square statistic of an even spread: mean k−1, variance 2(k−1).
        degrees = len(self.dimension.categories) - 1
        excess = self.dimension.sorted_in * self.normalised - 1
        return excess > 0 and excess * excess > Fraction(8, degrees)

    def share_of_top(self, count: int) -> Fraction:
        """The share of the fullest categories."""
        return Fraction(sum(c.n for c in self.top[:count]), self.dimension.sorted_in)


def concentration(dimension: Dimension) -> Concentration | None:
    """How unevenly a dimension is filled; None where there is nothing, or nothing to choose from."""
    if len(dimension.categories) < 2 or not dimension.sorted_in:
        return None
    fullest = sorted(dimension.categories, key=lambda c: -c.n)
    return Concentration(dimension, tuple(c for c in fullest[:3] if c.n))


class Claims(NamedTuple):
    """Who first stated the values in the results of cases."""

    own: int
    """Those who ran it."""
    nobody: int
    """Nobody named, or who sold it."""
    above: int
    """A higher level."""
    outside: int
    """Statistics, third parties, researchers, courts and auditors."""
    cases: int
    """Cases with a value in their results."""
    own_alone: int
    """Of these, those with no value but from who ran it, a vendor or nobody named."""

    @property
    def values(self) -> int:
        """All values."""
        return self.own + self.nobody + self.above + self.outside


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
    dimensions: tuple[Dimension, ...]
    with_figures: int
    """Cases that have a result in figures."""
    with_baseline: int
    """Of these, those with a value from before in one result at least."""
    comparable: int
    """Of these, those where before and after may be compared."""
    claims: Claims
    cases_claimed: dict[str, int]
    """By claimant, the cases with a value of theirs."""
    adoptions: tuple[AdoptionCount, ...]
    unknown: tuple[Count, ...]
    """How many cases say of a field that it is unknown."""
    adoption_fields: tuple[Count, ...]
    """How many adoptions say of a field that it is unknown."""

    @property
    def checked(self) -> int:
        """Cases that somebody beside the editors has looked at."""
        return sum(stage.n for stage in self.dimension("stage").categories if stage.of in CHECKED)

    def dimension(self, name: str) -> Dimension:
        """One dimension by its name."""
        return next(found for found in self.dimensions if found.name == name)


def coverage(library: Library) -> Coverage:
    """Count what the published library holds; once, whoever asks."""
    known = library.worked_out
    if coverage not in known:
        known[coverage] = _coverage(library)
    found: Coverage = known[coverage]
    return found


def _coverage(library: Library) -> Coverage:
    cases = library.cases
    cities = tuple((city, len(library.cases_in(city))) for city in library.cities)
    figures: Counter[str] = Counter()
    claimed: Counter[str] = Counter()
    with_values = own_alone = 0
    for case in cases:
        stated = [o.claimant for result in case.results for o in result.observations]
        figures.update(stated)
        claimed.update(set(stated))
        with_values += bool(stated)
        own_alone += bool(stated) and NOT_ENOUGH.issuperset(stated)
    return Coverage(
        cities=cities,
        dimensions=tuple(_dimensions(library, cities, figures)),
        with_figures=with_values,
        with_baseline=sum(any(r.before for r in case.results) for case in cases),
        comparable=sum(any(r.compares for r in case.results) for case in cases),
        claims=Claims(
            own=sum(figures[name] for name in OWN_WORD),
            nobody=sum(figures[name] for name in NOBODY),
            above=sum(figures[name] for name in ABOVE),
            outside=sum(figures[name] for name in OUTSIDE),
            cases=with_values,
            own_alone=own_alone,
        ),
        cases_claimed=dict(claimed),
        adoptions=_adoptions(library),
        unknown=fields_unknown(entries_of(case) for case in cases),
        adoption_fields=fields_unknown(entries_of(adoption) for adoption in library.adoptions),
    )


def _dimensions(
    library: Library, cities: tuple[tuple[VocabularyTerm, int], ...], figures: Counter[str]
) -> Iterator[Dimension]:
    cases = library.cases
    in_cities = tuple(Count(city.id, n) for city, n in cities)
    yield Dimension("city", "cases", in_cities, len(cases) - sum(n for _, n in cities))
    themes = Counter(theme for case in cases for theme in set(case.facets.theme))
    yield _among("theme", "filings", _terms(library, "theme"), themes)
    lead = Counter(case.lead.type or "" for case in cases)
    yield _among("lead", "cases", _terms(library, "organisation"), lead)
    yield _among("kind", "cases", _choices(Case, "kind"), Counter(case.kind for case in cases))
    stages = tuple(stage for stage in STAGES if stage in library.settings.stages_shown)
    yield _among("stage", "cases", stages, Counter(case.stage for case in cases))
    yield _among("claimant", "values", get_args(Claimant), figures)
    trigger: Counter[str] = Counter(adoption.trigger for adoption in library.adoptions)
    yield _among("trigger", "adoptions", _choices(Adoption, "trigger"), trigger)
    types: Counter[str] = Counter(source.type for case in cases for source in case.sources)
    yield _among("source", "sources", _choices(Source, "type"), types)


def _among(name: str, of: Counted, categories: Iterable[str], counts: Counter[str]) -> Dimension:
    """Sort counts into the categories of a closed list; what is in none of them is told apart."""
    found = tuple(Count(category, counts[category]) for category in categories)
    return Dimension(name, of, found, counts.total() - sum(category.n for category in found))


def _terms(library: Library, vocabulary: str) -> tuple[str, ...]:
    return tuple(term.id for term in library.terms(vocabulary))


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


def _choices(model: type[Case] | type[Adoption] | type[Source], name: str) -> tuple[str, ...]:
    """The values a field may have, in the order of the format."""
    return get_args(fields_of(model)[name].kind)
