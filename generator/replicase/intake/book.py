"""How a workbook of ours looks: its sheets, colours and cells.

Every text is written as a text: nothing in a case, and nothing somebody brought, becomes a formula.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

LONGEST = 32_000
"""Characters a cell can hold, nearly."""
_FONT = "Microsoft YaHei"
INK, QUIET, LINE = "#1F2933", "#5B6770", "#C9D1D9"
HEADED = 2
"""Rows of the heading: what people read, and what programs read."""
WIDTHS = {"text": 36, "texts": 30, "many": 24, "value": 18}


class Book:
    """A workbook in memory with the few ways its cells look."""

    def __init__(self) -> None:
        self.bytes = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.bytes,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        # The same library gives the same bytes.
        self.book.set_properties({"created": datetime(2020, 1, 1), "author": "Replicase"})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def look(self, **wanted: Any) -> Format:
        """A format, made once."""
        whole = {"font_name": _FONT, "font_size": 10, "font_color": INK, "valign": "top"} | wanted
        mark = tuple(sorted(whole.items()))
        if mark not in self._formats:
            self._formats[mark] = self.book.add_format(whole)
        return self._formats[mark]

    def cell(self, **wanted: Any) -> Format:
        """A cell for a value: a text, whatever looks like a date or a formula."""
        return self.look(num_format="@", text_wrap=True, quote_prefix=True, **wanted)

    def done(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self.bytes.getvalue()


def lines_of(text: str, width: int) -> int:
    """How many lines a text takes in a column, a Chinese character being two wide."""
    return -(-sum(1 if character.isascii() else 2 for character in text) // (width - 2))
