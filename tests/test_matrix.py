"""The gap matrix and the borrow lists tell what the files tell: counts, blanks, what is late or back."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import cycle

import pytest
import yaml

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model import VocabularyTerm
from replicase.output import csv_file
from replicase.pages import Order, Site, matrices, orders
from replicase.pages.framework.gaps import gaps
from replicase.pages.framework.matrix import matrix
from replicase.pages.framework.page import framework
from replicase.pages.lists.city import city as city_page
from replicase.pages.voice import Voice
from replicase.source import Input

SITE = Site(as_of=AS_OF)
GAPS = "cases/gaps/alpha.yml"
FILES = {given.file: given for given in files_below(MINIATURE)}


@cache
def real() -> Library:
    return load(files_below(ROOT))[0]


@cache
def made() -> dict[str, Order]:
    return {order.address: order for order in orders(real(), SITE)}


def speak(library: Library, language: Language = "zh") -> Voice:
    return Voice(library, SITE, language)


def named(library: Library, slug: str) -> VocabularyTerm:
    return next(city for city in library.cities if city.slug == slug)


def shown(html: object) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", " ", str(html))))


def links(html: object) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', str(html))]


def section(html: object, start: str) -> str:
    return str(html).partition(f'class="part {start}"')[2].partition("</section>")[0]


# What the files say, read without the library.


@cache
def served() -> dict[tuple[str, str], set[str]]:
    """By indicator and prefix of the city's code, the ids of its cases."""
    found = defaultdict(set)
    for path in (ROOT / "cases" / "practices").rglob("*.yml"):
        case = yaml.safe_load(path.read_text())
        for code in case.get("indicators_served", []):
            found[code, str(case["place"]["code"])[:4]].add(case["id"])
    return found


@cache
def still_open() -> Counter[tuple[str, str]]:
    """By indicator and city, how much is open."""
    found: Counter[tuple[str, str]] = Counter()
    for path in (ROOT / "cases" / "gaps").glob("*.yml"):
        for gap in yaml.safe_load(path.read_text())["items"]:
            if gap["status"] not in ("closed", "verified"):
                found[gap["indicator"], path.stem] += 1
    return found


# The matrix


def test_every_cell_counts_what_the_files_say() -> None:
    library = real()
    single = [i for i in library.indicators if not i.items]
    rows = matrix(speak(library), single).rows
    assert len(rows) == 58
    for row in rows:
        assert len(row.cells) == len(library.cities) == 11
        for city, cell in zip(library.cities, row.cells, strict=True):
            assert cell.count == len(served()[row.code, city.id[:4]]), (row.code, city.slug)
            assert cell.open == still_open()[row.code, city.slug or ""]
            assert bool(cell.link) == bool(cell.count or cell.open)
    assert sum(cell.open for row in rows for cell in row.cells) == sum(still_open().values()) > 0


def test_a_cell_names_the_stage_of_cases_that_are_more_than_structured() -> None:
    library = real()
    stages = cycle(("structured", "verified", "promoted"))
    entries = tuple(
        replace(e, record=e.record.changed({"stage": next(stages)})) for e in library.case_entries
    )
    changed = replace(library, case_entries=entries)
    at = {entry.record.id: entry.record.stage for entry in entries}
    single = [i for i in library.indicators if not i.items]
    told = Counter[str]()
    for row in matrix(speak(changed), single).rows:
        for city, cell in zip(library.cities, row.cells, strict=True):
            there = Counter(at[case] for case in served()[row.code, city.id[:4]])
            expected = ((there["verified"], "已核实"), (there["promoted"], "已推广"))
            assert cell.stages == tuple(f"{word} {n}" for n, word in expected if n)
            assert all(stage in cell.words for stage in cell.stages)
            told += there
    assert told["verified"] and told["promoted"] and told["structured"]


def test_a_group_counts_a_case_of_several_parts_once() -> None:
    library = real()
    for group in library.indicator_entries[0].record.items:
        (row,) = matrix(speak(library), [group]).rows
        for city, cell in zip(library.cities, row.cells, strict=True):
            parts = (served()[part.code, city.id[:4]] for part in group.items)
            assert cell.count == len(set().union(*parts))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cell_leads_to_the_list_of_its_cases(language: Language) -> None:
    library = real()
    voice = speak(library, language)
    for indicator in library.indicators:
        page = str(made()[voice.address(f"framework/{indicator.code}/")].make().body)
        (row,) = matrix(voice, [indicator]).rows
        for city, cell in zip(library.cities, row.cells, strict=True):
            part = page.partition(f'<h2 id="{city.slug}">')[2].partition("</section>")[0]
            assert bool(part) == bool(cell.link)
            if part and not indicator.items:
                ids = served()[indicator.code, city.id[:4]]
                assert {link for link in links(part) if link.startswith("case:")} == {
                    f"case:{name}" for name in ids
                }
                assert (f"page:gaps/{city.slug}/" in links(part)) == bool(cell.open)


