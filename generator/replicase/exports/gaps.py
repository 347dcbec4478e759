"""The gap matrix, and what public material found wanting in each city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from replicase.exports.table import SOURCES, Column, Table, Value, both, city, dated, said
from replicase.grades import Wording, grades_of
from replicase.library import Library
from replicase.model import Case, Indicator
from replicase.model.describe import STAGES
from replicase.model.scalars import PartialDate


def _indicators(library: Library) -> tuple[Indicator, ...]:
    """The single indicators; two schemes may hold the same one."""
    return tuple(dict.fromkeys(i for i in library.indicators if not i.items))


def _cells_there(library: Library) -> int:
    return len(_indicators(library)) * len(library.cities)


def _cells(library: Library, as_of: date) -> Iterator[tuple[Value, ...]]:
    for indicator in _indicators(library):
        top = library.top_of(indicator.code)
        here: dict[str | None, list[Case]] = {}
        for case in library.cases_serving(indicator.code):
            here.setdefault(city(library, case.place), []).append(case)
        for place in library.cities:
            cases = here.get(place.slug or place.id, [])
            stages = Counter(case.stage for case in cases)
            grades = [grades_of(library, case, as_of) for case in cases]
            yield (
                indicator.code,
                *said(indicator.title),
                top[1].code if top else None,
                place.slug or place.id,
                len(cases),
                *(stages[stage] for stage in STAGES if stage != "draft"),
                max((g.effect.step.code for g in grades), default=None),
                max((g.replication.step.code for g in grades), default=None),
                library.open_gaps_under(indicator.code, place),
                tuple(case.id for case in cases),
            )


GAP_MATRIX = Table(
    "gap-matrix",
    Wording("补短板对照", "Gap matrix"),
    Wording("每行一项指标在一个市", "A row is an indicator in a city"),
    (
        Column("indicator", "code", "指标编号", "code of the indicator"),
        *both("indicator_title", "指标", "title of the indicator"),
        Column("group", "code", "所属的组", "the group it belongs to"),
        Column("city", "code", "市", "city"),
        Column("cases", "integer", "案例数", "cases"),
        Column("structured", "integer", "其中已结构化的", "of these, structured"),
        Column("verified", "integer", "其中已核实的", "of these, verified"),
        Column("promoted", "integer", "其中已推广的", "of these, promoted"),
        Column("effect", "code", "最高的效果等级", "the highest effect grade"),
        Column("replication", "code", "最高的复制等级", "the highest replication grade"),
        Column(
            "open",
            "integer",
            "公开指出、还没有整改好的问题",
            "problems reported in public and still open",
        ),
        Column("case_ids", "list", "这些案例的编号", "the ids of the cases"),
    ),
    _cells_there,
    _cells,
)


def _items_there(library: Library) -> int:
    return sum(len(library.gaps_of(place)) for place in library.cities)


def _items(library: Library, as_of: date) -> Iterator[tuple[Value, ...]]:
    today = PartialDate(as_of.year, as_of.month, as_of.day)
    for place in library.cities:
        links = {source.id: source.url or source.title for source in library.gap_sources(place)}
        for gap in library.gaps_of(place):
            overdue = gap.is_open and gap.due is not None and gap.due.surely_before(today)
            yield (
                place.slug,
                gap.id,
                gap.indicator,
                *said(gap.issue),
                gap.found_by,
                dated(gap.found_on),
                gap.status,
                gap.is_open,
                overdue,
                *said(gap.responsible),
                *said(gap.measure),
                dated(gap.due),
                dated(gap.closed_on),
                *said(gap.verified_by),
                gap.cases,
                tuple(links[named] for named in gap.source if named in links),
            )


GAPS = Table(
    "gaps",
    Wording("公开材料指出的问题", "Problems reported in public"),
    Wording("每行一个问题", "A row is an item"),
    (
        Column("city", "code", "市", "city"),
        Column("item", "code", "问题编号，在一个市里不重复", "id of the item within its city"),
        Column("indicator", "code", "涉及的指标", "the indicator it touches"),
        *both("issue", "问题", "what is wrong"),
        Column("found_by", "code", "怎么发现的", "how it was found"),
        Column("found_on", "date", "何时公开指出", "when it was reported in public"),
        Column("status", "code", "状态", "status"),
        Column("open", "truth", "是否还没有整改好，或又出现", "whether it is open, or came back"),
        Column("overdue", "truth", "是否过了期限还没有整改好", "whether it is open past its date"),
        *both("responsible", "责任单位", "the unit responsible"),
        *both("measure", "怎么改的", "what was done about it"),
        Column("due", "date", "整改期限", "when it is due"),
        Column("closed_on", "date", "何时整改完", "when it was closed"),
        *both("verified_by", "谁核实的", "who verified it"),
        Column("cases", "list", "帮上忙的案例", "cases that helped, by id"),
        SOURCES,
    ),
    _items_there,
    _items,
)
