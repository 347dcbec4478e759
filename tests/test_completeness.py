"""What is unknown is counted once: the site's page and the command tell the same numbers."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html import unescape
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from golden import Golden
from libraries import AS_OF, HERE, MINIATURE, ROOT, files_below
from replicase.cli import main
from replicase.completeness import unknown_table
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model import Case
from replicase.pages import Site
from replicase.pages.case.subject import field_name
from replicase.pages.method.unknowns import unknowns
from replicase.pages.voice import Voice
from replicase.report import completeness as report
from sites import repository
from terminals import terminal

GOLDEN = HERE / "edit/status"
NIGHT_WATCH = "cases/practices/beta/beta-night-watch.yml"


def run(*arguments: str) -> Result:
    return terminal().invoke(main, ["status", "--unknown", *arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path)


def library_below(folder: Path) -> Library:
    return load(files_below(folder))[0]


def with_cases(library: Library, *cases: Case) -> Library:
    """A library in which some cases stand in the place of its own."""
    entry = library.case_entries[0]
    return replace(library, case_entries=tuple(replace(entry, record=case) for case in cases))


def page_of(library: Library, language: Language = "zh") -> str:
    return str(unknowns(Voice(library, Site(as_of=AS_OF), language)).body)


def rows_of(html: str, part: str) -> list[str]:
    """The rows in a part of the table of cases."""
    table = html[html.index('<table class="data unknowns"') :].partition("</table>")[0]
    return [
        row
        for found in re.findall(rf"<{part}.*?</{part}>", table, re.DOTALL)
        for row in re.findall(r"<tr .*?</tr>", found, re.DOTALL)
    ]


def columns_of(row: str, classes: str = "") -> list[str]:
    """The columns a row has cells of some class in."""
    found = re.findall(rf'<td role="cell"{classes} data-label="(.*?)">', row)
    return [unescape(name) for name in found]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", [MINIATURE, ROOT], ids=["miniature", "real"])
def test_page_and_command_say_the_same(folder: Path, language: Language) -> None:
    library = library_below(folder)
    voice = Voice(library, Site(as_of=AS_OF), language)
    html = page_of(library, language)
    told = json.loads(run("--root", str(folder), "--format", "json").stdout)

    on_page = {}
    for row in rows_of(html, "tbody"):
        if link := re.search(r'href="case:([a-z0-9-]+)', row):
            cells = columns_of(row, ' class="unknowns__field"')
            (count,) = re.findall(r'class="unknowns__count" data-label="[^"]*">(\d+)<', row)
            assert int(count) == len(cells)
            on_page[link[1]] = set(cells)
    assert on_page == {
        case["id"]: {field_name(voice, entry["field"]) for entry in case["unknown"]}
        for case in told["cases"]
    }
    assert list(on_page) == [case["id"] for case in told["cases"]]

    (foot,) = rows_of(html, "tfoot")
    entries, *totals = map(int, re.findall(r">(\d+)</td>", foot))
    assert totals == [field["cases"] for field in told["fields"]]
    assert entries == sum(totals) == sum(len(case["unknown"]) for case in told["cases"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_gets_a_table(root: Path, golden: Golden, language: str) -> None:
    done = run("--root", str(root), "--lang", language)
    assert done.exit_code == 0, done.output
    golden(GOLDEN / f"unknown-{language}.txt", done.stdout)


def test_a_program_gets_reasons_too(root: Path, golden: Golden) -> None:
    golden(GOLDEN / "unknown.json", run("--root", str(root), "--format", "json").stdout)


def test_a_spreadsheet_gets_what_the_table_says(root: Path) -> None:
    told = run("--root", str(root), "--format", "csv").stdout
    assert told.startswith("\ufeff编号,标题,城市,阶段,未知项数,")
    head, *rows = csv.reader(io.StringIO(told.removeprefix("\ufeff")))
    table = run("--root", str(root)).stdout.splitlines()
    assert [row[0] for row in rows] == [line.split()[0] for line in table[1 : 1 + len(rows)]]
    for row, line in zip(rows, table[1:], strict=False):
        assert row[4:] == line.split()[1:]
    assert head[5:] == table[0].split()[2:]


def test_a_spreadsheet_gets_no_formula() -> None:
    library = library_below(MINIATURE)
    case = library.cases[0]
    title = msgspec.structs.replace(case.title, zh='=HYPERLINK("http://a.example")')
    entry = case.unknown[0].changed({"field": "@sum\x1b[2J"})
    case = case.changed({"title": title, "unknown": (entry,)})
    made = with_cases(library, case)
    head, row = csv.reader(io.StringIO(report.as_csv(unknown_table(made), "zh")))
    assert row[1].startswith("'=")
    assert head[-1].startswith("'@sum")
    assert "\x1b" not in head[-1] + report.table(unknown_table(made), "zh")


def test_without_a_name_it_tells_of_published_cases_and_with_one_of_drafts_too(root: Path) -> None:
    case = root / NIGHT_WATCH
    case.write_text(case.read_text("utf-8").replace("stage: structured", "stage: draft"), "utf-8")
    assert "beta-night-watch" not in run("--root", str(root)).stdout
    for name in ("beta-night-watch", str(case), str(case.parent)):
        assert "beta-night-watch" in run(name, "--root", str(root)).stdout


def test_an_adoption_alone_is_no_case(root: Path) -> None:
    done = run("beta--alpha-shared-umbrellas", "--root", str(root))
    assert (done.exit_code, done.stdout) == (1, "")
    assert "没有案例" in done.stderr


def test_a_file_that_cannot_be_read_is_told(root: Path) -> None:
    (root / NIGHT_WATCH).write_text("title: [\n")
    assert "beta-night-watch.yml: 读不通" in run("--root", str(root)).stderr
    told = json.loads(run("--root", str(root), "--format", "json").stdout)
    assert told["unread"] == [NIGHT_WATCH]


def test_csv_of_stages_is_misuse(root: Path) -> None:
    done = CliRunner().invoke(main, ["status", "--root", str(root), "--format", "csv"])
    assert done.exit_code == 2
    assert "--unknown" in done.stderr


def test_a_field_named_twice_counts_once() -> None:
    library = library_below(MINIATURE)
    case = library.cases[0]
    twice = case.changed({"unknown": case.unknown * 2})
    assert unknown_table(library, [twice]).fields == unknown_table(library, [case]).fields


def test_a_library_that_knows_all_has_no_table() -> None:
    library = library_below(MINIATURE)
    made = with_cases(library, library.cases[0].changed({"unknown": ()}))
    html = page_of(made)
    assert "没有写明不知道什么" in html
    assert 'class="data unknowns"' not in html
    assert report.table(unknown_table(made), "zh") == "1 个案例都没有写明不知道什么\n"


def test_a_case_without_entries_links_to_its_page_alone() -> None:
    library = library_below(MINIATURE)
    first, second, *_ = library.cases
    html = page_of(with_cases(library, first.changed({"unknown": ()}), second))
    assert f'href="case:{first.id}"' in html
    assert f'href="case:{second.id}#unknown"' in html


def test_of_too_many_cases_those_that_know_least_are_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    library = library_below(ROOT)
    whole = rows_of(page_of(library), "tfoot")
    monkeypatch.setitem(unknowns.__globals__, "ROWS", 10)
    html = page_of(library)
    listed = re.findall(r'href="case:([a-z0-9-]+)', "".join(rows_of(html, "tbody")))
    assert len(listed) == 10
    found = unknown_table(library)
    left_out = [row for row in found.rows if row.case.id not in listed]
    assert max(len(row.unknown) for row in left_out) <= min(
        len(row.unknown) for row in found.rows if row.case.id in listed
    )
    assert [row.case.id for row in found.rows if row.case.id in listed] == listed
    assert rows_of(html, "tfoot") == whole
    assert f"表里只列未知最多的 10 个；合计是全部 {len(found.rows)} 个的" in html
