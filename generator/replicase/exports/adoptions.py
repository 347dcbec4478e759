"""The ledger of adoptions: who took which case over, how that is known, and why some stopped."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import get_args

from replicase.exports.table import SOURCES, Column, Table, Value, both, city, dated, said
from replicase.grades import Wording, confidence, months_since, name_of, standing
from replicase.grades.counting import Counted, reckoned
from replicase.library import Library
from replicase.model import Adoption


def _size(library: Library) -> int:
    return len(library.adoptions)


def _rows(library: Library, as_of: date) -> Iterator[tuple[Value, ...]]:
    for adoption in library.adoptions:
        yield tuple(_cells(library, adoption, as_of))


def _cells(library: Library, adoption: Adoption, as_of: date) -> Iterator[Value]:
    case = library.case(adoption.case)
    if case is None:
        raise LookupError(adoption.case)
    yield from (adoption.id, case.id, *said(case.title))
    yield from (case.place.code, city(library, case.place))
    yield from (adoption.place.code, city(library, adoption.place))
    yield from (*name_of(library, adoption.place), *said(adoption.unit))
    yield from (adoption.declared_by, confidence(adoption).step.code, adoption.trigger)
    kind = reckoned(case, adoption, as_of)
    counts = kind in get_args(Counted)
    yield from (adoption.status, standing(adoption, as_of), counts, None if counts else kind)
    for when in (adoption.started, adoption.ended, adoption.seen_in_use):
        yield dated(when.date) if when else None
    yield months_since(adoption.seen_in_use.date, as_of) if adoption.seen_in_use else None
    yield tuple(reason.reason for reason in adoption.reasons)
    for done in ("kept", "adapted", "dropped"):
        yield tuple(part for part, did in adoption.components.items() if did == done)
    yield len(adoption.results)
    yield tuple(unknown.field for unknown in adoption.unknown)
    yield tuple(source.url or source.title for source in adoption.sources)


ADOPTIONS = Table(
    "adoptions",
    Wording("采用记录", "Adoptions"),
    Wording("每行一条采用记录", "A row is a record of adoption"),
    (
        Column("adoption", "code", "采用记录编号", "id of the record"),
        Column("case", "code", "采用的案例", "the case taken over, by id"),
        *both("title", "案例标题", "title of the case"),
        Column("origin", "code", "起源地的区划代码", "division code of the origin"),
        Column("origin_city", "code", "起源地所在的市", "city of the origin"),
        Column("adopter", "code", "采用地的区划代码", "division code of the adopter"),
        Column("adopter_city", "code", "采用地所在的市；省外为空", "city of the adopter, if here"),
        *both("adopter_name", "采用地", "the adopter"),
        *both("unit", "采用单位", "the adopting unit"),
        Column("declared_by", "code", "谁说的", "who says so"),
        Column("confidence", "code", "可信到哪一步 A0–A3", "how far it can be relied on, A0 to A3"),
        Column("trigger", "code", "为何采用", "why it was adopted"),
        Column("status", "code", "记录里写的状态", "status as it is written"),
        Column(
            "standing",
            "code",
            "到生成网站那天的状态：18 个月没有见到在用的是 seen",
            "where it stands on the day of the build: `seen` where not seen in use for 18 months",
        ),
        Column("counted", "truth", "是否计入", "whether it counts as somebody else's"),
        Column(
            "not_counted",
            "code",
            "不计入的原因：within 本地或上级，mandated 上级要求或结对，planned 只是打算",
            "why not: `within` the origin or above it, `mandated` or paired, only `planned`",
        ),
        Column("started", "date", "何时开始", "when it began"),
        Column("ended", "date", "何时停止", "when it stopped"),
        Column("seen_in_use", "date", "最近一次见到在用", "when it was last seen in use"),
        Column("months_since_seen", "integer", "距今几个月", "whole months since then"),
        Column(
            "reasons", "list", "停用或未采纳的原因（词表 reason）", "why it stopped or was refused"
        ),
        Column("kept", "list", "照用的组成部分（部分编号）", "components kept, by id"),
        Column("adapted", "list", "改动的组成部分", "components adapted, by id"),
        Column("dropped", "list", "放弃的组成部分", "components dropped, by id"),
        Column(
            "results", "integer", "采用地自己的结果有几项", "how many results of its own it has"
        ),
        Column("unknown", "list", "写明未知的字段", "fields said to be unknown"),
        SOURCES,
    ),
    _size,
    _rows,
)
