"""What a practice rests on, how higher levels spread it, who runs it, and what it is related to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from replicase.model.case import Law, Organisation
from replicase.model.evidence import LEVELS
from replicase.model.scalars import PartialDate
from replicase.pages.case.citations import NONE, Cites, Statement
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Said


@dataclass(frozen=True, slots=True)
class Document:
    """A law or decision it rests on."""

    title: Said
    facts: tuple[str, ...]
    number: str
    """文号; empty when it is not known."""
    url: str | None
    scope: Said | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class Stretch:
    """A level on the way up: the place it began at, or one that asked others to follow."""

    label: str
    title: str
    """The instrument; of the place of origin its name."""
    scope: Said | None
    facts: tuple[str, ...]
    number: str
    open: bool
    """Whether the way to here is without its document number."""
    origin: bool
    onward: str
    """The way to the next: `known`, `open` where that lacks its number, empty at the end."""
    cites: Cites


@dataclass(frozen=True, slots=True)
class Person:
    """A unit that leads or takes part."""

    name: Said
    role: str
    """What it does and gives; empty when it is not told."""
    cites: Cites


@dataclass(frozen=True, slots=True)
class RelatedLine:
    """Another practice."""

    relation: str
    name: Said
    link: str
    cites: Cites


def laws(subject: Subject) -> tuple[Document, ...]:
    """The laws and decisions it rests on."""
    return tuple(_law(subject, law) for law in subject.case.legal_basis)


def _law(subject: Subject, law: Law) -> Document:
    voice = subject.voice
    facts = []
    if law.issuer:
        facts.append(voice.text(law.issuer).text)
    if law.date:
        facts.append(str(law.date))
    if law.rank:
        facts.append(voice.text(law.rank).text)
    return Document(
        title=voice.text(law.title),
        facts=tuple(facts),
        number=law.number or "",
        url=law.url,
        scope=voice.optional(law.authorisation),
        cites=subject.cites(law.source),
    )


def chain(subject: Subject) -> tuple[Stretch, ...]:
    """How it went up, from where it began; empty where no higher level took it up."""
    voice, case = subject.voice, subject.case
    if not case.promotion:
        return ()
    level = case.place.level
    started = case.started
    made = [
        Stretch(
            label=voice.say(f"level.{level}") if level else voice.say("spread.origin"),
            title=voice.place(case.place),
            scope=None,
            facts=(voice.say("card.since", date=voice.date(started.date)),) if started else (),
            number="",
            open=False,
            origin=True,
            onward="",
            cites=subject.cites(started.source if started else ()),
        )
    ]
    for p in sorted(case.promotion, key=lambda p: (LEVELS.index(p.level), _year(p.date))):
        facts = [voice.text(who).text for who in (p.issuer, p.responsible_unit) if who]
        if p.date:
            facts.append(str(p.date))
        made.append(
            Stretch(
                label=voice.say(f"level.{p.level}"),
                title=voice.say(f"instrument.{p.instrument}"),
                scope=voice.optional(p.scope),
                facts=tuple(facts),
                number=p.number or "",
                open=not p.number,
                origin=False,
                onward="",
                cites=subject.cites(p.source),
            )
        )
    return tuple(
        replace(here, onward="open" if after.open else "known") if after else here
        for here, after in zip_longest(made, made[1:])
    )


def honours(subject: Subject) -> tuple[tuple[str, Statement], ...]:
    """Awards, with their years; they count for nothing."""
    return tuple(
        (
            subject.voice.date(h.year) if h.year else "",
            subject.statement(h.what, h.source),
        )
        for h in subject.case.recognition
    )


def materials(subject: Subject) -> tuple[tuple[str, Said, str, str], ...]:
    """What others can take along: sort, title, address, licence."""
    voice = subject.voice
    return tuple(
        (voice.say(f"material.{m.type}"), voice.text(m.title), m.url, m.licence or "")
        for m in subject.case.materials
    )


def people(subject: Subject) -> tuple[tuple[str, tuple[Person, ...]], ...]:
    """Who leads and who takes part, each group by its label."""
    voice, case = subject.voice, subject.case

    def person(who: Organisation) -> Person:
        told = [voice.text(t).text for t in (who.role, who.support) if t]
        return Person(voice.text(who.name), voice.joined(told), subject.cites(who.source))

    groups = (("lead", (case.lead,)), ("partner", case.partners))
    return tuple(
        (voice.say(f"people.{label}"), tuple(person(who) for who in found))
        for label, found in groups
        if found
    )


def related(subject: Subject) -> tuple[RelatedLine, ...]:
    """Practices it copies, extends or resembles, in the library or not, and cases that name it."""
    voice, case = subject.voice, subject.case
    lines = []
    for related in case.related:
        other = voice.library.case(related.case) if related.case else None
        if other is not None:
            name, link = voice.text(other.title), f"case:{other.id}"
        elif related.name is not None:
            name, link = voice.text(related.name), ""
        else:
            continue
        lines.append(
            RelatedLine(
                voice.say(f"relation.{related.relation}"),
                name,
                link,
                subject.cites(related.source),
            )
        )
    told = {related.case for related in case.related}
    for other, related in voice.library.related_to(case):
        if other.id not in told:
            # Its sources are listed on its own page.
            how = voice.say(f"related_from.{related.relation}")
            lines.append(RelatedLine(how, voice.text(other.title), f"case:{other.id}", NONE))
            told.add(other.id)
    return tuple(lines)


def _year(date: PartialDate | None) -> PartialDate:
    return date or PartialDate(2999)
