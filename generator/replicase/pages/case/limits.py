"""Risks and limits of a practice, and who evaluated it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replicase.model.evidence import Remark
from replicase.pages.case.citations import Cites
from replicase.pages.case.subject import Subject
from replicase.pages.voice import Said


@dataclass(frozen=True, slots=True)
class Remarked:
    """A statement below risks and limits."""

    said: Said
    cites: Cites
    more: tuple[tuple[str, Said], ...] = ()


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An evaluation by somebody."""

    design: str
    evaluator: Said
    independence: str
    finding: Said
    cites: Cites


def remarks(subject: Subject) -> tuple[tuple[str, tuple[Remarked, ...]], ...]:
    """Risks with how they are met, limits, side effects, and where it does not fit, each by its label."""
    voice, case = subject.voice, subject.case
    risks = []
    for risk in case.risks:
        more = []
        if risk.mitigation:
            more.append((voice.say("risk.mitigation"), voice.text(risk.mitigation)))
        if risk.happened is not None:
            word = "risk.has_happened" if risk.happened else "risk.has_not_happened"
            more.append(("", Said(voice.say(word))))
        risks.append(Remarked(voice.text(risk.risk), subject.cites(risk.source), tuple(more)))

    def remarked(found: Iterable[Remark]) -> tuple[Remarked, ...]:
        return tuple(Remarked(voice.text(r.text), subject.cites(r.source)) for r in found)

    groups = (
        ("risk", tuple(risks)),
        ("limit", remarked(case.limits)),
        ("unintended", remarked(case.unintended)),
        ("unsuitable", remarked(case.unsuitable_when)),
    )
    return tuple((voice.say(f"remark.{label}"), found) for label, found in groups if found)


def evaluations(subject: Subject) -> tuple[Reviewed, ...]:
    """Who evaluated it, how, and what they found."""
    voice = subject.voice
    return tuple(
        Reviewed(
            design=voice.say(f"design.{e.design}"),
            evaluator=voice.text(e.evaluator),
            independence=""
            if e.independent is None
            else voice.say("evaluation.independent" if e.independent else "evaluation.own"),
            finding=voice.text(e.finding),
            cites=subject.cites(e.source),
        )
        for e in subject.case.evaluations
    )
