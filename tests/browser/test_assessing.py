"""A city goes through the indicators, saves, comes back, and leaves with a file and a road map."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import DAY, DESK, PHONE, Open, Site
from browser.reading import words
from browser.test_accessibility import violations
from sites import ROOT

pytestmark = pytest.mark.browser

SHEET = "self-assessment/"
SAID = words("zh")["sheet"]["said"]
WORDS = words("zh")["sheet"]
PROBLEM = '夜间巡查没有人登记： "#1" --- 😀'


def item(page: Page, code: str) -> Locator:
    return page.locator(f'[data-code="{code}"]')


def field(page: Page, code: str, name: str) -> Locator:
    return page.locator(f'[id="sheet-{code}-{name}"]')


def state(page: Page, code: str, label: str) -> None:
    item(page, code).get_by_role("radio", name=WORDS["state"][label], exact=True).check()


def fill_in(page: Page) -> None:
    """One indicator that is met, one with a gap that is whole, one with a gap that is not."""
    expect(page.locator("#sheet-work")).to_be_visible()
    page.get_by_label(WORDS["place"], exact=True).select_option(label="舟山市")
    page.get_by_label(WORDS["date"]).fill(DAY)
    state(page, "layers.centre", "met")
    state(page, "layers.grid", "partly")
    field(page, "layers.grid", "problem").fill(PROBLEM)
    field(page, "layers.grid", "found_by").select_option("media")
    field(page, "layers.grid", "found_on").fill("2026年3月")
    field(page, "layers.grid", "status").select_option("in-progress")
    field(page, "layers.grid", "responsible").fill("测试办公室")
    field(page, "layers.grid", "due").fill("2027-02-22")
    field(page, "layers.grid", "step").fill("先摸底")
    field(page, "layers.grid", "source").select_option("+")
    source = page.get_by_role("group", name=SAID["source_legend"].format(id="s1"))
    expect(source.get_by_label(SAID["title"])).to_be_focused()
    source.get_by_label(SAID["title"]).fill("巡查无人登记")
    source.get_by_label(SAID["publisher"]).fill("测试日报")
    source.get_by_label(SAID["type"]).select_option("media")
    source.get_by_label(SAID["url"]).fill("https://news.example.cn/patrol")
    source.get_by_role("button", name=SAID["source_done"]).click()
    expect(field(page, "layers.grid", "source")).to_be_focused()
    state(page, "risks.fire", "not")
    field(page, "risks.fire", "problem").fill("灭火器过期。")


def answered(page: Page, n: int) -> None:
    all_of_them = page.locator("[data-code]").count()
    told = SAID["progress"].format(n=n, all=all_of_them)
    expect(page.locator("#sheet-progress")).to_have_text(told)


def kept(page: Page) -> None:
    """Wait until what was typed is in the browser's store."""
    expect(page.locator("#sheet-kept")).to_have_text(SAID["kept"])


def open_file(page: Page, path: Path) -> None:
    page.get_by_label(WORDS["open"]).set_input_files(path)


