"""Tables as an Excel workbook: heads that stay, filters, numbers and dates that sort, no formula.

Text is written as text, whatever it begins with, and a link is made only of an address of the web.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from replicase.documents.sheets import Link, Sheet

LONGEST = 32_767
"""Characters a cell may have."""
LONGEST_LINK = 2_079
MOST_LINKS = 65_000
"""What Excel opens of a sheet; beyond, addresses stay text."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_UNPRINTABLE = {code: None for code in range(32) if code not in (9, 10)}


def write(sheets: Iterable[Sheet], title: str, author: str, day: datetime.date) -> bytes:
    """Make a workbook with a sheet for each table; the same tables give the same bytes."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(
        file,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )
    created = datetime.datetime.combine(day, datetime.time())
    book.set_properties({"title": title, "author": author, "created": created})
    base = {"font_name": "宋体", "font_size": 11, "valign": "top", "text_wrap": True}
    formats = {
        "text": book.add_format({**base, "num_format": "@"}),
        "number": book.add_format({**base, "text_wrap": False}),
        "date": book.add_format({**base, "num_format": "yyyy-mm-dd", "align": "left"}),
        "link": book.add_format({**base, "font_color": "#0B5F63", "underline": 1}),
        "head": book.add_format(
            {**base, "bold": True, "bg_color": "#E6F0EE", "bottom": 1, "border_color": "#7C8A88"}
        ),
        "note": book.add_format({**base, "font_color": "#4A5957", "text_wrap": False}),
    }
    for sheet in sheets:
        _fill(book.add_worksheet(_name(sheet.title)), sheet, formats)
    book.close()
    return file.getvalue()


def _name(title: str) -> str:
    return title.translate(_FORBIDDEN).strip("'")[:31]


def _fill(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    page.write_string(0, 0, _clean(sheet.note), formats["note"])
    for number, column in enumerate(sheet.columns):
        page.write_string(1, number, _clean(column.head), formats["head"])
        page.set_column(number, number, column.width)
    links = 0
    for line, row in enumerate(sheet.rows, 2):
        for number, cell in enumerate(row):
            match cell:
                case None:
                    page.write_blank(line, number, None, formats["text"])
                case Link(text, url):
                    links += 1
                    if _is_web(url) and links <= MOST_LINKS:
                        page.write_url(line, number, url, formats["link"], _clean(text)[:255])
                    else:
                        page.write_string(line, number, _clean(text), formats["text"])
                case datetime.date():
                    page.write_datetime(line, number, cell, formats["date"])
                case int() | float():
                    page.write_number(line, number, cell, formats["number"])
                case str():
                    page.write_string(line, number, _clean(cell), formats["text"])
    page.freeze_panes(2, min(2, len(sheet.columns) - 1))
    if sheet.rows:
        page.autofilter(1, 0, len(sheet.rows) + 1, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(1)
    page.set_footer("&C&P / &N")


def _is_web(url: str) -> bool:
    return url.startswith(("https://", "http://")) and len(url) <= LONGEST_LINK


def _clean(text: str) -> str:
    return text.translate(_UNPRINTABLE)[:LONGEST]
