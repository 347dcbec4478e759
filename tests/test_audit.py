"""What the library holds is counted whole, its unevenness by formulas anybody can work out again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from html import unescape
from itertools import permutations
from pathlib import Path

import pytest
from benchmarks.synthetic import library as synthetic
from hypothesis import given
from hypothesis import strategies as st

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.completeness import Count
from replicase.coverage import Dimension, concentration, coverage
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model import Case
from replicase.pages import Site
from replicase.pages.home import home
from replicase.pages.method.audit import HELP, audit
from replicase.pages.voice import Voice

REAL = date(2026, 11, 22)
FOLDERS = pytest.mark.parametrize("folder", [MINIATURE, ROOT], ids=["miniature", "real"])


@cache
def library_below(folder: Path) -> Library:
    return load(files_below(folder))[0]


def with_cases(library: Library, cases: Iterable[Case]) -> Library:
    """A library in which some cases stand in the place of its own."""
    entry = library.case_entries[0]
    return replace(library, case_entries=tuple(replace(entry, record=case) for case in cases))


def page_of(library: Library, language: Language = "zh") -> str:
    return str(audit(Voice(library, Site(as_of=AS_OF), language)).body)


def dimension(*counts: int) -> Dimension:
    return Dimension("kind", "cases", tuple(Count(str(at), n) for at, n in enumerate(counts)))


# Figures.


@FOLDERS
def test_what_the_library_holds_is_counted_whole(folder: Path) -> None:
    library = library_below(folder)
    counted = coverage(library)
    totals = {
        "cases": len(library.cases),
        "filings": sum(len(set(case.facets.theme)) for case in library.cases),
        "values": sum(len(r.observations) for case in library.cases for r in case.results),
        "adoptions": len(library.adoptions),
        "sources": sum(len(case.sources) for case in library.cases),
    }
    for found in counted.dimensions:
        assert found.total == totals[found.of], found.name
    claims = counted.claims
    assert claims.values == totals["values"]
    assert totals["cases"] >= claims.cases == counted.with_figures >= counted.with_baseline
    assert counted.with_baseline >= counted.comparable
    stated = Counter(
        o.claimant for case in library.cases for r in case.results for o in r.observations
    )
    assert claims.own == stated["self"]
    assert claims.outside == sum(
        stated[name] for name in ("statistics", "third-party", "academic", "court-audit")
    )
    assert sum(a.elsewhere + a.within for a in counted.adoptions) == totals["adoptions"]
    # The home page counts the same adoptions, but for those that are only planned.
    front = str(home(Voice(library, Site(as_of=AS_OF), "zh")).body)
    assert (
        f"外地采用 {sum(a.elsewhere for a in counted.adoptions if a.status != 'planned')} 次"
        in front
    )


def test_a_case_of_no_city_is_told_apart_and_has_no_share() -> None:
    library = library_below(MINIATURE)
    case = library.cases[0]
    abroad = case.changed({"id": "abroad", "place": case.place.changed({"code": "510000"})})
    made = with_cases(library, (case, abroad))
    city = coverage(made).dimension("city")
    assert (city.sorted_in, city.unsorted, city.total) == (1, 1, 2)
    assert "另有 1 个不属于某一市" in page_of(made)


@pytest.mark.parametrize(
    ("counts", "herfindahl", "normalised", "effective", "top_three"),
    [
        ((5, 5, 5, 5), Fraction(1, 4), Fraction(0), 4, Fraction(3, 4)),
        ((7, 0, 0), Fraction(1), Fraction(1), 1, Fraction(1)),
        ((6, 3, 1), Fraction(46, 100), Fraction(19, 100), Fraction(100, 46), Fraction(1)),
    ],
)
def test_concentration_is_what_the_page_says_it_is(
    counts: tuple[int, ...],
    herfindahl: Fraction,
    normalised: Fraction,
    effective: Fraction,
    top_three: Fraction,
) -> None:
    found = concentration(dimension(*counts))
    assert found is not None
    assert (found.herfindahl, found.normalised) == (herfindahl, normalised)
    assert (found.effective, found.share_of_top(3)) == (effective, top_three)


COUNTS = st.lists(st.integers(0, 60), min_size=2, max_size=20).filter(any)


@given(COUNTS)
def test_an_index_lies_between_all_alike_and_all_in_one(counts: list[int]) -> None:
    found = concentration(dimension(*counts))
    assert found is not None
    assert Fraction(1, len(counts)) <= found.herfindahl <= 1
    assert 0 <= found.normalised <= 1
    assert 1 <= found.effective <= sum(n > 0 for n in counts)
    assert found.share_of_top(1) <= found.share_of_top(3) <= 1


@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_categories_makes_no_difference(counts: list[int], chance: object) -> None:
    mixed = counts[:]
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = concentration(dimension(*counts)), concentration(dimension(*mixed))
    assert one is not None
    assert other is not None
    assert (one.normalised, one.share_of_top(3)) == (other.normalised, other.share_of_top(3))
    assert one.beyond_chance == other.beyond_chance


@given(COUNTS)
def test_what_moves_to_a_fuller_category_concentrates(counts: list[int]) -> None:
    before = concentration(dimension(*counts))
    fullest = counts.index(max(counts))
    poorer = next((at for at, n in enumerate(counts) if n and at != fullest), None)
    if poorer is None:
        return
    counts[poorer] -= 1
    counts[fullest] += 1
    after = concentration(dimension(*counts))
    assert before is not None
    assert after is not None
    assert after.normalised > before.normalised


def test_by_chance_is_the_mean_over_all_ways_three_cases_can_fall() -> None:
    ways = [Counter(way) for way in {w for cells in _cells(3, 3) for w in permutations(cells, 3)}]
    found = [concentration(dimension(*(way[at] for at in range(3)))) for way in ways]
    means = [one.normalised for one in found if one is not None]
    first = found[0]
    assert first is not None
    assert len(means) == 27
    assert sum(means) / 27 == first.by_chance == Fraction(1, 3)


def _cells(cases: int, categories: int) -> Iterable[tuple[int, ...]]:
    if not cases:
        return [()]
    return [(at, *rest) for rest in _cells(cases - 1, categories) for at in range(categories)]


def test_chance_is_told_from_what_it_does_not_explain() -> None:
    # Twelve in three: the chi-square statistic of (8, 2, 2) is 6, its mean 2 and two deviations.
    found = [concentration(dimension(*counts)) for counts in ((4, 4, 4), (8, 2, 2), (9, 2, 1))]
    assert [one is not None and one.beyond_chance for one in found] == [False, False, True]


def test_where_there_is_nothing_nothing_is_concentrated() -> None:
    assert concentration(dimension(0, 0)) is None
    assert concentration(dimension(5)) is None


# The page.


@FOLDERS
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_category_stands_on_the_page_and_a_zero_leads_to_how_one_is_added(
    folder: Path, language: Language
) -> None:
    library = library_below(folder)
    html = page_of(library, language)
    counted = coverage(library)
    tables = re.findall(r'<table class="data tally tally--shares">.*?</table>', html, re.DOTALL)
    assert len(tables) == len(counted.dimensions)
    in_page = {
        tuple(map(int, re.findall(r'<td class="number">(\d+)</td><td class="number">', table)))
        for table in tables
    }
    assert in_page == {tuple(c.n for c in d.categories) for d in counted.dimensions}
    for table in tables:
        for row in re.findall(r"<tr><th scope=\"row\">.*?</tr>", table):
            empty = '<td class="number">0</td><td class="number">—</td>' in row
            assert ("tally__invitation" in row) == empty
    ways = set(re.findall(r'class="tally__invitation" href="page:([^"]*)"', html))
    assert ways <= set(HELP.values())


def test_shares_are_told_as_far_as_they_go() -> None:
    library = library_below(MINIATURE)
    kind = library.cases[0]
    many = [kind.changed({"id": f"c{n}"}) for n in range(250)]
    many.append(kind.changed({"id": "odd", "kind": "standard"}))
    html = page_of(with_cases(library, many))
    table = html[html.index("<caption>按类别") :].partition("</table>")[0]
    cells = re.findall(r'<td class="number">(\d+)</td><td class="number">(.*?)</td>', table)
    assert dict(cells) == {"250": "99% 以上", "1": "不到 1%", "0": "—"}


def test_concentration_on_the_page_can_be_worked_out_from_its_tables() -> None:
    html = page_of(library_below(ROOT))
    table = html[html.index("<caption>按城市") :].partition("</table>")[0]
    counts = [int(n) for n in re.findall(r'<td class="number">(\d+)</td><td', table)]
    row = html[html.index('<th role="rowheader" scope="row">城市</th>') :].partition("</tr>")[0]
    told = dict(re.findall(r'data-label="(.*?)">(.*?)</td>', row))
    total = sum(counts)
    index = sum(n * n for n in counts) / total**2
    assert abs(float(told["赫芬达尔指数"]) - index) < 0.0006
    even = 1 / len(counts)
    assert abs(float(told["归一化"]) - (index - even) / (1 - even)) < 0.0006
    assert Decimal(told["相当于几类"]) == round(Decimal(1 / index), 1)
    assert told["最多的一类"] == f"{max(counts) / total * 100:.0f}%"


def test_what_the_library_cannot_tell_follows_from_its_numbers() -> None:
    library = library_below(ROOT)
    html = page_of(library)
    said = html[html.index('id="cannot"') :].partition("</ul>")[0]
    counted = coverage(library)
    attempts = sum(case.kind == "attempt" for case in library.cases)
    told = f"只有 {attempts} 条" if attempts else "没有一条写的是没有做成的"
    assert told in said
    assert f"有 {counted.claims.own_alone} 个全靠前两种" in said
    assert f"前后口径相同、能作对比的有 {counted.comparable} 个" in said


def test_a_place_without_cases_is_named_among_what_cannot_be_told() -> None:
    library = library_below(MINIATURE)
    made = with_cases(library, library.cases[:1])
    said = page_of(made)[: page_of(made).index('id="holds"')]
    first = coverage(made).dimension("city").empty[0]
    term = library.term("places", first)
    assert term is not None
    assert Voice(made, Site(as_of=AS_OF), "zh").city_name(term) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_cases_there_is_one_sentence(language: Language) -> None:
    library = replace(library_below(MINIATURE), case_entries=())
    html = page_of(library, language)
    assert html.count("<p") == 1
    assert "<table" not in html
    assert "<h2" not in html


def test_without_adoptions_the_page_says_so_and_how_to_add_one() -> None:
    library = replace(library_below(MINIATURE), adoption_entries=())
    html = page_of(library)
    part = unescape(html[html.index('id="adoptions"') :].partition("</section>")[0])
    assert "还没有采用记录" in part
    assert 'href="page:contribute/"' in part


def test_a_library_of_any_size_has_a_page_of_the_same_size() -> None:
    small, large = (len(page_of(load(synthetic(ROOT, count))[0]).encode()) for count in (40, 400))
    assert abs(large - small) < 2_000