def test_what_a_cell_shows_is_said_to_who_cannot_see_it() -> None:
    html = str(made()["framework/risks.finance/"].make().body)
    said = re.findall(r'#wenzhou"><span class="visually-hidden">([^<]*)</span>', html)
    cases = len(served()["risks.finance", "3303"])
    still = still_open()["risks.finance", "wenzhou"]
    assert len(said) == 1
    assert said[0].startswith(f"温州：{cases} 个案例、最高 E")
    assert said[0].endswith(f"{still} 项未结")
    assert "<i>温</i>" in html


def test_blanks_of_the_whole_province_are_named() -> None:
    library = real()
    covered = {code for (code, _), ids in served().items() if ids}
    blank = {i.code for i in library.indicators if not i.items} - covered
    html = str(framework(speak(library)).body)
    told = html.partition('<div class="blanks">')[2].partition("</div>")[0]
    assert set(links(told)) == {f"page:framework/{code}/" for code in blank}
    assert blank
    page = shown(made()[f"framework/{min(blank)}/"].make().body)
    assert "全省空白" in page


def test_an_item_of_the_negative_list_is_no_blank() -> None:
    library = load(FILES.values())[0]
    html = str(framework(speak(library)).body)
    assert 'class="blanks"' not in html
    assert "全省空白" not in shown(html)


def sheet(library: Library, language: Language) -> tuple[str, list[dict[str, str]]]:
    outputs = [make() for make in matrices(library, SITE)]
    path = "framework/matrix.csv" if language == "zh" else "en/framework/matrix.csv"
    (output,) = (o for o in outputs if o.path == path)
    text = output.data.decode()
    return text, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_holds_the_whole_matrix(language: Language) -> None:
    library = real()
    text, rows = sheet(library, language)
    assert text.startswith("\ufeff")
    assert len(rows) == 58 * 11
    code, cases, still, stage = (
        ("指标编号", "案例数", "未结项", "已结构化")
        if language == "zh"
        else ("Code", "Cases", "Open items", "Structured")
    )
    slugs = [city for _ in range(58) for city in library.cities]
    for city, row in zip(slugs, rows, strict=True):
        assert int(row[cases]) == len(served()[row[code], city.id[:4]])
        assert int(row[still]) == still_open()[row[code], city.slug or ""]
        assert int(row[stage]) <= int(row[cases])
    assert f'"asset:{"" if language == "zh" else "en/"}framework/matrix.csv"' in str(
        framework(speak(library, language)).body
    )


def test_no_cell_of_a_sheet_is_taken_for_a_formula() -> None:
    rows = [["=HYPERLINK(1)", "@x", " +1", "-2", "网格", "a,b"], [1, -1]]
    text = csv_file("x.csv", rows).data.decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["'=HYPERLINK(1)", "'@x", "' +1", "'-2", "网格", "a,b"],
        ["1", "-1"],
    ]


# The borrow lists


@pytest.mark.parametrize("slug", sorted({city for _, city in still_open()}))
def test_a_city_borrows_from_elsewhere_and_most_open_items_come_first(slug: str) -> None:
    library = real()
    city = named(library, slug)
    html = gaps(speak(library), city).body
    blocks = section(html, "borrow__list").split('<div class="borrow__indicator">')[1:]
    open_here = {code: n for (code, where), n in still_open().items() if where == slug}
    told = []
    for block in blocks:
        (code,) = re.findall(r'<h3><a href="page:framework/([^/]+)/"', block)
        told.append(open_here[code])
        ids = {link.removeprefix("case:") for link in links(block) if link.startswith("case:")}
        elsewhere = {
            name
            for (served_code, prefix), names in served().items()
            if served_code == code and prefix != city.id[:4]
            for name in names
        }
        assert ids <= elsewhere
        practices = {n for n in elsewhere if (c := library.case(n)) and c.kind != "attempt"}
        assert len(ids) == min(3, len(practices))
        assert block.count("先看本地") == len(ids)
        assert f"{open_here[code]} 项未结" in shown(block)
    assert len(blocks) == len(open_here)
    assert told == sorted(told, reverse=True)
    assert f"page:gaps/{slug}/" in links(city_page(speak(library), city).body)


