"""What is compared of each case: found by its id alone, and the same as on its page and its card."""

from __future__ import annotations

import json
import re
from functools import cache
from html import unescape
from typing import Any

import pytest

from libraries import AS_OF, MINIATURE, ROOT, files_below
from replicase.diagnostics import LANGUAGES, Language
from replicase.library import Library
from replicase.load import load
from replicase.output import Output, script
from replicase.pages import comparisons, orders
from replicase.pages.chosen.compare import ROWS
from replicase.pages.chosen.comparison import MOST
from replicase.pages.lists.card import card
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.shards import PER_SHARD, how_many, shard_of
from replicase.theme import words

SITE = Site(AS_OF)
Column = dict[str, Any]


@cache
def real() -> Library:
    return load(files_below(ROOT))[0]


def read(output: Output) -> tuple[str, dict[str, Column]]:
    """What a browser gets: the name of the data, and the data."""
    called = re.fullmatch(r"Replicase\.data\((.*)\);\n", output.data.decode())
    assert called
    name, value = json.loads(f"[{called[1]}]")
    assert output.path == f"{name}.js"
    return name, value


@cache
def columns(language: Language) -> dict[str, Column]:
    """Everything that is published to compare the real cases by."""
    outputs = [read(planned.make()) for planned in comparisons(real(), SITE)]
    return {
        case: column
        for name, entries in outputs
        if name.startswith(f"compare/{language}-")
        for case, column in entries.items()
    }


@cache
def page_texts(language: Language) -> dict[str, str]:
    """The words of every case's page, and its anchors, by the id of the case."""
    start = "" if language == "zh" else "en/"
    made = (o.make() for o in orders(real(), SITE) if o.address.startswith(f"{start}cases/"))
    return {page.address.split("/")[-2]: str(page.body) for page in made}


def words_of(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]*>", "", html)))


def pieces(column: Column, row: str, *looks: str) -> list[str]:
    """The lines of an answer that have some look; plain ones have none."""
    found = []
    for piece in column["answers"][row]:
        text, look = (piece, "") if isinstance(piece, str) else (*piece, "")[:2]
        if look in looks:
            found.append(text)
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_case_answers_every_question(language: Language) -> None:
    rows = {row for _, group in ROWS for row in group}
    assert set(columns(language)) >= {case.id for case in real().cases}
    for case in real().cases:
        column = columns(language)[case.id]
        assert set(column["answers"]) == rows
        for row, answer in column["answers"].items():
            assert answer, (case.id, row)
            assert all(isinstance(p, str) or p[0] for p in answer), (case.id, row)
            assert len(answer) <= MOST + 2, (case.id, row)


def test_an_id_is_all_it_takes_to_find_a_case() -> None:
    outputs = dict(read(planned.make()) for planned in comparisons(real(), SITE))
    shards = {int(name.split("-")[1]) for name in outputs}
    assert len(shards) == 1
    (count,) = shards
    assert len(outputs) == count * len(LANGUAGES)
    for name, entries in outputs.items():
        assert all(name.endswith(f"-{count}-{shard_of(case, count)}") for case in entries)


@pytest.mark.parametrize("cases", [1, 8, 9, 58, 1_000, 10_000])
def test_a_shard_is_small_however_many_cases_there_are(cases: int) -> None:
    shards = how_many(cases)
    held = [0] * shards
    cities = ("hangzhou", "ningbo", "wenzhou", "zhoushan")
    for n in range(cases):
        held[shard_of(f"{cities[n % 4]}-village-{n}-affairs", shards)] += 1
    assert sum(held) == cases
    assert cases / shards <= PER_SHARD
    assert max(held) <= 4 * PER_SHARD


def test_a_case_is_a_few_kilobytes() -> None:
    total = sum(len(planned.make().data) for planned in comparisons(real(), SITE))
    assert total / len(real().cases) / len(LANGUAGES) < 4_000


