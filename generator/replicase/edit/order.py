"""Fields in the order of the format; a comment moves with its field, or the block stays as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from replicase.decode.names import fields_at
from replicase.diagnostics import Path
from replicase.edit.mistakes import AT_MOST
from replicase.edit.spans import (
    Change,
    Offsets,
    Replacement,
    every_node,
    is_flow,
    last_line,
    offsets_of,
    read,
    replaced,
)
from replicase.model.describe import Record
from replicase.source import MAX_DEPTH, Document, Mapping, Node, Scalar


def ordered(document: Document, model: type[Record]) -> tuple[Document, list[Change]]:
    """The document with its fields in order, as far as it is certain what belongs to which."""
    changes: list[Change] = []
    left: set[Path] = set()
    for _ in range(MAX_DEPTH):
        offsets = offsets_of(document.text)
        wanted = [
            (at, node, names)
            for at, node in every_node(document.root)
            if isinstance(node, Mapping)
            and (names := _in_order(node, fields_at(model, at))) is not None
            and at not in left
        ]
        # The innermost first: what holds them is moved as a whole in the next round.
        outer = {at[:steps] for at, _, _ in wanted for steps in range(len(at))}
        innermost = [(at, node, names) for at, node, names in wanted if at not in outer]
        if not innermost:
            break
        moves = {at: _moved(node, names, offsets) for at, node, names in innermost}
        left |= {at for at, move in moves.items() if move is None}
        document, done = _applied(document, {at: m for at, m in moves.items() if m is not None})
        left |= moves.keys() - done
        for at, node, _ in innermost:
            if at in done:
                name = next((step for step in reversed(at) if isinstance(step, str)), "")
                changes.append(
                    Change(
                        node.span.line,
                        f"`{name}` 里的字段按格式排序" if name else "字段按格式排序",
                        f"the fields of `{name}` are in order"
                        if name
                        else "the fields are in order",
                    )
                )
    return document, changes


def _applied(document: Document, moves: dict[Path, Replacement]) -> tuple[Document, set[Path]]:
    together = _same(document, list(moves.values()))
    if together is not None:
        return together, set(moves)
    done = set()
    for at, move in sorted(moves.items(), key=lambda m: m[1].start, reverse=True)[:AT_MOST]:
        if (one := _same(document, [move])) is not None:
            document = one
            done.add(at)
    return document, done


def _same(document: Document, moves: list[Replacement]) -> Document | None:
    """The document with blocks moved; None unless it means and remarks the same."""
    after = read(document.file, replaced(document.text, moves))
    if after is None or after.plain != document.plain:
        return None
    return after if _signs(after.text) == _signs(document.text) else None


def _signs(text: str) -> list[str]:
    """What a text is written with, wherever it stands: nothing may be lost or made up."""
    return sorted(re.sub(r"\s", "", text))


def _in_order(node: Mapping, fields: Iterable[str]) -> list[str] | None:
    """The names of a mapping in the order of the format; None if they are, or one is not known."""
    order = {name: number for number, name in enumerate(fields)}
    names = list(node.entries)
    if not order or not all(name in order for name in names):
        return None
    wanted = sorted(names, key=order.__getitem__)
    return wanted if wanted != names else None


def _moved(node: Mapping, names: list[str], offsets: Offsets) -> Replacement | None:
    if is_flow(node, offsets):
        return _in_braces(node, names, offsets)
    entries = list(_entries(node, offsets))
    if len(entries) != len(names):
        return None
    was = {entry.name: entry for entry in entries}
    first = entries[0]
    moved = [was[name] for name in names]
    if moved[0] is first:
        new = [first.body]
        rest = moved[1:]
    else:
        if first.comments or (moved[0].comments and not first.begins_line):
            return None  # a comment above the first field may be about all of them
        new = [*moved[0].comments, first.indent if moved[0].comments else "", moved[0].body]
        first.blanks, moved[0].blanks = moved[0].blanks, []
        rest = moved[1:]
    for entry in rest:
        new += [*entry.blanks, *entry.comments, first.indent, entry.body]
    start = first.start
    if moved[0].comments and moved[0] is not first:
        # Its comments take the place of the indent of the first line.
        start -= len(first.indent)
    return Replacement(start, entries[-1].end, "".join(new))


@dataclass(slots=True)
class _Entry:
    """A field as it stands in a block: what stands above it, and all its lines from its key on."""

    name: str
    start: int
    end: int
    body: str
    indent: str
    begins_line: bool
    blanks: list[str]
    comments: list[str]


_BESIDE = re.compile(r" *(?:- +)*")


def _entries(node: Mapping, offsets: Offsets) -> Iterator[_Entry]:
    """The fields of a block with their lines; fewer where one cannot be told from another."""
    lines = offsets.text.split("\n")
    column = next(iter(node.entries.values()))[0].span.column
    items = list(node.entries.items())
    end_of_file = len(lines) if lines[-1] else len(lines) - 1
    for index, (name, (key, value)) in enumerate(items):
        before = offsets.before(key)
        if key.span.column != column or not _BESIDE.fullmatch(before):
            return
        if index and before.strip():
            return
        above: list[str] = []
        number = key.span.line - 1
        lowest = _end(items[index - 1][1][1], offsets) if index else 0
        while number > lowest and _is_aside(lines[number - 1]):
            above.insert(0, lines[number - 1])
            number -= 1
        # Comments that are indented deeper belong to the field above.
        while index and above and above[0].strip() and _indent(above[0]) > column - 1:
            above.pop(0)
        if not index and before.strip():
            above = []
        comments = [line for line in above if line.strip()]
        blanks = [line for line in above if not line.strip()]
        attached = above == [*blanks, *comments]
        if index and (not attached or any(_indent(line) != column - 1 for line in comments)):
            return
        if not index and comments and not attached and not above[-1].strip():
            comments = []  # a head of the file, or of the block, that stands by itself
        last = _end(value, offsets)
        following = last
        while following < end_of_file and _is_aside(lines[following]):
            following += 1
        behind = lines[last:following]
        tail = 0
        while tail < len(behind) and behind[tail].strip() and _indent(behind[tail]) > column - 1:
            tail += 1
        if index == len(items) - 1 and any(
            line.strip() and _indent(line) >= column - 1 for line in behind[tail:]
        ):
            return  # a comment below the last field: whose it is nobody knows
        start, end = offsets.at(key.span.line, column), offsets.at(last + tail, 1)
        end += len(lines[last + tail - 1]) + 1
        if end > len(offsets.text):
            return
        yield _Entry(
            name,
            start,
            end,
            offsets.text[start:end],
            " " * (column - 1),
            not before.strip(),
            [f"{line}\n" for line in blanks] if index else [],
            [f"{line}\n" for line in comments],
        )


def _end(node: Node, offsets: Offsets) -> int:
    return last_line(node, offsets)


def _is_aside(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _in_braces(node: Mapping, names: list[str], offsets: Offsets) -> Replacement | None:
    """A mapping in braces on one line, its fields in order and the commas where they were."""
    if node.span.line != node.span.end_line:
        return None
    pieces: dict[str, str] = {}
    gaps: list[str] = []
    done = None
    for name, (key, value) in node.entries.items():
        if isinstance(value, Scalar) and not offsets.written(value):
            return None
        start, end = offsets.of(key.span)[0], offsets.of(value.span)[1]
        if done is not None:
            gaps.append(offsets.text[done:start])
        pieces[name] = offsets.text[start:end]
        done = end
    if any(gap.strip() != "," for gap in gaps):
        return None
    start = offsets.of(next(iter(node.entries.values()))[0].span)[0]
    new = pieces[names[0]] + "".join(
        gap + pieces[name] for gap, name in zip(gaps, names[1:], strict=True)
    )
    return Replacement(start, done or start, new)
