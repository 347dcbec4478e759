"""Grades: how strong the evidence of a case is, and whether others could do it too; computed, never typed.

Pure functions of records and the date of a build. Effect, replication and cost stay apart and are
never added up; completeness and freshness are told and not graded. Each grade comes with the rule
that gave it and with all that the next one asks and is not there, in both languages.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from replicase.grades.confidence import CONFIDENCE, Confidence, confidence
from replicase.grades.effect import EFFECT, LOWERING, EffectGrade, effect_grade
from replicase.grades.freshness import Standing, months_since, standing
from replicase.grades.ladder import Condition, Lift, Scale, Step, Wording
from replicase.grades.replication import (
    NOT_COUNTED,
    REPLICATION,
    ReplicationGrade,
    replication_grade,
)
from replicase.library import Library
from replicase.model import Case, Place

__all__ = [
    "CONFIDENCE",
    "EFFECT",
    "LOWERING",
    "NOT_COUNTED",
    "REPLICATION",
    "Condition",
    "Confidence",
    "EffectGrade",
    "Grades",
    "Lift",
    "ReplicationGrade",
    "Scale",
    "Standing",
    "Step",
    "Wording",
    "confidence",
    "effect_grade",
    "grades_of",
    "months_since",
    "name_of",
    "replication_grade",
    "standing",
]


class Grades(NamedTuple):
    """The two grades of a case; they say different things and are never added up."""

    effect: EffectGrade
    replication: ReplicationGrade

    @property
    def short(self) -> str:
        """Both codes, for where the words stand nearby: `E2·R1`."""
        return f"{self.effect.step.code}·{self.replication.step.code}"


def grades_of(library: Library, case: Case, as_of: date) -> Grades:
    """The grades of a case of a library; worked out once, however many pages ask."""
    known = library.worked_out
    key = (grades_of, case.id, as_of)
    if key not in known:
        known[key] = Grades(
            effect_grade(case, as_of),
            replication_grade(
                case, library.adoptions_told(case.id), lambda place: name_of(library, place)
            ),
        )
    found: Grades = known[key]
    return found


def name_of(library: Library, place: Place) -> Wording:
    """What a place is called in a sentence."""
    if place.name is not None:
        return Wording(place.name.best("zh"), place.name.best("en"))
    term = library.term("places", place.code)
    if term is None:
        return Wording(place.code, place.code)
    return Wording(term.label.best("zh"), term.label.best("en"))
