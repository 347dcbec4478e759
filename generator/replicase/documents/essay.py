"""A case told as the essay that calls for cases ask for: four parts, no longer than they allow.

Sentences are taken whole from the record, the weightiest first; what finds no room is counted, never
cut in the middle.
"""

from __future__ import annotations

from collections.abc import Mapping

from replicase.diagnostics import Language
from replicase.documents.blocks import Block, Document, Heading, Paragraph, plain
from replicase.documents.sections.backing import sources
from replicase.documents.told import Told
from replicase.pages.case.results import Row

LONGEST: Mapping[Language, int] = {"zh": 3_000, "en": 9_000}
"""Characters of an essay, title and headings counted; some 1,500 words in English."""
PARTS = ("origin", "practice", "effect", "discussion")
ROOM_FOR_NOTES = 40
"""Characters kept in each part for the words that tell what found no room."""


def essay(told: Told) -> Document:
    """The four-part essay of a case, its sources behind it."""
    say, voice = told.voice.say, told.voice
    parts = _parts(told)
    room = LONGEST[voice.language] - len(str(told.view.title)) - len(parts) * ROOM_FOR_NOTES
    room -= sum(len(say(f"document.essay.{name}")) for name in parts)
    kept: dict[str, list[str]] = {name: [] for name in parts}
    left = {name: list(items) for name, items in parts.items()}
    # One sentence of each part in turn, so that no part eats another's room.
    while any(left.values()):
        for name, items in left.items():
            if not items:
                continue
            if len(items[0]) <= room:
                room -= len(items[0])
                kept[name].append(items.pop(0))
            else:
                items.clear()
    blocks: list[Block] = []
    for name, items in parts.items():
        blocks.append(Heading(say(f"document.essay.{name}")))
        blocks += [Paragraph(text) for text in kept[name]]
        if missing := len(items) - len(kept[name]):
            blocks.append(Paragraph(voice.count("document.more", missing), "note"))
        elif not items:
            blocks.append(Paragraph(say("unknown.statement")))
    author = str(voice.text(told.case.lead.name))
    return told.document(str(told.view.title), (author,), (*blocks, *sources(told)), "official")


def length(document: Document) -> int:
    """The characters of an essay without its sources."""
    total = len(document.title)
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.lead.startswith("["):
            break
        if isinstance(block, Heading | Paragraph):
            total += len(block.text)
    return total


def _parts(told: Told) -> dict[str, list[str]]:
    """What each part can say, the weightiest first."""
    say, view = told.voice.say, told.view
    colon, semicolon = say("mark.colon"), say("mark.semicolon")
    origin = [str(view.problem)]
    if view.problem_text:
        origin += plain(view.problem_text.html)
    origin += [_measured(told, row) for row in view.problem_figures]
    practice = [str(view.answer)]
    practice += [
        told.sentence(
            say("document.essay.part", name=part.name, role=part.role, function=part.function),
            part.cites,
        )
        for part in view.components
    ]
    practice += [
        told.sentence(say("document.essay.step", n=n, action=step.action), step.cites)
        for n, step in enumerate(view.steps, 1)
    ]
    practice += [
        told.sentence(
            f"{told.voice.day(m.at)}{colon}"
            + say("mark.and").join([p for p in (m.label, str(m.what or "")) if p]),
            m.cites,
        )
        for m in view.moments
        if m.what
    ]
    effect = [f"{told.said(view.result)} {view.caveat}".strip()]
    effect += [_measured(told, row) for row in (*view.results, *view.figures)]
    effect += [
        told.sentence(f"{found.evaluator}{colon}{found.finding}", found.cites)
        for found in view.evaluations
    ]
    for text in (view.adopted, view.stopped):
        if text:
            effect.append(f"{say('rail.users')}{colon}{text}")
    effect += [
        told.sentence(f"{line.place}{colon}{line.state} {line.date}", line.cites)
        for line in view.adoptions
    ]
    effect += [f"{year} {told.said(honour)}".strip() for year, honour in view.honours]
    discussion = list(plain(view.mechanism.html)) if view.mechanism else []
    discussion += [
        told.sentence(
            f"{label}{colon}{remark.said}"
            + "".join(f"{semicolon}{f'{n}{colon}' if n else ''}{t}" for n, t in remark.more),
            remark.cites,
        )
        for label, remarks in view.remarks
        for remark in remarks
    ]
    discussion += [say("document.essay.unknown", what=u.what, why=u.why) for u in view.unknown]
    return dict(zip(PARTS, (origin, practice, effect, discussion), strict=True))


def _measured(told: Told, row: Row) -> str:
    """A measure in one sentence."""
    say = told.voice.say
    values = [
        say("document.dated", value=v.text, at=v.at) + told.cites(v.cites)
        for v in (*row.before, *row.after)
    ]
    change = f"{say('mark.and')}{row.change}" if row.compared and row.change else ""
    arrow = " → " if row.compared else say("mark.semicolon")
    return f"{row.name}{say('mark.colon')}{arrow.join(values)}{change}"
