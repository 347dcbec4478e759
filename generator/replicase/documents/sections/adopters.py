"""Who took it over, and what each kept, adapted and dropped."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.documents.blocks import Block, Heading, Paragraph, Table
from replicase.documents.sections.results import single
from replicase.documents.told import Told


def adoptions(told: Told) -> Iterator[Block]:
    """Who took it over: a table of parts kept, adapted and dropped, then what each told."""
    say, view = told.voice.say, told.view
    if not view.adoptions:
        yield Paragraph(say("adoption.none"))
        return
    yield strip(told)
    if view.strip:
        legend = (f"{cell.mark} {cell.words}" for cell in view.legend)
        yield Paragraph(say("mark.gap").join(legend), "note")
    for doubt in view.doubts:
        yield Paragraph(str(doubt), "note")
    for line in view.adoptions:
        if line.details:
            yield Heading(line.place, 3)
            for label, said in line.said:
                text = say("mark.semicolon").join(told.said(s) for s in said)
                yield Paragraph(text, "item", f"{label}{say('mark.colon')}")
            if line.reasons:
                why = "adoption.why_refused" if line.refused else "adoption.why_stopped"
                text = say("mark.semicolon").join(told.said(s) for s in line.reasons)
                yield Paragraph(text, "item", f"{say(why)}{say('mark.colon')}")
            if line.dropped_core:
                dropped = say("document.dropped_core", parts=line.dropped_core)
                yield Paragraph(dropped, "item")
            if line.results:
                yield single(told, line.results)
            for missing in line.unknown:
                yield Paragraph(f"{missing.why}", "item", f"{missing.what}{say('mark.colon')}")


def strip(told: Told) -> Table:
    """Adopters by components, one character a cell."""
    say, view = told.voice.say, told.view
    numbers = tuple(str(part.number) for part in view.components) if view.strip else ()
    rows = []
    for line in view.adoptions:
        place = line.place
        if line.within:
            place += f"\n{say('adoption.within')}"
        facts = say("mark.gap").join(line.facts) + told.cites(line.cites)
        cells = tuple(cell.mark for cell in line.cells) if view.strip else ()
        rows.append((f"{place}\n{facts}", *cells, f"{line.state}\n{line.date}".strip()))
    heads = (say("adoption.place"), *numbers, say("adoption.state"))
    return Table(heads, (max(6, 14 - 2 * len(numbers)) * 2, *(2,) * len(numbers), 6), tuple(rows))
