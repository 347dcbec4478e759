"""The data as other programs take them: by their schemas, with pandas, with DuckDB."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jsonschema_rs
import pandas as pd
import pytest

from libraries import HERE, MINIATURE, ROOT, files_below
from replicase import exports, history
from replicase.decode import Known
from replicase.decode.readers import reader_of
from replicase.grades import grades_of
from replicase.library import Library
from replicase.load import load
from replicase.model import Case
from replicase.pages import Site, orders

AS_OF = date(2026, 11, 22)
WHICH = pytest.mark.parametrize("which", ["real", "spread"])


@cache
def library(which: str) -> Library:
    if which == "real":
        return load(files_below(ROOT))[0]
    over = {g.file: g for g in (*files_below(MINIATURE), *files_below(HERE / "library/spread"))}
    return load(over.values())[0]


@cache
def published(which: str) -> dict[str, bytes]:
    made = library(which)
    every = (
        *exports.files(made, AS_OF),
        *exports.schemas(made),
        *exports.records(made, AS_OF),
        *history.files(made, (), AS_OF),
    )
    return {output.path: output.data for make in every for output in [make()]}


def read(which: str, path: str) -> Any:
    return json.loads(published(which)[path])


@WHICH
def test_every_file_is_as_its_schema_says(which: str) -> None:
    judges = {
        name: jsonschema_rs.Draft202012Validator(read(which, f"data/schema/{name}.schema.json"))
        for name in ("case", "table", "changes")
    }
    judged: Counter[str] = Counter()
    for path in published(which):
        if not path.endswith(".json") or path.startswith("data/schema/"):
            continue
        name = "case" if path.startswith("data/cases/") else "table"
        name = "changes" if path == "data/changes.json" else name
        judged[name] += 1
        assert [str(e) for e in judges[name].iter_errors(read(which, path))] == [], path
    assert judged["case"] == len(library(which).cases)
    assert judged["changes"] == 1
    assert judged["table"] == len(exports.tables(library(which)))


@pytest.mark.parametrize(
    ("at", "value"),
    [
        (("case", "registered"), 2025),
        (("case", "title"), "plain"),
        (("case", "disclosure", "checked_by"), "somebody"),
        (("case", "schema"), "1"),
        (("computed", "effect", "grade"), "E9"),
        (("strange",), 1),
    ],
)
def test_the_schema_of_a_case_admits_one_form_of_each_value(
    at: tuple[str, ...], value: object
) -> None:
    told = read("spread", "data/cases/alpha-shared-umbrellas.json")
    judge = jsonschema_rs.Draft202012Validator(read("spread", "data/schema/case.schema.json"))
    assert judge.is_valid(told)
    inside = told
    for key in at[:-1]:
        inside = inside[key]
    inside[at[-1]] = value
    assert not judge.is_valid(told)


def test_a_case_is_told_whole_and_reads_back_as_the_record() -> None:
    for case in library("real").cases:
        told = read("real", f"data/cases/{case.id}.json")["case"]
        told["disclosure"]["checked_by"] = case.disclosure.checked_by
        assert reader_of(Case).read(_as_written(told), Known()) == case


def _as_written(value: Any) -> Any:
    """Every single value as text, as a file has it."""
    if isinstance(value, dict):
        return {key: _as_written(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_written(item) for item in value]
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:.6f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def test_who_checked_a_record_is_kept_back() -> None:
    for path, data in published("spread").items():
        if path.startswith("data/cases/"):
            assert b"checked_by" not in data


@WHICH
def test_a_case_without_english_has_no_english_page_and_the_rest_is_there(which: str) -> None:
    pages = {o.address for o in orders(library(which), Site(as_of=AS_OF))}
    for row in read(which, "data/cases.json")["rows"]:
        told = read(which, row["json"])["pages"]
        assert {"zh": row["page_zh"], "en": row["page_en"]} == {"zh": None, "en": None} | told
        assert set(told.values()) <= pages
        assert (f"en/cases/{row['case']}/" in pages) == ("en" in told)


@WHICH
def test_pandas_counts_as_the_library_does(which: str) -> None:
    made = library(which)
    cases = pd.read_csv(io.BytesIO(published(which)["data/cases.csv"]), dtype={"place": str})
    assert list(cases["case"]) == [case.id for case in made.cases]
    by_city = cases.groupby("city").size().to_dict()
    assert by_city == {c.slug: len(made.cases_in(c)) for c in made.cities if made.cases_in(c)}
    assert Counter(cases["effect"]) == Counter(
        grades_of(made, case, AS_OF).effect.step.code for case in made.cases
    )
    assert cases["adoptions"].sum() == len(made.adoptions)
    rows = pd.DataFrame(read(which, "data/cases.json")["rows"])
    assert list(rows.columns) == list(cases.columns)
    themes = rows.explode("theme").groupby("theme").size().to_dict()
    assert themes == {
        t.id: n for t in made.terms("theme") if (n := len(made.cases_filed("theme", t.id)))
    }
    values = pd.read_csv(io.BytesIO(published(which)["data/values.csv"]))
    assert values["value"].dtype.kind in "if"
    told = sum(len(r.observations) for case in made.cases for r in case.results)
    assert len(values[(values["record"] == "case") & (values["field"] == "results")]) == told


@WHICH
def test_duckdb_counts_as_the_library_does(which: str, tmp_path: Path) -> None:
    for path, data in published(which).items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    made, at = library(which), tmp_path / "data"

    def asked(question: str) -> list[Any]:
        return duckdb.sql(question.format(at=at)).fetchall()

    (count,) = asked("SELECT count(*) FROM read_csv('{at}/cases.csv')")
    assert count == (len(made.cases),)
    (count,) = asked("SELECT len(rows) FROM read_json('{at}/adoptions.json')")
    assert count == (len(made.adoptions),)
    told = dict(
        asked(
            'SELECT "case".id, len("case".sources) '
            "FROM read_json('{at}/cases/*.json', union_by_name=true)"
        )
    )
    assert told == {case.id: len(case.sources) for case in made.cases}
    joined = asked(
        "SELECT c.case, count(a.adoption) FROM read_csv('{at}/cases.csv') c "
        "LEFT JOIN read_csv('{at}/adoptions.csv') a ON a.case = c.case GROUP BY c.case"
    )
    assert dict(joined) == {case.id: len(made.adoptions_of(case)) for case in made.cases}


@WHICH
def test_every_page_of_a_case_leads_to_its_json(which: str) -> None:
    for order in orders(library(which), Site(as_of=AS_OF)):
        start, _, id_ = order.address.rstrip("/").rpartition("cases/")
        if start in ("", "en/") and id_ and library(which).case(id_):
            assert f'href="asset:data/cases/{id_}.json"' in str(order.make().body)
            assert f"data/cases/{id_}.json" in published(which)
