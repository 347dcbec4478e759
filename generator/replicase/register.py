"""Every record of a library by its brief: what the rules between files look things up in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from replicase.briefs import (
    AdoptionBrief,
    Brief,
    CaseBrief,
    GapBrief,
    PracticeBrief,
    adoption_brief,
    case_brief,
    gap_brief,
)
from replicase.library import Library


@dataclass(frozen=True)
class Register:
    """The briefs of one library, in the order of their files."""

    library: Library
    """Asked for settings, vocabularies, indicators, pictures and what could not be read alone."""
    cases: tuple[CaseBrief, ...] = ()
    adoptions: tuple[AdoptionBrief, ...] = ()
    gaps: tuple[GapBrief, ...] = ()

    @classmethod
    def of(cls, library: Library) -> Register:
        """The register of a library whose records are at hand."""
        return cls(
            library,
            tuple(case_brief(entry) for entry in library.case_entries),
            tuple(adoption_brief(entry) for entry in library.adoption_entries),
            tuple(gap_brief(entry) for entry in library.gap_entries),
        )

    @classmethod
    def filled(cls, library: Library, briefs: Iterable[Brief]) -> Register:
        """Sort briefs by what they are of."""
        cases: list[CaseBrief] = []
        adoptions: list[AdoptionBrief] = []
        gaps: list[GapBrief] = []
        for brief in briefs:
            if isinstance(brief, CaseBrief):
                cases.append(brief)
            elif isinstance(brief, AdoptionBrief):
                adoptions.append(brief)
            else:
                gaps.append(brief)
        return cls(library, tuple(cases), tuple(adoptions), tuple(gaps))

    @property
    def practices(self) -> tuple[PracticeBrief, ...]:
        """The cases, then the adoptions."""
        return (*self.cases, *self.adoptions)

    @cached_property
    def _by_id(self) -> dict[str, CaseBrief]:
        return {brief.id: brief for brief in self.cases}

    def case(self, case_id: str) -> CaseBrief | None:
        """A case at any stage, or None."""
        return self._by_id.get(case_id)

    def is_published(self, case_id: str) -> bool:
        """Whether a case is there, at a stage the library shows."""
        found = self.case(case_id)
        return found is not None and found.stage in self.library.settings.stages_shown

    def may_hold(self, case_id: str) -> bool:
        """Whether a case could stand in a file or folder that could not be read."""
        return self.library.may_hold(case_id)
