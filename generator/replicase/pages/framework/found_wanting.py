"""What public material found wanting in a city, open items first, and where that is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replicase.model import Gap, VocabularyTerm
from replicase.pages.framework.matrix import address_of
from replicase.pages.lists.attempts import SourceLink
from replicase.pages.voice import Said, Voice

ITEMS = 100
"""Items on one page: those that are open, then the others, the latest first."""


@dataclass(frozen=True, slots=True)
class GapLine:
    """Something found wanting."""

    issue: Said
    status: str
    open: bool
    facts: tuple[str, ...]
    indicator: Said | None
    indicator_link: str
    more: tuple[tuple[str, Said], ...]
    """What was done about it, by whom, until when, each by its label."""
    cases: tuple[tuple[Said, str], ...]
    """The cases that helped."""
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class Wanting:
    """What was found wanting in a city."""

    count: str
    lines: tuple[GapLine, ...]
    more: str
    """How many are not listed; else empty."""


def found_wanting(voice: Voice, city: VocabularyTerm) -> Wanting | None:
    """Set out what was found wanting; None where nothing is recorded."""
    gaps = newest_first(voice.library.gaps_of(city))
    if not gaps:
        return None
    sources = sources_of(voice, city)
    still = sum(gap.is_open for gap in gaps)
    more = len(gaps) - ITEMS
    return Wanting(
        count=voice.say("gap.count", n=len(gaps), open=still),
        lines=tuple(_line(voice, gap, sources) for gap in gaps[:ITEMS]),
        more=voice.count("gap.more", more) if more > 0 else "",
    )


def newest_first(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Those that are open, then the others, the latest first."""
    found = sorted(gaps, key=lambda gap: gap.found_on, reverse=True)
    return tuple(sorted(found, key=lambda gap: not gap.is_open))


def sources_of(voice: Voice, city: VocabularyTerm) -> dict[str, SourceLink]:
    """The sources of what is told of a city, by their ids."""
    return {
        source.id: SourceLink(source.title, source.url, voice.foreign(source.language))
        for source in voice.library.gap_sources(city)
    }


def _line(voice: Voice, gap: Gap, sources: dict[str, SourceLink]) -> GapLine:
    indicator = voice.library.indicator(gap.indicator)
    told = (
        ("measure", voice.optional(gap.measure)),
        ("responsible", voice.optional(gap.responsible)),
        ("due", Said(voice.day(gap.due)) if gap.due else None),
        ("closed_on", Said(voice.day(gap.closed_on)) if gap.closed_on else None),
        ("verified_by", voice.optional(gap.verified_by)),
    )
    return GapLine(
        issue=voice.text(gap.issue),
        status=voice.say(f"gap_status.{gap.status}"),
        open=gap.is_open,
        facts=(
            voice.say("gap.found", by=voice.say(f"found_by.{gap.found_by}")),
            voice.day(gap.found_on),
        ),
        indicator=voice.text(indicator.title) if indicator else None,
        indicator_link=f"page:{address_of(gap.indicator)}" if indicator else "",
        more=tuple((voice.say(f"gap.{name}"), said) for name, said in told if said),
        cases=tuple(
            (voice.text(case.title), f"case:{case.id}")
            for named in gap.cases
            if (case := voice.library.case(named))
        ),
        sources=tuple(sources[i] for i in gap.source if i in sources),
    )
