"""The list of all cases: search, facets with counts, and cards that need no JavaScript to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from replicase.pages.card import BLANK
from replicase.pages.listing import Listing, listing
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.terms import FOLDERS
from replicase.pages.voice import Said, Voice

FOLDED = ("risk", "governance", "method")
"""Facets that are there but folded: they decide less often."""


@dataclass(frozen=True, slots=True)
class Option:
    """A check box."""

    value: str
    label: Said
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """A group of check boxes, joined by "or"."""

    name: str
    label: str
    options: tuple[Option, ...]
    open: bool
    all: str = ""
    """The way to the pages of its options; empty where they have none."""
    all_words: str = ""


@dataclass(frozen=True, slots=True)
class Browse:
    """Everything on the page of all cases."""

    count: str
    facets: tuple[Facet, ...]
    listing: Listing


def browse(voice: Voice) -> Page:
    """Make the page of all cases."""
    cases = voice.library.cases
    view = Browse(
        count=voice.count("count.cases", len(cases)),
        facets=tuple(f for f in _facets(voice) if len(f.options) > 1),
        listing=listing(voice, cases),
    )
    return Page(
        address=voice.address("cases/"),
        language=voice.language,
        section="cases",
        title=voice.say("browse.title"),
        description=voice.say("browse.description", count=view.count),
        body=fill("browse.html", voice, browse=view, blank=BLANK),
    )


def _facets(voice: Voice) -> tuple[Facet, ...]:
    library = voice.library
    themes = _filed(voice, "theme")
    cities = tuple(
        Option(city.slug or "", Said(voice.city_name(city)), count)
        for city in library.cities
        if (count := len(library.cases_in(city)))
    )
    kinds = tuple(
        Option(kind, Said(voice.say(f"kind.{kind}")), count)
        for kind in ("practice", "attempt", "standard", "list-item")
        if (count := sum(case.kind == kind for case in library.cases))
    )
    return (
        replace(_pages(voice, "theme", themes), open=True),
        Facet("city", voice.say("facet.city"), cities, open=True),
        Facet("kind", voice.say("facet.kind"), kinds, open=True),
        *(_pages(voice, name, _filed(voice, name)) for name in FOLDED),
    )


def _pages(voice: Voice, name: str, options: tuple[Option, ...]) -> Facet:
    """A facet with the way to the pages of its options, where they have any."""
    there = name in FOLDERS
    return Facet(
        name,
        voice.say(f"facet.{name}"),
        options,
        open=False,
        all=f"page:{FOLDERS[name]}/" if there else "",
        all_words=voice.say(f"terms.all_{name}s") if there else "",
    )


def _filed(voice: Voice, facet: str) -> tuple[Option, ...]:
    return tuple(
        Option(term.id, voice.text(term.label), count)
        for term in voice.library.terms(facet)
        if (count := len(voice.library.cases_filed(facet, term.id)))
    )
