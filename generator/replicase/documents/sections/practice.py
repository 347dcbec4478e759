"""The practice itself: the problem and why it works, its parts, needs, course and costs."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.documents.blocks import Block, Heading, Paragraph, Table, from_prose
from replicase.documents.sections.results import single
from replicase.documents.told import Told
from replicase.pages.case.workings import Need


def background(told: Told) -> Iterator[Block]:
    """The problem and why the practice works."""
    say, view = told.voice.say, told.view
    if view.problem_text:
        yield Heading(say("problem.was"), 2)
        yield from from_prose(view.problem_text.html, told.cites(view.problem_text.cites))
    if view.problem_figures:
        yield Heading(say("problem.figures"), 2)
        yield single(told, view.problem_figures)
    if view.mechanism:
        yield Heading(say("problem.why"), 2)
        yield from from_prose(view.mechanism.html, told.cites(view.mechanism.cites))


def components(told: Told) -> Table:
    """The parts, numbered as in the table of adopters."""
    say = told.voice.say
    stop = say("mark.stop")
    return Table(
        ("", say("document.component"), say("document.function"), say("document.role")),
        (1, 4, 8, 2),
        tuple(
            (
                str(part.number),
                str(part.name),
                f"{part.function}{f'{stop}{part.why}' if part.why else ''}{told.cites(part.cites)}",
                part.role,
            )
            for part in told.view.components
        ),
    )


def needs(told: Told) -> Iterator[Block]:
    """What must be there first."""
    say, view = told.voice.say, told.view
    if not view.needs:
        yield Paragraph(f"{say('unknown.statement')} {view.needs_ask}".strip())
        return
    heads = (say("document.level"), say("document.sort"), say("document.condition"))
    rows = tuple((need.level, need.kind, condition(told, need)) for need in view.needs)
    yield Table(heads, (2, 2, 10), rows)


def condition(told: Told, need: Need) -> str:
    """What must be there, how that is measured, and what does instead, one below the other."""
    say = told.voice.say
    lines = [f"{need.text}{told.cites(need.cites)}"]
    if need.measure:
        lines.append(f"{say('needs.measure')}{say('mark.colon')}{need.measure}")
    if need.substitute:
        lines.append(f"{say('needs.substitute')}{say('mark.colon')}{need.substitute}")
    return "\n".join(lines)


def course(told: Told) -> Iterator[Block]:
    """The steps, then what happened when."""
    say, view = told.voice.say, told.view
    for number, step in enumerate(view.steps, 1):
        facts = list(step.facts)
        if step.components:
            parts = say("mark.semicolon").join(step.components)
            facts.append(f"{say('step.components')}{say('mark.colon')}{parts}")
        yield Paragraph(f"{step.action}{told.cites(step.cites)}", lead=f"{number}. ")
        if facts:
            yield Paragraph(say("mark.gap").join(facts), "note")
    if view.moments:
        yield Heading(say("step.history"), 2)
        yield Table(
            (say("document.date"), say("document.event")),
            (3, 11),
            tuple(
                (
                    told.voice.day(m.at),
                    say("mark.colon").join([p for p in (m.label, str(m.what or "")) if p])
                    + told.cites(m.cites),
                )
                for m in view.moments
            ),
        )


def costs(told: Told) -> Iterator[Block]:
    """Costs, context and systems; what is not known is said."""
    say, view = told.voice.say, told.view
    rows = []
    for line in view.costs:
        value = f"{line.value}{told.cites(line.cites)}" if line.value else say("unknown.number")
        if line.ask:
            value += f"\n{say('unknown.ask', whom=line.ask)}"
        rows.append((line.label, value))
    rows += [
        (label, f"{say('mark.semicolon').join(map(str, said))}{told.cites(view.systems_cites)}")
        for label, said in view.systems
    ]
    yield Table(("", ""), (4, 8), tuple(rows), has_labels=True)
    if view.context:
        yield Heading(say("field.context"), 2)
        yield single(told, view.context)
