"""The list of cases: filters with counts, words and filters together, and an address for all of it.

What a filter must leave is counted in the case files: within a facet one value or another, between
facets one and the other; a facet's own choice does not count against its other values.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import DESK, PHONE, Open, Site
from browser.conftest import listed as in_order
from browser.reading import Case, Shelf, load, words
from sites import ROOT

pytestmark = pytest.mark.browser

CASES = Shelf(ROOT / "cases").cases()
ALL = {case.id for case in CASES}
BY_ID = {case.id: case for case in CASES}
BROWSE = {"zh": "cases/", "en": "en/cases/"}
FILED = ("theme", "risk", "governance", "layer", "method")
FACETS = ("theme", "city", "kind", "cost", "year", "operation", *FILED[1:])
CARDS = 10
"""Cards that come with the page; the other cases come with it as titles."""


def values(case: Case, facet: str) -> list[str]:
    if facet in FILED:
        return case.filed[facet]
    alone = {
        "kind": case.kind,
        "city": case.city,
        "cost": case.cost_band or "unknown",
        "year": period(case.began),
        "operation": case.state,
    }
    return [alone[facet]]


def period(began: str) -> str:
    """Five years that stand together; what began early, and what nobody knows."""
    if not began:
        return "unknown"
    year = int(began[:4])
    return "-1989" if year < 1990 else f"{year - year % 5}-{year - year % 5 + 4}"


def fits(case: Case, wanted: dict[str, set[str]], but: str = "") -> bool:
    chosen = ((facet, some) for facet, some in wanted.items() if facet != but)
    return all(some & set(values(case, facet)) for facet, some in chosen)


def right(**wanted: set[str]) -> set[str]:
    return {case.id for case in CASES if fits(case, wanted)}


def listed(page: Page) -> set[str]:
    return set(in_order(page))


def titled(page: Page) -> set[str]:
    """The cases that have a line without a card."""
    found: list[str] = page.locator("#rest li a").evaluate_all("all => all.map(a => a.href)")
    return {link.removesuffix("index.html").rstrip("/").split("/")[-1] for link in found}


def choose(page: Page, facet: str, value: str) -> None:
    """Tick or untick a box, by the label one sees."""
    option = page.locator(f'[data-facet="{facet}"] label:has(input[value="{value}"])')
    fold = page.locator(f'details.facet:has([data-facet="{facet}"])')
    if not fold.evaluate("fold => fold.open"):
        fold.locator("summary").click()
    option.click()
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")


def counts(page: Page, facet: str) -> dict[str, int]:
    found: dict[str, str] = page.locator(f'[data-facet="{facet}"] label').evaluate_all(
        """all => Object.fromEntries(all.map(label => [
            label.querySelector("input").value,
            label.querySelector("[data-count]").textContent]))"""
    )
    return {value: int(count) for value, count in found.items()}


def in_address(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("language", BROWSE)
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_the_page_comes_with_all_cases_and_true_counts(
    site: Site, visit: Open, language: str, *, scripts: bool
) -> None:
    page = visit(site, BROWSE[language], scripts=scripts)
    if scripts:
        assert listed(page) == ALL
    else:
        assert listed(page) < ALL == listed(page) | titled(page)
    said = {"zh": f"{len(ALL)} 个案例", "en": f"{len(ALL)} cases"}[language]
    assert said in page.locator("#count").inner_text()
    for facet in FACETS:
        shown = counts(page, facet)
        used = {value for case in CASES for value in values(case, facet)} - {""}
        # A facet with one value decides nothing; a value without cases leads nowhere.
        assert set(shown) == used or len(used) == 1
        for value, count in shown.items():
            assert count == len(right(**{facet: {value}})), (facet, value)
    assert {"theme", "city"} <= {facet for facet in FACETS if counts(page, facet)}


@pytest.mark.parametrize(
    "facet", ["theme", "city", "year", "operation", "risk", "governance", "layer", "method"]
)
def test_one_filter_leaves_its_cases(site: Site, visit: Open, facet: str) -> None:
    page = visit(site, "cases/")
    some = sorted(counts(page, facet))[:3]
    assert some
    for value in some:
        choose(page, facet, value)
        assert listed(page) == right(**{facet: {value}})
        assert in_address(page) == {facet: [value]}
        choose(page, facet, value)
        assert listed(page) == ALL
        assert in_address(page) == {}


def test_attempts_are_told_from_practices(miniature: Site, visit: Open) -> None:
    """What failed stands beside the rest, and can be asked for alone."""
    page = visit(miniature, "cases/")
    records = [load(file) for file in (ROOT / "tests/library/cases/practices").rglob("*.yml")]
    kinds = {record["id"]: record["kind"] for record in records}
    shown = counts(page, "kind")
    assert set(shown) == set(kinds.values()) == {"practice", "attempt"}
    for kind, count in shown.items():
        choose(page, "kind", kind)
        found = listed(page)
        assert len(found) == count
        assert found == {case for case in kinds if kinds[case] == kind}
        choose(page, "kind", kind)


def test_or_within_a_facet_and_between(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    wanted = {"theme": {"village-power", "ecology"}, "governance": {"self-governance"}}
    for facet, some in wanted.items():
        for value in sorted(some):
            choose(page, facet, value)
    assert right(**wanted)
    assert listed(page) == right(**wanted) != right(theme=wanted["theme"])
    for facet in FACETS:
        for value, count in counts(page, facet).items():
            kept = [c for c in CASES if fits(c, wanted, but=facet) and value in values(c, facet)]
            assert count == len(kept), (facet, value)


def test_words_and_filters_hold_together(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    choose(page, "theme", "village-power")
    page.locator("#search-browse").press_sequentially("信访")
    meant = {case.id for case in CASES if case.says("信访")} & right(theme={"village-power"})
    assert meant
    assert listed(page) == meant
    choose(page, "city", "ningbo")
    assert listed(page) == meant & right(city={"ningbo"})
    assert in_address(page) == {"q": ["信访"], "theme": ["village-power"], "city": ["ningbo"]}


@pytest.mark.parametrize("language", BROWSE)
def test_an_address_is_all_one_needs_to_send(site: Site, visit: Open, language: str) -> None:
    wanted = "?q=监督&theme=village-power&city=ningbo&city=jinhua"
    page = visit(site, f"{BROWSE[language]}{wanted}")
    expected = {case.id for case in CASES if case.says("监督")}
    expected &= right(theme={"village-power"}, city={"ningbo", "jinhua"})
    assert expected
    expect(page.locator("#chips button")).to_have_count(3)
    expect(page.locator("#results [data-case]")).to_have_count(len(expected))
    assert listed(page) == expected
    expect(page.locator("#search-browse")).to_have_value("监督")
    ticked = page.locator("#browse-form input:checked")
    assert sorted(ticked.evaluate_all("all => all.map(box => box.value)")) == [
        "jinhua", "ningbo", "village-power"
    ]  # fmt: skip


def test_back_takes_one_step_back_and_forward_returns(site: Site, visit: Open) -> None:
    page = visit(site, "cases/")
    choose(page, "theme", "village-power")
    choose(page, "city", "ningbo")
    both, one = listed(page), right(theme={"village-power"})
    assert both == right(theme={"village-power"}, city={"ningbo"}) != one
    for step, expected, ticked in (
        (page.go_back, one, 1),
        (page.go_back, ALL, 0),
        (page.go_forward, one, 1),
        (page.go_forward, both, 2),
    ):
        step()
        expect(page.locator("#count")).to_have_text(f"{len(expected)} 个案例")
        assert listed(page) == expected
        expect(page.locator("#browse-form input:checked")).to_have_count(ticked)


@pytest.mark.parametrize("query", ["?theme=village-power", "?q=%E6%B2%B3%E9%95%BF"])
def test_back_from_a_case_restores_what_was_found(site: Site, visit: Open, query: str) -> None:
    page = visit(site, f"cases/{query}")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    before = listed(page)
    assert before < ALL
    page.locator("#results h3 a").first.click()
    expect(page.locator(".case-head h1")).to_be_visible()
    page.go_back()
    expect(page.locator("#results [data-case]")).to_have_count(len(before))
    assert listed(page) == before


def test_a_whole_word_is_answered_at_once_and_a_letter_after_a_pause(
    served: Site, visit: Open
) -> None:
    """An input method or the clipboard gives a word; nothing is waited for, the clock stands still."""
    page = visit(served, "cases/", own=True)
    page.wait_for_load_state("networkidle")
    page.clock.install()
    page.clock.pause_at(page.evaluate("Date.now()") + 1000)
    results = page.locator("#results")
    box = page.locator("#search-browse")
    every = page.locator("#count").inner_text()
    box.fill("监督")
    expect(results).to_have_attribute("aria-busy", "false")
    found = page.locator("#count").inner_text()
    assert found not in (every, "")
    box.press_sequentially("7")
    page.wait_for_timeout(200)
    expect(results).to_have_attribute("aria-busy", "true")
    assert page.locator("#count").inner_text() == found
    page.clock.run_for(30)
    expect(results).to_have_attribute("aria-busy", "false")
    expect(page.locator("#count")).not_to_have_text(found)


def test_typing_leaves_one_step_and_not_one_for_each_letter(served: Site, visit: Open) -> None:
    page = visit(served)
    page.goto(served.at("cases/"))
    page.locator("#search-browse").press_sequentially("river chief", delay=30)
    expect(page).to_have_url(re.compile("q=river"))
    page.go_back()
    expect(page.locator(".home")).to_be_visible()


@pytest.mark.parametrize(("language", "name"), [("zh", "主题：村务与权力监督"), ("en", "Theme: ")])
def test_what_is_chosen_is_repeated_and_can_be_taken_away(
    served: Site, visit: Open, language: str, name: str
) -> None:
    page = visit(served, BROWSE[language])
    chips = page.locator("#chips button")
    expect(page.locator("#clear")).to_be_hidden()
    choose(page, "theme", "village-power")
    choose(page, "city", "ningbo")
    expect(chips).to_have_count(2)
    expect(chips.first).to_contain_text(name)
    chips.first.click()
    expect(chips).to_have_count(1)
    assert listed(page) == right(city={"ningbo"})
    expect(chips.first).to_be_focused()
    page.locator("#clear").click()
    assert listed(page) == ALL
    expect(chips).to_have_count(0)
    expect(page.locator("#clear")).to_be_hidden()
    assert in_address(page) == {}


@pytest.mark.parametrize(
    "query", ["?theme=no-such-theme", "?city=%3Cscript%3E", "?nonsense=1", "?q=%", "?theme=&city="]
)
def test_a_mistyped_address_still_shows_a_list(served: Site, visit: Open, query: str) -> None:
    page = visit(served, f"cases/{query}")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    assert listed(page) == ALL
    expect(page.locator("#chips button")).to_have_count(0)


@pytest.mark.parametrize("language", BROWSE)
def test_without_scripts_there_is_a_plain_list(site: Site, visit: Open, language: str) -> None:
    page = visit(site, BROWSE[language], scripts=False)
    links = page.locator("#results [data-case] a[href]")
    expect(links).to_have_count(CARDS)
    said = words(language)["browse"]["without_script"]
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text(said)
    for button in ("#more", "#clear", "#chips", "#sort", "[data-action=copy-link]:visible"):
        expect(page.locator(button)).to_be_hidden()
    if not site.is_folder:
        # In a folder only a script can add the index.html that a server adds.
        links.first.click()
        expect(page.locator(".case-head h1")).to_be_visible()


def test_a_card_says_the_same_whether_it_came_with_the_page_or_not(site: Site, visit: Open) -> None:
    for address in BROWSE.values():
        page = visit(site, address)
        with_page = cards(page)
        assert len(with_page) == CARDS
        page.goto(site.at(f"{address}?kind=practice"))
        expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
        made = cards(page)
        both = made.keys() & with_page.keys()
        assert both
        assert {case: with_page[case] for case in both} == {case: made[case] for case in both}


def cards(page: Page) -> dict[str, list[str]]:
    """Case -> what its card says and where it leads."""
    found: dict[str, list[str]] = page.locator("#results [data-case]").evaluate_all(
        """all => Object.fromEntries(all.map(card => [card.dataset.case, [
            card.innerText.replace(/\\s+/g, " "), card.querySelector("a").href,
            card.querySelector("[data-field=title]").lang]]))"""
    )
    assert found
    return found


def test_filters_stand_open_at_a_desk_and_folded_on_a_phone(served: Site, visit: Open) -> None:
    wide = visit(served, "cases/", width=DESK)
    expect(wide.locator('[data-facet="theme"]')).to_be_visible()
    phone = visit(served, "cases/", width=PHONE)
    expect(phone.locator('[data-facet="theme"]')).to_be_hidden()
    phone.locator("#filters > summary").tap()
    phone.locator('[data-facet="theme"] label:has(input[value="village-power"])').tap()
    expect(phone.locator("#chips button")).to_have_count(1)
    assert listed(phone) == right(theme={"village-power"})
    expect(phone.locator("#filters-label")).to_have_text(
        words("zh")["browse"]["filters_some"].replace("{n}", "1")
    )


def test_a_filter_is_chosen_by_keyboard_alone(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    page.keyboard.press("/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "theme":
            break
    value = page.evaluate("document.activeElement.value")
    page.keyboard.press("Space")
    expect(page.locator("#chips button")).to_have_count(1)
    expect(page.locator(f'input[value="{value}"]')).to_be_focused()
    assert listed(page) == right(theme={value})


@pytest.mark.parametrize("wanted", ["newest", "oldest", "adopted"])
def test_cases_are_sorted_as_one_asks(site: Site, visit: Open, wanted: str) -> None:
    page = visit(site, "cases/")
    page.locator("#sort").select_option(wanted)
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    assert in_address(page) == {"sort": [wanted]}
    found = [BY_ID[case] for case in in_order(page)]
    assert len(found) == len(ALL)
    if wanted == "adopted":
        assert [c.adoptions for c in found] == sorted((c.adoptions for c in CASES), reverse=True)
        return
    known = [case.began[:4] for case in found if case.began]
    assert known == sorted(known, reverse=wanted == "newest")
    # Nobody knows when these began: they stand last, either way.
    assert all(not case.began for case in found[len(known) :])
    # Sent to somebody else, the address shows the same.
    again = visit(site, f"cases/?sort={wanted}")
    assert in_order(again) == [case.id for case in found]


def test_the_link_to_the_list_is_copied(served: Site, visit: Open) -> None:
    page = visit(served, "cases/?theme=ecology&sort=newest")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    button = page.locator("[data-action=copy-link]")
    button.click()
    expect(button).to_have_text(words("zh")["browse"]["copied"])
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "theme=ecology" in page.url


def test_arrows_lead_through_the_results_and_escape_back(served: Site, visit: Open) -> None:
    page = visit(served, "cases/?q=监督")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    links = page.locator("#results h3 a")
    page.keyboard.press("/")
    box = page.locator("#search-browse")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowDown")
    title = links.nth(0).inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("start", ["", "en/"])
def test_without_scripts_the_directory_leads_to_every_case(
    served: Site, visit: Open, start: str
) -> None:
    page = visit(served, f"{start}cases/", scripts=False)
    page.locator(".browse__directory a").click()
    found: list[str] = page.locator(".directory .lines a").evaluate_all(
        "all => all.map(a => a.pathname)"
    )
    assert {link.rstrip("/").split("/")[-1] for link in found} == ALL
    expect(page.locator("h1")).to_have_text(words("en" if start else "zh")["directory"]["title"])
