"""Which of our tables a sheet is, and which of its columns is which."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from replicase.diagnostics import Severity, in_short
from replicase.edit.propose import folded
from replicase.intake.cells import filled, plain_text
from replicase.intake.problems import Spot, Telling
from replicase.intake.reading import Cell, Sheet
from replicase.intake.sheets import is_own
from replicase.intake.tables import Column, Holder, Table, tables

_HEADED_WITHIN = 10
_INLINE = 9


@dataclass(frozen=True)
class Inline:
    """A column of a record's own table that stands for a field of one part: of its first source."""

    holder: Holder
    number: int
    table: Table
    column: Column

    @property
    def key(self) -> str:
        """Its name for programs, as `sources.1.title`."""
        return f"{'.'.join(self.holder.path)}.{self.number}.{self.column.key}"

    @property
    def zh(self) -> str:
        """Its heading in Chinese."""
        return f"{self.table.zh}{self.number} · {self.column.zh}"

    @property
    def en(self) -> str:
        """Its heading in English."""
        return f"{self.table.en} {self.number} · {self.column.en}"


@cache
def headings(table: Table) -> Mapping[str, Column | Inline]:
    """Every heading a column of a table may have, as it is compared."""
    found: dict[str, Column | Inline] = {}
    columns: list[Column | Inline] = [*table.columns, *_inline(table)]
    for column in columns:
        for name in (column.key, column.zh, column.en):
            found.setdefault(_plain(name), column)
    return found


def _inline(table: Table) -> Iterator[Inline]:
    for other in tables():
        for holder in other.holders:
            if holder.kind == table.key and not holder.above:
                columns = [c for c in other.columns if c.field is not None]
                for number in range(1, _INLINE + 1):
                    yield from (Inline(holder, number, other, column) for column in columns)


def _plain(name: str) -> str:
    return re.sub(r"[\s*＊·]+", "", folded(name))


def inner(column: Column | Inline) -> Column:
    """Return the column of the model a heading stands for."""
    return column.column if isinstance(column, Inline) else column


@dataclass(frozen=True)
class Laid:
    """A sheet whose columns are known."""

    sheet: Sheet
    table: Table
    columns: Mapping[int, Column | Inline]
    first: int
    """The first row below the heading."""

    def spot(self, row: int, column: int) -> Spot:
        """A cell of it."""
        return Spot(self.sheet.name, row, column)


def laid_out(sheet: Sheet, telling: Telling) -> Laid | None:
    """Settle what the columns of a sheet are; None where it is none of ours, or empty."""
    if is_own(sheet.name) or not any(map(any, map(filled, sheet.rows))):
        return None
    table, head = _table_of(sheet)
    if table is None:
        names = "、".join(t.zh for t in tables()[:2])
        telling.say(
            Spot(sheet.name, 0, 0),
            f"认不出表“{in_short(sheet.name)}”是哪一张，没有读",
            f"the sheet `{in_short(sheet.name)}` is none of ours and was not read",
            f"表名用模板里的（{names}……），表头用模板里的列名；用 `replicase template` 取模板",
            "name sheets and columns as the template does; `replicase template` writes one",
            Severity.WARNING,
        )
        return None
    columns = _columns(sheet, table, head, telling)
    first = head + 1
    while first < len(sheet.rows) and _matches(sheet.rows[first], table) >= max(
        2, len(columns) // 2
    ):
        first += 1
    return Laid(sheet, table, columns, first)


def _columns(sheet: Sheet, table: Table, head: int, telling: Telling) -> dict[int, Column | Inline]:
    known = headings(table)
    found: dict[int, Column | Inline] = {}
    for number, cell in enumerate(sheet.rows[head]):
        name = plain_text(cell)
        if not name:
            continue
        spot, column = Spot(sheet.name, head, number), known.get(_plain(name))
        if column is None:
            _strange(spot, name, table, sheet, head, telling)
        elif column in found.values():
            telling.stop(
                spot,
                f"“{in_short(name)}”这一列有两个",
                f"there are two columns `{in_short(name)}`",
                "只留一个",
                "keep one of them",
            )
        else:
            found[number] = column
    return found


def _strange(
    spot: Spot, name: str, table: Table, sheet: Sheet, head: int, telling: Telling
) -> None:
    names = {_plain(n): n for c in table.columns for n in (c.key, c.zh, c.en)}
    close = difflib.get_close_matches(_plain(name), names, n=1, cutoff=0.7)
    if close:
        telling.stop(
            spot,
            f"“{table.zh}”表里没有“{in_short(name)}”这一列",
            f"the sheet {table.en} has no column `{in_short(name)}`",
            f"是否指“{names[close[0]]}”？",
            f"did you mean `{names[close[0]]}`?",
        )
    elif any(
        filled(row[spot.column : spot.column + 1]) == (True,) for row in sheet.rows[head + 1 :]
    ):
        telling.say(
            spot,
            f"不认识“{in_short(name)}”这一列，没有读",
            f"the column `{in_short(name)}` is none of ours and was not read",
            "要导入的内容移到模板有的列里；不导入的不用管",
            "move what is to be imported into a column of the template, or leave it",
            Severity.WARNING,
        )


def _matches(row: tuple[Cell, ...], table: Table) -> int:
    known = headings(table)
    return sum(_plain(plain_text(cell)) in known for cell in row if cell != "")


def _table_of(sheet: Sheet) -> tuple[Table | None, int]:
    """The table a sheet is, by its name or else by its heading, and the row of the heading."""
    name = folded(sheet.name)
    named = [t for t in tables() if name in (t.key, folded(t.zh), folded(t.en))]
    best: tuple[int, int, Table | None] = (0, 0, None)
    for table in named or tables():
        for row, cells in enumerate(sheet.rows[:_HEADED_WITHIN]):
            # A sheet of another name must show by its heading that it is ours.
            hits, all_of = _matches(cells, table), sum(filled(cells))
            if (hits >= 1 if named else hits >= 3 and 2 * hits > all_of) and hits > best[0]:
                best = (hits, row, table)
    return best[2], best[1]
