"""Two states of a library are compared: what a reader should hear of, and why a grade moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from replicase.grades import EFFECT, LOWERING, REPLICATION, Condition, Wording
from replicase.history.release import Told
from replicase.history.side import Side
from replicase.history.state import Adopted, CaseState, Result, Said, Source
from replicase.history.wording import (
    AND,
    COLON,
    QUOTED,
    TEMPLATES,
    adoption_standing,
    condition_changed,
    field_names,
    gap_status,
    named,
    stage_name,
)

_LEFT_OUT = frozenset(
    {"schema", "id", "title", "stage", "changes", "results", "sources", "translated", "review"}
)
"""Fields that are told in words of their own, or that tell of the record and not of the case."""

_CONDITIONS: dict[str, dict[str, Condition]] = {
    "effect": {c.id: c for step in EFFECT for c in step.asks} | {c.id: c for c in LOWERING},
    "replication": {c.id: c for step in REPLICATION for c in step.asks},
}


def compare(before: Side, after: Side) -> tuple[Told, ...]:
    """What changed from one state to the other: by case, then what was found wanting."""
    found = list(_cases(before, after))
    found += _items(before, after)
    return tuple(found)


def _cases(before: Side, after: Side) -> Iterator[Told]:
    renamed = {
        former: id_
        for id_, state in after.cases.items()
        for former in state.case.aliases
        if former in before.cases and former not in after.cases
    }
    for id_ in sorted({*before.cases, *after.cases}):
        old, new = before.cases.get(id_), after.cases.get(id_)
        if new is None:
            assert old is not None  # noqa: S101 - an id comes from one side or the other
            if id_ not in renamed:
                yield _gone(old, after)
            continue
        former = next((f for f, to in renamed.items() if to == id_), None)
        if old is None and former is not None:
            old = before.cases[former]
            yield _told(new, "renamed", former=former)
        if old is None:
            yield _told(
                new,
                "added",
                effect=new.computed.effect.grade,
                replication=new.computed.replication.grade,
            )
            continue
        yield from _changed(old, new)
        yield from _other_fields(new, before.plain[former or id_], after.plain[id_])


def _gone(old: CaseState, after: Side) -> Told:
    reason = after.withdrawn.get(old.case.id)
    if reason is None:
        return _told(old, "removed")
    return _told(old, "withdrawn", reason=Wording(reason.best("zh"), reason.best("en")))


def _told(state: CaseState, what: str, **values: Wording | str) -> Told:
    """A change of a case in both languages."""
    template = TEMPLATES[what]

    def said(language: str) -> str:
        filled = {
            name: value if isinstance(value, str) else getattr(value, language)
            for name, value in values.items()
        }
        text: str = getattr(template, language)
        return text.format(**filled)

    title = state.case.title
    return Told(what, said("zh"), said("en"), state.case.id, title.best("zh"), title.best("en"))


def _changed(old: CaseState, new: CaseState) -> Iterator[Told]:
    """What changed in a case that both sides have, that which moves a grade first."""
    for graded, scale in (("effect", EFFECT), ("replication", REPLICATION)):
        was, now = (getattr(state.computed, graded).grade for state in (old, new))
        if was != now:
            codes = [step.code for step in scale]
            moved = "raised" if codes.index(now) > codes.index(was) else "lowered"
            reasons = tuple(_reasons(graded, moved, old, new))
            yield _told(new, f"{graded}-{moved}", before=was, after=now, because=_because(reasons))
    if old.case.stage != new.case.stage:
        yield _told(
            new, "stage", before=stage_name(old.case.stage), after=stage_name(new.case.stage)
        )
    if old.case.title != new.case.title:
        title = Wording(old.case.title.best("zh"), old.case.title.best("en"))
        yield _told(new, "title", before=title)
    yield from _values(old, new)
    gone, come = _sources(old, new)
    if gone:
        yield _told(new, "sources-withdrawn", sources=_named(gone))
    if come:
        yield _told(new, "sources-added", sources=_named(come))
    if old.computed.replication.grade == new.computed.replication.grade:
        # Otherwise they were told as what moved the grade.
        yield from _adoptions(old, new)
    known = set(old.case.changes)
    for change in new.case.changes:
        if change not in known:
            what = Wording(change.what.best("zh"), change.what.best("en"))
            yield _told(new, "stated", date=change.date, said=what)


# Why a grade moved.


def _reasons(graded: str, moved: str, old: CaseState, new: CaseState) -> Iterator[Wording]:
    """What the grade rested on and is gone, or has come; then the demands that is no longer met, or now is."""
    if graded == "effect":
        gone, come = _sources(old, new)
        if moved == "lowered" and (rested := [s for s in gone if s.id in _resting_on(old)]):
            yield _sentence("source-withdrawn", sources=_named(rested))
        if moved == "raised" and (rests := [s for s in come if s.id in _resting_on(new)]):
            yield _sentence("source-added", sources=_named(rests))
        for was, now in _pairs(old.case.results, new.case.results):
            if was.id in (old.computed.effect.result, new.computed.effect.result) and (now is None):
                yield _sentence("result-withdrawn", result=_wording(was.name))
    else:
        told = [Wording(found.zh, found.en) for found in _adoptions(old, new)]
        if told:
            yield from told
            return
    was_lacking, now_lacking = (getattr(s.computed, graded).lacking for s in (old, new))
    conditions = _CONDITIONS[graded]
    changed, other = (
        (now_lacking, was_lacking) if moved == "lowered" else (was_lacking, now_lacking)
    )
    for id_ in dict.fromkeys(changed):
        if id_ not in other and id_ in conditions:
            condition = conditions[id_]
            yield condition_changed(
                condition, met=moved == "raised", weakness=condition in LOWERING
            )


def _resting_on(state: CaseState) -> frozenset[str]:
    """The sources of the result a grade of effect rests on."""
    main = state.computed.effect.result
    return frozenset(
        o.source for result in state.case.results if result.id == main for o in result.observations
    )


def _sentence(what: str, **values: Wording) -> Wording:
    zh, en = TEMPLATES[what]
    return Wording(
        zh.format(**{name: value.zh for name, value in values.items()}),
        en.format(**{name: value.en for name, value in values.items()}),
    )


def _because(reasons: Iterable[Wording]) -> Wording:
    """Reasons as the end of a sentence; nothing where none was found."""
    found = tuple(dict.fromkeys(reasons))
    if not found:
        return Wording("", "")
    return Wording(
        COLON.zh + AND.zh.join(reason.zh for reason in found),
        COLON.en + AND.en.join(reason.en for reason in found),
    )


# What a case rests on.


def _sources(old: CaseState, new: CaseState) -> tuple[list[Source], list[Source]]:
    """The sources that are gone, and those that have come."""
    was, now = old.case.sources, new.case.sources
    return _not_among(was, now), _not_among(now, was)


def _not_among(some: Iterable[Source], others: Iterable[Source]) -> list[Source]:
    """Those others have neither by their address nor by their title: numbers and addresses change."""
    known = {key for source in others for key in (source.url, source.title) if key}
    return [source for source in some if known.isdisjoint((source.url, source.title))]


def _named(sources: Iterable[Source]) -> Wording:
    return named(
        Wording(*(form.format(id=source.id, title=source.title) for form in QUOTED))
        for source in sources
    )


def _wording(said: Said) -> Wording:
    return Wording(said.best("zh"), said.best("en"))


def _pairs(was: Iterable[Result], now: Iterable[Result]) -> Iterator[tuple[Result, Result | None]]:
    later = {result.id: result for result in now}
    for result in was:
        yield result, later.get(result.id)


def _values(old: CaseState, new: CaseState) -> Iterator[Told]:
    """Results that went or came, and values of one time and source that were corrected."""
    earlier = {result.id for result in old.case.results}
    for was, now in _pairs(old.case.results, new.case.results):
        if now is None:
            yield _told(new, "result-gone", result=_wording(was.name))
            continue
        values = {(o.at, o.source, o.role): o.value for o in was.observations}
        for o in now.observations:
            value = values.get((o.at, o.source, o.role))
            if value is not None and value != o.value:
                yield _told(
                    new,
                    "value",
                    result=_wording(now.name),
                    at=o.at,
                    before=_number(value),
                    after=_number(o.value),
                    unit=_wording(now.unit),
                )
    for result in new.case.results:
        if result.id not in earlier:
            yield _told(new, "result-added", result=_wording(result.name))


def _number(value: Decimal) -> str:
    return f"{value:f}"


def _adoptions(old: CaseState, new: CaseState) -> Iterator[Told]:
    was = {found.adoption.id: found for found in old.adoptions}
    now = {found.adoption.id: found for found in new.adoptions}
    for id_ in sorted({*was, *now}):
        before, after = was.get(id_), now.get(id_)
        if before is None and after is not None:
            yield _told(new, "adoption-added", **_adopter(after))
        elif after is None and before is not None:
            yield _told(new, "adoption-removed", **_adopter(before))
        elif before and after and before.standing != after.standing:
            yield _told(
                new,
                "adoption-changed",
                before=adoption_standing(before.standing),
                **_adopter(after),
            )
        elif before and after and before.confidence != after.confidence:
            yield _told(
                new,
                "adoption-confidence",
                before=before.confidence,
                now=after.confidence,
                **_adopter(after),
            )


def _adopter(found: Adopted) -> dict[str, Wording]:
    return {"place": _wording(found.adopter), "after": adoption_standing(found.standing)}


def _other_fields(new: CaseState, was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[Told]:
    """The fields that differ and are not told one by one, by their names."""
    keys = [
        key
        for key in (*was, *(k for k in now if k not in was))
        if key not in _LEFT_OUT and was.get(key) != now.get(key)
    ]
    if keys:
        yield _told(new, "fields", fields=field_names(keys))


# What was found wanting.


def _items(before: Side, after: Side) -> Iterator[Told]:
    for key in sorted({*before.items, *after.items}):
        was, now = before.items.get(key), after.items.get(key)
        item = now or was
        if item is None or (was and now and was.status == now.status):
            continue
        what = "gap-added" if was is None else "gap-removed" if now is None else "gap-changed"
        zh, en = TEMPLATES[what]
        issue = Said((item.issue_zh or "").rstrip("。"), (item.issue_en or "").rstrip("."))
        before_status = gap_status(was.status) if was else Wording("", "")
        after_status = gap_status(now.status) if now else Wording("", "")
        yield Told(
            what,
            zh.format(issue=issue.best("zh"), before=before_status.zh, after=after_status.zh),
            en.format(issue=issue.best("en"), before=before_status.en, after=after_status.en),
            city=item.city,
        )
