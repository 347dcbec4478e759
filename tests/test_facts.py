"""What the library tells stands in the facts it was written from.

The facts are files beside the checkout (`REPLICASE_SHARED`), one a case; where they are absent these
tests say so and are skipped. Exceptions are in `facts/exceptions.yml`, each with its reason, and
`facts/replications.yml` says where each report of others taking a practice over stands in the library.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import yaml

from shared import ROOT, SHARED

FACTS = SHARED / "facts" / "cases"
DATA = Path(__file__).parent / "facts"
CASES, ADOPTIONS, GAPS = (ROOT / "cases" / kind for kind in ("practices", "adoptions", "gaps"))

beside = pytest.mark.skipif(
    not FACTS.is_dir(), reason="the facts lie beside the checkout, see REPLICASE_SHARED"
)

Tree = dict[str, Any]


@cache
def tree(path: Path) -> Tree:
    """A file with every value as it is written: `2016-10` and `0330` stay words."""
    loaded = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)
    assert isinstance(loaded, dict), path
    return loaded


@cache
def facts() -> Mapping[str, Tree]:
    return {path.stem: tree(path) for path in sorted(FACTS.glob("*.yaml"))}


def records(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*.yml"))


def case_of(path: Path) -> str:
    """The case a record belongs to, by whose facts it is judged."""
    record = tree(path)
    return str(record.get("case", record["id"]))


def of_cases() -> list[Path]:
    return [*records(CASES), *records(ADOPTIONS)]


@cache
def exceptions(kind: str) -> Mapping[str, Mapping[str, str]]:
    """Record -> what is excepted -> why."""
    return tree(DATA / "exceptions.yml")[kind] or {}  # type: ignore[no-any-return]


# Figures.

_SCALES = {
    "万": 10**4,
    "亿": 10**8,
    "thousand": 10**3,
    "million": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
}
_SCALE = "(?:" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r")(?![a-z])"
_FIGURE = re.compile(rf"(\d+(?:\.\d+)?)(?:\s*[-—至到]\s*(\d+(?:\.\d+)?))?\s*[多余+]?\s*({_SCALE})?")
_SMALL = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
_ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = re.compile(rf"\b({'|'.join(_MONTHS)})[a-z]*")
_PARTS_OF_YEAR = {
    "end": 12,
    "late": 12,
    "年底": 12,
    "年末": 12,
    "mid": 6,
    "first half": 6,
    "上半年": 6,
}
_ZH_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2}
_ZH_UNITS = {"十": 10, "百": 100, "千": 1000}


def figures(text: str) -> set[Decimal]:
    """The figures of a text, written one way.

    Full-width signs become half-width and separators of thousands go. A figure before 万, 亿, million
    and the like counts with and without it, and both ends of a range share it. What says how exact a
    figure is (多, 余, +, about, at least) and what it counts (%, 件) is left aside. Small numbers
    count in words as well, in both languages, as do ordinals; months count by name; the end of a year
    is its December, the middle and the first half its June.
    """
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", text)
    found: set[Decimal] = set()
    for first, second, scale in _FIGURE.findall(text):
        for figure in filter(None, (first, second)):
            found.add(Decimal(figure))
            if scale:
                found.add(Decimal(figure) * _SCALES[scale])
    for word in re.findall("[a-z]+", text):
        found |= {Decimal(row.index(word) + 1) for row in (_SMALL, _ORDINALS) if word in row}
    found |= {Decimal(_MONTHS.index(month) + 1) for month in _MONTH.findall(text)}
    found |= {Decimal(month) for words, month in _PARTS_OF_YEAR.items() if words in text}
    signs = "".join((*_ZH_DIGITS, *_ZH_UNITS))
    found |= {Decimal(_of_signs(number)) for number in re.findall(f"[{signs}]+", text)}
    return found


def _of_signs(number: str) -> int:
    total = current = 0
    for sign in number:
        if sign in _ZH_UNITS:
            total, current = total + (current or 1) * _ZH_UNITS[sign], 0
        else:
            current = _ZH_DIGITS[sign]
    return total + current


def told_in_digits(text: str) -> set[Decimal]:
    """The figures a record writes in digits, each with its scale."""
    text = unicodedata.normalize("NFKC", re.sub(r"\[@[^\]]*\]", "", text)).lower()
    text = re.sub(r"(?<=\d)[, ](?=\d{3}(?!\d))", "", text)
    return {
        Decimal(figure) * _SCALES.get(scale, 1)
        for first, second, scale in _FIGURE.findall(text)
        for figure in filter(None, (first, second))
    }


def strings(node: Any, without: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every text below a node, but for those of some fields."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key not in without:
                yield from strings(value, without)
    elif isinstance(node, list):
        for item in node:
            yield from strings(item, without)
    else:
        yield str(node)


def items_of(facts_of_case: Tree, sources: frozenset[str]) -> Iterator[Tree]:
    """The facts that one of some sources tells, or a note says it tells, and these sources."""
    for value in facts_of_case.values():
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and (
                item.get("id") in sources
                or sources & set(item.get("source") or ())
                or sources & set(re.findall(r"\bs\d+\b", item.get("note", "")))
            ):
                yield item


_OURS = frozenset(
    [
        "schema",
        "id",
        "case",
        "url",
        "source",
        "sources",
        "accessed",
        "registered",
        "review",
        "disclosure",
        "place",
        "indicators_served",
        "components",
        "changes",
        "translated",
        "aliases",
        "kind",
        "stage",
    ]
)
"""Fields that hold no fact of the practice: names, addresses, and the library's own dates."""


