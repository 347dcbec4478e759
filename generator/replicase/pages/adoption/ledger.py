"""Every adoption as a line, newest first: what a page of the ledger and the table for spreadsheets tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import get_args

from replicase.grades import confidence
from replicase.grades.counting import Counted, Uncounted
from replicase.model import Adoption, Case, Place, Result, VocabularyTerm
from replicase.output import Output, csv_file
from replicase.pages.adoption.adopters import last_seen, reckoned, standing
from replicase.pages.grades import trusted
from replicase.pages.lists.attempts import SourceLink
from replicase.pages.voice import Said, Voice

COUNTED = get_args(Counted)
UNCOUNTED = get_args(Uncounted)
ENDED = ("stopped", "refused")
RESULTS = 2
"""Results of an adopter that a line tells; the page of the case has all."""
SOURCES = 2
"""Sources a line names."""
YEARS_FROM = 24
"""Months from which an age is told in years."""


@dataclass(frozen=True, slots=True)
class Taking:
    """An adoption, with the case it took over and where both lie."""

    case: Case
    adoption: Adoption
    number: int
    """Its number on the page of the case, from 1."""
    origin: str
    """The id of the origin's city; empty where it lies in none of the library's."""
    adopter: str
    """The same of the adopter."""
    kind: Counted | Uncounted

    @property
    def counts(self) -> bool:
        """Whether it is counted as somebody else's."""
        return self.kind in COUNTED

    @property
    def latest(self) -> tuple[int, int, int]:
        """The last day anything is told of it."""
        a = self.adoption
        dates = [d.date.last_day for d in (a.ended, a.seen_in_use, a.started) if d is not None]
        return max(dates, default=(0, 0, 0))

    @property
    def link(self) -> str:
        """The way to it on the page of its case."""
        return f"case:{self.case.id}#adoption-{self.number}"


@dataclass(frozen=True)
class Ledger:
    """All adoptions of a library."""

    voice: Voice
    takings: tuple[Taking, ...]
    """Newest first."""

    @classmethod
    def of(cls, voice: Voice) -> Ledger:
        """Read the ledger of a library."""
        library = voice.library

        def city(place: Place) -> str:
            found = library.city_of(place)
            return found.id if found and library.covers(found) else ""

        found = [
            Taking(
                case=case,
                adoption=adoption,
                number=number,
                origin=city(case.place),
                adopter=city(adoption.place),
                kind=reckoned(voice, case, adoption),
            )
            for case in library.cases
            for number, adoption in enumerate(library.adoptions_of(case), 1)
        ]
        found.sort(key=lambda taking: taking.adoption.id)
        found.sort(key=lambda taking: taking.latest, reverse=True)
        return cls(voice, tuple(found))

    @cached_property
    def counted(self) -> tuple[Taking, ...]:
        """The adoptions that count as somebody else's."""
        return tuple(taking for taking in self.takings if taking.counts)

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many there are of each kind."""
        return Counter(taking.kind for taking in self.takings)

    @cached_property
    def by_origin(self) -> dict[str, list[Taking]]:
        """The adoptions of each origin's cases, newest first."""
        found: dict[str, list[Taking]] = {}
        for taking in self.takings:
            found.setdefault(taking.origin, []).append(taking)
        return found

    @cached_property
    def origins(self) -> tuple[VocabularyTerm | None, ...]:
        """The cities whose cases somebody took over, then those outside any, as None."""
        there = [city for city in self.voice.library.cities if city.id in self.by_origin]
        return (*there, None) if "" in self.by_origin else tuple(there)


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """A line of the ledger."""

    id: str
    title: Said
    link: str
    origin: str
    place: str
    unit: Said | None
    state: str
    ended: bool
    dates: tuple[str, ...]
    """When it began and ended."""
    uncounted: str
    """Why it is not counted; empty where it is."""
    seen: str
    """When it was last seen in use."""
    age: str
    trusted: str
    trigger: str
    results: tuple[Said, ...]
    more_results: int
    sources: tuple[SourceLink, ...]
    more_sources: int


