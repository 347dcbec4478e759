"""The grades of every published case: the rule that gave each, and what would lift it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.completeness import completeness
from replicase.diagnostics import LANGUAGES
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
from replicase.grades import Lift, Wording, grades_of, months_since
from replicase.grades.freshness import is_stale
from replicase.library import Library
from replicase.model import Case


def _cells(library: Library, case: Case, as_of: date) -> Iterator[Value]:
    effect, replication = grades_of(library, case, as_of)
    yield from (case.id, *said(case.title), case.kind, case.stage, city(library, case.place))
    yield from (effect.step.code, effect.base.code)
    lowered = effect.lowered if effect.base is not effect.step else ()
    yield tuple(condition.id for condition in lowered)
    yield effect.main.id if effect.main else None
    yield from (effect.because(language) for language in LANGUAGES)
    yield from _lifted(effect.lifts)
    yield from (replication.step.code, replication.worked, replication.stopped)
    yield tuple(f"{reason} {n}" for reason, n in replication.not_counted)
    yield from (replication.because(language) for language in LANGUAGES)
    yield from _lifted(replication.lifts)
    whole = completeness(case)
    yield from (whole.asked, whole.there, whole.unknown)
    seen = case.operation.confirmed if case.operation else None
    yield dated(seen)
    yield months_since(seen, as_of) if seen else None
    yield is_stale(case, as_of)


def _lifted(lifts: tuple[Lift, ...]) -> Iterator[Value]:
    """Yield what would lift a grade: its name, and the sentence in each language."""
    yield tuple(lift.condition.id for lift in lifts)
    for language in LANGUAGES:
        yield tuple(lift.said(language) for lift in lifts)


def _lift_columns(graded: str, zh: str, en: str) -> tuple[Column, ...]:
    return (
        Column(
            f"{graded}_lifts",
            "list",
            f"再升一级{zh}还差的各项，按编号（见方法页）",
            f"what the next grade of {en} asks and is not there, by its id",
        ),
        Column(
            f"{graded}_lifts_zh", "list", "怎样再升一级，中文", "what would lift it, in Chinese"
        ),
        Column(
            f"{graded}_lifts_en", "list", "怎样再升一级，英文", "what would lift it, in English"
        ),
    )


GRADES = table_of_cases(
    "grades",
    Wording("等级", "Grades"),
    (
        CASE,
        *TITLE,
        KIND,
        STAGE,
        CITY,
        EFFECT,
        Column(
            "effect_base",
            "code",
            "降级之前的效果等级",
            "effect grade before a weakness takes one away",
        ),
        Column("effect_lowered_by", "list", "因为什么降一级", "the weaknesses that take one away"),
        Column(
            "effect_result", "code", "凭哪一项结果（结果编号）", "the result it rests on, by id"
        ),
        *both("effect_because", "由哪条规则得出", "the rule that gave it"),
        *_lift_columns("effect", "效果等级", "effect"),
        REPLICATION,
        Column(
            "replication_worked",
            "integer",
            "计入的采用：别处、自愿、在用、由采用地证实",
            "adoptions that count: elsewhere, of its own accord, in use, confirmed by the adopter",
        ),
        Column(
            "replication_stopped", "integer", "别处停用的采用", "adoptions elsewhere that stopped"
        ),
        Column(
            "replication_not_counted",
            "list",
            "不计入的采用，按原因各几处",
            "adoptions that do not count, by why not, with how many",
        ),
        *both("replication_because", "由哪条规则得出", "the rule that gave it"),
        *_lift_columns("replication", "复制等级", "replication"),
        Column(
            "fields_asked",
            "integer",
            "已推广的案例要的字段数",
            "fields a promoted case is asked for",
        ),
        Column("fields_there", "integer", "其中写了的", "of these, those written"),
        Column("fields_unknown", "integer", "其中写明未知的", "of these, those said to be unknown"),
        Column(
            "operation_confirmed",
            "date",
            "最近见到在用是何时",
            "when it was last seen in operation",
        ),
        Column("operation_months", "integer", "距今几个月", "whole months since then"),
        Column(
            "operation_stale",
            "truth",
            "是否 24 个月没有见到在用",
            "whether nobody saw it in operation for 24 months",
        ),
    ),
    _cells,
)
