"""What the fit check is told of each case: all it asks for, nothing it does not say, in small files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from html import unescape
from typing import Any, get_args

import msgspec
import pytest
from benchmarks.synthetic import library as synthetic

from libraries import AS_OF, HERE, MINIATURE, ROOT, files_below
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.model.case import Measure
from replicase.model.describe import fields_of
from replicase.output import Output
from replicase.pages import fits, more_links, orders
from replicase.pages.chosen.fit import OPS, sheet
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.shards import how_many

SITE = Site(AS_OF)
FIT = HERE / "library/fit"
"""Laid over the miniature library: every comparison, every kind of unit; all of it is invented."""
Sheet = dict[str, Any]


@cache
def library(which: str) -> Library:
    if which == "real":
        return load(files_below(ROOT))[0]
    inputs = {given.file: given for root in (MINIATURE, FIT) for given in files_below(root)}
    found, misread = load(inputs.values())
    assert [d for d in misread if d.severity.word == "error"] == []
    return found


def read(output: Output) -> tuple[str, dict[str, Sheet]]:
    """What a browser gets: the name of the data, and the data."""
    called = re.fullmatch(r"Replicase\.data\((.*)\);\n", output.data.decode())
    assert called
    name, value = json.loads(f"[{called[1]}]")
    assert output.path == f"{name}.js"
    return name, value


@cache
def sheets(which: str, language: Language) -> dict[str, Sheet]:
    outputs = [read(planned.make()) for planned in fits(library(which), SITE)]
    return {
        case: told
        for name, entries in outputs
        if name.startswith(f"fit/{language}-")
        for case, told in entries.items()
    }


def text_of(piece: str | list[Any]) -> str:
    return piece if isinstance(piece, str) else str(piece[0])


def pieces(value: object) -> Iterable[list[Any]]:
    """Every text with a language or sources, however deep it lies."""
    if isinstance(value, dict):
        for below in value.values():
            yield from pieces(below)
    elif isinstance(value, list):
        if value and isinstance(value[0], str) and len(value) == 4 and isinstance(value[3], list):
            yield value
        for below in value:
            yield from pieces(below)


@pytest.mark.parametrize("which", ["real", "invented"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_condition_is_asked_once_the_strictest_first(which: str, language: Language) -> None:
    levels = ["must", "should", "helps"]
    for case in library(which).cases:
        asked = sheets(which, language)[case.id].get("needs", [])
        assert sorted(n["id"] for n in asked) == sorted(p.id for p in case.prerequisites)
        assert [n["level"] for n in asked] == sorted((n["level"] for n in asked), key=levels.index)
        tested = {p.id for p in case.prerequisites if p.measure}
        assert {n["id"] for n in asked if "measure" in n} == tested


def test_every_real_case_can_be_checked() -> None:
    """Without a figure to test by, there is something to answer, and core parts with their steps."""
    for case in library("real").cases:
        told = sheets("real", "zh")[case.id]
        assert told["needs"]
        core = {part["number"] for part in told["parts"] if part.get("core")}
        assert core
        assert core <= {number for step in told["steps"] for number in step["parts"]}


def test_the_invented_library_has_every_comparison() -> None:
    case = library("invented").case("fit-every-test")
    assert case
    measures = [p.measure for p in case.prerequisites if p.measure]
    assert set(get_args(fields_of(Measure)["op"].kind)) == set(OPS)
    assert {m.op for m in measures} == set(OPS)
    assert {m.unit is None for m in measures} == {True, False}


def test_a_test_is_told_in_words_and_exactly() -> None:
    asked = {n["id"]: n for n in sheets("invented", "zh")["fit-every-test"]["needs"]}
    measures = {i: n["measure"] for i, n in asked.items() if "measure" in n}
    assert {i: (m["op"], m["value"], m["said"]) for i, m in measures.items()} == {
        "p2": (">=", "20", "至少 20 人"),
        "p3": ("<", "200", "少于 200 人"),
        "p4": ("<=", "120.5", "不超过 120.5 万人"),
        "p5": (">", "50", "超过 50%"),
        "p6": ("=", "3", "正好 3"),
        "p7": (">=", "1200000", "至少 120 万元"),
    }
    english = {
        n["id"]: n["measure"]["said"]
        for n in sheets("invented", "en")["fit-every-test"]["needs"]
        if "measure" in n
    }
    assert english["p4"] == "at most 120.5 × 10,000 people"
    assert english["p7"] == "at least 1.2 million yuan"


def test_one_figure_serves_every_case_and_both_languages() -> None:
    figures: dict[str, set[str]] = {}
    for language in LANGUAGES:
        for case in ("fit-every-test", "fit-second", "alpha-shared-umbrellas"):
            for need in sheets("invented", language)[case]["needs"]:
                if "measure" in need:
                    figures.setdefault(need["measure"]["figure"], set()).add(case)
    assert set(figures) == {"staff/人", "population/万人", "urban-share/%", "villages", "budget/元"}
    assert figures["staff/人"] == {"fit-every-test", "fit-second", "alpha-shared-umbrellas"}


def test_the_mark_of_a_condition_is_that_of_its_wording() -> None:
    for which in ("real", "invented"):
        chinese, english = sheets(which, "zh"), sheets(which, "en")
        for case in library(which).cases:
            marks = [
                {n["id"]: n["mark"] for n in s[case.id].get("needs", [])}
                for s in (chinese, english)
            ]
            assert marks[0] == marks[1]
            assert all(re.fullmatch("[0-9a-f]{8}", mark) for mark in marks[0].values())
    case = library("invented").case("fit-second")
    assert case
    (need,) = case.prerequisites
    voice = Voice(library("invented"), SITE, "zh")
    other = need.changed({"text": msgspec.structs.replace(need.text, zh="有人扫地")})
    changed = case.changed({"prerequisites": (other,)})
    before, after = (sheet(voice, c)["needs"][0]["mark"] for c in (case, changed))  # type: ignore[index]
    assert before != after


def test_the_core_comes_with_its_steps_and_what_it_took() -> None:
    told = sheets("invented", "zh")["fit-every-test"]
    assert [(p["number"], p.get("core", 0)) for p in told["parts"]] == [
        (1, 0),
        (2, 1),
        (3, 1),
        (4, 1),
    ]
    assert [s["parts"] for s in told["steps"]] == [[], [1, 2], [2, 3]]
    assert told["steps"][1]["facts"] == ["谁来做：木匠", "4 周", "产出：一间雨棚"]
    took = {line["label"]: text_of(line["value"]) for line in told["costs"] if "value" in line}
    assert took["启动费用"] == "5 万元（2021 年价格）"
    assert took["多久见效"] == "约 2 个月"
    assert [text_of(p) for p in told["context"]] == ["常住人口 80 万人（2020 年）"]
    assert [w["label"] for w in told["warnings"]] == ["不适合", "限度"]


def test_what_is_not_told_names_whom_to_ask() -> None:
    told = sheets("invented", "zh")["fit-nothing-told"]
    assert "needs" not in told
    assert "parts" not in told
    assert told["ask"] == "可问：甲市测试建设局"
    assert told["costs"][0] == {
        "label": "启动费用、年运行费用、人手",
        "ask": "可问：甲市测试建设局",
    }


def test_a_text_without_translation_says_its_language() -> None:
    asked = {n["id"]: n for n in sheets("invented", "en")["fit-every-test"]["needs"]}
    assert asked["p9"]["text"][:3] == ["有木匠肯帮忙", "", "zh-CN"]


@cache
def page_texts(language: Language) -> dict[str, str]:
    start = "" if language == "zh" else "en/"
    made = (
        o.make() for o in orders(library("real"), SITE) if o.address.startswith(f"{start}cases/")
    )
    return {page.address.split("/")[-2]: str(page.body) for page in made}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_says_what_the_page_says_with_the_same_sources(language: Language) -> None:
    cited = 0
    for case in library("real").cases:
        html = page_texts(language)[case.id]
        words = re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html)))
        told = sheets("real", language)[case.id]
        for need in told["needs"]:
            assert text_of(need["text"]) in words
        for part in told["parts"]:
            assert text_of(part["name"]) in words
            assert text_of(part["function"]) in words
        for step in told["steps"]:
            assert text_of(step["action"]) in words
        for piece in pieces(told):
            for _, anchor in piece[3]:
                cited += 1
                assert f'id="{anchor}"' in html
    assert cited > len(library("real").cases)


def test_former_ids_lead_on() -> None:
    assert sheets("invented", "zh")["fit-old-name"] == {"now": "fit-every-test"}


def test_the_data_is_as_large_as_its_cases() -> None:
    """A case takes a few kilobytes, and a page asks for one small file however many cases there are."""
    total = sum(len(planned.make().data) for planned in fits(library("real"), SITE))
    assert total / len(library("real").cases) / len(LANGUAGES) < 5_000
    many = load(synthetic(ROOT, 400))[0]
    made = [planned.make() for planned in fits(many, SITE)]
    assert len(made) == how_many(400) * len(LANGUAGES)
    assert max(len(output.data) for output in made) < 100_000
    assert sum(len(output.data) for output in made) / 400 / len(LANGUAGES) < 5_000


@pytest.mark.parametrize("which", ["real", "invented"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_plainly_how_many_cases_a_figure_can_decide(
    which: str, language: Language
) -> None:
    start = "" if language == "zh" else "en/"
    (order,) = (o for o in orders(library(which), SITE) if o.address == f"{start}fit/")
    body = str(order.make().body)
    voice = Voice(library(which), SITE, language)
    tested = sum(any(p.measure for p in c.prerequisites) for c in library(which).cases)
    said = voice.count("fit.tests", tested) if tested else voice.say("fit.no_tests")
    assert said in unescape(body)
    assert voice.say("fit.tag") in unescape(body)
    assert voice.say("fit.without_script") in unescape(body)
    assert (voice.say("fit.title"), "fit/") in more_links(library(which), SITE, language)


def test_every_case_leads_to_its_check() -> None:
    for case_id, html in page_texts("zh").items():
        if case_id in sheets("real", "zh"):
            assert html.count(f'href="page:fit/?case={case_id}"') == 2


def test_a_value_is_written_without_an_exponent() -> None:
    (need,) = library("invented").case("fit-second").prerequisites  # type: ignore[union-attr]
    assert need.measure
    voice = Voice(library("invented"), SITE, "zh")
    large = need.measure.changed({"value": Decimal("1E+9")})
    case = library("invented").case("fit-second")
    assert case
    changed = case.changed({"prerequisites": (need.changed({"measure": large}),)})
    told = sheet(voice, changed)["needs"]
    assert told[0]["measure"]["value"] == "1000000000"  # type: ignore[index]
