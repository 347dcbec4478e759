"""The home page: one search box, then problems as people say them, then where, then what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from replicase.model import Adoption, Case
from replicase.model.scalars import PartialDate
from replicase.pages.adoption.adopters import last_seen, reckoned, standing, tally, within
from replicase.pages.adoption.tiles import TileMap, tile_map
from replicase.pages.framework.page import group_anchor
from replicase.pages.grades import proven
from replicase.pages.lists.attempts import given_up, over, tried
from replicase.pages.lists.card import kind_tag, since
from replicase.pages.lists.terms import link as term_link
from replicase.pages.lists.terms import used
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Said, Voice

LISTED = 4
"""Entries of each short list."""
PROBLEMS = 9
"""Problems shown at once: more of them would push the map off a phone."""
EXAMPLES = 4
"""Words offered below the search box."""


@dataclass(frozen=True, slots=True)
class Way:
    """A link into the list of cases, and how many are behind it."""

    label: Said
    link: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a short list."""

    title: Said
    link: str
    tag: str
    note: str


@dataclass(frozen=True, slots=True)
class ShortList:
    """A heading with a few entries, and the way to all of them."""

    title: str
    entries: tuple[Entry, ...]
    none: str
    """Stands in place of entries where there are none."""
    link: str
    all: str


@dataclass(frozen=True, slots=True)
class Figures:
    """What the library holds."""

    cases: int
    cities: int
    cities_in_all: int
    attempts: int
    adoptions: int
    """Outside the origins' own areas, and not ordered from above."""
    ended: int
    """Of these, stopped or declined."""
    going_share: int
    """Percent of the bar for the others."""
    standings: tuple[tuple[str, int], ...]
    """How many stand where, in words; what nobody does is left out."""


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the home page."""

    name: str
    description: Said
    examples: tuple[Way, ...]
    all_cases: str
    figures: Figures
    adoptions: str
    problems: tuple[Way, ...]
    more_problems: tuple[Way, ...]
    """Behind a fold."""
    more: str
    map: TileMap
    ways: tuple[tuple[str, tuple[Way, ...]], ...]
    """Heading and links of each list by facet."""
    indicators: tuple[Way, ...]
    """The groups of indicators that have cases."""
    lists: tuple[ShortList, ...]
    """Those that have entries, and what stopped: failures are no footnote."""


def home(voice: Voice) -> Page:
    """Make the home page."""
    settings = voice.library.settings
    figures = _figures(voice)
    problems = _problems(voice)
    # A fold for a single line would cost as much room as the line.
    shown = PROBLEMS if len(problems) > PROBLEMS + 1 else len(problems)
    view = Home(
        name=settings.name.best(voice.language),
        description=voice.text(settings.description),
        examples=_examples(voice),
        all_cases=voice.count("home.all_cases", len(voice.library.cases)),
        figures=figures,
        problems=problems[:shown],
        more_problems=problems[shown:],
        more=voice.say("home.more_problems", n=len(problems) - shown),
        map=tile_map(voice),
        ways=tuple(
            (voice.say(f"home.by_{facet}"), found)
            for facet in ("risk", "governance")
            if (found := _ways(voice, facet))
        ),
        adoptions=voice.count("home.adoptions_times", figures.adoptions),
        indicators=_indicators(voice),
        lists=tuple(_lists(voice)),
    )
    return Page(
        address=voice.address(""),
        language=voice.language,
        section="home",
        title=view.name,
        description=view.description.text,
        body=fill("home.html", voice, home=view),
    )


def _lists(voice: Voice) -> Iterator[ShortList]:
    """Yield the short lists: what was adopted last, what stopped, what is new."""
    adopted, stopped = _adopted(voice), _stopped(voice)
    if adopted:
        yield ShortList(voice.say("home.adopted"), adopted, "", "", "")
    yield ShortList(
        voice.say("home.stopped"),
        stopped,
        "" if stopped else voice.say("attempts.none"),
        "page:attempts/" if stopped else "",
        voice.say("elsewhere.stopped"),
    )
    yield ShortList(
        voice.say("home.newest"), _newest(voice), "", "page:new/", voice.say("elsewhere.new")
    )


def _indicators(voice: Voice) -> tuple[Way, ...]:
    """The groups of the first scheme that have cases."""
    entries = voice.library.indicator_entries
    return tuple(
        Way(voice.text(group.title), f"page:framework/#{group_anchor(1, group)}", words)
        for group in (entries[0].record.items if entries else ())
        if (n := len(voice.library.cases_serving(group.code)))
        and (words := voice.count("count.cases", n))
    )


def _examples(voice: Voice) -> tuple[Way, ...]:
    """The methods most cases use: words that surely find something."""
    methods = [
        (len(voice.library.cases_filed("method", t.id)), t) for t in voice.library.terms("method")
    ]
    methods.sort(key=lambda pair: -pair[0])
    return tuple(
        Way(label, f"page:cases/?q={quote(label.text)}", "")
        for count, term in methods[:EXAMPLES]
        if count and (label := voice.text(term.label))
    )


def _figures(voice: Voice) -> Figures:
    library = voice.library
    pairs = [
        (case, a)
        for a in library.adoptions
        if (case := library.case(a.case)) and reckoned(voice, case, a) != "mandated"
    ]
    adoptions = tally(voice, pairs)
    ended = adoptions.stopped + adoptions.refused
    going = adoptions.outside - ended
    return Figures(
        cases=len(library.cases),
        cities=sum(bool(library.cases_in(city)) for city in library.cities),
        cities_in_all=len(library.cities),
        attempts=sum(case.kind == "attempt" for case in library.cases),
        adoptions=adoptions.outside,
        ended=ended,
        going_share=round(100 * going / adoptions.outside) if adoptions.outside else 0,
        standings=tuple(
            (voice.say(word), n)
            for word, n in (
                ("standing.used", adoptions.used),
                ("standing.seen", adoptions.seen),
                ("standing.under_way", adoptions.under_way),
                ("home.ended", ended),
            )
            if n
        ),
    )


def _problems(voice: Voice) -> tuple[Way, ...]:
    """Themes as problems, those with most cases first."""
    return tuple(
        Way(
            voice.text(term.question or term.label),
            term_link("theme", term.id),
            _counted(voice, voice.library.cases_filed("theme", term.id)),
        )
        for term, _ in used(voice, "theme")
    )


def _counted(voice: Voice, cases: Sequence[Case]) -> str:
    """How many cases there are, and how far the best of them got, if they got anywhere."""
    counted = voice.count("count.cases", len(cases))
    grades = proven(voice, cases)
    if not grades:
        return counted
    return voice.say("grade.counted", cases=counted, best=voice.say("grade.best", grades=grades))


def _ways(voice: Voice, facet: str) -> tuple[Way, ...]:
    return tuple(
        Way(
            voice.text(term.label),
            f"page:cases/?{facet}={term.id}",
            voice.count("count.cases", len(cases)),
        )
        for term in voice.library.terms(facet)
        if (cases := voice.library.cases_filed(facet, term.id))
    )


def _entry(voice: Voice, case: Case, note: str) -> Entry:
    return Entry(voice.text(case.title), f"case:{case.id}", kind_tag(voice, case), note)


def _adopted(voice: Voice) -> tuple[Entry, ...]:
    """The adoptions seen in use last, outside the origin's own area."""
    found = [
        (seen, adoption, case)
        for adoption in voice.library.adoptions
        if (case := voice.library.case(adoption.case))
        and not within(voice, case, adoption)
        and standing(voice, adoption) in ("used", "seen")
        and (seen := last_seen(adoption))
    ]
    found.sort(key=lambda item: item[0], reverse=True)
    return tuple(
        _entry(
            voice,
            case,
            voice.say("home.seen", place=voice.place(a.place), date=voice.day(seen)),
        )
        for seen, a, case in found[:LISTED]
    )


