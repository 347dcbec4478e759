"""The borrow list of a city: what it has open and who took it on elsewhere; on paper, a 整改台账."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from replicase.model import Case, Gap, VocabularyTerm
from replicase.model.scalars import PartialDate
from replicase.pages import takeaway
from replicase.pages.framework.found_wanting import newest_first, sources_of
from replicase.pages.framework.matrix import address_of
from replicase.pages.grades import short, sort_key
from replicase.pages.lists.attempts import SourceLink
from replicase.pages.lists.card import Fact, ask, effect
from replicase.pages.page import Page
from replicase.pages.takeaway import Offer
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

LINES = 40
"""Items in the ledger: those that are open, then the others, the latest first."""
INDICATORS = 10
"""Indicators with cases to borrow from, those with most open items first."""
ITEMS = 5
"""Open items told of one indicator; the ledger has the others."""
BORROWED = 3
"""Cases told of one indicator, the strongest evidence first; its page has the others."""
IN_LEDGER = 2
"""Cases named in a line of the ledger."""


@dataclass(frozen=True, slots=True)
class Item:
    """Something found wanting, in a line."""

    issue: Said
    status: str
    open: bool
    marks: tuple[str, ...]
    """That it is overdue, that it came back."""
    found_by: str
    found_on: str
    responsible: Said | None
    due: str
    measure: Said | None
    closed: str
    """When it was put right and who verified it; empty where it was not."""
    cases: tuple[tuple[Said, str, str], ...]
    """Cases that helped, or else that one could learn from: title, link and grades."""
    sources: tuple[SourceLink, ...]


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A case elsewhere that serves the indicator."""

    title: Said
    link: str
    place: str
    grade: str
    result: Fact
    check: Said | None
    """What must be there first; None where nobody says."""
    ask: str


