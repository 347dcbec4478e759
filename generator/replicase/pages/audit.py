"""What this library does not know: which case is without which field, and what there is little of."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from replicase.completeness import (
    Count,
    Coverage,
    Row,
    State,
    UnknownTable,
    coverage,
    unknown_table,
)
from replicase.pages.page import Page
from replicase.pages.subject import field_name
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

ROWS = 60
"""Cases in the table; of more, those that know least."""


@dataclass(frozen=True, slots=True)
class Column:
    """A field some case does not know."""

    name: str
    n: int
    """How many cases do not."""


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in the table."""

    title: Said
    link: str
    n: int
    """How many fields it does not know."""
    states: tuple[State, ...]
    """One for each column."""


@dataclass(frozen=True, slots=True)
class CityGroup:
    """The cases of a city."""

    name: str
    lines: tuple[CaseLine, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Cases by fields."""

    columns: tuple[Column, ...]
    groups: tuple[CityGroup, ...]
    entries: int
    """How often a field is unknown in all cases, also in those that have no line."""
    limited: str
    """Which cases have a line where not all do; else empty."""


@dataclass(frozen=True, slots=True)
class Tally:
    """A line of a small table: a name and how many."""

    name: str
    n: int


@dataclass(frozen=True, slots=True)
class Adopted:
    """How many adoptions have a status."""

    name: str
    elsewhere: int
    within: int


@dataclass(frozen=True, slots=True)
class Audit:
    """Everything on the page."""

    lead: str
    grid: Grid
    spread: tuple[tuple[str, str, tuple[Tally, ...]], ...]
    """Caption, what is counted and lines of the tables in which a zero invites to contribute."""
    results: tuple[Tally, ...]
    claimants: tuple[Tally, ...]
    claimants_note: str
    adoptions: tuple[Adopted, ...]
    adoption_fields: tuple[Tally, ...]
    adoptions_note: str


def audit(voice: Voice) -> Page:
    """Make the page."""
    found, counted = unknown_table(voice.library), coverage(voice.library)
    lead = _lead(voice, found)
    view = Audit(
        lead=lead,
        grid=_grid(voice, found),
        spread=tuple(
            (voice.say(f"audit.by_{name}"), voice.say(f"audit.{name}"), lines)
            for name, lines in (
                ("city", _cities(voice, counted)),
                ("stage", _tallies(voice, "stage", counted.stages)),
                ("kind", _tallies(voice, "kind", counted.kinds)),
            )
        ),
        results=tuple(
            Tally(voice.say(f"audit.{name}"), n)
            for name, n in (
                ("cases_all", len(voice.library.cases)),
                ("with_figures", counted.with_figures),
                ("with_baseline", counted.with_baseline),
                ("comparable", counted.comparable),
            )
        ),
        claimants=_tallies(voice, "claimant", counted.claimants),
        claimants_note=voice.count("audit.values", sum(c.n for c in counted.claimants)),
        adoptions=tuple(
            Adopted(voice.say(f"adoption_status.{a.status}"), a.elsewhere, a.within)
            for a in counted.adoptions
        ),
        adoption_fields=tuple(
            Tally(field_name(voice, field), n) for field, n in counted.adoption_fields
        ),
        adoptions_note=voice.count("audit.adoptions_note", len(voice.library.adoptions)),
    )
    return Page(
        address=voice.address("audit/"),
        language=voice.language,
        section="about",
        title=voice.say("audit.title"),
        description=lead,
        body=fill("audit.html", voice, audit=view),
    )


def _lead(voice: Voice, found: UnknownTable) -> str:
    cases = voice.count("count.cases", len(found.rows))
    if not found.fields:
        return voice.say("audit.nothing", cases=cases)
    most = found.fields[0]
    return voice.say(
        "audit.lead",
        cases=cases,
        n=found.entries,
        field=field_name(voice, most.of),
        most=voice.count("count.cases", most.n),
    )


def _grid(voice: Voice, found: UnknownTable) -> Grid:
    rows = found.rows
    if len(rows) > ROWS:
        shown = heapq.nsmallest(ROWS, range(len(rows)), key=lambda at: -len(rows[at].unknown))
        rows = tuple(rows[at] for at in sorted(shown))
    return Grid(
        columns=tuple(Column(field_name(voice, field), n) for field, n in found.fields),
        groups=tuple(_groups(voice, found, rows)),
        entries=found.entries,
        limited=voice.say("audit.limited", n=ROWS, all=len(found.rows))
        if len(found.rows) > ROWS
        else "",
    )


def _groups(voice: Voice, found: UnknownTable, rows: tuple[Row, ...]) -> Iterator[CityGroup]:
    for city, lying in groupby(rows, key=lambda row: row.city):
        lines = tuple(_line(voice, found, row) for row in lying)
        yield CityGroup(voice.city_name(city) if city else voice.say("browse.elsewhere"), lines)


def _line(voice: Voice, found: UnknownTable, row: Row) -> CaseLine:
    # A page of a case without entries has no such section.
    section = "#unknown" if row.unknown else ""
    return CaseLine(
        title=voice.text(row.case.title),
        link=f"case:{row.case.id}{section}",
        n=len(row.unknown),
        states=tuple(row.state(field.of) for field in found.fields),
    )


def _cities(voice: Voice, counted: Coverage) -> tuple[Tally, ...]:
    lines = [Tally(voice.city_name(city), n) for city, n in counted.cities]
    if counted.elsewhere:
        lines.append(Tally(voice.say("audit.no_city"), counted.elsewhere))
    return tuple(lines)


def _tallies(voice: Voice, words: str, counts: tuple[Count, ...]) -> tuple[Tally, ...]:
    return tuple(Tally(voice.say(f"{words}.{name}"), n) for name, n in counts)
