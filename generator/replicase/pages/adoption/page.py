"""What was adopted elsewhere: figures, who took over whose practices, the ledger, why some stopped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby

from replicase.grades import CONFIDENCE, confidence
from replicase.library import Library
from replicase.output import Output
from replicase.pages.adoption.adopters import FRESH_MONTHS, last_seen
from replicase.pages.adoption.flows import FlowMap, Flows, Matrix, origin_page
from replicase.pages.adoption.ledger import (
    COUNTED,
    ENDED,
    UNCOUNTED,
    Ledger,
    LedgerLine,
    Taking,
    ledger_address,
    ledger_table,
    line,
)
from replicase.pages.lists.attempts import any_stopped
from replicase.pages.page import Page
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

NEWEST = 4
"""Adoptions on the first page, where the rest is led to by origin."""
EVERY = 24
"""Adoptions up to which the first page has them all."""
LINES = 30
"""Adoptions on a page of one origin."""
EXAMPLES = 3
"""Adoptions named beside a reason."""
AGES = (FRESH_MONTHS, 36, 60)
"""Months up to which an age is of one class."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A line of the figures: where adoptions stand, and how far they can be relied on."""

    words: str
    ended: bool
    n: int
    by_confidence: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the counted adoptions something is known of."""

    words: str
    n: int


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason adoptions stopped for, and some that did."""

    words: str
    n: int
    examples: tuple[tuple[Said, str, str], ...]
    """Case, link and adopter."""


@dataclass(frozen=True, slots=True)
class Step:
    """A link to a page of the ledger."""

    title: str
    link: str
    count: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first page."""

    lead: str
    figures: tuple[Figure, ...]
    confidences: tuple[tuple[str, str], ...]
    """Code and words of each."""
    counted: int
    uncounted: tuple[str, ...]
    shares: tuple[Share, ...]
    ages: tuple[Share, ...]
    matrix: Matrix
    map: FlowMap | None
    lines: tuple[LedgerLine, ...]
    count: str
    more: str
    """How many are on the pages by origin alone; else empty."""
    origins: tuple[Step, ...]
    table: str
    """Where the table for spreadsheets is."""
    ended: int
    reasons: tuple[Reason, ...]
    unexplained: str
    attempts: bool
    """Whether the page of what stopped has anything to tell."""


@dataclass(frozen=True, slots=True)
class Group:
    """What one city took over."""

    id: str
    title: str
    lines: tuple[LedgerLine, ...]


@dataclass(frozen=True, slots=True)
class OriginPage:
    """A page of what others took over from one city."""

    title: str
    lead: str
    groups: tuple[Group, ...]
    origins: tuple[Step, ...]
    before: Step | None
    after: Step | None


@dataclass(frozen=True)
class Book:
    """The ledger and how it is divided into pages."""

    ledger: Ledger

    @property
    def voice(self) -> Voice:
        """Who tells it."""
        return self.ledger.voice

    @cached_property
    def shelves(self) -> dict[str, list[tuple[str, Taking]]]:
        """The adoptions of each origin with their groups: by adopter, then those at home."""
        order = {city.id: n for n, city in enumerate(self.voice.library.cities)}
        order |= {"": len(order), HOME: len(order) + 1}
        found = {}
        for origin, takings in self.ledger.by_origin.items():
            filed = [(HOME if t.kind == "within" else t.adopter, t) for t in takings]
            filed.sort(key=lambda each: order[each[0]])
            found[origin] = filed
        return found

    @cached_property
    def flows(self) -> Flows:
        """What went where, each with the way to its lines."""
        links: dict[tuple[str, str], str] = {}
        for origin, filed in self.shelves.items():
            for place, (adopter, _) in enumerate(filed):
                at = f"{self.address(origin, place // LINES + 1)}#{self._anchor(adopter)}"
                links.setdefault((origin, adopter), f"page:{at}")
        return Flows.of(self.ledger, links)

    def address(self, origin: str, number: int) -> str:
        """The address of a page of one origin."""
        first = origin_page(self.ledger, origin).removeprefix("page:")
        return first if number == 1 else f"{first}{number}/"

    def pages(self, origin: str) -> int:
        """How many pages the adoptions of an origin fill."""
        return -(-len(self.shelves[origin]) // LINES)

    def _anchor(self, adopter: str) -> str:
        if adopter == HOME:
            return "at-home"
        term = self.voice.library.term("places", adopter) if adopter else None
        return f"to-{term.slug if term else 'elsewhere'}"

    def origins(self, here: str | None = None) -> tuple[Step, ...]:
        """The way to the pages of each origin."""
        return tuple(
            Step(
                title=self.flows.name(origin, adopts=False),
                link=origin_page(self.ledger, origin),
                count=str(len(self.shelves[origin])),
                here=origin == here,
            )
            for city in self.ledger.origins
            for origin in [city.id if city else ""]
        )

    def origin(self, origin: str, number: int) -> Page:
        """Make a page of one origin, counted from 1."""
        voice, name = self.voice, self.flows.name(origin, adopts=False)
        filed = self.shelves[origin]
        some = filed[(number - 1) * LINES : number * LINES]
        counted = sum(taking.counts for _, taking in filed)
        title = voice.say("ledger.origin_title", city=name)
        if self.pages(origin) > 1:
            title = voice.say("directory.page", title=title, n=number, all=self.pages(origin))
        lead = voice.count("ledger.records", len(filed)) + voice.say("ledger.counted", n=counted)
        view = OriginPage(
            title=title,
            lead=lead,
            groups=tuple(
                Group(self._anchor(key), self._group(key), tuple(line(voice, t) for _, t in lying))
                for key, lying in groupby(some, key=lambda each: each[0])
            ),
            origins=self.origins(origin),
            before=self._step(origin, "directory.before", number - 1),
            after=self._step(origin, "directory.after", number + 1),
        )
        return Page(
            address=voice.address(self.address(origin, number)),
            language=voice.language,
            section="cases",
            title=title,
            description=lead,
            body=fill("adoption_origin.html", voice, origin=view),
        )

    def _group(self, key: str) -> str:
        return (
            self.voice.say("ledger.at_home") if key == HOME else self.flows.name(key, adopts=True)
        )

    def _step(self, origin: str, words: str, number: int) -> Step | None:
        if not 0 < number <= self.pages(origin):
            return None
        return Step(self.voice.say(words), f"page:{self.address(origin, number)}")

    def overview(self) -> Page:
        """Make the first page."""
        voice, ledger = self.voice, self.ledger
        view = _overview(self) if ledger.takings else None
        lead = view.lead if view else voice.say("ledger.none")
        return Page(
            address=voice.address("adoption/"),
            language=voice.language,
            section="cases",
            title=voice.say("ledger.title"),
            description=lead,
            body=fill("adoption.html", voice, overview=view, lead=lead),
        )


HOME = "home"
"""The group of what a place's own area or a level above it took up."""


