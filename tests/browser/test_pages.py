"""Every kind of page, in both languages: it loads, reads well at two widths, and leads on."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import DESK, PHONE, Open, Site
from browser.places import ADDRESSES, CASE, KINDS, MISSING, language_of, other, sample

pytestmark = pytest.mark.browser

IN_EITHER_PLACE = pytest.mark.parametrize(
    ("site", "address"),
    [*(("server", kind) for kind in KINDS), *(("folder", f"en/{kind}") for kind in KINDS)],
    indirect=["site"],
)
"""Every kind of page behind a server and in a folder: Chinese there, English here."""
SPILT = """() => [...document.querySelectorAll("tbody td, tbody th")]
    .filter(cell => cell.scrollWidth > cell.clientWidth + 1)
    .map(cell => cell.textContent.trim().slice(0, 40))"""
"""The cells of tables whose text is wider than they are."""


def file_of(site: Site, url: str) -> Path:
    """The file a server or a folder gives for an address of the site."""
    path = unquote(urlsplit(url).path)
    if site.is_folder:
        return Path(path)
    file = site.folder / path.lstrip("/")
    return file / "index.html" if path.endswith("/") else file


@IN_EITHER_PLACE
def test_a_page_loads_and_says_what_it_is(site: Site, look: Open, address: str) -> None:
    page = look(site, address)
    expect(page.locator("html")).to_have_attribute("lang", language_of(address))
    expect(page.locator("h1:visible")).to_have_count(1)
    expect(page.locator("h1")).to_have_count(1)
    assert page.locator("h1").inner_text().strip()
    library = {"en": "Zhejiang Library", "zh-CN": "案例库"}[language_of(address)]
    assert library in page.title()
    # Its style and its scripts are there: the band of the header, and the switch for the dark.
    assert page.locator(".site-header").evaluate("e => getComputedStyle(e).borderTopWidth") == "4px"
    expect(page.locator('.site-header__tools [data-action="dark"]')).to_be_visible()
    # What a page tells programs is data in such an element, and never run.
    run = "[...document.scripts].filter(s => s.type !== 'application/ld+json').length"
    assert page.evaluate(run) in range(4, 8)


@IN_EITHER_PLACE
def test_every_link_of_a_page_leads_to_a_file_of_the_site(
    site: Site, look: Open, address: str
) -> None:
    page = look(site, address)
    links = page.locator("a[href]").evaluate_all("all => all.map(link => link.href)")
    inside = [link for link in links if link.startswith(site.base)]
    assert len(inside) > 10
    for link in inside:
        assert file_of(site, link).is_file(), link
    for link in set(links) - set(inside):
        # What leads outside is a web page or a letter, never another place of this computer.
        assert re.match(r"https?://(?!127\.|localhost)|mailto:", link), link
    for fragment in {urlsplit(link).fragment for link in inside if same_page(page, link)} - {""}:
        assert page.locator(f'[id="{unquote(fragment)}"]').count() == 1, fragment


def same_page(page: Page, link: str) -> bool:
    return link.partition("#")[0] == page.url.partition("#")[0]


@IN_EITHER_PLACE
def test_the_language_link_leads_to_the_same_page_and_back(
    site: Site, look: Open, address: str
) -> None:
    page = look(site, address)
    for target in (other(address), address):
        switch = page.locator(".site-header__tools a[hreflang]")
        expect(switch).to_have_text({"en": "English", "zh-CN": "中文"}[language_of(target)])
        assert switch.get_attribute("hreflang") == switch.get_attribute("lang")
        assert switch.get_attribute("lang") == language_of(target)
        switch.click()
        page.wait_for_url(site.at(target))
        expect(page.locator("html")).to_have_attribute("lang", language_of(target))


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_page_is_wider_than_its_window(
    served: Site, folder: Path, visit: Open, language: str
) -> None:
    page = visit(served, own=True)
    wide = []
    for address in (a for a in sample(folder) if language_of(a) == language):
        page.goto(served.at(address))
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            reach: int = page.evaluate("document.documentElement.scrollWidth")
            if reach > width:
                wide.append(f"{address}: {reach} of {width} px")
            # Text that runs out of its cell runs over the next.
            if spilt := page.evaluate(SPILT):
                wide.append(f"{address} at {width} px: {spilt}")
    assert wide == []


@pytest.mark.parametrize(
    ("address", "width"),
    [*((kind, DESK) for kind in KINDS), *((f"en/{kind}", PHONE) for kind in KINDS)],
)
def test_large_text_fits_too(served: Site, look: Open, address: str, width: int) -> None:
    page = look(served, address, width=width)
    before = font_size(page)
    if width == PHONE:
        page.locator(".menu summary").click()
    page.locator('[data-action="large"]:visible').click()
    try:
        assert font_size(page) > before * 1.2
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        # The text takes the room that the list of sections leaves.
        left = page.evaluate("document.querySelector('h1').getBoundingClientRect().left")
        assert left < width / 3
        page.reload()
        assert font_size(page) > before * 1.2
    finally:
        page.evaluate("localStorage.clear()")  # the window is for the next page, too


@pytest.mark.parametrize("width", [320, 821])
def test_large_text_fits_narrow_windows(served: Site, visit: Open, width: int) -> None:
    page = visit(served, "en/", width=width)
    page.locator('[data-action="large"]').first.evaluate("button => button.click()")
    for address in ("en/", "en/directory/", "en/about/", "en/audit/", f"en/{CASE}"):
        page.goto(served.at(address))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("is_large", [False, True])
def test_the_labels_of_before_and_after_do_not_touch(
    served: Site, folder: Path, visit: Open, width: int, is_large: bool
) -> None:
    page = visit(served, "en/", width=width)
    if is_large:
        page.locator('[data-action="large"]').first.evaluate("button => button.click()")
    drawn = [
        file.parent.relative_to(folder)
        for file in sorted(folder.rglob("cases/*/index.html"))
        if 'class="dumbbell' in file.read_text("utf-8")
    ]
    assert drawn
    for address in drawn:
        page.goto(served.at(f"{address}/"))
        for at in range(page.locator(".dumbbell").count()):
            ends = page.locator(".dumbbell").nth(at).locator(".end")
            one, two = ends.nth(0).bounding_box(), ends.nth(1).bounding_box()
            assert one and two
            beside = one["x"] + one["width"] <= two["x"] or two["x"] + two["width"] <= one["x"]
            above = one["y"] + one["height"] <= two["y"]
            assert beside or above, address


def font_size(page: Page) -> float:
    size: float = page.locator("h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
    return size


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_picture_has_a_text_or_is_hidden(served: Site, look: Open, address: str) -> None:
    page = look(served, address)
    expect(page.locator("img:not([alt])")).to_have_count(0)
    drawn = page.locator("svg:not(svg svg)")
    for at in range(drawn.count()):
        hidden = drawn.nth(at).get_attribute("aria-hidden") == "true"
        assert hidden or drawn.nth(at).get_attribute("aria-label")


def test_an_address_without_a_page_is_answered_in_both_languages(served: Site, visit: Open) -> None:
    page = visit(served, MISSING, missing=True)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_contain_text("没有这个页面")
    expect(page.locator("[lang=en]", has_text="No such page").first).to_be_visible()
    assert page.locator(".site-header").evaluate("e => getComputedStyle(e).borderTopWidth") == "4px"
    for link in page.locator("a[href]").evaluate_all("all => all.map(link => link.href)"):
        if "#" not in link:
            assert file_of(served, link).is_file(), link
    page.get_by_role("link", name="Find cases").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#results [data-case]").first).to_be_visible()


def test_a_section_of_a_case_is_reached_from_the_list_of_sections(site: Site, look: Open) -> None:
    page = look(site, CASE)
    page.locator("[data-contents] a[href='#sources']").click()
    expect(page.locator("#sources")).to_be_in_viewport()
    expect(page.locator("[data-contents] a[href='#sources']")).to_have_attribute(
        "aria-current", "true"
    )
    expect(page.locator("[data-contents] [aria-current]")).to_have_count(1)


def test_a_source_is_reached_from_the_statement_it_supports(site: Site, look: Open) -> None:
    page = look(site, CASE)
    cite = page.locator("a.cite").first
    cite.click()
    target = page.url.partition("#")[2]
    expect(page.locator(f'[id="{target}"]')).to_be_in_viewport()


# Phones


@pytest.mark.parametrize("address", ["", "en/", "cities/zhoushan/", "en/about/"])
def test_the_menu_of_a_phone_opens_and_closes(site: Site, visit: Open, address: str) -> None:
    page = visit(site, address, width=PHONE)
    menu = page.locator(".menu")
    expect(page.locator(".nav")).to_be_hidden()
    expect(menu.get_by_role("link").first).to_be_hidden()
    menu.locator("summary").tap()
    expect(menu.get_by_role("link")).to_have_count(7)
    for link in menu.get_by_role("link").all():
        expect(link).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    page.keyboard.press("Escape")
    expect(menu.get_by_role("link").first).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    menu.locator("summary").tap()
    menu.get_by_role("link").nth(1).tap()
    expect(page.locator("#search-browse")).to_be_visible()


@pytest.mark.parametrize("address", ["", CASE])
def test_the_menu_of_a_phone_needs_no_script(served: Site, visit: Open, address: str) -> None:
    page = visit(served, address, width=PHONE, scripts=False)
    page.locator(".menu summary").tap()
    page.locator(".menu").get_by_role("link").nth(2).tap()
    page.wait_for_url("**/cities/")


# Light, dark and paper


BACKGROUND = "getComputedStyle(document.body).backgroundColor"
WHITE = "rgb(255, 255, 255)"


@pytest.mark.parametrize("address", ["", f"en/{CASE}"])
def test_dark_is_chosen_once_for_all_pages(site: Site, visit: Open, address: str) -> None:
    page = visit(site, address)
    switch = page.locator('.site-header__tools [data-action="dark"]')
    assert page.evaluate(BACKGROUND) == WHITE
    expect(switch).to_have_attribute("aria-pressed", "false")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(BACKGROUND)
    assert dark != WHITE
    page.goto(site.at("cities/"))
    assert page.evaluate(BACKGROUND) == dark
    switch.click()
    page.goto(site.at(address))
    assert page.evaluate(BACKGROUND) == WHITE


def test_without_a_choice_the_system_decides(site: Site, visit: Open) -> None:
    page = visit(site, dark=True)
    dark = page.evaluate(BACKGROUND)
    assert dark != WHITE
    expect(page.locator('.site-header__tools [data-action="dark"]')).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator('.site-header__tools [data-action="dark"]').click()
    assert page.evaluate(BACKGROUND) == WHITE
    page.reload()
    assert page.evaluate(BACKGROUND) == WHITE


def test_a_dark_system_is_dark_without_scripts(served: Site, visit: Open) -> None:
    page = visit(served, dark=True, scripts=False)
    assert page.evaluate(BACKGROUND) != WHITE


@pytest.mark.parametrize(
    ("address", "dark"),
    [*((kind, True) for kind in KINDS), *((f"en/{kind}", False) for kind in KINDS)],
)
def test_paper_gets_the_text_and_nothing_to_click(
    served: Site, look: Open, address: str, *, dark: bool
) -> None:
    page = look(served, address, dark=dark)
    page.emulate_media(media="print", color_scheme="dark" if dark else "light")
    for tools in ("nav", ".site-header__tools", ".menu", "form input", "button", ".skip"):
        expect(page.locator(f"{tools}:visible")).to_have_count(0)
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".site-name")).to_be_visible()
    expect(page.locator(".site-footer__facts").first).to_be_visible()
    assert page.evaluate(BACKGROUND) in (WHITE, "rgba(0, 0, 0, 0)")
    ink = page.locator("h1").evaluate("e => getComputedStyle(e).color.match(/[0-9]+/g).map(Number)")
    assert max(ink[:3]) < 100
    page.emulate_media(media="screen")


HOUCHEN = "cases/jinhua-houchen-village-supervision/"
LONGEST = "cases/shaoxing-fengqiao-experience/"


@pytest.mark.parametrize("address", [CASE, f"en/{HOUCHEN}", LONGEST, f"en/{LONGEST}"])
def test_the_brief_fits_one_sheet(served: Site, visit: Open, address: str) -> None:
    """What a superior gets of a case: one page, without the parts that go into detail."""
    page = visit(served, address, own=True)
    page.evaluate("window.print = () => {}")
    page.locator('[data-action="print"]').click()
    page.emulate_media(media="print")
    expect(page.locator(".part--steps")).to_be_hidden()
    expect(page.locator("#lead + dl dd").first).to_be_visible()
    expect(page.locator(".case-address")).to_have_text(re.compile(f"{served.at(address)}$"))
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) == 1


def pages_of(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_the_link_of_a_case_is_copied(site: Site, visit: Open) -> None:
    page = visit(site, CASE)
    if not site.is_folder:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator('[data-action="copy-link"]:not([data-copies])')
    label = button.inner_text()
    button.click()
    expect(button).not_to_have_text(label)
    expect(button).to_have_attribute("data-done", button.inner_text())
    expect(button).to_have_text(label)
    if not site.is_folder:
        assert page.evaluate("navigator.clipboard.readText()") == page.url


# The keyboard


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_first_key_skips_to_the_content(served: Site, look: Open, address: str) -> None:
    page = look(served, address)
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    expect(page.locator("a[class*=skip]")).to_have_count(1)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('header.site-header')"
    assert page.evaluate(f"!{inside}")
    assert page.evaluate("document.activeElement !== document.body")


SEEN_FOCUS = """() => {
  const here = document.activeElement;
  const style = getComputedStyle(here);
  const box = here.getBoundingClientRect();
  return {
    at: here.outerHTML.slice(0, 80),
    end: here === document.body,
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inside: box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight,
  };
}"""


@pytest.mark.parametrize("address", ["", "cases/", CASE, "cities/", "en/about/"])
def test_whoever_tabs_through_a_page_sees_where_they_are(
    served: Site, look: Open, address: str
) -> None:
    page = look(served, address)
    passed = 0
    while passed < 40:
        page.keyboard.press("Tab")
        focus = page.evaluate(SEEN_FOCUS)
        if focus["end"]:
            break
        passed += 1
        assert focus["ring"], focus["at"]
        assert focus["inside"], focus["at"]
    assert passed > 15
