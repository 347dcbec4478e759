"""A table as JSON for programs: what it is, what each column means, and its rows as objects."""

from __future__ import annotations

import json
from datetime import date

from replicase.exports.table import Table
from replicase.library import Library
from replicase.output import Output


def as_json(path: str, table: Table, library: Library, as_of: date) -> Output:
    """Write a table; a row is a line, so that two releases can be compared."""
    names = [column.name for column in table.columns]
    settings = library.settings
    head = {
        "table": table.name,
        "title": {"zh": table.title.zh, "en": table.title.en},
        "library": {"zh": settings.name.zh, "en": settings.name.en},
        "as_of": as_of.isoformat(),
        "licence": settings.licences.text,
        "columns": [column._asdict() for column in table.columns],
    }
    written = _written(head)[:-1]
    rows = ",\n".join(
        _written(dict(zip(names, row, strict=True))) for row in table.rows(library, as_of)
    )
    return Output(path, f'{written},"rows":[\n{rows}\n]}}\n'.encode())


def _written(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
