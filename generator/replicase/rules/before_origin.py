"""Nobody takes a case over before it is there.

Why: what was there earlier is not a copy; it may be the origin, or a practice of its own.
Mend: correct the date; what began before the case is a related one (`relation: parallel` or
`inspired-by`).

案例还没有开始，别处不会采用。
为什么：更早就有的不是照着做的；它可能才是起源，也可能是另一种做法。
怎么改：改正日期；比案例更早的，写成相关做法（`relation: parallel` 或 `inspired-by`）。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.briefs import AdoptionBrief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.model.scalars import PartialDate
from replicase.register import Register

RULE = Rule(
    "CASE247",
    "adopted-before-origin",
    Severity.WARNING,
    "采用不早于案例开始",
    "An adoption is not older than its case",
)


def check(register: Register, as_of: date) -> Iterator[tuple[AdoptionBrief, Finding]]:
    """Yield adoptions that began, or were seen, before their case began."""
    for adoption in register.adoptions:
        origin = register.case(adoption.case)
        began = PartialDate.read(origin.started) if origin else None
        if began is None:
            continue
        for field, written in (
            ("started", adoption.started),
            ("seen_in_use", adoption.seen_in_use),
        ):
            day = PartialDate.read(written)
            if day is not None and day.surely_before(began):
                finding = Finding(
                    (field, "date"),
                    f"{day} 早于案例的开始 {began}",
                    f"{day} is before the case began, {began}",
                    "改正日期；比案例更早的，写成案例的相关做法",
                    "correct the date; what is older than the case is a related practice of it",
                )
                yield adoption, finding
                break