@dataclass(frozen=True, slots=True)
class ToBorrow:
    """An indicator under which something is open."""

    title: Said
    link: str
    count: str
    own: str
    items: tuple[Item, ...]
    items_more: str
    cases: tuple[Borrowed, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or was to happen, to an item."""

    date: str
    what: str
    issue: Said
    stop: bool


@dataclass(frozen=True, slots=True)
class Gaps:
    """Everything on the page."""

    title: str
    name: str
    link: str
    lead: str
    empty: bool
    assess: str
    """The way to the sheet by which the city can assess itself; empty where there is no indicator."""
    borrow: tuple[ToBorrow, ...]
    borrow_more: str
    events: tuple[Event, ...]
    events_more: str
    ledger: tuple[Item, ...]
    more: str
    documents: tuple[Offer, ...] = ()
    """What can be taken away; empty where no documents were made."""


def overdue(voice: Voice, gap: Gap) -> bool:
    """Whether it is open and the last day it was due on has passed."""
    return gap.is_open and gap.due is not None and gap.due.surely_before(voice.today)


@dataclass(frozen=True, slots=True)
class _About:
    """What every line of the page is told from."""

    voice: Voice
    city: VocabularyTerm
    sources: Mapping[str, SourceLink]
    elsewhere: Mapping[str, tuple[Case, ...]]
    """By indicator, the cases of other places, the strongest evidence first."""


def gaps(voice: Voice, city: VocabularyTerm) -> Page:
    """Make the page of a city."""
    found = newest_first(voice.library.gaps_of(city))
    name = city.label.best(voice.language)
    lead = _lead(voice, name, found)
    borrow = open_by_indicator(voice, found)
    elsewhere = {code: helping_elsewhere(voice, city, code) for code, _ in borrow}
    about = _About(voice, city, sources_of(voice, city), elsewhere)
    events = _events(voice, found)
    more = len(borrow) - INDICATORS
    hidden = len(events) - LINES
    view = Gaps(
        title=voice.say("borrow.title", city=name),
        name=name,
        link=f"page:cities/{city.slug}/",
        lead=lead,
        empty=not found,
        assess=f"page:self-assessment/?place={city.id}" if voice.library.indicators else "",
        borrow=tuple(_to_borrow(about, code, items) for code, items in borrow[:INDICATORS]),
        borrow_more=voice.count("borrow.indicators_more", more) if more > 0 else "",
        events=events[:LINES],
        events_more=voice.count("gap.more", hidden) if hidden > 0 else "",
        ledger=tuple(_item(about, gap) for gap in found[:LINES]),
        more=voice.count("gap.more", len(found) - LINES) if len(found) > LINES else "",
        documents=takeaway.of_city(voice, city),
    )
    return Page(
        address=voice.address(f"gaps/{city.slug}/"),
        language=voice.language,
        section="cities",
        title=view.title,
        description=lead,
        body=fill("gaps.html", voice, gaps=view),
    )


def _lead(voice: Voice, name: str, found: tuple[Gap, ...]) -> str:
    if not found:
        return voice.say("gap.none", city=name)
    still = sum(gap.is_open for gap in found)
    said = [voice.say("gap.count", n=len(found), open=still)]
    late = sum(overdue(voice, gap) for gap in found)
    again = sum(gap.status == "recurred" for gap in found)
    if late:
        said.append(voice.say("borrow.late", n=late))
    if again:
        said.append(voice.say("borrow.again", n=again))
    return voice.say("borrow.lead", city=name, told=voice.say("mark.and").join(said))


def open_by_indicator(
    voice: Voice, found: tuple[Gap, ...]
) -> tuple[tuple[str, tuple[Gap, ...]], ...]:
    """The open items by indicator, most first; of as many, as the scheme has them."""
    sorted_in: dict[str, list[Gap]] = {i.code: [] for i in voice.library.indicators}
    for gap in found:
        if gap.is_open:
            sorted_in.setdefault(gap.indicator, []).append(gap)
    ranked = sorted(sorted_in.items(), key=lambda pair: -len(pair[1]))
    return tuple((code, tuple(gaps)) for code, gaps in ranked if gaps)


def helping_elsewhere(voice: Voice, city: VocabularyTerm, code: str) -> tuple[Case, ...]:
    """The cases of other places that serve an indicator and worked, the strongest evidence first."""
    library = voice.library
    others = (
        case
        for case in library.cases_serving(code)
        if case.kind != "attempt"
        and ((at := library.city_of(case.place)) is None or at.id != city.id)
    )
    return tuple(sorted(others, key=lambda case: sort_key(voice, case)))


def _to_borrow(about: _About, code: str, items: tuple[Gap, ...]) -> ToBorrow:
    voice, city = about.voice, about.city
    library = voice.library
    indicator = library.indicator(code)
    served = library.cases_serving(code)
    own = sum((at := library.city_of(c.place)) is not None and at.id == city.id for c in served)
    others = about.elsewhere[code]
    more, hidden = len(others) - BORROWED, len(items) - ITEMS
    return ToBorrow(
        title=voice.text(indicator.title) if indicator else Said(code),
        link=f"page:{address_of(code)}" if indicator else "page:framework/",
        count=voice.say("matrix.open", n=len(items)),
        own=voice.count("borrow.own", own),
        items=tuple(_item(about, gap) for gap in items[:ITEMS]),
        items_more=voice.count("gap.more", hidden) if hidden > 0 else "",
        cases=tuple(_borrowed(voice, case) for case in others[:BORROWED]),
        more=voice.say("framework.more", n=more) if more > 0 else "",
    )


def _borrowed(voice: Voice, case: Case) -> Borrowed:
    must = next((p for p in case.prerequisites if p.level == "must"), None)
    return Borrowed(
        title=voice.text(case.title),
        link=f"case:{case.id}",
        place=voice.place(case.place),
        grade=short(voice, case),
        result=effect(voice, case),
        check=voice.text(must.text) if must else None,
        ask="" if must else ask(voice, case, "prerequisites"),
    )


def _item(about: _About, gap: Gap) -> Item:
    voice = about.voice
    helped = [case for named in gap.cases if (case := voice.library.case(named))]
    learn = helped or (about.elsewhere[gap.indicator] if gap.is_open else ())
    marks = [voice.say("borrow.overdue")] if overdue(voice, gap) else []
    closed = [voice.day(gap.closed_on)] if gap.closed_on else []
    if gap.verified_by:
        by = voice.text(gap.verified_by).text
        closed.append(voice.say("borrow.verified", by=by))
    return Item(
        issue=voice.text(gap.issue),
        status=voice.say(f"gap_status.{gap.status}"),
        open=gap.is_open,
        marks=tuple(marks),
        found_by=voice.say(f"found_by.{gap.found_by}"),
        found_on=voice.day(gap.found_on),
        responsible=voice.optional(gap.responsible),
        due=voice.day(gap.due) if gap.due else "",
        measure=voice.optional(gap.measure),
        closed=voice.say("mark.and").join(closed),
        cases=tuple(
            (voice.text(case.title), f"case:{case.id}", short(voice, case))
            for case in learn[:IN_LEDGER]
        ),
        sources=tuple(about.sources[i] for i in gap.source if i in about.sources),
    )


def _events(voice: Voice, found: tuple[Gap, ...]) -> tuple[Event, ...]:
    """What the dates of the items tell, in order; nothing where there is no date but the report's."""
    dated: list[tuple[PartialDate, Event]] = []
    for gap in found:
        if not (gap.due or gap.closed_on):
            continue
        late = overdue(voice, gap)
        for name, date, stop in (
            ("found", gap.found_on, False),
            ("overdue" if late else "due", gap.due, late),
            ("closed", gap.closed_on, False),
        ):
            if date:
                told = Event(
                    voice.day(date), voice.say(f"borrow.event.{name}"), voice.text(gap.issue), stop
                )
                dated.append((date, told))
    dated.sort(key=lambda pair: pair[0].first_day)
    return tuple(event for _, event in dated)
