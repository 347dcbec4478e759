"""The workbook people fill in, and the one they get back with its problems marked.

Every text is written as a text: nothing in a case, and nothing somebody brought, becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from replicase.diagnostics import Language, Severity
from replicase.intake.choices import Choices, Words
from replicase.intake.package import MAX_ROWS
from replicase.intake.problems import Problem
from replicase.intake.reading import Cell, Sheet
from replicase.intake.rows import Row, rows_of
from replicase.intake.spreadsheet import EXAMPLE, Laid, plain_text
from replicase.intake.tables import LIST, OF, RECORD, Column, Kind, Table, tables

_LONGEST = 32_000
"""Characters a cell can hold, nearly."""
_MOST_LINKS = 60_000
"""Excel takes no more than 65,530 in a sheet."""
_FONT = "Microsoft YaHei"
_HEADED = 2
"""Rows of the heading: what people read, and what programs read."""

_INK, _QUIET, _LINE = "#1F2933", "#5B6770", "#C9D1D9"
_ASKED = {"draft": "#9B2C1F", "structured": "#1F5A7A", None: "#5B6770"}
_WIDTHS = {"text": 36, "texts": 30, "many": 24, "value": 18}

_SAID: dict[str, dict[Language, str]] = {
    "guide": {"zh": "说明", "en": "Read me"},
    "lists": {"zh": "词表", "en": "Lists"},
    "problems": {"zh": "问题", "en": "Problems"},
}
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


class _Book:
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
        whole = {"font_name": _FONT, "font_size": 10, "font_color": _INK, "valign": "top"} | wanted
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


def template(words: Words, records: Iterable[Filled] = (), example: Sequence[Filled] = ()) -> bytes:
    """The workbook to fill in, with records and with an example that import passes over."""
    book, language = _Book(), words.language
    guide = book.book.add_worksheet(_SAID["guide"][language])
    sheets = {table.key: book.book.add_worksheet(table.name(language)) for table in tables()}
    lists = _Lists(book, language)
    rows: dict[str, list[tuple[Row, bool]]] = {table.key: [] for table in tables()}
    for one in example:
        for table, row in rows_of(one.kind, one.tree, words):
            rows[table.key].append((row | {RECORD if table.holders else "id": EXAMPLE}, True))
    for one in records:
        for table, row in rows_of(one.kind, one.tree, words):
            rows[table.key].append((row, False))
    for table in tables():
        _table_sheet(book, sheets[table.key], table, rows[table.key], words, lists)
    lists.write()
    _guide(book, guide, language)
    guide.activate()
    return book.done()


def _table_sheet(
    book: _Book,
    sheet: Worksheet,
    table: Table,
    rows: Sequence[tuple[Row, bool]],
    words: Words,
    lists: _Lists,
) -> None:
    language = words.language
    sheet.freeze_panes(_HEADED, 1)
    sheet.set_row(0, 34)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
    sheet.set_tab_color(_ASKED["draft"] if not table.holders else _ASKED["structured"])
    plain = book.cell()
    for number, column in enumerate(table.columns):
        _head(book, sheet, number, column, words.of(table, column), language)
        sheet.set_column(number, number, _WIDTHS[column.shape], plain)
        _validate(sheet, number, column, table, words, lists)
    faint = book.cell(italic=True, font_color=_QUIET, bg_color="#F3F4F6")
    for index, (row, is_example) in enumerate(rows, _HEADED):
        look = faint if is_example else plain
        for number, column in enumerate(table.columns):
            if column.key in row:
                sheet.write_string(index, number, row[column.key][:_LONGEST], look)
            elif is_example:
                sheet.write_blank(index, number, None, look)


def _head(
    book: _Book,
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
        border_color=_LINE,
    )
    below = book.look(
        font_size=8, font_color=_QUIET, bg_color="#F3F4F6", bottom=1, border_color=_LINE
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


def _validate(
    sheet: Worksheet, number: int, column: Column, table: Table, words: Words, lists: _Lists
) -> None:
    choices = words.of(table, column)
    source = ""
    if choices is not None and choices.shown:
        source = lists.range_of(choices)
    elif column.key == RECORD:
        kinds = {holder.kind for holder in table.holders}
        if len(kinds) == 1:
            records = next(t for t in tables() if t.key in kinds)
            source = f"='{records.name(words.language)}'!$A${_HEADED + 1}:$A${MAX_ROWS}"
    if not source:
        return
    # One value must be of the list; several in a cell, or an alias, only the import can judge.
    sheet.data_validation(
        *(_HEADED, number, MAX_ROWS - 1, number),
        {"validate": "list", "source": source, "error_type": "information", "show_error": False},
    )


class _Lists:
    """The sheet with every closed list, a column each, for drop-downs and for looking up."""

    def __init__(self, book: _Book, language: Language) -> None:
        self._book = book
        self._name = _SAID["lists"][language]
        self._sheet = book.book.add_worksheet(self._name)
        self._columns: dict[str, tuple[int, Choices]] = {}

    def range_of(self, choices: Choices) -> str:
        """The cells a list stands in, as a formula of the workbook."""
        number, _ = self._columns.setdefault(choices.name, (len(self._columns), choices))
        letter = _letters(number)
        return f"='{self._name}'!${letter}$2:${letter}${len(choices.shown) + 1}"

    def write(self) -> None:
        """Write the lists that were asked for."""
        head = self._book.look(bold=True, bg_color="#F3F4F6", bottom=1, border_color=_LINE)
        for name, (number, choices) in self._columns.items():
            self._sheet.write_string(0, number, name, head)
            for row, shown in enumerate(choices.shown.values(), 1):
                self._sheet.write_string(row, number, shown, self._book.look(num_format="@"))
            widest = max(map(len, choices.shown.values()))
            self._sheet.set_column(number, number, max(12, min(40, 6 + widest)))
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_tab_color(_QUIET)


def _letters(number: int) -> str:
    letters = ""
    while number >= 0:
        letters = chr(ord("A") + number % 26) + letters
        number = number // 26 - 1
    return letters


_GUIDE: tuple[tuple[str, str], ...] = (
    (
        "一行一个案例，写在“案例”表；案例里的来源、步骤、结果等各有一张表，一行一项，第一列写它属于哪个案例（编号或标题）。",
        "One row a case, on the sheet Cases. Its sources, steps, results and so on have sheets of their own, one row each; the first column says whose row it is, by id or title.",
    ),
    (
        "深红的列草稿起就要填；蓝色的列“已结构化”起要填；灰色的可以不填。鼠标移到列名上，看每一列写什么。",
        "Dark red columns are asked for from the draft on, blue ones once structured, grey ones may stay empty. Point at a heading to see what belongs there.",
    ),
    (
        "灰底斜体的行是示例（编号写“示例 example”），导入时跳过，可以删去。示例取自本库的一个真实案例。",
        "Rows in grey italics are an example (their id is “示例 example”); import passes over them, and you may delete them. They show a real case of this library.",
    ),
    (
        "每个案例至少要有一个公开的来源（“来源”表），编号写 s1、s2；事实后面写来源编号。查不到的不要编，写进“哪些不知道”表。",
        "Every case needs one public source at least (sheet Sources), with an id as s1, s2; facts name their sources. What is not known goes into the sheet What is not known; make nothing up.",
    ),
    (
        "编号可以留空，导入时按地点和标题起。日期写 2021、2021-03 或 2021-03-05；数字不带单位。",
        "The id may be left empty: import makes one of the place and the title. Write dates as 2021, 2021-03 or 2021-03-05, numbers without a unit.",
    ),
    (
        "不写身份证号、手机号等个人信息，不写内部文件的内容。",
        "No personal data such as identity or mobile numbers, and nothing from internal documents.",
    ),
    (
        "填好后运行 replicase import 加文件名。没有错误的案例写成文件；有错误的，另存一份带“问题”表的工作簿，点链接就到出错的单元格。",
        "Then run replicase import with the file's name. Cases without errors become files; for the others you get a copy of the workbook with a sheet of problems whose links lead to the cells.",
    ),
)


def _guide(book: _Book, sheet: Worksheet, language: Language) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 52)
    sheet.set_column(2, 2, 62)
    sheet.set_tab_color(_INK)
    title = book.look(bold=True, font_size=16)
    sheet.write_string(0, 0, "案例库登记表 / Workbook for the library of cases", title)
    sheet.set_row(0, 26)
    wrapped = book.look(text_wrap=True)
    at = 2
    for number, (zh, en) in enumerate(_GUIDE, 1):
        sheet.write_number(at, 0, number, book.look(bold=True, align="left"))
        sheet.write_string(at, 1, zh, wrapped)
        sheet.write_string(at, 2, en, wrapped)
        sheet.set_row(at, 46)
        at += 1
    at += 1
    head = book.look(bold=True, bottom=1, border_color=_LINE)
    for number, name in enumerate(("表 / Sheet", "写什么", "What belongs there")):
        sheet.write_string(at, number, name, head)
    for table in tables():
        at += 1
        name = table.name(language)
        link = book.look(font_color="#1F5A7A", underline=1)
        sheet.write_url(at, 0, f"internal:'{name}'!A1", link, name)
        zh = table.about_zh or f"一行一个{table.zh.removesuffix('记录')}"
        en = table.about_en or f"One row each: {table.en.lower()}"
        sheet.write_string(at, 1, zh, wrapped)
        sheet.write_string(at, 2, en, wrapped)


# The workbook that comes back

_MARKS = {
    Severity.ERROR: ("错误 error", "#FAD4CF"),
    Severity.WARNING: ("警告 warning", "#FCEBC1"),
    Severity.NOTE: ("提醒 note", "#DCE9F2"),
}
_COLUMNS = (
    ("表 / Sheet", 16),
    ("单元格 / Cell", 12),
    ("轻重 / Severity", 14),
    ("内容 / Value", 24),
    ("问题", 46),
    ("怎么改", 46),
    ("Problem", 50),
    ("Remedy", 50),
    ("规则 / Rule", 12),
)


def marked(
    sheets: Sequence[Sheet],
    laid: Sequence[Laid],
    problems: Sequence[Problem],
    words: Words,
) -> bytes:
    """The workbook somebody brought, with a first sheet of its problems and their cells marked."""
    book, language = _Book(), words.language
    first = book.book.add_worksheet(_SAID["problems"][language])
    first.set_landscape()
    first.fit_to_pages(1, 0)
    _problem_sheet(book, first, sheets, problems)
    known = {id(one.sheet): one for one in laid}
    own = {folded for names in _SAID.values() for folded in names.values()}
    added = [
        (sheet, book.book.add_worksheet(sheet.name[:31]))
        for sheet in sheets
        if sheet.name not in own
    ]
    lists = _Lists(book, language)
    said: dict[str, dict[tuple[int, int], list[Problem]]] = {}
    for problem in problems:
        cells = said.setdefault(problem.spot.sheet, {})
        cells.setdefault((problem.spot.row, problem.spot.column), []).append(problem)
    for sheet, written in added:
        one = known.get(id(sheet))
        _copied(book, written, sheet, one, said.get(sheet.name, {}))
        for number, column in (one.columns if one else {}).items():
            if one is not None and isinstance(column, Column):
                _validate(written, number, column, one.table, words, lists)
    lists.write()
    first.activate()
    return book.done()


def _problem_sheet(
    book: _Book, sheet: Worksheet, sheets: Sequence[Sheet], problems: Sequence[Problem]
) -> None:
    rows = {sheet.name: sheet.rows for sheet in sheets}
    sheet.freeze_panes(1, 2)
    sheet.set_tab_color("#C0392B")
    head = book.look(bold=True, bg_color="#F3F4F6", bottom=1, border_color=_LINE, text_wrap=True)
    for number, (name, width) in enumerate(_COLUMNS):
        sheet.write_string(0, number, name, head)
        sheet.set_column(number, number, width)
    text, link = book.cell(), book.look(font_color="#1F5A7A", underline=1)
    for row, problem in enumerate(problems, 1):
        word, colour = _MARKS[problem.severity]
        spot = problem.spot
        there = rows.get(spot.sheet, ())
        value = there[spot.row] if spot.row < len(there) else ()
        shown = plain_text(value[spot.column]) if spot.column < len(value) else ""
        said = (shown[:200], problem.zh, problem.hint_zh, problem.en, problem.hint_en, problem.code)
        widths = [width for _, width in _COLUMNS[3:]]
        sheet.set_row(row, 15 * max(1, *(_lines(t, w) for t, w in zip(said, widths, strict=True))))
        sheet.write_string(row, 0, spot.sheet, text)
        if row <= _MOST_LINKS:
            sheet.write_url(row, 1, spot.link, link, spot.cell)
        else:
            sheet.write_string(row, 1, spot.cell, text)
        sheet.write_string(row, 2, word, book.look(bg_color=colour))
        for number, words in enumerate(said, 3):
            sheet.write_string(row, number, words, text)
    sheet.autofilter(0, 0, max(1, len(problems)), len(_COLUMNS) - 1)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column, a Chinese character being two wide."""
    return -(-sum(1 if character.isascii() else 2 for character in text) // width)


def _copied(
    book: _Book,
    written: Worksheet,
    sheet: Sheet,
    laid: Laid | None,
    said: Mapping[tuple[int, int], Sequence[Problem]],
) -> None:
    first = laid.first if laid else 1
    written.freeze_panes(first, 1)
    written.ignore_errors({"number_stored_as_text": f"A1:XFD{MAX_ROWS}"})
    for number in range(max(map(len, sheet.rows), default=0)):
        column = laid.columns.get(number) if laid else None
        width = _WIDTHS[column.shape] if isinstance(column, Column) else 18
        written.set_column(number, number, width)
    if said:
        written.set_tab_color("#C0392B")
    head = book.look(bold=True, bg_color="#F3F4F6", text_wrap=True, border=1, border_color=_LINE)
    plain = book.cell()
    for row, cells in enumerate(sheet.rows):
        for number, cell in enumerate(cells):
            if cell != "" and (row, number) not in said:
                _copy(written, row, number, cell, head if row < first else plain)
    for (row, number), problems in said.items():
        _, colour = _MARKS[max(problem.severity for problem in problems)]
        cells = sheet.rows[row] if row < len(sheet.rows) else ()
        cell = cells[number] if number < len(cells) else ""
        look = book.cell(bg_color=colour, border=1, border_color="#C0392B")
        if cell == "":
            written.write_blank(row, number, None, look)
        else:
            _copy(written, row, number, cell, look)
        note = "\n\n".join(
            "\n".join(filter(None, (p.zh, p.hint_zh, p.en, p.hint_en))) for p in problems
        )
        written.write_comment(
            row, number, note[:2000], {"author": "Replicase", "x_scale": 2.4, "y_scale": 1.8}
        )


def _copy(written: Worksheet, row: int, number: int, cell: Cell, look: Format) -> None:
    """A cell as it was: a number stays a number, and a text is never anything else."""
    if isinstance(cell, str):
        written.write_string(row, number, cell[:_LONGEST], look)
    elif isinstance(cell, bool):
        written.write_boolean(row, number, cell, look)
    elif isinstance(cell, (int, float)):
        written.write_number(row, number, cell)
    elif isinstance(cell, date):
        written.write_string(
            row, number, str(cell)[:10] if str(cell).endswith("00:00:00") else str(cell), look
        )
    else:
        written.write_string(row, number, str(cell), look)


__all__ = ["LIST", "OF", "Filled", "marked", "template"]
