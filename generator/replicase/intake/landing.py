"""Records that were brought become files of the library: checked first, and never over somebody's work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from replicase.check import read_and_check
from replicase.decode import Known, decode
from replicase.decode.rules import MISSING
from replicase.diagnostics import Diagnostic, Severity
from replicase.diagnostics import Path as At
from replicase.edit.draft import record_text
from replicase.edit.layout import formatted
from replicase.edit.store import NotWritten, create_file, replace_file
from replicase.intake.brought import Brought
from replicase.intake.problems import Problem
from replicase.intake.tables import KINDS, tables
from replicase.library import Library
from replicase.load import known_of
from replicase.source import Input, parse
from replicase.workers import ALONE, Workers

Outcome = Literal["new", "changed", "same", "different", "wrong", "refused"]
"""Written anew; written in place of the old; was there already; another of its name is there and was
left; has errors and was left; the system or the store refused it."""


@dataclass(frozen=True)
class Landing:
    """What becomes of one record."""

    record: Brought
    content: bytes
    before: bytes | None
    """What its file holds now."""
    outcome: Outcome


@dataclass(frozen=True)
class Landed:
    """What becomes of all of them."""

    landings: tuple[Landing, ...]
    problems: tuple[Problem, ...]

    def count(self, *outcomes: Outcome) -> int:
        """How many ended so."""
        return sum(landing.outcome in outcomes for landing in self.landings)


def content_of(record: Brought) -> bytes:
    """The file of a record, laid out as `fmt` leaves it."""
    text = record_text(KINDS[record.kind], record.tree, "zh", explained=False)
    given = Input(record.file, text.encode("utf-8", "replace"))
    laid = formatted(given)
    return laid.after if laid is not None else given.data


def means_the_same(one: Input, other: Input, record: Brought, known: Known) -> bool:
    """Whether two files hold the same record, however they are written."""
    read = [parse(given)[0] for given in (one, other)]
    if any(document is None for document in read):
        return False
    shaped = [decode(document, KINDS[record.kind], known) for document in read if document]
    return (
        not any(s.findings for s in shaped)
        and shaped[0].record is not None
        and shaped[0].record == shaped[1].record
    )


def prepare(
    records: Sequence[Brought],
    library: Library,
    inputs: Iterable[Input],
    as_of: date,
    *,
    overwrite: bool,
    workers: Workers = ALONE,
) -> Landed:
    """Judge every record as part of the library it is to join, and settle what becomes of it."""
    known = known_of(library.settings, library.vocabularies)
    there = {given.file: given for given in inputs}
    contents = {record.file: Input(record.file, content_of(record)) for record in records}
    same = {
        record.file
        for record in records
        if record.file in there
        and means_the_same(there[record.file], contents[record.file], record, known)
    }
    joined = (
        there | {file: given for file, given in contents.items() if file not in same}
    ).values()
    # Files of the library that cannot be read are told by `check`, not here.
    found = read_and_check(tuple(joined), as_of, workers)
    said: dict[str, list[Diagnostic]] = {}
    for diagnostic in found:
        if diagnostic.severity > Severity.NOTE:
            said.setdefault(diagnostic.file, []).append(diagnostic)
    landings: list[Landing] = []
    problems: list[Problem] = []
    for record in records:
        file = record.file
        if file in same:
            landings.append(Landing(record, there[file].data, there[file].data, "same"))
            continue
        own = said.get(file, [])
        problems += [_problem(record, diagnostic) for diagnostic in own]
        before = there[file].data if file in there else None
        outcome: Outcome = "new" if before is None else "changed"
        if record.blocked or any(d.severity is Severity.ERROR for d in own):
            outcome = "wrong"
        elif before is not None and not overwrite:
            outcome = "different"
            problems.append(_there_already(record))
        landings.append(Landing(record, contents[file].data, before, outcome))
    return Landed(tuple(landings), tuple(problems))


_FROM_A_FILE = (
    (re.compile(r"从 `cases/vocabulary/\w+\.yml` 里选一个"), "从下拉表或“词表”里选一个"),
    (
        re.compile(r"choose one from `cases/vocabulary/\w+\.yml`"),
        "choose one of the list, or of the sheet Lists",
    ),
    (re.compile("在 `sources` 里补上"), "在“来源”表里加一行，或改成表里有的编号"),
    (re.compile("add it under `sources`"), "add a row to the sheet Sources, or write an id it has"),
)
"""Where a hint sends who writes files, and where who fills in a workbook."""


def _problem(record: Brought, diagnostic: Diagnostic) -> Problem:
    spot = record.spot(diagnostic.at)
    if diagnostic.rule == MISSING and (said := _missing(record, diagnostic.at)):
        return Problem(spot, diagnostic.severity, *said, diagnostic.code)
    hint_zh, hint_en = diagnostic.hint_zh, diagnostic.hint_en
    for pattern, instead in _FROM_A_FILE:
        hint_zh, hint_en = pattern.sub(instead, hint_zh), pattern.sub(instead, hint_en)
    return Problem(
        *(spot, diagnostic.severity, diagnostic.zh, diagnostic.en, hint_zh, hint_en),
        diagnostic.code,
    )


def _missing(record: Brought, at: At) -> tuple[str, str, str, str] | None:
    """What is missing, as whoever fills in a workbook knows it: a cell, a column, or rows of a sheet."""
    column = record.column_for(at)
    if column is not None and not record.has_column(column):
        return (
            f"没有“{column.zh}”这一列",
            f"there is no column `{column.en}`",
            "加上这一列，或把各列移到 `replicase template` 写出的表里",
            "add it, or move your columns into what `replicase template` writes",
        )
    if column is not None and record.heading(at) is not None:
        return (
            f"没有填“{column.zh}”",
            f"`{column.en}` is empty",
            "填上；列名上有说明",
            "fill it in; the note on the heading says how",
        )
    for table in tables():
        if any(h.kind == record.kind and h.path == at and not h.above for h in table.holders):
            return (
                f"“{table.zh}”表里没有它的行",
                f"the sheet {table.en} has no row of it",
                f"在“{table.zh}”表里加一行，第一列写 {record.id}",
                f"add a row to the sheet {table.en} with {record.id} in its first column",
            )
    return None


def _there_already(record: Brought) -> Problem:
    return Problem(
        record.spot(("id",)),
        Severity.ERROR,
        f"库里已有 `{record.id}`，内容不同，没有动它",
        f"the library has `{record.id}` with other content, which was left as it is",
        "要用表里的内容，加 --overwrite（文件里的注释会丢）；不是同一个案例，换一个编号",
        "add --overwrite to put the sheet's content in its place (comments in the file are lost); for another case choose another id",
    )


def write(root: Path, landed: Landed) -> Landed:
    """Write the files of those that may be written."""
    done: list[Landing] = []
    problems = list(landed.problems)
    for landing in landed.landings:
        outcome = landing.outcome
        try:
            if outcome == "new":
                create_file(root, landing.record.file, landing.content)
            elif outcome == "changed" and landing.before is not None:
                replace_file(root, landing.record.file, landing.before, landing.content)
        except NotWritten as refusal:
            outcome = "refused"
            spot = landing.record.spot(("id",))
            problems.append(
                Problem(
                    *(spot, Severity.ERROR),
                    f"{landing.record.file}：{refusal.zh}",
                    f"{landing.record.file} {refusal.en}",
                )
            )
        done.append(Landing(landing.record, landing.content, landing.before, outcome))
    return Landed(tuple(done), tuple(problems))
