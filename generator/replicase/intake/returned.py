"""The workbook that comes back to whoever brought it, with its problems listed and marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from replicase.diagnostics import Severity
from replicase.intake.book import LINE, LONGEST, WIDTHS, Book, lines_of
from replicase.intake.cells import plain_text
from replicase.intake.choices import Words
from replicase.intake.dropdowns import Lists, validate
from replicase.intake.headings import Laid
from replicase.intake.package import MAX_ROWS
from replicase.intake.problems import Problem
from replicase.intake.reading import Cell, Sheet
from replicase.intake.sheets import SHEETS, is_own
from replicase.intake.tables import Column

_MOST_LINKS = 60_000
"""Excel takes no more than 65,530 in a sheet."""
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
    book, language = Book(), words.language
    first = book.book.add_worksheet(SHEETS["problems"][language])
    first.set_landscape()
    first.fit_to_pages(1, 0)
    _problem_sheet(book, first, sheets, problems)
    known = {id(one.sheet): one for one in laid}
    added = [
        (sheet, book.book.add_worksheet(sheet.name)) for sheet in sheets if not is_own(sheet.name)
    ]
    lists = Lists(book, language)
    said: dict[str, dict[tuple[int, int], list[Problem]]] = {}
    for problem in problems:
        cells = said.setdefault(problem.spot.sheet, {})
        cells.setdefault((problem.spot.row, problem.spot.column), []).append(problem)
    for sheet, written in added:
        one = known.get(id(sheet))
        _copied(book, written, sheet, one, said.get(sheet.name, {}))
        for number, column in (one.columns if one else {}).items():
            if one is not None and isinstance(column, Column):
                validate(written, number, column, one.table, words, lists)
    lists.write()
    first.activate()
    return book.done()


def _problem_sheet(
    book: Book, sheet: Worksheet, sheets: Sequence[Sheet], problems: Sequence[Problem]
) -> None:
    rows = {sheet.name: sheet.rows for sheet in sheets}
    sheet.freeze_panes(1, 2)
    sheet.set_tab_color("#C0392B")
    head = book.look(bold=True, bg_color="#F3F4F6", bottom=1, border_color=LINE, text_wrap=True)
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
        sheet.set_row(
            row, 15 * max(1, *(lines_of(t, w) for t, w in zip(said, widths, strict=True)))
        )
        sheet.write_string(row, 0, spot.sheet, text)
        if row <= _MOST_LINKS:
            sheet.write_url(row, 1, spot.link, link, spot.cell)
        else:
            sheet.write_string(row, 1, spot.cell, text)
        sheet.write_string(row, 2, word, book.look(bg_color=colour))
        for number, words in enumerate(said, 3):
            sheet.write_string(row, number, words, text)
    sheet.autofilter(0, 0, max(1, len(problems)), len(_COLUMNS) - 1)


def _copied(
    book: Book,
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
        width = WIDTHS[column.shape] if isinstance(column, Column) else 18
        written.set_column(number, number, width)
    if said:
        written.set_tab_color("#C0392B")
    head = book.look(bold=True, bg_color="#F3F4F6", text_wrap=True, border=1, border_color=LINE)
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
        written.write_string(row, number, cell[:LONGEST], look)
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
