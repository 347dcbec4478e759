"""Promotion is a higher level asking others to do the same.

Why: what a place does to spread its own practice is growth at home, and counts as a milestone.
Mend: correct the level; what the place itself did belongs to `milestones`.

推广是上级要别处也这么做。
为什么：自己在本地推开，只是在本地扩大，记在大事记里。
怎么改：改正层级；当地自己推开的，写进 `milestones`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case, Place
from replicase.model.evidence import LEVELS, Level

RULE = Rule(
    "CASE244",
    "promotion-from-below",
    Severity.WARNING,
    "推广来自更高的层级",
    "A promotion comes from a higher level",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield promotions by a level that is not above the place's."""
    case = entry.record
    if not case.promotion:
        return
    own = level_of(case.place)
    for index, promotion in enumerate(case.promotion):
        if LEVELS.index(promotion.level) <= LEVELS.index(own):
            yield Finding(
                ("promotion", index, "level"),
                f"推广的层级是 `{promotion.level}`，不高于案例自己的 `{own}`",
                f"promoted at the level `{promotion.level}`, not above the case's own `{own}`",
                "改正层级；当地自己推开的，写进 `milestones`",
                "correct the level, or tell it under `milestones`",
            )


def level_of(place: Place) -> Level:
    """The level a practice began at; by the division code where it is not written."""
    if place.level:
        return place.level
    if place.name:
        return "town"
    return (
        "province"
        if place.code.endswith("0000")
        else "city"
        if place.code.endswith("00")
        else "county"
    )
