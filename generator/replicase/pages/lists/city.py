"""The cities: one list, and a page for each: its cases, what it took over, what was found wanting."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.model import VocabularyTerm
from replicase.pages import takeaway
from replicase.pages.adoption.adopters import standing, told_dates, within
from replicase.pages.adoption.tiles import TileMap, tile_map
from replicase.pages.framework.found_wanting import Wanting, found_wanting
from replicase.pages.grades import best
from replicase.pages.lists.listing import Listing, titles
from replicase.pages.lists.terms import TermLine, common
from replicase.pages.page import Page
from replicase.pages.takeaway import Offer
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

TAKEN = 30
"""What a city took over that its page lists; of more, the number is told."""


@dataclass(frozen=True, slots=True)
class CityLine:
    """A city in the list of cities."""

    name: str
    link: str
    cases: int
    adopted: int
    best: str
    """The highest grades its cases have; empty without cases."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Something a city took over from elsewhere."""

    title: Said
    link: str
    place: str
    state: str
    date: str
    """When it was last seen, began or ended; empty when none is known."""
    stopped: bool


@dataclass(frozen=True, slots=True)
class City:
    """Everything on the page of a city."""

    name: str
    map: TileMap
    listing: Listing
    taken: tuple[Taken, ...]
    themes: tuple[TermLine, ...]
    """The themes of its cases."""
    wanting: Wanting | None
    borrow: str
    """The way to who took on elsewhere what it has open."""
    none_wanting: str
    """The one sentence where nothing found wanting is recorded."""
    taken_more: str
    """How many there are beside those listed; else empty."""
    given: str
    """The page of what others took over from it; empty without any."""
    count: str
    none: str
    """The one sentence of a city without cases."""
    documents: tuple[Offer, ...] = ()
    """What can be taken away; empty where no documents were made."""


def cities(voice: Voice) -> Page:
    """Make the list of cities."""
    lines = tuple(
        CityLine(
            name=city.label.best(voice.language),
            link=f"page:cities/{city.slug}/",
            cases=len(voice.library.cases_in(city)),
            adopted=len(_taken(voice, city)),
            best=best(voice, voice.library.cases_in(city)),
        )
        for city in voice.library.cities
    )
    with_cases = sum(bool(line.cases) for line in lines)
    lead = voice.say("cities.description", n=with_cases, all=len(lines))
    return Page(
        address=voice.address("cities/"),
        language=voice.language,
        section="cities",
        title=voice.say("cities.title"),
        description=lead,
        body=fill("cities.html", voice, cities=lines, map=tile_map(voice), lead=lead),
    )


def city(voice: Voice, term: VocabularyTerm) -> Page:
    """Make the page of one city."""
    cases = voice.library.cases_in(term)
    name = term.label.best(voice.language)
    taken = _taken(voice, term)
    view = City(
        name=name,
        map=tile_map(voice, chosen=term),
        listing=titles(voice, cases),
        themes=common(voice, "theme", cases, least=1),
        wanting=found_wanting(voice, term),
        borrow=f"page:gaps/{term.slug}/",
        none_wanting=voice.say("gap.none", city=name),
        taken=taken[:TAKEN],
        taken_more=voice.say("city.taken_more", n=len(taken) - TAKEN) if len(taken) > TAKEN else "",
        given=f"page:adoption/{term.slug}/"
        if any(voice.library.adoptions_of(case) for case in cases)
        else "",
        count=voice.count("count.cases", len(cases)),
        none=voice.say("city.none", city=name),
        documents=takeaway.of_city(voice, term),
    )
    return Page(
        address=voice.address(f"cities/{term.slug}/"),
        language=voice.language,
        section="cities",
        title=name,
        description=voice.say("city.description", city=name, count=view.count),
        body=fill("city.html", voice, city=view),
    )


def _taken(voice: Voice, term: VocabularyTerm) -> tuple[Taken, ...]:
    taken = []
    for adoption in voice.library.adoptions_in(term):
        case = voice.library.case(adoption.case)
        if case is None or within(voice, case, adoption):
            continue
        stands = standing(voice, adoption)
        taken.append(
            Taken(
                title=voice.text(case.title),
                link=f"case:{case.id}",
                place=voice.place(adoption.place),
                state=voice.say(f"standing.{stands}"),
                date=next(iter(told_dates(voice, adoption)), ""),
                stopped=stands in ("stopped", "refused"),
            )
        )
    return tuple(taken)
