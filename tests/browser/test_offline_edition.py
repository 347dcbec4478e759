"""The offline edition, unpacked and opened by double click: reading, searching, comparing."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import DESK, PHONE, Open, Site, build
from browser.places import KINDS, language_of
from browser.reading import Shelf, words
from sites import ROOT

pytestmark = pytest.mark.browser

CASES = Shelf(ROOT / "cases").cases()


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The folder as it lies on a desk: with a space and Chinese in its way."""
    folder = tmp_path_factory.mktemp("offline")
    site = build(ROOT, folder / "site", "--offline")
    desk = folder / "下载 的 文件"
    with ZipFile(site / "offline.zip") as packed:
        packed.extractall(desk)
    (top,) = desk.iterdir()
    return Site(top, top.as_uri() + "/")


def lead_to_files(page: Page, edition: Site) -> None:
    """See that every link of ours names a file of the folder, as no server would add it."""
    links: list[str] = page.locator("a[href]").evaluate_all("all => all.map(link => link.href)")
    inside = [link for link in links if link.startswith("file:")]
    assert len(inside) > 10
    for link in inside:
        assert link.startswith(edition.base), link
        assert re.search(r"\.(?:html|csv|json|xml)([?#]|$)|/assets/", link), link


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
@pytest.mark.parametrize("address", [*KINDS[:7], *(f"en/{kind}" for kind in KINDS[7:])])
def test_every_link_of_every_kind_of_page_leads_to_a_file(
    unpacked: Site, look: Open, address: str, *, scripts: bool
) -> None:
    page = look(unpacked, address, scripts=scripts)
    expect(page.locator("html")).to_have_attribute("lang", language_of(address))
    lead_to_files(page, unpacked)
    said = words("en" if address.startswith("en/") else "zh")["offline"]["copy"]
    expect(page.locator("footer")).to_contain_text(said)


def test_one_reads_on_without_scripts(unpacked: Site, visit: Open) -> None:
    page = visit(unpacked, scripts=False)
    page.locator(".nav").get_by_role("link").nth(1).click()
    page.locator("#results h3 a").first.click()
    expect(page.locator(".case-head h1")).to_be_visible()
    page.locator(".site-header__tools a[hreflang]").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("language", ["", "en/"])
def test_one_searches_from_the_home_page_to_a_case(
    unpacked: Site, visit: Open, language: str, width: int
) -> None:
    page = visit(unpacked, language, width=width)
    meant = {case.id for case in CASES if case.says("小微权力")}
    page.locator("#search-home").press_sequentially("小微权力")
    options = page.locator("[role=option][data-href]")
    expect(options).to_have_count(len(meant))
    page.locator("#search-home").press("Enter")
    expect(page.locator("#results [data-case]")).to_have_count(len(meant))
    expect(page.locator("#search-browse")).to_have_value("小微权力")
    page.locator("#results h3 a").first.click()
    expect(page.locator(".case-head h1")).to_be_visible()
    assert Path(page.url.removeprefix("file://")).parent.name in meant


def test_one_filters_and_comes_back(unpacked: Site, visit: Open) -> None:
    page = visit(unpacked, "cases/")
    page.locator('[data-facet="theme"] label:has(input[value="village-power"])').click()
    meant = {case.id for case in CASES if "village-power" in case.filed["theme"]}
    expect(page.locator("#count")).to_have_text(f"{len(meant)} 个案例")
    page.locator("#results h3 a").first.click()
    expect(page.locator(".case-head h1")).to_be_visible()
    page.go_back()
    expect(page.locator("#chips button")).to_have_count(1)
    expect(page.locator("#count")).to_have_text(f"{len(meant)} 个案例")


@pytest.mark.parametrize("language", ["", "en/"])
def test_cases_are_compared_and_one_goes_to_their_sources(
    unpacked: Site, visit: Open, language: str
) -> None:
    page = visit(unpacked, f"{language}cases/?theme=village-power")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    some = page.locator("#results [data-case]").evaluate_all("all => all.map(e => e.dataset.case)")
    for case in some[:2]:
        page.locator(f'article[data-case="{case}"] [data-pick="compare"]').click()
    page.locator('.site-header__tools [data-picked="compare"]').click()
    heads = page.locator("#compare-table .comparison__title a")
    titles = {case.id: case.titles for case in CASES}
    expect(heads).to_have_text([titles[case][language[:2] or "zh"] for case in some[:2]])
    lead_to_files(page, unpacked)
    # A colleague who has the folder in the same place is sent the address.
    page.reload()
    expect(heads).to_have_count(2)
    page.locator("#compare-table a.cite").first.click()
    expect(page.locator(".case-head h1")).to_have_text(titles[some[0]][language[:2] or "zh"])
    expect(page.locator(f"[id='{page.url.rpartition('#')[2]}']")).to_be_in_viewport()


def test_a_shortlist_is_kept_from_page_to_page(unpacked: Site, visit: Open) -> None:
    page = visit(unpacked, "cases/")
    some = page.locator("#results [data-case]").evaluate_all("all => all.map(e => e.dataset.case)")
    for case in some[:2]:
        page.locator(f'article[data-case="{case}"] [data-pick="shortlist"]').click()
    page.locator(".nav").get_by_role("link").nth(2).click()
    page.locator('.site-header__tools [data-picked="shortlist"]').click()
    kept = page.locator("#shortlist-cases article")
    expect(kept).to_have_count(2)
    assert kept.evaluate_all("all => all.map(e => e.dataset.case)") == some[:2]
    lead_to_files(page, unpacked)
