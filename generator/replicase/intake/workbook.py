"""The workbook people fill in: a sheet for each table, with notes, drop-downs and an example."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from replicase.diagnostics import Language
from replicase.intake.book import HEADED, LINE, LONGEST, QUIET, WIDTHS, Book
from replicase.intake.choices import Choices, Words
from replicase.intake.dropdowns import Lists, validate
from replicase.intake.guide import guide
from replicase.intake.package import MAX_ROWS
from replicase.intake.problems import Refused
from replicase.intake.rows import EXAMPLE, Row, rows_of
from replicase.intake.sheets import SHEETS
from replicase.intake.tables import RECORD, Column, Kind, Table, tables

_ASKED = {"draft": "#9B2C1F", "structured": "#1F5A7A", None: "#5B6770"}
_STAGE = {
    "draft": ("草稿起必填", "asked for from the draft on"),
    "structured": ("“已结构化”起必填", "asked for once structured"),
    "verified": ("“已核实”起必填", "asked for once verified"),
    "promoted": ("“已推广”起必填", "asked for once promoted"),
    None: ("可以不填", "may be left empty"),
}


@dataclass(frozen=True)
class Filled:
    """A record to write into a workbook."""

    kind: Kind
    tree: Mapping[str, Any]


def template(words: Words, records: Iterable[Filled] = (), example: Sequence[Filled] = ()) -> bytes:
    """The workbook to fill in, with records and with an example that import passes over.

    Raises Refused where a text is too long for a cell: cut, it would come back as another.
    """
    book, language = Book(), words.language
    first = book.book.add_worksheet(SHEETS["guide"][language])
    sheets = {table.key: book.book.add_worksheet(table.name(language)) for table in tables()}
    lists = Lists(book, language)
    rows: dict[str, list[tuple[Row, bool]]] = {table.key: [] for table in tables()}
    for one in example:
        for table, row in rows_of(one.kind, one.tree, words):
            rows[table.key].append((row | {RECORD if table.holders else "id": EXAMPLE}, True))
    for one in records:
        for table, row in rows_of(one.kind, one.tree, words):
            if any(len(text) > LONGEST for text in row.values()):
                own = one.tree.get("id", "")
                raise Refused(
                    f"`{own}` 有一段文字超过 {LONGEST:,} 个字，放不进一个单元格",
                    f"a text of `{own}` has more than {LONGEST:,} characters, which no cell can hold",
                )
            rows[table.key].append((row, False))
    for table in tables():
        _table_sheet(book, sheets[table.key], table, rows[table.key], words, lists)
    lists.write()
    guide(book, first, language)
    first.activate()
    return book.done()


def _table_sheet(
    book: Book,
    sheet: Worksheet,
    table: Table,
    rows: Sequence[tuple[Row, bool]],
    words: Words,
    lists: Lists,
) -> None:
    language = words.language
    sheet.freeze_panes(HEADED, 1)
    sheet.set_row(0, 34)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
    sheet.set_tab_color(_ASKED["draft"] if not table.holders else _ASKED["structured"])
    plain = book.cell()
    for number, column in enumerate(table.columns):
        _head(book, sheet, number, column, words.of(table, column), language)
        sheet.set_column(number, number, WIDTHS[column.shape], plain)
        validate(sheet, number, column, table, words, lists)
    faint = book.cell(italic=True, font_color=QUIET, bg_color="#F3F4F6")
    for index, (row, is_example) in enumerate(rows, HEADED):
        look = faint if is_example else plain
        for number, column in enumerate(table.columns):
            if column.key in row:
                sheet.write_string(index, number, row[column.key][:LONGEST], look)
            elif is_example:
                sheet.write_blank(index, number, None, look)


def _head(
    book: Book,
    sheet: Worksheet,
    number: int,
    column: Column,
    choices: Choices | None,
    language: Language,
) -> None:
    colour = _ASKED.get(column.asked, _ASKED[None])
    head = book.look(
        bold=True,
        font_color="#FFFFFF",
        bg_color=colour,
        text_wrap=True,
        border=1,
        border_color=LINE,
    )
    below = book.look(
        font_size=8, font_color=QUIET, bg_color="#F3F4F6", bottom=1, border_color=LINE
    )
    sheet.write_string(0, number, column.name(language), head)
    sheet.write_string(1, number, column.key, below)
    sheet.write_comment(
        0,
        number,
        _comment(column, choices),
        {"author": "Replicase", "x_scale": 2.4, "y_scale": 1.9, "font_size": 9},
    )


def _comment(column: Column, choices: Choices | None) -> str:
    """What a heading's note says, in both languages."""
    zh, en = [column.help_zh], [column.help_en]
    asked_zh, asked_en = _STAGE[column.asked]
    zh.append(f"{asked_zh}。")
    en.append(f"{asked_en[0].upper()}{asked_en[1:]}.")
    if column.shape in ("many", "texts"):
        one_a_line = column.shape == "texts"
        zh.append("几项各占一行。" if one_a_line else "几项之间用“；”隔开。")
        en.append("One to a line." if one_a_line else "Several are parted by a semicolon.")
    if column.is_date:
        zh.append("写成 2021、2021-03 或 2021-03-05。")
        en.append("Write 2021, 2021-03 or 2021-03-05.")
    if column.is_markdown:
        zh.append("可以分段（Alt+Enter 换行），引来源写 [@s1]。")
        en.append("May have paragraphs (Alt+Enter breaks a line); cite a source as [@s1].")
    if choices is not None:
        zh.append("从下拉表里选，或写名称、编号、别称；全部的词见“词表”。")
        en.append(
            "Choose from the list, or write a label, an id or another word for it; see Lists."
        )
    return "\n".join([*zh, "", *en])
