"""The closed lists of a workbook: a sheet that holds them, and the drop-downs that choose from it."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from replicase.diagnostics import Language
from replicase.intake.book import HEADED, LINE, QUIET, Book
from replicase.intake.choices import Choices, Words
from replicase.intake.package import MAX_ROWS
from replicase.intake.problems import letters_of
from replicase.intake.sheets import SHEETS
from replicase.intake.tables import RECORD, Column, Table, tables


class Lists:
    """The sheet with every closed list, a column each, for drop-downs and for looking up."""

    def __init__(self, book: Book, language: Language) -> None:
        self._book = book
        self._name = SHEETS["lists"][language]
        self._sheet = book.book.add_worksheet(self._name)
        self._columns: dict[str, tuple[int, Choices]] = {}

    def range_of(self, choices: Choices) -> str:
        """The cells a list stands in, as a formula of the workbook."""
        number, _ = self._columns.setdefault(choices.name, (len(self._columns), choices))
        letter = letters_of(number)
        return f"='{self._name}'!${letter}$2:${letter}${len(choices.shown) + 1}"

    def write(self) -> None:
        """Write the lists that were asked for."""
        head = self._book.look(bold=True, bg_color="#F3F4F6", bottom=1, border_color=LINE)
        for name, (number, choices) in self._columns.items():
            self._sheet.write_string(0, number, name, head)
            for row, shown in enumerate(choices.shown.values(), 1):
                self._sheet.write_string(row, number, shown, self._book.look(num_format="@"))
            widest = max(map(len, choices.shown.values()))
            self._sheet.set_column(number, number, max(12, min(40, 6 + widest)))
        self._sheet.freeze_panes(1, 0)
        self._sheet.set_tab_color(QUIET)


def validate(
    sheet: Worksheet, number: int, column: Column, table: Table, words: Words, lists: Lists
) -> None:
    """Let a column choose from its list, if it has one."""
    choices = words.of(table, column)
    source = ""
    if choices is not None and choices.shown:
        source = lists.range_of(choices)
    elif column.key == RECORD:
        kinds = {holder.kind for holder in table.holders}
        if len(kinds) == 1:
            records = next(t for t in tables() if t.key in kinds)
            source = f"='{records.name(words.language)}'!$A${HEADED + 1}:$A${MAX_ROWS}"
    if not source:
        return
    # One value must be of the list; several in a cell, or an alias, only the import can judge.
    sheet.data_validation(
        *(HEADED, number, MAX_ROWS - 1, number),
        {"validate": "list", "source": source, "error_type": "information", "show_error": False},
    )
