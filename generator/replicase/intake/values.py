"""What a cell says, as the format writes it where that is certain."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from replicase.decode.forms import address_form, date_form, number_form, truth_form
from replicase.diagnostics import Severity, in_short
from replicase.intake.cells import filled, plain_text
from replicase.intake.choices import Words
from replicase.intake.headings import Inline, Laid, inner
from replicase.intake.problems import Spot, Telling
from replicase.intake.reading import Cell
from replicase.intake.tables import Column
from replicase.model.scalars import PartialDate

_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA)")
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""1954 to 2119: numbers a date has in Excel, and no year."""


@dataclass(frozen=True)
class Values:
    """Reads cells, and tells of those that cannot be read as they stand."""

    words: Words
    telling: Telling

    def value(self, laid: Laid, row: int, number: int, column: Column | Inline, cell: Cell) -> str:
        """What a cell says, as the format writes it where that is certain."""
        own = inner(column)
        table = column.table if isinstance(column, Inline) else laid.table
        spot = laid.spot(row, number)
        if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
            self.telling.say(
                spot,
                f"单元格是错误值 `{cell.strip()}`",
                f"the cell holds the error `{cell.strip()}`",
                "改好公式，或直接写值",
                "mend the formula, or write the value",
            )
            return ""
        if own.is_date:
            return self._date(spot, cell)
        text = plain_text(cell)
        if not text:
            return ""
        if own.shape == "text" and own.is_markdown:
            ends = isinstance(cell, str) and cell.rstrip(" \t\r").endswith("\n")
            return f"{text}\n" if "\n" in text or ends else text
        if own.shape == "texts":
            # A line stands beside the line of the other language, so an empty one counts.
            return "\n".join(map(plain_text, str(cell).replace("\r\n", "\n").split("\n")))
        if own.shape == "text":
            return text
        if own.is_name:
            text = unicodedata.normalize("NFKC", text)
        choices = self.words.of(table, own)
        if choices is not None and own.shape == "value":
            return self._chosen(spot, text, choices.means(text), choices.shown)
        if choices is not None:
            pieces = _apart(text, choices.means)
            return "\n".join(
                self._chosen(spot, piece, choices.means(piece), choices.shown) for piece in pieces
            )
        if own.shape == "many":
            return "\n".join(p for p in re.split(r"[\s,，、;；]+", text) if p)
        if own.is_number:
            return number_form(text) or text
        if own.is_address:
            return address_form(text) or text
        return (truth_form(text) or text) if own.is_truth else text

    def _chosen(
        self, spot: Spot, text: str, meant: tuple[str, ...], shown: Mapping[str, str]
    ) -> str:
        if len(meant) > 1:
            few = [shown[one] for one in meant[:5]]
            self.telling.say(
                spot,
                f"“{in_short(text)}”有几个意思",
                f"`{in_short(text)}` can mean several",
                f"写编号：{'、'.join(few)}",
                f"write the id: {', '.join(few)}",
            )
            return ""
        # What means nothing is left to the checker, which says what it may have been meant for.
        return meant[0] if meant else text

    def _date(self, spot: Spot, cell: Cell) -> str:
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):
            number = int(cell)
            if number == cell and _FIRST_SERIAL < number < _LAST_SERIAL:
                day = (_EPOCH + timedelta(days=number)).isoformat()
                self.telling.say(
                    spot,
                    f"数字 {number} 是 Excel 的日期，读作 {day}",
                    f"the number {number} is a date of Excel's and was read as {day}",
                    "不是日期就写成文本",
                    "if it is no date, write it as text",
                    Severity.NOTE,
                )
                return day
        if isinstance(cell, date) and cell.day == 1 and plain_text(cell) == str(cell)[:10]:
            day = str(cell)[:10]
            self.telling.say(
                spot,
                f"读作 {day}；Excel 会把只写到月份的日期补成 1 日",
                f"read as {day}; Excel makes a month the first day of it",
                f"如果只知道月份，把单元格设成文本，写 {day[:7]}",
                f"if only the month is known, make the cell a text and write {day[:7]}",
                Severity.NOTE,
            )
            return day
        text = plain_text(cell)
        if not text or PartialDate.read(text):
            return text
        return date_form(text) or text

    def formulas(self, laid: Laid, row: int) -> bool:
        """Tell of the formulas of a row; whether one has no value."""
        wrong = False
        for number in laid.columns:
            if (row, number) in laid.sheet.formulas.without:
                wrong = True
                self.telling.say(
                    laid.spot(row, number),
                    "公式没有算好的值",
                    "the formula has no value",
                    "在 Excel 或 WPS 里打开、保存一次，或把公式换成值",
                    "open and save it in Excel once, or put the value in its place",
                )
            elif (row, number) in laid.sheet.formulas.with_value:
                self.telling.say(
                    laid.spot(row, number),
                    "这里是公式，取了它算出的值",
                    "this is a formula; its value was taken",
                    severity=Severity.NOTE,
                )
        return wrong

    def unmerged(self, laid: Laid) -> dict[tuple[int, int], Cell]:
        """The value of cells made one in a column, for each of them; across columns it is refused."""
        found: dict[tuple[int, int], Cell] = {}
        for (top, left), (bottom, right) in laid.sheet.merged:
            if bottom < laid.first or not any(c in laid.columns for c in range(left, right + 1)):
                continue
            row = laid.sheet.rows[top] if top < len(laid.sheet.rows) else ()
            value = row[left] if left < len(row) else ""
            if left != right:
                if any(filled((value,))):
                    self.telling.stop(
                        laid.spot(top, left),
                        "横向合并的单元格，分不清内容属于哪一列",
                        "cells are merged across columns, so whose value this is cannot be told",
                        "取消合并，把内容放进它那一列",
                        "unmerge them and put the value into its column",
                    )
                continue
            for number in range(max(top, laid.first), min(bottom + 1, len(laid.sheet.rows))):
                found[number, left] = value
            if any(filled((value,))):
                self.telling.say(
                    laid.spot(top, left),
                    f"合并的单元格，{bottom - top + 1} 行都用了这个值",
                    f"merged cells: the value was taken for all {bottom - top + 1} rows",
                    severity=Severity.NOTE,
                )
        return found


def _apart(text: str, means: Any) -> list[str]:
    """The words of a cell: one that means something as a whole is one, signs in it or not."""
    if means(text):
        return [text]
    found: list[str] = []
    for piece in re.split(r"\s*[;；\n]\s*", text):
        whole = bool(means(piece))
        found += [piece] if whole else re.split(r"\s*[,，、]\s*", piece)
    return [piece for piece in found if piece]
