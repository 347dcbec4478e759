"""What the cases of this library say they do not know: case by field."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from replicase.completeness import Row, State, UnknownTable, unknown_table
from replicase.pages.case.subject import field_name
from replicase.pages.page import Page
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


def unknowns(voice: Voice) -> Page:
    """Make the page."""
    found = unknown_table(voice.library)
    lead = _lead(voice, found)
    return Page(
        address=voice.address("audit/unknown/"),
        language=voice.language,
        section="about",
        title=voice.say("unknown_table.title"),
        description=lead,
        body=fill("unknowns.html", voice, lead=lead, grid=_grid(voice, found)),
    )


def _lead(voice: Voice, found: UnknownTable) -> str:
    cases = voice.count("count.cases", len(found.rows))
    if not found.fields:
        return voice.say("unknown_table.nothing", cases=cases)
    most = found.fields[0]
    return voice.say(
        "unknown_table.lead",
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
        limited=voice.say("unknown_table.limited", n=ROWS, all=len(found.rows))
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
