"""What a contributor is offered to fill in: a workbook with everything, or one plain table."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from replicase.diagnostics import Language
from replicase.intake.choices import Words
from replicase.intake.headings import Inline, headings
from replicase.intake.issue import form_text
from replicase.intake.rows import EXAMPLE, rows_of
from replicase.intake.tables import Column, Table, tables
from replicase.intake.workbook import Filled, template
from replicase.library import Library
from replicase.load import load
from replicase.read import read_library

_PLAIN = (
    *("id", "kind", "title.zh", "title.en", "place.code", "summary.problem.zh"),
    *("summary.problem.en", "summary.answer.zh", "summary.answer.en", "lead.name.zh"),
    *("lead.name.en", "lead.source", "started.date", "started.source", "facets.theme"),
    *("sources.1.id", "sources.1.title", "sources.1.publisher", "sources.1.type", "sources.1.url"),
    *("disclosure.checked_by", "disclosure.date"),
)
"""The columns of the plain table: what a draft needs, and one source."""


def offered(root: Path, language: Language, suffix: str, *, filled: bool) -> bytes | None:
    """The file to fill in; None where the library's vocabularies cannot be read."""
    inputs, unread = read_library(root)
    library, _ = load(inputs, unreadable=(d.file for d in unread))
    if not library.terms("places") or not library.terms("theme"):
        return None
    words = Words(library, language)
    if suffix == ".yml":
        return form_text(library).encode("utf-8")
    if suffix == ".csv":
        return plain_table(words)
    records = (
        [Filled("case", entry.document.plain) for entry in library.case_entries]
        + [Filled("adoption", entry.document.plain) for entry in library.adoption_entries]
        if filled
        else []
    )
    return template(words, records, () if filled else example_of(library))


def example_of(library: Library) -> tuple[Filled, ...]:
    """A real case to show how a row is written: of those with an effect or figures, the shortest."""
    cases = [e for e in library.case_entries if e.record.stage not in ("draft", "withdrawn")]
    told = [e for e in cases if e.record.milestones and e.record.results and e.record.risks]
    shortest = min(told or cases, key=lambda e: (len(e.document.text), e.file), default=None)
    return () if shortest is None else (Filled("case", shortest.document.plain),)


def plain_table(words: Words) -> bytes:
    """The plain table as Excel opens it, with an example row."""
    table = tables()[0]
    known = headings(table)
    columns = [known[key.replace(" ", "")] for key in _PLAIN]
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([c.zh if words.language == "zh" else c.en for c in columns])
    example = _example_row(table, words, columns)
    if example:
        writer.writerow([_as_text(cell) for cell in example])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _example_row(table: Table, words: Words, columns: list[Column | Inline]) -> list[str]:
    for one in example_of(words.library):
        rows = list(rows_of(one.kind, one.tree, words))
        own = next(row for found, row in rows if found is table)
        source = next((row for found, row in rows if found.key == "source"), {})
        return [
            EXAMPLE
            if column.key == "id"
            else (
                source.get(column.column.key, "")
                if isinstance(column, Inline)
                else own.get(column.key, "")
            )
            for column in columns
        ]
    return []


def _as_text(cell: str) -> str:
    """A cell no spreadsheet takes for a formula."""
    return f"'{cell}" if cell[:1] in tuple("=+-@\t\r") else cell
