"""What the list of cases is filtered and sorted by: one table for the page and for its data."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from replicase.model import Case
from replicase.model.scalars import PartialDate
from replicase.pages.grades import STEPS, Graded, step_of
from replicase.pages.voice import Said, Voice

UNKNOWN = "unknown"
"""The value of a case that says nothing; no term has this id."""
PERIOD = 5
"""Years that stand together."""
EARLIEST = 1990
"""What began before stands together."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of check boxes, joined by "or"."""

    name: str
    """In an address, and `facet.<name>` in the words."""
    of: Callable[[Voice, Case], Sequence[str]]
    """The values of a case, as they stand in an address."""
    values: Callable[[Voice], Iterable[tuple[str, Said]]]
    """All values there may be, in the order in which they are shown; those without cases are not."""
    open: bool = False
    """Whether it decides often enough to stand open."""


def _filed(facet: str, *, stands_open: bool = False) -> Facet:
    """A closed list of the library that cases are filed under."""

    def of(_: Voice, case: Case) -> Sequence[str]:
        terms: Sequence[str] = getattr(case.facets, facet)
        return terms

    def values(voice: Voice) -> Iterable[tuple[str, Said]]:
        return ((term.id, voice.text(term.label)) for term in voice.library.terms(facet))

    return Facet(facet, of, values, stands_open)


def _words(
    name: str, words: str, values: tuple[str, ...], of: Callable[[Case], str], *, stands_open: bool
) -> Facet:
    """Values that the model knows and the words of the interface name."""
    return Facet(
        name,
        lambda _, case: tuple(filter(None, [of(case)])),
        lambda voice: ((value, Said(voice.say(f"{words}.{value}"))) for value in values),
        stands_open,
    )


def _graded(graded: Graded, *, stands_open: bool) -> Facet:
    """One of the two ladders of grades, its highest step first."""

    def of(voice: Voice, case: Case) -> Sequence[str]:
        return (step_of(voice.grades(case), graded).code,)

    def values(voice: Voice) -> Iterable[tuple[str, Said]]:
        for step in reversed(STEPS[graded]):
            yield step.code, Said(f"{step.code} {step.name.best(voice.language)}")

    return Facet(graded, of, values, stands_open)


def _city_of(voice: Voice, case: Case) -> Sequence[str]:
    city = voice.library.city_of(case.place)
    return ((city.slug or city.id),) if city else ()


def _cities(voice: Voice) -> Iterable[tuple[str, Said]]:
    return ((city.slug or city.id, Said(voice.city_name(city))) for city in voice.library.cities)


def _band_of(voice: Voice, case: Case) -> Sequence[str]:
    band = case.costs.band if case.costs else None
    return (band if band in {b.id for b in voice.library.settings.cost_bands} else UNKNOWN,)


def _bands(voice: Voice) -> Iterable[tuple[str, Said]]:
    for band in voice.library.settings.cost_bands:
        yield band.id, voice.text(band.label)
    yield UNKNOWN, Said(voice.say("unknown.number"))


def _period_of(_: Voice, case: Case) -> Sequence[str]:
    if case.started is None:
        return (UNKNOWN,)
    return (_period(case.started.date.year),)


def _period(year: int) -> str:
    if year < EARLIEST:
        return f"-{EARLIEST - 1}"
    first = year - year % PERIOD
    return f"{first}-{first + PERIOD - 1}"


def _periods(voice: Voice) -> Iterable[tuple[str, Said]]:
    now = voice.site.as_of.year
    yield _period(now), Said(voice.say("period.since", year=now - now % PERIOD))
    for first in range(now - now % PERIOD - PERIOD, EARLIEST - 1, -PERIOD):
        said = voice.say("period.between", first=first, last=first + PERIOD - 1)
        yield _period(first), Said(said)
    yield _period(0), Said(voice.say("period.before", year=EARLIEST))
    yield UNKNOWN, Said(voice.say("card.since_unknown"))


KINDS = ("practice", "attempt", "standard", "list-item")
STATES = ("piloting", "active", "institutionalised", "merged", "paused", "ended", "superseded")

FACETS = (
    _filed("theme", stands_open=True),
    Facet("city", _city_of, _cities, open=True),
    _words("kind", "kind", KINDS, lambda case: case.kind, stands_open=True),
    _graded("effect", stands_open=True),
    Facet("cost", _band_of, _bands, open=True),
    _graded("replication", stands_open=False),
    Facet("year", _period_of, _periods),
    _words(
        "operation",
        "state",
        STATES,
        lambda case: case.operation.state if case.operation else "",
        stands_open=False,
    ),
    _filed("risk"),
    _filed("governance"),
    _filed("layer"),
    _filed("method"),
)
"""The facets in the order in which they are shown; a new one is a new line here."""


def began(_: Voice, case: Case) -> int:
    """Where a case stands by its beginning: 0 where that is unknown, else months."""
    if case.started is None:
        return 0
    date = case.started.date
    return max(1, (date.year - 1900) * 13 + _month(date))


def _month(date: PartialDate) -> int:
    return date.month or 0


def adopted(voice: Voice, case: Case) -> int:
    """How many adoptions are recorded of it."""
    return len(voice.library.adoptions_of(case))


def evidence(voice: Voice, case: Case) -> int:
    """Where it stands by its grades: by that of effect, then by that of replication."""
    effect, replication = (step_of(voice.grades(case), graded).height for graded in STEPS)
    return 1 + effect * len(STEPS["replication"]) + replication


def registered(_: Voice, case: Case) -> int:
    """Where it stands by the day it came into the library."""
    date = case.registered
    return max(0, ((date.year - 2000) * 13 + _month(date)) * 32 + (date.day or 0))


ORDERS: tuple[tuple[str, Callable[[Voice, Case], int]], ...] = (
    ("evidence", evidence),
    ("began", began),
    ("adopted", adopted),
    ("registered", registered),
)
"""What cases can be sorted by."""
