"""The replication grade: whether strangers took a practice over of their own accord, and it worked there.

Growth at home, and what a higher level ordered, counts for nothing here however much there is of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from replicase.diagnostics import Language
from replicase.grades.confidence import CONFIRMED, has_own_result
from replicase.grades.ladder import Condition, Lift, Step, Wording, fill
from replicase.model import Adoption, Case, Place, Result

ELSEWHERE = Condition(
    "elsewhere",
    "place",
    Wording(
        "采用地不在起源地范围内，也不包含起源地",
        "the adopter neither lies in the origin's area nor holds it",
    ),
    Wording(
        "别处自愿采用、正在用的，请它自己登记采用记录",
        "have a place elsewhere that uses it of its own accord record that itself",
    ),
)
IN_USE = Condition(
    "in-use",
    "status",
    Wording("在用或部分在用", "it is in use there, wholly or in part"),
    Wording(
        "{place}还没有用起来，用起来以后改写状态",
        "{place} does not use it yet; once it does, say so",
    ),
)
VOLUNTARY = Condition(
    "voluntary",
    "trigger",
    Wording(
        "自愿或自发采用；上级要求的、结对的不算", "of its own accord; neither mandated nor paired"
    ),
    Wording("查明{place}是不是自愿采用", "find out whether {place} took it over of its own accord"),
)
BY_ADOPTER = Condition(
    CONFIRMED.id,
    CONFIRMED.field,
    Wording("由采用地自己证实（A2）", "the adopter itself confirms it (A2)"),
    Wording("请{place}自己证实", "have {place} confirm it"),
)
OWN_RESULT = Condition(
    "own-result",
    "results",
    Wording(
        "采用地有自己的结果，有来源（A3）", "the adopter has a result of its own, by a source (A3)"
    ),
    Wording("补{place}自己的结果和来源", "add the result of {place} with its source"),
)
SAME_DIRECTION = Condition(
    "same-direction",
    "results",
    Wording(
        "采用地的成效有同一口径的前后两个数，是变好的",
        "an effect there, before and after measured alike, got better",
    ),
    Wording(
        "给{place}补一项变好的成效，实施前、后各一个数，写明往哪个方向算好",
        "add an effect that got better in {place}: a value before, one after, and which way is better",
    ),
)
ORIGIN = Condition(
    "origin",
    "results",
    Wording("起源地自己的成效没有变坏", "the origin's own effect did not get worse"),
    Wording(
        "起源地自己的成效变坏了，先弄清原因",
        "the origin's own effect got worse; find out why first",
    ),
)
THREE = Condition(
    "three",
    "place",
    Wording("三地都这样，互不重叠", "three places did so, none of them part of another"),
    Wording(
        "还差 {n} 地，要有自己变好的结果",
        "places still wanting, each with a result of its own that got better: {n}",
    ),
)
KINDS = Condition(
    "kinds",
    "place",
    Wording(
        "三地分属两类：区、县、县级市中的两种，或两个省",
        "they are of two kinds: two of district, county and county-level city, or two provinces",
    ),
    Wording(
        "还要另一类地方：区、县、县级市中的另一种，或另一个省",
        "another kind of place is needed: of district, county and county-level city, or another province",
    ),
)
MANUAL = Condition(
    "manual",
    "materials",
    Wording("有手册或标准", "there is a manual or a standard"),
    Wording("提供手册或标准", "offer a manual or a standard"),
)
REPORTED = Condition(
    "reported",
    "components",
    Wording(
        "采用地写明每个核心部分是照用、改动还是放弃",
        "they tell of each core part whether it was kept",
    ),
    Wording(
        "写明{place}对每个核心部分是照用、改动还是放弃",
        "tell of each core part whether {place} kept, adapted or dropped it",
    ),
)

R0 = Step(
    "replication",
    0,
    "R0",
    Wording("尚无独立采用", "no independent adoption"),
    Wording(
        "没有记录到别处自愿采用、正在用，并由采用地自己证实的",
        "no place elsewhere is on record that uses it of its own accord and says so itself",
    ),
)
R1 = Step(
    "replication",
    1,
    "R1",
    Wording("有独立采用", "adopted independently"),
    Wording(
        "别处有 {n} 地自愿采用、正在用，由采用地自己证实",
        "places elsewhere that use it of their own accord and say so themselves: {n}",
    ),
    (ELSEWHERE, IN_USE, VOLUNTARY, BY_ADOPTER),
)
R2 = Step(
    "replication",
    2,
    "R2",
    Wording("在别处也见效", "worked elsewhere"),
    Wording(
        "别处有 {n} 地自愿采用、正在用，其中有采用地自己的成效变好",
        "places elsewhere that use it of their own accord: {n}; one at least saw an effect get better",
    ),
    (OWN_RESULT, SAME_DIRECTION, ORIGIN),
)
R3 = Step(
    "replication",
    3,
    "R3",
    Wording("在三地、两类地方见效", "worked in three places of two kinds"),
    Wording(
        "别处有 {n} 地自愿采用、正在用，至少三地、两类地方自己的成效变好，并写明了核心部分怎么处理",
        "places elsewhere that use it of their own accord: {n}; in three or more, of two kinds, "
        "an effect got better, and they tell what became of the core parts",
    ),
    (THREE, KINDS, MANUAL, REPORTED),
)
REPLICATION = (R0, R1, R2, R3)

NOT_COUNTED: dict[str, Wording] = {
    "elsewhere": Wording(
        "{n} 处在起源地范围内或包含起源地", "{n} in the origin's area or holding it"
    ),
    "stopped": Wording("{n} 处停用", "{n} stopped"),
    "in-use": Wording("{n} 处没有用起来", "{n} not in use"),
    "mandated": Wording("{n} 处由上级要求或结对", "{n} mandated or paired"),
    "voluntary": Wording("{n} 处不知道是不是自愿", "{n} not known to be of its own accord"),
    "confirmed": Wording("{n} 处采用地自己没有证实", "{n} not confirmed by the adopter"),
}
"""Why adoptions do not count, each told for the first reason that holds."""

WORKS = ("in-use", "partly")
"""The status of adoptions that succeeded, wholly or in part."""
_FREE = ("voluntary", "own")
_MANUALS = ("manual", "standard")


@dataclass(frozen=True, slots=True)
class ReplicationGrade:
    """The replication grade of a case, what it counts, and what would lift it."""

    step: Step
    worked: int
    """Adoptions that count: elsewhere, in use, of their own accord, confirmed by the adopter."""
    stopped: int
    """Adoptions elsewhere that were given up, whoever told of them."""
    not_counted: tuple[tuple[str, int], ...]
    """How many do not count, by why not (`NOT_COUNTED`)."""
    lifts: tuple[Lift, ...]
    """All that the next step asks of the place that is nearest to it; empty at the last."""

    def because(self, language: Language) -> str:
        """The rule that gave it."""
        return fill(self.step.because, language, {"n": str(self.worked)})

    def left_out(self, language: Language) -> tuple[str, ...]:
        """How many adoptions do not count, and why not."""
        return tuple(
            fill(NOT_COUNTED[reason], language, {"n": str(n)}) for reason, n in self.not_counted
        )


def replication_grade(
    case: Case, adoptions: Iterable[Adoption], named: Callable[[Place], Wording]
) -> ReplicationGrade:
    """Grade how far a practice was taken over by others; their order makes no difference."""
    # The nearest is named in a lift; of equals the one whose place and id come first.
    ordered = sorted(adoptions, key=lambda a: (a.place.code, a.id))
    counted: list[Adoption] = []
    why_not: Counter[str] = Counter()
    near: list[tuple[int, Adoption, tuple[Condition, ...]]] = []
    for adoption in ordered:
        if case.place.overlaps(adoption.place):
            why_not["elsewhere"] += 1
            continue
        lacking = _not_adopted(adoption)
        if not lacking:
            counted.append(adoption)
            continue
        why_not[_first_reason(adoption, lacking)] += 1
        if adoption.status in (*WORKS, "in-progress", "planned") and (
            adoption.trigger not in ("mandated", "paired")
        ):
            near.append((len(lacking), adoption, lacking))
    stopped = why_not["stopped"]
    told = tuple((reason, why_not[reason]) for reason in NOT_COUNTED if why_not[reason])
    if not counted:
        lifts: tuple[Lift, ...] = (Lift(ELSEWHERE),)
        if near:
            _, nearest, lacking = min(near, key=lambda found: found[0])
            lifts = _of(nearest, lacking, named)
        return ReplicationGrade(R0, 0, stopped, told, lifts)
    step, lifts = _above_the_first(case, counted, named)
    return ReplicationGrade(step, len(counted), stopped, told, lifts)


def _of(
    adoption: Adoption, lacking: Iterable[Condition], named: Callable[[Place], Wording]
) -> tuple[Lift, ...]:
    return tuple(Lift(condition, {"place": named(adoption.place)}) for condition in lacking)


def _not_adopted(adoption: Adoption) -> tuple[Condition, ...]:
    """What R1 asks of an adoption elsewhere and is not there."""
    lacking = []
    if adoption.status not in WORKS:
        lacking.append(IN_USE)
    if adoption.trigger not in _FREE:
        lacking.append(VOLUNTARY)
    if adoption.declared_by != "adopter":
        lacking.append(BY_ADOPTER)
    return tuple(lacking)


def _first_reason(adoption: Adoption, lacking: Sequence[Condition]) -> str:
    if adoption.status == "abandoned":
        return "stopped"
    if lacking[0] is VOLUNTARY and adoption.trigger != "unknown":
        return "mandated"
    return lacking[0].id


def _above_the_first(
    case: Case, counted: Sequence[Adoption], named: Callable[[Place], Wording]
) -> tuple[Step, tuple[Lift, ...]]:
    """The step of a case that others took over, and what would lift it."""
    spoiled = _got_worse(case)
    judged = [(adoption, _not_worked(adoption)) for adoption in counted]
    worked = [adoption for adoption, lacking in judged if not lacking]
    if spoiled or not worked:
        nearest, lacking = min(judged, key=lambda found: len(found[1]))
        return R1, (*_of(nearest, lacking, named), *((Lift(ORIGIN),) if spoiled else ()))
    lifts: list[Lift] = []
    core = [component.id for component in case.components if component.role == "core"]
    reported = [a for a in worked if a.components and a.components.keys() >= set(core)]
    lacking_places = 3 - len(_apart(worked))
    if lacking_places > 0:
        lifts.append(Lift(THREE, {"n": str(lacking_places)}))
    if not _of_two_kinds(worked):
        lifts.append(Lift(KINDS))
    if not any(m.type in _MANUALS for m in case.materials) and not any(
        p.instrument == "standard" for p in case.promotion
    ):
        lifts.append(Lift(MANUAL))
    if len(_apart(reported)) < 3 or not _of_two_kinds(reported):
        lifts += [lift for a in worked if a not in reported for lift in _of(a, (REPORTED,), named)]
    return (R2, tuple(lifts)) if lifts else (R3, ())


def _not_worked(adoption: Adoption) -> tuple[Condition, ...]:
    """What R2 asks of an adoption that counts and is not there."""
    lacking = []
    if not has_own_result(adoption):
        lacking.append(OWN_RESULT)
    sources = {source.id for source in adoption.sources}
    if not any(_direction(r) > 0 and _sourced(r, sources) for r in adoption.results):
        lacking.append(SAME_DIRECTION)
    return tuple(lacking)


def _sourced(result: Result, sources: set[str]) -> bool:
    return all(o.source in sources for o in (*result.before, *result.after))


def _got_worse(case: Case) -> bool:
    """Whether the effects whose direction is known all got worse at the origin."""
    ways = {way for result in case.results if (way := _direction(result))}
    return ways == {-1}


def _direction(result: Result) -> int:
    """1 where an effect got better, -1 where it got worse, 0 where that is not known."""
    if result.dimension != "effect" or not result.compares or result.disputed:
        return 0
    difference = result.after[0].value - result.before[0].value
    if result.better == "neither" or not difference:
        return 0
    return 1 if (difference > 0) == (result.better == "higher") else -1


def _apart(adoptions: Iterable[Adoption]) -> frozenset[str]:
    """The areas of adopters, without one that holds another."""
    areas = {adoption.place.area for adoption in adoptions}
    return frozenset(a for a in areas if not any(b != a and b.startswith(a) for b in areas))


def _of_two_kinds(adoptions: Iterable[Adoption]) -> bool:
    areas = _apart(adoptions)
    kinds = {kind for area in areas if (kind := _kind(area))}
    return len(kinds) > 1 or len({area[:2] for area in areas}) > 1


def _kind(area: str) -> str:
    """District, county or county-level city, by the last two digits of the code."""
    if len(area) < 6:
        return ""
    last = int(area[4:])
    return "district" if last <= 20 else "county" if last <= 80 else "city"
