"""Places in a text as numbers, and replacements at them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from replicase.diagnostics import Path, Span
from replicase.source import Document, Input, Mapping, Node, Scalar, Sequence, parse


@dataclass(frozen=True, slots=True)
class Replacement:
    """New text for a stretch of the old; `end` is exclusive."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """What was changed, in both languages."""

    line: int
    """The line of the file as it was; 0 where it is about the whole file."""
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A file as it was and as it should be."""

    file: str
    before: bytes
    after: bytes
    changes: tuple[Change, ...]


class Offsets:
    """Where each line of a text begins: lines and columns from 1 become numbers from 0, and back."""

    __slots__ = ("starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def at(self, line: int, column: int) -> int:
        """The offset of a line and column."""
        return min(self.starts[min(line, len(self.starts)) - 1] + column - 1, len(self.text))

    def of(self, span: Span) -> tuple[int, int]:
        """The offsets of a span."""
        return self.at(span.line, span.column), self.at(span.end_line, span.end_column)

    def line(self, offset: int) -> int:
        """The line an offset lies on."""
        return bisect_right(self.starts, offset)

    def written(self, node: Node) -> str:
        """A node as it stands in the text."""
        start, end = self.of(node.span)
        return self.text[start:end]

    def before(self, node: Node) -> str:
        """What stands before a node on its line."""
        start = self.at(node.span.line, node.span.column)
        return self.text[self.starts[node.span.line - 1] : start]


@lru_cache(maxsize=4)
def offsets_of(text: str) -> Offsets:
    """The offsets of a text; many questions are asked of one."""
    return Offsets(text)


def replaced(text: str, replacements: Iterable[Replacement]) -> str:
    """The text with stretches replaced that do not overlap."""
    parts, done = [], 0
    for change in sorted(replacements, key=lambda r: (r.start, r.end)):
        parts += [text[done : change.start], change.new]
        done = change.end
    return "".join([*parts, text[done:]])


def read(file: str, text: str) -> Document | None:
    """The document a text is; None when it cannot be read."""
    return parse(Input(file, text.encode("utf-8", "surrogatepass")))[0]


def node_at(root: Mapping, at: Path) -> tuple[Scalar | None, Node] | None:
    """The node at a place and the key that holds it; None where there is none."""
    key: Scalar | None = None
    node: Node = root
    for step in at:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            key, node = node.entries[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            key, node = None, node.items[step]
        else:
            return None
    return key, node


def every_node(node: Node, at: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Every node with its place, parents first."""
    yield at, node
    if isinstance(node, Mapping):
        for name, (_, value) in node.entries.items():
            yield from every_node(value, (*at, name))
    elif isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            yield from every_node(item, (*at, index))


def is_flow(node: Node, offsets: Offsets) -> bool:
    """Whether a list or mapping is written in brackets."""
    return offsets.written(node)[:1] in ("[", "{")


def last_line(node: Node, offsets: Offsets) -> int:
    """The last line with something of a node on it; libyaml's ends may lie behind blank lines."""
    if isinstance(node, Scalar) or is_flow(node, offsets):
        start, end = offsets.of(node.span)
        return offsets.line(start + len(offsets.text[start:end].rstrip()))
    children = [v for _, v in node.entries.values()] if isinstance(node, Mapping) else node.items
    keys = [k.span.line for k, _ in node.entries.values()] if isinstance(node, Mapping) else []
    return max([node.span.line, *keys, *(last_line(child, offsets) for child in children)])


def is_block_text(node: Node, offsets: Offsets) -> bool:
    """Whether a text is written behind `|` or `>`, where every space counts."""
    return isinstance(node, Scalar) and offsets.written(node)[:1] in ("|", ">")
