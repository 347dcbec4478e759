"""How far an adoption can be relied on: who says so, and whether it has a result of its own."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.grades.ladder import Condition, Lift, Step, Wording
from replicase.model import Adoption

PUBLIC = Condition(
    "public",
    "declared_by",
    Wording("起源地以外的公开材料提到", "a public document other than the origin's names it"),
    Wording("找一份不是起源地发布的公开材料", "find a public document that is not the origin's"),
)
CONFIRMED = Condition(
    "confirmed",
    "declared_by",
    Wording("采用地自己证实", "the adopter itself confirms it"),
    Wording("请采用地自己证实", "have the adopter confirm it"),
)
OWN_RESULT = Condition(
    "own-result",
    "results",
    Wording("采用地有自己的结果，有来源", "the adopter has a result of its own, by a source"),
    Wording("补采用地自己的结果和来源", "add the adopter's own result with its source"),
)

A0 = Step("confidence", 0, "A0", Wording("只有起源地说", "claimed by the origin only"))
A1 = Step(
    "confidence", 1, "A1", Wording("公开材料提到", "named in a public document"), asks=(PUBLIC,)
)
A2 = Step(
    "confidence", 2, "A2", Wording("采用地证实", "confirmed by the adopter"), asks=(CONFIRMED,)
)
A3 = Step(
    "confidence",
    3,
    "A3",
    Wording("采用地有自己的结果", "the adopter has its own result"),
    asks=(OWN_RESULT,),
)
CONFIDENCE = (A0, A1, A2, A3)


@dataclass(frozen=True, slots=True)
class Confidence:
    """How far one adoption can be relied on, and what would lift that."""

    step: Step
    lifts: tuple[Lift, ...]


def confidence(adoption: Adoption) -> Confidence:
    """Judge one adoption."""
    if adoption.declared_by == "origin":
        return Confidence(A0, (Lift(PUBLIC),))
    if adoption.declared_by == "third-party":
        return Confidence(A1, (Lift(CONFIRMED),))
    if not has_own_result(adoption):
        return Confidence(A2, (Lift(OWN_RESULT),))
    return Confidence(A3, ())


def has_own_result(adoption: Adoption) -> bool:
    """Whether an adoption tells a value with its source."""
    sources = {source.id for source in adoption.sources}
    return any(o.source in sources for result in adoption.results for o in result.observations)
