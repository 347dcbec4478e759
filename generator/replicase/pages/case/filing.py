"""Where a case is filed: its terms, with the pages of themes and methods, and its indicators."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.library import FACETS
from replicase.pages.case.subject import Subject
from replicase.pages.framework.page import anchor_of
from replicase.pages.lists.terms import FOLDERS, link
from replicase.pages.voice import Said


@dataclass(frozen=True, slots=True)
class Filed:
    """What a case is filed under in one list."""

    label: str
    terms: tuple[tuple[Said, str], ...]
    """Each term and the way to its page; empty where it has none."""


def filing(subject: Subject) -> tuple[Filed, ...]:
    """Every list the case is filed in."""
    voice, case = subject.voice, subject.case
    lines = []
    for facet in FACETS:
        named = tuple(
            (
                voice.text(term.label),
                link(facet, term.id) if facet in FOLDERS else _browse(facet, term.id),
            )
            for filed in dict.fromkeys(getattr(case.facets, facet))
            if (term := voice.library.term(facet, filed))
        )
        if named:
            lines.append(Filed(voice.say(f"filed.{facet}"), named))
    served = tuple(
        (voice.text(found.title), f"page:framework/#{anchor_of(voice.library, code)}")
        for code in dict.fromkeys(case.indicators_served)
        if (found := voice.library.indicator(code))
    )
    if served:
        lines.append(Filed(voice.say("filed.indicators"), served))
    return tuple(lines)


def shelf(filed: tuple[Filed, ...]) -> tuple[Filed, ...]:
    """Those whose terms have pages of their own, for the head of the page."""
    folders = tuple(f"page:{folder}/" for folder in FOLDERS.values())
    return tuple(f for f in filed if all(way.startswith(folders) for _, way in f.terms))


def _browse(facet: str, term_id: str) -> str:
    """The way to the cases of a term, where the list of cases has a filter for it."""
    return f"page:cases/?{facet}={term_id}" if facet in BROWSED else ""


BROWSED = ("risk", "governance")
"""The facets without pages that the list of cases filters by."""
