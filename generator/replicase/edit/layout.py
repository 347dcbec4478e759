"""The layout of a file: indents, spaces around signs, blank lines, the order of fields; nothing else.

Two spaces indent each level and the items of a list; one space stands behind a colon, a dash and a
comma; one blank line at most stands between lines. Quotation marks, comments behind a line and
where lines break are the author's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from replicase.edit.ends import trimmed
from replicase.edit.fields import model_of
from replicase.edit.fix import KEPT_BY_EDITORS
from replicase.edit.order import ordered
from replicase.edit.spans import (
    Change,
    Offsets,
    Replacement,
    Rewritten,
    every_node,
    is_block_text,
    is_flow,
    last_line,
    offsets_of,
    read,
    replaced,
)
from replicase.load import kind_of
from replicase.source import Document, Input, Mapping, Node, Scalar, Sequence, parse

_STEP = 2


def format_files(
    inputs: Iterable[Input], wanted: Iterable[str]
) -> tuple[tuple[Rewritten, ...], tuple[str, ...]]:
    """Lay the wanted files out: those that change, and the names of those that cannot be read."""
    files = {given.file: given for given in inputs}
    done = {file: formatted(files[file]) for file in sorted(set(wanted)) if file in files}
    return (
        tuple(f for f in done.values() if f is not None and f.after != f.before),
        tuple(file for file, f in done.items() if f is None),
    )


def formatted(given: Input) -> Rewritten | None:
    """One file in its layout; None where it cannot be read."""
    document, _ = parse(given)
    if document is None:
        return None
    changes: list[Change] = []
    if b"\r\n" in given.data:
        changes.append(Change(0, "换行改为 LF", "line ends are LF"))
    kind = kind_of(given.file)
    model = model_of(kind)
    document, said = trimmed(document)
    changes += said
    if model is not None and kind not in KEPT_BY_EDITORS:
        document, said = ordered(document, model)
        changes += said
    for step in (_spaced, _indented, _separated):
        document, said = step(document)
        changes += said
    after = document.text.encode("utf-8")
    return Rewritten(given.file, given.data, after, tuple(sorted(changes, key=lambda c: c.line)))


def _done(
    document: Document, wanted: list[Replacement], zh: str, en: str
) -> tuple[Document, list[Change]]:
    """The document with all the changes, or as it was if it would then mean anything else."""
    changes = [r for r in wanted if document.text[r.start : r.end] != r.new]
    after = read(document.file, replaced(document.text, changes)) if changes else None
    if after is None or after.plain != document.plain:
        return document, []
    line = offsets_of(document.text).line
    return after, [Change(number, zh, en) for number in sorted({line(r.start) for r in changes})]


# Spaces around signs


def _spaced(document: Document) -> tuple[Document, list[Change]]:
    offsets = offsets_of(document.text)
    wanted = [
        gap
        for _, node in every_node(document.root)
        for gap in (_gaps(node, offsets) if is_flow(node, offsets) else _after_keys(node, offsets))
    ]
    return _done(document, wanted, "冒号、逗号、括号旁的空格", "spaces around signs")


def _after_keys(node: Node, offsets: Offsets) -> Iterator[Replacement]:
    if not isinstance(node, Mapping):
        return
    for key, value in node.entries.values():
        start, end = offsets.of(key.span)[1], offsets.of(value.span)[0]
        gap = offsets.text[start:end]
        if re.fullmatch(" *: +", gap) and offsets.written(value):
            yield Replacement(start, end, ": ")


def _gaps(node: Node, offsets: Offsets) -> Iterator[Replacement]:
    """The stretches between the parts of a list or mapping in brackets on one line."""
    if node.span.line != node.span.end_line or isinstance(node, Scalar):
        return
    start, end = offsets.of(node.span)
    parts = (
        [part for entry in node.entries.values() for part in entry]
        if isinstance(node, Mapping)
        else list(node.items)
    )
    places = [offsets.of(part.span) for part in parts]
    if not parts or any(first == last for first, last in places):
        return
    inner = [(start + 1, places[0][0], "")]
    inner += [
        (before[1], after[0], offsets.text[before[1] : after[0]].strip() + " ")
        for before, after in pairwise(places)
    ]
    inner.append((places[-1][1], end - 1, ""))
    gaps = [Replacement(*gap) for gap in inner]
    if all(offsets.text[g.start : g.end].strip() == g.new.strip() for g in gaps) and all(
        gap.new in (", ", ": ") for gap in gaps[1:-1]
    ):
        yield from gaps


# Indents


class _Odd(Exception):  # noqa: N818 - no failure: the file keeps its indents
    """Something is written in a way no author of a record writes."""


class _Indents:
    """The new beginning of every line, from the outermost block inwards."""

    def __init__(self, document: Document) -> None:
        self.offsets = offsets_of(document.text)
        self.lines = document.lines
        self.heads: dict[int, tuple[int, str]] = {}
        """Line -> where its first node begins, and what is to stand before it."""
        self.moved: dict[int, int] = {}
        """Line inside a text -> by how many columns it moves."""

    def block(self, node: Node, column: int) -> None:
        """Place a mapping or list that stands below its key, or begins its line."""
        if isinstance(node, Mapping):
            for key, value in node.entries.values():
                self._begin(key, column)
                self._value(value, key, column)
        elif isinstance(node, Sequence):
            for item in node.items:
                line = item.span.line
                head = self._head(item)
                if not head.strip() and (dash := self._dash_above(line)) is not None:
                    self.heads[dash] = (
                        self.offsets.starts[dash - 1] + _indent(self.lines[dash - 1]),
                        " " * column,
                    )
                    start = self.offsets.of(item.span)[0]
                    self.heads[line] = (start, " " * (column + _STEP))
                    self._item(item, column + _STEP)
                    continue
                if not re.fullmatch(r" *(?:- +)+", head) or not self.offsets.written(item):
                    raise _Odd
                known = self.heads.get(line)
                before = known[1] if known and item is node.items[0] else " " * column
                self.heads[line] = (self.offsets.of(item.span)[0], before + "- ")
                self._item(item, column + _STEP)

    def _dash_above(self, line: int) -> int | None:
        """The line with the dash of an item that begins on a line of its own."""
        number = line - 1
        while number > 0 and not re.match(r" *[^\s#]", self.lines[number - 1]):
            number -= 1
        return number if number and re.fullmatch(r" *- *(?:#.*)?", self.lines[number - 1]) else None

    def _begin(self, key: Scalar, column: int) -> None:
        line = key.span.line
        head = self._head(key)
        if not head.strip():
            self.heads[line] = (self.offsets.of(key.span)[0], " " * column)
        elif line not in self.heads:
            raise _Odd

    def _head(self, node: Node) -> str:
        return self.offsets.before(node)

    def _item(self, item: Node, column: int) -> None:
        if isinstance(item, Scalar) or is_flow(item, self.offsets):
            self._inside(item, column - _STEP, item.span.column - 1, column)
        else:
            self.block(item, column)

    def _value(self, value: Node, key: Scalar, column: int) -> None:
        if isinstance(value, Scalar) or is_flow(value, self.offsets):
            if value.span.line > key.span.line and self.offsets.written(value):
                if self._head(value).strip():
                    raise _Odd
                start = self.offsets.of(value.span)[0]
                self.heads[value.span.line] = (start, " " * (column + _STEP))
                self._inside(value, column, value.span.column - 1, column + _STEP)
            else:
                self._inside(value, column, key.span.column - 1, column)
        elif value.span.line > key.span.line:
            self.block(value, column + _STEP)
        else:
            raise _Odd

    def _inside(self, node: Node, holder: int, was: int, now: int) -> None:
        """Move the further lines of a text or of a bracket."""
        first, last = node.span.line + 1, last_line(node, self.offsets)
        by = now - was
        if is_block_text(node, self.offsets):
            header = self.lines[node.span.line - 1][node.span.column - 1 :]
            if not re.match(r"[|>][+-]?\d", header):
                filled = (n for n in range(first, last + 1) if self.lines[n - 1].strip())
                content = next(filled, None)
                if content is not None:
                    by = holder + _STEP - _indent(self.lines[content - 1])
        for number in range(first, last + 1):
            self.moved[number] = by

    def replacements(self) -> Iterator[Replacement]:
        """The new beginnings of lines; comments go where the line below them goes."""
        starts = self.offsets.starts
        indents = {
            line: (_indent(self.lines[line - 1]), _indent(h[1])) for line, h in self.heads.items()
        }
        below: tuple[int, int] | None = None
        for number in range(len(self.lines), 0, -1):
            line = self.lines[number - 1]
            if number in self.moved:
                by, old = self.moved[number], _indent(line)
                if line.strip() or old + by > 0:
                    new = " " * max(0, old + by)
                    yield Replacement(starts[number - 1], starts[number - 1] + old, new)
            elif number in self.heads:
                start, head = self.heads[number]
                below = indents[number]
                yield Replacement(starts[number - 1], start, head)
            elif line.lstrip().startswith("#"):
                old = _indent(line)
                indent = " " * _of_comment(old, number, below, indents)
                yield Replacement(starts[number - 1], starts[number - 1] + old, indent)


def _of_comment(
    old: int, number: int, below: tuple[int, int] | None, indents: dict[int, tuple[int, int]]
) -> int:
    if below is not None and below[0] == old:
        return below[1]
    for line in range(number - 1, max(0, number - 200), -1):
        if line in indents and indents[line][0] == old:
            return indents[line][1]
    return old


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _indented(document: Document) -> tuple[Document, list[Change]]:
    indents = _Indents(document)
    try:
        indents.block(document.root, 0)
    except _Odd:
        return document, []
    return _done(document, list(indents.replacements()), "缩进", "indents")


# Blank lines


_BLANKS = re.compile(r"\A\n+|(?<=\n\n)\n+|(?<=\n)\n+\Z")


def _separated(document: Document) -> tuple[Document, list[Change]]:
    offsets = offsets_of(document.text)
    inside: set[int] = set()
    for _, node in every_node(document.root):
        if isinstance(node, Scalar) and node.span.end_line > node.span.line:
            inside.update(range(node.span.line, last_line(node, offsets) + 1))
    wanted = [
        Replacement(*match.span(), "")
        for match in _BLANKS.finditer(document.text)
        if offsets.line(match.start()) not in inside
    ]
    return _done(document, wanted, "空行", "blank lines")
