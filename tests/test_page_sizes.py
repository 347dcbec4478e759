"""No page grows with the library, and without scripts every case is still within reach."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from itertools import islice

import pytest
from benchmarks.synthetic import library as synthetic

from libraries import ROOT, files_below
from replicase.library import Library
from replicase.load import load
from replicase.pages import Page, embed, orders
from replicase.pages.embedded import MOST
from replicase.pages.lists.directory import LINES
from replicase.pages.site import Site

LARGEST = 60_000
"""Bytes of a page: half a second on a slow line."""
FRAME = 8_000
"""Bytes that header, footer and list of sections take at most."""
SITE = Site(as_of=date(2026, 11, 22))
SIZES = {"many": 400, "more": 1_000, "very many": 10_000}
"""The lists of a thousand cases are the longest: they are still titles, and not yet cities."""
LIBRARIES = ("real", "many")
LARGE = ("more", pytest.param("very many", marks=pytest.mark.slow))


@cache
def library(which: str) -> Library:
    return load(files_below(ROOT) if which == "real" else synthetic(ROOT, SIZES[which]))[0]


@cache
def pages(which: str) -> dict[str, Page]:
    """Every page but those of synthetic cases, of which a few will do."""
    made = list(orders(library(which), SITE))
    some = [o for o in made if not re.search("cases/.", o.address)]
    cases = [o for o in made if re.search("cases/.", o.address)]
    some += cases if which == "real" else islice(cases, 0, None, SIZES[which] // 10)
    return {order.address: order.make() for order in some}


@pytest.mark.parametrize("which", [*LIBRARIES, *LARGE])
def test_no_page_is_large(which: str) -> None:
    sizes = {address: len(str(page.body).encode()) for address, page in pages(which).items()}
    assert {a: size for a, size in sizes.items() if size > LARGEST - FRAME} == {}


@pytest.mark.parametrize("which", LARGE)
def test_of_many_cases_the_pages_made_of_all_are_as_large_as_of_a_few(which: str) -> None:
    """What is counted over all cases has as many lines as there are things to count them by."""
    counted = ("audit/", "data/", "framework/", "method/", "cities/", "themes/", "methods/")
    for address in (*counted, *(f"en/{address}" for address in counted)):
        few, many = (len(str(pages(w)[address].body)) for w in ("many", which))
        assert many < few * 1.1 + 1_000, address


@pytest.mark.parametrize("which", LIBRARIES)
@pytest.mark.parametrize("start", ["", "en/"])
def test_the_directory_names_every_case_once(which: str, start: str) -> None:
    here = [p for a, p in pages(which).items() if re.fullmatch(rf"{start}directory/(\d+/)?", a)]
    found = [
        re.findall(r'<li><a href="case:([^"]+)"', str(page.body).partition("<section>")[2])
        for page in here
    ]
    assert sorted(case for some in found for case in some) == sorted(
        case.id for case in library(which).cases
    )
    assert all(0 < len(some) <= LINES for some in found)
    assert len({page.title for page in here}) == len(here)


@pytest.mark.parametrize("start", ["", "en/"])
def test_one_page_of_the_directory_leads_to_the_next_and_to_every_city(start: str) -> None:
    made = pages("many")
    reached, follow = set(), ["directory/"]
    while follow:
        address = follow.pop()
        if address not in reached:
            reached.add(address)
            follow += re.findall(r'href="page:(directory/[^"]*)"', str(made[start + address].body))
    assert reached == {a.removeprefix(start) for a in made if a.startswith(f"{start}directory/")}
    first = str(made[f"{start}directory/"].body)
    assert first.count('<li><a href="page:directory/') == len(library("many").cities)
    assert 'href="page:directory/"' in str(made[f"{start}cases/"].body)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_list_in_a_page_written_by_hand_is_short_and_leads_on(language: str) -> None:
    made = library("many")
    theme = max(made.terms("theme"), key=lambda t: len(made.cases_filed("theme", t.id)))
    asked = f'<div class="embed" data-show="cases theme={theme.id}"></div>'
    html = embed(asked, made, "en" if language == "en" else "zh", SITE)
    assert html.count("<article") == MOST < len(made.cases_filed("theme", theme.id))
    assert f'href="page:cases/?theme={theme.id}"' in html
