"""The sheets of a workbook become records, each value with the cell it came from."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from replicase.decode.forms import address_form, date_form, number_form, truth_form
from replicase.diagnostics import Path, Severity, in_short
from replicase.edit.propose import case_folder, case_id, folded, taken_ids
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER, is_plain
from replicase.intake.choices import Words
from replicase.intake.problems import Problem, Spot
from replicase.intake.reading import Cell, Sheet
from replicase.intake.rows import put, put_text, put_texts
from replicase.intake.tables import KINDS, LIST, OF, RECORD, Column, Holder, Kind, Table, tables
from replicase.library import Library
from replicase.model.scalars import PartialDate

EXAMPLE = "示例 example"
"""In place of an id: the row shows how it is done, and is not imported."""
OWN_SHEETS = frozenset(
    [
        "说明",
        "read me",
        "词表",
        "lists",
        "问题",
        "problems",
        "说明 read me",
        "词表 lists",
        "问题 problems",
    ]
)
"""Sheets that are ours and hold no record."""
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


@dataclass
class Brought:
    """A record as a workbook has it."""

    kind: Kind
    id: str
    file: str
    tree: dict[str, Any]
    home: tuple[Laid, int]
    cells: dict[Path, Spot] = field(default_factory=dict)
    owners: dict[Path, tuple[Laid, int]] = field(default_factory=dict)
    """Part of the record -> the row it stands in."""
    blocked: bool = False
    """Whether the sheet says something of it that cannot be read."""

    def heading(self, at: Path) -> Column | None:
        """The column of a place that is not filled in."""
        spot = self.spot(at)
        for laid, row in (*self.owners.values(), self.home):
            if (laid.sheet.name, row) == (spot.sheet, spot.row):
                column = laid.columns.get(spot.column)
                return column if isinstance(column, Column) and at not in self.cells else None
        return None

    def spot(self, at: Path) -> Spot:
        """The cell a place of the record stands in, or would stand in."""
        if at in self.cells:
            return self.cells[at]
        owner = next(at[:n] for n in range(len(at), -1, -1) if at[:n] in self.owners)
        laid, row = self.owners[owner]
        inside = tuple(step for step in at[len(owner) :] if isinstance(step, str))
        for number, column in laid.columns.items():
            if isinstance(column, Inline):
                continue
            whole = (*column.path, *([column.language] if column.language else []))
            if inside and whole[: len(inside)] == inside:
                return laid.spot(row, number)
        for steps in range(len(at), len(owner), -1):
            if at[:steps] in self.cells:
                return self.cells[at[:steps]]
        below = [spot for path, spot in self.cells.items() if path[: len(at)] == at and at]
        return min(below) if below else laid.spot(row, min(laid.columns, default=0))


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
    for sheet in sheets:
        gathering.lay(sheet)
    for table in tables():
        for laid in gathering.laid:
            if laid.table is table:
                gathering.read(laid)
    gathering.tell_of_rows_astray()
    return Gathered(
        *(tuple(gathering.laid), tuple(gathering.records.values()), tuple(gathering.problems)),
        gathering.is_whole,
    )


class _Gathering:
    def __init__(self, library: Library, words: Words, day: str) -> None:
        self.library = library
        self.words = words
        self.day = day
        self.laid: list[Laid] = []
        self.problems: list[Problem] = []
        self.records: dict[str, Brought] = {}
        self.named: dict[str, list[str]] = {}
        """A record's id or title, as it is compared -> ids."""
        self.taken = set(taken_ids(library))
        self.titled = {
            folded(title): entry.record.id
            for entry in library.case_entries
            for title in (entry.record.title.zh, entry.record.title.en)
            if title
        }
        self.files = {entry.record.id: entry.file for entry in library.case_entries}
        self.files |= {entry.record.id: entry.file for entry in library.adoption_entries}
        self.is_whole = True
        self.astray: dict[str, list[Spot]] = {}
        """What rows call records that are not there -> where."""

    def say(
        self,
        spot: Spot,
        zh: str,
        en: str,
        hint_zh: str = "",
        hint_en: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        self.problems.append(Problem(spot, severity, zh, en, hint_zh, hint_en))

    # Which table a sheet is, and which column is which

    def lay(self, sheet: Sheet) -> None:
        if folded(sheet.name) in OWN_SHEETS or not any(map(any, map(_filled, sheet.rows))):
            return
        table, head = _table_of(sheet)
        if table is None:
            names = "、".join(t.zh for t in tables()[:2])
            self.say(
                Spot(sheet.name, 0, 0),
                f"认不出表“{in_short(sheet.name)}”是哪一张，没有读",
                f"the sheet `{in_short(sheet.name)}` is none of ours and was not read",
                f"表名用模板里的（{names}……），表头用模板里的列名；用 `replicase template` 取模板",
                "name sheets and columns as the template does; `replicase template` writes one",
                Severity.WARNING,
            )
            return
        columns = self._columns(sheet, table, head)
        first = head + 1
        while first < len(sheet.rows) and _matches(sheet.rows[first], table) >= max(
            2, len(columns) // 2
        ):
            first += 1
        self.laid.append(Laid(sheet, table, columns, first))

    def _columns(self, sheet: Sheet, table: Table, head: int) -> dict[int, Column | Inline]:
        known = headings(table)
        found: dict[int, Column | Inline] = {}
        for number, cell in enumerate(sheet.rows[head]):
            name = plain_text(cell)
            if not name:
                continue
            spot, column = Spot(sheet.name, head, number), known.get(_plain(name))
            if column is None:
                self._strange(spot, name, table, sheet, number, head)
            elif column in found.values():
                self.is_whole = False
                self.say(
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
        self, spot: Spot, name: str, table: Table, sheet: Sheet, number: int, head: int
    ) -> None:
        names = {_plain(n): n for c in table.columns for n in (c.key, c.zh, c.en)}
        close = difflib.get_close_matches(_plain(name), names, n=1, cutoff=0.7)
        if close:
            self.is_whole = False
            self.say(
                spot,
                f"“{table.zh}”表里没有“{in_short(name)}”这一列",
                f"the sheet {table.en} has no column `{in_short(name)}`",
                f"是否指“{names[close[0]]}”？",
                f"did you mean `{names[close[0]]}`?",
            )
        elif any(_filled(row[number : number + 1]) == (True,) for row in sheet.rows[head + 1 :]):
            self.say(
                spot,
                f"不认识“{in_short(name)}”这一列，没有读",
                f"the column `{in_short(name)}` is none of ours and was not read",
                "要导入的内容移到模板有的列里；不导入的不用管",
                "move what is to be imported into a column of the template, or leave it",
                Severity.WARNING,
            )

    # Rows

    def read(self, laid: Laid) -> None:
        merged = self._unmerged(laid)
        for row in range(laid.first, len(laid.sheet.rows)):
            cells = laid.sheet.rows[row]
            given = {
                number: cells[number] if number < len(cells) else "" for number in laid.columns
            }
            for number in laid.columns:
                if (row, number) in merged:
                    given[number] = merged[row, number]
            if not any(_filled(tuple(given.values()))):
                if any((row, number) in laid.sheet.formulas.without for number in laid.columns):
                    self._formulas(laid, row)
                continue
            if any(plain_text(cell) == EXAMPLE for cell in given.values()):
                continue
            wrong = self._formulas(laid, row)
            values = {
                number: text
                for number, column in laid.columns.items()
                if (row, number) not in laid.sheet.formulas.without
                and (text := self._value(laid, row, number, column, given[number]))
            }
            if laid.table.holders:
                self._part(laid, row, values, wrong=wrong)
            else:
                self._record(laid, row, values, wrong=wrong)

    def _formulas(self, laid: Laid, row: int) -> bool:
        wrong = False
        for number in laid.columns:
            if (row, number) in laid.sheet.formulas.without:
                wrong = True
                self.say(
                    laid.spot(row, number),
                    "公式没有算好的值",
                    "the formula has no value",
                    "在 Excel 或 WPS 里打开、保存一次，或把公式换成值",
                    "open and save it in Excel once, or put the value in its place",
                )
            elif (row, number) in laid.sheet.formulas.with_value:
                self.say(
                    laid.spot(row, number),
                    "这里是公式，取了它算出的值",
                    "this is a formula; its value was taken",
                    severity=Severity.NOTE,
                )
        return wrong

    def _unmerged(self, laid: Laid) -> dict[tuple[int, int], Cell]:
        """The value of cells made one in a column, for each of them; across columns it is refused."""
        found: dict[tuple[int, int], Cell] = {}
        for (top, left), (bottom, right) in laid.sheet.merged:
            if bottom < laid.first or not any(c in laid.columns for c in range(left, right + 1)):
                continue
            row = laid.sheet.rows[top] if top < len(laid.sheet.rows) else ()
            value = row[left] if left < len(row) else ""
            if left != right:
                if any(_filled((value,))):
                    self.is_whole = False
                    self.say(
                        laid.spot(top, left),
                        "横向合并的单元格，分不清内容属于哪一列",
                        "cells are merged across columns, so whose value this is cannot be told",
                        "取消合并，把内容放进它那一列",
                        "unmerge them and put the value into its column",
                    )
                continue
            for number in range(max(top, laid.first), min(bottom + 1, len(laid.sheet.rows))):
                found[number, left] = value
            if any(_filled((value,))):
                self.say(
                    laid.spot(top, left),
                    f"合并的单元格，{bottom - top + 1} 行都用了这个值",
                    f"merged cells: the value was taken for all {bottom - top + 1} rows",
                    severity=Severity.NOTE,
                )
        return found

    def _value(self, laid: Laid, row: int, number: int, column: Column | Inline, cell: Cell) -> str:
        """What a cell says, as the format writes it where that is certain."""
        inner = column.column if isinstance(column, Inline) else column
        table = column.table if isinstance(column, Inline) else laid.table
        spot = laid.spot(row, number)
        if isinstance(cell, str) and _ERROR.fullmatch(cell.strip()):
            self.say(
                spot,
                f"单元格是错误值 `{cell.strip()}`",
                f"the cell holds the error `{cell.strip()}`",
                "改好公式，或直接写值",
                "mend the formula, or write the value",
            )
            return ""
        if inner.is_date:
            return self._date(spot, cell)
        text = plain_text(cell)
        if not text:
            return ""
        if inner.shape == "text" and inner.is_markdown:
            ends = isinstance(cell, str) and cell.rstrip(" \t\r").endswith("\n")
            return f"{text}\n" if "\n" in text or ends else text
        if inner.shape == "texts":
            # A line stands beside the line of the other language, so an empty one counts.
            return "\n".join(map(plain_text, str(cell).replace("\r\n", "\n").split("\n")))
        if inner.shape == "text":
            return text
        if inner.is_name:
            text = unicodedata.normalize("NFKC", text)
        choices = self.words.of(table, inner)
        if choices is not None and inner.shape == "value":
            return self._chosen(spot, text, choices.means(text), choices.shown)
        if choices is not None:
            pieces = _apart(text, choices.means)
            return "\n".join(
                self._chosen(spot, piece, choices.means(piece), choices.shown) for piece in pieces
            )
        if inner.shape == "many":
            return "\n".join(p for p in re.split(r"[\s,，、;；]+", text) if p)
        if inner.is_number:
            return number_form(text) or text
        if inner.is_address:
            return address_form(text) or text
        return (truth_form(text) or text) if inner.is_truth else text

    def _chosen(
        self, spot: Spot, text: str, meant: tuple[str, ...], shown: Mapping[str, str]
    ) -> str:
        if len(meant) > 1:
            few = [shown[one] for one in meant[:5]]
            self.say(
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
                self.say(
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
            self.say(
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

    # Records and parts

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
                _place(brought, (), column, text, laid.spot(row, number))
        for (holder, _), cells in sorted(inline.items(), key=lambda item: item[0][1]):
            columns = [
                (_inner(laid.columns[n]), text, laid.spot(row, n)) for n, text in cells.items()
            ]
            part = self._add(brought, holder, (), columns, (laid, row))
            if part is not None and holder.path == ("sources",):
                part.setdefault("id", f"s{len(tree['sources'])}")
        if kind == "case":
            tree.setdefault("stage", "draft")
            tree.setdefault("registered", self.day)
        self._named(brought, by_key)

    def _named(self, brought: Brought, by_key: Mapping[str, tuple[int, str]]) -> None:
        """Settle a record's id and file, and what other sheets may call it."""
        laid, row = brought.home
        tree = brought.tree
        titles = [
            text for name in ("title.zh", "title.en") if (text := by_key.get(name, (0, ""))[1])
        ]
        column, given = by_key.get("id", (min(laid.columns), ""))
        spot = laid.spot(row, column)
        place = self.library.term("places", str(tree.get("place", {}).get("code", "")))
        if brought.kind == "adoption" and "case" in tree:
            tree["case"] = self._case_meant(str(tree["case"]))
        if given and not is_plain(given):
            self.say(
                spot,
                f"编号 `{in_short(given)}` 写法不对",
                f"the id `{in_short(given)}` is not well formed",
                "只用小写字母、数字和连字符，如 zhoushan-grid-management；也可以留空，由程序按地点和标题起",
                "use small letters, digits and hyphens, as zhoushan-grid-management; or leave it empty and one is made",
            )
            brought.blocked = True
            self._alias(given, f"\0{row}")
        own = given if given and is_plain(given) else self._proposed(brought, titles)
        if not own:
            self.say(
                spot,
                "没有编号，也没有能用来起编号的地点和标题",
                "there is no id, and no place and title to make one of",
                "写编号，如 zhoushan-grid-management，或先写地点和标题",
                "write an id, as zhoushan-grid-management, or write the place and the title",
            )
            own, brought.blocked = f"row-{row + 1}", True
        if own in self.records:
            other = self.records[own].home
            where = other[0].spot(other[1], 0)
            self.say(
                spot,
                f"`{own}` 在 {where.sheet} 第 {where.row + 1} 行已经有了，这一行没有读",
                f"`{own}` stands in row {where.row + 1} of {where.sheet} already; this row was not read",
                "换一个编号，或删去重复的一行",
                "choose another id, or delete the row that is there twice",
            )
            return
        folder, _, _ = own.partition("--")
        file = self.files.get(own)
        if file is None and brought.kind == "case":
            city = case_folder(self.library, place) if place is not None else "unplaced"
            file = f"{CASE_FOLDER}/{city}/{own}.yml"
        brought.id, brought.file = own, file or f"{ADOPTION_FOLDER}/{folder}/{own}.yml"
        tree["id"] = own
        brought.cells.setdefault(("id",), spot)
        self.records[own] = brought
        for name in (own, *titles):
            self._alias(name, own)

    def _alias(self, name: str, own: str) -> None:
        ids = self.named.setdefault(folded(name), [])
        if own not in ids:
            ids.append(own)

    def _proposed(self, brought: Brought, titles: list[str]) -> str:
        """An id for a record without one: that of the library's record with this title, or a new one."""
        tree = brought.tree
        place = self.library.term("places", str(tree.get("place", {}).get("code", "")))
        if brought.kind == "adoption":
            if place is None or "case" not in tree:
                return ""
            folder = case_folder(self.library, place) if place.level == "city" else place.slug
            return f"{folder or place.id}--{tree['case']}"
        known = next((self.titled[folded(t)] for t in titles if folded(t) in self.titled), None)
        if known is not None:
            return known
        if place is None or not titles:
            return ""
        title = tree.get("title", {})
        own = case_id(self.library, place, title.get("zh", ""), title.get("en", ""))
        number, wanted = 2, own
        while own in self.records:
            own, number = f"{wanted}-{number}", number + 1
        return own

    def _case_meant(self, given: str) -> str:
        known = self.named.get(folded(given), [])
        return known[0] if len(known) == 1 else self.titled.get(folded(given), given)

    def _part(self, laid: Laid, row: int, values: dict[int, str], *, wrong: bool) -> None:
        said = {laid.columns[n].key: (n, text) for n, text in values.items()}
        brought = self._owner(laid, row, said)
        if brought is None:
            return
        brought.blocked |= wrong
        holder, above = self._holder(laid, row, said, brought)
        if holder is None:
            brought.blocked = True
            return
        columns = [
            (_inner(column), values[n], laid.spot(row, n))
            for n, column in laid.columns.items()
            if n in values and _inner(column).field is not None
        ]
        self._add(brought, holder, above, columns, (laid, row))

    def _owner(self, laid: Laid, row: int, said: Mapping[str, tuple[int, str]]) -> Brought | None:
        number, name = said.get(RECORD, (self._column(laid, RECORD), ""))
        spot = laid.spot(row, number)
        if not name:
            self.is_whole = False
            self.say(
                spot,
                "没有写属于哪条记录",
                "it is not said whose row this is",
                "写案例的编号或标题",
                "write the id or title of the case",
            )
            return None
        found = self.named.get(folded(name), [])
        if len(found) == 1:
            return self.records.get(found[0])
        if len(found) > 1:
            self._block(found)
            self.say(
                spot,
                f"有 {len(found)} 条记录叫“{in_short(name)}”",
                f"{len(found)} records are called `{in_short(name)}`",
                f"写编号：{'、'.join(found[:5])}",
                f"write the id: {', '.join(found[:5])}",
            )
            return None
        self.astray.setdefault(name, []).append(spot)
        # The row is judged with the record it was likely meant for, which is not written.
        meant = self._nearly(name)
        self._block([meant])
        return self.records.get(meant)

    def _nearly(self, name: str) -> str:
        close = difflib.get_close_matches(folded(name), self.named, n=1, cutoff=0.6)
        return self.named[close[0]][0] if close else ""

    def tell_of_rows_astray(self) -> None:
        """Say of each record that is not there, once, which rows name it."""
        for name, spots in self.astray.items():
            meant = self._nearly(name)
            is_known = meant in self.records
            more = len(spots) - 1
            self.say(
                spots[0],
                f"“案例”和“采用记录”表里没有“{in_short(name)}”"
                + (f"；另有 {more} 行也写的是它" if more else ""),
                f"neither the cases nor the adoptions have `{in_short(name)}`"
                + (f"; {more} more rows name it" if more else ""),
                f"是否指 `{meant}`？" if is_known else "写那两张表里有的编号或标题",
                f"did you mean `{meant}`?" if is_known else "write an id or title they have",
            )

    def _block(self, ids: Iterable[str]) -> None:
        """Keep records from being written that a row may belong to."""
        for own in ids:
            if own in self.records:
                self.records[own].blocked = True

    @staticmethod
    def _column(laid: Laid, key: str) -> int:
        return next(
            (n for n, column in laid.columns.items() if column.key == key),
            min(laid.columns, default=0),
        )

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
                for index, part in enumerate(_at(brought.tree, holder.above) or ())
                if part.get("id") == of
            ]
            if len(found) == 1:
                return found[0]
            several = len(found) > 1
            self.say(
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
        self.say(
            laid.spot(row, number),
            f"没有“{in_short(name)}”这一项" if name else "没有写放在哪一项",
            f"there is no list `{in_short(name)}`"
            if name
            else "the list it belongs to is not said",
            f"从下拉表里选一个：{names}" if names else "这张表只用于案例",
            f"choose one of the list: {names}" if names else "this sheet is for cases only",
        )
        return None, ()

    def _add(
        self,
        brought: Brought,
        holder: Holder,
        above: Path,
        columns: list[tuple[Column, str, Spot]],
        owner: tuple[Laid, int],
    ) -> dict[str, Any] | None:
        """Add a part to a list of the record."""
        base: Any = brought.tree
        for step in above:
            base = base[step]
        if holder.path == ("components",) and brought.kind == "adoption":
            fates: dict[str, str] = base.setdefault("components", {})
            said = {column.key: (text, spot) for column, text, spot in columns}
            name, spot = said.get("component", ("", Spot("", 0, 0)))
            if name:
                fates[name] = said.get("fate", ("", spot))[0]
                brought.owners["components", name] = owner
                brought.cells["components", name] = said.get("fate", ("", spot))[1]
            return None
        for step in holder.path[:-1]:
            base = base.setdefault(step, {})
        parts: list[dict[str, Any]] = base.setdefault(holder.path[-1], [])
        at = (*above, *holder.path, len(parts))
        parts.append({})
        brought.owners[at] = owner
        for column, text, spot in columns:
            _place(brought, at, column, text, spot)
        return parts[-1]


def _place(brought: Brought, at: Path, column: Column, text: str, spot: Spot) -> None:
    """Put one value into a record, and remember its cell."""
    tree: Any = brought.tree
    for step in at:
        tree = tree[step]
    path = (*at, *column.path)
    if column.shape == "text":
        put_text(tree, column, text)
        path = (*path, str(column.language))
    elif column.shape == "texts":
        lines = {str(column.language): [line.strip() for line in text.split("\n")]}
        other = _at(tree, column.path) or []
        for language in ("zh", "en"):
            if language != column.language:
                lines[language] = [one.get(language, "") for one in other]
        put_texts(tree, column.path, lines)
    elif column.shape == "many":
        put(tree, column.path, text.split("\n"))
    else:
        put(tree, column.path, text)
    brought.cells[path] = spot


def _inner(column: Column | Inline) -> Column:
    return column.column if isinstance(column, Inline) else column


def _at(tree: Any, path: Iterable[str | int]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|GETTING_DATA)")
_EPOCH = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
"""1954 to 2119: numbers a date has in Excel, and no year."""


def plain_text(cell: Cell) -> str:
    """What a cell says, without blanks around it."""
    if isinstance(cell, str):
        text = unicodedata.normalize("NFC", cell.replace("_x000D_", "").replace("\r\n", "\n"))
        lines = [line.rstrip() for line in text.replace("\r", "\n").split("\n")]
        return "\n".join(lines).strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (int, float)):
        # A spreadsheet keeps fifteen digits; what follows them is noise.
        written = f"{Decimal(f'{cell:.15g}'):f}" if abs(cell) < 1e300 else str(cell)
        return written.rstrip("0").rstrip(".") if "." in written else written
    if isinstance(cell, datetime):
        midnight = not (cell.hour or cell.minute or cell.second)
        return cell.date().isoformat() if midnight else cell.isoformat(" ", "seconds")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _filled(cells: tuple[Cell, ...]) -> tuple[bool, ...]:
    return tuple(bool(plain_text(cell)) for cell in cells)


def _apart(text: str, means: Any) -> list[str]:
    """The words of a cell: one that means something as a whole is one, signs in it or not."""
    if means(text):
        return [text]
    found: list[str] = []
    for piece in re.split(r"\s*[;；\n]\s*", text):
        whole = bool(means(piece))
        found += [piece] if whole else re.split(r"\s*[,，、]\s*", piece)
    return [piece for piece in found if piece]


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
            hits, filled = _matches(cells, table), sum(_filled(cells))
            if (hits >= 1 if named else hits >= 3 and 2 * hits > filled) and hits > best[0]:
                best = (hits, row, table)
    return best[2], best[1]


__all__ = ["EXAMPLE", "KINDS", "Brought", "Gathered", "Inline", "Laid", "gather", "headings"]
