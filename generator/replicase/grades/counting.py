"""Which adoptions count as somebody else's, and why the others do not."""

from __future__ import annotations

from datetime import date
from typing import Literal

from replicase.grades.freshness import standing
from replicase.model import Adoption, Case

Counted = Literal["used", "seen", "under_way", "stopped", "refused"]
"""Where an adoption elsewhere stands that counts."""
Uncounted = Literal["planned", "mandated", "within"]
"""Why an adoption is told and does not count."""


def reckoned(case: Case, adoption: Adoption, as_of: date) -> Counted | Uncounted:
    """Where an adoption counts, or why it does not.

    What a place gave up or refused counts whoever had ordered it: no failure is put aside.
    """
    if case.place.overlaps(adoption.place):
        return "within"
    stands = standing(adoption, as_of)
    if stands in ("used", "seen", "under_way") and adoption.trigger in ("mandated", "paired"):
        return "mandated"
    return stands
