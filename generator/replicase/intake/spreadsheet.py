"""The sheets of a workbook become records, each value with the cell it came from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from replicase.diagnostics import Path, in_short
from replicase.intake.brought import Brought, value_at
from replicase.intake.cells import filled, plain_text
from replicase.intake.choices import Words
from replicase.intake.headings import Inline, Laid, inner, laid_out
from replicase.intake.naming import Names
from replicase.intake.problems import Problem, Telling
from replicase.intake.reading import Sheet
from replicase.intake.rows import EXAMPLE
from replicase.intake.tables import LIST, OF, RECORD, Holder, Kind, tables
from replicase.intake.values import Values
from replicase.library import Library


@dataclass(frozen=True)
class Gathered:
    """Everything a workbook holds."""

    laid: tuple[Laid, ...]
    records: tuple[Brought, ...]
    problems: tuple[Problem, ...]
    is_whole: bool
    """Whether every sheet and heading was understood; otherwise nothing of it may be written."""


def gather(sheets: Iterable[Sheet], library: Library, words: Words, day: str) -> Gathered:
    """Read the records of a workbook; `day` is the date of registration where none is given."""
    gathering = _Gathering(library, words, day)
    laid = tuple(one for sheet in sheets if (one := laid_out(sheet, gathering.telling)) is not None)
    for table in tables():
        for one in laid:
            if one.table is table:
                gathering.read(one)
    gathering.names.tell_of_rows_astray()
    telling = gathering.telling
    records = tuple(gathering.names.records.values())
    return Gathered(laid, records, tuple(telling.problems), telling.is_whole)


class _Gathering:
    def __init__(self, library: Library, words: Words, day: str) -> None:
        self.day = day
        self.telling = Telling()
        self.values = Values(words, self.telling)
        self.names = Names(library, self.telling)

    def read(self, laid: Laid) -> None:
        merged = self.values.unmerged(laid)
        for row in range(laid.first, len(laid.sheet.rows)):
            cells = laid.sheet.rows[row]
            given = {
                number: cells[number] if number < len(cells) else "" for number in laid.columns
            }
            for number in laid.columns:
                if (row, number) in merged:
                    given[number] = merged[row, number]
            if not any(filled(tuple(given.values()))):
                if any((row, number) in laid.sheet.formulas.without for number in laid.columns):
                    self.values.formulas(laid, row)
                continue
            if any(plain_text(cell) == EXAMPLE for cell in given.values()):
                continue
            wrong = self.values.formulas(laid, row)
            values = {
                number: text
                for number, column in laid.columns.items()
                if (row, number) not in laid.sheet.formulas.without
                and (text := self.values.value(laid, row, number, column, given[number]))
            }
            if laid.table.holders:
                self._part(laid, row, values, wrong=wrong)
            else:
                self._record(laid, row, values, wrong=wrong)

    def _record(self, laid: Laid, row: int, values: dict[int, str], *, wrong: bool) -> None:
        kind: Kind = "case" if laid.table.key == "case" else "adoption"
        by_key = {laid.columns[n].key: (n, text) for n, text in values.items()}
        tree: dict[str, Any] = {"schema": "1"}
        brought = Brought(kind, "", "", tree, (laid, row), blocked=wrong)
        brought.owners[()] = (laid, row)
        inline: dict[tuple[Holder, int], dict[int, str]] = {}
        for number, text in values.items():
            column = laid.columns[number]
            if isinstance(column, Inline):
                inline.setdefault((column.holder, column.number), {})[number] = text
            else:
                brought.place((), column, text, laid.spot(row, number))
        for (holder, _), cells in sorted(inline.items(), key=lambda item: item[0][1]):
            columns = [
                (inner(laid.columns[n]), text, laid.spot(row, n)) for n, text in cells.items()
            ]
            part = brought.add(holder, (), columns, (laid, row))
            if part is not None and holder.path == ("sources",):
                part.setdefault("id", f"s{len(tree['sources'])}")
        if kind == "case":
            tree.setdefault("stage", "draft")
            tree.setdefault("registered", self.day)
        self.names.settle(brought, by_key)

    def _part(self, laid: Laid, row: int, values: dict[int, str], *, wrong: bool) -> None:
        said = {laid.columns[n].key: (n, text) for n, text in values.items()}
        number, name = said.get(RECORD, (self._column(laid, RECORD), ""))
        brought = self.names.owner(name, laid.spot(row, number))
        if brought is None:
            return
        brought.blocked |= wrong
        holder, above = self._holder(laid, row, said, brought)
        if holder is None:
            brought.blocked = True
            return
        columns = [
            (inner(column), values[n], laid.spot(row, n))
            for n, column in laid.columns.items()
            if n in values and inner(column).field is not None
        ]
        brought.add(holder, above, columns, (laid, row))

    def _holder(
        self, laid: Laid, row: int, said: Mapping[str, tuple[int, str]], brought: Brought
    ) -> tuple[Holder | None, Path]:
        """The list a row belongs to, and the part of the record that holds it."""
        holders = [h for h in laid.table.holders if h.kind == brought.kind]
        number, name = said.get(LIST, (self._column(laid, LIST), ""))
        if name:
            holders = [h for h in holders if h.name == name]
        of_number, of = said.get(OF, (self._column(laid, OF), ""))
        if laid.table.holders[0].above:
            found: list[tuple[Holder, Path]] = [
                (holder, (*holder.above, index))
                for holder in holders
                for index, part in enumerate(value_at(brought.tree, holder.above) or ())
                if part.get("id") == of
            ]
            if len(found) == 1:
                return found[0]
            several = len(found) > 1
            self.telling.say(
                laid.spot(row, number if several else of_number),
                "几个列表里都有这个编号"
                if several
                else (
                    f"`{brought.id}` 没有编号为 `{in_short(of)}` 的行" if of else "没有写是哪一行的"
                ),
                "several lists have this id"
                if several
                else (
                    f"`{brought.id}` has no row `{in_short(of)}`"
                    if of
                    else "whose value this is, is not said"
                ),
                "写明放在哪一项" if several else "写“结果和数字”表里有的编号，如 r1",
                "say which list it belongs to"
                if several
                else "write an id of the sheet Results and figures, as r1",
            )
            return None, ()
        if len(holders) == 1:
            return holders[0], ()
        names = "、".join(h.name for h in laid.table.holders if h.kind == brought.kind)
        self.telling.say(
            laid.spot(row, number),
            f"没有“{in_short(name)}”这一项" if name else "没有写放在哪一项",
            f"there is no list `{in_short(name)}`"
            if name
            else "the list it belongs to is not said",
            f"从下拉表里选一个：{names}" if names else "这张表只用于案例",
            f"choose one of the list: {names}" if names else "this sheet is for cases only",
        )
        return None, ()

    @staticmethod
    def _column(laid: Laid, key: str) -> int:
        return next(
            (n for n, column in laid.columns.items() if column.key == key),
            min(laid.columns, default=0),
        )
