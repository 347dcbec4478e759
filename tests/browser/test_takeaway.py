"""What readers keep: the list as they filtered it, and the comparison, as CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Page

from browser.conftest import DESK, Open, Site
from browser.reading import Shelf
from sites import ROOT

pytestmark = pytest.mark.browser

CASES = Shelf(ROOT / "cases").cases()


def kept(page: Page, within: str) -> list[dict[str, str]]:
    """Press the button; the file as a spreadsheet reads it."""
    with page.expect_download() as loading:
        page.locator(f'{within} [data-action="csv"]').click()
    assert loading.value.suggested_filename.endswith(".csv")
    data = Path(loading.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read Chinese"
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize(("start", "id_", "title"), [("", "编号", "标题"), ("en/", "Id", "Title")])
def test_the_list_is_kept_as_it_was_filtered(
    site: Site, visit: Open, start: str, id_: str, title: str
) -> None:
    page = visit(site, f"{start}cases/?theme=village-power", width=DESK)
    wanted = {case.id for case in CASES if "village-power" in case.filed["theme"]}
    page.wait_for_function(
        "n => document.querySelectorAll('#results article').length <= n", arg=len(wanted)
    )
    rows = kept(page, "#browse-form")
    assert {row[id_] for row in rows} == wanted
    assert all(row[title] for row in rows)


def test_all_of_the_list_is_kept_and_not_what_is_on_the_screen(site: Site, visit: Open) -> None:
    page = visit(site, "cases/", width=DESK)
    assert {row["编号"] for row in kept(page, "#browse-form")} == {case.id for case in CASES}


def test_a_comparison_is_kept_as_its_table(site: Site, visit: Open) -> None:
    page = visit(
        site,
        "compare/?cases=jinhua-houchen-village-supervision,zhoushan-grid-management",
        width=DESK,
    )
    page.locator("#compare-table").wait_for(state="visible")
    heads = page.locator("#compare-table .comparison__title a").all_inner_texts()
    (first, *_) = kept(page, "#compare-tools")
    assert len(first) >= 3
    assert all(any(head in name for name in first if name) for head in heads)
