"""A plan to carry a case out elsewhere, to be ticked and filled in."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.documents.blocks import Block, Document, Heading, Paragraph, Table
from replicase.documents.sections.backing import limits, sources
from replicase.documents.sections.practice import condition, needs
from replicase.documents.sections.results import values
from replicase.documents.told import Told


def plan(told: Told) -> Document:
    """A plan to carry it out elsewhere: what to have first, parts to keep, steps, all to be ticked."""
    title = told.voice.say("document.plan.title", case=told.view.title)
    facts = (told.voice.say("document.plan.lead"),)
    return told.document(title, facts, _sections(told), "plain")


def _sections(told: Told) -> Iterator[Block]:
    say, view = told.voice.say, told.view

    def heads(*names: str) -> tuple[str, ...]:
        return tuple(say(f"document.plan.{name}") for name in names)

    for name, text in (("problem", view.problem), ("answer", view.answer)):
        yield Paragraph(str(text), lead=f"{say(f'lead.{name}')}{say('mark.colon')}")
    yield Heading(say("document.plan.needs"))
    if view.needs:
        yield Table(
            heads("check", "condition", "here", "who"),
            (2, 8, 4, 3),
            tuple((f"□ {need.level}", condition(told, need), "", "") for need in view.needs),
        )
    else:
        yield from needs(told)
    if view.components:
        yield Heading(say("document.plan.components"))
        yield Table(
            heads("part", "function", "choice", "why"),
            (4, 6, 4, 3),
            tuple(
                (
                    f"{part.number} {part.name}\n{part.role}",
                    f"{part.function}{told.cites(part.cites)}",
                    say("document.plan.choices"),
                    "",
                )
                for part in view.components
            ),
        )
        yield Paragraph(say("document.plan.core"), "note")
    if view.steps:
        yield Heading(say("document.plan.steps"))
        yield Table(
            heads("step", "action", "who", "due"),
            (2, 9, 3, 3),
            tuple(
                (
                    f"□ {number}",
                    "\n".join([f"{step.action}{told.cites(step.cites)}", *step.facts]),
                    "",
                    "",
                )
                for number, step in enumerate(view.steps, 1)
            ),
        )
    if view.remarks:
        yield Heading(say("document.plan.risks"))
        yield from limits(told)
    yield Heading(say("document.plan.measures"))
    yield Table(
        heads("metric", "there", "base", "target"),
        (5, 5, 3, 3),
        tuple(
            (str(row.name), values(told, row.after) or values(told, row.before), "", "")
            for row in (*view.results, *view.figures)
        )
        or (("", say("results.none"), "", ""),),
    )
    stopped = [line for line in view.adoptions if line.stopped]
    if stopped:
        yield Heading(say("document.plan.stopped"))
        for line in stopped:
            why = say("mark.semicolon").join(told.said(s) for s in line.reasons)
            yield Paragraph(why or line.state, "item", f"{line.place}{say('mark.colon')}")
    if view.contact:
        unit, contact, _ = view.contact
        yield Paragraph(
            f"{unit} {contact or ''}".strip(), lead=f"{say('people.contact')}{say('mark.colon')}"
        )
    yield from sources(told)
