"""The effect grade: how strong the evidence is that a practice does what it is for.

It is taken from one result, the main one: that which gives the case its highest grade. Adoptions,
honours and orders from above have no part in it, and the editor's reading raises nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from replicase.diagnostics import Language
from replicase.grades.freshness import OPERATION_MONTHS, is_stale, months_before
from replicase.grades.ladder import Condition, Lift, Step, Wording, fill
from replicase.model import Case, Observation, Result
from replicase.model.case import Evaluation
from replicase.model.text import Text
from replicase.rules.independence import runs

MECHANISM = Condition(
    "mechanism",
    "mechanism",
    Wording(
        "写明为什么管用，并有来源；编者的归纳不算",
        "it says why it works, by a source; the editor's reading does not count",
    ),
    Wording(
        "给“为什么管用”注明来源，编者的归纳不算",
        "name a source for why it works; the editor's reading does not count",
    ),
)
COMPONENTS = Condition(
    "components",
    "components",
    Wording(
        "写明由哪些部分组成，至少一部分有来源",
        "it says what it is made of, at least one part by a source",
    ),
    Wording(
        "写明组成部分，至少给一部分注明来源", "tell its parts, and name a source for one at least"
    ),
)
RESULT = Condition(
    "result",
    "results",
    Wording("至少一个结果数字，有来源", "at least one result in figures, by a source"),
    Wording(
        "补一个有来源的结果数字，最好由主办方、厂商以外的人说出",
        "add a result in figures with its source, stated by neither those who run it nor a vendor",
    ),
)
DIMENSION = Condition(
    "effect",
    "results",
    Wording(
        "结果说的是成效，不是覆盖面、工作量等",
        "the result speaks of an effect, not of reach, work done and the like",
    ),
    Wording(
        "补一项成效，同一口径，实施前、后各一个数；“{result}”说的是{dimension}",
        'add an effect, with a value before and one after measured alike; "{result}" speaks of {dimension}',
    ),
)
BASELINE = Condition(
    "baseline",
    "results",
    Wording("实施前有数", "there is a value from before"),
    Wording("找到“{result}”实施前的数", 'find the value of "{result}" from before'),
)
AFTER = Condition(
    "after",
    "results",
    Wording("实施后有数，晚于实施前的数", "there is a value from after, later than the one before"),
    Wording("找到“{result}”实施后的数", 'find the value of "{result}" from after'),
)
DEFINITION = Condition(
    "definition",
    "results",
    Wording(
        "写明口径，前后是同一单位、同一口径",
        "what is counted is written, the same before and after",
    ),
    Wording("写明“{result}”数的是什么、怎么数的", 'say what "{result}" counts, and how'),
)
NO_BREAK = Condition(
    "no-break",
    "results",
    Wording("前后口径没有变", "the measure did not change in between"),
    Wording(
        "“{result}”前后口径变了，换用口径没变的数",
        'the measure of "{result}" changed; find values measured alike',
    ),
)
COMPARISON = Condition(
    "comparison",
    "evaluations",
    Wording(
        "有一次带对照的评估：对照、准实验或随机对照，有来源",
        "there is an evaluation with a comparison, quasi-experimental or randomised too, by a source",
    ),
    Wording(
        "做一次有对照的评估，公开结论",
        "have it evaluated with a comparison, and publish the finding",
    ),
)
INDEPENDENT = Condition(
    "independent",
    "evaluations",
    Wording("评估的人不是主办方", "whoever evaluated does not run it"),
    Wording(
        "有对照的评估要由主办方以外的人做，并写明",
        "have the comparison made by somebody who does not run it, and say so",
    ),
)

CLAIMANTS = Condition(
    "claimants",
    "results",
    Wording(
        "主要结果的数全是主办方、厂商说的，或没有写明谁说的",
        "all values of the main result were stated by those who run it, a vendor or nobody named",
    ),
    Wording(
        "给“{result}”找一个主办方、厂商以外说出的数，写明是谁说的",
        'find a value of "{result}" stated by somebody other than those who run it or a vendor',
    ),
)
CONFLICT = Condition(
    "conflict",
    "results",
    Wording("主要结果的数，各来源说法不一", "sources disagree on the main result"),
    Wording(
        "“{result}”各来源的数不同，弄清原因；口径不同的分成两项",
        'sources differ on "{result}": find out why, and part what is measured differently',
    ),
)
STALE = Condition(
    "stale",
    "operation",
    Wording(
        f"最近 {OPERATION_MONTHS} 个月没有材料见到它在用",
        f"no source saw it in operation in the last {OPERATION_MONTHS} months",
    ),
    Wording(
        "找一份 {since} 以后见到它在用的材料",
        "find a source of {since} or later that saw it in operation",
    ),
)

LOWERING = (CLAIMANTS, CONFLICT, STALE)
"""Each of these takes one grade of effect away, and all together take no more than one."""

E0 = Step(
    "effect",
    0,
    "E0",
    Wording("还缺证据", "short of evidence"),
    Wording("还没有做到 E1 要求的各项", "it has not all that E1 asks"),
)
E1 = Step(
    "effect",
    1,
    "E1",
    Wording("有一项结果", "one result"),
    Wording(
        "“{result}”有来源，但看不出实施前后的变化",
        '"{result}" has a source, but shows no change from before to after',
    ),
    (MECHANISM, COMPONENTS, RESULT),
)
E2 = Step(
    "effect",
    2,
    "E2",
    Wording("有前后对比", "before and after"),
    Wording(
        "“{result}”实施前后都有数，口径相同，都有来源",
        '"{result}" has values before and after, measured alike, each with its source',
    ),
    (DIMENSION, BASELINE, AFTER, DEFINITION, NO_BREAK),
)
E3 = Step(
    "effect",
    3,
    "E3",
    Wording("有独立的对照评估", "independent comparison"),
    Wording(
        "“{result}”前后有数，另有主办方以外的人做的对照评估",
        '"{result}" has values before and after, and somebody who does not run it made a comparison',
    ),
    (COMPARISON, INDEPENDENT),
)
EFFECT = (E0, E1, E2, E3)

DIMENSIONS: dict[str, Wording] = {
    "reach": Wording("覆盖面", "reach"),
    "effect": Wording("成效", "an effect"),
    "adoption": Wording("采用", "use"),
    "implementation": Wording("实施情况", "work done"),
    "maintenance": Wording("维持情况", "upkeep"),
    "equity": Wording("公平", "equity"),
    "cost": Wording("成本", "cost"),
}
"""What a result speaks of, as it is told in a sentence."""

NOT_ENOUGH = frozenset({"self", "unstated", "vendor"})
"""Claimants who alone do not carry a result."""
_CITED = re.compile(r"\[@([a-z][a-z0-9-]{0,31})")


@dataclass(frozen=True, slots=True)
class EffectGrade:
    """The effect grade of a case, the rule that gave it, and what would lift it."""

    step: Step
    base: Step
    """The step whose demands are met, before one is taken away."""
    lowered: tuple[Condition, ...]
    """What takes one away."""
    main: Result | None
    """The result it rests on; None where there is none in figures."""
    lifts: tuple[Lift, ...]
    """All that the next step asks and is not there; empty at the last."""
    unmet: tuple[Condition, ...] = ()
    """All that any step asks of that result and of the case, and is not there."""

    def because(self, language: Language) -> str:
        """The rule that gave it, before one is taken away."""
        return fill(self.base.because, language, {"result": self.main.name} if self.main else {})


def effect_grade(case: Case, as_of: date) -> EffectGrade:
    """Grade the evidence of a case."""
    sources = frozenset(source.id for source in case.sources)
    told = _not_told(case, sources)
    evaluated = _not_evaluated(case, sources)
    stale = is_stale(case, as_of)
    best: EffectGrade | None = None
    rank: tuple[int, int, bool, int] | None = None
    for result in case.results:
        seen = tuple(o for o in result.observations if o.source in sources)
        if not seen:
            continue
        compared = _not_compared(result, seen)
        base = 0 if told else 1 if compared else 2 if evaluated else 3
        lowered = _lowered(result, seen, stale=stale)
        height = max(0, base - bool(lowered))
        here = (height, base, result.dimension == "effect", -len(compared))
        # Of results that serve alike, the first in the file is named.
        if rank is None or here > rank:
            rank = here
            wanted = (told, compared, evaluated)[: height + 1]
            lacking = tuple(condition for step in wanted for condition in step)
            unmet = (*told, *compared, *evaluated)
            best = _grade(height, base, lowered, result, lacking, unmet, as_of)
    lacking = (*told, RESULT)
    return best or _grade(0, 0, (STALE,) if stale else (), None, lacking, lacking, as_of)


def _grade(
    height: int,
    base: int,
    lowered: tuple[Condition, ...],
    main: Result | None,
    lacking: tuple[Condition, ...],
    unmet: tuple[Condition, ...],
    as_of: date,
) -> EffectGrade:
    lifts: tuple[Lift, ...] = ()
    if height < E3.height:
        name: dict[str, Text | Wording | str] = {}
        if main is not None:
            name = {"result": main.name, "dimension": DIMENSIONS[main.dimension]}
        since = {"since": str(months_before(as_of, OPERATION_MONTHS))}
        lifts = tuple(
            Lift(condition, since if condition is STALE else name)
            for condition in (*lacking, *lowered)
        )
    return EffectGrade(EFFECT[height], EFFECT[base], lowered, main, lifts, unmet)


def _not_told(case: Case, sources: frozenset[str]) -> tuple[Condition, ...]:
    """What E1 asks of a case beside a result and is not there."""
    lacking = []
    mechanism = case.mechanism
    if mechanism is None or not (
        sources.intersection(mechanism.source)
        or sources.intersection(_CITED.findall(mechanism.text.zh + mechanism.text.en))
    ):
        lacking.append(MECHANISM)
    if not any(sources.intersection(component.source) for component in case.components):
        lacking.append(COMPONENTS)
    return tuple(lacking)


def _not_compared(result: Result, seen: tuple[Observation, ...]) -> tuple[Condition, ...]:
    """What E2 asks of a result and is not there."""
    if result.dimension != "effect":
        return (DIMENSION,)
    lacking = []
    before = [o.at for o in seen if o.role == "baseline"]
    after = [o.at for o in seen if o.role != "baseline"]
    if not before:
        lacking.append(BASELINE)
    if not after or (before and not max(before).surely_before(max(after))):
        lacking.append(AFTER)
    if result.definition is None:
        lacking.append(DEFINITION)
    if result.break_ is not None:
        lacking.append(NO_BREAK)
    return tuple(lacking)


def _not_evaluated(case: Case, sources: frozenset[str]) -> tuple[Condition, ...]:
    """What E3 asks of a case and is not there."""
    compared = [
        e
        for e in case.evaluations
        if e.design in ("comparison", "quasi-experimental", "randomised")
        and sources.intersection(e.source)
    ]
    if not compared:
        return (COMPARISON,)
    return () if any(_is_independent(case, e) for e in compared) else (INDEPENDENT,)


def _is_independent(case: Case, evaluation: Evaluation) -> bool:
    return evaluation.independent is True and not runs(case, evaluation.evaluator)


def _lowered(
    result: Result, seen: tuple[Observation, ...], *, stale: bool
) -> tuple[Condition, ...]:
    found = []
    if all(o.claimant in NOT_ENOUGH for o in seen):
        found.append(CLAIMANTS)
    if result.disputed:
        found.append(CONFLICT)
    if stale:
        found.append(STALE)
    return tuple(found)
