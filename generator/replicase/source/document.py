"""A file as it was read, and the document it is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from replicase.diagnostics import Diagnostic, Path, Span
from replicase.source.characters import bad_characters, decoded, is_clean
from replicase.source.nodes import Mapping, Node, Scalar, Sequence, plain_of
from replicase.source.overlooked import overlooked
from replicase.source.refusal import Refusal
from replicase.source.tree import tree
from replicase.source.usual import usual_tree


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the library as it was read."""

    file: str
    """Path with '/' from the root of the repository, as `cases/practices/huzhou/anji.yml`."""
    data: bytes


@dataclass(frozen=True)
class Document:
    """The tree of one file; its root is a mapping."""

    file: str
    text: str

    @classmethod
    def of(cls, given: Input, plain: dict[str, Any], text: str) -> Document:
        """A file with its text and the tree it was found to have."""
        document = cls(given.file, text)
        document.__dict__["plain"] = plain
        return document

    @cached_property
    def plain(self) -> dict[str, Any]:
        """The tree as dicts, lists and text, without places; nobody changes it."""
        return plain_tree(self.text, self.lines)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The text by lines."""
        return tuple(_ended(self.text).split("\n"))

    @cached_property
    def root(self) -> Mapping:
        """The tree with places; only a file with something to be said about needs it."""
        return tree(_ended(self.text), self.lines)

    def span(self, at: Path, on: Literal["value", "key"] = "value", quote: str = "") -> Span:
        """The smallest stretch that shows `at`, or the nearest thing above it that exists.

        For a list or mapping that is the key that holds it: a reader needs a name, not a block.
        Of a value only `quote` is shown, if its words stand there as they are, on one line.
        """
        if len(at) == 1 and not quote and (span := self._on_one_line(at[0], on)) is not None:
            return span
        node: Node = self._root_until(at[0]) if at else self.root
        name: Span | None = None
        for step in at:
            if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
                key, node = node.entries[step]
                name = key.span
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                name = None
            else:
                on = "key" if not isinstance(node, Scalar) else "value"
                break
        if isinstance(node, Scalar) and (on == "value" or name is None):
            return self._narrowed(node.span, quote) if quote else self._written(node.span)
        return name or _first_line(node, self.lines)

    def _on_one_line(self, key: str | int, on: Literal["value", "key"]) -> Span | None:
        """The place of `stage: draft` at the start of a line, which needs no tree to be found."""
        value = self.plain.get(key) if isinstance(key, str) else None
        written = f"\n{key}: {value}\n"
        if not isinstance(value, str) or "\n" in value or self.text.count(f"\n{key}:") != 1:
            return None
        start = self.text.find(written)
        if start < 0 or not value or "#" in value:
            return None
        line, column = self.text.count("\n", 0, start) + 2, len(f"{key}: ") + 1
        if on == "key":
            return Span(line, 1, line, column - 2)
        return Span(line, column, line, column + len(value))

    def _written(self, span: Span) -> Span:
        """A text of several lines without the blank lines and line break behind it."""
        number, end = span.end_line, span.end_column - 1
        while number > span.line and not self.lines[number - 1][:end].strip():
            number -= 1
            end = len(self.lines[number - 1])
        if number == span.end_line:
            return span
        return Span(span.line, span.column, number, len(self.lines[number - 1].rstrip()) + 1)

    def _narrowed(self, span: Span, quote: str) -> Span:
        for number in range(span.line, min(span.end_line, len(self.lines)) + 1):
            line = self.lines[number - 1]
            start = span.column - 1 if number == span.line else 0
            end = span.end_column - 1 if number == span.end_line else len(line)
            found = line.find(quote, start, end)
            if found >= 0:
                return Span(number, found + 1, number, found + 1 + len(quote))
        return self._written(span)

    def _root_until(self, field: str | int) -> Mapping:
        # What is said of most files is one thing about their first lines. Who has more to say reads
        # the file whole, once: thousands of mistakes must not read it thousands of times.
        if "root" in self.__dict__ or not isinstance(field, str) or field not in self.plain:
            return self.root
        if "glanced" in self.__dict__:
            return self.root
        self.__dict__["glanced"] = True
        return tree(_ended(self.text), self.lines, until=field)

    def line(self, span: Span) -> str:
        """The line a span begins on."""
        # What is said of most files is one thing about their first lines: the rest is left whole.
        near = span.line < _NEAR and "lines" not in self.__dict__
        lines = self.text.split("\n", span.line) if near else self.lines
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""


_NEAR = 12
"""Lines from the beginning of a file that are found sooner than all its lines."""


def _ended(text: str) -> str:
    """The text with a line break at its end; libyaml reads the last line of a block otherwise."""
    return text if text.endswith("\n") else f"{text}\n"


def _first_line(node: Node, lines: tuple[str, ...]) -> Span:
    """A block without a key of its own (an item of a list) is shown by its first key or line."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values()))[0].span
    if isinstance(node, Sequence) and node.items and not isinstance(node.items[0], Scalar):
        return _first_line(node.items[0], lines)
    line, column = node.span.line, node.span.column
    end = len(lines[line - 1]) + 1 if line <= len(lines) else column
    return Span(line, column, line, max(end, column))


def parse(given: Input) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a file; the document is None when the diagnostics say why it cannot be read."""
    lines: tuple[str, ...] = ()
    try:
        text = decoded(given.data)
        lines = tuple(text.split("\n"))
        clean = is_clean(text)
        if clean and (usual := usual_tree(_ended(text), lines)) is not None:
            return Document.of(given, usual, text), ()
        refusals = () if clean else tuple(bad_characters(text))
        if not refusals:
            plain = plain_tree(text, lines)
            refusals = tuple(overlooked(_ended(text), lines))
        document = Document.of(given, plain, text) if not refusals else None
    except Refusal as refusal:
        document, refusals = None, (refusal,)
    return document, tuple(_diagnostic(given.file, lines, refusal) for refusal in refusals)


def plain_tree(text: str, lines: tuple[str, ...]) -> dict[str, Any]:
    """The tree of a text as libyaml reads it; raises Refusal."""
    plain = plain_of(tree(_ended(text), lines))
    assert isinstance(plain, dict)  # noqa: S101 - the root is a mapping
    return plain


def _diagnostic(file: str, lines: tuple[str, ...], refusal: Refusal) -> Diagnostic:
    line = refusal.span.line - 1
    return Diagnostic(
        file=file,
        span=refusal.span,
        rule=refusal.rule,
        severity=refusal.rule.severity,
        zh=refusal.zh,
        en=refusal.en,
        hint_zh=refusal.hint_zh,
        hint_en=refusal.hint_en,
        excerpt=(lines[line],) if 0 <= line < len(lines) else (),
    )
