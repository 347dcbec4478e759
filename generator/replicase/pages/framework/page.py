"""The indicators cases are filed under, and which cases serve each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from replicase.library import Library
from replicase.model import Indicator, IndicatorScheme
from replicase.pages.framework.matrix import Matrix, address_of, blanks, csv_address, matrix
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

SHOWN = 3
"""Cases named beside an indicator; of more the number is told."""
LARGE, FEWER = 5_000, 2
"""In a library of so many cases every indicator has more, and fewer are named."""


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A case that serves an indicator."""

    title: Said
    link: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator, with the cases that serve it."""

    code: str
    title: Said
    link: str
    count: str
    cases: tuple[CaseLink, ...]
    more: str
    """How many serve it beside those; else empty."""


@dataclass(frozen=True, slots=True)
class IndicatorGroup:
    """The indicators of a group."""

    id: str
    title: Said
    lines: tuple[IndicatorLine, ...]


@dataclass(frozen=True, slots=True)
class SchemeView:
    """One scheme of indicators."""

    title: Said
    issuer: Said
    official: bool
    note: Said | None
    matrix: Matrix
    """A row for each group at the top."""
    blanks: tuple[tuple[Said, str], ...]
    """The indicators without a case: title and link."""
    groups: tuple[IndicatorGroup, ...]


def framework(voice: Voice) -> Page:
    """Make the page of the indicators."""
    schemes = tuple(
        _scheme(voice, number, entry.record)
        for number, entry in enumerate(voice.library.indicator_entries, 1)
    )
    lead = voice.say("framework.description")
    return Page(
        address=voice.address("framework/"),
        language=voice.language,
        section="about",
        title=voice.say("framework.title"),
        description=lead,
        body=fill(
            "framework.html", voice, schemes=schemes, lead=lead, csv=f"asset:{csv_address(voice)}"
        ),
        contents=tuple(Heading(g.id, g.title.text) for s in schemes for g in s.groups),
    )


def _scheme(voice: Voice, number: int, scheme: IndicatorScheme) -> SchemeView:
    return SchemeView(
        title=voice.text(scheme.title),
        issuer=voice.text(scheme.issuer),
        official=scheme.official,
        note=voice.optional(scheme.note),
        matrix=matrix(voice, scheme.items),
        blanks=tuple(
            (voice.text(i.title), f"page:{address_of(i.code)}")
            for i in blanks(voice.library, scheme.walk())
        ),
        groups=tuple(_groups(voice, number, scheme)),
    )


def _groups(voice: Voice, number: int, scheme: IndicatorScheme) -> Iterator[IndicatorGroup]:
    """Yield the groups at the top; an indicator that has no parts is a group of itself."""
    for group in scheme.items:
        parts = [i for i in group.walk() if not i.items]
        yield IndicatorGroup(
            group_anchor(number, group),
            voice.text(group.title),
            tuple(_line(voice, indicator) for indicator in parts),
        )


def anchor_of(library: Library, code: str) -> str:
    """Where the group of an indicator stands on the page; the page itself where it has none."""
    top = library.top_of(code)
    return group_anchor(*top) if top else "main"


def group_anchor(number: int, group: Indicator) -> str:
    """Where a group of a scheme stands on the page; two schemes may name a group alike."""
    return f"indicators-{number}-{group.code.replace('.', '-')}"


def _line(voice: Voice, indicator: Indicator) -> IndicatorLine:
    cases = voice.library.cases_serving(indicator.code)
    shown = SHOWN if len(voice.library.cases) < LARGE else FEWER
    more = len(cases) - shown
    return IndicatorLine(
        code=indicator.code,
        title=voice.text(indicator.title),
        link=f"page:{address_of(indicator.code)}",
        count=voice.count("framework.cases", len(cases)) if cases else voice.say("framework.none"),
        cases=tuple(CaseLink(voice.text(c.title), f"case:{c.id}") for c in cases[:shown]),
        more=voice.say("framework.more", n=more) if more > 0 else "",
    )
