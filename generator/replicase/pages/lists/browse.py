"""The list of all cases: search, facets with counts, and cards that need no JavaScript to be read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from replicase.pages.lists.card import BLANK
from replicase.pages.lists.facets import FACETS, Facet
from replicase.pages.lists.listing import Listing, listing
from replicase.pages.lists.terms import FOLDERS
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice


@dataclass(frozen=True, slots=True)
class Option:
    """A check box."""

    value: str
    label: Said
    count: int


@dataclass(frozen=True, slots=True)
class Group:
    """The check boxes of a facet."""

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
    facets: tuple[Group, ...]
    listing: Listing
    directory: str
    """The words that lead to the plain list."""


def browse(voice: Voice) -> Page:
    """Make the page of all cases."""
    cases = voice.library.cases
    view = Browse(
        count=voice.count("count.cases", len(cases)),
        facets=tuple(g for facet in FACETS if len((g := _group(voice, facet)).options) > 1),
        listing=listing(voice, cases),
        directory=voice.say("browse.directory", n=len(cases)),
    )
    return Page(
        address=voice.address("cases/"),
        language=voice.language,
        section="cases",
        title=voice.say("browse.title"),
        description=voice.say("browse.description", count=view.count),
        body=fill("browse.html", voice, browse=view, blank=BLANK),
    )


def _group(voice: Voice, facet: Facet) -> Group:
    """The options of a facet that have cases."""
    cases = voice.library.cases
    counts = Counter(value for case in cases for value in facet.of(voice, case))
    return Group(
        name=facet.name,
        label=voice.say(f"facet.{facet.name}"),
        options=tuple(
            Option(value, label, counts[value])
            for value, label in facet.values(voice)
            if counts[value]
        ),
        open=facet.open,
        all=f"page:{FOLDERS[facet.name]}/" if facet.name in FOLDERS else "",
        all_words=voice.say(f"terms.all_{facet.name}s") if facet.name in FOLDERS else "",
    )
