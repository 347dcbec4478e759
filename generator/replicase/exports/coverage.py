"""What the library holds and how evenly, and what its records say they do not know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from replicase.completeness import entries_of
from replicase.coverage import concentration, coverage
from replicase.exports.table import RECORD, Column, Table, Value, both, records, said
from replicase.grades import Wording
from replicase.library import Library
from replicase.theme import words

VOCABULARIES = {"city": "places", "theme": "theme", "lead": "organisation"}
"""The lists dimensions take their categories from; the others are closed in the format."""


def _there(library: Library) -> int:
    if not library.cases:
        return 0
    return sum(len(found.categories) for found in coverage(library).dimensions)


def _counts(library: Library, _: date) -> Iterator[tuple[Value, ...]]:
    counted = coverage(library)
    for found in counted.dimensions:
        for category in found.categories:
            yield (
                found.name,
                found.of,
                _id(library, found.name, category.of),
                *_names(library, found.name, category.of),
                category.n,
                _rounded(Fraction(category.n, found.sorted_in)) if found.sorted_in else None,
                counted.cases_claimed.get(category.of, 0) if found.name == "claimant" else None,
            )


def _id(library: Library, dimension: str, category: str) -> str:
    """A city by its name in addresses, as in the other tables."""
    term = library.term("places", category) if dimension == "city" else None
    return (term.slug or term.id) if term else category


def _names(library: Library, dimension: str, category: str) -> tuple[str | None, str | None]:
    if vocabulary := VOCABULARIES.get(dimension):
        term = library.term(vocabulary, category)
        return said(term.label) if term else (None, None)
    path = f"how.stage_{category}" if dimension == "stage" else f"{dimension}.{category}"
    return words("zh").say(path), words("en").say(path)


def _rounded(value: Fraction) -> float:
    return round(float(value), 6)


COVERAGE = Table(
    "coverage",
    Wording("收录情况", "Coverage"),
    Wording("每行一个类别，空的也列", "A row is a category, empty ones among them"),
    (
        Column("dimension", "code", "按什么分", "what it is sorted by"),
        Column(
            "counted",
            "code",
            "数的是什么：cases 案例、filings 归类、values 数值、adoptions 采用记录、sources 来源",
            "what is counted",
        ),
        Column("category", "code", "类别的编号", "id of the category"),
        *both("name", "类别", "its name"),
        Column("n", "integer", "有几个", "how many there are"),
        Column(
            "share", "number", "占同一分法合计的比例", "share of all sorted in this way, 0 to 1"
        ),
        Column(
            "cases", "integer", "涉及几个案例（只有“谁说的”有）", "in how many cases, of claimants"
        ),
    ),
    _there,
    _counts,
)


def _sizes(library: Library) -> int:
    if not library.cases:
        return 0
    return sum(concentration(found) is not None for found in coverage(library).dimensions)


def _indices(library: Library, _: date) -> Iterator[tuple[Value, ...]]:
    for dimension in coverage(library).dimensions:
        if found := concentration(dimension):
            yield (
                dimension.name,
                dimension.of,
                dimension.sorted_in,
                len(dimension.categories),
                len(dimension.categories) - len(dimension.empty),
                _id(library, dimension.name, found.top[0].of),
                _rounded(found.share_of_top(1)),
                _rounded(found.share_of_top(3)),
                _rounded(found.herfindahl),
                _rounded(found.normalised),
                _rounded(found.by_chance),
                found.beyond_chance,
                _rounded(found.effective),
            )


CONCENTRATION = Table(
    "concentration",
    Wording("集中程度", "Concentration"),
    Wording(
        "每行一种分法；公式见“收录情况和偏差”", "A row is a way to sort; formulas are on the page"
    ),
    (
        Column("dimension", "code", "按什么分", "what it is sorted by"),
        Column("counted", "code", "数的是什么", "what is counted"),
        Column("n", "integer", "N：总数", "N: how many there are"),
        Column(
            "categories", "integer", "k：类数，空的也算", "k: categories, empty ones among them"
        ),
        Column("filled", "integer", "有的类数", "categories that have some"),
        Column("top", "code", "最多的一类", "the largest category"),
        Column("share_top_1", "number", "最多一类的占比", "share of the largest"),
        Column("share_top_3", "number", "最多三类的占比", "share of the three largest"),
        Column("herfindahl", "number", "赫芬达尔—赫希曼指数 H", "Herfindahl–Hirschman index H"),
        Column("normalised", "number", "归一化 H*，0 到 1", "normalised H*, 0 to 1"),
        Column("by_chance", "number", "随机时 H* 的期望值", "H* expected by chance"),
        Column(
            "beyond_chance", "truth", "是否比随机分布集中", "whether chance does not explain it"
        ),
        Column("effective", "number", "相当于几类，1/H", "effective number of categories, 1/H"),
    ),
    _sizes,
    _indices,
)


def _unknown_there(library: Library) -> int:
    return sum(len(entries_of(record)) for _, record in records(library))


def _unknown(library: Library, _: date) -> Iterator[tuple[Value, ...]]:
    for kind, record in records(library):
        for entry in entries_of(record):
            yield (kind, record.id, entry.field, *said(entry.why), *said(entry.ask))


UNKNOWN = Table(
    "unknown",
    Wording("不知道什么", "What is unknown"),
    Wording("每行一个写明未知的字段", "A row is a field that a record says is unknown"),
    (
        RECORD,
        Column("id", "code", "编号", "id of the record"),
        Column("field", "code", "字段", "the field"),
        *both("why", "为什么不知道", "why it is not known"),
        *both("ask", "可以问谁", "whom to ask"),
    ),
    _unknown_there,
    _unknown,
)
