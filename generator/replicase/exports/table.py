"""A table for other programs: what a row is, what each column means, and the rows of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from replicase.grades import Wording
from replicase.library import Library
from replicase.model import Adoption, Case, Place
from replicase.model.scalars import PartialDate
from replicase.model.text import Text

Value = str | int | float | bool | tuple[str, ...] | None
"""What stands in a cell; None is not known or does not apply, a tuple is a list."""
Type = Literal["text", "code", "integer", "number", "truth", "date", "list"]
"""What values a column has; a code is one of a closed list or names something in the library."""


class Column(NamedTuple):
    """A column: its name is a promise, as the fields of a record are."""

    name: str
    type: Type
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the data of a library, published under its name in each format."""

    name: str
    title: Wording
    row: Wording
    """What a row is."""
    columns: tuple[Column, ...]
    size: Callable[[Library], int]
    """How many rows there are, without making them; a table of none is not published."""
    rows: Callable[[Library, date], Iterator[tuple[Value, ...]]]
    """The rows, a value for each column, in an order that does not hang on that of the files."""


def both(name: str, zh: str, en: str) -> tuple[Column, Column]:
    """The two columns of a text in both languages; of one not translated the cell is empty."""
    return (
        Column(f"{name}_zh", "text", f"{zh}，中文", f"{en}, in Chinese"),
        Column(f"{name}_en", "text", f"{zh}，英文", f"{en}, in English"),
    )


RECORD = Column("record", "code", "case 案例，adoption 采用记录", "`case` or `adoption`")
CASE = Column("case", "code", "案例编号", "id of the case")
TITLE = both("title", "标题", "title")
KIND = Column("kind", "code", "类别（字段 kind）", "kind of record (field `kind`)")
STAGE = Column("stage", "code", "阶段（字段 stage）", "stage (field `stage`)")
CITY = Column("city", "code", "所在的市；不属于某一市的为空", "city; empty where of no single one")
EFFECT = Column("effect", "code", "效果等级 E0–E3", "effect grade, E0 to E3")
REPLICATION = Column("replication", "code", "复制等级 R0–R3", "replication grade, R0 to R3")
SOURCES = Column(
    "sources", "list", "来源的网址，没有网址的写标题", "addresses of sources, else titles"
)
"""Columns several tables have; one of them means the same in each."""


def records(library: Library) -> Iterator[tuple[str, Case | Adoption]]:
    """Every published record of practice, with what the column `record` says of it."""
    yield from (("case", case) for case in library.cases)
    yield from (("adoption", adoption) for adoption in library.adoptions)


def table_of_cases(
    name: str,
    title: Wording,
    columns: tuple[Column, ...],
    cells: Callable[[Library, Case, date], Iterable[Value]],
) -> Table:
    """A table with a row for each published case."""

    def rows(library: Library, as_of: date) -> Iterator[tuple[Value, ...]]:
        for case in library.cases:
            yield tuple(cells(library, case, as_of))

    row = Wording("每行一个公开的案例", "A row is a published case")
    return Table(name, title, row, columns, lambda library: len(library.cases), rows)


def said(text: Text | None) -> tuple[str | None, str | None]:
    """A text in both languages."""
    return (text.zh or None, text.en or None) if text is not None else (None, None)


def dated(date: PartialDate | None) -> str | None:
    """A date as it is known: 2021, 2021-03, 2021-03-05."""
    return None if date is None else str(date)


def city(library: Library, place: Place) -> str | None:
    """The city of the library a place lies in, by its name in addresses."""
    term = library.city_of(place)
    return (term.slug or term.id) if term and library.covers(term) else None
