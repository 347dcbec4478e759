"""What a document says, before any format: headings, paragraphs, tables, in order.

A document whose blocks are equal is equal: what is kept of it is found again by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Literal

from replicase.diagnostics import Language

Manner = Literal["official", "plain", "page"]
"""How it is set: as an official document is (22 lines a page), closer for many tables, or on one page."""
Kind = Literal["body", "item", "check", "note", "quote", "signature"]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a part of the document."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or an item of a list; `lead` stands before it in bold."""

    text: str
    kind: Kind = "body"
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the heads of its columns, their shares of the width, and rows of plain text.

    A line break in a cell begins a new paragraph.
    """

    heads: tuple[str, ...]
    shares: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    has_labels: bool = False
    """Whether the first cell of a row says what the row is."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with what is written below it."""

    digest: str
    """Tells its bytes, which a comparison would take long over."""
    data: bytes = field(repr=False, compare=False)
    """As PNG or JPEG."""
    width: int
    height: int
    alt: str
    caption: str

    @property
    def kind(self) -> Literal["png", "jpeg"]:
        """What the bytes are."""
        return "png" if self.data.startswith(b"\x89PNG") else "jpeg"


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a page of its own."""


Block = Heading | Paragraph | Table | Picture | PageBreak


@dataclass(frozen=True, slots=True)
class Document:
    """A document in one language."""

    language: Language
    title: str
    facts: tuple[str, ...]
    """The lines below the title."""
    blocks: tuple[Block, ...]
    manner: Manner
    author: str
    foot: str
    """Where it comes from and the day it was made for, on every page."""
    wide: bool = False
    """Whether its pages lie on their side."""
    scale: int = 100
    """Percent of the usual size of letters."""


_WRAPPED = re.compile(r"(.?)\s*\n\s*(.?)")


def _joined(found: re.Match[str]) -> str:
    """Two lines of a text as one: Chinese has no space between them."""
    before, after = found.groups()
    between = "" if max(before, after) > "\u2e7f" else " "
    return f"{before}{between}{after}"


class _Reader(HTMLParser):
    """Reads the few elements `prose` makes."""

    BLOCKS = frozenset(("p", "li", "h3", "h4", "h5", "h6", "pre", "td", "th"))

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._rows: list[list[str]] | None = None
        self._lists: list[int] = []
        self._quotes = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in ("ul", "ol"):
            self._close("p")
            start = next((value for name, value in attrs if name == "start"), "1")
            self._lists.append(int(start or 1) if tag == "ol" else 0)
        elif tag == "blockquote":
            self._quotes += 1
        elif tag == "br":
            self._text.append("\n")
        elif tag == "li" and self._lists and self._lists[-1]:
            self._text.append(f"{self._lists[-1]}. ")
            self._lists[-1] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._rows is not None:
            rows, self._rows = self._rows, None
            columns = max(map(len, rows), default=0)
            if columns:
                heads, *below = [tuple(row + [""] * (columns - len(row))) for row in rows]
                self.blocks.append(Table(heads, (1,) * columns, tuple(below)))
        elif tag in ("ul", "ol"):
            if self._lists:
                self._lists.pop()
        elif tag == "blockquote":
            self._quotes -= 1
        elif tag in self.BLOCKS:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        self._text.append(_WRAPPED.sub(_joined, data))

    def _close(self, tag: str) -> None:
        text = "".join(self._text).strip()
        self._text.clear()
        if not text:
            return
        if self._rows is not None:
            if self._rows:
                self._rows[-1].append(text)
        elif tag[0] == "h":
            self.blocks.append(Heading(text, 3))
        elif self._lists:
            self.blocks.append(Paragraph(text, "item"))
        else:
            self.blocks.append(Paragraph(text, "quote" if self._quotes else "body"))


def from_prose(html: str, cites: str = "") -> tuple[Block, ...]:
    """The blocks of a text that `prose` made; `cites` goes behind its last words."""
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    blocks = reader.blocks
    if cites and blocks and isinstance(last := blocks[-1], Paragraph):
        blocks[-1] = Paragraph(last.text + cites, last.kind, last.lead)
    return tuple(blocks)


def plain(html: str) -> Iterator[str]:
    """The paragraphs of such a text, one after the other; tables are left to the whole case."""
    for block in from_prose(html):
        if isinstance(block, Paragraph):
            yield " ".join(block.text.split())
