"""The gap matrix: what each city has done, and has open, under each indicator; for a page and as CSV.

A number says how many cases there are and never how good a city is; nothing is added up to a rank.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from replicase.diagnostics import Language
from replicase.library import Library
from replicase.model import Case, Indicator, VocabularyTerm
from replicase.output import Output, csv_file
from replicase.pages.grades import best_step
from replicase.pages.site import Site
from replicase.pages.voice import Said, Voice

USUAL = "structured"
"""The stage of a case that is published and no more: the one a cell need not name."""
SHADES = 3
"""Shades of a cell: one case, two, and more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What a city has under an indicator."""

    short: str
    """The city in one character, for narrow screens."""
    words: str
    """Everything in the cell as a sentence, for who cannot see it."""
    link: str
    """Where its cases and open items are listed; empty where there is neither."""
    count: int
    best: str
    stages: tuple[str, ...]
    """How many of them are at a stage other than most are, in words."""
    open: int
    open_words: str
    shade: int


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator, and what the cities have under it."""

    code: str
    title: Said
    link: str
    blank: bool
    """Whether no city has a case."""
    cells: tuple[Cell, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """Indicators down, cities across."""

    cities: tuple[tuple[str, str], ...]
    """Name of each and the way to its page."""
    rows: tuple[Row, ...]
    more: tuple[str, ...]
    """What the shades stand for, the lightest first."""


def address_of(code: str) -> str:
    """Where the page of an indicator is."""
    return f"framework/{code}/"


def csv_address(voice: Voice) -> str:
    """Where the whole matrix is as CSV."""
    return voice.address("framework/matrix.csv")


def matrix(voice: Voice, indicators: Iterable[Indicator], *, here: bool = False) -> Matrix:
    """Set some indicators against all cities; with `here`, cells lead to places of the page itself."""
    cities = voice.library.cities
    return Matrix(
        cities=tuple((voice.city_name(city), f"page:cities/{city.slug}/") for city in cities),
        rows=tuple(_row(voice, indicator, here) for indicator in indicators),
        more=(*map(str, range(1, SHADES)), voice.say("matrix.or_more", n=SHADES)),
    )


def by_city(voice: Voice, cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Sort cases by the id of their city; those of no city of the library are under ""."""
    known = {city.id for city in voice.library.cities}
    found: dict[str, list[Case]] = {}
    for case in cases:
        city = voice.library.city_of(case.place)
        found.setdefault(city.id if city and city.id in known else "", []).append(case)
    return found


def blanks(library: Library, indicators: Iterable[Indicator]) -> tuple[Indicator, ...]:
    """The single indicators that no case serves; an item of a negative list needs none."""
    return tuple(
        i
        for i in indicators
        if not i.items and not i.negative and not library.cases_serving(i.code)
    )


def _row(voice: Voice, indicator: Indicator, here: bool) -> Row:
    cases = voice.library.cases_serving(indicator.code)
    sorted_in = by_city(voice, cases)
    start = "" if here else f"page:{address_of(indicator.code)}"
    return Row(
        code=indicator.code,
        title=voice.text(indicator.title),
        link="" if here else start,
        blank=not cases and not indicator.negative,
        cells=tuple(
            _cell(voice, indicator, city, sorted_in.get(city.id, []), start)
            for city in voice.library.cities
        ),
        total=len(cases),
    )


def _cell(
    voice: Voice, indicator: Indicator, city: VocabularyTerm, cases: list[Case], start: str
) -> Cell:
    still = voice.library.open_gaps_under(indicator.code, city)
    best = best_step(voice, "effect", cases) if cases else None
    at = Counter(case.stage for case in cases)
    stages = tuple(
        voice.say(f"matrix.at.{stage}", n=at[stage])
        for stage in voice.library.settings.stages_shown
        if at[stage] and stage != USUAL
    )
    said = [voice.count("count.cases", len(cases))]
    if best:
        said.append(voice.say("matrix.best", grade=best.code))
    said += stages
    if still:
        said.append(voice.say("matrix.open", n=still))
    name = voice.city_name(city)
    # In English no character stands for a city; three letters tell Jiaxing from Jinhua.
    short = (city.short or name[:1]) if voice.language == "zh" else name[:3]
    return Cell(
        short=short,
        words=f"{name}{voice.say('mark.colon')}{voice.joined(said)}",
        link=f"{start}#{city.slug}" if cases or still else "",
        count=len(cases),
        best=best.code if best else "",
        stages=stages,
        open=still,
        open_words=voice.say("matrix.open", n=still) if still else "",
        shade=min(len(cases), SHADES),
    )


def matrices(library: Library, site: Site) -> tuple[Callable[[], Output], ...]:
    """The matrix in every language as CSV, still to be made: a line for each indicator and city."""
    if not library.indicators:
        return ()
    return tuple(
        partial(_sheet, library, site, language) for language in library.settings.languages
    )


def _sheet(library: Library, site: Site, language: Language) -> Output:
    voice = Voice(library, site, language)
    return csv_file(csv_address(voice), _lines(voice))


def _lines(voice: Voice) -> Iterator[tuple[str | int, ...]]:
    library = voice.library
    stages = library.settings.stages_shown
    columns = ("code", "indicator", "group", "city", "cases")
    graded = ("effect", "replication")
    yield (
        *(voice.say(f"matrix.csv.{name}") for name in columns),
        *(voice.say(f"matrix.csv.{stage}") for stage in stages),
        *(voice.say(f"matrix.csv.{name}") for name in (*graded, "open")),
    )
    for indicator in dict.fromkeys(i for i in library.indicators if not i.items):
        top = library.top_of(indicator.code)
        group = top[1].title.best(voice.language) if top else ""
        sorted_in = by_city(voice, library.cases_serving(indicator.code))
        for city in library.cities:
            cases = sorted_in.get(city.id, [])
            at = Counter(case.stage for case in cases)
            yield (
                indicator.code,
                indicator.title.best(voice.language),
                group,
                voice.city_name(city),
                len(cases),
                *(at[stage] for stage in stages),
                *(
                    best_step(voice, name, cases).code if cases else ""
                    for name in ("effect", "replication")
                ),
                library.open_gaps_under(indicator.code, city),
            )
