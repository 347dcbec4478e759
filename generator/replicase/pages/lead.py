"""The first screen of a case: the line below its title, what came of it, and 适合我吗."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.model import Result
from replicase.pages.card import Fact, cost, principal, span
from replicase.pages.citations import Statement
from replicase.pages.subject import Subject
from replicase.pages.voice import Said, Voice

RAIL_NEEDS = 2
"""Prerequisites in the rail, which must fit a laptop's screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the rail 适合我吗: a question and what is known."""

    label: str
    facts: tuple[Said, ...]
    note: str = ""
    unknown: str = ""
    stop: str = ""


def facts(subject: Subject) -> tuple[str, ...]:
    """The line below the title."""
    voice, case = subject.voice, subject.case
    facts = [voice.place(case.place), span(voice, case, voice.day)]
    if case.operation:
        state = voice.say(f"state.{case.operation.state}")
        if case.operation.confirmed:
            state = voice.say(
                "case.confirmed", state=state, date=voice.day(case.operation.confirmed)
            )
        facts.append(state)
    return tuple(facts)


def result(subject: Subject) -> tuple[Statement, str]:
    """What came of it in one sentence, and how far that may be believed."""
    voice, case = subject.voice, subject.case
    found = principal(case)
    if found is None or not found.observations:
        return Statement(Said(voice.say("lead.no_result"))), ""
    name = voice.text(found.name)
    after = found.after or found.observations
    last = after[-1]
    value, at = voice.observed(last, found.unit), voice.day(last.at)
    sources = [o.source for o in (*found.before, *after)]
    cites = subject.cites(sources)
    disputed = any(len({o.value for o in side}) > 1 for side in (found.before, after))
    if disputed:
        told_ = voice.say("lead.disputed", name=name)
        return Statement(Said(told_, name.lang), cites), ""
    if found.compares:
        first = found.before[0]
        told_ = voice.say(
            "lead.changed",
            name=name,
            before=_set_off(voice, voice.observed(first, found.unit)),
            before_at=voice.day(first.at),
            after=_set_off(voice, value),
            after_at=at,
        )
        controlled = any(
            e.design in ("comparison", "quasi-experimental", "randomised") for e in case.evaluations
        )
        return Statement(Said(told_, name.lang), cites), (
            "" if controlled else voice.say("lead.no_control")
        )
    told_ = voice.say("lead.figure", name=name, value=value, at=at)
    return Statement(Said(told_, name.lang), cites), voice.say(_caveat(found))


def _caveat(found: Result) -> str:
    """Why a figure is no change."""
    if found.dimension != "effect":
        return "lead.no_effect"
    if found.before and found.after:
        return "lead.broken"
    times = {observation.at for observation in found.observations}
    return "lead.no_baseline" if len(times) > 1 else "lead.one_time"


def rail(subject: Subject, going: str, ended: str) -> tuple[Answer, ...]:
    """Whether it fits another place, in six answers; `going` and `ended` tell of its adopters."""
    voice, case = subject.voice, subject.case
    size = [Said(voice.say(f"scale.{case.place.level}"))] if case.place.level else []
    size += [
        Said(
            voice.say(
                "rail.figure",
                name=voice.text(r.name),
                value=voice.observed(r.observations[-1], r.unit),
            ),
            voice.text(r.name).lang,
        )
        for r in case.context[:1]
        if r.observations
    ]
    must = [p for p in case.prerequisites if p.level == "must"]
    more = len(must) - RAIL_NEEDS
    money = cost(voice, case)
    months = case.first_result_months
    unsuitable = tuple(voice.text(u.text) for u in case.unsuitable_when[:2])
    return (
        Answer(
            voice.say("rail.size"),
            tuple(size) or (Said(voice.place(case.place)),),
        ),
        Answer(
            voice.say("rail.needs"),
            tuple(voice.text(p.text) for p in must[:RAIL_NEEDS]),
            note=voice.count("card.more_needs", more) if more > 0 else "",
            unknown="" if must else voice.say("unknown.statement"),
        ),
        _answer(voice.say("rail.cost"), money),
        Answer(
            voice.say("rail.time"),
            (Said(voice.count("rail.months", months.months)),) if months else (),
            unknown="" if months else voice.say("unknown.number"),
        ),
        Answer(
            voice.say("rail.users"),
            (Said(going),) if going else (),
            unknown="" if going or ended else voice.say("adopters.none"),
            stop=ended,
        ),
        Answer(
            voice.say("rail.unsuitable"),
            unsuitable,
            unknown="" if unsuitable else voice.say("unknown.statement"),
        ),
    )


def _answer(label: str, fact: Fact) -> Answer:
    return Answer(label, (Said(fact.text),) if fact.text else (), fact.note, fact.unknown)


def _set_off(voice: Voice, value: str) -> str:
    """A value inside a sentence: in Chinese a number stands apart from the word before it."""
    return f" {value}" if voice.language == "zh" and value[:1].isdigit() else value
