"""Themes, methods, what is new, what stopped and how the library works: made from the records."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape

import pytest

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.codes import CODES
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model import Case
from replicase.model.case import Change
from replicase.model.describe import fields_of
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.pages import Order, Site, more_links, orders
from replicase.pages.home import home
from replicase.pages.lists.attempts import attempts
from replicase.pages.lists.city import city
from replicase.pages.lists.listing import CARDS
from replicase.pages.lists.terms import FEWER, FOLDERS, term, terms
from replicase.pages.method.page import PRIVACY, SECTIONS, method
from replicase.pages.new import new, year, years
from replicase.pages.voice import Voice
from replicase.rules import LISTS
from replicase.rules.entries import RecordRule

SITE = Site(as_of=AS_OF)


@pytest.fixture(scope="module")
def miniature() -> Library:
    return load(files_below(MINIATURE))[0]


@pytest.fixture(scope="module")
def real() -> Library:
    return load(files_below(ROOT))[0]


def speak(library: Library, language: Language = "zh") -> Voice:
    return Voice(library, SITE, language)


def by_address(library: Library) -> dict[str, Order]:
    return {order.address: order for order in orders(library, SITE)}


def with_cases(library: Library, *cases: Case) -> Library:
    """A library in which some cases stand in the place of its own."""
    entry = library.case_entries[0]
    return replace(library, case_entries=tuple(replace(entry, record=case) for case in cases))


def many(library: Library, n: int, **update: object) -> Library:
    """A library of many cases, all like its first one."""
    first = library.cases[0]
    return with_cases(library, *(first.changed({"id": f"case-{i}", **update}) for i in range(n)))


def shown(html: object) -> str:
    """What a page says, without its markup and without breaks of lines."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", str(html))))


def links(html: object) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', str(html))]


# Themes and methods


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("facet", FOLDERS)
def test_every_term_has_a_page_and_those_with_cases_are_listed(
    real: Library, facet: str, language: Language
) -> None:
    voice = speak(real, language)
    start = voice.address(f"{FOLDERS[facet]}/")
    pages = {a.removeprefix(start).rstrip("/") for a in by_address(real) if a.startswith(start)}
    filed = {t.id for t in real.terms(facet) if real.cases_filed(facet, t.id)}
    assert pages - {""} == {t.id for t in real.terms(facet)}
    listed = {a for a in links(terms(voice, facet).body) if f"page:{FOLDERS[facet]}/" in a}
    assert listed == {f"page:{FOLDERS[facet]}/{name}/" for name in filed}
    for name in filed:
        page = by_address(real)[f"{start}{name}/"].make()
        for case in real.cases_filed(facet, name):
            assert f"case:{case.id}" in links(page.body)


def test_a_theme_tells_what_its_cases_share(miniature: Library) -> None:
    umbrellas, *_ = (c for c in miniature.cases if c.id == "alpha-shared-umbrellas")
    (bins,) = (c for c in miniature.cases if c.id == "beta-talking-bins")
    shared = bins.components[0].changed({"name": umbrellas.components[0].name})
    theme = umbrellas.facets.theme[0]
    facets = bins.facets.changed({"theme": (theme,), "method": umbrellas.facets.method})
    alike = bins.changed({"components": (shared,), "facets": facets})
    library = with_cases(miniature, umbrellas, alike)
    (filed,) = (t for t in library.terms("theme") if t.id == theme)
    html = term(speak(library), "theme", filed).body
    name = umbrellas.components[0].name.zh
    section = str(html).partition("几个案例都有的部分")[2].partition("<table")[0]
    assert f"{name} 2 个案例" in shown(section)
    assert {"case:alpha-shared-umbrellas", "case:beta-talking-bins"} <= set(links(section))
    beside = str(html).partition("几个案例共用的做法")[2].partition("</section>")[0]
    assert [f"page:methods/{m}/" for m in umbrellas.facets.method] == links(beside)
    assert "2 个案例" in shown(beside)
    rows = str(html).partition('<table class="data made-of"')[2]
    assert f"case:{umbrellas.id}#components" in links(rows)
    for component in umbrellas.components:
        assert component.name.zh in shown(rows)
    assert filed.question and filed.question.zh in shown(html)
    assert "也叫：便民服务" in shown(html)


def test_a_tile_of_a_theme_leads_to_its_cases_of_that_city(miniature: Library) -> None:
    (ecology,) = (t for t in miniature.terms("theme") if t.id == "ecology")
    html = str(term(speak(miniature), "theme", ecology).body)
    tiles = html.partition('<ul class="tiles">')[2].partition("</ul>")[0]
    assert links(tiles) == ["page:cases/?theme=ecology&city=beta"]
    # The cities without any are there, and lead nowhere.
    assert tiles.count('<span class="tile tile--0">') == len(miniature.cities) - 1


def test_a_theme_of_very_many_cases_stays_a_small_page(miniature: Library) -> None:
    library = many(miniature, 3000)
    theme = library.cases[0].facets.theme[0]
    (filed,) = (t for t in library.terms("theme") if t.id == theme)
    html = str(term(speak(library), "theme", filed).body)
    assert html.count('class="card"') == FEWER
    assert len(html) < 60_000
    assert "3000 个案例" in shown(html)
    assert f"page:cases/?theme={theme}&city=alpha" in links(html)
    assert f"这里列前 {CARDS} 个案例" in html


