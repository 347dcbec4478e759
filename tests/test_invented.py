"""The invented library exercises what the real one has no example of; it never reaches the real site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Any, get_args

import pytest

from libraries import AS_OF, HERE, MINIATURE, ROOT, files_below
from replicase import exports
from replicase.check import check
from replicase.diagnostics import LANGUAGES, Language, Severity
from replicase.grades import CONFIDENCE, confidence
from replicase.grades.counting import Counted, Uncounted, reckoned
from replicase.library import Library
from replicase.load import load
from replicase.model import Adoption, Gap
from replicase.model.describe import fields_of
from replicase.pages import Site, orders

TODAY = date(2026, 11, 22)


@cache
def invented() -> Library:
    """The miniature library with the cases of every grade and the adoptions of every sort."""
    folders = (MINIATURE, HERE / "library/grades", HERE / "library/spread")
    over = {given.file: given for folder in folders for given in files_below(folder)}
    return load(over.values())[0]


@cache
def bodies() -> dict[str, str]:
    return {o.address: str(o.make().body) for o in orders(invented(), Site(as_of=TODAY))}


def shown(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def test_what_is_invented_is_whole() -> None:
    folders = (MINIATURE, HERE / "library/spread")
    over = {given.file: given for folder in folders for given in files_below(folder)}
    library, misread = load(over.values())
    said = (*misread, *check(library, AS_OF))
    assert [d for d in said if d.severity is not Severity.NOTE] == []


def test_what_is_invented_is_not_in_the_real_library() -> None:
    real = load(files_below(ROOT))[0]
    ours = {c.id for c in real.cases} | {a.id for a in real.adoptions}
    assert not ours & {r.id for r in (*invented().cases, *invented().adoptions)}
    assert all(place.code[:1] == "9" for place in (a.place for a in invented().adoptions))


def told(records: Iterable[Any], field: str) -> set[str]:
    return {getattr(record, field) for record in records}


def closed(model: type[Adoption] | type[Gap], field: str) -> set[str]:
    return set(get_args(fields_of(model)[field].kind))


@pytest.mark.parametrize("field", ["status", "trigger", "declared_by"])
def test_every_sort_of_adoption_occurs(field: str) -> None:
    assert told(invented().adoptions, field) == closed(Adoption, field)


def test_every_way_to_count_an_adoption_and_to_rely_on_it_occurs() -> None:
    library = invented()
    found = {
        reckoned(case, adoption, TODAY)
        for adoption in library.adoptions
        if (case := library.case(adoption.case))
    }
    assert found == {*get_args(Counted), *get_args(Uncounted)}
    assert {confidence(adoption).step for adoption in library.adoptions} == set(CONFIDENCE)


def gaps() -> Iterator[Gap]:
    for city in invented().cities:
        yield from invented().gaps_of(city)


def test_every_way_a_gap_stands_occurs() -> None:
    assert told(gaps(), "status") == closed(Gap, "status")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_the_invented_library_can_be_made(language: Language) -> None:
    start = "en/" if language == "en" else ""
    pages = [html for address, html in bodies().items() if address.startswith("en/") == bool(start)]
    assert pages
    assert all(html.count("<h1") == 1 for html in pages)
    assert all(make().data for make in exports.files(invented(), TODAY))


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("cases/alpha-shared-umbrellas/", "是不是核心"),
        ("cases/alpha-shared-umbrellas/", "伞架改成借伞柜"),
        ("cases/alpha-shared-umbrellas/", "0.5"),
        ("adoption/", "经费用完"),
        ("gaps/beta/", "逾期"),
        ("gaps/beta/", "又出现"),
        ("gaps/beta/", "没有人通报"),
    ],
)
def test_what_only_the_invented_library_has_is_shown(page: str, said: str) -> None:
    assert said in shown(bodies()[page])
