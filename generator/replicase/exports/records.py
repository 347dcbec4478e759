"""A whole case as one file of JSON: the record, who took it over, and what was computed of it.

The record is the case file: the same fields by the same names, and what an author may leave out is
left out. Who checked it before it was published is no data on the case, and stays in the repository.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from replicase.completeness import completeness
from replicase.diagnostics import LANGUAGES, Language
from replicase.exports.json import encode, head
from replicase.grades import Grades, Lift, confidence, grades_of, name_of, standing
from replicase.grades.counting import reckoned
from replicase.grades.freshness import is_stale
from replicase.library import Library
from replicase.model import Adoption, Case
from replicase.model.describe import Record, fields_of
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.output import Output


def record_address(case: Case) -> str:
    """Where a case is as JSON, from the root of the site; the same for all languages."""
    return f"data/cases/{case.id}.json"


def page_address(library: Library, case: Case, language: Language) -> str | None:
    """Where the page of a case is, from the root of the site; None where a language has none."""
    settings = library.settings
    texts = (case.title, case.summary.problem, case.summary.answer)
    if language not in settings.languages:
        return None
    if language != settings.languages[0] and not all(text.has(language) for text in texts):
        return None
    return f"{'en/' if language == 'en' else ''}cases/{case.id}/"


def plain(record: Case | Adoption) -> dict[str, Any]:
    """A record as plain values, by the names it has in its file."""
    told = _plain(record)
    del told["disclosure"]["checked_by"]
    return told


def _plain(value: Record) -> dict[str, Any]:
    """What is said of a part; what would hold without being said is left out."""
    return {
        key: _value(given)
        for name, key, default in _told_of(type(value))
        if (given := getattr(value, name)) is not default and given != default
    }


@cache
def _told_of(kind: type[Record]) -> tuple[tuple[str, str, object], ...]:
    """The fields of a kind of part: name, name in the file, and what holds without it."""
    return tuple((name, f.key, f.default) for name, f in fields_of(kind).items())


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, Text):
        return {name: text for name, text in (("zh", value.zh), ("en", value.en)) if text}
    if isinstance(value, tuple):
        return tuple(map(_value, value))
    if isinstance(value, Record):
        return _plain(value)
    return str(value) if isinstance(value, PartialDate) else value


def case_file(library: Library, case: Case, as_of: date) -> Output:
    """Write a case."""
    return Output(record_address(case), encode(told(library, case, as_of)) + b"\n")


def told(library: Library, case: Case, as_of: date) -> dict[str, Any]:
    """All that is published of a case."""
    pages = {language: page_address(library, case, language) for language in LANGUAGES}
    return {
        "$schema": "../schema/case.schema.json",
        **head(library, as_of),
        "pages": {language: page for language, page in pages.items() if page is not None},
        "case": {"schema": case.schema_, **plain(case)},
        "adoptions": [
            {
                "adoption": {"schema": adoption.schema_, **plain(adoption)},
                "adopter": name_of(library, adoption.place)._asdict(),
                "confidence": confidence(adoption).step.code,
                "standing": standing(adoption, as_of),
                "reckoned": reckoned(case, adoption, as_of),
            }
            for adoption in library.adoptions_of(case)
        ],
        "computed": computed(case, grades_of(library, case, as_of), as_of),
    }


def computed(case: Case, grades: Grades, as_of: date) -> dict[str, Any]:
    """What the library computes of a case, with the rule that gave it."""
    effect, replication = grades
    whole = completeness(case)
    return {
        "effect": {
            "grade": effect.step.code,
            "base": effect.base.code,
            "lowered_by": [condition.id for condition in effect.lowered],
            "unmet": [condition.id for condition in effect.unmet],
            "result": effect.main.id if effect.main else None,
            "because": {language: effect.because(language) for language in LANGUAGES},
            "lifts": _lifted(effect.lifts),
        },
        "replication": {
            "grade": replication.step.code,
            "worked": replication.worked,
            "stopped": replication.stopped,
            "not_counted": dict(replication.not_counted),
            "because": {language: replication.because(language) for language in LANGUAGES},
            "lifts": _lifted(replication.lifts),
        },
        "completeness": {
            "asked": whole.asked,
            "there": whole.there,
            "unknown": whole.unknown,
        },
        "stale": is_stale(case, as_of),
    }


def _lifted(lifts: tuple[Lift, ...]) -> list[dict[str, str]]:
    return [
        {"asks": lift.condition.id, **{language: lift.said(language) for language in LANGUAGES}}
        for lift in lifts
    ]