def test_the_whole_job(site: Site, visit: Open, tmp_path: Path) -> None:
    page = visit(site, "gaps/zhoushan/")
    page.get_by_role("link", name=WORDS["of_city"]).click()
    expect(page.get_by_label(WORDS["place"], exact=True)).to_have_value("330900")
    expect(page.locator("#sheet-paper")).to_be_hidden()
    answered(page, 0)
    fill_in(page)
    answered(page, 3)
    kept(page)

    # Away and back: it is all there.
    page.reload()
    answered(page, 3)
    expect(page.locator("#sheet-kept")).to_have_text(SAID["recalled"])
    item(page, "layers.grid").locator("summary").click()
    expect(field(page, "layers.grid", "problem")).to_have_value(PROBLEM)
    expect(field(page, "layers.grid", "found_on")).to_have_value("2026-03")

    # Into a file, and out of the browser.
    with page.expect_download() as saving:
        page.get_by_role("button", name=WORDS["save"]).click()
    saved = tmp_path / saving.value.suggested_filename
    saving.value.save_as(saved)
    assert saved.name == f"self-assessment-zhoushan-{DAY}.json"
    assert json.loads(saved.read_text("utf-8"))["answers"]["layers.grid"]["problem"] == PROBLEM
    page.get_by_role("button", name=WORDS["wipe"]).click()
    asked = page.get_by_role("alertdialog")
    expect(asked).to_contain_text(SAID["ask_wipe"])
    page.keyboard.press("Escape")
    expect(asked).to_be_hidden()
    expect(page.get_by_role("button", name=WORDS["wipe"])).to_be_focused()
    answered(page, 3)
    page.get_by_role("button", name=WORDS["wipe"]).click()
    asked.get_by_role("button", name=SAID["yes_wipe"]).click()
    answered(page, 0)
    page.reload()
    answered(page, 0)

    # A wrong file changes nothing; the right one brings everything back.
    damaged = tmp_path / "damaged.json"
    damaged.write_text(saved.read_text("utf-8").replace('"partly"', '"good"'), "utf-8")
    open_file(page, damaged)
    told = SAID["trouble_damaged"].format(name=damaged.name, at="answers.layers.grid.state")
    expect(page.locator("#sheet-said")).to_have_text(told)
    open_file(page, ROOT / "cases/gaps/zhoushan.yml")
    told = SAID["trouble_no_json"].format(name="zhoushan.yml")
    expect(page.locator("#sheet-said")).to_have_text(told)
    answered(page, 0)
    open_file(page, saved)
    answered(page, 3)
    state(page, "layers.platforms", "none")
    answered(page, 4)
    open_file(page, saved)
    expect(asked).to_contain_text(SAID["ask_open_unsaved"].format(name=saved.name))
    asked.get_by_role("button", name=WORDS["no"]).click()
    answered(page, 4)
    open_file(page, saved)
    asked.get_by_role("button", name=SAID["yes_open"]).click()
    answered(page, 3)

    # What is lacking is told with its rule, and leads to the field.
    page.get_by_role("button", name=WORDS["write"]).click()
    lacks = page.locator("#sheet-lacks li")
    expect(lacks.filter(has_text=SAID["need_found_by"])).to_contain_text("CASE111")
    lacks.get_by_role("button", name=SAID["need_found_by"]).click()
    expect(field(page, "risks.fire", "found_by")).to_be_focused()
    field(page, "risks.fire", "found_by").select_option("audit")
    field(page, "risks.fire", "found_on").fill("2026-05-01")
    field(page, "risks.fire", "status").select_option("open")
    field(page, "risks.fire", "source").select_option("s1")
    page.get_by_label(WORDS["checked_by"]).fill("zhoushan-office")
    page.get_by_label(WORDS["confirm"]).check()
    expect(lacks).to_have_count(1)
    expect(lacks).to_contain_text(SAID["need_official"])
    expect(lacks).to_contain_text("CASE221")
    field(page, "risks.fire", "found_by").select_option("media")
    expect(page.locator("#sheet-ready")).to_have_text(SAID["ready"].format(n=2))

    # The file, before the real checker.
    with page.expect_download() as writing:
        page.get_by_role("button", name=WORDS["write"]).click()
    assert writing.value.suggested_filename == "zhoushan.yml"
    library = tmp_path / "library"
    shutil.copytree(ROOT / "cases", library / "cases")
    had = (library / "cases/gaps/zhoushan.yml").read_text("utf-8")
    writing.value.save_as(library / "cases/gaps/zhoushan.yml")
    command = [sys.executable, "-m", "replicase", "check", "--no-cache", "--root", str(library)]
    command += ["--as-of", "2027-12-01"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    text = (library / "cases/gaps/zhoushan.yml").read_text("utf-8")
    assert text.count("  - id: g") == had.count("  - id: g") + 2
    assert PROBLEM.replace('"', '\\"') in text
    assert "先摸底" not in text


def test_the_road_map_is_shown_downloaded_and_printed(
    site: Site, visit: Open, tmp_path: Path
) -> None:
    page = visit(site, SHEET, own=True)
    expect(page.locator("#sheet-road-none")).to_be_visible()
    fill_in(page)
    terms = page.locator(".road__term")
    expect(terms).to_have_count(4)
    expect(terms.nth(0)).to_contain_text(SAID["within"].format(n=3, date="2027-02-22"))
    expect(terms.nth(0)).to_contain_text(PROBLEM)
    expect(terms.nth(0)).to_contain_text("测试办公室")
    expect(terms.nth(0)).to_contain_text("先摸底")
    expect(terms.nth(0).get_by_role("link")).to_have_attribute("href", re.compile("cases/"))
    expect(terms.nth(3)).to_contain_text("灭火器过期。")
    expect(terms.nth(3)).to_contain_text(SAID["no_due"])
    with page.expect_download() as loading:
        page.get_by_role("button", name=WORDS["csv"]).click()
    path = tmp_path / "road.csv"
    loading.value.save_as(path)
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    assert [row[2] for row in rows[1:]] == ["layers.grid", "risks.fire"]
    assert rows[1][3:7] == [PROBLEM, "测试办公室", "2027-02-22", "先摸底"]

    page.evaluate("window.print = () => undefined")
    page.emulate_media(media="print")
    table, form = page.locator(".sheet__print"), page.locator("#sheet-form")
    page.evaluate("document.getElementById('sheet-print').click()")
    expect(page.locator(".road")).to_be_visible()
    expect(page.locator("#sheet-print-facts")).to_contain_text("舟山市")
    expect(table).to_contain_text(PROBLEM)
    expect(form).to_be_hidden()
    page.evaluate("document.getElementById('sheet-print-road').click()")
    expect(page.locator(".road")).to_be_visible()
    expect(table).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.evaluate("document.getElementById('sheet-print-blank').click()")
    expect(page.locator("#sheet-paper")).to_be_visible()
    expect(page.locator(".road")).to_be_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_a_place_the_library_does_not_cover_has_a_sheet_and_no_file(
    site: Site, visit: Open
) -> None:
    page = visit(site, SHEET)
    fill_in(page)
    page.get_by_label(WORDS["place"], exact=True).select_option("other")
    page.get_by_label(WORDS["code"]).fill("３２０５００")
    page.get_by_label(WORDS["name"]).fill("苏州市")
    page.get_by_role("button", name=WORDS["write"]).click()
    lack = page.locator("#sheet-lacks li").first
    expect(lack).to_contain_text(SAID["not_here"])
    expect(lack).to_contain_text("CASE412")
    expect(page.locator(".road__term").nth(0)).to_contain_text(PROBLEM)
    page.get_by_label(WORDS["code"]).fill("330921")
    page.get_by_label(WORDS["name"]).focus()
    expect(page.locator("#sheet-file")).to_contain_text("cases/gaps/zhoushan.yml")


def test_what_cannot_be_seen_is_taken_out_and_what_is_no_date_is_told(
    site: Site, visit: Open
) -> None:
    page = visit(site, SHEET)
    state(page, "layers.grid", "not")
    problem, due = field(page, "layers.grid", "problem"), field(page, "layers.grid", "due")
    problem.fill("没有\u200b登记\u202e")
    due.fill("年底前")
    due.blur()
    expect(problem).to_have_value("没有登记")
    expect(due).to_have_attribute("aria-invalid", "true")
    expect(page.locator('[id="sheet-layers.grid-due-hint"]')).to_contain_text(SAID["no_date"])
    due.fill("2027.3")
    due.blur()
    expect(due).to_have_value("2027-03")
    assert due.get_attribute("aria-invalid") is None


def test_two_windows_go_on_with_one_sheet(site: Site, visit: Open) -> None:
    page = visit(site, SHEET)
    expect(page.locator("#sheet-work")).to_be_visible()
    other = page.context.new_page()
    other.goto(site.at(SHEET))
    state(other, "layers.grid", "met")
    answered(page, 1)
    state(page, "layers.centre", "met")
    answered(other, 2)


def test_one_answers_by_keyboard_alone(site: Site, visit: Open) -> None:
    page = visit(site, SHEET)
    expect(page.locator("#sheet-work")).to_be_visible()
    first = page.locator(".sheet__item").first
    first.get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(first.get_by_role("radio").nth(1)).to_be_checked()
    expect(first.locator("details")).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(first.get_by_role("button", name=SAID["undo"])).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("台账")
    expect(first.get_by_label(SAID["evidence"])).to_have_value("台账")
    expect(page.locator("#sheet-status")).to_have_text(
        SAID["progress"].format(n=1, all=page.locator("[data-code]").count())
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_page_is_a_form_for_paper_where_scripts_are_off(
    site: Site, visit: Open, *, scripts: bool
) -> None:
    page = visit(site, SHEET, scripts=scripts)
    paper, work = page.locator("#sheet-paper"), page.locator("#sheet-work")
    if scripts:
        expect(work).to_be_visible()
        expect(paper).to_be_hidden()
    else:
        expect(paper).to_be_visible()
        expect(work).to_be_hidden()
        expect(page.get_by_text(WORDS["without_script"])).to_be_visible()


@pytest.mark.parametrize(
    ("width", "dark"), [(DESK, False), (PHONE, True)], ids=["desk", "phone dark"]
)
def test_nothing_is_in_the_way_of_a_sheet_that_is_filled_in(
    served: Site, visit: Open, axe: str, width: int, *, dark: bool
) -> None:
    page = visit(served, SHEET, width=width, dark=dark)
    expect(page.locator("#sheet-work")).to_be_visible()
    page.locator("details.sheet__group").evaluate_all("all => all.forEach(d => (d.open = true))")
    fill_in(page)
    field(page, "risks.fire", "source").select_option("+")
    field(page, "risks.fire", "due").fill("x")
    field(page, "risks.fire", "due").blur()
    page.get_by_role("button", name=WORDS["write"]).click()
    page.get_by_role("button", name=WORDS["wipe"]).click()
    assert violations(page, axe) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
