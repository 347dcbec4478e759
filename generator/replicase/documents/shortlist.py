"""Several cases side by side, then each on a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from replicase.documents.blocks import Block, Document, Heading, PageBreak, Paragraph, Table
from replicase.documents.brief import on_one_page
from replicase.documents.told import Told


def shortlist(told: Sequence[Told]) -> Document:
    """Several cases: side by side in one table, then each on a page of its own."""
    first = told[0]
    voice, say = first.voice, first.voice.say
    labels: list[tuple[str, Callable[[Told], str]]] = [
        ("document.place", lambda t: say("mark.gap").join(t.view.facts)),
        ("lead.problem", lambda t: str(t.view.problem)),
        ("lead.answer", lambda t: str(t.view.answer)),
        ("lead.result", lambda t: f"{t.said(t.view.result)} {t.view.caveat}".strip()),
        ("document.grades", lambda t: "\n".join(f"{m.code} {m.words}" for m in t.view.marks)),
    ]
    blocks: list[Block] = []
    # More than four columns leave no room for a sentence.
    for start in range(0, len(told), 4):
        some = told[start : start + 4]
        rows = [(say(word), *(of(t) for t in some)) for word, of in labels]
        rails = [{a.label: a for a in t.view.rail} for t in some]
        for label in rails[0]:
            cells = []
            for t, rail in zip(some, rails, strict=True):
                a = rail[label]
                lines = [*(t.said(f) for f in a.facts), a.stop, a.unknown, a.note]
                cells.append("\n".join(line for line in lines if line))
            rows.append((label, *cells))
        heads = ("", *(str(t.view.title) for t in some))
        blocks.append(Table(heads, (2, *(4,) * len(some)), tuple(rows), has_labels=True))
    for t in told:
        blocks += [
            PageBreak(),
            Heading(str(t.view.title)),
            Paragraph(say("mark.gap").join(t.view.facts), "note"),
        ]
        blocks += on_one_page(t)
    document = first.document(
        say("document.shortlist.title"), (voice.count("count.cases", len(told)),), blocks, "page"
    )
    foot = say(
        "document.foot",
        library=voice.library.settings.name.best(voice.language),
        address=f"{first.site}{voice.address('shortlist/')}" if first.site else "",
        date=voice.site.as_of,
    )
    return replace(document, foot=foot)