def _stopped(voice: Voice) -> tuple[Entry, ...]:
    """What did not work or ended: attempts, practices that ended, adoptions given up."""
    ended = [_entry(voice, case, _over(voice, case)) for case in (*tried(voice), *over(voice))]
    dropped = [_entry(voice, case, _given_up(voice, a)) for case, a in given_up(voice)]
    return tuple([*ended, *dropped][:LISTED])


def _over(voice: Voice, case: Case) -> str:
    return voice.say("mark.and").join([voice.place(case.place), since(voice, case)])


def _given_up(voice: Voice, adoption: Adoption) -> str:
    reasons = voice.joined([voice.label("reason", r.reason) for r in adoption.reasons])
    where = voice.place(adoption.place)
    if not reasons:
        return voice.say("home.given_up", place=where)
    return voice.say("home.given_up_why", place=where, reasons=reasons)


def _newest(voice: Voice) -> tuple[Entry, ...]:
    """The cases registered last; of one day, each city has one before any has a second."""
    turns: Counter[tuple[PartialDate, str]] = Counter()
    ordered = []
    for case in voice.library.cases:
        city = voice.library.city_of(case.place)
        key = (case.registered, city.id if city else "")
        ordered.append((turns[key], case))
        turns[key] += 1
    ordered.sort(key=lambda pair: pair[0])
    ordered.sort(key=lambda pair: pair[1].registered, reverse=True)
    return tuple(_entry(voice, case, _over(voice, case)) for _, case in ordered[:LISTED])