def shown(numbers: set[Decimal]) -> list[str]:
    return sorted(f"{number.normalize():f}" for number in numbers)


@beside
@pytest.mark.parametrize("path", of_cases(), ids=lambda path: path.stem)
def test_every_figure_stands_in_the_facts_of_its_case(path: Path) -> None:
    known = figures("\n".join(strings(facts()[case_of(path)])))
    record = tree(path)
    parts: list[Any] = [record, *(part for part in record.get("components", ()))]
    told = {n for part in parts for text in strings(part, _OURS) for n in told_in_digits(text)}
    excepted = exceptions("figures").get(path.stem, {})
    strange = set(shown(told - known))
    assert strange - excepted.keys() == set(), "no fact of the case has these"
    assert excepted.keys() - strange == set(), "these need no exception any more"


def observations(record: Tree) -> Iterator[tuple[str, Tree]]:
    """Every value that was observed, with the id of its row."""
    problem = record.get("problem") or {}
    for rows in (record.get("results"), record.get("context"), problem.get("figures")):
        for row in rows or ():
            for seen in row.get("observations", ()):
                yield row["id"], seen


def named(node: Tree) -> frozenset[str]:
    source = node.get("source", ())
    return frozenset([source] if isinstance(source, str) else source)


@beside
@pytest.mark.parametrize("path", of_cases(), ids=lambda path: path.stem)
def test_every_value_stands_in_a_fact_of_its_own_source(path: Path) -> None:
    record, about = tree(path), facts()[case_of(path)]
    excepted = exceptions("values").get(path.stem, {})
    strange = set()
    for row, seen in observations(record):
        known = figures("\n".join(strings(list(items_of(about, named(seen))))))
        # A fall is told by its size in some facts and with a minus in others.
        if abs(Decimal(seen["value"])) not in known:
            strange.add(f"{row} {seen['value']}")
    costs = record.get("costs") or {}
    for name in ("setup", "running"):
        if name in costs:
            known = figures("\n".join(strings(list(items_of(about, named(costs[name]))))))
            if Decimal(costs[name]["amount"]) not in known:
                strange.add(f"{name} {costs[name]['amount']}")
    assert strange - excepted.keys() == set(), "no fact of the source named has these"
    assert excepted.keys() - strange == set(), "these need no exception any more"


# Sources.