AS_ON_THE_PAGE = (
    *("problem", "answer", "size", "needs", "core", "systems", "time", "going"),
    *("risk", "limit", "unsuitable", "reading"),
)
SHORTER = {
    language: {
        words(language).say(path)
        for path in ("design.comparison", "card.conflict", "change.broken")
    }
    for language in LANGUAGES
}
"""What the table says of figures in a word, where the page has a drawing, a section or a note."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_what_the_page_says(language: Language) -> None:
    for case in real().cases:
        column = columns(language)[case.id]
        if not column["href"].startswith("en/") and language == "en":
            continue
        said = words_of(page_texts(language)[case.id])
        for row in AS_ON_THE_PAGE:
            for text in pieces(column, row, ""):
                assert text in said or text in SHORTER[language], (case.id, row, text)
        assert column["title"] in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_says_what_the_card_says(language: Language) -> None:
    voice = Voice(real(), SITE, language)
    for case in real().cases:
        column, shown = columns(language)[case.id], card(voice, case)
        assert column["place"] == shown.place
        assert column["tag"] == shown.tag
        assert column["href"] == shown.address
        graded = [f"{mark.code} {mark.words}" for mark in shown.grades]
        assert pieces(column, "grades", "grade") == graded
        for row, fact in (("result", shown.effect), ("cost", shown.cost)):
            assert "".join(pieces(column, row, "", "strong")) == fact.text
            assert "".join(pieces(column, row, "unknown")) == fact.unknown
            assert "".join(pieces(column, row, "note")).startswith(fact.note)


def test_sources_of_the_table_are_on_the_page() -> None:
    cited = 0
    for case in real().cases:
        for answer in columns("zh")[case.id]["answers"].values():
            for piece in answer:
                if isinstance(piece, str) or len(piece) < 4:
                    continue
                for label, anchor in piece[3]:
                    cited += 1
                    assert f'id="{anchor}"' in page_texts("zh")[case.id]
                    assert label
    assert cited > len(real().cases)


def test_what_stopped_is_told_with_its_reason() -> None:
    library = load(files_below(MINIATURE))[0]
    found: dict[str, Column] = {}
    for planned in comparisons(library, SITE):
        name, entries = read(planned.make())
        if name.startswith("compare/zh-"):
            found |= entries
    umbrellas = found["alpha-shared-umbrellas"]
    (stop,) = pieces(umbrellas, "stopped", "stop")
    assert stop == "1 地停用"
    assert pieces(umbrellas, "stopped", "note")
    assert all("：" in why for why in pieces(umbrellas, "stopped", "note"))
    assert pieces(found["beta-night-watch"], "stopped", "unknown") == ["未见外地停用的记录"]


def test_a_former_id_leads_to_the_present_one_and_a_withdrawn_case_says_nothing() -> None:
    text = next(f for f in files_below(MINIATURE) if f.file.endswith("beta-night-watch.yml"))
    gone = text.data.replace(
        b"stage: structured", "stage: withdrawn\nwithdrawn: {zh: 不做了, en: Ended}".encode()
    )
    files = [f if f is not text else type(f)(f.file, gone) for f in files_below(MINIATURE)]
    library = load(files)[0]
    found: dict[str, Column] = {}
    for planned in comparisons(library, SITE):
        found |= read(planned.make())[1]
    assert found["alpha-umbrellas"] == {"now": "alpha-shared-umbrellas"}
    assert found["beta-night-watch"] == {"withdrawn": "beta-night-watch"}
    assert set(found) == {c.id for c in library.cases} | {"alpha-umbrellas", "beta-night-watch"}


def test_nothing_in_the_data_can_end_its_script() -> None:
    made = script("compare/zh-1-0", {"x": "</script><!--\u2028\u2029"}).data.decode()
    assert not set("<\u2028\u2029") & set(made)
    assert read(script("a/b", ["</script>\u2028"]))[1] == ["</script>\u2028"]


def test_looks_are_those_the_style_knows() -> None:
    style = (ROOT / "theme/material/assets/replicase.css").read_text("utf-8")
    looks = {
        piece[1]
        for language in LANGUAGES
        for column in columns(language).values()
        for answer in column["answers"].values()
        for piece in answer
        if not isinstance(piece, str) and len(piece) > 1
    } - {""}
    assert looks <= {"grade", "strong", "note", "unknown", "stop"}
    for look in looks - {"note"}:
        assert f".{look} {{" in style
