"""The page of adoptions says what the files say: figures, who took over from whom, the ledger, the table."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import msgspec
import pytest
from benchmarks.synthetic import library as synthetic

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model import Adoption
from replicase.pages import Site, more_links, orders, tables
from replicase.pages.adoption.flows import DRAWN
from replicase.pages.adoption.page import EVERY, LINES, NEWEST
from replicase.pages.home import home
from replicase.pages.lists.city import city
from replicase.pages.voice import Voice
from test_listings import links, shown
from test_page_sizes import FRAME, LARGEST

TODAY = date(2026, 11, 22)
STALE = {TODAY: (2025, 4, 22), AS_OF: (2024, 6, 1)}
"""Nineteen months before: the first day that is not within eighteen whole ones any more."""


@cache
def library(which: str) -> Library:
    if which == "many":
        return load(synthetic(ROOT, 900))[0]
    return load(files_below(MINIATURE if which == "miniature" else ROOT))[0]


def pages(made: Library, day: date = TODAY) -> dict[str, str]:
    found = orders(made, Site(as_of=day))
    return {o.address: str(o.make().body) for o in found if re.match("(en/)?adoption/", o.address)}


@cache
def pages_of(which: str) -> dict[str, str]:
    return pages(library(which), AS_OF if which == "miniature" else TODAY)


def part(html: str, anchor: str) -> str:
    return html.partition(f'<h2 id="{anchor}">')[2].partition("</section>")[0]


def cells(html: str) -> list[list[str]]:
    """The words of a table, row by row."""
    rows = re.findall(r"<tr.*?</tr>", html, re.DOTALL)
    return [
        [shown(cell).strip() for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in rows
    ]


def at_home(made: Library, adoption: Adoption) -> bool:
    """Whether one place lies in the other, told from the digits of their codes alone."""
    case = made.case(adoption.case)
    assert case is not None
    ours, theirs = (re.sub("(00)+$", "", p.code) for p in (case.place, adoption.place))
    return ours.startswith(theirs) or theirs.startswith(ours)


def counted(made: Library) -> list[Adoption]:
    """What counts: elsewhere, more than a plan, and not ordered unless it came to nothing."""
    return [
        a
        for a in made.adoptions
        if not at_home(made, a)
        and a.status != "planned"
        and (a.status in ("abandoned", "rejected") or a.trigger not in ("mandated", "paired"))
    ]


def city_names(made: Library, adoption: Adoption) -> tuple[str, str]:
    """The cities at both ends, by the first four digits of the codes."""
    case = made.case(adoption.case)
    assert case is not None
    names = {c.id: c.aliases.zh[0] if c.aliases.zh else c.label.zh for c in made.cities}
    return (
        names.get(case.place.code[:4] + "00", "全省或跨市"),
        names.get(adoption.place.code[:4] + "00", "其他地方"),
    )


# Figures


@pytest.mark.parametrize("which", ["real", "miniature", "many"])
def test_the_figures_count_by_state_and_confidence(which: str) -> None:
    made = library(which)
    expected: Counter[tuple[str, str]] = Counter()
    stale = STALE[AS_OF if which == "miniature" else TODAY]
    for a in counted(made):
        state = {"abandoned": "停用", "rejected": "未采纳", "in-progress": "推进中"}.get(a.status)
        if state is None:
            seen = a.seen_in_use.date.last_day if a.seen_in_use else (0, 0, 0)
            recent = seen > stale
            state = "在用" if recent else "曾见在用"
        values = any(r.observations for r in a.results)
        step = {"origin": "A0", "third-party": "A1"}.get(a.declared_by, "A3" if values else "A2")
        expected[state, step] += 1
    _, *rows = cells(part(pages_of(which)["adoption/"], "figures").partition("</table>")[0])
    for state, total, *by_step in rows:
        told = [expected[state, step] for step in ("A0", "A1", "A2", "A3")]
        assert [int(n) for n in by_step] == told, state
        assert int(total) == sum(told)
    assert sum(int(row[1]) for row in rows) == len(counted(made))


@pytest.mark.parametrize("which", ["real", "many"])
def test_what_is_not_counted_is_told(which: str) -> None:
    made = library(which)
    text = shown(part(pages_of(which)["adoption/"], "figures"))
    home_grown = [a for a in made.adoptions if at_home(made, a)]
    assert (f"上级或本地的 {len(home_grown)} 条" in text) == bool(home_grown)
    elsewhere = [a for a in made.adoptions if a not in home_grown and a not in counted(made)]
    planned = [a for a in elsewhere if a.status == "planned"]
    ordered = len(elsewhere) - len(planned)
    assert (f"打算采用的 {len(planned)} 条" in text) == bool(planned)
    assert (f"上级要求或结对的 {ordered} 条" in text) == bool(ordered)


def test_what_the_real_records_do_not_know_is_told() -> None:
    made = counted(library("real"))
    text = shown(part(pages_of("real")["adoption/"], "figures"))
    known = sum(a.trigger != "unknown" for a in made)
    assert f"{len(made)} 条中 为何采用 {known}" in text
    assert f"采用地自己证实（A2 以上） {sum(a.declared_by == 'adopter' for a in made)}" in text
    ages = part(pages_of("real")["adoption/"], "figures").rpartition("<table")[2]
    in_use = [a for a in made if a.status in ("in-use", "partly")]
    assert sum(int(n) for _, n in cells(ages)[1:]) == len(in_use)


def test_home_counts_as_the_page_does() -> None:
    for which in ("real", "many"):
        made = library(which)
        html = str(home(Voice(made, Site(as_of=TODAY), "zh")).body)
        assert f"外地采用 {len(counted(made))} 次" in shown(html)
        assert "page:adoption/" in links(html)


# Whose practice went where


@pytest.mark.parametrize("which", ["real", "miniature", "many"])
def test_the_matrix_counts_every_adoption_once_and_leads_to_it(which: str) -> None:
    made, found = library(which), pages_of(which)
    expected: Counter[tuple[str, str, bool]] = Counter()
    ids: dict[tuple[str, str], set[str]] = {}
    for a in counted(made):
        ends = city_names(made, a)
        expected[(*ends, a.status in ("abandoned", "rejected"))] += 1
        ids.setdefault(ends, set()).add(a.id)
    table = part(found["adoption/"], "matrix").partition("</table>")[0]
    (_, *adopters, _), *rows = cells(table)
    total = 0
    for origin, *numbers in rows[:-1]:
        for adopter, told in zip([*adopters, ""], numbers, strict=True):
            going, stopped = (
                sum(
                    n
                    for (o, a, e), n in expected.items()
                    if o == origin and e == ended and adopter in ("", a)
                )
                for ended in (False, True)
            )
            words = told.partition(f"→ {adopter}")[2].strip() if "→" in told else told
            here = ([str(going)] if going or not stopped else []) + (
                [f"停 {stopped}"] if stopped else []
            )
            assert words.split() == " ".join(here).split(), (origin, adopter)
            total += (going + stopped) * bool(adopter)
    assert total == len(counted(made))
    ways = re.findall(r'href="page:(adoption/[^"#]+)#([^"]+)"><span[^>]*>(\S+) → (\S+)', table)
    assert len(ways) == len(ids)
    for page, anchor, origin, adopter in ways:
        lines = set(re.findall('<tr role="row" id="([^"]+)"', part(found[page], anchor)))
        assert lines, f"{page} has no lines at {anchor}"
        assert lines & ids[origin, adopter]


def test_the_map_draws_what_the_matrix_counts_and_says_that_it_is_schematic() -> None:
    html = part(pages_of("real")["adoption/"], "matrix")
    flows = Counter(city_names(library("real"), a) for a in counted(library("real")))
    between = {f: n for f, n in flows.items() if f[0] != f[1] and f[0] != "全省或跨市"}
    assert html.count('<path class="flowmap__arrow ') == len(between)
    numbers = re.findall(r'flowmap__n"[^>]*>(\d+)<', html)
    assert sorted(map(int, numbers)) == sorted(n for n in between.values() if n > 1)
    assert "示意排列，不代表行政区划边界。" in shown(html)
    (label,) = re.findall(r'<svg class="flowmap"[^>]*role="img" aria-label="([^"]+)"', html)
    assert "杭州 → 其他地方 6 次" in label
    assert "没有外地采用记录的起源地" in shown(html)


@pytest.mark.parametrize("which", ["real", "many"])
def test_no_page_is_large(which: str) -> None:
    sizes = {address: len(html.encode()) for address, html in pages_of(which).items()}
    assert {a: size for a, size in sizes.items() if size > LARGEST - FRAME} == {}


def test_of_many_flows_the_largest_are_drawn() -> None:
    html = part(pages_of("many")["adoption/"], "matrix")
    assert html.count('<path class="flowmap__arrow ') == DRAWN
    assert re.search(rf"\d+ 个流向中画出次数最多的 {DRAWN} 个", shown(html))


def test_what_was_given_up_has_an_arrow_of_its_own() -> None:
    html = part(pages_of("miniature")["adoption/"], "matrix")
    assert html.count("flowmap__arrow--ended") == 1
    assert "甲测试 → 乙测试 停 1" in shown(html) or "停 1" in shown(html)


# The ledger


@pytest.mark.parametrize("which", ["real", "miniature", "many"])
@pytest.mark.parametrize("start", ["", "en/"])
def test_every_adoption_has_one_line_on_the_pages_by_origin(which: str, start: str) -> None:
    here = {
        a: html for a, html in pages_of(which).items() if re.match(rf"{start}adoption/[a-z]", a)
    }
    found = {a: re.findall('<tr role="row" id="([^"]+)"', html) for a, html in here.items()}
    every = sorted(line for lines in found.values() for line in lines)
    assert every == [a.id for a in library(which).adoptions]
    assert all(0 < len(lines) <= LINES for lines in found.values())
    made = library(which)
    for html in here.values():
        for line, way, number in re.findall(
            r'id="([^"]+)"><th[^>]*><a href="case:([^"#]+)#adoption-(\d+)"', html
        ):
            case = made.case(way)
            assert case is not None
            assert made.adoptions_of(case)[int(number) - 1].id == line


def test_pages_of_one_origin_lead_to_each_other() -> None:
    found = pages_of("many")
    reached, follow = set(), ["adoption/"]
    while follow:
        address = follow.pop()
        if address not in reached:
            reached.add(address)
            follow += re.findall(r'href="page:(adoption/[^"#]*)', found[address])
    assert reached == {a for a in found if not a.startswith("en/")}
    assert any(re.search(r"/2/$", a) for a in reached), "some origin fills more than one page"


@pytest.mark.parametrize("which", ["real", "many"])
def test_the_first_page_tells_the_newest_first(which: str) -> None:
    made = {a.id: a for a in library(which).adoptions}
    lines = re.findall('<tr role="row" id="([^"]+)"', pages_of(which)["adoption/"])
    assert len(lines) == (len(made) if len(made) <= EVERY else NEWEST)

    def latest(adoption: Adoption) -> tuple[int, int, int]:
        told = (adoption.ended, adoption.seen_in_use, adoption.started)
        return max((d.date.last_day for d in told if d), default=(0, 0, 0))

    days = [latest(made[line]) for line in lines]
    assert days == sorted(days, reverse=True)
    rest = [latest(a) for a in made.values() if a.id not in lines]
    assert all(day <= days[-1] for day in rest)


def test_a_line_tells_state_age_result_and_sources() -> None:
    html = pages_of("miniature")["adoption/"]
    gamma = html.partition('id="gamma--alpha-shared-umbrellas"')[2].partition("</tr>")[0]
    text = shown(gamma)
    for words in (
        *("丙市测试公交公司", "2023 年 3 月起", "2024 年 11 月", "13 个月前"),
        *("A3 采用地有自己的结果", "自愿采用"),
        "雨天滑倒的人：25 人/年 → 9 人/年（2024 年）",
    ):
        assert words in text
    assert "https://gamma.example/umbrellas" in links(gamma)
    beta = html.partition('id="beta--alpha-shared-umbrellas"')[2].partition("</tr>")[0]
    assert '<b class="stop">停用</b>' in beta
    assert "2023 年 1 月停" in shown(beta)
    assert "没有写明" in shown(beta)


def test_reasons_are_counted_and_lead_to_what_stopped() -> None:
    html = part(pages_of("miniature")["adoption/"], "stopped")
    _, (reason, n, where) = cells(html)
    assert (reason, n) == ("人手不足", "1")
    assert "乙测试市" in where
    assert "page:attempts/" in links(html)
    many = library("many")
    told = Counter(r for a in many.adoptions for r in {x.reason for x in a.reasons})
    _, *rows = cells(part(pages_of("many")["adoption/"], "stopped"))
    assert [int(row[1]) for row in rows] == sorted(told.values(), reverse=True)
    quiet = shown(part(pages_of("real")["adoption/"], "stopped"))
    assert "没有记录，不等于没有发生。" in quiet


# The table for spreadsheets


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_every_adoption_and_nothing_a_spreadsheet_runs(language: Language) -> None:
    made = library("real")
    outputs = {o.path: o.data for make in tables(made, Site(as_of=TODAY)) for o in [make()]}
    path = {"zh": "adoption/adoptions.csv", "en": "en/adoption/adoptions.csv"}[language]
    first = pages_of("real")["adoption/" if language == "zh" else "en/adoption/"]
    assert f"asset:{path}" in links(first)
    assert outputs[path].startswith(b"\xef\xbb\xbf")
    heads, *rows = csv.reader(io.StringIO(outputs[path].decode("utf-8-sig"), newline=""))
    assert sorted(row[0] for row in rows) == [a.id for a in made.adoptions]
    assert len(set(heads)) == len(heads)
    counts = {"zh": "计入", "en": "counted"}[language]
    assert sum(row[9] == counts for row in rows) == len(counted(made))
    for row in rows:
        assert len(row) == len(heads)
        assert not any(cell.lstrip()[:1] in tuple("=+-@") for cell in row if cell)


def test_a_title_that_is_a_formula_is_text_in_the_table() -> None:
    made = library("miniature")
    entry = next(e for e in made.case_entries if e.record.id == "alpha-shared-umbrellas")
    title = msgspec.structs.replace(entry.record.title, zh='=HYPERLINK("https://x.example")')
    changed = replace(entry, record=entry.record.changed({"title": title}))
    risky = replace(made, case_entries=(changed,))
    (table,) = [
        o.data.decode("utf-8-sig")
        for make in tables(risky, Site(as_of=AS_OF))
        for o in [make()]
        if o.path == "adoption/adoptions.csv"
    ]
    assert "'=HYPERLINK" in table
    assert ",=HYPERLINK" not in table
    assert ',"=HYPERLINK' not in table


# Without any, and the ways to it


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_adoptions_there_is_one_sentence_and_no_way_to_it(language: Language) -> None:
    quiet = replace(library("miniature"), adoption_entries=())
    site = Site(as_of=AS_OF)
    found = pages(quiet, AS_OF)
    assert set(found) == {"adoption/", "en/adoption/"}
    html = found["adoption/" if language == "zh" else "en/adoption/"]
    assert "<section" not in html
    assert "<table" not in html
    assert {"zh": "不等于没有人采用", "en": "does not mean that nobody"}[language] in shown(html)
    assert "adoption/" not in [address for _, address in more_links(quiet, site, language)]
    assert "page:adoption/" not in links(home(Voice(quiet, site, language)).body)
    assert tables(quiet, site) == ()


def test_a_city_leads_to_who_adopted_from_it() -> None:
    made = library("real")
    voice = Voice(made, Site(as_of=TODAY), "zh")
    for place in made.cities:
        given = any(made.adoptions_of(case) for case in made.cases_in(place))
        way = f"page:adoption/{place.slug}/"
        assert (way in links(city(voice, place).body)) == given
        assert (way.removeprefix("page:") in pages_of("real")) == given