def test_a_theme_without_cases_is_one_sentence(miniature: Library) -> None:
    (ecology,) = (t for t in miniature.terms("theme") if t.id == "ecology")
    library = with_cases(
        miniature, *(c for c in miniature.cases if "ecology" not in c.facets.theme)
    )
    page = by_address(library)["themes/ecology/"].make()
    assert shown(page.body).endswith(f"{ecology.label.zh} 本库还没有归在这里的案例。 ")
    assert "page:themes/ecology/" not in links(home(speak(library)).body)


def test_a_facet_without_cases_is_one_sentence_and_in_no_list(miniature: Library) -> None:
    facets = miniature.cases[0].facets.changed({"method": ()})
    library = many(miniature, 2, facets=facets)
    page = terms(speak(library), "method")
    assert "本库还没有归在这里的案例。" in shown(page.body)
    assert "methods/" not in [address for _, address in more_links(library, SITE, "zh")]
    assert "methods/" in [address for _, address in more_links(miniature, SITE, "zh")]


# What is new


def changed(case: Case, *changes: tuple[str, str]) -> Case:
    made = tuple(
        Change(date=PartialDate.read(day) or PartialDate(1), what=Text(zh=what))
        for day, what in changes
    )
    return case.changed({"changes": made})


def test_what_is_new_is_told_by_month_newest_first(miniature: Library) -> None:
    first, second, third = miniature.cases
    library = with_cases(
        miniature,
        changed(first, ("2025-12-03", "改了成本"), ("2025-11", "补了英文")),
        second,
        third.changed({"stage": "withdrawn", "withdrawn": Text(zh="与别的案例重复")}),
    )
    html = new(speak(library)).body
    months = re.findall(r'<h2 id="(m[^"]*)">(.*?) <span', str(html))
    assert [at for at, _ in months] == ["m2025-12", "m2025-11", "m2025-03"]
    assert months[0][1] == "2025 年 12 月"
    text = shown(html)
    assert text.index("改了成本") < text.index("补了英文") < text.index("与别的案例重复")
    assert "2025 年 12 月 3 日" in text
    assert f"{third.id} 撤回 与别的案例重复" in text
    assert f"case:{third.id}" in links(html)
    assert third.title.zh not in text, "a withdrawn case says its id alone"
    assert years(speak(library)) == ()


def test_a_month_of_very_many_tells_them_by_city(miniature: Library) -> None:
    day = PartialDate(2025, 5, 1)
    library = many(miniature, 2000, registered=day)
    html = str(new(speak(library)).body)
    assert "新入库 2000 个" in shown(html)
    assert "case:" not in html
    assert "page:cities/alpha/" in links(html)
    assert len(html) < 10_000


