"""Cases and adoptions for the tests of grades, and the deeds that lift them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hypothesis import strategies as st

from libraries import MINIATURE, files_below
from replicase.grades.effect import NOT_ENOUGH
from replicase.grades.ladder import Lift, Wording
from replicase.load import load
from replicase.model import Adoption, Case, Observation, Place, Result
from replicase.model.case import Component, Evaluation, Material, Mechanism, Operation, Promotion
from replicase.model.describe import fields_of
from replicase.model.evidence import Break, DatedFact
from replicase.model.scalars import PartialDate
from replicase.model.text import Markdown, Text

AS_OF = date(2026, 11, 22)
HOME = "330702"
"""A district; its city is 330700."""
ELSEWHERE = ("330902", "330921", "331081", "331022", "420100", "420102", "510000")
AT_HOME = ("330702", "330700", "330000")
NAME = Text(zh="测", en="measure")


@cache
def _originals() -> tuple[Case, Adoption]:
    library = load(files_below(MINIATURE))[0]
    case = library.case("alpha-shared-umbrellas")
    assert case is not None
    adoption = next(a for a in library.adoptions if a.id.startswith("gamma"))
    return case, adoption


def a_case(**fields: Any) -> Case:
    """A case of E1, by the statistics office, seen in operation a year ago, with one core part."""
    original = _originals()[0]
    plain: dict[str, Any] = {
        "place": Place(code=HOME),
        "mechanism": Mechanism(text=Markdown(zh="因"), source=("s1",)),
        "components": (_component(),),
        "results": (a_result(),),
        "evaluations": (),
        "operation": Operation(state="active", confirmed=PartialDate(2025, 11)),
        "started": None,
        "ended": None,
        "materials": (),
        "promotion": (),
    }
    return original.changed(plain | fields)


def _component(source: tuple[str, ...] = ("s1",)) -> Component:
    return Component(id="c1", name=NAME, function=NAME, role="core", source=source)


def seen(
    year: int,
    value: int = 1,
    *,
    role: str | None = None,
    source: str = "s1",
    claimant: str = "statistics",
) -> Observation:
    """One value."""
    return Observation(
        at=PartialDate(year),
        value=Decimal(value),
        role=role,  # type: ignore[arg-type]
        source=source,
        claimant=claimant,  # type: ignore[arg-type]
    )


def a_result(
    *observations: Observation,
    dimension: str = "effect",
    better: str = "lower",
    defined: bool = True,
    broken: bool = False,
) -> Result:
    """A measure; without observations it has one value from after."""
    return Result(
        id="r1",
        name=NAME,
        dimension=dimension,  # type: ignore[arg-type]
        definition=NAME if defined else None,
        unit=NAME,
        better=better,  # type: ignore[arg-type]
        observations=observations or (seen(2024),),
        break_=Break(after=PartialDate(2022), why=NAME) if broken else None,
    )


def compared(before: int = 9, after: int = 3, **more: Any) -> Result:
    """A measure with a value before and one after."""
    return a_result(seen(2020, before, role="baseline"), seen(2024, after), **more)


def an_evaluation(**fields: Any) -> Evaluation:
    """An independent comparison."""
    plain = {
        "design": "comparison",
        "evaluator": Text(zh="某大学"),
        "independent": True,
        "finding": NAME,
        "source": ("s1",),
    }
    return Evaluation(**(plain | fields))


def an_adoption(code: str = ELSEWHERE[0], name: str = "", **fields: Any) -> Adoption:
    """An adoption that counts: of its own accord, in use, told by the adopter; without a result."""
    plain: dict[str, Any] = {
        "id": f"x--{name or code}",
        "place": Place(code=code, name=Text(zh=name) if name else None),
        "declared_by": "adopter",
        "trigger": "voluntary",
        "status": "in-use",
        "results": (),
        "components": {},
        "seen_in_use": DatedFact(date=PartialDate(2026, 3)),
    }
    return _originals()[1].changed(plain | fields)


def that_worked(code: str, name: str = "", **fields: Any) -> Adoption:
    """An adoption whose own effect got better, and that tells of the core part."""
    return an_adoption(
        code, name, **({"results": (compared(),), "components": {"c1": "kept"}} | fields)
    )


def named(place: Place) -> Wording:
    """What a place is called in these tests."""
    words = place.name.best("zh") if place.name else place.code
    return Wording(words, words)


# What hypothesis makes.

SOURCES = st.sampled_from([("s1",), ("s1",), ("s2", "editor"), ("editor",), ("s9",), ()])
CLAIMANTS = st.sampled_from(["self", "unstated", "vendor", "statistics", "academic"])

observations = st.builds(
    seen,
    st.integers(2018, 2022),
    st.integers(0, 3),
    role=st.sampled_from([None, None, "baseline"]),
    source=st.sampled_from(["s1", "s1", "s2", "editor", "s9"]),
    claimant=CLAIMANTS,
)
results = st.builds(
    lambda found, **more: a_result(*found, **more),
    st.lists(observations, min_size=1, max_size=4),
    dimension=st.sampled_from(["effect", "effect", "effect", "reach", "cost"]),
    better=st.sampled_from(["lower", "higher", "neither"]),
    defined=st.booleans(),
    broken=st.sampled_from([False, False, True]),
) | st.sampled_from([compared(), compared(3, 9), compared(better="neither")])
evaluations = st.builds(
    an_evaluation,
    design=st.sampled_from(["none", "pre-post", "comparison", "randomised", "qualitative"]),
    independent=st.sampled_from([True, False, None]),
    evaluator=st.sampled_from([Text(zh="某大学"), Text(zh="甲市测试交通局")]),
    source=SOURCES,
)
operations = st.none() | st.builds(
    lambda state, confirmed: Operation(state=state, confirmed=confirmed),
    st.sampled_from(["active", "paused", "ended"]),
    st.none() | st.builds(PartialDate, st.integers(2020, 2026), st.none() | st.integers(1, 11)),
)
cases = st.builds(
    a_case,
    mechanism=st.none()
    | st.builds(
        lambda source, text: Mechanism(text=Markdown(zh=text), source=source),
        SOURCES,
        st.sampled_from(["因", "因 [@s1]", "因 [@s9]"]),
    ),
    components=st.lists(SOURCES.map(_component), max_size=1).map(tuple),
    results=st.lists(results, max_size=3).map(tuple),
    evaluations=st.lists(evaluations, max_size=2).map(tuple),
    operation=operations,
    materials=st.sampled_from(
        [(), (Material(type="manual", title=NAME, url="https://a.example/"),)]
    ),
    promotion=st.sampled_from(
        [
            (),
            (Promotion(level="province", instrument="notice"),),
            (Promotion(level="province", instrument="standard"),),
        ]
    ),
)

adoptions = st.builds(
    an_adoption,
    st.sampled_from([*ELSEWHERE, *AT_HOME]),
    declared_by=st.sampled_from(["adopter", "adopter", "origin", "third-party"]),
    trigger=st.sampled_from(["voluntary", "voluntary", "own", "mandated", "paired", "unknown"]),
    status=st.sampled_from(
        ["in-use", "in-use", "partly", "in-progress", "planned", "abandoned", "rejected"]
    ),
    results=st.sampled_from(
        [
            (),
            (compared(),),
            (compared(),),
            (compared(3, 9),),
            (a_result(),),
            (compared(dimension="reach"),),
            (a_result(seen(2024, source="s9")),),
        ]
    ),
    components=st.sampled_from([{}, {"c1": "kept"}, {"c1": "dropped"}, {"c2": "kept"}]),
)


def numbered(found: Iterable[Adoption]) -> tuple[Adoption, ...]:
    """Adoptions of places with names of their own, so that a lift can be followed."""
    return tuple(
        a.changed({"id": f"p{n}--x", "place": Place(code=a.place.code, name=Text(zh=f"p{n}"))})
        for n, a in enumerate(found)
    )


several = st.lists(adoptions, max_size=6).map(numbered)


# What a lift says, done.


def lifted(case: Case, main: Result | None, lifts: Iterable[Lift], as_of: date) -> Case:
    """A case after somebody has done all that its effect grade asks."""
    for lift in lifts:
        if (deed := _TO_THE_CASE.get(lift.condition.id)) is not None:
            case = deed(case, as_of)
            continue
        assert main is not None
        done = _TO_THE_RESULT[lift.condition.id](main)
        at = next(n for n, result in enumerate(case.results) if result is main)
        case = _with(case, results=(*case.results[:at], done, *case.results[at + 1 :]))
        main = done
    return case


def _with(case: Case, **fields: Any) -> Case:
    return case.changed(fields)


_TO_THE_CASE: dict[str, Callable[[Case, date], Case]] = {
    "mechanism": lambda case, _: _with(
        case, mechanism=Mechanism(text=Markdown(zh="因"), source=("s1",))
    ),
    "components": lambda case, _: _with(case, components=(_component(),)),
    "result": lambda case, _: _with(case, results=(*case.results, a_result())),
    "effect": lambda case, _: _with(case, results=(*case.results, compared())),
    "comparison": lambda case, _: _with(case, evaluations=(an_evaluation(),)),
    "independent": lambda case, _: _with(case, evaluations=(an_evaluation(),)),
    "stale": lambda case, as_of: _with(
        case,
        operation=Operation(state="active", confirmed=PartialDate(as_of.year, as_of.month)),
    ),
}


def _observed(result: Result, *found: Observation) -> Result:
    return _changed(result, observations=found)


def _changed(result: Result, **fields: Any) -> Result:
    # A copy would keep what was worked out of the old one.
    kept = {name: getattr(result, name) for name in fields_of(Result)}
    return Result(**(kept | fields))


def _sourced(result: Result) -> tuple[Observation, ...]:
    return tuple(o for o in result.observations if o.source in ("s1", "s2"))


def _one_of_each(result: Result) -> tuple[Observation, ...]:
    kept: dict[object, Observation] = {}
    # Of two that disagree, whoever looks into it keeps the better witness.
    for o in sorted(_sourced(result), key=lambda o: o.claimant in NOT_ENOUGH):
        kept.setdefault(o.role or o.at, o)
    return tuple(kept.values())


def _by_statistics(result: Result) -> Result:
    first, *others = _sourced(result)
    return _observed(result, first.changed({"claimant": "statistics"}), *others)


_TO_THE_RESULT: dict[str, Callable[[Result], Result]] = {
    "baseline": lambda r: _observed(r, seen(1990, role="baseline", claimant="self"), *_sourced(r)),
    "after": lambda r: _observed(r, *_sourced(r), seen(2025, claimant="self")),
    "definition": lambda r: _changed(r, definition=NAME),
    "no-break": lambda r: _changed(r, break_=None),
    "claimants": _by_statistics,
    "conflict": lambda r: _observed(r, *_one_of_each(r)),
}


def spread(
    case: Case, found: tuple[Adoption, ...], lifts: Iterable[Lift]
) -> tuple[Case, tuple[Adoption, ...]]:
    """A case and its adoptions after all that the replication grade asks is done."""
    for lift in lifts:
        asked = lift.condition.id
        if asked == "manual":
            manual = Material(type="manual", title=NAME, url="https://a.example/")
            case = _with(case, materials=(manual,))
        elif asked == "origin":
            case = _with(case, results=(compared(),))
        elif asked == "elsewhere":
            found = (*found, an_adoption("610000"))
        elif asked == "three":
            more = int(str(lift.values["n"]))
            found = (*found, *(that_worked(f"6{n}0000") for n in range(1, 1 + more)))
        elif asked == "kinds":
            found = (*found, that_worked("460000"))
        else:
            place = lift.values["place"]
            assert isinstance(place, Wording)
            found = tuple(
                a.changed(_AT_A_PLACE[asked]) if named(a.place) == place else a for a in found
            )
    return case, found


_AT_A_PLACE: dict[str, dict[str, object]] = {
    "in-use": {"status": "in-use"},
    "voluntary": {"trigger": "voluntary"},
    "confirmed": {"declared_by": "adopter"},
    "own-result": {"results": (a_result(),)},
    "same-direction": {"results": (compared(),)},
    "reported": {"components": {"c1": "adapted"}},
}