def test_a_city_without_gaps_is_one_sentence_and_nothing_leads_there() -> None:
    library = load(FILES.values())[0]
    beta = named(library, "beta")
    html = gaps(speak(library), beta).body
    sentence = "本库还没有公开指出乙测试市问题的记录。"
    assert shown(html).endswith(f"{sentence} 给本市做一份自评 ")
    assert "page:self-assessment/?place=990200" in links(html)
    assert "<section" not in str(html)
    assert "page:gaps/beta/" not in links(city_page(speak(library), beta).body)


def altered(old: str, new: str) -> Library:
    text = FILES[GAPS].data.decode()
    assert old in text
    data = text.replace(old, new).encode()
    return load({**FILES, GAPS: Input(GAPS, data)}.values())[0]


@pytest.mark.parametrize(
    ("due", "late"),
    [
        ("2025-12-31", True),
        ("2025-12", True),
        ("2025", True),
        ("2026-01-01", False),
        ("2026", False),
    ],
)
def test_an_open_item_is_overdue_once_its_last_day_has_passed(due: str, late: bool) -> None:
    library = altered("    status: open", f"    due: {due}\n    status: in-progress")
    html = gaps(speak(library), named(library, "alpha")).body
    ledger = section(html, "borrow__ledger")
    assert ("逾期 1 项" in shown(html)) == late
    assert ("已逾期" in shown(ledger)) == late
    assert ("已逾期" in shown(section(html, "borrow__dates"))) == late


def test_what_was_put_right_late_is_not_overdue() -> None:
    library = altered("due: 2020-12-31", "due: 2020-01-31")
    text = shown(gaps(speak(library), named(library, "alpha")).body)
    assert "2 项，未结 1 项。" in text
    assert "逾期" not in text


def test_an_item_that_came_back_is_told() -> None:
    library = altered("status: open", "status: recurred")
    html = gaps(speak(library), named(library, "alpha")).body
    assert "未结 1 项，又出现 1 项。" in shown(html)
    assert '<b class="stop">又出现</b>' in section(html, "borrow__ledger")


def test_the_dates_of_a_remedy_stand_in_order() -> None:
    library = load(FILES.values())[0]
    html = section(gaps(speak(library), named(library, "alpha")).body, "borrow__dates")
    told = [shown(line).strip() for line in html.split("<li>")[1:]]
    assert [line.split(" 车站")[0] for line in told] == [
        "2019 年 5 月 指出",
        "2020 年 6 月 整改完",
        "2020 年 12 月 31 日 到期",
    ]


def test_the_ledger_says_who_what_when_and_what_helped() -> None:
    library = load(FILES.values())[0]
    html = section(gaps(speak(library), named(library, "alpha")).body, "borrow__ledger")
    _, _, first, second = html.split('<tr role="row">')
    assert "夜间巡查没有人登记。" in shown(first)
    assert "未整改" in shown(first)
    assert first.count("未见公开") == 2
    assert {"https://alpha.example/night"} <= set(links(first))
    for words in ("抽查", "2019 年 5 月", "测试交通局", "2020 年 12 月 31 日", "测试督查室核实"):
        assert words in shown(second)
    assert "case:alpha-shared-umbrellas" in links(second)


def test_a_city_of_very_many_gaps_stays_a_small_page() -> None:
    head, _, rest = FILES[GAPS].data.decode().partition("  - id: g1\n")
    tail = "sources:" + rest.partition("sources:")[2]
    long = "车站没有放伞的地方，下雨天乘客只能把伞拿在手里，地面湿滑。" * 2
    items = "".join(
        f"  - id: g{n}\n    indicator: {('governance.self', 'layers.grid')[n % 2]}\n"
        f"    issue: {{zh: {long}}}\n    found_by: media\n    found_on: 2024-03-01\n"
        f"    due: 2024-12-31\n    status: open\n    source: s1\n"
        for n in range(1, 301)
    )
    library = load({**FILES, GAPS: Input(GAPS, (head + items + tail).encode())}.values())[0]
    html = str(gaps(speak(library), named(library, "alpha")).body)
    assert "未结 300 项，逾期 300 项" in shown(html)
    assert "另有 260 项没有列出。" in shown(html)
    assert len(html.encode()) < 52_000
