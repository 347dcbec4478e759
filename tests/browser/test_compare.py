"""Comparing cases and keeping a shortlist, as officials do it: choose, look, send, print."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser.conftest import DESK, PHONE, Open, Site, build, listed
from browser.reading import Shelf, words
from browser.test_accessibility import LIGHT_AND_DARK, violations
from browser.test_pages import pages_of
from replicase.shards import shard_of
from sites import ROOT
from sites import later as some_time_later

pytestmark = pytest.mark.browser

HOUCHEN = "jinhua-houchen-village-supervision"
GRID = "zhoushan-grid-management"
TALK = "ningbo-xiangshan-villagers-talk"
AUNTIES = "hangzhou-wulin-aunties"
BRAIN = "hangzhou-city-brain"
THREE = f"?cases={HOUCHEN},{TALK},{GRID}"
TITLES = {case.id: case.titles for case in Shelf(ROOT / "cases").cases()}
ROWS = 23


def say(path: str, language: str = "zh", **places: object) -> str:
    found = words(language)
    for step in path.split("."):
        found = found[step]
    text = str(found)
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def heads(page: Page) -> list[str]:
    return page.locator("#compare-table .comparison__title a").all_inner_texts()


def table(page: Page) -> list[list[str]]:
    """The rows of the table one can see, as one reads them."""
    expect(page.locator("#compare-table")).to_be_visible()
    found: list[list[str]] = page.locator("#compare-table tr").evaluate_all(
        "rows => rows.filter(row => row.offsetParent).map(row => "
        "[...row.cells].map(cell => cell.innerText.trim()))"
    )
    return found


def answer(page: Page, row: str, case: int) -> Locator:
    return page.locator(f'[data-row="{row}"] td').nth(case)


def card(page: Page, case: str) -> Locator:
    return page.locator(f'article[data-case="{case}"]')


def pick(page: Page, case: str, name: str = "compare") -> Locator:
    return card(page, case).locator(f'[data-pick="{name}"]')


def counted(page: Page, name: str = "compare") -> Locator:
    return page.locator(f'.site-header__tools [data-picked="{name}"]')


def shows(page: Page, count: int) -> None:
    """Wait for a table of some cases."""
    expect(page.locator("#compare-table .comparison__head")).to_have_count(count)


# An official looks for examples like her county's, compares three, and sends them to a colleague


def test_three_answers_to_neighbourhood_disputes_are_compared_and_sent(
    site: Site, visit: Open
) -> None:
    page = visit(site, "cases/?theme=disputes")
    page.locator("#search-browse").press_sequentially("邻里")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    found = listed(page)[:3]
    assert len(found) == 3
    for number, case in enumerate(found, 1):
        pick(page, case).click()
        expect(pick(page, case)).to_have_attribute("aria-pressed", "true")
        expect(counted(page)).to_have_text(f"比较 {number}")
    card(page, found[-1]).get_by_role("link", name=say("pick.go_compare")).click()
    expect(page.locator("h1")).to_have_text(say("compare.heading.many", n=3))
    shows(page, 3)
    assert heads(page) == [TITLES[case]["zh"] for case in found]
    assert f"?cases={','.join(found)}" in page.url
    whole = table(page)
    page.locator("label", has_text=say("compare.only")).click()
    expect(page.locator("#compare-hid")).to_be_visible()
    sent, seen = page.url, table(page)
    assert len(seen) < len(whole)
    assert "differences" in sent
    if not site.is_folder:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.get_by_role("button", name=say("compare.copy")).click()
        expect(page.get_by_role("button", name=say("compare.copied"))).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == sent
    # The colleague has another browser, in which nothing was ever chosen.
    theirs = visit(site)
    theirs.goto(sent)
    shows(theirs, 3)
    expect(theirs.locator("#compare-hid")).to_be_visible()
    assert table(theirs) == seen
    expect(theirs.locator("#compare-only")).to_be_checked()
    expect(theirs.locator("#compare-said li")).to_have_count(0)


def test_the_english_page_compares_in_english(site: Site, visit: Open) -> None:
    page = visit(site, f"en/compare/{THREE}")
    shows(page, 3)
    assert heads(page) == [TITLES[case]["en"] for case in (HOUCHEN, TALK, GRID)]
    expect(page.locator("h1")).to_have_text("Compare 3 cases")
    assert not re.search(r"[\u4e00-\u9fff]", page.locator("#compare-table").inner_text())
    page.locator(".comparison__title a").first.click()
    expect(page.locator(".case-head h1")).to_have_text(TITLES[HOUCHEN]["en"])


def test_a_source_of_the_table_stands_on_the_page_of_the_case(site: Site, visit: Open) -> None:
    page = visit(site, f"compare/{THREE}")
    shows(page, 3)
    answer(page, "result", 0).locator("a.cite").first.click()
    page.wait_for_url(re.compile(f"{HOUCHEN}/.*#source-s1"))
    expect(page.locator("#source-s1")).to_be_in_viewport()


def test_what_is_not_known_is_said(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/{THREE}")
    shows(page, 3)
    expect(answer(page, "cost", 0).locator(".unknown")).to_have_text(say("unknown.number"))
    for cell in page.locator("#compare-table td").all_inner_texts():
        assert cell.strip(), "no cell is blank"
    assert page.locator("#compare-table [data-row]").count() == ROWS


def test_only_differences_says_which_rows_it_hid(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/{THREE}")
    shows(page, 3)
    rows = table(page)
    same = [row[0] for row in rows if len(row) == 4 and row[1] == row[2] == row[3]]
    assert same
    page.locator("label", has_text=say("compare.only")).click()
    said = page.locator("#compare-hid")
    expect(said).to_be_visible()
    left = [row[0] for row in table(page)]
    for label in same:
        assert label not in left
        assert label in said.inner_text()
    assert len(left) == len(rows) - len(same)
    expect(page.locator("#compare-count")).to_have_text(
        say("compare.hid_count.many", n=len(same)) if len(same) > 1 else "隐藏 1 行"
    )
    expect(page.locator("#compare-status")).to_have_text(said.inner_text())
    page.go_back()
    expect(said).to_be_hidden()
    assert table(page) == rows


def test_back_brings_a_case_back(site: Site, visit: Open) -> None:
    page = visit(site, f"compare/{THREE}")
    shows(page, 3)
    page.get_by_role("button", name=f"移出：{TITLES[TALK]['zh']}").click()
    shows(page, 2)
    expect(counted(page)).to_have_text("比较 2")
    assert heads(page) == [TITLES[case]["zh"] for case in (HOUCHEN, GRID)]
    # The next button has the focus, so the keyboard goes on where it was.
    expect(page.get_by_role("button", name=f"移出：{TITLES[GRID]['zh']}")).to_be_focused()
    page.get_by_role("button", name=f"移出：{TITLES[GRID]['zh']}").click()
    shows(page, 1)
    expect(page.locator("#compare-said")).to_have_text(say("compare.lonely"))
    page.go_back()
    page.go_back()
    shows(page, 3)
    expect(counted(page)).to_have_text("比较 3")
    page.go_forward()
    shows(page, 2)


def test_whoever_was_sent_a_comparison_goes_on_with_it(site: Site, visit: Open) -> None:
    """She adds a case of her own to what a colleague sent, from the page of that case."""
    page = visit(site, f"compare/?cases={HOUCHEN},{TALK}")
    shows(page, 2)
    page.goto(site.at(f"cases/{AUNTIES}/"))
    page.locator('.rail [data-pick="compare"]').click()
    expect(page.locator(".rail .picked")).to_contain_text(say("pick.compared.many", n=3))
    counted(page).click()
    shows(page, 3)
    assert heads(page) == [TITLES[case]["zh"] for case in (HOUCHEN, TALK, AUNTIES)]


def test_a_fifth_case_is_refused_in_plain_words(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    five = listed(page)[:5]
    for case in five[:4]:
        pick(page, case).click()
    pick(page, five[4]).click()
    full = say("pick.full_compare", n=4)
    expect(card(page, five[4])).to_contain_text(full)
    expect(page.locator("#pick-status")).to_have_text(full)
    expect(pick(page, five[4])).to_have_attribute("aria-pressed", "false")
    expect(counted(page)).to_have_text("比较 4")
    pick(page, five[0]).click()
    pick(page, five[4]).click()
    expect(pick(page, five[4])).to_have_attribute("aria-pressed", "true")


def test_an_address_with_six_cases_shows_four_and_names_the_others(site: Site, visit: Open) -> None:
    six = [HOUCHEN, TALK, GRID, AUNTIES, BRAIN, "ningbo-81890-hotline"]
    page = visit(site, f"compare/?cases={','.join(six)}")
    shows(page, 4)
    said = page.locator("#compare-said li")
    expect(said).to_have_count(1)
    expect(said).to_contain_text(say("compare.too_many"))
    assert said.get_by_role("link").all_inner_texts() == [TITLES[case]["zh"] for case in six[4:]]


@pytest.mark.parametrize(
    "wrong", ["no-such-case", "constructor", "../../about", "<img/src=x>", "案例"]
)
def test_an_id_that_is_not_in_the_library_is_told(site: Site, visit: Open, wrong: str) -> None:
    page = visit(site, f"compare/?cases={HOUCHEN},{wrong},{GRID}")
    shows(page, 2)
    said = page.locator("#compare-said li")
    expect(said).to_have_text(say("compare.unknown_id", id=wrong))
    expect(page.locator("#compare-said img")).to_have_count(0)


def test_an_address_full_of_nonsense_is_answered_in_a_few_lines(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/?cases={','.join(f'x{n}' * 40 for n in range(30))}")
    said = page.locator("#compare-said li")
    expect(said).to_have_count(6)
    expect(said.last).to_have_text(say("compare.unknown_rest", n=25))
    assert all(len(text) < 120 for text in said.all_inner_texts())
    expect(page.get_by_role("link", name=say("compare.browse"))).to_be_visible()
    expect(page.locator("#compare-table")).to_be_hidden()


def test_ids_that_went_through_a_chat_are_still_read(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/?cases={HOUCHEN}，{GRID}、{TALK},{GRID}")
    shows(page, 3)


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The miniature library some time later: one case is withdrawn, one has a new id."""
    root = some_time_later(tmp_path_factory.mktemp("later"))
    return Site(root / "site", build(root, root / "site").as_uri() + "/")


