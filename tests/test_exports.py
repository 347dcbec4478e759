"""The data below `data/`: whole, the same in every format, safe in a spreadsheet, told on a page."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner

from golden import Golden
from libraries import HERE, MINIATURE, ROOT, files_below
from replicase.cli import main
from replicase.diagnostics import LANGUAGES, Language
from replicase.exports import SCHEMAS, TABLES, Table, files, records, tables
from replicase.library import Library
from replicase.load import load
from replicase.pages import Site, orders
from replicase.pages.adoption.ledger import Ledger
from replicase.pages.voice import Voice

AS_OF = date(2026, 11, 22)
FOLDERS = pytest.mark.parametrize("folder", [MINIATURE, ROOT], ids=["miniature", "real"])
EACH = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@cache
def library_below(folder: Path) -> Library:
    return load(files_below(folder))[0]


@cache
def spread() -> Library:
    """The miniature library with adoptions and gaps of every sort."""
    over = {g.file: g for g in (*files_below(MINIATURE), *files_below(HERE / "library/spread"))}
    return load(over.values())[0]


def written(library: Library, name: str) -> str:
    found = {output.path: output.data for make in files(library, AS_OF) for output in [make()]}
    return found[f"data/{name}"].decode("utf-8-sig" if name.endswith(".csv") else "utf-8")


def rows_of(library: Library, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(written(library, f"{table}.json"))["rows"]
    return found


def sheet_of(library: Library, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(library, f"{table}.csv"), newline="")))


def test_names_are_promises(golden: Golden) -> None:
    """A name that goes or changes its type breaks somebody's program: see the page `data/`."""
    lines = [f"{t.name}\t{c.name}\t{c.type}" for t in TABLES for c in t.columns]
    golden(HERE / "exports/columns.txt", "\n".join(lines) + "\n")


def test_the_data_of_a_library_are_as_somebody_read_them(golden: Golden) -> None:
    for table in tables(spread()):
        lines = written(spread(), f"{table.name}.csv").replace("\r\n", "\n")
        golden(HERE / f"exports/{table.name}.csv", lines)


@FOLDERS
@EACH
def test_a_row_has_a_value_for_each_column_and_as_many_are_there_as_is_said(
    folder: Path, table: Table
) -> None:
    library = library_below(folder)
    rows = list(table.rows(library, AS_OF))
    assert len(rows) == table.size(library)
    kinds: dict[str, tuple[type, ...]] = {
        **dict.fromkeys(("text", "code", "date"), (str,)),
        "integer": (int,),
        "number": (int, float),
        "truth": (bool,),
        "list": (tuple,),
    }
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            assert value is None or isinstance(value, kinds[column.type]), (column, value)
            assert value != "", column
            assert isinstance(value, bool) == (column.type == "truth" and value is not None)


@EACH
def test_columns_are_named_once_and_told_in_both_languages(table: Table) -> None:
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name) for name in names)
    for column in table.columns:
        assert column.zh
        assert column.en
        assert not column.en.endswith(".")
        assert not column.zh.endswith("。")


@FOLDERS
@EACH
def test_a_spreadsheet_and_a_program_get_the_same(folder: Path, table: Table) -> None:
    library = library_below(folder)
    if not table.size(library):
        return
    told = rows_of(library, table.name)
    for line, row in zip(sheet_of(library, table.name), told, strict=True):
        assert list(line) == list(row)
        for name, value in row.items():
            if value is None:
                said = ""
            elif isinstance(value, bool):
                said = str(value).lower()
            else:
                said = "; ".join(value) if isinstance(value, list) else str(value)
            if isinstance(value, float):
                assert float(line[name]) == value
            else:
                assert line[name].removeprefix("'") == said.removeprefix("'")


def test_a_table_opens_in_a_spreadsheet_and_nothing_in_it_runs() -> None:
    library = library_below(MINIATURE)
    entry = library.case_entries[0]
    title = msgspec.structs.replace(entry.record.title, zh='=HYPERLINK("http://a.example")')
    case = entry.record.changed({"title": title})
    made = replace(library, case_entries=(replace(entry, record=case),))
    (make,) = [m for m in files(made, AS_OF) if m().path == "data/grades.csv"]
    assert make().data.startswith(b"\xef\xbb\xbf")
    (row,) = sheet_of(made, "grades")
    assert row["title_zh"].startswith("'=")


def test_the_order_of_files_makes_no_difference() -> None:
    mixed = list(files_below(ROOT))
    Random(1).shuffle(mixed)
    other = load(mixed)[0]
    for one, two in zip(files(library_below(ROOT), AS_OF), files(other, AS_OF), strict=True):
        assert one() == two()


