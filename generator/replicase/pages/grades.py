"""Grades as pages show them: a code and words in one frame, why a case has it, what would lift it.

Never stars, totals or a scale of colours: a grade says how strong the evidence is, not how good a
place is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from replicase.completeness import completeness
from replicase.grades import (
    CONFIDENCE,
    EFFECT,
    LOWERING,
    REPLICATION,
    Condition,
    Grades,
    Lift,
    Step,
    confidence,
)
from replicase.model import Adoption, Case
from replicase.pages.voice import Voice

Graded = Literal["effect", "replication"]
"""What a case is graded by; also the names of the facets: `cases/?effect=E2`."""

STEPS: Mapping[Graded, tuple[Step, ...]] = {"effect": EFFECT, "replication": REPLICATION}


class Mark(NamedTuple):
    """What stands in the frame of a grade."""

    code: str
    words: str


def step_of(grades: Grades, graded: Graded) -> Step:
    """The step a case has reached on one of the two ladders."""
    return grades.effect.step if graded == "effect" else grades.replication.step


def marks(voice: Voice, case: Case) -> tuple[Mark, Mark]:
    """The frames of a case: effect, then replication, with the failures where there are any."""
    grades = voice.grades(case)
    effect, replication = grades.effect.step, grades.replication.step
    words = replication.name.best(voice.language)
    if stopped := grades.replication.stopped:
        worked = grades.replication.worked
        told = [voice.count("grade.worked", worked)] if worked else []
        told.append(voice.count("grade.stopped", stopped))
        words = voice.say("grade.with_failures", words=words, told=voice.joined(told))
    return Mark(effect.code, effect.name.best(voice.language)), Mark(replication.code, words)


def short(voice: Voice, case: Case) -> str:
    """Both codes, for where the words stand nearby: `E2·R1`."""
    return voice.grades(case).short


def best(voice: Voice, cases: Iterable[Case]) -> str:
    """The highest grades among some cases, which need not be one case's: `E2, R1`; else empty."""
    found = tuple(cases)
    if not found:
        return ""
    return voice.joined([best_step(voice, graded, found).code for graded in get_args(Graded)])


def proven(voice: Voice, cases: Iterable[Case]) -> str:
    """What `best` gives, without the lowest grades: they are what a case has before any evidence."""
    found = tuple(cases)
    steps = [best_step(voice, graded, found) for graded in get_args(Graded)] if found else []
    return voice.joined([step.code for step in steps if step.height])


def best_step(voice: Voice, graded: Graded, cases: Iterable[Case]) -> Step:
    """The highest step that one of some cases has reached; there must be a case."""
    return max(
        (step_of(voice.grades(case), graded) for case in cases), key=lambda step: step.height
    )


def trusted(voice: Voice, adoption: Adoption) -> str:
    """How far an adoption can be relied on, in a line of facts: `A1 named in a public document`."""
    step = confidence(adoption).step
    return f"{step.code} {step.name.best(voice.language)}"


def sort_key(voice: Voice, case: Case) -> tuple[int, int]:
    """By evidence, the strongest first: effect, then replication."""
    grades = voice.grades(case)
    return -grades.effect.step.height, -grades.replication.step.height


def counts(voice: Voice, graded: Graded) -> tuple[tuple[Mark, int], ...]:
    """The grades that cases have, the highest first, each with how many cases have it."""
    found = Counter(step_of(voice.grades(case), graded) for case in voice.library.cases)
    return tuple(
        (Mark(step.code, step.name.best(voice.language)), found[step])
        for step in reversed(STEPS[graded])
        if found[step]
    )


@dataclass(frozen=True, slots=True)
class Why:
    """One of the two grades of a case, explained."""

    mark: Mark
    because: tuple[str, ...]
    """Sentences: the rule that gave it, what took a step away, what does not count."""
    next: str
    """Introduces what would lift it; empty at the last step."""
    lifts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """The section of a case's page about its grades."""

    grades: tuple[Why, Why]
    completeness: str
    freshness: str


