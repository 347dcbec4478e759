"""The tree of a file: every part with its place, or the same without places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from replicase.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, always text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]]
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in order."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | Mapping | Sequence
Plain = str | list[Any] | dict[str, Any]
"""The tree without places: what `decode` reads."""


def plain_of(node: Node) -> Plain:
    """The tree without places."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_of(item) for item in node.items]
    return {key: plain_of(value) for key, (_, value) in node.entries.items()}
