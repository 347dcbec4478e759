"""Results as tables, dumbbells and claims side by side; the table is the truth of all three."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby

from replicase.model import Observation, Result, Source
from replicase.pages.case.citations import Citations, Cites, Statement
from replicase.pages.voice import Said, Voice

DESK, PHONE = 364, 238
"""Pixels of the shortest axis on a desk and on a phone, large text counted as of usual size."""
WIDE, NARROW, THIN = 15, 8.5, 4.5
"""Pixels of a Chinese character, a Latin one, and a mark or space in the label of a dumbbell."""
DOT = 9
"""Pixels by which a label that is set flush reaches beyond its dot."""
NEAR = 10
"""Percent of the axis below which an arrow would lie over both dots on a phone."""
EDGE = 20
"""Percent from either end where a label is set flush instead of centred."""


@dataclass(frozen=True, slots=True)
class Value:
    """One observed value."""

    text: str
    at: str
    claimant: str
    cites: Cites


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table of results."""

    name: Said
    kind: str
    """What it speaks of, in words: reach is no effect."""
    compared: bool
    """Whether before and after stand beside each other; a single figure shows no change."""
    before: tuple[Value, ...]
    after: tuple[Value, ...]
    change: str
    claims: tuple[Value, ...]
    """The values whose claimant and source stand in the last column."""
    notes: tuple[Statement, ...]
    together: str = ""
    """Opens the notes where they are those of the lines above as well."""


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Before and after on one axis that begins at a marked 0."""

    name: Said
    unit: str
    better: str
    before: Value
    after: Value
    before_position: int
    after_position: int
    zero_position: int
    before_side: str
    after_side: str
    way: str
    """`left` or `right`: where the arrow points; empty when there is no room for one."""
    close: str
    """Where the labels would touch, so that one stands above the axis: `desk`, `phone` or not."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One side of a conflict."""

    value: Value
    publisher: str
    lang: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Values of one time that contradict each other."""

    title: str
    claims: tuple[Claim, ...]


def row(voice: Voice, citations: Citations, owner: str, result: Result) -> Row:
    """A result as a line of the table."""
    values = {id(o): _value(voice, citations, owner, result, o) for o in result.observations}
    before, after = result.before, result.after
    shown = [id(observation) for observation in (*before, *after)]
    others = [o for o in result.observations if id(o) not in shown]
    notes: list[Statement] = []
    if result.definition is not None:
        notes.append(Statement(voice.text(result.definition)))
    for other in sorted(others, key=lambda o: o.at):
        told = voice.say(
            "results.other_time",
            at=voice.date(other.at),
            value=voice.observed(other, result.unit),
        )
        notes.append(Statement(Said(told), citations.of(owner, [other.source])))
    if result.break_ is not None:
        why = voice.text(result.break_.why)
        notes.append(Statement(Said(voice.say("results.break", why=why.text), why.lang)))
    claims: dict[tuple[str, Cites], Value] = {}
    for observation in shown:
        claim = values[observation]
        claims.setdefault((claim.claimant, claim.cites), claim)
    return Row(
        name=voice.text(result.name),
        kind=voice.say(f"dimension.{result.dimension}"),
        compared=bool(result.before and result.after),
        before=tuple(values[id(o)] for o in before),
        after=tuple(values[id(o)] for o in after),
        change=voice.change(result),
        claims=tuple(claims.values()),
        notes=tuple(notes),
    )


def noted_once(voice: Voice, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The lines of a table; those in a row with the same notes have them once, below the last."""
    found: list[Row] = []
    for notes, alike in groupby(rows, key=lambda line: line.notes):
        *above, last = alike
        if above and notes:
            above = [replace(line, notes=()) for line in above]
            last = replace(last, together=voice.say("results.together", n=len(above) + 1))
        found += [*above, last]
    return tuple(found)


def _value(
    voice: Voice, citations: Citations, owner: str, result: Result, observation: Observation
) -> Value:
    return Value(
        text=voice.observed(observation, result.unit),
        at=voice.date(observation.at),
        claimant=voice.say(f"claimant.{observation.claimant}"),
        cites=citations.of(owner, [observation.source]),
    )