def test_an_old_link_leads_to_new_ids_and_tells_what_was_withdrawn(
    later: Site, visit: Open
) -> None:
    page = visit(
        later,
        "compare/?cases=alpha-umbrellas,alpha-shared-umbrellas,beta-night-watch,beta-talking-bins",
    )
    shows(page, 2)
    said = page.locator("#compare-said li")
    assert said.all_inner_texts() == [
        say("compare.moved", id="alpha-umbrellas"),
        say("compare.withdrawn", id="beta-night-watch") + say("compare.why_withdrawn"),
    ]
    assert "轮值" not in page.locator("#compare-table").inner_text()
    said.get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("已不再这样做")


def test_what_stopped_stands_beside_what_goes_on(miniature: Site, visit: Open) -> None:
    page = visit(miniature, "compare/?cases=alpha-shared-umbrellas,beta-talking-bins")
    shows(page, 2)
    expect(answer(page, "stopped", 0).locator(".stop")).to_have_text("1 地停用")
    # An attempt is called one, and no column is marked.
    expect(page.locator(".comparison__title .tag")).to_have_text(say("kind.attempt"))
    classes = page.locator("#compare-table td").evaluate_all("all => all.map(c => c.className)")
    assert set(classes) == {""}


def test_an_empty_comparison_says_how_to_begin(site: Site, visit: Open) -> None:
    page = visit(site, "compare/")
    expect(page.locator("h1")).to_have_text(say("compare.title"))
    expect(page.locator("#compare-table")).to_be_hidden()
    expect(page.locator(".compare")).to_contain_text(say("compare.empty"))
    page.get_by_role("link", name=say("compare.browse")).first.click()
    expect(page.locator("#results [data-case]").first).to_be_visible()


