"""Growth at home is not replication.

An adopter whose area contains the origin's, or lies in it, is kept on record but does not count.
Why: a place that spreads its own practice shows reach, not that strangers can do it too.
Mend: nothing, if it is so; inside the origin's own area a milestone of the case says it better.

自己范围内的推开不算复制。
采用地包含起源地，或在起源地之内，记录照样保留，但不计入复制。
为什么：在本地推开说明覆盖面，不说明别处也能做成。
怎么改：属实就不用改；在起源地范围内的，写成案例的大事记更合适。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.briefs import AdoptionBrief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import overlap
from replicase.register import Register

RULE = Rule(
    "CASE211",
    "own-area",
    Severity.NOTE,
    "采用地与起源地不重叠，才计入复制",
    "An adopter's area does not overlap the origin's, or it does not count",
)


def check(register: Register, as_of: date) -> Iterator[tuple[AdoptionBrief, Finding]]:
    """Yield an adopter whose area overlaps the origin's."""
    for adoption in register.adoptions:
        origin = register.case(adoption.case)
        if origin and overlap(adoption.place_code, origin.place_code):
            adopter, home = adoption.place_code, origin.place_code
            yield (
                adoption,
                Finding(
                    ("place", "code"),
                    f"采用地 {adopter} 与起源地 {home} 重叠，不计入复制",
                    f"the adopter {adopter} overlaps the origin {home}; "
                    "it does not count as replication",
                ),
            )