def explained(voice: Voice, case: Case) -> Explained:
    """Why a case has its grades, and what would lift them."""
    language = voice.language
    effect, replication = voice.grades(case)
    mark_effect, mark_replication = marks(voice, case)
    because = [effect.because(language)]
    if effect.base is not effect.step:
        why = [condition.asks.best(language) for condition in effect.lowered]
        because.append(
            voice.say(
                "grade.lowered",
                base=effect.base.code,
                step=effect.step.code,
                why=voice.say("mark.semicolon").join(why),
            )
        )
    counted = [replication.because(language)]
    if left_out := replication.left_out(language):
        counted.append(voice.say("grade.left_out", told=voice.joined(list(left_out))))
    return Explained(
        (
            _why(voice, mark_effect, because, EFFECT, effect.step, effect.lifts),
            _why(
                voice, mark_replication, counted, REPLICATION, replication.step, replication.lifts
            ),
        ),
        _sentence(voice, _completeness(voice, case)),
        _sentence(voice, _freshness(voice, case)),
    )


def _why(
    voice: Voice,
    mark: Mark,
    because: list[str],
    steps: tuple[Step, ...],
    step: Step,
    lifts: tuple[Lift, ...],
) -> Why:
    above = steps[step.height + 1] if lifts else None
    return Why(
        mark,
        tuple(_sentence(voice, said) for said in because),
        voice.say("grade.next", code=above.code) if above else "",
        tuple(_sentence(voice, lift.said(voice.language)) for lift in lifts),
    )


def _sentence(voice: Voice, said: str) -> str:
    """Words that stand on their own: English ones begin with a capital."""
    return said if voice.language == "zh" else said[:1].upper() + said[1:]


def _completeness(voice: Voice, case: Case) -> str:
    found = completeness(case)
    said = voice.say("grade.complete", asked=found.asked, there=found.there, unknown=found.unknown)
    if not found.absent:
        return said
    names = [field.zh if voice.language == "zh" else field.en for field in found.absent]
    return said + voice.say("grade.absent", names=voice.joined(names))


def _freshness(voice: Voice, case: Case) -> str:
    seen = case.operation.confirmed if case.operation else None
    if seen is None:
        return voice.say("grade.never_seen")
    months = voice.count("grade.months", voice.months_since(seen))
    return voice.say("grade.seen", date=voice.day(seen), months=months)


@dataclass(frozen=True, slots=True)
class LadderLine:
    """A step on the method page."""

    mark: Mark
    asks: tuple[str, ...]
    cases: int
    """How many stand on it; 0 where the scale is of adoptions."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """A scale on the method page."""

    id: str
    title: str
    lead: str
    steps: tuple[LadderLine, ...]
    counted: bool
    lowering: tuple[str, ...] = ()
    """What takes one step away."""


@dataclass(frozen=True, slots=True)
class How:
    """The part of the method page about grades, made of the rules that grade."""

    ladders: tuple[Ladder, ...]


def how(voice: Voice) -> How:
    """What every grade asks, and how many cases of the library have it."""
    return How(
        (
            *(_ladder(voice, name, STEPS[name], counts(voice, name)) for name in STEPS),
            _ladder(voice, "confidence", CONFIDENCE, ()),
        )
    )


def _ladder(
    voice: Voice, name: str, steps: tuple[Step, ...], counted: tuple[tuple[Mark, int], ...]
) -> Ladder:
    cases = {mark.code: n for mark, n in counted}
    return Ladder(
        f"grades-{name}",
        voice.say(f"grade.{name}"),
        voice.say(f"grade.{name}_lead"),
        tuple(
            LadderLine(
                Mark(step.code, step.name.best(voice.language)),
                tuple(_sentence(voice, asked) for asked in _asked(voice, step.asks)),
                cases.get(step.code, 0),
            )
            for step in steps
        ),
        counted=bool(counted),
        lowering=tuple(_sentence(voice, asked) for asked in _asked(voice, LOWERING))
        if name == "effect"
        else (),
    )


def _asked(voice: Voice, conditions: Iterable[Condition]) -> tuple[str, ...]:
    return tuple(condition.asks.best(voice.language) for condition in conditions)
