"""Every value in the library, one a row: of which result, when, how exact, by which source, said by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.exports.table import RECORD, Column, Table, Value, both, city, dated, records, said
from replicase.grades import Wording
from replicase.library import Library
from replicase.model import Adoption, Case, Result


def _told(record: Case | Adoption) -> Iterator[tuple[str, Result]]:
    """The results of a record, each with the field it stands in."""
    yield from (("results", result) for result in record.results)
    if isinstance(record, Case):
        figures = record.problem.figures if record.problem else ()
        yield from (("problem.figures", result) for result in figures)
        yield from (("context", result) for result in record.context)


def _size(library: Library) -> int:
    told = (result for _, record in records(library) for _, result in _told(record))
    return sum(len(result.observations) for result in told)


def _rows(library: Library, _: date) -> Iterator[tuple[Value, ...]]:
    for kind, record in records(library):
        yield from _values(library, kind, record)


def _values(library: Library, kind: str, record: Case | Adoption) -> Iterator[tuple[Value, ...]]:
    case = record.id if isinstance(record, Case) else record.case
    where = record.place.code, city(library, record.place)
    sources = {source.id: source for source in record.sources}
    for field, result in _told(record):
        for observation in result.observations:
            source = sources.get(observation.source)
            yield (
                *(kind, record.id, case, *where),
                *(field, result.id, *said(result.name), result.dimension),
                *(*said(result.definition), *said(result.unit), result.better),
                dated(observation.at),
                float(observation.value),
                *(observation.precision, observation.role == "baseline", observation.claimant),
                *(observation.source, source.publisher if source else None),
                source.url if source else None,
            )


VALUES = Table(
    "values",
    Wording("数值", "Values"),
    Wording("每行一个来源在一个时间说的一个数", "A row is one value of one time, by one source"),
    (
        RECORD,
        Column("id", "code", "记录的编号", "id of the record"),
        Column("case", "code", "关于哪个案例", "the case it is about"),
        Column("place", "code", "行政区划代码", "division code of the place"),
        Column("city", "code", "所在的市", "city"),
        Column(
            "field",
            "code",
            "写在哪个字段：results 结果，problem.figures 问题，context 当地情况",
            "the field: `results`, `problem.figures` or `context`",
        ),
        Column("result", "code", "结果编号，在记录里不重复", "id of the result in its record"),
        *both("name", "指标", "what is measured"),
        Column("dimension", "code", "说的是哪一面", "what it speaks of"),
        *both("definition", "口径", "what is counted, and how"),
        *both("unit", "单位", "unit"),
        Column("better", "code", "往哪个方向算好", "which direction is better"),
        Column("at", "date", "数值所指的时间", "the time the value is about"),
        Column("value", "number", "数值", "the value"),
        Column("precision", "code", "精度（字段 precision）", "how exact (field `precision`)"),
        Column("baseline", "truth", "是否实施前的起点值", "whether it is the value at the start"),
        Column("claimant", "code", "最先说出这个数的是谁", "who first stated it"),
        Column("source", "code", "来源编号，在记录里不重复", "id of the source in its record"),
        Column("publisher", "text", "来源的发布者", "who published the source"),
        Column("url", "text", "来源的网址", "address of the source"),
    ),
    _size,
    _rows,
)
