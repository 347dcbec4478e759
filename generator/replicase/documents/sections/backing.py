"""What a case rests on, and where that ends: limits, laws, the way up, what is unknown, sources."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.documents.blocks import Block, Heading, Paragraph, Table
from replicase.documents.told import Told
from replicase.pages.case.citations import SourceLine


def limits(told: Told) -> Iterator[Block]:
    """Risks and limits, each group by its label."""
    say = told.voice.say
    colon = say("mark.colon")
    for label, remarks in told.view.remarks:
        yield Heading(label, 2)
        for remark in remarks:
            more = "".join(
                f"{say('mark.semicolon')}{f'{name}{colon}' if name else ''}{text}"
                for name, text in remark.more
            )
            yield Paragraph(f"{remark.said}{more}{told.cites(remark.cites)}", "item")


def basis(told: Told) -> Iterator[Block]:
    """Laws, the way up, honours and materials."""
    say, view = told.voice.say, told.view
    if not (view.laws or view.chain or view.honours or view.materials):
        return
    yield Heading(say("section.basis"))
    if view.laws:
        yield Table(
            (say("document.law"), say("document.number"), say("document.issued")),
            (7, 4, 4),
            tuple(
                (
                    f"{law.title}{told.cites(law.cites)}" + (f"\n{law.scope}" if law.scope else ""),
                    law.number or say("unknown.document_number"),
                    say("mark.and").join(law.facts),
                )
                for law in view.laws
            ),
        )
    if view.chain:
        yield Heading(say("document.promotion"), 2)
        yield Table(
            (say("document.level_of"), say("document.instrument"), say("document.number")),
            (2, 8, 5),
            tuple(
                (
                    part.label,
                    "\n".join(
                        [
                            f"{part.title}{told.cites(part.cites)}",
                            *([str(part.scope)] if part.scope else []),
                            *([say("mark.and").join(part.facts)] if part.facts else []),
                        ]
                    ),
                    "—" if part.origin else part.number or say("unknown.document_number"),
                )
                for part in view.chain
            ),
        )
    for year, honour in view.honours:
        yield Paragraph(f"{year} {told.said(honour)}".strip(), "item", say("document.honour"))
    for sort, title, url, licence in view.materials:
        text = " ".join(part for part in (str(title), url, licence) if part)
        yield Paragraph(text, "item", f"{sort}{say('mark.colon')}")


def unknown(told: Told) -> Table:
    """What is not known, why, and whom to ask."""
    say = told.voice.say
    return Table(
        (say("document.what"), say("document.why"), say("unknown_line.ask")),
        (3, 8, 4),
        tuple(
            (u.what, str(u.why), str(u.ask or told.view.ask_first or "")) for u in told.view.unknown
        ),
    )


def sources(told: Told) -> Iterator[Block]:
    """The list of sources in full."""
    say, view = told.voice.say, told.view
    if not view.sources:
        return
    yield Heading(say("section.sources"))
    for source in view.sources:
        yield Paragraph(source_line(told, source), "note", f"[{source.label}] ")
    editor = f"[{say('case.editor')}] "
    yield Paragraph(say("source.editor"), "note", editor)


def source_line(told: Told, source: SourceLine) -> str:
    """A source in one line."""
    parts = [source.title, source.publisher, *source.facts, source.url or ""]
    return told.voice.say("mark.and").join(part for part in parts if part)
