"""A table for other programs: what a row is, what each column means, and the rows of a library."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from replicase.grades import Wording
from replicase.library import Library
from replicase.model import Place
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


def said(text: Text | None) -> tuple[str | None, str | None]:
    """A text in both languages."""
    return (text.zh or None, text.en or None) if text is not None else (None, None)


def dated(date: PartialDate | None) -> str | None:
    """A date as it is known: 2021, 2021-03, 2021-03-05."""
    return None if date is None else str(date)


def city(library: Library, place: Place) -> str | None:
    """The city of the library a place lies in, by its name in addresses."""
    term = library.city_of(place)
    known = {found.id for found in library.cities}
    return (term.slug or term.id) if term and term.id in known else None
