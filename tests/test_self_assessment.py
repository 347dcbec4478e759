"""The self-assessment sheet: its page, its data, and that the file it writes passes the real check."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.check import check
from replicase.diagnostics import LANGUAGES, Diagnostic, Language, Severity
from replicase.library import Library
from replicase.load import load
from replicase.pages import Order, Site, more_links, orders, sheets
from replicase.pages.framework.self_assessment import OFFERED, ON_PAPER, PLACES
from replicase.rules import ALL
from replicase.source import Input, parse
from replicase.theme import words

SITE = Site(as_of=AS_OF)
TODAY = AS_OF.isoformat()
SCRIPTS = [ROOT / f"theme/material/assets/{name}.js" for name in ("sheet", "self-assessment")]
NODE = shutil.which("node")
needs_node = pytest.mark.skipif(
    NODE is None,
    reason="没有 node，不检验网页写出的文件 / no node, so what the page writes is not checked",
)


@cache
def library(root: Path) -> Library:
    return load(files_below(root))[0]


@cache
def page(root: Path, language: Language = "zh") -> str:
    return str(_order(library(root), language).make().body)


def _order(made: Library, language: Language = "zh") -> Order:
    address = "self-assessment/" if language == "zh" else "en/self-assessment/"
    return next(o for o in orders(made, SITE) if o.address == address)


def value_of(script: bytes) -> Any:
    """What a script of data gives to `Replicase.data`."""
    found = re.fullmatch(r'Replicase\.data\("[^"]*",(.*)\);\n', script.decode(), re.DOTALL)
    assert found
    return json.loads(found[1])


def data(made: Library) -> dict[str, Any]:
    return {o.path: value_of(o.data) for make in sheets(made, SITE) for o in [make()]}


# ---- The page and its data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_form_for_paper_has_every_indicator_once(language: Language) -> None:
    leaves = [i for i in library(ROOT).indicators if not i.items]
    codes = re.findall(r'<th scope="row">.*?<small>([^<]*)</small>', page(ROOT, language))
    assert codes == [i.code for i in leaves]
    assert words(language).sheet.without_script in page(ROOT, language)


def test_one_chooses_among_cities_and_their_counties() -> None:
    options = re.findall(r'<option value="(\d{6})"(?: data-city="([^"]*)")?>', page(ROOT))
    cities = {code: slug for code, slug in options if slug}
    assert cities == {c.id: c.slug for c in library(ROOT).cities}
    counties = [t.id for t in library(ROOT).terms("places") if t.level == "county"]
    assert [code for code, slug in options if not slug] == counties


def test_a_scheme_with_weights_and_a_negative_list_says_so() -> None:
    html = page(MINIATURE)
    assert words("zh").sheet.paper_score.format(n=40) in html
    assert html.count(words("zh").sheet.boxes_negative) == 1
    groups = data(library(MINIATURE))["self-assessment/zh-0.js"]["groups"]
    items = [item for group in groups for item in group["items"]]
    assert [(i["code"], i["full"], i.get("negative", False)) for i in items] == [
        ("layers.grid", "40", False),
        ("governance.self", "60", False),
        ("governance.disorder", "10", True),
    ]


def test_without_indicators_the_page_is_a_sentence_and_nothing_leads_to_it() -> None:
    bare = replace(library(ROOT), indicator_entries=())
    for language in LANGUAGES:
        body = str(_order(bare, language).make().body)
        assert words(language).sheet.none in body
        assert "<input" not in body
        assert "self-assessment" not in str(more_links(bare, SITE, language))
        framework = next(o for o in orders(bare, SITE) if o.address.endswith("framework/"))
        assert "self-assessment" not in str(framework.make().body)
    assert sheets(bare, SITE) == ()


def test_a_scheme_of_any_size_makes_a_page_that_does_not_grow() -> None:
    entry = library(ROOT).indicator_entries[0]
    (group, *_) = entry.record.items
    leaf = next(i for i in group.walk() if not i.items)
    many = tuple(leaf.changed({"code": f"many.i{n}"}) for n in range(1000))
    scheme = entry.record.changed({"items": (group.changed({"items": many}), group)})
    large = replace(library(ROOT), indicator_entries=(replace(entry, record=scheme),))
    for language in LANGUAGES:
        body = str(_order(large, language).make().body)
        assert len(body.encode()) < 52_000
        assert body.count('<th scope="row">') == ON_PAPER
        left = 1000 + len(group.items) - ON_PAPER
        assert words(language).say("sheet.left.many", n=left) in body
    (zh, *_) = (make() for make in sheets(large, SITE))
    assert sum(len(g["items"]) for g in value_of(zh.data)["groups"]) == 1000 + len(group.items)


def test_where_places_are_too_many_counties_are_given_by_code() -> None:
    made = library(ROOT)
    places = made.vocabularies["places"]
    more = tuple(
        places.terms[-1].changed({"id": f"{331200 + n}", "level": "county", "parent": "330100"})
        for n in range(PLACES)
    )
    crowded = places.changed({"terms": (*places.terms, *more)})
    large = replace(made, vocabularies={**made.vocabularies, "places": crowded})
    body = str(_order(large).make().body)
    assert len(re.findall(r'<option value="\d{6}"', body)) == len(made.cities)


def test_cases_to_borrow_are_few_of_a_city_and_no_attempts() -> None:
    made = library(ROOT)
    for group in data(made)["self-assessment/zh-0.js"]["groups"]:
        for item in group["items"]:
            cities = [case["city"] for case in item["cases"]]
            assert len(cities) <= OFFERED
            assert all(cities.count(city) <= 3 for city in cities)
            serving = [c for c in made.cases_serving(item["code"]) if c.kind != "attempt"]
            assert item["all"] == len(serving)
            assert {case["id"] for case in item["cases"]} <= {case.id for case in serving}
            assert bool(serving) == bool(cities)


def test_the_gaps_of_a_city_are_handed_on_as_its_file_has_them() -> None:
    made = data(library(ROOT))
    for file in files_below(ROOT):
        if file.file.startswith("cases/gaps/"):
            name = file.file.removeprefix("cases/gaps/").removesuffix(".yml")
            document, _ = parse(file)
            assert document is not None
            assert made[f"self-assessment/gaps-{name}.js"] == document.plain
            assert name in made["self-assessment/zh-0.js"]["gaps"]


def test_every_word_the_scripts_are_given_is_said_and_every_one_they_say_is_given() -> None:
    text = "\n".join(script.read_text("utf-8") for script in SCRIPTS)
    given = data(library(MINIATURE))["self-assessment/zh-0.js"]["words"]
    quoted = set(re.findall(r'"([a-z][a-z_]*)"', text))
    built = ("need_", "trouble_", "copy_", "in_")
    silent = [w for w in given if "." not in w and w not in quoted and not w.startswith(built)]
    assert silent == []
    for said in re.findall(r'\bsaid\("([a-z_]*[a-z])"', text):
        assert said in given, said
    needed = {f"need_{field}" for field in re.findall(r'judge\w+\("(\w+)", (?:"\w+", )?true', text)}
    troubles = {f"trouble_{name}" for name in re.findall(r'(?:Trouble\(|trouble: )"(\w+)"', text)}
    assert {*needed, *troubles} <= set(given)
    assert len(troubles) > 4


def test_the_rules_the_script_names_are_handed_to_it() -> None:
    text = SCRIPTS[0].read_text("utf-8") + SCRIPTS[1].read_text("utf-8")
    rules = data(library(MINIATURE))["self-assessment/en-0.js"]["rules"]
    assert set(re.findall(r"CASE\d{3}", text)) == set(rules)
    titles = {rule.code: rule.en for rule in ALL}
    for code, (title, address) in rules.items():
        assert title == titles[code]
        assert address == f"en/contribute/rules/{code}/"


@pytest.mark.parametrize("field", ["found_by", "status", "type"])
def test_the_script_knows_the_closed_lists_of_the_model(field: str) -> None:
    schema = json.loads((ROOT / "schema/gaps.schema.json").read_text("utf-8"))
    listed = re.findall(rf'"{field}": \{{[^{{}}]*?"enum": \[([^\]]*)\]', json.dumps(schema))
    assert listed
    text = SCRIPTS[0].read_text("utf-8")
    for value in json.loads(f"[{listed[0]}]"):
        assert f'"{value}"' in text


# ---- What the page writes, before the real checker


def in_node(asked: Mapping[str, object]) -> Any:
    assert NODE
    done = subprocess.run(
        [NODE, str(ROOT / "tests/script/written.js")],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return json.loads(done.stdout)


@needs_node
@settings(max_examples=30)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=20, max_size=40))
def test_any_text_is_quoted_so_that_yaml_reads_the_same(texts: list[str]) -> None:
    hostile = [
        "",
        " ",
        ": #",
        '"',
        "\\",
        "'",
        "\n\r\t",
        "---",
        "\u2028\u2029\x85",
        "😀",
        "\x00\x7f",
    ]
    asked = [*texts, *hostile]
    made = in_node({"texts": asked})
    for text, quoted in zip(asked, made["quoted"], strict=True):
        assert yaml.safe_load(f"a: {quoted}\n") == {"a": text}
        assert "\n" not in quoted
    again = in_node({"texts": made["legible"]})
    assert again["legible"] == made["legible"]
    for legible, quoted in zip(made["legible"], again["quoted"], strict=True):
        if any(unicodedata.category(c) == "Cn" for c in legible):
            continue  # node may know a newer Unicode than Python does
        document, said = parse(Input("cases/gaps/x.yml", f"a: {quoted}\n".encode()))
        assert document is not None, (legible, [d.en for d in said])
        assert document.plain == {"a": legible}


def answer(issue: str, /, **more: str) -> dict[str, str]:
    given = {"state": "not", "problem": issue, "found_by": "media", "found_on": "2025-03"}
    return given | {"status": "open", "source": "s1"} | more


SOURCE = {
    "id": "s1",
    "title": "巡查无人登记",
    "publisher": "测试日报",
    "type": "media",
    "url": "https://alpha.example/patrol",
    "published": "2025-03-02",
    "accessed": "2025-04-01",
}


def sheet(
    answers: Mapping[str, object], *sources: Mapping[str, str], **more: str
) -> dict[str, Any]:
    place = {"code": "990100", "name": "甲测试市"}
    scheme = {"id": "sample", "year": "2025"}
    filled = {"scheme": scheme, "place": place, "unit": "", "year": "2025", "date": TODAY}
    rest = {"language": "zh", "checked_by": "alpha-office", "sources": list(sources or [SOURCE])}
    return {**filled, **rest, "answers": dict(answers), **more}


def written(filled: Mapping[str, object], city: str = "alpha") -> dict[str, Any]:
    """What the page writes for a city of the miniature library."""
    made = data(library(MINIATURE))
    known = made.get(f"self-assessment/gaps-{city}.js")
    asked = {"sheet": filled, "data": made["self-assessment/zh-0.js"], "city": city}
    found: dict[str, Any] = in_node(asked | {"known": known, "today": TODAY})
    assert found["trouble"] == ""
    return found


def judged(text: str, city: str = "alpha") -> tuple[Library, list[Diagnostic]]:
    """The miniature library with the file in it, and what the check says of the file."""
    file = f"cases/gaps/{city}.yml"
    files = {given.file: given for given in files_below(MINIATURE)}
    made, misread = load([*({**files, file: Input(file, text.encode())}).values()])
    return made, [d for d in (*misread, *check(made, AS_OF)) if d.file == file]


def wrong(said: list[Diagnostic]) -> list[str]:
    return [f"{d.code} {d.span.line}: {d.en}" for d in said if d.severity is not Severity.NOTE]


@needs_node
@pytest.mark.parametrize("city", ["alpha", "beta"], ids=["one with gaps", "one without"])
def test_the_file_passes_the_check_and_says_what_was_typed(city: str) -> None:
    official = {"id": "s2", "title": "[自评报告]", "publisher": "测试办", "type": "official"}
    filled = sheet(
        {
            "layers.grid": answer(
                "a: b # c \"d\" 'e' \\n — 😀 %TAG --- ... & * ! | > ` @ {x} [y] ~ null",
                responsible="测试交通局: 一科",
                due="2026年6月",
                step="只进路线图",
            ),
            "governance.self": answer(
                "两行\n连成一行",
                found_by="self-evaluation",
                source="s2",
                status="verified",
                measure="装了伞架。",
                closed_on="2025-06-01",
                verified_by="测试督查室",
                case="alpha-shared-umbrellas",
            ),
            "governance.disorder": {"state": "met", "evidence": "全年没有发生"},
        },
        SOURCE,
        official,
    )
    made = written(filled, city)
    assert made["lacking"] == []
    found, said = judged(made["yaml"], city)
    assert wrong(said) == []
    gaps = found.gaps_of(next(c for c in found.cities if c.slug == city))
    before = library(MINIATURE).gaps_of(next(c for c in found.cities if c.slug == city))
    assert gaps[: len(before)] == before
    patrol, umbrellas = gaps[len(before) :]
    assert patrol.issue.zh == filled["answers"]["layers.grid"]["problem"]
    assert str(patrol.due) == "2026-06"
    assert patrol.responsible is not None
    assert patrol.responsible.zh == "测试交通局: 一科"
    assert patrol.measure is None
    assert umbrellas.issue.zh == "两行 连成一行"
    assert umbrellas.cases == ("alpha-shared-umbrellas",)
    assert (umbrellas.status, str(umbrellas.closed_on)) == ("verified", "2025-06-01")
    assert "只进路线图" not in made["yaml"]
    assert "全年没有发生" not in made["yaml"]


# Letters that pass for others, marks heaped on a letter, digits in the form of somebody's number and
# tags are what the check is there for, and the sheet leaves them to it.
SEEN = st.text(
    st.characters(
        exclude_categories=["C", "M", "Z", "Nd"],
        exclude_characters="<&\ufffd\u3164\u2800\uffa0\u115f\u1160",
        include_characters=" \n\t",
    ).filter(lambda c: not "\u0370" <= c <= "\u052f"),
    min_size=1,
    max_size=120,
).filter(lambda text: any(c.isalnum() for c in text))


@needs_node
@settings(max_examples=40)
@given(problem=SEEN, unit=SEEN.map(lambda text: text[:80]), title=SEEN)
def test_whatever_is_typed_comes_back_and_a_file_lacking_nothing_passes(
    problem: str, unit: str, title: str
) -> None:
    filled = sheet({"layers.grid": answer(problem, responsible=unit)}, SOURCE | {"title": title})
    made = written(filled, "beta")
    one_line = [
        unicodedata.normalize("NFC", " ".join(text.split())) for text in (problem, unit, title)
    ]
    if made["lacking"]:
        return
    found, said = judged(made["yaml"], "beta")
    assert [d.en for d in said if d.severity is Severity.ERROR] == []
    (gap,) = found.gaps_of(next(c for c in found.cities if c.slug == "beta"))
    assert gap.issue.zh == one_line[0]
    assert gap.responsible is not None
    assert gap.responsible.zh == one_line[1]
    (source,) = next(e for e in found.gap_entries if e.record.city == "beta").record.sources
    assert source.title == one_line[2]


LACKING: list[tuple[dict[str, object], dict[str, str]]] = [
    ({"problem": ""}, {}),
    ({"found_by": ""}, {}),
    ({"found_on": ""}, {}),
    ({"status": ""}, {}),
    ({"source": ""}, {}),
    ({"status": "closed"}, {}),
    ({"status": "verified", "measure": "x", "closed_on": "2025-04"}, {}),
    ({"status": "closed", "measure": "x", "closed_on": "2025-02"}, {}),
    ({"due": "2025-02"}, {}),
    ({"found_on": "2027-01"}, {}),
    ({"found_by": "audit"}, {}),
    ({"problem": "列入问题清单"}, {}),
    ({"problem": "字" * 161}, {}),
    ({"problem": "<b>字</b>"}, {}),
    ({"responsible": "字" * 81}, {}),
    ({}, {"title": ""}),
    ({}, {"publisher": ""}),
    ({}, {"type": ""}),
    ({}, {"url": "alpha.example"}),
    ({}, {"accessed": "2025-01-01"}),
    ({}, {"published": "2027-01-01", "accessed": ""}),
]


@needs_node
@pytest.mark.parametrize(("more", "source"), LACKING)
def test_what_the_sheet_finds_lacking_the_check_refuses_by_the_same_rule(
    more: dict[str, str], source: dict[str, str]
) -> None:
    filled = sheet({"layers.grid": answer("没有人登记", **more)}, SOURCE | source)
    made = written(filled, "beta")
    rules = {lack["rule"] for lack in made["lacking"]}
    assert len(rules) == 1
    _, said = judged(made["yaml"], "beta")
    assert rules <= {d.code for d in said}, [d.en for d in said]


@needs_node
def test_what_was_typed_in_english_is_written_as_english() -> None:
    filled = sheet({"layers.grid": answer("Nobody signs: #3")}, language="en")
    made = written(filled, "beta")
    found, said = judged(made["yaml"], "beta")
    assert wrong(said) == []
    (gap,) = found.gaps_of(next(c for c in found.cities if c.slug == "beta"))
    assert (gap.issue.zh, gap.issue.en) == ("", "Nobody signs: #3")


@needs_node
def test_a_real_city_keeps_every_gap_it_has() -> None:
    """Each real file, rewritten with one gap more, says what it said, and the check is content."""
    real = data(library(ROOT))
    today = date(2026, 11, 27).isoformat()
    for city in real["self-assessment/zh-0.js"]["gaps"]:
        code = real["self-assessment/zh-0.js"]["groups"][0]["items"][0]["code"]
        filled = sheet({code: answer("没有人登记")}) | {"scheme": {"id": "x", "year": "2026"}}
        known = real[f"self-assessment/gaps-{city}.js"]
        asked = {"sheet": filled, "data": real["self-assessment/zh-0.js"], "city": city}
        made = in_node(asked | {"known": known, "today": today})
        file = f"cases/gaps/{city}.yml"
        again, said = parse(Input(file, made["yaml"].encode()))
        assert again is not None, [d.en for d in said]
        assert again.plain["items"][:-1] == known["items"]
        assert again.plain["sources"][:-1] == known["sources"]
        changed = {g.file: g for g in files_below(ROOT)}
        changed[file] = Input(file, made["yaml"].encode())
        whole, misread = load(changed.values())
        told = [d for d in (*misread, *check(whole, date.fromisoformat(today))) if d.file == file]
        assert wrong(told) == [], city