def plain(url: str) -> str:
    """An address with its escapes undone: the facts write `'`, addresses of the library `%27`."""
    return unquote(url)


@beside
@pytest.mark.parametrize("path", of_cases(), ids=lambda path: path.stem)
def test_a_source_is_the_one_its_id_names_in_the_facts(path: Path) -> None:
    known = {source["id"]: source for source in facts()[case_of(path)]["sources"]}
    for source in tree(path)["sources"]:
        fact = known[source["id"]]
        assert plain(source["url"]) == plain(fact["url"]), source["id"]
        original = fact["host_quality"] == "original or main site"
        assert source["copy"] == ("original" if original else "republished"), source["id"]
        if re.fullmatch(r"\d{4}(-\d\d){0,2}", fact["date"]):
            assert source["published"] == fact["date"], source["id"]


@beside
@pytest.mark.parametrize("path", of_cases(), ids=lambda path: path.stem)
def test_a_title_not_in_brackets_was_seen(path: Path) -> None:
    """Words of ours stand in brackets; any other title is that of the page."""
    known = {source["id"]: source for source in facts()[case_of(path)]["sources"]}
    excepted = exceptions("titles").get(path.stem, {})
    strange = set()
    for source in tree(path)["sources"]:
        title, fact = source["title"], known[source["id"]]["title"]
        if isinstance(title, str) and not title.startswith("[") and _bare(title) not in _bare(fact):
            strange.add(source["id"])
    assert strange == excepted.keys()


