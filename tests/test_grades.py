"""Grades: what the rules promise of any case, each branch on an invented one, and every real case."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

import grading as g
from golden import Golden
from grading import (
    AS_OF,
    ELSEWHERE,
    HOME,
    a_case,
    a_result,
    an_adoption,
    compared,
    seen,
    that_worked,
)
from libraries import HERE, MINIATURE, ROOT, files_below
from replicase.diagnostics import LANGUAGES, Language
from replicase.grades import (
    CONFIDENCE,
    EFFECT,
    LOWERING,
    NOT_COUNTED,
    REPLICATION,
    EffectGrade,
    ReplicationGrade,
    Wording,
    confidence,
    effect_grade,
    grades_of,
    name_of,
    replication_grade,
    standing,
)
from replicase.grades.effect import DIMENSIONS, NOT_ENOUGH
from replicase.grades.fidelity import doubts
from replicase.grades.ladder import fill
from replicase.library import Library
from replicase.load import load
from replicase.model import Adoption, Case, Place
from replicase.model.case import Operation, Promotion
from replicase.model.evidence import Claimant, DatedFact
from replicase.model.scalars import PartialDate
from replicase.pages import Page, Site
from replicase.pages import grades as pages
from replicase.pages.case import adoption_table
from replicase.pages.case.citations import Citations
from replicase.pages.case.page import case as case_page
from replicase.pages.case.subject import Subject
from replicase.pages.lists.card import card
from replicase.pages.method.page import method
from replicase.pages.voice import Voice
from replicase.report import grades as report

LADDERS = (EFFECT, REPLICATION, CONFIDENCE)
GRADED = HERE / "library/grades"
"""A library in which every branch of the grades is taken; all of it is invented."""


def effect(case: Case, as_of: date = AS_OF) -> EffectGrade:
    return effect_grade(case, as_of)


def replication(case: Case, *adoptions: Adoption) -> ReplicationGrade:
    return replication_grade(case, adoptions, g.named)


def asked(grade: EffectGrade | ReplicationGrade) -> list[str]:
    return [lift.condition.id for lift in grade.lifts]


# What holds of any case.


@given(g.cases)
def test_whoever_does_what_an_effect_grade_asks_is_lifted(case: Case) -> None:
    grade = effect(case)
    assert bool(grade.lifts) == (grade.step is not EFFECT[-1])
    done = g.lifted(case, grade.main, grade.lifts, AS_OF)
    assert effect(done).step.height >= min(3, grade.step.height + 1)


@given(g.cases, g.several)
def test_whoever_does_what_a_replication_grade_asks_is_lifted(
    case: Case, adoptions: tuple[Adoption, ...]
) -> None:
    grade = replication(case, *adoptions)
    assert bool(grade.lifts) == (grade.step is not REPLICATION[-1])
    done, more = g.spread(case, adoptions, grade.lifts)
    assert replication(done, *more).step.height >= min(3, grade.step.height + 1)


@given(g.cases, g.several, st.sampled_from(ELSEWHERE), st.booleans())
def test_one_more_independent_success_never_lowers(
    case: Case, adoptions: tuple[Adoption, ...], code: str, worked: bool
) -> None:
    one = (that_worked if worked else an_adoption)(code, "one more")
    before, after = replication(case, *adoptions), replication(case, *adoptions, one)
    assert after.step.height >= max(1, before.step.height)
    assert after.worked == before.worked + 1


@given(g.cases, g.several, g.adoptions, st.sampled_from(["mandated", "paired", "home"]))
def test_what_was_ordered_or_grew_at_home_never_raises(
    case: Case, adoptions: tuple[Adoption, ...], one: Adoption, how: str
) -> None:
    one = one.changed({"place": case.place}) if how == "home" else one.changed({"trigger": how})
    assert replication(case, *adoptions, one).step is replication(case, *adoptions).step


@given(g.cases, g.several, st.randoms(use_true_random=False))
def test_the_order_of_files_and_of_results_never_matters(
    case: Case, adoptions: tuple[Adoption, ...], dice: object
) -> None:
    shuffled = list(adoptions)
    dice.shuffle(shuffled)  # type: ignore[attr-defined]
    assert replication(case, *shuffled) == replication(case, *adoptions)
    turned = case.changed({"results": case.results[::-1]})
    assert effect(turned).step is effect(case).step


@given(g.cases, g.results)
def test_one_more_result_never_lowers(case: Case, result: object) -> None:
    more = case.changed({"results": (*case.results, result)})
    assert effect(more).step.height >= effect(case).step.height


@given(g.cases, st.integers(0, 3000))
def test_time_alone_never_raises(case: Case, days: int) -> None:
    assert effect(case, AS_OF + timedelta(days)).step.height <= effect(case).step.height


@given(g.cases)
def test_the_editors_reading_raises_nothing(case: Case) -> None:
    def without(part: object) -> object:
        source = tuple(s for s in part.source if s != "editor")  # type: ignore[attr-defined]
        return part.changed({"source": source})  # type: ignore[attr-defined]

    plain = case.changed(
        {
            "mechanism": case.mechanism and without(case.mechanism),
            "components": tuple(map(without, case.components)),
            "evaluations": tuple(map(without, case.evaluations)),
        }
    )
    assert effect(plain).step is effect(case).step


@given(g.cases)
def test_honours_and_orders_from_above_are_no_evidence(case: Case) -> None:
    promoted = case.changed({"promotion": (Promotion(level="nation", instrument="notice"),) * 3})
    bare = case.changed({"promotion": (), "recognition": ()})
    assert effect(promoted) == effect(bare)
    assert replication(promoted) == replication(bare)


@given(g.cases, g.several, st.data())
def test_an_adoption_that_stops_never_raises_and_is_shown(
    case: Case, adoptions: tuple[Adoption, ...], data: st.DataObject
) -> None:
    if not adoptions:
        return
    at = data.draw(st.integers(0, len(adoptions) - 1))
    over = adoptions[at].changed({"status": "abandoned"})
    after = replication(case, *adoptions[:at], over, *adoptions[at + 1 :])
    assert after.step.height <= replication(case, *adoptions).step.height
    assert after.stopped >= (not case.place.overlaps(over.place))


@given(g.cases, g.several)
def test_every_adoption_counts_or_is_told_why_not(
    case: Case, adoptions: tuple[Adoption, ...]
) -> None:
    grade = replication(case, *adoptions)
    assert grade.worked + sum(n for _, n in grade.not_counted) == len(adoptions)


@given(g.adoptions)
def test_confidence_asks_for_what_lifts_it(adoption: Adoption) -> None:
    found = confidence(adoption)
    assert bool(found.lifts) == (found.step is not CONFIDENCE[-1])
    for lift in found.lifts:
        deed = {
            "public": {"declared_by": "third-party"},
            "confirmed": {"declared_by": "adopter"},
            "own-result": {"results": (a_result(),)},
        }[lift.condition.id]
        assert confidence(adoption.changed(deed)).step.height > found.step.height


# The lines between one grade and the next.


@pytest.mark.parametrize(
    ("change", "code", "lifts"),
    [
        ({}, "E1", ["baseline"]),
        ({"mechanism": None}, "E0", ["mechanism"]),
        ({"components": ()}, "E0", ["components"]),
        ({"results": ()}, "E0", ["result"]),
        ({"results": (a_result(dimension="reach"),)}, "E1", ["effect"]),
        ({"results": (compared(),)}, "E2", ["comparison"]),
        ({"results": (compared(defined=False),)}, "E1", ["definition"]),
        ({"results": (compared(broken=True),)}, "E1", ["no-break"]),
        ({"results": (a_result(seen(2020, role="baseline")),)}, "E1", ["after"]),
        # One year: nobody knows that the one was before the other.
        ({"results": (a_result(seen(2020, role="baseline"), seen(2020, 5)),)}, "E1", ["after"]),
        ({"results": (compared(), a_result(dimension="reach"))}, "E2", ["comparison"]),
        ({"results": (compared(),), "evaluations": (g.an_evaluation(),)}, "E3", []),
        (
            {"results": (compared(),), "evaluations": (g.an_evaluation(independent=None),)},
            "E2",
            ["independent"],
        ),
        (
            # The lead unit of the sample.
            {
                "results": (compared(),),
                "evaluations": (g.an_evaluation(evaluator=a_case().lead.name),),
            },
            "E2",
            ["independent"],
        ),
        (
            {"results": (compared(),), "evaluations": (g.an_evaluation(source=("editor",)),)},
            "E2",
            ["comparison"],
        ),
        ({"evaluations": (g.an_evaluation(),)}, "E1", ["baseline"]),
    ],
)
def test_each_step_of_effect_asks_for_its_own(
    change: dict[str, object], code: str, lifts: list[str]
) -> None:
    grade = effect(a_case(**change))
    assert (grade.step.code, asked(grade)) == (code, lifts)


@pytest.mark.parametrize(
    ("change", "lowered"),
    [
        ({"results": (a_result(seen(2024, claimant="self")),)}, ["claimants"]),
        ({"results": (a_result(seen(2024, claimant="self"), seen(2023)),)}, []),
        ({"results": (a_result(seen(2024, 1), seen(2024, 2)),)}, ["conflict"]),
        ({"operation": None}, ["stale"]),
        ({"operation": Operation(state="active", confirmed=PartialDate(2024, 11))}, []),
        ({"operation": Operation(state="active", confirmed=PartialDate(2024, 10, 21))}, ["stale"]),
        ({"operation": Operation(state="ended", confirmed=PartialDate(2012))}, []),
        ({"operation": None, "ended": DatedFact(date=PartialDate(2012))}, []),
        (
            {
                "operation": None,
                "results": (
                    a_result(seen(2024, 1, claimant="vendor"), seen(2024, 2, claimant="unstated")),
                ),
            },
            ["claimants", "conflict", "stale"],
        ),
    ],
)
def test_a_weak_result_has_one_grade_less_and_no_more(
    change: dict[str, object], lowered: list[str]
) -> None:
    grade = effect(a_case(**change))
    assert [condition.id for condition in grade.lowered] == lowered
    assert grade.step.height == 1 - bool(lowered)
    assert asked(grade) == (lowered or ["baseline"])
    strong = effect(a_case(**{**change, "results": (compared(),)}))
    assert strong.step.height == 2 - ("stale" in lowered)


def test_several_weaknesses_take_one_grade_together() -> None:
    own_word = a_result(
        seen(2020, 9, role="baseline", claimant="self"), seen(2024, claimant="vendor")
    )
    grade = effect(a_case(results=(own_word,), operation=None))
    assert (grade.base.code, grade.step.code) == ("E2", "E1")
    assert asked(grade) == ["claimants", "stale"]


def test_the_main_result_is_the_one_that_gives_most() -> None:
    weak = a_result(seen(2024, claimant="self"))
    for results in ((weak, compared()), (compared(), weak), (weak, weak, compared())):
        grade = effect(a_case(results=results))
        assert grade.step.code == "E2"
        assert grade.main is not None
        assert grade.main.compares


def test_who_alone_does_not_carry_a_result() -> None:
    assert set(get_args(Claimant)) - NOT_ENOUGH == {
        *("upper-level", "statistics", "third-party", "academic", "court-audit")
    }


THREE = ("330902", "330921", "331081")
"""A district, a county and a county-level city of one province."""


@pytest.mark.parametrize(
    ("adoptions", "code", "lifts"),
    [
        ((), "R0", ["elsewhere"]),
        ((an_adoption(),), "R1", ["own-result", "same-direction"]),
        ((an_adoption(status="partly", trigger="own"),), "R1", ["own-result", "same-direction"]),
        ((an_adoption(trigger="unknown"),), "R0", ["voluntary"]),
        ((an_adoption(trigger="mandated"),), "R0", ["elsewhere"]),
        ((an_adoption(declared_by="third-party"),), "R0", ["confirmed"]),
        ((an_adoption(status="in-progress"),), "R0", ["in-use"]),
        ((an_adoption(status="abandoned"),), "R0", ["elsewhere"]),
        ((an_adoption("330700"),), "R0", ["elsewhere"]),
        ((an_adoption(results=(a_result(),)),), "R1", ["same-direction"]),
        ((an_adoption(results=(compared(3, 9),)),), "R1", ["same-direction"]),
        ((an_adoption(results=(compared(better="neither"),)),), "R1", ["same-direction"]),
        ((an_adoption(results=(compared(broken=True),)),), "R1", ["same-direction"]),
        ((that_worked(THREE[0]),), "R2", ["three", "kinds", "manual"]),
        (tuple(map(that_worked, THREE)), "R2", ["manual"]),
        # Two counties of one city, and the city: the city holds them.
        (
            tuple(map(that_worked, ("330902", "330903", "330900"))),
            "R2",
            ["three", "kinds", "manual"],
        ),
        (tuple(map(that_worked, ("420000", "510000", "460000"))), "R2", ["manual"]),
    ],
)
def test_each_step_of_replication_asks_for_its_own(
    adoptions: tuple[Adoption, ...], code: str, lifts: list[str]
) -> None:
    grade = replication(a_case(), *adoptions)
    assert (grade.step.code, asked(grade)) == (code, lifts)


def test_three_of_two_kinds_with_a_standard_that_tell_of_the_core_parts_are_the_top() -> None:
    case = a_case(promotion=(Promotion(level="province", instrument="standard"),))
    whole = tuple(map(that_worked, THREE))
    assert replication(case, *whole).step.code == "R3"
    silent = (*whole[:2], that_worked(THREE[2], components={}))
    assert asked(replication(case, *silent)) == ["reported"]


def test_what_is_told_of_other_parts_does_not_stand_for_the_core() -> None:
    case = a_case(promotion=(Promotion(level="province", instrument="standard"),))
    others = (*map(that_worked, THREE[:2]), that_worked(THREE[2], components={"c2": "kept"}))
    assert asked(replication(case, *others)) == ["reported"]


def test_the_three_that_tell_have_to_be_of_two_kinds_themselves() -> None:
    case = a_case(promotion=(Promotion(level="province", instrument="standard"),))
    telling = tuple(map(that_worked, ("330902", "330903", "330904")))
    grade = replication(case, *telling, that_worked("330921", components={}))
    assert (grade.step.code, asked(grade)) == ("R2", ["reported"])


@pytest.mark.parametrize(
    ("codes", "is_two"),
    [
        (("330901", "330920"), False),
        (("330920", "330921"), True),
        (("330921", "330980"), False),
        (("330980", "330981"), True),
        (("330981", "330999"), False),
        (("330900", "331000"), False),
        (("330000", "340000"), True),
    ],
)
def test_kinds_of_place_are_read_off_the_code(codes: tuple[str, str], is_two: bool) -> None:
    asks = asked(replication(a_case(place=Place(code="110101")), *map(that_worked, codes)))
    assert ("kinds" not in asks) == is_two


def test_one_effect_that_got_better_at_the_origin_is_a_direction() -> None:
    case = a_case(results=(compared(3, 9), compared()))
    assert replication(case, that_worked(THREE[0])).step.code == "R2"


def test_a_result_nobody_can_look_up_is_not_the_adopters_own() -> None:
    unsourced = an_adoption(results=(a_result(seen(2024, source="s9")),))
    assert confidence(unsourced).step.code == "A2"


def test_where_the_origin_got_worse_nothing_is_replicated() -> None:
    case = a_case(results=(compared(3, 9),))
    grade = replication(case, that_worked(THREE[0]))
    assert (grade.step.code, asked(grade)) == ("R1", ["origin"])


def test_failures_are_told_beside_the_grade() -> None:
    over = an_adoption("420100", status="abandoned", trigger="mandated")
    grade = replication(a_case(), *map(that_worked, THREE), over)
    assert (grade.step.code, grade.worked, grade.stopped) == ("R2", 3, 1)


@pytest.mark.parametrize(
    ("status", "month", "stands"),
    [
        ("in-use", 5, "used"),
        ("in-use", 4, "seen"),
        ("partly", 4, "seen"),
        ("in-progress", 4, "under_way"),
        ("abandoned", 5, "stopped"),
        ("rejected", 5, "refused"),
        ("planned", 5, "planned"),
    ],
)
def test_an_adoption_not_seen_for_eighteen_months_is_told_as_last_seen(
    status: str, month: int, stands: str
) -> None:
    adoption = an_adoption(status=status, seen_in_use=DatedFact(date=PartialDate(2025, month, 22)))
    assert standing(adoption, AS_OF) == stands


DROPPED = [an_adoption(f"33{n}921", components={"c1": "dropped"}) for n in range(10, 14)]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (that_worked("420121"), [(4, 5)]),
        # One fewer that told, one that is at home, one that stopped: too few to ask.
        (an_adoption("420121"), []),
        (an_adoption("330700", components={"c1": "dropped"}), []),
        (an_adoption("420121", components={"c1": "dropped"}, status="abandoned"), []),
    ],
)
def test_a_core_part_that_those_who_succeeded_dropped_is_asked_about(
    more: Adoption, told: list[tuple[int, int]]
) -> None:
    case = a_case(place=Place(code=HOME))
    found = doubts(case, [*DROPPED, more])
    assert [(doubt.dropped, doubt.told) for doubt in found] == told


def test_an_adaptable_part_may_be_dropped_by_all() -> None:
    part = a_case().components[0].changed({"role": "adaptable"})
    five = [*DROPPED, an_adoption("420121", components={"c1": "dropped"})]
    assert doubts(a_case(), five)
    assert not doubts(a_case(components=(part,)), five)


# The words.


def test_the_words_are_whole_in_both_languages() -> None:
    conditions = {c for ladder in LADDERS for step in ladder for c in step.asks} | {*LOWERING}
    words = [w for c in conditions for w in (c.asks, c.lift)]
    words += [w for ladder in LADDERS for s in ladder for w in (s.name, s.because)]
    words += [*NOT_COUNTED.values(), *DIMENSIONS.values()]
    values = dict.fromkeys(("result", "dimension", "since", "place", "n"), "x")
    for word in words:
        zh, en = fill(word, "zh", values), fill(word, "en", values)
        assert (not zh) == (not en)
        assert zh.count("x") == en.replace("ex", "").count("x") or "{" not in word.zh
        assert not zh.endswith("。")
        assert not en.endswith(".")
        assert not any(sign in zh for sign in ',;"')


# Whole libraries.


def library_below(*roots: object) -> Library:
    inputs = {given.file: given for root in roots for given in files_below(root)}  # type: ignore[arg-type]
    library, misread = load(inputs.values())
    assert [d for d in misread if d.severity.word == "error"] == []
    return library


def test_every_real_case_is_graded_as_somebody_read_it(golden: Golden) -> None:
    """A change here is a change of what readers are told: read each line before accepting it."""
    golden(HERE / "grades/cases.txt", _table(library_below(ROOT)))


def test_a_library_takes_every_branch(golden: Golden) -> None:
    library = library_below(MINIATURE, GRADED)
    found = [grades_of(library, case, AS_OF) for case in library.cases]
    trusted = [confidence(adoption) for adoption in library.adoptions]
    lifts = {
        lift.condition.id
        for graded in (*(f.effect for f in found), *(f.replication for f in found), *trusted)
        for lift in graded.lifts
    }
    assert {f.effect.step for f in found} == set(EFFECT)
    assert {f.replication.step for f in found} == set(REPLICATION)
    assert {t.step for t in trusted} == set(CONFIDENCE)
    assert lifts == {c.id for ladder in LADDERS for s in ladder for c in s.asks} | {
        c.id for c in LOWERING
    }
    assert {reason for f in found for reason, _ in f.replication.not_counted} == set(NOT_COUNTED)
    golden(HERE / "grades/invented.txt", _table(library, whole=True))


def _table(library: Library, *, whole: bool = False) -> str:
    lines = []
    for case in sorted(library.cases, key=lambda case: case.id):
        found = grades_of(library, case, AS_OF)
        if whole:
            lines += ["", case.id, *report.lines(found, "zh"), *report.lines(found, "en")]
            continue
        lowered = [c.id for c in found.effect.lowered]
        lines.append(
            f"{case.id}  {found.short}"
            f"  E{found.effect.base.height} {' '.join(['-', *lowered]) if lowered else ''}".rstrip()
            + f"  → {', '.join([*asked(found.effect), '|', *asked(found.replication)])}"
        )
    return "\n".join(lines).lstrip("\n") + "\n"


def test_a_place_that_is_not_listed_is_called_by_its_code() -> None:
    assert name_of(Library(), Place(code="420100")) == Wording("420100", "420100")


# What readers see.


@pytest.fixture(scope="module")
def graded() -> Library:
    return library_below(MINIATURE, GRADED)


def voice_of(library: Library, language: Language) -> Voice:
    return Voice(library, Site(as_of=AS_OF), language)


def body_of(page: Page) -> str:
    return unescape(re.sub(r"<[^>]+>", "", str(page.body)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_of_a_case_says_what_the_command_says(graded: Library, language: Language) -> None:
    voice = voice_of(graded, language)
    for case in graded.cases:
        seen_there = body_of(case_page(voice, case)).casefold()
        found = voice.grades(case)
        for grade in found:
            assert f"{grade.step.code} {grade.step.name.best(language)}".casefold() in seen_there
            assert grade.because(language).casefold() in seen_there
            for lift in grade.lifts:
                assert lift.said(language).casefold() in seen_there
        if found.effect.base is not found.effect.step:
            for condition in found.effect.lowered:
                assert condition.asks.best(language).casefold() in seen_there


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_method_page_lists_every_demand_and_every_case_once(
    graded: Library, language: Language
) -> None:
    voice = voice_of(graded, language)
    text = str(method(voice).body).casefold()
    for ladder in LADDERS:
        for step in ladder:
            assert escape(step.name.best(language)).casefold() in text
            for condition in step.asks:
                assert escape(condition.asks.best(language)).casefold() in text
    for condition in LOWERING:
        assert escape(condition.asks.best(language)).casefold() in text
    for graded_by in get_args(pages.Graded):
        assert sum(n for _, n in pages.counts(voice, graded_by)) == len(graded.cases)


def test_failures_stand_in_the_frame_and_on_the_card(graded: Library) -> None:
    case = graded.case("graded-before-after")
    assert case is not None
    for language, words in (
        ("zh", "在别处也见效（1 地在用、1 地停用）"),
        ("en", "worked elsewhere (1 uses it, 1 stopped)"),
    ):
        slots = card(voice_of(graded, language), case).slots()
        assert (slots["grade-effect"], slots["grade-replication"]) == ("E2", "R2")
        assert slots["grade-replication-words"] == words


def test_the_best_grades_need_not_be_of_one_case(graded: Library) -> None:
    voice = voice_of(graded, "zh")
    apart = [graded.case("graded-after-only"), graded.case("alpha-shared-umbrellas")]
    some = [case for case in apart if case]
    assert [pages.short(voice, case) for case in some] == ["E1·R1", "E0·R2"]
    assert pages.best(voice, some) == "E1、R2"
    assert pages.best(voice, []) == ""


def test_cases_are_sorted_by_evidence_before_adoption(graded: Library) -> None:
    voice = voice_of(graded, "zh")
    ordered = sorted(graded.cases, key=lambda case: pages.sort_key(voice, case))
    codes = [pages.short(voice, case) for case in ordered]
    assert codes == sorted(codes, reverse=True)
    assert codes[0] == "E3·R3"


@pytest.mark.parametrize(
    ("language", "asked_there"),
    [
        ("zh", "5 个在用的采用地里，4 个放弃了它：它是不是核心？"),
        (
            "en",
            "of 5 adopters that use the practice and tell of this part, 4 dropped it. Is it core?",
        ),
    ],
)
def test_the_doubt_is_put_as_a_question(
    graded: Library, language: Language, asked_there: str
) -> None:
    voice, case = voice_of(graded, language), a_case(place=Place(code=HOME))
    subject = Subject(voice, case, Citations(voice, case, ()))
    (said,) = adoption_table.doubts(subject, [*DROPPED, that_worked("420121")])
    assert said.text.endswith(asked_there)


def test_an_adoption_says_how_far_it_can_be_relied_on(graded: Library) -> None:
    case = graded.case("graded-own-word")
    assert case is not None
    text = body_of(case_page(voice_of(graded, "en"), case))
    assert "A0 claimed by the origin only" in text
    assert "A1 named in a public document" in text