def dumbbells(
    voice: Voice, citations: Citations, owner: str, results: Iterable[Result]
) -> tuple[Dumbbell, ...]:
    """The dumbbells of the results that compare, effects first.

    None where before or after is disputed: a dot would take a side.
    """
    drawn = [r for r in results if r.compares and len(r.before) == len(r.after) == 1]
    drawn.sort(key=lambda r: r.dimension != "effect")
    return tuple(_dumbbell(voice, citations, owner, result) for result in drawn)


def _dumbbell(voice: Voice, citations: Citations, owner: str, result: Result) -> Dumbbell:
    before, after = result.before[0], result.after[0]
    low = min(Decimal(0), before.value, after.value)
    high = max(Decimal(0), before.value, after.value)
    room = (high - low) or Decimal(1)

    def position(value: Decimal) -> int:
        # A little room is left at the far ends, so that a dot is not cut by the frame.
        start = Decimal(4) if low < 0 else Decimal(0)
        return int((start + (value - low) / room * (94 - start)).to_integral_value())

    first, last = position(before.value), position(after.value)
    began = voice.counted(before, result.unit)
    ended = voice.counted(after, result.unit)
    dated = [
        f"{voice.say('case.before')} {voice.date(before.at)}",
        f"{voice.say('case.after')} {voice.date(after.at)}",
    ]
    labels = ((first, (began, dated[0])), (last, (ended, dated[1])))
    touching = [name for name, axis in (("desk", DESK), ("phone", PHONE)) if _touch(axis, labels)]
    return Dumbbell(
        name=voice.text(result.name),
        unit=result.unit.best(voice.language),
        better=voice.say(f"better.{result.better}"),
        before=replace(_value(voice, citations, owner, result, before), text=began),
        after=replace(_value(voice, citations, owner, result, after), text=ended),
        before_position=first,
        after_position=last,
        zero_position=position(Decimal(0)),
        before_side=_side(first),
        after_side=_side(last),
        way="" if abs(first - last) < NEAR else "left" if last < first else "right",
        close=touching[0] if touching else "",
    )


def _side(position: int) -> str:
    return "start" if position < EDGE else "end" if position > 100 - EDGE else "middle"


def _touch(axis: int, labels: Iterable[tuple[int, Iterable[str]]]) -> bool:
    """Whether two labels, each a place and its lines, would touch on an axis so many pixels long."""
    left, right = sorted(_reach(axis, position, lines) for position, lines in labels)
    return left[1] + DOT > right[0]


def _reach(axis: int, position: int, lines: Iterable[str]) -> tuple[float, float]:
    """From where to where a label reaches, in pixels of the axis."""
    width = max(sum(map(_width, line)) for line in lines)
    at = position * axis / 100
    match _side(position):
        case "start":
            return at - DOT, at - DOT + width
        case "end":
            return at + DOT - width, at + DOT
        case _:
            return at - width / 2, at + width / 2


def _width(letter: str) -> float:
    return WIDE if ord(letter) > 0x2E7F else NARROW if letter.isalnum() else THIN


def conflicts(
    voice: Voice,
    citations: Citations,
    owner: str,
    results: Iterable[Result],
    sources: Iterable[Source],
) -> tuple[Conflict, ...]:
    """Every point at which sources give a measure different values, side by side."""
    by_id = {source.id: source for source in sources}
    found = []
    for result in results:
        for observations in result.points:
            if len({(o.value, o.precision) for o in observations}) < 2:
                continue
            claims = tuple(
                Claim(
                    _value(voice, citations, owner, result, o),
                    by_id[o.source].publisher if o.source in by_id else "",
                    voice.foreign(by_id[o.source].language) if o.source in by_id else "",
                )
                for o in observations
            )
            title = voice.say("conflict.title", name=voice.text(result.name).text)
            found.append(Conflict(title, claims))
    return tuple(found)
