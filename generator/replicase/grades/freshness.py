"""How long ago something was seen, on the date of a build."""

from __future__ import annotations

from datetime import date
from typing import Literal

from replicase.model import Adoption, Case
from replicase.model.scalars import PartialDate

OPERATION_MONTHS = 24
"""A practice not seen in operation for longer has one grade of effect less."""
ADOPTION_MONTHS = 18
"""An adoption not seen in use for longer is told as last seen, not as in use."""

Standing = Literal["used", "seen", "under_way", "planned", "stopped", "refused"]

_STANDINGS: dict[str, Standing] = {
    "abandoned": "stopped",
    "rejected": "refused",
    "planned": "planned",
    "in-progress": "under_way",
}


def months_since(when: PartialDate, as_of: date) -> int:
    """Whole months between the latest day a date can mean and the date of the build."""
    year, month, day = when.last_day
    return max(0, (as_of.year - year) * 12 + as_of.month - month - (as_of.day < day))


def months_before(as_of: date, months: int) -> PartialDate:
    """The month that lies so many months before the date of the build."""
    count = as_of.year * 12 + as_of.month - 1 - months
    return PartialDate(count // 12, count % 12 + 1)


def is_over(case: Case) -> bool:
    """Whether a practice has ended for good; what has ended does not go stale."""
    return case.ended is not None or (
        case.operation is not None and case.operation.state in ("ended", "superseded", "merged")
    )


def is_stale(case: Case, as_of: date) -> bool:
    """Whether nobody has seen it in operation lately, though it is not told to have ended."""
    if is_over(case):
        return False
    seen = case.operation.confirmed if case.operation else None
    return seen is None or months_since(seen, as_of) > OPERATION_MONTHS


def standing(adoption: Adoption, as_of: date) -> Standing:
    """Where an adoption stands."""
    if told := _STANDINGS.get(adoption.status):
        return told
    seen = adoption.seen_in_use
    fresh = seen is not None and months_since(seen.date, as_of) <= ADOPTION_MONTHS
    return "used" if fresh else "seen"
