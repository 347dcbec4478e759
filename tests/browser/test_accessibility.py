"""axe-core finds nothing wrong, in either language, light and dark, at a desk and on a phone.

The languages share their templates and colours: each kind of page is judged once a theme and size.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import DESK, PHONE, Open, Site
from browser.places import CASE, KINDS, MISSING

pytestmark = pytest.mark.browser

LIGHT_AND_DARK = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core complains of, at least moderately; a line for each thing."""
    page.evaluate(axe)
    found = page.evaluate(
        """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]})
            .then(result => result.violations)""",
        WCAG,
    )
    return [
        f"{rule['impact']} {rule['id']}: {rule['help']}: {node['html'][:120]} {node['target']}"
        for rule in found
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize(
    ("start", "width", "dark"),
    [("", DESK, False), ("en/", DESK, True), ("en/", PHONE, False), ("", PHONE, True)],
    ids=["desk", "desk dark", "phone", "phone dark"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_in_the_way_on_any_kind_of_page(
    served: Site, look: Open, axe: str, kind: str, start: str, width: int, *, dark: bool
) -> None:
    page = look(served, start + kind, width=width, dark=dark)
    assert violations(page, axe) == []


@LIGHT_AND_DARK
def test_nothing_is_in_the_way_where_there_is_no_page(
    served: Site, visit: Open, axe: str, *, dark: bool
) -> None:
    page = visit(served, MISSING, dark=dark, missing=True)
    assert violations(page, axe) == []


@LIGHT_AND_DARK
@pytest.mark.parametrize("typed", ["村务", "潜水艇"], ids=["answers", "no answer"])
@pytest.mark.parametrize("address", ["", f"en/{CASE}"])
def test_nothing_is_in_the_way_below_the_box(
    served: Site, visit: Open, axe: str, address: str, typed: str, *, dark: bool
) -> None:
    page = visit(served, address, dark=dark)
    field = page.locator("input[type=search]:visible")
    field.press_sequentially(typed)
    expect(page.get_by_role("listbox")).to_be_visible()
    field.press("ArrowDown")
    assert violations(page, axe) == []


@LIGHT_AND_DARK
@pytest.mark.parametrize("query", ["?q=监督&theme=village-power&city=ningbo", "?q=潜水艇"])
def test_nothing_is_in_the_way_among_filters(
    served: Site, visit: Open, axe: str, query: str, *, dark: bool
) -> None:
    page = visit(served, f"cases/{query}", dark=dark)
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    page.locator("details.facet").evaluate_all("all => all.forEach(fold => (fold.open = true))")
    assert violations(page, axe) == []


@LIGHT_AND_DARK
def test_nothing_is_in_the_way_in_the_menu_of_a_phone(
    served: Site, visit: Open, axe: str, *, dark: bool
) -> None:
    page = visit(served, "en/", width=PHONE, dark=dark)
    page.locator(".menu summary").tap()
    assert violations(page, axe) == []


IS_SEEN = """link => {
    link.focus();
    const box = link.getBoundingClientRect();
    const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    return there === link || link.contains(there);
}"""


@pytest.mark.parametrize("address", ["framework/", "en/framework/", "adoption/", "en/adoption/"])
def test_on_a_phone_the_keyboard_leads_to_no_link_one_cannot_see(
    served: Site, visit: Open, address: str
) -> None:
    page = visit(served, address, width=PHONE)
    heads = page.locator("thead a")
    assert heads.count() > 3
    assert page.locator("thead").first.bounding_box()["height"] <= 1  # type: ignore[index]
    for link in heads.all():
        assert link.evaluate(IS_SEEN), link.inner_text()
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, "what comes into sight is no wider than the screen"


def test_axe_would_find_something(served: Site, visit: Open, axe: str) -> None:
    """The judge is awake: a picture without a text is found."""
    page = visit(served)
    page.evaluate("document.querySelector('h1').append(document.createElement('img'))")
    assert any("image-alt" in line for line in violations(page, axe))
