"""Every published case in a row: what it is, where it is filed, how it is graded, where to read on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.exports.records import page_address, record_address
from replicase.exports.table import (
    CASE,
    CITY,
    EFFECT,
    KIND,
    REPLICATION,
    STAGE,
    TITLE,
    Column,
    Value,
    both,
    city,
    dated,
    said,
    table_of_cases,
)
from replicase.grades import Wording, grades_of, name_of
from replicase.library import FACETS, Library
from replicase.model import Case

_FACETS = {
    "theme": ("主题", "themes"),
    "risk": ("五类风险", "kinds of risk"),
    "governance": ("五治", "the five ways of governing"),
    "layer": ("一中心四平台一网格", "one centre, four platforms, one grid"),
    "method": ("方法", "methods"),
    "character": ("浙江特色、市域特色、时代特征", "of Zhejiang, of the city, of the times"),
    "event": ("应对的事件", "events it answers"),
}


def _cells(library: Library, case: Case, as_of: date) -> Iterator[Value]:
    effect, replication = grades_of(library, case, as_of)
    yield from (case.id, *said(case.title))
    yield from (*said(case.summary.problem), *said(case.summary.answer))
    yield from (case.kind, case.stage, case.place.code, city(library, case.place))
    yield from (*name_of(library, case.place), *said(case.lead.name), case.lead.type)
    yield dated(case.started.date) if case.started else None
    yield dated(case.ended.date) if case.ended else None
    yield case.operation.state if case.operation else None
    for facet in FACETS:
        yield getattr(case.facets, facet)
    yield case.indicators_served
    yield case.costs.band if case.costs else None
    yield from (effect.step.code, replication.step.code)
    yield len(library.adoptions_of(case))
    yield from (len(case.components), len(case.results), len(case.sources))
    yield tuple(unknown.field for unknown in case.unknown)
    yield dated(case.registered)
    yield dated(max((change.date for change in case.changes), default=case.registered))
    yield dated(case.review.date) if case.review else None
    yield dated(case.review.due) if case.review else None
    yield (case.rights.text if case.rights else None) or library.settings.licences.text
    yield page_address(library, case, "zh")
    yield page_address(library, case, "en")
    yield record_address(case)


CASES = table_of_cases(
    "cases",
    Wording("案例", "Cases"),
    (
        CASE,
        *TITLE,
        *both("problem", "原来哪里不对", "what was wrong"),
        *both("answer", "做了什么", "what was done"),
        KIND,
        STAGE,
        Column("place", "code", "行政区划代码", "division code"),
        CITY,
        *both("place_name", "地名", "name of the place"),
        *both("lead", "牵头单位", "lead unit"),
        Column("lead_type", "code", "牵头单位的类别（词表 organisation）", "kind of lead unit"),
        Column("started", "date", "何时开始", "when it began"),
        Column("ended", "date", "何时结束", "when it ended"),
        Column(
            "operation", "code", "现在还在用吗（字段 operation.state）", "whether it still runs"
        ),
        *(Column(name, "list", f"{zh}（词表 {name}）", en) for name, (zh, en) in _FACETS.items()),
        Column("indicators", "list", "对应的指标", "indicators it serves"),
        Column("cost_band", "code", "成本档（library.yml）", "cost band of library.yml"),
        EFFECT,
        REPLICATION,
        Column("adoptions", "integer", "采用记录有几条", "adoptions on record"),
        Column("components", "integer", "组成部分有几个", "components"),
        Column("results", "integer", "结果有几项", "results"),
        Column("sources", "integer", "来源有几个", "sources"),
        Column("unknown", "list", "写明未知的字段", "fields said to be unknown"),
        Column("registered", "date", "入库日期", "when it was registered"),
        Column("changed", "date", "最近一次改动的日期", "when it was last changed"),
        Column("reviewed", "date", "最近一次审核的日期", "when it was last reviewed"),
        Column("review_due", "date", "下次审核到期", "when the next review is due"),
        Column("licence", "code", "文字许可", "licence of the text"),
        Column("page_zh", "code", "中文页，从网站根算起的地址", "its page, from the site's root"),
        Column("page_en", "code", "英文页，没有的为空", "its English page, if it has one"),
        Column(
            "json",
            "code",
            "整个案例的 JSON，从网站根算起的地址",
            "the whole case as JSON, from the site's root",
        ),
    ),
    _cells,
)
