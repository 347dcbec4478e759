"""The box above every page: answers while one types, by mouse, by keyboard and by finger."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import DESK, PHONE, Open, Site
from browser.reading import Shelf, words
from sites import ROOT

pytestmark = pytest.mark.browser

CASES = Shelf(ROOT / "cases").cases()
CASE = "cases/zhoushan-grid-management/"
HOME, HEADER, BROWSE = "#search-home", "#search-header", "#search-browse"
NOTHING = {language: words(language)["browse"]["none"] for language in ("zh", "en")}

BOXES = {
    "": HOME,
    "en/": HOME,
    "cases/": BROWSE,
    "en/cases/": BROWSE,
    CASE: HEADER,
    f"en/{CASE}": HEADER,
    "cities/": HEADER,
    "en/cities/huzhou/": HEADER,
    "about/": HEADER,
    "en/contribute/": HEADER,
}
"""Address of a page -> the box on it."""
SUGGESTING = {address: box for address, box in BOXES.items() if box != BROWSE}
ONE_OF_EACH = {"": HOME, f"en/{CASE}": HEADER}


OPTIONS = 8
"""Cases that are offered; more stand behind a last line that leads to the list."""


def answers(typed: str) -> set[str]:
    return {
        case.id
        for case in CASES
        if case.says(typed) or case.sounds_like(typed) or case.has_word(typed)
    }


VILLAGE = len(answers("村务"))
"""Cases about 村务, which are all offered."""


def options(page: Page) -> Locator:
    return page.get_by_role("option")


def heard(page: Page, box: str) -> Locator:
    """What a screen reader says of a box; the page says other things beside it."""
    return page.locator(f"form:has({box})").get_by_role("status")


def type_into(page: Page, box: str, text: str) -> Locator:
    field = page.locator(box)
    field.fill("")
    field.press_sequentially(text)
    expect(page.get_by_role("listbox")).to_be_visible()
    return field


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(("address", "box"), BOXES.items())
def test_every_page_has_one_box_in_sight(
    served: Site, visit: Open, address: str, box: str, width: int
) -> None:
    page = visit(served, address, width=width)
    fields = page.locator("input[type=search]:visible")
    expect(fields).to_have_count(1)
    expect(page.locator(box)).to_be_visible()
    expect(page.locator(box)).to_be_in_viewport()
    # It says what it is for to those who do not see it.
    assert page.get_by_role("search").count() >= 1 or box == BROWSE
    assert fields.evaluate("field => field.labels[0].textContent.trim()")


def test_there_are_questions_with_few_answers_and_with_many() -> None:
    assert 2 < VILLAGE <= OPTIONS < len(answers("mediation"))


@pytest.mark.parametrize("address", SUGGESTING)
def test_answers_come_as_one_types(site: Site, visit: Open, address: str) -> None:
    page = visit(site, address)
    for typed in ("小微权力", "hzz", "mediation"):
        type_into(page, SUGGESTING[address], typed)
        meant = answers(typed)
        cases = page.locator("[role=option][data-href]")
        expect(cases).to_have_count(min(len(meant), OPTIONS))
        found = cases.evaluate_all("all => all.map(option => option.dataset.href)")
        assert {link.removesuffix("index.html").split("/")[-2] for link in found} <= meant
        if len(meant) > OPTIONS:
            said = words("en" if address.startswith("en/") else "zh")["home"]["all_found"]
            expect(options(page).last).to_have_text(said.replace("{n}", str(len(meant))))
        else:
            expect(options(page)).to_have_count(len(meant))


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_down_and_enter_open_the_case(site: Site, visit: Open, address: str) -> None:
    page = visit(site, address)
    field = type_into(page, ONE_OF_EACH[address], "村务")
    expect(options(page)).to_have_count(VILLAGE)
    expect(field).to_have_attribute("aria-expanded", "true")
    for at in (0, 1):
        field.press("ArrowDown")
        chosen = page.locator('[role=option][aria-selected="true"]')
        expect(chosen).to_have_count(1)
        expect(options(page).nth(at)).to_have_attribute("aria-selected", "true")
        # A screen reader is told which one, while the box keeps the focus.
        assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
        expect(field).to_be_focused()
    title = chosen.locator(".suggest-title").inner_text()
    field.press("Enter")
    expect(page.locator("h1")).to_have_text(title)
    language = "en" if address.startswith("en/") else "zh-CN"
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_arrows_go_round_by_way_of_the_box(served: Site, visit: Open, address: str) -> None:
    page = visit(served, address)
    field = type_into(page, ONE_OF_EACH[address], "村务")
    expect(options(page)).to_have_count(VILLAGE)
    field.press("ArrowUp")
    expect(options(page).nth(VILLAGE - 1)).to_have_attribute("aria-selected", "true")
    field.press("ArrowDown")
    expect(page.locator('[role=option][aria-selected="true"]')).to_have_count(0)
    assert field.get_attribute("aria-activedescendant") is None
    field.press("ArrowDown")
    expect(options(page).nth(0)).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_escape_closes_and_keeps_the_words(served: Site, visit: Open, address: str) -> None:
    page = visit(served, address)
    field = type_into(page, ONE_OF_EACH[address], "村务")
    field.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(field).to_have_attribute("aria-expanded", "false")
    expect(field).to_have_value("村务")
    expect(field).to_be_focused()
    field.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_a_click_opens_the_case_and_a_click_elsewhere_closes(
    site: Site, visit: Open, address: str
) -> None:
    page = visit(site, address)
    type_into(page, ONE_OF_EACH[address], "fqjy")
    expect(options(page)).to_have_count(1)
    page.mouse.click(8, 500)
    expect(page.get_by_role("listbox")).to_be_hidden()
    type_into(page, ONE_OF_EACH[address], "fqjy")
    options(page).first.click()
    page.wait_for_url(re.compile("shaoxing-fengqiao-experience"))


@pytest.mark.parametrize("address", ONE_OF_EACH)
def test_enter_without_a_choice_leads_to_the_list(site: Site, visit: Open, address: str) -> None:
    page = visit(site, address)
    type_into(page, ONE_OF_EACH[address], "村务").press("Enter")
    page.wait_for_url(re.compile(r"cases/(index\.html)?\?q="))
    expect(page.locator(BROWSE)).to_have_value("村务")
    expect(page.locator("#results [data-case]")).to_have_count(VILLAGE)
    language = "en" if address.startswith("en/") else "zh-CN"
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("address", SUGGESTING)
def test_no_answer_is_said_in_words(served: Site, visit: Open, address: str) -> None:
    page = visit(served, address)
    type_into(page, SUGGESTING[address], "潜水艇")
    nothing = NOTHING["en" if address.startswith("en/") else "zh"]
    expect(page.get_by_role("listbox")).to_have_text(nothing)
    expect(heard(page, SUGGESTING[address])).to_have_text(nothing)


@pytest.mark.parametrize(
    ("address", "said"),
    [("", f"{VILLAGE} 个案例"), (f"en/{CASE}", f"{VILLAGE} cases"), ("en/", f"{VILLAGE} cases")],
)
def test_a_screen_reader_hears_how_many_there_are(
    served: Site, visit: Open, address: str, said: str
) -> None:
    page = visit(served, address)
    type_into(page, SUGGESTING[address], "村务")
    expect(heard(page, SUGGESTING[address])).to_have_text(said)


@pytest.mark.parametrize("address", BOXES)
def test_a_slash_leads_to_the_box(served: Site, visit: Open, address: str) -> None:
    page = visit(served, address)
    page.keyboard.press("/")
    field = page.locator(BOXES[address])
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    # In the box it is a character like any other.
    page.keyboard.press("/")
    expect(field).to_have_value("/")


def test_letters_still_being_composed_are_left_alone(served: Site, visit: Open) -> None:
    """Enter and arrows belong to the input method while Chinese is being typed."""
    page = visit(served, "")
    field = type_into(page, HOME, "村务")
    expect(options(page)).to_have_count(VILLAGE)
    field.evaluate(
        """field => ["ArrowDown", "Enter"].forEach(key => field.dispatchEvent(
            new KeyboardEvent("keydown", {key, isComposing: true, bubbles: true})))"""
    )
    expect(page.locator('[role=option][aria-selected="true"]')).to_have_count(0)
    expect(page.locator(HOME)).to_be_focused()


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("address", ["", "en/", CASE, f"en/{CASE}"])
def test_answers_lie_over_the_page_and_inside_the_window(
    served: Site, visit: Open, address: str, width: int
) -> None:
    page = visit(served, address, width=width)
    before = page.locator("h1").bounding_box()
    type_into(page, SUGGESTING[address], "村务")
    expect(options(page)).to_have_count(VILLAGE)
    box = page.get_by_role("listbox").bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert box["width"] >= min(320, width - 40)
    # They do not push the page down, and nothing of the page shows through them.
    assert page.locator("h1").bounding_box() == before
    seen = page.get_by_role("listbox").evaluate("list => getComputedStyle(list).backgroundColor")
    assert "rgba" not in seen


def test_a_finger_opens_a_case_on_a_phone(served: Site, visit: Open) -> None:
    page = visit(served, CASE, width=PHONE)
    page.locator(HEADER).tap()
    type_into(page, HEADER, "fqjy")
    options(page).first.tap()
    page.wait_for_url(re.compile("shaoxing-fengqiao-experience"))
