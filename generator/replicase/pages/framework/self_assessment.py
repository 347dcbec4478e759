"""The self-assessment sheet: a city goes through the indicators, and leaves with gaps and a road map.

What a reader fills in never leaves the browser. The page itself is a form for paper; `sheet.js` and
`self-assessment.js` make it one to fill in, from the data made here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import get_args

from replicase.decode import rules as decoding
from replicase.diagnostics import Rule
from replicase.library import Library
from replicase.model import Case, Indicator, IndicatorScheme
from replicase.model.scalars import MOST
from replicase.model.text import Line, Sentence
from replicase.output import Output, script
from replicase.pages.framework.matrix import address_of
from replicase.pages.grades import short, sort_key
from replicase.pages.page import Page
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice
from replicase.rulebook import address
from replicase.rules import (
    date_order,
    future_date,
    gap_status,
    markup,
    official_finding,
    read_before,
    unknown_city,
)

ADDRESS = "self-assessment/"
ON_PAPER = 120
"""Indicators in the form for paper; of more the number is told."""
PLACES = 300
"""Places to choose from; where there are more, counties are given by their code."""
OFFERED = 6
"""Cases told of an indicator; whoever fills in the sheet is shown those of other cities."""
OF_A_CITY = 3
"""Of one city among them, so that those of others are left where its own are taken out."""
ASKED: tuple[Rule, ...] = (
    decoding.MISSING,
    decoding.WRONG_FORM,
    decoding.BAD_DATE,
    decoding.BAD_URL,
    decoding.TOO_LONG,
    date_order.RULE,
    gap_status.RULE,
    official_finding.RULE,
    future_date.RULE,
    read_before.RULE,
    markup.RULE,
    unknown_city.RULE,
)
"""The rules by which the sheet judges a gap before it writes the file."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: a place or a scheme."""

    value: str
    label: Said
    slug: str = ""
    """Of a city, its name in addresses; of a scheme, the name of its file."""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """An indicator in the form for paper."""

    title: Said
    code: str
    full: str
    """The most it can score; empty where it has no weight."""
    negative: bool


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """A group of indicators in the form for paper."""

    title: Said
    lines: tuple[PaperLine, ...]


@dataclass(frozen=True, slots=True)
class SheetView:
    """Everything on the page."""

    lead: str
    schemes: tuple[Choice, ...]
    official: bool
    places: tuple[tuple[Choice, tuple[Choice, ...]], ...]
    """The cities, and the counties of each."""
    groups: tuple[PaperGroup, ...]
    left: str
    """How many indicators the form for paper leaves out; empty where there is none."""
    version: str


def self_assessment(voice: Voice) -> Page:
    """Make the page of the sheet; without indicators it is a sentence."""
    library = voice.library
    entries = library.indicator_entries
    groups, left = _on_paper(voice, entries[0].record) if entries else ((), 0)
    lead = voice.say("sheet.description" if entries else "sheet.none")
    view = SheetView(
        lead=lead,
        schemes=tuple(
            Choice(
                f"{voice.language}-{number}",
                voice.text(entry.record.title),
                f"{entry.record.scheme}-{entry.record.year.year}",
            )
            for number, entry in enumerate(entries)
        ),
        official=all(entry.record.official for entry in entries),
        places=_places(voice),
        groups=groups,
        left=voice.count("sheet.left", left) if left else "",
        version=voice.site.as_of.isoformat(),
    )
    return Page(
        address=voice.address(ADDRESS),
        language=voice.language,
        section="self-assessment",
        title=voice.say("sheet.title"),
        description=lead,
        body=fill("self_assessment.html", voice, sheet=view),
    )


def _places(voice: Voice) -> tuple[tuple[Choice, tuple[Choice, ...]], ...]:
    cities = voice.library.cities
    below: dict[str, list[Choice]] = {city.id: [] for city in cities}
    for place in voice.library.terms("places"):
        if place.level == "county" and place.parent in below:
            below[place.parent].append(Choice(place.id, voice.text(place.label)))
    if sum(map(len, below.values())) + len(cities) > PLACES:
        below = {}
    return tuple(
        (
            Choice(city.id, voice.text(city.label), city.slug or ""),
            tuple(below.get(city.id, ())),
        )
        for city in cities[:PLACES]
    )


def _parts(group: Indicator) -> Iterator[tuple[Indicator, tuple[Indicator, ...]]]:
    """Yield the indicators of a group that have no parts, each with the groups between; itself if it has none."""
    if not group.items:
        yield group, ()
    for item in group.items:
        for part, between in _parts(item):
            yield part, ((item, *between) if item.items else between)


def _full(indicator: Indicator) -> str:
    return "" if indicator.weight is None else f"{indicator.weight.normalize():f}"


