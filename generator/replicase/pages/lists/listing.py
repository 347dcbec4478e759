"""Lists of cases that stay complete without JavaScript: cards first, then links, then cities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from replicase.model import Case
from replicase.pages.grades import proven, short
from replicase.pages.lists.card import Card, card
from replicase.pages.voice import Said, Voice

CARDS = 10
"""Cards on one page; a page with more would be too much to load and to read."""
LINKS = 72
"""Cases up to which the rest is listed by title; above, cities and the directory lead on."""


@dataclass(frozen=True, slots=True)
class Line:
    """A case as a plain link, or a city with its number of cases."""

    title: Said
    link: str
    lang: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Lines below a heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The cards of a list of cases, and how the rest is reached."""

    count: int
    cards: tuple[Card, ...]
    rest: tuple[Group, ...] = ()
    """Cases without a card, by city."""
    cities: tuple[Line, ...] = ()
    """Cities with their numbers, where even titles would be too many."""
    left: str = ""
    """How many are in the directory alone; else empty."""


def listing(voice: Voice, cases: Sequence[Case], filed: str = "", most: int = CARDS) -> Listing:
    """Show cases as cards, as many as a page can hold, and at `most` so many.

    Where even the titles are too many, each city leads to its page, or, of cases found by `filed`
    (`theme=x`), to those of them that are its own.
    """
    shown = tuple(card(voice, case) for case in cases[:most])
    if len(cases) <= most:
        return Listing(len(cases), shown)
    if len(cases) <= LINKS or not voice.library.cities:
        return Listing(len(cases), shown, rest=_by_city(voice, cases[most:]))
    return Listing(len(cases), shown, cities=_cities(voice, cases, filed))


def titles(voice: Voice, cases: Sequence[Case]) -> Listing:
    """Show cases as cards, and further ones by their titles; of many, the directory has the rest."""
    shown = tuple(card(voice, case) for case in cases[:CARDS])
    left = voice.say("directory.more", n=len(cases) - LINKS) if len(cases) > LINKS else ""
    return Listing(len(cases), shown, rest=_by_city(voice, cases[CARDS:LINKS]), left=left)


def line(voice: Voice, case: Case) -> Line:
    """A case as a plain link: where it is, and its grades if there is any evidence."""
    facts = [voice.place(case.place)]
    if proven(voice, [case]):
        facts.append(short(voice, case))
    note = voice.say("mark.gap").join(facts)
    return Line(voice.text(case.title), f"case:{case.id}", note=note)


def _by_city(voice: Voice, cases: Sequence[Case]) -> tuple[Group, ...]:
    groups: dict[str, list[Line]] = {}
    for case in cases:
        city = voice.library.city_of(case.place)
        name = voice.city_name(city) if city else voice.say("browse.elsewhere")
        groups.setdefault(name, []).append(line(voice, case))
    return tuple(Group(name, tuple(lines)) for name, lines in groups.items())


def _cities(voice: Voice, cases: Sequence[Case], filed: str) -> tuple[Line, ...]:
    counts = Counter(city.id for case in cases if (city := voice.library.city_of(case.place)))
    lines = []
    for city in voice.library.cities:
        if filed and not counts[city.id]:
            continue
        link = f"cases/?{filed}&city={city.slug}" if filed else f"cities/{city.slug}/"
        note = voice.count("count.cases", counts[city.id])
        lines.append(Line(Said(voice.city_name(city)), f"page:{link}", note=note))
    return tuple(lines)
