"""Feeds (Atom, RFC 4287): what is new in the library, in one city, under one theme; adoptions; gaps.

An entry is something the records tell with its date: a case registered, changed or withdrawn, an
adoption checked for publication, an item found wanting in public or put right. Ids never hang on the
address of the site, so that nobody is told everything again when it moves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape, quoteattr

from replicase.library import Library
from replicase.model import Adoption, Case
from replicase.model.case import Change
from replicase.model.scalars import PartialDate
from replicase.output import Output
from replicase.pages.site import Site
from replicase.pages.voice import HTML_LANGUAGES, Said, Voice

MOST = 50
"""Entries of a feed; a subscriber comes by more often than so much happens."""

_OURS = uuid5(NAMESPACE_URL, "replicase")
# What XML 1.0 does not allow, however it is written.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    key: str
    """Names it among all entries of the library, for good."""
    date: PartialDate
    title: Said
    summary: Said
    link: str
    """The address of its page, from the site's root."""
    filed: tuple[tuple[str, str], ...] = ()
    """Where it is filed: id and label."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed in one language."""

    voice: Voice
    title: str
    address: str
    pages: tuple[str, ...]
    """The pages that tell the same to people, the first above all."""
    entries: Callable[[], Iterable[Entry]]

    @classmethod
    def of(
        cls,
        voice: Voice,
        name: str,
        title: str,
        pages: Iterable[str],
        entries: Callable[[], Iterable[Entry]],
    ) -> Feed:
        """A feed by its name, the same in all languages."""
        told = tuple(voice.address(page) for page in pages)
        return cls(voice, title, voice.address(f"feeds/{name}.xml"), told, entries)


def feeds(library: Library, site: Site) -> tuple[Feed, ...]:
    """Every feed in every language; none of a library without cases."""
    if not library.cases:
        return ()
    voices = (Voice(library, site, language) for language in library.settings.languages)
    return tuple(feed for voice in voices for feed in _feeds(voice))


def feeds_of_pages(feeds: Iterable[Feed]) -> Mapping[str, tuple[Feed, ...]]:
    """The feeds of each page that has one."""
    found: dict[str, tuple[Feed, ...]] = {}
    for feed in feeds:
        for page in feed.pages:
            found[page] = (*found.get(page, ()), feed)
    return found


def _feeds(voice: Voice) -> Iterator[Feed]:
    library, say = voice.library, voice.say
    events = library.chronicle
    by_city: dict[str, list[Event]] = {}
    by_theme: dict[str, list[Event]] = {}
    for event in events:
        if city := library.city_of(event[1].place):
            by_city.setdefault(city.id, []).append(event)
        for theme in dict.fromkeys(event[1].facets.theme):
            by_theme.setdefault(theme, []).append(event)
    every = ("new/", "", "cases/")
    yield Feed.of(voice, "all", say("feed.all"), every, partial(_events, voice, events))
    taken = partial(_adoptions, voice)
    yield Feed.of(voice, "adoptions", say("feed.adoptions"), ("adoption/", "new/"), taken)
    lists = (f"gaps/{city.slug}/" for city in library.cities)
    wanting = partial(_gaps, voice)
    yield Feed.of(voice, "gaps", say("feed.gaps"), ("framework/", "new/", *lists), wanting)
    for city in library.cities:
        title = say("feed.city", city=voice.city_name(city))
        page, told = f"cities/{city.slug}/", partial(_events, voice, by_city.get(city.id, []))
        yield Feed.of(voice, f"cities/{city.slug}", title, (page,), told)
    for term in library.terms("theme"):
        title = say("feed.theme", theme=term.label.best(voice.language))
        page, told = f"themes/{term.id}/", partial(_events, voice, by_theme.get(term.id, []))
        yield Feed.of(voice, f"themes/{term.id}", title, (page,), told)


Event = tuple[PartialDate, Case, Change | None]


def _events(voice: Voice, events: Iterable[Event]) -> Iterator[Entry]:
    """What the records say happened to cases, newest first."""
    for number, (date, case, change) in enumerate(events):
        if number == MOST:
            return
        link = voice.case_address(case)
        if case.stage == "withdrawn":
            title = Said(voice.say("feed.withdrawn", title=case.id))
            summary = voice.optional(case.withdrawn) or Said(voice.say("feed.no_reason"))
            yield Entry(f"case/{case.id}/withdrawn", date, title, summary, link)
            continue
        title = voice.text(case.title)
        filed = tuple((t, voice.label("theme", t)) for t in case.facets.theme)
        if change is None:
            problem, answer = voice.text(case.summary.problem), voice.text(case.summary.answer)
            text = Said(f"{problem}{voice.say('feed.between')}{answer}", problem.lang)
            yield Entry(f"case/{case.id}/registered", date, title, text, link, filed)
        else:
            same_day = [c for c in case.changes if c.date == change.date]
            key = f"case/{case.id}/changed/{change.date}/{same_day.index(change)}"
            changed = Said(voice.say("feed.changed", title=title.text), title.lang)
            yield Entry(key, date, changed, voice.text(change.what), link, filed)


