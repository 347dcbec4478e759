"""What is new: registrations and changes as the records tell them, newest first, by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Literal

from replicase.history import Release, Told
from replicase.model import Case
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.pages.lists.listing import Line
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

LISTED = 60
"""Registrations, and changes, of one month that are told one by one."""
RELEASED = 40
"""Changes of the latest release that are told one by one."""
EARLIER = 24
"""Releases before it that are named."""
RECENT = 80
"""Entries after which the first page begins no further month; older ones have a page a year."""

Kind = Literal["registered", "changed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a case on a day."""

    date: PartialDate
    kind: Kind
    case: Case
    what: Text | None
    """What changed, in the words of the record."""


@dataclass(frozen=True, slots=True)
class NewsLine:
    """An entry of a month."""

    date: str
    title: Said
    link: str
    kind: str
    note: Said


@dataclass(frozen=True, slots=True)
class Month:
    """What is new of one month."""

    id: str
    title: str
    counts: str
    changes: tuple[NewsLine, ...]
    more_changes: str
    registered: tuple[tuple[str, tuple[NewsLine, ...]], ...]
    """The day, as a heading, and its cases."""
    by_city: tuple[Line, ...]
    """Registrations by city, where they are too many to be told one by one."""


@dataclass(frozen=True, slots=True)
class ReleaseView:
    """What changed with one release."""

    id: str
    title: str
    count: str
    cases: tuple[tuple[str, Said, tuple[str, ...]], ...]
    """The way to each case, its title and what changed; without a case, the way to the city."""
    more: str


@dataclass(frozen=True, slots=True)
class NewPage:
    """Everything on the page of what is new, or of a year of it."""

    title: str
    lead: str
    feeds: tuple[tuple[str, str], ...]
    """What can be subscribed to: the title of each, and the way to it."""
    release: ReleaseView | None
    """The latest release, where there was one."""
    earlier: tuple[tuple[str, str], ...]
    """Releases before it: the day of each, and how much changed."""
    months: tuple[Month, ...]
    years: tuple[Line, ...]


def years(voice: Voice) -> tuple[int, ...]:
    """The years that have a page: those of which the first page does not tell everything."""
    news = _news(voice)
    shown = {id_ for id_, _ in _recent(_months(news))}
    return tuple(
        dict.fromkeys(e.date.year for e in news if (e.date.year, e.date.month or 0) not in shown)
    )


def new(voice: Voice) -> Page:
    """Make the page of what is new."""
    news = _news(voice)
    lead = voice.say("new.lead") if news else voice.say("new.none")
    return _page(voice, "new/", voice.say("new.title"), lead, _recent(_months(news)))


def year(voice: Voice, year: int) -> Page:
    """Make the page of one year."""
    news = [entry for entry in _news(voice) if entry.date.year == year]
    title = voice.say("new.year_title", year=year)
    return _page(voice, f"new/{year}/", title, _counts(voice, news), _months(news))


_Months = list[tuple[tuple[int, int], list[News]]]


def _page(voice: Voice, path: str, title: str, lead: str, months: _Months) -> Page:
    shown = voice.site.releases if path == "new/" else ()
    view = NewPage(
        title=title,
        lead=lead,
        feeds=_feeds(voice) if path == "new/" else (),
        release=_release(voice, shown[0]) if shown else None,
        earlier=tuple(
            (_released(voice, release.date), voice.count("release.count", len(release.changes)))
            for release in shown[1 : EARLIER + 1]
        ),
        months=tuple(_month(voice, at, entries) for at, entries in months),
        years=tuple(
            Line(Said(voice.say("date.year", year=year)), f"page:new/{year}/")
            for year in years(voice)
            if path != f"new/{year}/"
        ),
    )
    return Page(
        address=voice.address(path),
        language=voice.language,
        section="cases",
        title=title,
        description=lead,
        body=fill("new.html", voice, new=view, is_year=path != "new/"),
    )


def _release(voice: Voice, release: Release) -> ReleaseView:
    """A release as it is told: case by case, the first of its changes."""
    told = release.changes[:RELEASED]
    more = len(release.changes) - len(told)
    return ReleaseView(
        id=f"release-{release.date}",
        title=voice.say(
            "release.title",
            date=_released(voice, release.date),
            since=_released(voice, release.since),
        ),
        count=voice.count("release.count", len(release.changes)),
        cases=tuple(_by_subject(voice, told)),
        more=voice.count("release.more", more) if more else "",
    )


def _by_subject(
    voice: Voice, changes: Iterable[Told]
) -> Iterator[tuple[str, Said, tuple[str, ...]]]:
    for (case, city), told in groupby(changes, key=lambda t: (t.case, t.city)):
        found = list(told)
        first = found[0]
        title = _title(voice, first) if case else Said("")
        way = f"case:{case}" if case and _has_page(voice, case) else ""
        place = next((c for c in voice.library.cities if city and c.slug == city), None)
        if place is not None:
            title, way = Said(voice.city_name(place)), f"page:gaps/{city}/"
        lines = tuple(t.zh if voice.language == "zh" else t.en for t in found)
        yield way, title if title.text else Said(case or city), lines


