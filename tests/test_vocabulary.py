"""The lists cases are filed by are as long as the library needs, and each term tells cases apart."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from shared import ROOT

CASES = ROOT / "cases"

NOBODY_YET = {
    "risk": "the state's own five kinds of risk, all of them or none",
    "layer": "the state's own framework of one centre, four platforms, one grid, with its old names",
    "event": "occasions every city plans for: who files the first case of one needs its term",
    "reason": "why an adoption stopped: closed, so that failures can be counted once they are told",
    "metric": "figures of a place that conditions and context are compared by, few of them published",
    "organisation procuratorate": "a body of every county, listed beside the court",
}
"""Terms no case uses, or whole lists that may hold such, each with why it stands there."""

NEARLY_ALL = 0.8
"""A term of more cases than this share sorts nothing; the lead bodies come close, being governments."""


def tree(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)


def used() -> Counter[tuple[str, str]]:
    """How many cases or adoptions use each term."""
    found: Counter[tuple[str, str]] = Counter()
    for path in (CASES / "practices").rglob("*.yml"):
        case = tree(path)
        terms = {(name, term) for name, filed in case["facets"].items() for term in filed}
        bodies = [case["lead"], *case.get("partners", ())]
        terms |= {("organisation", body["type"]) for body in bodies if "type" in body}
        measures = (p["measure"] for p in case.get("prerequisites", ()) if "measure" in p)
        terms |= {("metric", measure["metric"]) for measure in measures}
        found.update(terms)
    for path in (CASES / "adoptions").rglob("*.yml"):
        found.update(("reason", str(reason)) for reason in tree(path).get("reasons", ()))
    return found


def listed(vocabulary: str) -> list[str]:
    path = CASES / "vocabulary" / f"{vocabulary}.yml"
    return [term["id"] for term in tree(path)["terms"]]


LISTS = sorted(path.stem for path in (CASES / "vocabulary").glob("*.yml") if path.stem != "places")


@pytest.mark.parametrize("vocabulary", LISTS)
def test_every_term_is_used_or_stands_there_for_a_reason(vocabulary: str) -> None:
    count = used()
    idle = {term for term in listed(vocabulary) if not count[vocabulary, term] and term != "other"}
    if vocabulary in NOBODY_YET:
        assert idle, "all are used by now: take the list out of those that may hold idle terms"
        return
    excepted = {key.split()[1] for key in NOBODY_YET if key.startswith(f"{vocabulary} ")}
    assert idle == excepted


@pytest.mark.parametrize("vocabulary", LISTS)
def test_no_term_is_used_by_nearly_all(vocabulary: str) -> None:
    cases = len(list((CASES / "practices").rglob("*.yml")))
    count = used()
    for term in listed(vocabulary):
        assert count[vocabulary, term] / cases <= NEARLY_ALL, term


@pytest.mark.parametrize("vocabulary", LISTS)
def test_a_word_leads_to_one_term_of_its_list(vocabulary: str) -> None:
    """An alias that two terms share would find the cases of both."""
    words: Counter[str] = Counter()
    for term in tree(CASES / "vocabulary" / f"{vocabulary}.yml")["terms"]:
        aliases = term.get("aliases") or {}
        both = {*term["label"].values(), *aliases.get("zh", ()), *aliases.get("en", ())}
        words.update({word.casefold() for word in both})
    assert [word for word, terms in words.items() if terms > 1] == []
