"""What was wrong, what was done, whether it worked, and whether it fits another place."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.documents.blocks import Block, Paragraph, Table
from replicase.documents.told import Told


def lead(told: Told) -> Iterator[Block]:
    """Problem, answer and result."""
    say, view = told.voice.say, told.view
    result = " ".join(part for part in (told.said(view.result), view.caveat) if part)
    for name, text in (("problem", view.problem), ("answer", view.answer), ("result", result)):
        yield Paragraph(str(text), lead=f"{say(f'lead.{name}')}{say('mark.colon')}")


def fit(told: Told) -> Table:
    """Whether it fits another place, in six answers."""
    rows = []
    for answer in told.view.rail:
        lines = [told.said(fact) for fact in answer.facts]
        lines += [line for line in (answer.stop, answer.unknown, answer.note) if line]
        rows.append((answer.label, "\n".join(lines)))
    return Table(("", ""), (3, 9), tuple(rows), has_labels=True)
