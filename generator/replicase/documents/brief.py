"""A case on one page for a superior."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replicase.documents import word
from replicase.documents.blocks import Block, Document, Heading, Paragraph, Table
from replicase.documents.sections.adopters import strip
from replicase.documents.sections.lead import fit, lead
from replicase.documents.sections.results import compared, single
from replicase.documents.told import Told
from replicase.pages.case.citations import SourceLine

BRIEF_ITEMS = 3
"""Items of a list on one page; of more the number is told."""
SCALES = (100, 95, 90, 85, 80, 75)
"""Sizes of letters a brief is tried in, in percent."""


def brief(told: Told) -> Document:
    """One page for a superior: conflicts and limits are never cut, long lists are counted.

    Where it would run over, letters get smaller, then fewer results and adopters are listed.
    """
    voice, view = told.voice, told.view
    facts = [voice.say("mark.gap").join(view.facts), told.grades]
    made = told.document(str(view.title), facts, on_one_page(told), "page")
    for items in range(BRIEF_ITEMS, 0, -1):
        for scale in SCALES:
            made = replace(made, blocks=tuple(on_one_page(told, items)), scale=scale)
            if word.height(made) <= word.PAGE_HEIGHT:
                return made
    return made


def on_one_page(told: Told, most: int = BRIEF_ITEMS) -> Iterator[Block]:
    """The blocks of a brief, with so many results and adopters at most."""
    say, view = told.voice.say, told.view
    yield from lead(told)
    yield Heading(say("rail.title"))
    yield fit(told)
    rows = [*view.results, *view.figures]
    if rows:
        yield Heading(say("section.results"))
        shown = rows[:most]
        if any(row.compared for row in shown):
            yield compared(told, shown)
        else:
            yield single(told, shown)
        if len(rows) > len(shown):
            yield Paragraph(told.voice.count("document.more", len(rows) - len(shown)), "note")
    if view.components:
        core = [f"{p.number} {p.name}" for p in view.components if p.core]
        others = [f"{p.number} {p.name}" for p in view.components if not p.core]
        yield Heading(say("section.components"))
        for label, names in (("document.core_parts", core), ("document.other_parts", others)):
            if names:
                yield Paragraph(
                    say("mark.semicolon").join(names), "item", f"{say(label)}{say('mark.colon')}"
                )
    yield Heading(say("section.adoptions"))
    if view.adoptions:
        table = strip(told)
        short = table.rows[:most]
        yield Table(table.heads, table.shares, short)
        if len(table.rows) > len(short):
            left = len(table.rows) - len(short)
            yield Paragraph(told.voice.count("document.more", left), "note")
    else:
        yield Paragraph(say("adoption.none"))
    for conflict in view.conflicts:
        sides = say("mark.semicolon").join(
            f"{say('document.dated', value=c.value.text, at=c.value.at)}{told.cites(c.value.cites)}"
            for c in conflict.claims
        )
        yield Paragraph(sides, "item", f"{conflict.title}{say('mark.colon')}")
    if view.remarks:
        yield Heading(say("section.limits"))
        for label, remarks in view.remarks:
            said = [f"{r.said}{told.cites(r.cites)}" for r in remarks]
            yield Paragraph(
                say("mark.semicolon").join(t.rstrip("。.") for t in said),
                "item",
                f"{label}{say('mark.colon')}",
            )
    listed = [
        say("mark.and").join([s.publisher, *([d] if (d := _dated(s)) else [])])
        for s in view.sources
    ]
    labels = [s.label for s in view.sources]
    yield Paragraph(
        say("mark.semicolon").join(f"{a} {b}" for a, b in zip(labels, listed, strict=True)),
        "note",
        f"{say('section.sources')}{say('mark.colon')}",
    )


def _dated(source: SourceLine) -> str:
    return next((fact for fact in source.facts if fact[:2] in ("19", "20")), "")