@pytest.mark.parametrize("name", ["compare", "shortlist"])
@pytest.mark.parametrize("start", ["", "en/"])
def test_without_scripts_a_page_says_what_it_needs(
    site: Site, visit: Open, start: str, name: str
) -> None:
    page = visit(site, f"{start}{name}/{THREE}", scripts=False)
    language = "en" if start else "zh"
    expect(page.get_by_text(say(f"{name}.without_script", language))).to_be_visible()
    expect(page.locator("table:visible")).to_have_count(0)
    expect(page.locator("main button:visible")).to_have_count(0)
    page.get_by_role("link", name=say("compare.browse", language), exact=True).last.click()
    if site.is_folder:
        return
    expect(page.locator("#results [data-case]").first).to_be_visible()
    expect(page.locator("[data-pick]:visible")).to_have_count(0)


def test_words_of_a_case_never_become_markup(served: Site, visit: Open) -> None:
    """The data of a case is a stranger's text, wherever the table puts it."""
    page = visit(served, own=True)
    page.goto(served.at(f"compare/{THREE}"))
    shows(page, 3)
    bad = '<img src=x onerror="window.hit=1"><b>'

    def poisoned(route: Route) -> None:
        text = route.fetch().text()
        start = text.index(",") + 1
        cases = json.loads(text[start:-3])
        for case in cases.values():
            case.update(dict.fromkeys(("title", "lang", "short", "place", "tag"), bad))
            for row in case["answers"]:
                case["answers"][row] = [bad, [bad, bad, bad, [[bad, bad]]]]
        route.fulfill(body=f"{text[:start]}{json.dumps(cases)});")

    page.route(re.compile(r"/compare/zh-.*\.js"), poisoned)
    for address in (f"compare/{THREE}&differences=1", f"shortlist/{THREE}"):
        page.goto(served.at(address))
        expect(page.locator("#compare-table td, #shortlist-cases article").first).to_be_attached()
        assert page.locator("main").inner_text().count(bad) > 3
        assert page.locator("main img, main td b, main article b").count() == 0
        assert page.evaluate("window.hit") is None


