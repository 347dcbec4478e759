"""What a practice consists of, what must be there first, and how it is carried out."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.pages.case.citations import Cites
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Said


@dataclass(frozen=True, slots=True)
class ComponentLine:
    """A part of the practice."""

    number: int
    name: Said
    function: Said
    role: str
    core: bool
    why: Said | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class Need:
    """A prerequisite."""

    level: str
    kind: str
    text: Said
    measure: str
    substitute: Said | None
    cites: Cites


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the work."""

    action: Said
    facts: tuple[str, ...]
    components: tuple[str, ...]
    cites: Cites


def components(subject: Subject) -> tuple[ComponentLine, ...]:
    """Its parts, numbered; the numbers head the columns of the table of adopters."""
    return tuple(
        ComponentLine(
            number=number,
            name=subject.voice.text(c.name),
            function=subject.voice.text(c.function),
            role=subject.voice.say(f"role.{c.role}"),
            core=c.role == "core",
            why=subject.voice.optional(c.why_core),
            cites=subject.cites(c.source),
        )
        for number, c in enumerate(subject.case.components, 1)
    )


def needs(subject: Subject) -> tuple[Need, ...]:
    """What must, should or may be there first, in this order."""
    voice = subject.voice
    order = ("must", "should", "helps")
    made = []
    for p in sorted(subject.case.prerequisites, key=lambda p: order.index(p.level)):
        measure = ""
        if p.measure:
            unit = p.measure.unit
            value = voice.amount(p.measure.value, unit) if unit else voice.number(p.measure.value)
            sign = {"<=": "≤", ">=": "≥"}.get(p.measure.op, p.measure.op)
            measure = f"{voice.label('metric', p.measure.metric)} {sign} {value}"
        made.append(
            Need(
                level=voice.say(f"need.{p.level}"),
                kind=voice.say(f"need_kind.{p.kind}"),
                text=voice.text(p.text),
                measure=measure,
                substitute=voice.optional(p.substitute),
                cites=subject.cites(p.source),
            )
        )
    return tuple(made)


def steps(subject: Subject) -> tuple[StepLine, ...]:
    """What is done, by whom, for how long, with what result."""
    voice = subject.voice
    numbers = {c.id: n for n, c in enumerate(subject.case.components, 1)}
    names = {c.id: voice.text(c.name).text for c in subject.case.components}
    made = []
    for step in subject.case.steps:
        facts = []
        if step.who:
            facts.append(voice.say("step.who", who=voice.text(step.who)))
        if step.weeks is not None:
            facts.append(voice.count("step.weeks", step.weeks))
        if step.output:
            facts.append(voice.say("step.output", output=voice.text(step.output)))
        made.append(
            StepLine(
                action=voice.text(step.action),
                facts=tuple(facts),
                components=tuple(f"{numbers[c]} {names[c]}" for c in step.components if c in names),
                cites=subject.cites(step.source),
            )
        )
    return tuple(made)