def adoption(voice: Voice) -> Iterator[tuple[str, partial[Page]]]:
    """Yield each page by its address, still to be made."""
    book = Book(Ledger.of(voice))
    yield "adoption/", partial(book.overview)
    for city in book.ledger.origins:
        origin = city.id if city else ""
        for number in range(1, book.pages(origin) + 1):
            yield book.address(origin, number), partial(book.origin, origin, number)


def tables(library: Library, site: Site) -> tuple[Callable[[], Output], ...]:
    """The tables for spreadsheets, still to be made: one in each language where there is any."""
    if not library.adoptions:
        return ()
    return tuple(
        partial(ledger_table, Voice(library, site, language))
        for language in library.settings.languages
    )


def _overview(book: Book) -> Overview:
    voice, ledger = book.voice, book.ledger
    counted, kinds = ledger.counted, ledger.kinds
    every = len(ledger.takings)
    shown = ledger.takings if every <= EVERY else ledger.takings[:NEWEST]
    more = every - len(shown)
    reasons, unexplained = _reasons(ledger)
    return Overview(
        lead=_lead(ledger),
        figures=tuple(_figure(ledger, kind) for kind in COUNTED),
        confidences=tuple((step.code, step.name.best(voice.language)) for step in CONFIDENCE),
        counted=len(counted),
        uncounted=tuple(
            voice.count(f"ledger.n_{kind}", kinds[kind]) for kind in UNCOUNTED if kinds[kind]
        ),
        shares=tuple(
            Share(voice.say(f"ledger.knows_{name}"), n) for name, n in _known(ledger).items()
        ),
        ages=tuple(_ages(ledger)),
        matrix=book.flows.matrix(),
        map=book.flows.map(),
        lines=tuple(line(voice, taking) for taking in shown),
        count=voice.count("ledger.lines", every),
        more=voice.count("ledger.more", more) if more else "",
        origins=book.origins(),
        table=f"asset:{ledger_address(voice)}",
        ended=sum(taking.adoption.status in ("abandoned", "rejected") for taking in ledger.takings),
        reasons=reasons,
        unexplained=unexplained,
        attempts=any_stopped(voice),
    )


