"""The library as data for other programs, below `data/`: tables, one module a format; a file a case.

A table is added by a line in `TABLES`, a format by a module and a line in `FORMATS`; the page
`data/` tells of both. Names of tables and columns are promises, as the fields of records are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from replicase.exports.adoptions import ADOPTIONS
from replicase.exports.cases import CASES
from replicase.exports.coverage import CONCENTRATION, COVERAGE, UNKNOWN
from replicase.exports.csv import as_csv
from replicase.exports.gaps import GAP_MATRIX, GAPS
from replicase.exports.grades import GRADES
from replicase.exports.json import as_json
from replicase.exports.records import case_file, record_address
from replicase.exports.schemas import SCHEMAS, schema_file
from replicase.exports.table import Column, Table
from replicase.exports.values import VALUES
from replicase.exports.vocabulary import VOCABULARY
from replicase.library import Library
from replicase.output import Output

__all__ = [
    "FOLDER",
    "FORMATS",
    "SCHEMAS",
    "TABLES",
    "Column",
    "Table",
    "address",
    "files",
    "record_address",
    "records",
    "schemas",
    "tables",
]

FOLDER = "data/"
TABLES = (
    *(CASES, GRADES, VALUES, ADOPTIONS, GAP_MATRIX, GAPS),
    *(COVERAGE, CONCENTRATION, UNKNOWN, VOCABULARY),
)
FORMATS: Mapping[str, Callable[[str, Table, Library, date], Output]] = {
    "csv": as_csv,
    "json": as_json,
}


def tables(library: Library) -> tuple[Table, ...]:
    """The tables that have rows."""
    return tuple(table for table in TABLES if table.size(library))


def address(table: Table, form: str) -> str:
    """Where a table is in a format, from the root of the site; the same for all languages."""
    return f"{FOLDER}{table.name}.{form}"


def files(library: Library, as_of: date) -> tuple[Callable[[], Output], ...]:
    """The files of all tables, still to be made."""
    return tuple(
        partial(write, address(table, form), table, library, as_of)
        for table in tables(library)
        for form, write in FORMATS.items()
    )


def schemas(library: Library) -> tuple[Callable[[], Output], ...]:
    """The schemas of what is published, still to be made; none of a library without cases."""
    if not library.cases:
        return ()
    return tuple(partial(schema_file, name, make) for name, make in SCHEMAS.items())


def records(library: Library, as_of: date) -> tuple[Callable[[], Output], ...]:
    """A file of JSON for every published case, in their order, still to be made."""
    return tuple(partial(case_file, library, case, as_of) for case in library.cases)
