"""What adopters that go on using a practice did with its parts: whether one called core is core.

It moves no grade; it is a question to whoever edits the case, where enough have told to ask it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from replicase.grades.replication import WORKS
from replicase.model import Adoption, Case
from replicase.model.case import Component

ENOUGH = 5
"""Adopters that have to tell of a part; of fewer, each may have had its own reason."""


class Doubt(NamedTuple):
    """A core part that most of those who succeeded did without."""

    component: Component
    dropped: int
    told: int
    """Adopters elsewhere that use the practice and say what they did with the part."""


def doubts(case: Case, adoptions: Iterable[Adoption]) -> tuple[Doubt, ...]:
    """The core parts of a case that four of five who succeeded dropped."""
    going = [a for a in adoptions if a.status in WORKS and not case.place.overlaps(a.place)]
    if len(going) < ENOUGH:
        return ()
    found = []
    for component in case.components:
        told = [a.components[component.id] for a in going if component.id in a.components]
        dropped = told.count("dropped")
        if component.role == "core" and len(told) >= ENOUGH and dropped * 5 >= len(told) * 4:
            found.append(Doubt(component, dropped, len(told)))
    return tuple(found)