def _lead(ledger: Ledger) -> str:
    """How many there are, and what may not be read into them."""
    voice, kinds, n = ledger.voice, ledger.kinds, len(ledger.counted)
    lead = voice.count("ledger.records", len(ledger.takings)) + voice.say("ledger.counted", n=n)
    if n and not kinds["used"]:
        lead += voice.say("ledger.none_fresh", months=FRESH_MONTHS)
    elif n:
        lead += voice.count("ledger.fresh", kinds["used"])
    return lead


def _figure(ledger: Ledger, kind: str) -> Figure:
    steps = Counter(
        confidence(taking.adoption).step.code for taking in ledger.counted if taking.kind == kind
    )
    return Figure(
        words=ledger.voice.say(f"standing.{kind}"),
        ended=kind in ENDED,
        n=steps.total(),
        by_confidence=tuple(steps[step.code] for step in CONFIDENCE),
    )


def _known(ledger: Ledger) -> dict[str, int]:
    """Of how many counted adoptions each thing is known that a reader would ask."""
    found = Counter[str]()
    for taking in ledger.counted:
        adoption = taking.adoption
        found["trigger"] += adoption.trigger != "unknown"
        found["started"] += adoption.started is not None
        found["components"] += bool(adoption.components)
        found["confirmed"] += confidence(adoption).step.height >= CONFIRMED
        found["results"] += confidence(adoption).step.height > CONFIRMED
    return dict(found)


CONFIRMED = 2
"""From which step of confidence on the adopter itself speaks."""


def _ages(ledger: Ledger) -> Iterator[Share]:
    """Yield how long ago the counted adoptions in use were last seen in use."""
    voice = ledger.voice
    seen = [
        voice.months_since(date) if (date := last_seen(taking.adoption)) else None
        for taking in ledger.counted
        if taking.kind in ("used", "seen")
    ]
    if not seen:
        return
    least = 0
    for most in AGES:
        n = sum(months is not None and least <= months <= most for months in seen)
        words = "ledger.age_between" if least else "ledger.age_within"
        yield Share(voice.say(words, low=_time(voice, least - 1), high=_time(voice, most)), n)
        least = most + 1
    older = sum(months is not None and months >= least for months in seen)
    yield Share(voice.say("ledger.age_over", low=_time(voice, AGES[-1])), older)
    if unseen := sum(months is None for months in seen):
        yield Share(voice.say("ledger.age_unknown"), unseen)


def _time(voice: Voice, months: int) -> str:
    if months >= 24 and months % 12 == 0:
        return voice.say("ledger.years", n=months // 12)
    return voice.say("ledger.months", n=months)


def _reasons(ledger: Ledger) -> tuple[tuple[Reason, ...], str]:
    """Why adoptions stopped or were refused, the most frequent first, and how many do not say."""
    voice = ledger.voice
    found: dict[str, list[Taking]] = {}
    unexplained = 0
    for taking in ledger.takings:
        if taking.adoption.status not in ("abandoned", "rejected"):
            continue
        unexplained += not taking.adoption.reasons
        for reason in dict.fromkeys(r.reason for r in taking.adoption.reasons):
            found.setdefault(reason, []).append(taking)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    reasons = tuple(
        Reason(
            words=voice.label("reason", reason),
            n=len(takings),
            examples=tuple(
                (voice.text(t.case.title), t.link, voice.place(t.adoption.place))
                for t in takings[:EXAMPLES]
            ),
        )
        for reason, takings in ordered
    )
    return reasons, voice.count("ledger.unexplained", unexplained) if unexplained else ""