def test_data_that_does_not_load_is_told(served: Site, chromium: Browser) -> None:
    page = chromium.new_page()
    page.route(re.compile(r"/compare/zh-.*\.js"), lambda route: route.abort())
    page.goto(served.at(f"compare/{THREE}"))
    expect(page.locator("#compare-said li")).to_have_text(say("compare.not_loaded"))
    expect(page.locator("#compare-table")).to_be_hidden()
    page.close()


def test_no_more_than_the_data_of_the_cases_is_asked_for(served: Site, visit: Open) -> None:
    page = visit(served, own=True)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(served.at(f"compare/{THREE}"))
    shows(page, 3)
    data = {url for url in asked if re.search(r"/(compare|search)/[^/]+\.js", url)}
    assert 1 <= len(data) <= 3
    assert all("/compare/zh-" in url for url in data)


# Keyboard


def test_from_the_list_to_the_table_by_keyboard_alone(served: Site, visit: Open) -> None:
    page = visit(served, "cases/?theme=disputes")
    expect(page.locator("#results")).to_have_attribute("aria-busy", "false")
    two = listed(page)[:2]

    def reach(place: Locator) -> None:
        for _ in range(150):
            if place.evaluate("e => e === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not get there")

    reach(card(page, two[0]).locator("h3 a"))
    page.keyboard.press("Tab")
    expect(pick(page, two[0])).to_be_focused()
    page.keyboard.press("Space")
    reach(pick(page, two[1]))
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(card(page, two[1]).get_by_role("link", name=say("pick.go_compare"))).to_be_focused()
    page.keyboard.press("Enter")
    shows(page, 2)
    reach(page.locator("#compare-only"))
    page.keyboard.press("Space")
    expect(page.locator("#compare-hid")).to_be_visible()
    expect(page.locator("#compare-only")).to_be_focused()
    reach(page.locator("#compare-columns button").first)
    page.keyboard.press("Enter")
    shows(page, 1)
    expect(page.locator("#compare-columns button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#compare-empty a")).to_be_focused()


