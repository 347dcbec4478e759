"""JSON for programs: values of the library, and tables with what each of their columns means."""

from __future__ import annotations

from datetime import date

import msgspec

from replicase.exports.table import Table
from replicase.library import Library
from replicase.output import Output

# A number is a number, with the decimals it was written with.
encode = msgspec.json.Encoder(decimal_format="number").encode
"""A value as JSON in one line."""

FORMAT = 1
"""The version of the files below `data/`; it goes up when a name goes or changes its meaning."""


def head(library: Library, as_of: date) -> dict[str, object]:
    """What every file tells of where it comes from."""
    settings = library.settings
    return {
        "format": FORMAT,
        "library": {"zh": settings.name.best("zh"), "en": settings.name.best("en")},
        "publisher": {
            "zh": settings.publisher.name.best("zh"),
            "en": settings.publisher.name.best("en"),
        },
        "as_of": as_of.isoformat(),
        "licence": settings.licences.text,
    }


def as_json(path: str, table: Table, library: Library, as_of: date) -> Output:
    """Write a table; a row is a line, so that two releases can be compared."""
    names = [column.name for column in table.columns]
    told = {
        "table": table.name,
        "title": table.title._asdict(),
        **head(library, as_of),
        "columns": [column._asdict() for column in table.columns],
    }
    rows = b",\n".join(
        encode(dict(zip(names, row, strict=True))) for row in table.rows(library, as_of)
    )
    return Output(path, b'%s,"rows":[\n%s\n]}\n' % (encode(told)[:-1], rows))
