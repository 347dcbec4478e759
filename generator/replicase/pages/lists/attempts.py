"""What did not work: attempts, practices that ended, and adoptions given up or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from replicase.model import Adoption, Case, Source
from replicase.pages.adoption.adopters import standing, told_dates
from replicase.pages.lists.card import Card, ask
from replicase.pages.lists.listing import Listing, listing
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

REASONS = 3
"""What is told of why a case did not work; its page has all of it."""
CARDS = 3
"""Cards of one group: each tells why below it."""
ROWS = 28
"""Adoptions in the table, those that ended last first."""
OVER = ("paused", "ended", "superseded")
"""States of operation in which a practice no longer runs."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A source, led to directly: these pages have no list of sources of their own."""

    title: str
    url: str | None
    lang: str


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that is told of why."""

    label: str
    said: Said
    sources: tuple[SourceLink, ...]
    editor: bool
    """Whether it is, in part or whole, the editor's reading."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A case that did not work or has ended, and why."""

    card: Card
    over: str
    """When it ended, or how it stands; empty when neither is told."""
    why: tuple[Why, ...]
    more: bool
    ask: str
    """Whom to ask, where nothing is told of why."""


@dataclass(frozen=True, slots=True)
class FailedGroup:
    """Cases that did not work in one way."""

    id: str
    title: str
    count: str
    browse: str
    """The way to them among all cases; empty where no filter finds them."""
    failed: tuple[Failed, ...]
    rest: Listing


@dataclass(frozen=True, slots=True)
class GivenUp:
    """An adoption that stopped or was refused."""

    title: Said
    link: str
    place: str
    state: str
    date: str
    why: tuple[Why, ...]
    dropped_core: str
    unknown: Said | None
    """Why no reason is told; None when one is."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Everything on the page."""

    lead: str
    groups: tuple[FailedGroup, ...]
    given_up: tuple[GivenUp, ...]
    given_up_count: str
    given_up_more: str
    reasons: tuple[tuple[Said, int], ...]
    """How often each reason was given, the most frequent first."""


def tried(voice: Voice) -> tuple[Case, ...]:
    """The cases that did not work."""
    return tuple(case for case in voice.library.cases if case.kind == "attempt")


def over(voice: Voice) -> tuple[Case, ...]:
    """The practices that no longer run."""
    return tuple(
        case
        for case in voice.library.cases
        if case.kind != "attempt"
        and (case.ended is not None or (case.operation and case.operation.state in OVER))
    )


def given_up(voice: Voice) -> tuple[tuple[Case, Adoption], ...]:
    """The adoptions that stopped or were refused, those that ended last first."""
    found = [
        (case, adoption)
        for adoption in voice.library.adoptions
        if adoption.status in ("abandoned", "rejected")
        and (case := voice.library.case(adoption.case))
    ]
    found.sort(key=lambda pair: pair[1].ended.date.last_day if pair[1].ended else _LONG_AGO)
    return tuple(reversed(found))


_LONG_AGO = (0, 0, 0)


def any_stopped(voice: Voice) -> bool:
    """Whether the page has anything to tell."""
    return bool(tried(voice) or over(voice) or given_up(voice))


def attempts(voice: Voice) -> Page:
    """Make the page."""
    groups = tuple(
        _group(voice, name, cases)
        for name, cases in (("tried", tried(voice)), ("over", over(voice)))
        if cases
    )
    pairs = given_up(voice)
    lead = voice.say("attempts.lead" if groups or pairs else "attempts.none")
    more = len(pairs) - ROWS
    view = Attempts(
        lead=lead,
        groups=groups,
        given_up=tuple(_given_up(voice, case, adoption) for case, adoption in pairs[:ROWS]),
        given_up_count=voice.count("attempts.adoptions", len(pairs)),
        given_up_more=voice.count("attempts.more_adoptions", more) if more > 0 else "",
        reasons=_reasons(voice, (adoption for _, adoption in pairs)),
    )
    return Page(
        address=voice.address("attempts/"),
        language=voice.language,
        section="cases",
        title=voice.say("attempts.title"),
        description=lead,
        body=fill("attempts.html", voice, attempts=view),
    )


def _group(voice: Voice, name: str, cases: tuple[Case, ...]) -> FailedGroup:
    filed = "kind=attempt" if name == "tried" else ""
    shown = listing(voice, cases, filed, CARDS)
    return FailedGroup(
        id=name,
        title=voice.say(f"attempts.{name}"),
        count=voice.count("count.cases", len(cases)),
        browse=f"page:cases/?{filed}" if filed else "",
        failed=tuple(
            _failed(voice, case, card) for case, card in zip(cases, shown.cards, strict=False)
        ),
        rest=shown,
    )


def _failed(voice: Voice, case: Case, card: Card) -> Failed:
    told = tuple(_why(voice, case))
    state = case.operation.state if case.operation else ""
    if case.ended:
        ended = voice.say("attempts.ended", date=voice.day(case.ended.date))
    else:
        ended = voice.say(f"state.{state}") if state in OVER else ""
    return Failed(
        card=card,
        over=ended,
        why=told[:REASONS],
        more=len(told) > REASONS,
        ask="" if told else ask(voice, case, "limits", "risks", "results.effect"),
    )


def _why(voice: Voice, case: Case) -> Iterator[Why]:
    """Yield what the record tells of why: limits, what went wrong, what nobody expected."""
    sources = {source.id: source for source in case.sources}
    for limit in case.limits:
        yield _told(voice, sources, voice.say("remark.limit"), voice.text(limit.text), limit.source)
    for risk in case.risks:
        if risk.happened:
            label = voice.say("attempts.happened")
            yield _told(voice, sources, label, voice.text(risk.risk), risk.source)
    for effect in case.unintended:
        label = voice.say("remark.unintended")
        yield _told(voice, sources, label, voice.text(effect.text), effect.source)


def _told(
    voice: Voice, sources: dict[str, Source], label: str, said: Said, named: Iterable[str]
) -> Why:
    ids = list(named)
    links = tuple(
        SourceLink(s.title, s.url, voice.foreign(s.language)) for i in ids if (s := sources.get(i))
    )
    return Why(label, said, links, editor="editor" in ids)


def _given_up(voice: Voice, case: Case, adoption: Adoption) -> GivenUp:
    sources = {source.id: source for source in adoption.sources}
    why = tuple(
        _told(
            voice,
            sources,
            voice.label("reason", r.reason),
            voice.text(r.text) if r.text else Said(""),
            r.source,
        )
        for r in adoption.reasons
    )
    dropped = [
        voice.text(part.name).text
        for part in case.components
        if part.role == "core" and adoption.components.get(part.id) == "dropped"
    ]
    unknown = next((u for u in adoption.unknown if u.field == "reasons"), None)
    return GivenUp(
        title=voice.text(case.title),
        link=f"case:{case.id}#adoptions",
        place=voice.place(adoption.place),
        state=voice.say(f"standing.{standing(voice, adoption)}"),
        date=next(iter(told_dates(voice, adoption)), ""),
        why=why,
        dropped_core=voice.joined(dropped),
        unknown=voice.text(unknown.why) if unknown and not why else None,
    )


def _reasons(voice: Voice, adoptions: Iterable[Adoption]) -> tuple[tuple[Said, int], ...]:
    counts = Counter(reason for a in adoptions for reason in {r.reason for r in a.reasons})
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((Said(voice.label("reason", reason)), n) for reason, n in ordered)