def test_older_months_have_a_page_a_year(miniature: Library) -> None:
    first = miniature.cases[0]
    cases = [
        first.changed({"id": f"case-{i}", "registered": PartialDate(2020 + i // 50, 1 + i % 12)})
        for i in range(150)
    ]
    library = with_cases(miniature, *cases)
    voice = speak(library)
    recent = str(new(voice).body)
    assert years(voice) == (2021, 2020)
    assert recent.count("case:case-") >= 80
    listed = {"new/2021/", "new/2020/"}
    assert {f"page:{address}" for address in listed} <= set(links(recent))
    assert listed <= set(by_address(library))
    told = set(re.findall(r"case:(case-\d+)", recent))
    for of in years(voice):
        told |= set(re.findall(r"case:(case-\d+)", str(year(voice, of).body)))
    assert told == {case.id for case in cases}


# What did not work


def test_what_failed_is_told_with_reasons_and_sources(miniature: Library) -> None:
    html = attempts(speak(miniature)).body
    tried = str(html).partition('id="tried"')[2].partition("</section>")[0]
    assert "case:beta-talking-bins" in links(tried)
    assert "page:cases/?kind=attempt" in links(tried)
    assert "https://beta.example/bins" in links(tried)
    assert "投错的比例几乎没有变。" in shown(tried)
    assert "发生过的风险 夜里吵到居民" in shown(tried)
    assert "2023 年 6 月停" in shown(tried)
    dropped = str(html).partition('id="adoptions"')[2]
    assert "case:alpha-shared-umbrellas#adoptions" in links(dropped)
    assert "https://beta.example/umbrellas" in links(dropped)
    assert "没有人整理，伞散落各处。" in shown(dropped)
    assert "人手不足 1" in shown(dropped)
    assert "attempts/" in [address for _, address in more_links(miniature, SITE, "zh")]


def test_a_practice_that_ended_stands_beside_those_that_failed(miniature: Library) -> None:
    (bins,) = (c for c in miniature.cases if c.kind == "attempt")
    unexplained = {"kind": "practice", "limits": (), "risks": (), "unintended": ()}
    library = with_cases(miniature, bins.changed(unexplained))
    html = str(attempts(speak(library)).body)
    assert 'id="tried"' not in html
    ended = html.partition('id="over"')[2]
    assert "case:beta-talking-bins" in links(ended)
    assert "未见公开说明" in shown(ended), "an ending nobody explained is said to be unexplained"


def test_nothing_failed_is_one_sentence_that_claims_no_more(real: Library) -> None:
    quiet = with_cases(
        real, *(c for c in real.cases[:3] if c.kind == "practice" and c.ended is None)
    )
    quiet = replace(quiet, adoption_entries=())
    page = attempts(speak(quiet))
    text = shown(page.body)
    assert "没有记录，不等于没有发生。" in text
    assert "<section" not in page.body
    assert "attempts/" not in [address for _, address in more_links(quiet, SITE, "zh")]
    assert "没有记录，不等于没有发生。" in shown(home(speak(quiet)).body)
    assert "page:attempts/" not in links(home(speak(quiet)).body)


# A city


def test_a_city_tells_what_was_found_wanting_open_items_first(miniature: Library) -> None:
    (alpha,) = (c for c in miniature.cities if c.slug == "alpha")
    html = str(city(speak(miniature), alpha).body)
    section = html.partition('id="gaps"')[2].partition("</section>")[0]
    gaps = miniature.gaps_of(alpha)
    assert gaps
    text = shown(section)
    for gap in gaps:
        assert gap.issue.zh in text
    assert f"{len(gaps)} 项，未结 {sum(gap.is_open for gap in gaps)} 项" in text
    (entry,) = miniature.gap_entries
    for source in entry.record.sources:
        assert source.url in links(section)
    states = [gap.is_open for gap in sorted(gaps, key=lambda gap: text.index(gap.issue.zh))]
    assert states == sorted(states, reverse=True)
    assert section.count('<b class="stop">') == sum(states)
    (beta,) = (c for c in miniature.cities if c.slug == "beta")
    assert "本库还没有公开指出乙测试市问题的记录。" in shown(city(speak(miniature), beta).body)


def test_a_city_leads_to_the_themes_of_its_cases(real: Library) -> None:
    for place in real.cities:
        themes = {t for case in real.cases_in(place) for t in case.facets.theme}
        html = str(city(speak(real), place).body)
        assert {f"page:themes/{t}/" for t in themes} == {
            link for link in links(html) if link.startswith("page:themes/")
        }


# How the library works


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_is_told_by_model_and_rules(real: Library, language: Language) -> None:
    page = method(speak(real, language))
    html = str(page.body)
    text = shown(html)
    for heading in page.contents:
        assert html.count(f'id="{heading.id}"') == 1
    assert [h.id for h in page.contents] == list(SECTIONS)
    assert re.findall(r'<h2 id="([a-z]+)">', html) == [h.id for h in page.contents]
    assert str(len(fields_of(Case))) in text
    assert str(len(CODES)) in text
    for field in fields_of(Case).values():
        described = field.about
        assert (described.zh if language == "zh" else described.en) in text or not described.asked
    staged = {b.rule for listed in LISTS for b in listed if isinstance(b, RecordRule) and b.stage}
    for rule in {*staged, *PRIVACY}:
        assert f"page:contribute/rules/{rule.code}/" in links(html)
    reviewed = html.partition('id="review"')[2].partition("</section>")[0]
    numbers = [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', reviewed)]
    assert sum(numbers) == len(real.cases)
    counted = html.partition('id="sources"')[2].partition("</table>")[0]
    numbers = [int(n) for n in re.findall(r'<td class="number">(\d+)</td>', counted)]
    assert sum(numbers) == sum(len(case.sources) for case in real.cases)


def test_cases_of_a_stage_that_is_not_published_are_not_counted(miniature: Library) -> None:
    html = str(method(speak(miniature)).body)
    draft = html.partition('<th role="rowheader" scope="row">草稿</th>')[2].partition("</tr>")[0]
    assert shown(draft).endswith("否 — ")


def test_home_shows_nine_problems_and_folds_the_rest(real: Library, miniature: Library) -> None:
    html = str(home(speak(real)).body)
    before, fold = html.split('<details class="more">')
    problems = [term for term in real.terms("theme") if real.cases_filed("theme", term.id)]
    assert before.count("page:themes/") - 1 == 9  # and the way to all of them
    assert fold.count("page:themes/") == len(problems) - 9
    assert f"再看 {len(problems) - 9} 个问题" in fold
    assert "<details" not in str(home(speak(miniature)).body)


def test_a_list_names_grades_where_there_is_evidence(real: Library) -> None:
    """E0 and R0 at nearly every line would say nothing."""
    pages = [home(speak(real)), by_address(real)["directory/"].make()]
    for page in pages:
        assert not re.search(r"[E]0[·、]R0|最高 E0", str(page.body))
    voice = speak(real)
    proven = [c for c in real.cases if voice.grades(c).short != "E0·R0"]
    for found in proven:
        line = re.search(rf'href="case:{found.id}">.*', str(pages[1].body))
        assert line
        assert voice.grades(found).short in line[0]
