"""The ends of lines and of the file: no spaces that say nothing, and one line break at the end."""

from __future__ import annotations

import re

from replicase.edit.mistakes import AT_MOST
from replicase.edit.spans import (
    Change,
    Replacement,
    every_node,
    is_block_text,
    last_line,
    offsets_of,
    read,
    replaced,
)
from replicase.source import Document

_TRAILING = re.compile(r"(?<![ \t\u00a0\u3000])[ \t\u00a0\u3000]+$", re.MULTILINE)


def trimmed(document: Document) -> tuple[Document, list[Change]]:
    """The document without spaces at line ends; in a text behind `|` they are its author's."""
    offsets = offsets_of(document.text)
    inside: set[int] = set()
    for _, node in every_node(document.root):
        if is_block_text(node, offsets):
            inside.update(range(node.span.line + 1, last_line(node, offsets) + 1))
    found = [
        Replacement(*match.span(), "")
        for match in _TRAILING.finditer(document.text)
        if offsets.line(match.start()) not in inside
    ]
    changes = [
        Change(offsets.line(r.start), "去掉行尾的空格", "no spaces at the end of the line")
        for r in found
    ]
    after = _same(document, found)
    if after is None:
        kept = [r for r in found[:AT_MOST] if _same(document, [r]) is not None]
        after = _same(document, kept)
        changes = [c for c, r in zip(changes, found, strict=True) if r in kept] if after else []
    return _ended(after or document, changes)


def _ended(document: Document, changes: list[Change]) -> tuple[Document, list[Change]]:
    text = document.text
    if text.endswith("\n"):
        return document, changes
    after = _same(document, [Replacement(len(text), len(text), "\n")])
    if after is None:
        return document, changes
    line = text.count("\n") + 1
    return after, [
        *changes,
        Change(line, "文件末尾补上换行", "the file ends with a line break"),
    ]


def _same(document: Document, changes: list[Replacement]) -> Document | None:
    if not changes:
        return document
    after = read(document.file, replaced(document.text, changes))
    return after if after is not None and after.plain == document.plain else None
