"""The library as data: which tables there are, in which formats, and what each column means."""

from __future__ import annotations

from dataclasses import dataclass

from replicase import exports, history
from replicase.exports import SCHEMAS, Table
from replicase.exports.records import record_address
from replicase.exports.schemas import address as schema_address
from replicase.pages import takeaway
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column of a table."""

    name: str
    type: str
    means: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table with its files."""

    id: str
    title: str
    row: str
    size: str
    files: tuple[tuple[str, str], ...]
    """The name of each format and the way to the file."""
    fold: str
    """Says that the columns are told behind it, and how many."""
    columns: tuple[ColumnLine, ...]


def data(voice: Voice) -> Page:
    """Make the page."""
    tables = tuple(_table(voice, table) for table in exports.tables(voice.library))
    cases = voice.library.cases
    beside = (
        Heading("whole", voice.say("open_data.whole")),
        Heading("changes", voice.say("open_data.changes")),
        Heading("schemas", voice.say("open_data.programs")),
    )
    documents = takeaway.of_library(voice)
    lead = voice.say("data.lead" if tables else "data.none")
    return Page(
        address=voice.address(exports.FOLDER),
        language=voice.language,
        section="about",
        title=voice.say("data.title"),
        description=lead,
        body=fill(
            "data.html",
            voice,
            tables=tables,
            lead=lead,
            as_of=voice.say("data.as_of", date=voice.day(voice.today)),
            licence=voice.library.settings.licences.text,
            whole=voice.count("count.cases", len(cases)) if cases else "",
            example=record_address(cases[0]) if cases else "",
            changes=history.ADDRESS,
            schemas=tuple(
                (f"{name}.schema.json", f"asset:{schema_address(name)}")
                for name in (*SCHEMAS, "changes")
            ),
            documents=documents,
        ),
        contents=(
            *((Heading("documents", voice.say("document.tables")),) if documents else ()),
            *(Heading(table.id, table.title) for table in tables),
            *(beside if cases else ()),
        ),
    )


def _table(voice: Voice, table: Table) -> TableView:
    return TableView(
        id=table.name,
        title=table.title.best(voice.language),
        row=table.row.best(voice.language),
        size=voice.count("data.rows", table.size(voice.library)),
        files=tuple(
            (form.upper(), f"asset:{exports.address(table, form)}") for form in exports.FORMATS
        ),
        fold=voice.say("data.fold", n=len(table.columns)),
        columns=tuple(
            ColumnLine(
                column.name,
                voice.say(f"data.type.{column.type}"),
                column.zh if voice.language == "zh" else column.en,
            )
            for column in table.columns
        ),
    )