def line(voice: Voice, taking: Taking) -> LedgerLine:
    """Set out one adoption."""
    adoption = taking.adoption
    seen = last_seen(adoption)
    return LedgerLine(
        id=adoption.id,
        title=voice.text(taking.case.title),
        link=taking.link,
        origin=voice.place(taking.case.place),
        place=voice.place(adoption.place),
        unit=voice.optional(adoption.unit),
        state=_state(voice, taking),
        ended=adoption.status in ("abandoned", "rejected"),
        dates=tuple(
            voice.say(f"adoption.{name}", date=voice.day(dated.date))
            for name, dated in (("since", adoption.started), ("until", adoption.ended))
            if dated is not None
        ),
        uncounted=_uncounted(voice, taking),
        seen=voice.day(seen) if seen else "",
        age=age(voice, voice.months_since(seen)) if seen else "",
        trusted=trusted(voice, adoption),
        trigger=voice.say(f"trigger.{adoption.trigger}"),
        results=tuple(_result(voice, result) for result in adoption.results[:RESULTS]),
        more_results=max(0, len(adoption.results) - RESULTS),
        sources=tuple(
            SourceLink(s.title, s.url, voice.foreign(s.language))
            for s in adoption.sources[:SOURCES]
        ),
        more_sources=max(0, len(adoption.sources) - SOURCES),
    )


def age(voice: Voice, months: int) -> str:
    """How long ago something was seen."""
    if months < 1:
        return voice.say("ledger.now")
    if months < YEARS_FROM:
        return voice.count("ledger.months_ago", months)
    return voice.count("ledger.years_ago", months // 12)


def _state(voice: Voice, taking: Taking) -> str:
    """Where it stands, also of one that is not counted."""
    return voice.say(f"standing.{standing(voice, taking.adoption)}")


def _uncounted(voice: Voice, taking: Taking) -> str:
    return "" if taking.counts else voice.say(f"ledger.not_{taking.kind}")


def _result(voice: Voice, result: Result) -> Said:
    """A result in a few words: before and after where they compare, else the last value."""
    name, unit = voice.text(result.name), result.unit
    last = result.after or result.before
    values = voice.say("mark.semicolon").join(dict.fromkeys(voice.observed(o, unit) for o in last))
    at = voice.year(last[0].at) if last else ""
    if result.compares and len(result.before) == 1 and not result.disputed:
        before = voice.observed(result.before[0], unit)
        told = voice.say("ledger.compared", name=name, before=before, after=values, at=at)
    else:
        told = voice.say("ledger.value", name=name, value=values, at=at)
    return Said(told, name.lang)


def ledger_address(voice: Voice) -> str:
    """Where the table for spreadsheets is."""
    return f"{voice.address('adoption/')}adoptions.csv"


_COLUMNS = (
    *("id", "case", "title", "origin", "origin_city", "adopter", "adopter_city", "unit"),
    *("state", "counted", "started", "ended", "seen", "confidence", "trigger"),
    *("reasons", "kept", "adapted", "dropped", "results", "sources"),
)


def ledger_table(voice: Voice) -> Output:
    """Make the table for spreadsheets: a line for each adoption, newest first."""
    ledger = Ledger.of(voice)
    heads = [voice.say(f"ledger_table.{column}") for column in _COLUMNS]
    rows = (list(_cells(voice, taking)) for taking in ledger.takings)
    return csv_file(ledger_address(voice), (heads, *rows))


def _cells(voice: Voice, taking: Taking) -> Iterator[str | int]:
    """Yield what stands in each column; an empty cell is not known."""
    case, adoption = taking.case, taking.adoption
    semicolon = voice.say("mark.semicolon")
    yield from (adoption.id, case.id, voice.text(case.title).text, voice.place(case.place))
    yield _city(voice, taking.origin)
    yield voice.place(adoption.place)
    yield _city(voice, taking.adopter)
    yield voice.text(adoption.unit).text if adoption.unit else ""
    yield _state(voice, taking)
    yield voice.say("ledger_table.yes") if taking.counts else _uncounted(voice, taking)
    for dated in (adoption.started, adoption.ended, adoption.seen_in_use):
        yield str(dated.date) if dated else ""
    step = confidence(adoption).step
    yield f"{step.code} {step.name.best(voice.language)}"
    yield voice.say(f"trigger.{adoption.trigger}")
    yield semicolon.join(voice.label("reason", r.reason) for r in adoption.reasons)
    told = Counter(adoption.components.values())
    for kept in ("kept", "adapted", "dropped"):
        yield told[kept] if adoption.components else ""
    yield semicolon.join(_result(voice, result).text for result in adoption.results)
    yield semicolon.join(source.url or source.title for source in adoption.sources)


def _city(voice: Voice, city_id: str) -> str:
    term = voice.library.term("places", city_id) if city_id else None
    return voice.city_name(term) if term else ""