def test_a_button_says_which_case_it_is_for(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    for case in listed(page)[:3]:
        name = say("pick.named", label=say("pick.compare"), title=TITLES[case]["zh"])
        expect(page.get_by_role("button", name=name, pressed=False)).to_have_count(1)


# Phone, paper, large text


def test_a_phone_shows_a_question_and_a_line_for_each_case(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/{THREE}", width=PHONE)
    shows(page, 3)
    row = page.locator('[data-row="problem"]')
    label, first = row.locator("th").bounding_box(), row.locator("td").first.bounding_box()
    assert label and first
    assert first["y"] >= label["y"] + label["height"] - 1
    places = row.locator("td").evaluate_all("all => all.map(cell => cell.dataset.label)")
    assert places == ["后陈村", "象山县", "舟山"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_two_cases_of_one_place_are_told_apart_on_a_phone(served: Site, visit: Open) -> None:
    two = [case for case in TITLES if case.startswith("hangzhou-city-brain")]
    two += ["hangzhou-public-bicycle"]
    page = visit(served, f"compare/?cases={','.join(two)}", width=PHONE)
    shows(page, 2)
    shown = page.locator(".comparison__short").all_inner_texts()
    assert shown == ["杭州 1", "杭州 2"]


@pytest.mark.parametrize("width", [PHONE, 768, DESK])
@pytest.mark.parametrize("start", ["", "en/"])
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_four_columns_fit(
    served: Site, visit: Open, width: int, start: str, *, large: bool
) -> None:
    page = visit(served, width=width)
    page.evaluate("large => localStorage.setItem('replicase.large', large)", "1" if large else "0")
    page.evaluate(f"localStorage.setItem('replicase.shortlist', '{GRID},{TALK}')")
    for address in (f"compare/{THREE},{AUNTIES}", "shortlist/"):
        page.goto(served.at(start + address))
        expect(page.locator("#compare-table, #shortlist-cases > *").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_gets_the_whole_table_and_its_address(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/{THREE}&differences=1", own=True)
    shows(page, 3)
    page.emulate_media(media="print")
    expect(page.locator("button:visible, input:visible")).to_have_count(0)
    expect(page.locator("#compare-address")).to_contain_text(page.url)
    expect(page.locator("#compare-hid")).to_be_visible()
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) <= 3


def test_print_is_asked_for_once(served: Site, visit: Open) -> None:
    page = visit(served, f"compare/{THREE}")
    shows(page, 3)
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    page.get_by_role("button", name=say("compare.print")).click()
    assert page.evaluate("window.printed") == 1


# The shortlist


def test_a_shortlist_is_kept_sent_and_saved(site: Site, visit: Open) -> None:
    page = visit(site, "cases/")
    two = listed(page)[:2]
    expect(counted(page, "shortlist")).to_be_hidden()
    for case in two:
        pick(page, case, "shortlist").click()
    expect(card(page, two[1])).to_contain_text(say("pick.kept.many", n=2))
    expect(counted(page, "shortlist")).to_have_text("收藏 2")
    page.reload()
    expect(pick(page, two[0], "shortlist")).to_have_attribute("aria-pressed", "true")
    counted(page, "shortlist").click()
    expect(page.locator("h1")).to_have_text(say("shortlist.heading.many", n=2))
    mine = page.locator("#shortlist-cases article")
    assert mine.locator("h2").all_inner_texts() == [TITLES[case]["zh"] for case in two]
    link = page.locator('[data-action="copy-link"]')
    sent = str(link.get_attribute("data-link"))
    if not site.is_folder:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        link.click()
        expect(link).to_have_text(say("compare.copied"))
        assert page.evaluate("navigator.clipboard.readText()") == sent
    # A colleague with a list of their own looks at it; theirs stays until they take it over.
    theirs = visit(site)
    theirs.evaluate(f"localStorage.setItem('replicase.shortlist', '{GRID}')")
    theirs.goto(sent)
    shown = theirs.locator("#shortlist-cases article")
    expect(shown).to_have_count(2)
    expect(theirs.locator("h1")).to_have_text(say("shortlist.shared.many", n=2))
    assert shown.locator("h2").all_inner_texts() == mine.locator("h2").all_inner_texts()
    expect(counted(theirs, "shortlist")).to_have_text("收藏 1")
    theirs.get_by_role("button", name=say("shortlist.save")).click()
    expect(theirs.get_by_role("button", name=say("shortlist.saved"))).to_be_disabled()
    expect(counted(theirs, "shortlist")).to_have_text("收藏 3")
    theirs.get_by_role("link", name=say("shortlist.own")).click()
    expect(theirs.locator("#shortlist-cases article")).to_have_count(3)


def test_a_case_is_taken_off_the_shortlist(served: Site, visit: Open) -> None:
    page = visit(served)
    page.evaluate(f"localStorage.setItem('replicase.shortlist', '{GRID},{TALK}')")
    page.goto(served.at("shortlist/"))
    cases = page.locator("#shortlist-cases article")
    expect(cases).to_have_count(2)
    pick(page, GRID, "shortlist").click()
    expect(cases).to_have_count(1)
    expect(pick(page, TALK, "shortlist")).to_be_focused()
    expect(page.locator("#shortlist-status")).to_have_text(say("pick.removed"))
    pick(page, TALK, "shortlist").click()
    expect(page.locator("#shortlist-empty")).to_be_visible()
    expect(page.locator("#shortlist-empty a")).to_be_focused()


def test_cases_of_the_shortlist_are_compared(served: Site, visit: Open) -> None:
    page = visit(served, f"shortlist/{THREE}")
    for case in (GRID, TALK):
        pick(page, case).click()
    card(page, TALK).get_by_role("link", name=say("pick.go_compare")).click()
    shows(page, 2)


def test_a_shortlist_has_an_end(served: Site, visit: Open) -> None:
    many = sorted(TITLES)[:33]
    page = visit(served, f"shortlist/?cases={','.join(many)}")
    expect(page.locator("#shortlist-cases article")).to_have_count(30)
    expect(page.locator("#shortlist-said li")).to_have_text(say("shortlist.too_many", n=3))


def test_a_shortlist_is_printed_without_its_buttons(served: Site, visit: Open) -> None:
    page = visit(served, f"shortlist/{THREE}", own=True)
    expect(page.locator("#shortlist-cases article")).to_have_count(3)
    page.emulate_media(media="print")
    expect(page.locator("button:visible, .note:visible")).to_have_count(0)
    expect(page.locator("#shortlist-address")).to_contain_text(THREE)


def test_a_browser_that_keeps_nothing_still_compares(served: Site, chromium: Browser) -> None:
    page = chromium.new_page()
    page.add_init_script(
        """Object.defineProperty(window, "localStorage",
            {get() { throw new DOMException("no", "SecurityError"); }});"""
    )
    page.goto(served.at("cases/"))
    two = listed(page)[:2]
    for case in two:
        pick(page, case).click()
    expect(card(page, two[1])).to_contain_text(say("pick.refused"))
    expect(counted(page)).to_have_text("比较 2")
    card(page, two[1]).get_by_role("link", name=say("pick.go_compare")).click()
    shows(page, 2)
    page.close()


def test_two_windows_agree(served: Site, visit: Open) -> None:
    page = visit(served, "cases/")
    first = listed(page)[0]
    other = page.context.new_page()
    other.goto(served.at(f"cases/{first}/"))
    other.locator('.rail [data-pick="compare"]').click()
    expect(counted(page)).to_have_text("比较 1")
    expect(pick(page, first)).to_have_attribute("aria-pressed", "true")


# Both ends count alike


def test_the_browser_finds_a_shard_as_the_program_does(served: Site, visit: Open) -> None:
    page = visit(served, "compare/")
    ids = [*TITLES, "a", "x" * 100, "beta--alpha-shared-umbrellas"]
    for shards in (1, 8, 2048):
        found = page.evaluate(
            "([ids, shards]) => ids.map(id => Replicase.records.shardOf(id, shards))",
            [ids, shards],
        )
        assert found == [shard_of(case, shards) for case in ids]


# Accessibility, in every state


@LIGHT_AND_DARK
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize(
    "address",
    [
        f"compare/{THREE}",
        f"en/compare/{THREE},{AUNTIES},{BRAIN},nonsense&differences=1",
        f"compare/?cases={HOUCHEN}",
        f"shortlist/{THREE}",
    ],
    ids=["three", "too many", "one", "shortlist"],
)
def test_nothing_is_in_the_way_in_any_state(
    served: Site, visit: Open, axe: str, address: str, width: int, *, dark: bool
) -> None:
    page = visit(served, address, width=width, dark=dark)
    expect(page.locator("#compare-table td, #shortlist-cases article").first).to_be_visible()
    assert violations(page, axe) == []


@LIGHT_AND_DARK
def test_nothing_is_in_the_way_once_cases_are_chosen(
    served: Site, visit: Open, axe: str, *, dark: bool
) -> None:
    page = visit(served, "cases/", dark=dark)
    for case in listed(page)[:2]:
        pick(page, case).click()
        pick(page, case, "shortlist").click()
    assert violations(page, axe) == []
    page.goto(served.at(f"cases/{GRID}/"))
    page.locator('.rail [data-pick="shortlist"]').click()
    assert violations(page, axe) == []
