"""What was measured: before and after, single values, and claims that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replicase.documents.blocks import Block, Heading, Paragraph, Table
from replicase.documents.told import Told
from replicase.pages.case.results import Row, Value


def results(told: Told) -> Iterator[Block]:
    """The tables of results; those that show no change stand apart."""
    say, view = told.voice.say, told.view
    if view.results:
        if view.figures:
            yield Heading(say("results.compared"), 2)
        yield compared(told, view.results)
        yield from notes(told, view.results)
    if view.figures:
        yield Heading(say("results.single"), 2)
        yield single(told, view.figures)
        yield from notes(told, view.figures)
    if not view.results and not view.figures:
        yield Paragraph(say("results.none"))
    if view.no_effect:
        yield Paragraph(say("results.no_effect", why=view.no_effect.why), "note")


def compared(told: Told, rows: Iterable[Row]) -> Table:
    """Before and after side by side."""
    say = told.voice.say
    heads = tuple(say(f"results.{name}") for name in ("metric", "before", "after", "change", "who"))
    return Table(
        heads,
        (4, 3, 3, 3, 3),
        tuple(
            (
                f"{row.name}\n{row.kind}",
                values(told, row.before),
                values(told, row.after),
                row.change,
                claims(told, row),
            )
            for row in rows
        ),
        has_labels=True,
    )


def single(told: Told, rows: Iterable[Row]) -> Table:
    """One value each."""
    say = told.voice.say
    return Table(
        tuple(say(f"results.{name}") for name in ("metric", "value", "who")),
        (6, 5, 3),
        tuple(
            (
                f"{row.name}\n{row.kind}",
                "\n".join(
                    part
                    for part in (
                        values(told, row.before, say("case.before")),
                        values(told, row.after),
                    )
                    if part
                ),
                claims(told, row),
            )
            for row in rows
        ),
        has_labels=True,
    )


def values(told: Told, found: Iterable[Value], side: str = "") -> str:
    """Observed values, one below the other, with their years."""
    wrap = told.voice.say
    return "\n".join(
        wrap("document.dated", value=v.text, at=f"{side} {v.at}".strip()) for v in found
    )


def claims(told: Told, row: Row) -> str:
    """Who says so."""
    return "\n".join(f"{claim.claimant} {told.cites(claim.cites)}".strip() for claim in row.claims)


def notes(told: Told, rows: Iterable[Row]) -> Iterator[Block]:
    """How measures are counted, below their table."""
    for row in rows:
        if row.notes:
            text = " ".join(told.said(note) for note in row.notes)
            name = "" if row.together else f"{row.name}{told.voice.say('mark.colon')}"
            yield Paragraph(f"{row.together}{name}{text}", "note")


def conflicts(told: Told) -> Iterator[Block]:
    """Claims that contradict each other, side by side."""
    say = told.voice.say
    for conflict in told.view.conflicts:
        yield Heading(conflict.title, 3)
        yield Table(
            (say("results.value"), say("document.publisher")),
            (5, 7),
            tuple(
                (
                    say("document.dated", value=c.value.text, at=c.value.at),
                    f"{c.publisher} {told.cites(c.value.cites)}".strip(),
                )
                for c in conflict.claims
            ),
        )
    yield Paragraph(say("conflict.note"), "note")
