"""Themes and methods: a list of those that have cases, and a page for every term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from replicase.model import Case, VocabularyTerm
from replicase.pages import takeaway
from replicase.pages.adoption.tiles import TileMap, filed_map
from replicase.pages.lists.listing import CARDS, Line, Listing, line, listing
from replicase.pages.page import Page
from replicase.pages.takeaway import Offer
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

FOLDERS = {"theme": "themes", "method": "methods"}
"""The facets whose terms have pages, and the first part of their addresses."""
OTHER = {"theme": "method", "method": "theme"}
"""What the cases of a term have in common beside it."""
SHARED = 2
"""Cases that make something common."""
NAMED = 6
"""Cases named beside a part they share; of more the number is told."""
SHARED_PARTS = 30
"""Shared parts on one page, those of most cases first."""


LONG = 40
"""Cases of a long list, whose titles need the room of some cards."""
FEWER = 4
"""Cards above a long list."""


@dataclass(frozen=True, slots=True)
class TermLine:
    """A term that has cases, in a list."""

    label: Said
    link: str
    more: Said | None
    """The problem as a sentence, or other words for it."""
    count: str


@dataclass(frozen=True, slots=True)
class TermIndex:
    """Everything on the list of themes or methods."""

    title: str
    lead: str
    lines: tuple[TermLine, ...]
    other: str
    other_link: str


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What a case consists of: its parts by name."""

    title: Said
    link: str
    core: tuple[Said, ...]
    others: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class SharedPart:
    """A part that several cases have under one name."""

    name: Said
    count: str
    cases: tuple[Line, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Term:
    """Everything on the page of a theme or a method."""

    label: Said
    folder: str
    folder_title: str
    question: Said | None
    aliases: str
    """Other words for it; empty when there are none."""
    count: str
    browse: str
    listing: Listing
    none: str
    """The one sentence of a term without cases; else empty."""
    common_title: str
    common: tuple[TermLine, ...]
    shared: tuple[SharedPart, ...]
    made_of: tuple[MadeOf, ...]
    made_of_note: str
    """Whose parts are listed, where not all are; else empty."""
    map: TileMap
    documents: tuple[Offer, ...] = ()
    """What can be taken away; empty where no documents were made."""


def used(voice: Voice, facet: str) -> tuple[tuple[VocabularyTerm, int], ...]:
    """The terms of a facet that have cases, those with most first."""
    counted = (
        (term, len(voice.library.cases_filed(facet, term.id)))
        for term in voice.library.terms(facet)
    )
    return tuple(sorted((pair for pair in counted if pair[1]), key=lambda pair: -pair[1]))


def link(facet: str, term_id: str) -> str:
    """The way to the page of a term."""
    return f"page:{FOLDERS[facet]}/{term_id}/"


def terms(voice: Voice, facet: str) -> Page:
    """Make the list of the themes or the methods that have cases."""
    found = used(voice, facet)
    lead = voice.say(f"terms.{facet}_lead", n=len(found)) if found else voice.say("terms.none")
    view = TermIndex(
        title=voice.say(f"terms.{facet}s"),
        lead=lead,
        lines=tuple(_line(voice, facet, term, n) for term, n in found),
        other=voice.say(f"terms.{OTHER[facet]}s"),
        other_link=f"page:{FOLDERS[OTHER[facet]]}/",
    )
    return Page(
        address=voice.address(f"{FOLDERS[facet]}/"),
        language=voice.language,
        section="cases",
        title=view.title,
        description=lead,
        body=fill("terms.html", voice, index=view),
    )


def _line(voice: Voice, facet: str, term: VocabularyTerm, n: int) -> TermLine:
    also = _aliases(voice, term)
    return TermLine(
        label=voice.text(term.label),
        link=link(facet, term.id),
        more=voice.optional(term.question) or (Said(also) if also else None),
        count=voice.count("count.cases", n),
    )


def _aliases(voice: Voice, term: VocabularyTerm) -> str:
    found = term.aliases.zh if voice.language == "zh" else term.aliases.en
    return voice.say("terms.also", words=voice.joined(list(found))) if found else ""


def term(voice: Voice, facet: str, term: VocabularyTerm) -> Page:
    """Make the page of one theme or method."""
    cases = voice.library.cases_filed(facet, term.id)
    label = voice.text(term.label)
    filed = f"{facet}={term.id}"
    view = Term(
        label=label,
        folder=f"page:{FOLDERS[facet]}/",
        folder_title=voice.say(f"terms.{facet}s"),
        question=voice.optional(term.question),
        aliases=_aliases(voice, term),
        count=voice.count("count.cases", len(cases)),
        browse=f"page:cases/?{filed}",
        listing=listing(voice, cases, filed, CARDS if len(cases) <= LONG else FEWER),
        none="" if cases else voice.say("terms.none"),
        common_title=voice.say(f"terms.common_{OTHER[facet]}"),
        common=common(voice, OTHER[facet], cases),
        shared=tuple(_shared(voice, cases)),
        made_of=tuple(_made_of(voice, case) for case in cases[:CARDS] if case.components),
        made_of_note=voice.say("terms.made_of_first", n=CARDS) if len(cases) > CARDS else "",
        map=filed_map(voice, cases, filed),
        documents=takeaway.of_theme(voice, term) if facet == "theme" else (),
    )
    title = voice.say(f"terms.{facet}_title", name=label)
    return Page(
        address=voice.address(f"{FOLDERS[facet]}/{term.id}/"),
        language=voice.language,
        section="cases",
        title=title,
        description=voice.say(
            "terms.description",
            title=title,
            count=view.count,
            more=view.question.text if view.question else view.aliases,
        ),
        body=fill("term.html", voice, term=view),
    )


def common(
    voice: Voice, facet: str, cases: Sequence[Case], least: int = SHARED
) -> tuple[TermLine, ...]:
    """The terms that several of some cases have, or as few as `least`; those of most first."""
    counts = Counter(filed for case in cases for filed in set(getattr(case.facets, facet)))
    found = [
        (term, counts[term.id])
        for term in voice.library.terms(facet)
        if counts[term.id] >= max(1, min(least, len(cases)))
    ]
    found.sort(key=lambda pair: -pair[1])
    return tuple(
        TermLine(voice.text(term.label), link(facet, term.id), None, voice.count("count.cases", n))
        for term, n in found
    )


def _shared(voice: Voice, cases: Sequence[Case]) -> Iterator[SharedPart]:
    """Yield the parts that go by one name in several cases."""
    having: dict[Said, list[Case]] = {}
    for case in cases:
        for name in dict.fromkeys(voice.text(part.name) for part in case.components):
            having.setdefault(name, []).append(case)
    found = [(name, having) for name, having in having.items() if len(having) >= SHARED]
    found.sort(key=lambda pair: -len(pair[1]))
    for name, cases_having in found[:SHARED_PARTS]:
        more = len(cases_having) - NAMED
        yield SharedPart(
            name=name,
            count=voice.count("count.cases", len(cases_having)),
            cases=tuple(line(voice, case) for case in cases_having[:NAMED]),
            more=voice.say("framework.more", n=more) if more > 0 else "",
        )


def _made_of(voice: Voice, case: Case) -> MadeOf:
    return MadeOf(
        title=voice.text(case.title),
        link=f"case:{case.id}#components",
        core=tuple(voice.text(c.name) for c in case.components if c.role == "core"),
        others=tuple(voice.text(c.name) for c in case.components if c.role != "core"),
    )
