"""Gaps and indicators: what the library answers, and that no text of theirs escapes a rule."""

from __future__ import annotations

import pytest

from libraries import HERE, MINIATURE, files_below, judged, miniature
from replicase.diagnostics import Severity
from replicase.library import Library
from replicase.load import load
from replicase.model import VocabularyTerm
from replicase.search.document import Documents
from replicase.search.segment import keys
from replicase.source import Input

FILES = {given.file: given for given in files_below(MINIATURE)}
GAPS = "cases/gaps/alpha.yml"


@pytest.fixture(scope="module")
def library() -> Library:
    return load(FILES.values())[0]


def city(library: Library, slug: str) -> VocabularyTerm:
    return next(city for city in library.cities if city.slug == slug)


def test_a_city_is_asked_for_its_gaps_and_those_still_open(library: Library) -> None:
    alpha, beta = city(library, "alpha"), city(library, "beta")
    assert [gap.id for gap in library.gaps_of(alpha)] == ["g1", "g2"]
    assert [gap.id for gap in library.open_gaps(alpha)] == ["g2"]
    assert library.gaps_of(beta) == library.open_gaps(beta) == ()


@pytest.mark.parametrize("status", ["reported", "open", "in-progress", "recurred"])
def test_a_gap_is_open_until_it_is_closed_and_again_when_it_recurs(status: str) -> None:
    data = FILES[GAPS].data.replace(b"status: open", f"status: {status}".encode())
    found, _ = load({**FILES, GAPS: Input(GAPS, data)}.values())
    assert [gap.status for gap in found.open_gaps(city(found, "alpha"))] == [status]


def test_an_indicator_is_found_by_its_code_wherever_in_the_tree(library: Library) -> None:
    codes = [indicator.code for indicator in library.indicators]
    assert codes == [
        "layers",
        "layers.grid",
        "governance",
        "governance.self",
        "governance.disorder",
    ]
    found = library.indicator("governance.disorder")
    assert found is not None
    assert found.negative
    assert library.indicator("governance.other") is None


def test_a_group_is_served_by_the_cases_of_its_parts(library: Library) -> None:
    served = {case.id for case in library.cases_serving("governance.self")}
    assert served
    assert {case.id for case in library.cases_serving("governance")} == served
    assert library.cases_serving("governance.disorder") == library.cases_serving("no-such") == ()


def test_a_case_is_found_by_the_other_words_for_what_it_serves(library: Library) -> None:
    documents = Documents(library)
    word = set(keys("微网格"))
    found = {case.id for case in library.cases if word <= documents.of(case).everywhere}
    assert found == {case.id for case in library.cases_serving("layers.grid")}
    assert found


def test_a_preview_leaves_out_gaps_with_errors() -> None:
    data = FILES[GAPS].data.replace(b"status: verified", b"status: closed")
    files = {**FILES, GAPS: Input(GAPS, data)}
    library, _ = load(files.values())
    said = judged(files.values())
    assert [d.code for d in said if d.severity is Severity.ERROR] == ["CASE218"]
    left = library.without_errors(said)
    assert left.gaps_of(city(left, "alpha")) == ()
    assert left.cases == library.cases


ISSUES = {
    "身份证 11010519491231002X": "CASE310",
    "电话 13800138000": "CASE311",
    "机密★5年": "CASE312",
    "内部资料": "CASE313",
    "<img src=x onerror=alert(1)>": "CASE306",
    "成效显著": "CASE304",
    "\u0430dmin 网站": "CASE314",
}


@pytest.mark.parametrize("issue", ISSUES)
def test_the_rules_of_texts_hold_for_gaps(issue: str) -> None:
    there = "车站没有放伞的地方。"
    data = FILES[GAPS].data.decode()
    assert there in data
    wrong = Input(GAPS, data.replace(there, f'"{issue}"').encode())
    said = judged([*miniature("settings", "vocabulary", "case"), wrong])
    found = [(d.file, d.code) for d in said if d.severity > Severity.NOTE]
    assert found == [(GAPS, ISSUES[issue])]


TITLES = {issue: code for issue, code in ISSUES.items() if code != "CASE304"}


@pytest.mark.parametrize("title", TITLES)
def test_and_for_indicators_which_are_quoted_as_they_are(title: str) -> None:
    scheme = next(file for file in FILES if file.startswith("cases/indicators/"))
    data = FILES[scheme].data.decode()
    wrong = Input(scheme, data.replace("zh: 治理方式", f'zh: "{title}"').encode())
    said = judged({**FILES, scheme: wrong}.values())
    found = [(d.file, d.code) for d in said if d.severity > Severity.NOTE]
    assert found == [(scheme, TITLES[title])]
    praise = Input(scheme, data.replace("zh: 治理方式", "zh: 成效显著").encode())
    assert [
        d for d in judged({**FILES, scheme: praise}.values()) if d.severity > Severity.NOTE
    ] == []


def test_the_skeleton_of_the_library_is_no_official_text() -> None:
    found, _ = load(files_below(HERE.parent))
    (entry,) = found.indicator_entries
    assert not entry.record.official
    assert all(word in entry.record.title.zh for word in ("本库", "非官方"))
    assert "not official" in entry.record.title.en
    single = [indicator for indicator in found.indicators if not indicator.items]
    assert len(single) == 58
    assert all(
        indicator.code.split(".")[0] in {g.code for g in entry.record.items} for indicator in single
    )
