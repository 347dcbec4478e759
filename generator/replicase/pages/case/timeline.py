"""The history of a practice on one line: what happened at home, who asked others to follow, who did."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from replicase.model import Adoption
from replicase.model.evidence import DatedFact
from replicase.model.scalars import PartialDate
from replicase.pages.adoption.adopters import standing, within
from replicase.pages.case.citations import Cites
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Said

ADOPTIONS = 12
"""Adoptions on the line; of more, none is: the table of adopters has them."""
DRAWN = 3
"""Events from which an axis shows more than the list does."""
YEARS = 2
"""Years such an axis must span."""
LABELS = 6
"""Years named on the axis, at most."""
START, END = 5, 95
"""Percent of the width where the axis begins and ends, so that no year is cut."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of the time line."""

    at: PartialDate
    label: str
    """What sort of event it is; empty for one at home."""
    what: Said | None
    link: str
    """The way to the adopter in the table; empty for anything else."""
    wider: bool
    """Whether a higher level or another place took it up."""
    ended: bool
    cites: Cites

    @property
    def date(self) -> str:
        """The date as it is written."""
        return str(self.at)


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the axis."""

    position: int
    wider: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class Axis:
    """The same moments at true distances."""

    label: str
    points: tuple[Point, ...]
    years: tuple[tuple[int, int], ...]
    """Place and year of each mark."""


def moments(subject: Subject, adoptions: Sequence[Adoption]) -> tuple[Moment, ...]:
    """Its history, oldest first; nothing where only the beginning is known."""
    found = [*_at_home(subject), *_promoted(subject), *_adopted(subject, adoptions)]
    if len(found) == 1 and not subject.case.milestones:
        return ()
    return tuple(sorted(found, key=_order))


def _order(moment: Moment) -> tuple[tuple[int, int, int], bool, PartialDate]:
    """Oldest first; what others did within a month or year follows what is dated in it at home.

    Of a place that took it up "in February" nobody says that it did so before the eleventh.
    """
    elsewhere = bool(moment.label)
    return moment.at.last_day if elsewhere else moment.at.first_day, elsewhere, moment.at


def _at_home(subject: Subject) -> Iterator[Moment]:
    """Yield the milestones, and beginning and end where none of them tells it."""
    voice, case = subject.voice, subject.case
    promoted = _on_a_day((p.date, p.source) for p in case.promotion)
    for m in case.milestones:
        wider = any((m.date, source) in promoted for source in m.source)
        cites = subject.cites(m.source)
        yield Moment(m.date, "", voice.text(m.what), "", wider, ended=False, cites=cites)
    for name, fact in (("started", case.started), ("ended", case.ended)):
        if fact is not None and not any(_within(m.date, fact) for m in case.milestones):
            said, over = Said(voice.say(f"moment.{name}")), name == "ended"
            cites = subject.cites(fact.source)
            yield Moment(fact.date, "", said, "", wider=False, ended=over, cites=cites)


def _within(date: PartialDate, fact: DatedFact) -> bool:
    """Whether a date lies in the day, month or year of a fact."""
    return fact.date.first_day <= date.first_day and date.last_day <= fact.date.last_day


def _on_a_day(
    events: Iterable[tuple[PartialDate | None, tuple[str, ...]]],
) -> frozenset[tuple[PartialDate | None, str]]:
    """Days and sources of events: what one source tells of one day is one event, of a year not."""
    return frozenset((d, source) for d, sources in events if d and d.day for source in sources)


def _promoted(subject: Subject) -> Iterator[Moment]:
    """Yield what a higher level did to spread it, where no milestone tells it."""
    voice, case = subject.voice, subject.case
    told = _on_a_day((m.date, m.source) for m in case.milestones)
    for p in case.promotion:
        if p.date is None or any((p.date, source) in told for source in p.source):
            continue
        label = voice.say(
            "moment.promoted",
            level=voice.say(f"level.{p.level}"),
            how=voice.say(f"instrument.{p.instrument}"),
        )
        cites, scope = subject.cites(p.source), voice.optional(p.scope)
        yield Moment(p.date, label, scope, "", wider=True, ended=False, cites=cites)


def _adopted(subject: Subject, adoptions: Sequence[Adoption]) -> Iterator[Moment]:
    """Yield where others began and stopped."""
    voice = subject.voice
    if len(adoptions) > ADOPTIONS:
        return
    for number, adoption in enumerate(adoptions, 1):
        stands = standing(voice, adoption)
        if stands == "planned":
            continue
        begun = "under_way" if stands == "under_way" else "adopted"
        if within(voice, subject.case, adoption):
            begun = "adopted_within"
        for name, fact in ((begun, adoption.started), ("given_up", adoption.ended)):
            if fact is not None:
                yield Moment(
                    at=fact.date,
                    label=voice.say(f"moment.{name}", place=voice.place(adoption.place)),
                    what=None,
                    link=f"#adoption-{number}",
                    wider=name != "given_up",
                    ended=name == "given_up",
                    cites=subject.citations.of(adoption.id, fact.source),
                )


def axis(subject: Subject, found: Sequence[Moment]) -> Axis | None:
    """Set the moments on an axis, where there are enough of them, and years between."""
    if len(found) < DRAWN:
        return None
    first, last = min(m.at.year for m in found), max(m.at.year for m in found)
    if last - first < YEARS:
        return None
    begin, end = _day(PartialDate(first, 1, 1)), _day(PartialDate(last, 12, 31))

    def position(date: PartialDate) -> int:
        return START + round((END - START) * (_day(date) - begin) / (end - begin))

    step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (last + 1 - first) / s < LABELS)
    years = [
        first,
        *(y for y in range(first + 1, last + 1) if y % step == 0 and y - first >= step / 2),
    ]
    return Axis(
        label=subject.voice.say("moment.axis", first=first, last=last, n=len(found)),
        points=tuple(Point(position(m.at), m.wider, m.ended) for m in found),
        years=tuple((position(PartialDate(year, 1, 1)), year) for year in years),
    )


def _day(date: PartialDate) -> int:
    """The day in the middle of what a date can mean."""
    first, last = datetime.date(*date.first_day), datetime.date(*date.last_day)
    return (first.toordinal() + last.toordinal()) // 2