def test_grades_are_those_the_command_tells() -> None:
    done = CliRunner().invoke(
        main, ["status", "--root", str(ROOT), "--as-of", str(AS_OF), "--format", "json"]
    )
    told = {
        r["id"]: r["grades"] for r in json.loads(done.stdout)["records"] if "effect" in r["grades"]
    }
    rows = rows_of(library_below(ROOT), "grades")
    assert len(rows) == len(library_below(ROOT).cases)
    for row in rows:
        grades = told[row["case"]]
        for name in ("effect", "replication"):
            assert row[name] == grades[name]["code"]
            assert row[f"{name}_lifts"] == [lift["asks"] for lift in grades[name]["lifts"]]
            for language in LANGUAGES:
                assert row[f"{name}_lifts_{language}"] == [
                    lift[language] for lift in grades[name]["lifts"]
                ]
        assert row["effect_lowered_by"] == grades["effect"]["lowered_by"]


@pytest.mark.parametrize("which", ["spread", "real"])
def test_adoptions_count_as_on_the_page(which: str) -> None:
    library = spread() if which == "spread" else library_below(ROOT)
    ledger = Ledger.of(Voice(library, Site(as_of=AS_OF), "zh"))
    page = {t.adoption.id: (t.counts, t.kind) for t in ledger.takings}
    rows = rows_of(library, "adoptions")
    assert {row["adoption"] for row in rows} == set(page)
    for row in rows:
        counts, kind = page[row["adoption"]]
        assert row["counted"] == counts
        assert row["standing" if counts else "not_counted"] == kind


def test_the_matrix_adds_up_by_stage_and_names_its_cases() -> None:
    library = library_below(ROOT)
    rows = rows_of(library, "gap-matrix")
    leaves = {i.code for i in library.indicators if not i.items}
    assert len(rows) == len(leaves) * len(library.cities)
    for row in rows:
        assert row["cases"] == row["structured"] + row["verified"] + row["promoted"]
        assert row["cases"] == len(row["case_ids"])
        assert (row["effect"] is None) == (not row["cases"])
    named = {(row["indicator"], case) for row in rows for case in row["case_ids"]}
    assert named == {
        (code, case.id)
        for code in leaves
        for case in library.cases_serving(code)
        if (at := library.city_of(case.place)) and at in library.cities
    }
    still = sum(row["open"] for row in rows)
    assert still == sum(
        gap["open"] for gap in rows_of(library, "gaps") if gap["indicator"] in leaves
    )


def test_an_open_item_past_its_date_is_overdue() -> None:
    rows = {(row["city"], row["item"]): row for row in rows_of(spread(), "gaps")}
    assert {row["overdue"] for row in rows.values()} == {True, False}
    for row in rows.values():
        if row["overdue"]:
            assert row["open"]
            assert row["due"] < str(AS_OF)


# The page.


def pages(library: Library) -> dict[str, Any]:
    site = Site(as_of=AS_OF)
    return {o.address: o.make() for o in orders(library, site) if o.address.endswith("data/")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_leads_to_every_file_and_tells_every_column(language: Language) -> None:
    library = library_below(MINIATURE)
    html = str(pages(library)["data/" if language == "zh" else "en/data/"].body)
    ways = re.findall(r'href="asset:([^"]*)"', html)
    made = [output().path for output in (*records(library, AS_OF), *files(library, AS_OF))]
    assert [way for way in ways if "/schema/" not in way] == [
        *(path for path in made if path.count("/") == 1),
        made[0],
        "data/changes.json",
    ]
    assert {way for way in ways if "/schema/" in way} == {
        *(f"data/schema/{name}.schema.json" for name in (*SCHEMAS, "changes"))
    }
    for table in tables(library):
        part = html[html.index(f'<h2 id="{table.name}"') :].partition("</section>")[0]
        assert re.findall(r"<code>(.*?)</code>", part) == [c.name for c in table.columns]
        assert f"{table.size(library)} " in part
    assert library.settings.licences.text in html


def test_a_table_without_rows_is_neither_written_nor_told() -> None:
    library = replace(library_below(MINIATURE), adoption_entries=(), gap_entries=())
    names = {table.name for table in tables(library)}
    assert not names & {"adoptions", "gaps"}
    html = str(pages(library)["data/"].body)
    assert 'id="adoptions"' not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_cases_there_is_one_sentence(language: Language) -> None:
    library = replace(
        library_below(MINIATURE),
        case_entries=(),
        adoption_entries=(),
        gap_entries=(),
        indicator_entries=(),
    )
    html = str(pages(library)["data/" if language == "zh" else "en/data/"].body)
    assert files(library, AS_OF) == ()
    assert html.count("<p") == 1
    assert "<table" not in html


LED = {
    "audit/": "data/#coverage",
    "audit/unknown/": "data/",
    "adoption/": "data/#adoptions",
    "framework/": "data/",
    "method/": "data/",
}
"""The pages that show what is data, each with where it leads."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_sees_a_table_is_led_to_its_data(language: Language) -> None:
    start = "" if language == "zh" else "en/"
    made = {o.address: o for o in orders(library_below(ROOT), Site(as_of=AS_OF))}
    for page, way in LED.items():
        html = str(made[start + page].make().body)
        assert f'href="page:{way}"' in html, page
        assert way.partition("#")[2] in {"", *(table.name for table in TABLES)}