def _title(voice: Voice, told: Told) -> Said:
    """The title a case had, in the other language where it was not translated; a release may tell none."""
    if not (told.title_zh and told.title_en):
        return Said(told.title_zh or told.title_en or told.case)
    return voice.text(Text(zh=told.title_zh, en=told.title_en))


def _has_page(voice: Voice, case: str) -> bool:
    entry = voice.library.entry_of(case)
    return voice.library.case(case) is not None or (
        entry is not None and entry.record.stage == "withdrawn"
    )


def _released(voice: Voice, day: str) -> str:
    date = PartialDate.read(day)
    return voice.day(date) if date else day


def _feeds(voice: Voice) -> tuple[tuple[str, str], ...]:
    """The feeds that stand for the whole library."""
    if not voice.library.cases:
        return ()
    address = voice.address("feeds/")
    return tuple(
        (voice.say(f"feed.{name}"), f"asset:{address}{name}.xml")
        for name in ("all", "adoptions", "gaps")
    )


def _news(voice: Voice) -> list[News]:
    """Everything that happened, newest first; on one day in the order of the library."""
    news = []
    for date, case, change in voice.library.chronicle:
        kind: Kind = "changed" if change else "registered"
        what = change.what if change else None
        if case.stage == "withdrawn":
            kind, what = "withdrawn", case.withdrawn
        news.append(News(date, kind, case, what))
    return news


def _months(news: Iterable[News]) -> _Months:
    """The entries by month; those of which the month is not known stand last in their year."""

    def at(entry: News) -> tuple[int, int]:
        return entry.date.year, entry.date.month or 0

    ordered = sorted(news, key=at, reverse=True)
    return [(month, list(entries)) for month, entries in groupby(ordered, key=at)]


def _recent(months: _Months) -> _Months:
    """The newest months, until there is enough to read."""
    shown: _Months = []
    count = 0
    for month in months:
        if count >= RECENT:
            break
        shown.append(month)
        count += len(month[1])
    return shown


def _month(voice: Voice, at: tuple[int, int], entries: Sequence[News]) -> Month:
    registered = [e for e in entries if e.kind == "registered"]
    changes = [e for e in entries if e.kind != "registered"]
    more = len(changes) - LISTED
    one_by_one = len(registered) <= LISTED
    return Month(
        id=f"m{at[0]}-{at[1]:02}",
        title=voice.day(PartialDate(at[0], at[1] or None)),
        counts=_counts(voice, entries),
        changes=tuple(_line(voice, e) for e in changes[:LISTED]),
        more_changes=voice.count("new.more_changes", more) if more > 0 else "",
        registered=tuple(_days(voice, registered)) if one_by_one else (),
        by_city=() if one_by_one else tuple(_by_city(voice, [e.case for e in registered])),
    )


def _days(voice: Voice, registered: Iterable[News]) -> Iterator[tuple[str, tuple[NewsLine, ...]]]:
    for day, entries in groupby(registered, key=attrgetter("date")):
        title = voice.say("new.added_on", date=voice.day(day))
        yield title, tuple(_line(voice, entry) for entry in entries)


def _counts(voice: Voice, entries: Sequence[News]) -> str:
    """How many of each sort: 新入库 58 个，改动 3 处."""
    counts = Counter(entry.kind for entry in entries)
    kinds: tuple[Kind, ...] = ("registered", "changed", "withdrawn")
    return voice.joined(
        [voice.count(f"new.n_{kind}", counts[kind]) for kind in kinds if counts[kind]]
    )


def _line(voice: Voice, entry: News) -> NewsLine:
    case = entry.case
    return NewsLine(
        date=voice.day(entry.date),
        title=voice.text(case.title) if entry.kind != "withdrawn" else Said(case.id),
        link=f"case:{case.id}",
        kind=voice.say(f"new.{entry.kind}"),
        note=voice.optional(entry.what) or Said(voice.place(case.place)),
    )


def _by_city(voice: Voice, cases: Sequence[Case]) -> Iterator[Line]:
    counts = Counter(c.id for case in cases if (c := voice.library.city_of(case.place)))
    for city in voice.library.cities:
        if counts[city.id]:
            name, note = Said(voice.city_name(city)), voice.count("count.cases", counts[city.id])
            yield Line(name, f"page:cities/{city.slug}/", note=note)
    others = len(cases) - sum(counts[city.id] for city in voice.library.cities)
    if others:
        note = voice.count("count.cases", others)
        yield Line(Said(voice.say("browse.elsewhere")), "page:cases/", note=note)
