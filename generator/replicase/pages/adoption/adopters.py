"""Who took a case over: how many use it, stopped, or refused, and what each of them kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from replicase import grades
from replicase.grades import Standing, counting
from replicase.grades.counting import Counted, Uncounted
from replicase.grades.freshness import ADOPTION_MONTHS
from replicase.model import Adoption, Case
from replicase.model.scalars import PartialDate
from replicase.pages.voice import Voice

FRESH_MONTHS = ADOPTION_MONTHS
"""An adoption not seen in use for longer is told as last seen, not as in use."""


def within(voice: Voice, case: Case, adoption: Adoption) -> bool:
    """Whether the adopter lies in the origin's area or holds it: growth at home, never counted."""
    return voice.library.overlaps(case.place, adoption.place)


def standing(voice: Voice, adoption: Adoption) -> Standing:
    """Where an adoption stands on the date of the build."""
    return grades.standing(adoption, voice.site.as_of)


def reckoned(voice: Voice, case: Case, adoption: Adoption) -> Counted | Uncounted:
    """Where an adoption counts on the date of the build, or why it does not."""
    return counting.reckoned(case, adoption, voice.site.as_of)


def last_seen(adoption: Adoption) -> PartialDate | None:
    """The last date an adoption was seen in use."""
    return adoption.seen_in_use.date if adoption.seen_in_use else None


def told_dates(voice: Voice, adoption: Adoption) -> tuple[str, ...]:
    """When it ended, was last seen and began, in words; the first stands beside the state."""
    return tuple(
        voice.say(f"adoption.{name}", date=voice.day(dated.date))
        for name, dated in (
            ("until", adoption.ended),
            ("seen", adoption.seen_in_use),
            ("since", adoption.started),
        )
        if dated is not None
    )


@dataclass(frozen=True, slots=True)
class Tally:
    """Adoptions outside the origin's area by where they stand, and those inside it."""

    used: int = 0
    seen: int = 0
    """In use when last seen, which is longer ago than `FRESH_MONTHS`."""
    under_way: int = 0
    planned: int = 0
    """Visits and plans, which are told and not counted."""
    stopped: int = 0
    refused: int = 0
    within: int = 0

    @property
    def outside(self) -> int:
        """All that count as somebody else's."""
        return self.used + self.seen + self.under_way + self.stopped + self.refused


def tally(voice: Voice, pairs: Iterable[tuple[Case, Adoption]]) -> Tally:
    """Count adoptions, each with the case it took over."""
    counts = dict.fromkeys((*get_args(Standing), "within"), 0)
    for case, adoption in pairs:
        counts["within" if within(voice, case, adoption) else standing(voice, adoption)] += 1
    return Tally(**counts)


def told(voice: Voice, counted: Tally) -> tuple[str, str]:
    """The tally in words: what goes on, and what stopped; either may be empty."""
    going = [
        voice.count(f"adopters.{name}", n)
        for name, n in (
            ("used", counted.used),
            ("seen", counted.seen),
            ("under_way", counted.under_way),
            ("planned", counted.planned),
        )
        if n
    ]
    ended = [
        voice.count(f"adopters.{name}", n)
        for name, n in (("stopped", counted.stopped), ("refused", counted.refused))
        if n
    ]
    return voice.joined(going), voice.joined(ended)
