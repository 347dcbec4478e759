"""Grades for a contributor at a terminal and for a program: the rule that fired, and what would lift it."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.diagnostics import Language
from replicase.grades import (
    CONFIDENCE,
    EFFECT,
    REPLICATION,
    Confidence,
    Grades,
    Lift,
    Step,
    confidence,
    grades_of,
)
from replicase.library import Library
from replicase.model import Case
from replicase.standing import Standing

Graded = Grades | Confidence


def graded(library: Library, standing: Standing) -> Graded:
    """The grades of a case, or how far an adoption can be relied on."""
    record = standing.record
    if isinstance(record, Case):
        return grades_of(library, record, standing.as_of)
    return confidence(record)


def short(found: Graded) -> str:
    """The codes alone: `E2·R1`, `A1`."""
    return found.short if isinstance(found, Grades) else found.step.code


def lines(found: Graded, language: Language) -> Iterator[str]:
    """The grades of one record."""
    if isinstance(found, Confidence):
        yield from _grade(found.step, [], found.lifts, CONFIDENCE, language)
        return
    effect, replication = found
    because = [effect.because(language)]
    if effect.base is not effect.step:
        why = _joined([condition.asks.best(language) for condition in effect.lowered], language)
        because.append(
            f"本可评 {effect.base.code}，降一级：{why}"
            if language == "zh"
            else f"it would be {effect.base.code}, one less: {why}"
        )
    yield from _grade(effect.step, because, effect.lifts, EFFECT, language)
    because = [replication.because(language)]
    if left_out := _joined(replication.left_out(language), language):
        because.append(f"不计入：{left_out}" if language == "zh" else f"not counted: {left_out}")
    yield from _grade(replication.step, because, replication.lifts, REPLICATION, language)


def _joined(parts: list[str] | tuple[str, ...], language: Language) -> str:
    return ("；" if language == "zh" else "; ").join(parts)


def _grade(
    step: Step,
    because: list[str],
    lifts: tuple[Lift, ...],
    steps: tuple[Step, ...],
    language: Language,
) -> Iterator[str]:
    yield f"{step.code} {step.name.best(language)}"
    yield from (f"  {said}" for said in because)
    if lifts:
        above = steps[step.height + 1].code
        yield f"  升到 {above} 还要：" if language == "zh" else f"  {above} would take:"
        width = max(len(lift.condition.field) for lift in lifts)
        yield from (
            f"    {lift.condition.field.ljust(width)}  {lift.said(language)}" for lift in lifts
        )


def as_value(found: Graded) -> dict[str, object]:
    """The grades of one record for a program."""
    if isinstance(found, Confidence):
        return {"confidence": _value(found.step, found.lifts)}
    effect, replication = found
    return {
        "effect": {
            **_value(effect.step, effect.lifts),
            "before_lowering": effect.base.code,
            "lowered_by": [condition.id for condition in effect.lowered]
            if effect.base is not effect.step
            else [],
            "result": effect.main.id if effect.main else None,
        },
        "replication": {
            **_value(replication.step, replication.lifts),
            "worked": replication.worked,
            "stopped": replication.stopped,
            "not_counted": dict(replication.not_counted),
        },
    }


def _value(step: Step, lifts: tuple[Lift, ...]) -> dict[str, object]:
    return {
        "code": step.code,
        "name": {"zh": step.name.zh, "en": step.name.en},
        "lifts": [
            {
                "asks": lift.condition.id,
                "field": lift.condition.field,
                "zh": lift.said("zh"),
                "en": lift.said("en"),
            }
            for lift in lifts
        ],
    }
