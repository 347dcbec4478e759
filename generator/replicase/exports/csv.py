"""A table as CSV for spreadsheets: UTF-8 with the mark Excel looks for, and no cell that is a formula."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from replicase.exports.table import Table, Value
from replicase.library import Library
from replicase.output import Output, csv_file

BETWEEN = "; "
"""Stands between the items of a list."""


def as_csv(path: str, table: Table, library: Library, as_of: date) -> Output:
    """Write a table; the heads are the names of its columns."""
    heads = [column.name for column in table.columns]
    return csv_file(path, [heads, *([_cell(v) for v in r] for r in table.rows(library, as_of))])


def _cell(value: Value) -> str | int | Decimal:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        # A number below zero is no formula, as a text that begins like it would be.
        return Decimal(f"{value:.6f}".rstrip("0").rstrip("."))
    return BETWEEN.join(value) if isinstance(value, tuple) else value