def _adoptions(voice: Voice) -> Iterator[Entry]:
    """Adoptions by the day they were checked for publication, the latest first."""

    def at(adoption: Adoption) -> tuple[PartialDate, str]:
        return adoption.disclosure.date, adoption.id

    for adoption in sorted(voice.library.adoptions, key=at, reverse=True)[:MOST]:
        case = voice.library.case(adoption.case)
        if case is None:
            continue
        title = voice.text(case.title)
        told = voice.say("feed.adopted", place=voice.place(adoption.place), title=title.text)
        facts = [voice.say(f"adoption_status.{adoption.status}")]
        if adoption.started:
            facts.append(voice.say("feed.since", date=voice.day(adoption.started.date)))
        summary = voice.joined(facts)
        if adoption.lesson:
            summary += voice.say("feed.between") + voice.text(adoption.lesson).text
        yield Entry(
            f"adoption/{adoption.id}",
            adoption.disclosure.date,
            Said(told, title.lang),
            Said(summary),
            f"{voice.case_address(case)}#adoptions",
        )


def _gaps(voice: Voice) -> Iterator[Entry]:
    """What was found wanting, by the day of the report or of its being put right."""
    found = []
    for city in voice.library.cities:
        for gap in voice.library.gaps_of(city):
            latest = max(gap.found_on, gap.closed_on or gap.found_on)
            issue = voice.text(gap.issue)
            title = voice.say("feed.gap", city=voice.city_name(city), issue=issue.text)
            facts = [voice.say(f"gap_status.{gap.status}")]
            facts.append(voice.say("feed.reported", date=voice.day(gap.found_on)))
            if gap.closed_on:
                facts.append(voice.say("feed.closed", date=voice.day(gap.closed_on)))
            found.append(
                Entry(
                    f"gap/{city.slug}/{gap.id}",
                    latest,
                    Said(title, issue.lang),
                    Said(voice.joined(facts)),
                    voice.address(f"gaps/{city.slug}/"),
                )
            )
    found.sort(key=lambda entry: entry.key)
    found.sort(key=lambda entry: entry.date, reverse=True)
    yield from found[:MOST]


def feed_file(feed: Feed, home: str) -> Output:
    """Write a feed; `home` is the address of the site, or ""."""
    voice = feed.voice
    settings = voice.library.settings
    made = tuple(feed.entries())
    # A feed nobody has an entry of yet is as old as the library's last change.
    latest = max((e.date for e in made), default=voice.library.chronicle[0][0])
    start = home or "../" * feed.address.count("/")

    def way(address: str) -> str:
        return quoteattr(f"{start}{address}")

    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{HTML_LANGUAGES[voice.language]}">',
        f"<id>{_id(voice, f'feed/{feed.address}')}</id>",
        f"<title>{_text(feed.title)}</title>",
        f"<subtitle>{_text(settings.description.best(voice.language))}</subtitle>",
        f"<updated>{_moment(latest)}</updated>",
        f"<author><name>{_text(settings.publisher.name.best(voice.language))}</name></author>",
        f"<rights>{_text(settings.licences.text)}</rights>",
        "<generator>Replicase</generator>",
        f'<link rel="self" type="application/atom+xml" href={way(feed.address)}/>',
        f'<link rel="alternate" type="text/html" href={way(feed.pages[0])}/>',
    ]
    for entry in made:
        lines += [
            "<entry>",
            f"<id>{_id(voice, entry.key, voice.language)}</id>",
            f"<title{_lang(entry.title)}>{_text(entry.title.text)}</title>",
            f"<updated>{_moment(entry.date)}</updated>",
            f'<link rel="alternate" type="text/html" href={way(entry.link)}/>',
            *(
                f"<category term={quoteattr(term)} label={quoteattr(_clean(label))}/>"
                for term, label in entry.filed
            ),
            f"<summary{_lang(entry.summary)}>{_text(entry.summary.text)}</summary>",
            "</entry>",
        ]
    return Output(feed.address, ("\n".join([*lines, "</feed>"]) + "\n").encode())


def _id(voice: Voice, *of: str) -> str:
    """An id that stays, wherever the site is published: by the name of the library and the record."""
    settings = voice.library.settings
    named = uuid5(_OURS, settings.name.best(settings.languages[0]))
    found: UUID = uuid5(named, "/".join(of))
    return found.urn


def _moment(date: PartialDate) -> str:
    """The beginning of a day, or of the first day it can be, in China."""
    year, month, day = date.first_day
    return f"{year:04}-{month:02}-{day:02}T00:00:00+08:00"


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)


def _text(text: str) -> str:
    return escape(_clean(text))


def _lang(said: Said) -> str:
    return f' xml:lang="{said.lang}"' if said.lang else ""
