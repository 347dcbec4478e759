"""The fit check, as an official uses it: choose a case, type, answer, print, come back, wipe."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import partial
from threading import Thread

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from browser.conftest import DESK, PHONE, Listener, Open, Server, Site, build
from browser.reading import Shelf, words
from browser.test_accessibility import LIGHT_AND_DARK, violations
from browser.test_pages import pages_of
from sites import ROOT, repository

pytestmark = pytest.mark.browser

HOUCHEN = "jinhua-houchen-village-supervision"
TALK = "ningbo-xiangshan-villagers-talk"
TITLES = {case.id: case.titles for case in Shelf(ROOT / "cases").cases()}
EVERY = "fit/?case=fit-every-test"


def say(path: str, language: str = "zh", **places: object) -> str:
    found = words(language)
    for step in path.split("."):
        found = found[step]
    text = str(found)
    for name, value in places.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site of the library that has every kind of condition."""
    root = repository(tmp_path_factory.mktemp("fit"))
    shutil.copytree(ROOT / "tests/library/fit/cases", root / "cases", dirs_exist_ok=True)
    folder = build(root, root / "site")
    with Listener(("127.0.0.1", 0), partial(Server, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield Site(folder, f"http://127.0.0.1:{server.server_port}/")
        server.shutdown()


def needs(page: Page) -> Locator:
    return page.locator(".need")


def need(page: Page, text: str) -> Locator:
    return page.locator(".need", has=page.get_by_text(text, exact=True))


def reply(page: Page, at: int, answer: str, language: str = "zh") -> None:
    needs(page).nth(at).get_by_label(say(f"fit.answer.{answer}", language), exact=True).check()


def figure(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def kept(page: Page) -> str | None:
    found: str | None = page.evaluate("localStorage.getItem('replicase.fit')")
    return found


def shows(page: Page, case: str, language: str = "zh") -> None:
    expect(page.locator("#fit-case")).to_have_text(TITLES[case][language])


# The whole job, on the real site


def test_an_official_checks_a_case_against_her_county(site: Site, visit: Open) -> None:
    page = visit(site, f"cases/{HOUCHEN}/")
    page.locator(".rail").get_by_role("link", name=say("fit.link")).click()
    shows(page, HOUCHEN)
    assert f"?case={HOUCHEN}" in page.url
    expect(page.locator("h1 .tag")).to_have_text(say("fit.tag"))
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.unanswered"))
    expect(page.locator("#fit-todo-note")).to_have_text(say("fit.todo_first"))
    expect(page.locator("#fit-no-figures")).to_be_visible()
    page.get_by_label(say("fit.place")).fill("测试县")
    count = needs(page).count()
    assert count > 2
    must = page.locator('[data-level="must"] .need').count()
    for at in range(count):
        reply(page, at, "no" if at == 0 else "unknown" if at == 1 else "yes")
    first = needs(page).first
    expect(first.locator(".state")).to_have_text(say("fit.state.gap"))
    expect(first.locator(".need__why")).to_have_text(say("fit.why.no"))
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.gap"))
    line = page.locator("#fit-levels li").first
    expect(line).to_have_text(
        f"必须：{'具备 ' + str(must - 2) + ' 项，' if must > 2 else ''}有缺口 1 项，不清楚 1 项"
    )
    todo = page.locator("#fit-todo li")
    expect(todo).to_have_count(2)
    expect(todo.first).to_contain_text(
        "补上：" + first.locator('[data-field="text"]').inner_text().strip()
    )
    expect(todo.nth(1)).to_contain_text("查清：")
    # No total, no score, no stars.
    assert not re.search(r"[★☆]|总分|\d+ ?分|\d%", page.locator(".fit__result").inner_text())
    # Core parts stand apart from what may be changed, each with its steps.
    expect(page.locator("#fit-core .components__role").first).to_have_text(say("role.core"))
    expect(page.locator("#fit-core .fit__steps li").first).to_be_visible()
    assert say("role.core") not in page.locator("#fit-rest .components__role").all_inner_texts()
    # She comes back tomorrow.
    page.reload()
    shows(page, HOUCHEN)
    expect(page.get_by_label(say("fit.place"))).to_have_value("测试县")
    expect(todo).to_have_count(2)
    # And takes the next case by its name: the place is there, its answers are its own.
    box = page.locator("#search-fit")
    box.press_sequentially("村民说事")
    page.locator(f'#fit-pick [role=option][data-href*="{TALK}"]').click()
    shows(page, TALK)
    expect(page.locator("#fit-case")).to_be_focused()
    expect(box).to_have_value("")
    expect(page.get_by_label(say("fit.place"))).to_have_value("测试县")
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.unanswered"))
    if not site.is_folder:
        page.go_back()
        shows(page, HOUCHEN)
        expect(todo).to_have_count(2)
    # The computer is not hers alone.
    assert kept(page)
    page.get_by_role("button", name=say("fit.clear")).click()
    expect(page.locator("#fit-status")).to_have_text(say("fit.cleared"))
    expect(page.locator("#fit-clear")).to_have_text(say("fit.cleared"))
    expect(page.get_by_label(say("fit.place"))).to_have_value("")
    expect(page.locator(".need input:checked")).to_have_count(0)
    assert kept(page) is None
    page.reload()
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.unanswered"))


def test_the_english_page_checks_in_english(site: Site, visit: Open) -> None:
    page = visit(site, f"en/cases/{HOUCHEN}/")
    page.locator(".part--needs").get_by_role("link", name=say("fit.link_needs", "en")).click()
    shows(page, HOUCHEN, "en")
    for at in range(needs(page).count()):
        reply(page, at, "yes", "en")
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.clear", "en"))
    expect(page.locator("#fit-todo-note")).to_have_text(say("fit.todo_none", "en"))
    assert not re.search(r"[\u4e00-\u9fff]", page.locator("#fit-sheet").inner_text())
    # The answers are the same in the other language.
    page.goto(page.url.replace("/en/fit/", "/fit/"))
    shows(page, HOUCHEN)
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.clear"))


def test_a_link_holds_the_case_and_nothing_that_was_filled_in(served: Site, visit: Open) -> None:
    page = visit(served, f"fit/?case={HOUCHEN}")
    shows(page, HOUCHEN)
    page.get_by_label(say("fit.place")).fill("测试县")
    reply(page, 0, "no")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name=say("fit.copy")).click()
    expect(page.get_by_role("button", name=say("fit.copied"))).to_be_visible()
    sent = page.evaluate("navigator.clipboard.readText()")
    assert sent == served.at(f"fit/?case={HOUCHEN}") == page.url
    theirs = visit(served)
    theirs.goto(sent)
    shows(theirs, HOUCHEN)
    expect(theirs.get_by_label(say("fit.place"))).to_have_value("")
    expect(theirs.locator("#fit-verdict")).to_have_text(say("fit.verdict.unanswered"))


def test_nothing_that_is_filled_in_is_sent(served: Site, visit: Open) -> None:
    """Not even to our own server: once the case has come, the page asks for nothing more."""
    page = visit(served, f"fit/?case={HOUCHEN}", own=True)
    shows(page, HOUCHEN)
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label(say("fit.place")).fill("测试县")
    for at in range(needs(page).count()):
        reply(page, at, "no")
    page.reload()
    shows(page, HOUCHEN)
    page.wait_for_load_state("networkidle")
    after = [url for url in asked if re.search(r"%E6%B5%8B|测试|=no|yes", url)]
    assert after == []
    data = {url for url in asked if re.search(r"/(fit|compare|search)/[^/]+\.js", url)}
    assert len(data) == 1
    assert all("/fit/zh-" in url for url in data)


def test_the_list_of_cases_leads_on_when_several_are_meant(served: Site, visit: Open) -> None:
    page = visit(served, "fit/")
    expect(page.locator("#fit-empty")).to_contain_text(say("fit.no_tests"))
    box = page.locator("#search-fit")
    box.fill("后陈经验")
    box.press("Enter")
    shows(page, HOUCHEN)
    box.fill("矛盾")
    box.press("Enter")
    expect(page.locator("#search-browse")).to_have_value("矛盾")


def test_shortlist_comparison_and_footer_lead_there(site: Site, visit: Open) -> None:
    page = visit(site, f"shortlist/?cases={HOUCHEN},{TALK}")
    page.locator(f'article[data-case="{TALK}"]').get_by_role("link", name=say("fit.link")).click()
    shows(page, TALK)
    page.goto(site.at(f"compare/?cases={HOUCHEN},{TALK}"))
    page.locator(".comparison__head").first.get_by_role("link", name=say("fit.title")).click()
    shows(page, HOUCHEN)
    page.locator("footer").get_by_role("link", name=say("fit.title")).click()
    expect(page.locator("#fit-empty")).to_be_visible()
    expect(page.locator("#fit-sheet")).to_be_hidden()


# Figures, on the invented library


def test_figures_are_understood_compared_and_explained(invented: Site, visit: Open) -> None:
    page = visit(invented, EVERY)
    staff, size = figure(page, "工作人员数（人）"), figure(page, "常住人口（万人）")
    money, urban = figure(page, "年度经费（元）"), figure(page, "城镇化率（%）")
    # One field for two conditions on the same figure, with what each asks for.
    expect(page.locator("#fit-figures input")).to_have_count(5)
    expect(staff.locator("xpath=..")).to_contain_text("须至少 20 人。须少于 200 人。")
    people = need(page, "每条街有人照看")
    staff.fill("１２ 人")
    expect(people.locator(".state")).to_have_text("有缺口")
    expect(people.locator(".need__why")).to_have_text("须至少 20 人；您填 12 人，还差 8 人")
    expect(people).to_contain_text("没有时的替代：由店主代管")
    staff.fill("20")
    expect(people.locator(".state")).to_have_text("具备")
    staff.fill("1,200")
    expect(need(page, "照看的人不多到没有事做").locator(".need__why")).to_have_text(
        "须少于 200 人；您填 1200 人，超出 1000 人"
    )
    size.fill("120.51")
    expect(need(page, "城不太大").locator(".need__why")).to_have_text(
        "须不超过 120.5 万人；您填 120.51 万人，超出 0.01 万人"
    )
    size.fill("120.50")
    expect(need(page, "城不太大").locator(".state")).to_have_text("具备")
    size.fill("120万")
    expect(size).to_have_attribute("aria-invalid", "true")
    expect(size.locator("xpath=..")).to_contain_text(say("fit.trouble.scaled", unit="万人"))
    expect(need(page, "城不太大").locator(".state")).to_have_text("不清楚")
    money.fill("０.０２亿")
    expect(money.locator("xpath=..")).to_contain_text(say("fit.read_as", amount="200 万元"))
    expect(need(page, "有搭棚的钱").locator(".need__why")).to_have_text(
        "须至少 120 万元；您填 200 万元"
    )
    urban.fill("约50%")
    expect(urban.locator("xpath=..")).to_contain_text(say("fit.trouble.about"))
    urban.fill("50%")
    expect(need(page, "多数人住在街上").locator(".need__why")).to_have_text("须超过 50%；您填 50%")
    figure(page, "行政村数").fill("3")
    expect(need(page, "正好三个村").locator(".state")).to_have_text("具备")
    # The way from a condition to its figure.
    people.get_by_role("link", name=say("fit.to_figure")).click()
    expect(staff).to_be_focused()
    # Typed once: the next case has it, in the other language too.
    staff.fill("20")
    page.goto(invented.at("en/fit/?case=fit-second"))
    expect(figure(page, "Number of staff (people)")).to_have_value("20")
    expect(needs(page).locator(".need__why")).to_have_text(
        "needs more than 20 people; you typed 20 people"
    )
    expect(page.locator(".card__place .tag")).to_have_text(say("kind.attempt", "en"))


def test_a_former_address_and_a_wrong_one(invented: Site, visit: Open) -> None:
    page = visit(invented, "fit/?case=fit-old-name")
    expect(page.locator("#fit-case")).to_have_text("每条街一间雨棚")
    expect(page.locator("#fit-said li")).to_have_text(say("compare.moved", id="fit-old-name"))
    for wrong in ("no-such-case", "<b>x", "案例"):
        page.goto(invented.at(f"fit/?case={wrong}"))
        expect(page.locator("#fit-said li")).to_have_text(say("compare.unknown_id", id=wrong))
        expect(page.locator("#fit-empty")).to_be_visible()
        expect(page.locator("#fit-sheet")).to_be_hidden()


def test_a_case_that_tells_nothing_says_whom_to_ask(invented: Site, visit: Open) -> None:
    page = visit(invented, "fit/?case=fit-nothing-told")
    expect(page.locator("#fit-verdict")).to_have_text(say("fit.verdict.nothing"))
    expect(page.locator("#fit-no-needs")).to_contain_text("可问：甲市测试建设局")
    expect(page.locator("#fit-no-core")).to_be_visible()
    expect(page.locator("#fit-rest-section")).to_be_hidden()


def test_an_answer_is_asked_again_once_the_condition_is_worded_anew(
    invented: Site, visit: Open
) -> None:
    page = visit(invented, EVERY)
    allowed = need(page, "街上允许搭棚")
    allowed.get_by_label("具备", exact=True).check()
    expect(allowed.locator(".state")).to_have_text("具备")
    old = json.loads(kept(page) or "")
    old["cases"]["fit-every-test"]["p8"] = "yes:00000000"
    page.evaluate("old => localStorage.setItem('replicase.fit', old)", json.dumps(old))
    page.reload()
    expect(allowed.locator(".need__why")).to_have_text(say("fit.why.unanswered"))
    expect(allowed.locator("input:checked")).to_have_count(0)


# Other browsers, strangers' texts


def test_without_scripts_the_page_says_what_it_needs(site: Site, visit: Open) -> None:
    for start, language in (("", "zh"), ("en/", "en")):
        page = visit(site, f"{start}fit/?case={HOUCHEN}", scripts=False)
        expect(page.get_by_text(say("fit.without_script", language))).to_be_visible()
        expect(page.locator("main input:visible, main button:visible")).to_have_count(0)
        page.goto(site.at(f"{start}cases/{HOUCHEN}/"))
        expect(page.locator(".part--needs dl")).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so(served: Site, chromium: Browser) -> None:
    page = chromium.new_page()
    page.add_init_script(
        """Object.defineProperty(window, "localStorage",
            {get() { throw new DOMException("no", "SecurityError"); }});"""
    )
    page.goto(served.at(f"fit/?case={HOUCHEN}"))
    reply(page, 0, "yes")
    expect(page.locator("#fit-refused")).to_be_visible()
    expect(page.locator("#fit-privacy")).to_be_hidden()
    expect(needs(page).first.locator(".state")).to_have_text(say("fit.state.met"))
    page.close()


def test_words_of_a_case_and_of_the_store_never_become_markup(served: Site, visit: Open) -> None:
    bad = '<img src=x onerror="window.hit=1"><b>'
    page = visit(served, own=True)
    page.evaluate(
        "bad => localStorage.setItem('replicase.fit', JSON.stringify("
        "{place: bad, figures: {'staff/人': bad}, cases: {}}))",
        bad,
    )

    def poisoned(route: Route) -> None:
        text = route.fetch().text()
        start = text.index(",") + 1
        cases = json.loads(text[start:-3])
        piece = [bad, bad, bad, [[bad, bad]]]
        measure = {"figure": "staff/人", "label": bad, "unit": bad, "units": [bad], "op": ">="}
        for case in cases.values():
            case.update(dict.fromkeys(("title", "lang", "place", "tag"), bad))
            case.update(problem=piece, answer=piece, grades=[bad], context=[piece])
            case["warnings"] = [{"label": bad, "said": [piece]}]
            case["costs"] = [{"label": bad, "value": piece}, {"label": bad, "ask": bad}]
            case["steps"] = [{"action": piece, "facts": [bad], "parts": [1]}]
            part = {"number": 1, "name": piece, "function": piece, "role": bad, "why": piece}
            case["parts"] = [{**part, "core": 1}]
            asked = {"mark": bad, "level": "must", "kind": bad, "text": piece, "substitute": piece}
            case["needs"] = [
                {**asked, "id": bad},
                {**asked, "id": "p2", "measure": {**measure, "value": "1", "said": bad}},
            ]
        route.fulfill(body=f"{text[:start]}{json.dumps(cases)});")

    page.route(re.compile(r"/fit/zh-.*\.js"), poisoned)
    page.goto(served.at(f"fit/?case={HOUCHEN}"))
    expect(needs(page)).to_have_count(2)
    needs(page).first.locator("input").nth(1).check()
    expect(page.locator("#fit-todo li").first).to_contain_text(bad)
    assert page.locator("#fit-sheet").inner_text().count(bad) > 20
    assert page.locator("#fit-sheet img").count() == 0
    assert page.locator("#fit-sheet b b, #fit-case b").count() == 0
    assert page.evaluate("window.hit") is None


def test_data_that_does_not_load_is_told(served: Site, chromium: Browser) -> None:
    page = chromium.new_page()
    page.route(re.compile(r"/fit/zh-.*\.js"), lambda route: route.abort())
    page.goto(served.at(f"fit/?case={HOUCHEN}"))
    expect(page.locator("#fit-said li")).to_have_text(say("compare.not_loaded"))
    expect(page.locator("#fit-sheet")).to_be_hidden()
    page.close()


def test_two_windows_agree(served: Site, visit: Open) -> None:
    page = visit(served, f"fit/?case={HOUCHEN}")
    shows(page, HOUCHEN)
    other = page.context.new_page()
    other.goto(served.at(f"fit/?case={HOUCHEN}"))
    reply(other, 0, "yes")
    expect(needs(page).first.locator(".state")).to_have_text(say("fit.state.met"))
    other.get_by_role("button", name=say("fit.clear")).click()
    expect(needs(page).first.locator("input:checked")).to_have_count(0)


# Keyboard and screen reader


def test_by_keyboard_alone(served: Site, visit: Open) -> None:
    page = visit(served, "fit/")
    page.keyboard.press("/")
    expect(page.locator("#search-fit")).to_be_focused()
    page.keyboard.type("村民说事")
    expect(page.locator("#search-fit")).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    shows(page, TALK)
    expect(page.locator("#fit-case")).to_be_focused()

    def reach(place: Locator) -> None:
        for _ in range(60):
            if place.evaluate("e => e === document.activeElement"):
                return
            page.keyboard.press("Tab")
        raise AssertionError("the keyboard does not get there")

    reach(page.get_by_label(say("fit.place")))
    page.keyboard.type("测试县")
    first = needs(page).first.locator("input")
    reach(first.first)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(first.nth(1)).to_be_checked()
    expect(needs(page).first.locator(".state")).to_have_text(say("fit.state.gap"))
    expect(page.locator("#fit-status")).to_contain_text(say("fit.verdict.gap"))
    reach(page.locator("#fit-clear"))
    page.keyboard.press("Enter")
    expect(page.locator("#fit-status")).to_have_text(say("fit.cleared"))
    expect(page.locator("#fit-clear")).to_be_focused()


def test_every_question_has_its_name(invented: Site, visit: Open) -> None:
    page = visit(invented, EVERY)
    group = page.get_by_role("group", name="法规 街上允许搭棚")
    expect(group.get_by_role("radio")).to_have_count(3)
    staff = figure(page, "工作人员数（人）")
    staff.fill("20户")
    told = str(staff.get_attribute("aria-describedby")).split()
    texts = [page.locator(f"#{one}").inner_text() for one in told]
    assert texts[-1] == say("fit.trouble.unit", unit="人")
    assert "至少 20 人" in texts[0]


@LIGHT_AND_DARK
@pytest.mark.parametrize("width", [DESK, PHONE])
@pytest.mark.parametrize("address", [EVERY, f"en/{EVERY}", "fit/?case=fit-nothing-told"])
def test_nothing_is_in_the_way_in_any_state(
    invented: Site, visit: Open, axe: str, address: str, width: int, *, dark: bool
) -> None:
    page = visit(invented, address, width=width, dark=dark)
    expect(page.locator("#fit-sheet")).to_be_visible()
    for at, text in enumerate(["12", "120万", "65%"]):
        if page.locator("#fit-figures input").count() > at:
            page.locator("#fit-figures input").nth(at).fill(text)
    for at in range(page.locator(".need__answers:has(input)").count()):
        page.locator(".need__answers:has(input)").nth(at).locator("input").nth(at % 3).check()
    assert violations(page, axe) == []


@pytest.mark.parametrize("width", [PHONE, 768, DESK])
@pytest.mark.parametrize("start", ["", "en/"])
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_the_sheet_fits_and_fingers_hit(
    invented: Site, visit: Open, width: int, start: str, *, large: bool
) -> None:
    page = visit(invented, width=width)
    page.evaluate("large => localStorage.setItem('replicase.large', large)", "1" if large else "0")
    page.goto(invented.at(start + EVERY))
    expect(needs(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for place in page.locator(".need__answer, .field__text, .fit__result .button").all():
        box = place.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24


# Paper


def test_paper_names_place_day_case_and_says_it_is_anticipated(served: Site, visit: Open) -> None:
    page = visit(served, f"fit/?case={HOUCHEN}", own=True)
    shows(page, HOUCHEN)
    page.get_by_label(say("fit.place")).fill("测试县")
    reply(page, 0, "no")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1; }; }")
    page.get_by_role("button", name=say("fit.print")).click()
    assert page.evaluate("window.printed") == 1
    page.emulate_media(media="print")
    paper = page.locator(".fit__paper")
    expect(paper).to_contain_text(say("fit.paper_place", place="测试县"))
    expect(paper).to_contain_text(say("fit.paper_as_of", date="2026 年 11 月 22 日"))
    assert re.search(r"填写日期：\d{4}-\d\d-\d\d", paper.inner_text())
    expect(page.locator("h1 .tag")).to_have_text(say("fit.tag"))
    expect(page.locator("#fit-address")).to_contain_text(page.url)
    expect(page.locator("button:visible, input[type=text]:visible, .note:visible")).to_have_count(0)
    # What was answered is told; the rest can be ticked with a pen.
    expect(needs(page).first.locator(".state")).to_be_visible()
    expect(needs(page).first.locator("input:visible")).to_have_count(0)
    expect(needs(page).nth(1).locator("input:visible")).to_have_count(3)
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) <= 2


def test_a_sheet_is_two_sides_of_paper_for_every_case(served: Site, visit: Open) -> None:
    page = visit(served)
    for case in sorted(TITLES)[::12]:
        page.goto(served.at(f"fit/?case={case}"))
        shows(page, case)
        assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) <= 3, case