def _bare(title: str) -> str:
    """A title without its punctuation, which printers set as they please."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", title))


@beside
@pytest.mark.parametrize("path", records(GAPS), ids=lambda path: path.stem)
def test_a_gap_says_what_a_fact_of_its_source_says(path: Path) -> None:
    """The address is one of the facts, and so is each figure and the year it was found."""
    record = tree(path)
    told: dict[str, set[Decimal]] = {}
    for source in record["sources"]:
        same = [
            item
            for about in facts().values()
            for known in about["sources"]
            if plain(known["url"]) == plain(source["url"])
            for item in items_of(about, frozenset([known["id"]]))
        ]
        assert same, f"{source['id']}: no fact has this address"
        told[source["id"]] = figures("\n".join(strings(same)))
    for gap in record["items"]:
        known = set().union(*(told[source] for source in named(gap)))
        said = "\n".join(strings({**gap, "id": "", "indicator": "", "source": ""}))
        assert shown(told_in_digits(said) - known) == [], gap["id"]


@beside
def test_every_address_is_that_of_a_source() -> None:
    """No other field holds an address the facts do not have."""
    known = {plain(s["url"]) for case in facts().values() for s in case["sources"]}
    for path in (*of_cases(), *records(GAPS)):
        for text in strings(tree(path)):
            for url in re.findall(r"https?://[^\s)\]]+", text):
                assert plain(url) in known, f"{path.stem}: {url}"


# Which facts became cases, and what became of those that tell of others.


@beside
def test_every_file_of_facts_is_a_case_or_is_left_out_with_a_reason() -> None:
    filed = {path.stem for path in records(CASES)}
    left_out = exceptions("cases").keys()
    assert filed | left_out == facts().keys()
    assert filed & left_out == set()


Replication = tuple[str, str]
"""The case, and the place the facts name or the beginning of what they tell."""

_COPIED = re.compile(
    r"\b(cop(y|ied|ying|yable)|spreads?|promot(ed?|ion)|province-wide|adopter|wider use|to follow"
    r"|provincial model|similar rules)\b",
    re.IGNORECASE,
)
"""Words by which a fact outside `adoptions` tells of others doing the same."""

_TELLING = ("actions", "results", "legal_basis", "recognition")


def listed() -> list[tuple[str, Tree]]:
    return [
        (case, line) for case, lines in tree(DATA / "replications.yml").items() for line in lines
    ]


def replications() -> Mapping[Replication, Tree]:
    pairs = [((case, line.get("place") or line["fact"]), line) for case, line in listed()]
    assert max(Counter(key for key, _ in pairs).values()) == 1, "one is listed twice"
    return dict(pairs)


def told_replications() -> Mapping[Replication, Tree]:
    """What the facts tell of others, by the place or by what the list says of it."""
    told: dict[Replication, Tree] = {}
    for name, about in facts().items():
        told |= {(name, fact["place"]): fact for fact in about["adoptions"]}
        begins = [line["fact"] for case, line in listed() if case == name and "fact" in line]
        notes = {"text": about.get("notes", ""), "source": []}
        for fact in (*(fact for key in _TELLING for fact in about[key]), notes):
            text = fact.get("text") or fact.get("metric", "")
            known = [begin for begin in begins if text.startswith(begin)]
            if known or _COPIED.search(text):
                told[name, known[0] if known else text] = fact
    return told


@beside
def test_every_report_of_a_replication_is_accounted_for() -> None:
    assert told_replications().keys() - replications().keys() == set(), "these stand nowhere"
    assert replications().keys() - told_replications().keys() == set(), "no fact tells these"


@beside
def test_a_replication_stands_where_it_is_said_to() -> None:
    """As an adoption, milestone, promotion, relation or result that names the same source."""
    wrong = []
    for (case, place), line in replications().items():
        where = {key: line[key] for key in PLACES if key in line}
        if "left_out" in line:
            if where or not line["left_out"]:
                wrong.append(f"{case}, {place}: left out and told as well, or without a reason")
            continue
        if not where:
            wrong.append(f"{case}, {place}: told nowhere and not left out")
        source = set(told_replications()[case, place]["source"])
        for kind, wanted in where.items():
            for name in wanted if isinstance(wanted, list) else [wanted]:
                stands = any(source & found for found in _standing(case, kind, name))
                wrong += [] if stands else [f"{case}, {place}: no {kind} {name} with its source"]
    assert wrong == []


PLACES = ("adoption", "milestone", "promotion", "related", "result", "text")


def _standing(case: str, kind: str, name: str) -> Iterator[set[str]]:
    """The sources named by what a line of the list points to."""
    (path,) = (path for path in records(CASES) if path.stem == case)
    record = tree(path)
    if kind == "adoption":
        for found in records(ADOPTIONS):
            if found.stem == f"{name}--{case}":
                yield {source["id"] for source in tree(found)["sources"]}
        return
    if kind == "text":
        for source in re.findall(r"\[@([\w, ]+)\]", "\n".join(strings(record[name]))):
            yield set(re.split(r"[, ]+", source))
        yield from ({*named(part)} for part in _parts(record[name]))
        return
    fields = {
        "milestone": ("milestones", "date"),
        "promotion": ("promotion", "date"),
        "related": ("related", "relation"),
        "result": ("results", "id"),
    }
    field, key = fields[kind]
    for part in record.get(field, ()):
        if part.get(key, "undated") == name:
            yield {*named(part)} | {s for o in part.get("observations", ()) for s in named(o)}


def _parts(node: Any) -> Iterator[Tree]:
    if isinstance(node, dict):
        yield node
        for value in node.values():
            yield from _parts(value)
    elif isinstance(node, list):
        for item in node:
            yield from _parts(item)


# How figures are read, which needs no facts.


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("１，２３４ 件", 1234),
        ("2.2万人", 22000),
        ("0.9-1.07 million", 900000),
        ("6.49 亿元", 649000000),
        ("more than 93%", 93),
        ("1,800+", 1800),
        ("145个乡镇", 145),
        ("first half 2019", 6),
        ("十二支队伍", 12),
    ],
)
def test_a_figure_is_read_however_it_is_written(written: str, meant: int) -> None:
    assert Decimal(meant) in figures(written)


def test_no_figure_is_read_that_is_not_there() -> None:
    assert figures("93 of 100 may agree") == {Decimal(93), Decimal(100), Decimal(5)}
    assert Decimal(23) not in figures("1,234")
