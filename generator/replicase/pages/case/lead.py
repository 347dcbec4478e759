"""The first screen of a case: the line below its title, what came of it, and 适合我吗."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.model import Result
from replicase.pages.case.citations import Statement
from replicase.pages.case.subject import Subject
from replicase.pages.lists.card import ask, cost, principal, span
from replicase.pages.voice import Said, Voice

RAIL_NEEDS = 2
"""Prerequisites in the rail, which must fit a laptop's screen."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One line of the rail 适合我吗: a question and what is known."""

    label: str
    facts: tuple[Statement, ...]
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
    size = [Statement(Said(voice.say(f"scale.{case.place.level}")))] if case.place.level else []
    size += [_figure(subject, r) for r in case.context[:1] if r.observations]
    must = [p for p in case.prerequisites if p.level == "must"]
    more = len(must) - RAIL_NEEDS
    months = case.first_result_months
    unsuitable = tuple(subject.statement(u.text, u.source) for u in case.unsuitable_when[:2])
    return (
        Answer(
            voice.say("rail.size"),
            tuple(size) or (Statement(Said(voice.place(case.place))),),
        ),
        Answer(
            voice.say("rail.needs"),
            tuple(subject.statement(p.text, p.source) for p in must[:RAIL_NEEDS]),
            note=voice.count("card.more_needs", more)
            if more > 0
            else ("" if must else ask(voice, case, "prerequisites")),
            unknown="" if must else voice.say("unknown.statement"),
        ),
        _costs(subject),
        Answer(
            voice.say("rail.time"),
            (
                Statement(
                    Said(voice.count("rail.months", months.months)), subject.cites(months.source)
                ),
            )
            if months
            else (),
            note="" if months else ask(voice, case, "first_result_months"),
            unknown="" if months else voice.say("unknown.number"),
        ),
        Answer(
            voice.say("rail.users"),
            (Statement(Said(going)),) if going else (),
            unknown="" if going or ended else voice.say("adopters.none"),
            stop=ended,
        ),
        Answer(
            voice.say("rail.unsuitable"),
            unsuitable,
            note="" if unsuitable else ask(voice, case, "unsuitable_when"),
            unknown="" if unsuitable else voice.say("unknown.statement"),
        ),
    )


def _figure(subject: Subject, result: Result) -> Statement:
    """A figure of the place, with its year and its source."""
    voice = subject.voice
    seen = result.observations[-1]
    name = voice.text(result.name)
    told_ = voice.say(
        "rail.figure",
        name=name,
        value=voice.observed(seen, result.unit),
        at=voice.date(seen.at),
    )
    return Statement(Said(told_, name.lang), subject.cites([seen.source]))


def _costs(subject: Subject) -> Answer:
    """What it took, with the sources of the sums."""
    voice, told_ = subject.voice, subject.case.costs
    fact = cost(voice, subject.case)
    sums = [told_.running, told_.setup] if told_ else []
    cites = subject.cites(dict.fromkeys(s for amount in sums if amount for s in amount.source))
    label = voice.say("rail.cost")
    facts = (Statement(Said(fact.text), cites),) if fact.text else ()
    return Answer(label, facts, fact.note, fact.unknown)


def _set_off(voice: Voice, value: str) -> str:
    """A value inside a sentence: in Chinese a number stands apart from the word before it."""
    return f" {value}" if voice.language == "zh" and value[:1].isdigit() else value