def _on_paper(voice: Voice, scheme: IndicatorScheme) -> tuple[tuple[PaperGroup, ...], int]:
    """The groups as far as a page holds them, and how many indicators are left out."""
    room, left = ON_PAPER, 0
    groups: list[PaperGroup] = []
    for group in scheme.items:
        lines = [
            PaperLine(voice.text(part.title), part.code, _full(part), part.negative)
            for part, _ in _parts(group)
        ]
        left += max(0, len(lines) - room)
        if room:
            groups.append(PaperGroup(voice.text(group.title), tuple(lines[:room])))
        room = max(0, room - len(lines))
    return tuple(groups), left


def sheets(library: Library, site: Site) -> tuple[Callable[[], Output], ...]:
    """The scripts with what a sheet is made from, still to be made.

    `self-assessment/<language>-<n>`
        The words, rules and limits of the sheet, and scheme n with the cases to borrow from.
    `self-assessment/gaps-<city>`
        The gaps the library has of a city, as their file says it.
    """
    if not library.indicators:
        return ()
    return (
        *(
            partial(_scheme, Voice(library, site, language), number, entry.record)
            for language in library.settings.languages
            for number, entry in enumerate(library.indicator_entries)
        ),
        *(
            partial(script, f"{ADDRESS}gaps-{entry.record.city}", entry.document.plain)
            for entry in library.gap_entries
        ),
    )


def _scheme(voice: Voice, number: int, scheme: IndicatorScheme) -> Output:
    return script(
        f"{ADDRESS}{voice.language}-{number}",
        {
            "scheme": {"id": scheme.scheme, "year": str(scheme.year.year)},
            "title": scheme.title.best(voice.language),
            "first": voice.library.settings.languages[0],
            "gaps": [entry.record.city for entry in voice.library.gap_entries],
            "groups": [_group(voice, group) for group in scheme.items],
            "words": _words(voice),
            "rules": {
                rule.code: [
                    rule.zh if voice.language == "zh" else rule.en,
                    voice.address(address(rule)),
                ]
                for rule in ASKED
            },
            "limits": {
                "sentence": _limits(Sentence),
                "line": _limits(Line),
                "words": {"zh": MOST, "en": MOST},
            },
        },
    )


def _limits(kind: object) -> Mapping[str, int]:
    """The most characters a text of a kind may have, by language."""
    length = get_args(kind)[1]
    return {"zh": length.zh, "en": length.en}


def _words(voice: Voice) -> Mapping[str, str]:
    """Everything the scripts say."""
    said = {name: voice.say(f"sheet.said.{name}") for name in voice.words.sheet.said}
    said |= {f"state.{name}": voice.say(f"sheet.state.{name}") for name in voice.words.sheet.state}
    said |= {f"found.{name}": voice.say(f"found_by.{name}") for name in voice.words.found_by}
    said |= {f"status.{name}": voice.say(f"gap_status.{name}") for name in voice.words.gap_status}
    said |= {
        f"type.{name}": voice.say(f"source.{name}")
        for name in ("official", "statistics", "media", "academic", "court-audit", "other")
    }
    return said


def _group(voice: Voice, group: Indicator) -> Mapping[str, object]:
    return {
        "code": group.code,
        "title": _said(voice.text(group.title)),
        "items": [_indicator(voice, part, between) for part, between in _parts(group)],
    }


def _said(said: Said) -> str | tuple[str, str]:
    """A text; with its language where that is not the page's."""
    return (said.text, said.lang) if said.lang else said.text


def _indicator(
    voice: Voice, indicator: Indicator, between: tuple[Indicator, ...]
) -> Mapping[str, object]:
    cases = [case for case in voice.library.cases_serving(indicator.code) if case.kind != "attempt"]
    found: dict[str, object] = {
        "code": indicator.code,
        "title": _said(voice.text(indicator.title)),
        "href": voice.address(address_of(indicator.code)),
        "cases": [_case(voice, case) for case in _offered(voice, cases)],
        "all": len(cases),
    }
    if between:
        found["under"] = voice.say("mark.and").join(voice.text(i.title).text for i in between)
    if full := _full(indicator):
        found["full"] = full
    if indicator.negative:
        found["negative"] = True
    return found


def _offered(voice: Voice, cases: list[Case]) -> tuple[Case, ...]:
    """The cases with the strongest evidence, few of any city."""

    def chosen() -> Iterator[Case]:
        taken: Counter[str] = Counter()
        for case in sorted(cases, key=lambda case: sort_key(voice, case)):
            city = _city(voice, case)
            taken[city] += 1
            if taken[city] <= OF_A_CITY:
                yield case

    return tuple(islice(chosen(), OFFERED))


def _city(voice: Voice, case: Case) -> str:
    city = voice.library.city_of(case.place)
    return city.id if city else ""


def _case(voice: Voice, case: Case) -> Mapping[str, object]:
    return {
        "id": case.id,
        "title": _said(voice.text(case.title)),
        "href": voice.case_address(case),
        "place": voice.place(case.place),
        "city": _city(voice, case),
        "grade": short(voice, case),
    }
