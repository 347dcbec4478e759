"""Where records stand: the stage of each, what the next stage asks, what is left to look at.

Nothing is asked here that the rules do not ask: the library is judged as it is, and once more with
every case one stage further.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from replicase.check import check
from replicase.decode import field_at
from replicase.decode.rules import MISSING
from replicase.diagnostics import Diagnostic, Severity
from replicase.library import Entry, Library
from replicase.model import Adoption, Case
from replicase.model.describe import STAGES, Stage, keys_of
from replicase.rules.asked import EFFECT
from replicase.rules.entries import PracticeEntry, reached
from replicase.rules.unknowable import may_be_unknown


@dataclass(frozen=True, slots=True)
class Missing:
    """A field the next stage asks for."""

    field: str
    zh: str
    """What it means."""
    en: str
    may_be_unknown: bool
    """Whether saying under `unknown` why it is not known will do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one record stands."""

    file: str
    record: Case | Adoption
    as_of: date
    """The date it is judged by."""
    next: Stage | None
    """The stage after its own; None at the last, of a withdrawn case and of an adoption."""
    missing: tuple[Missing, ...]
    further: tuple[Diagnostic, ...]
    """What else would be an error at the next stage."""
    found: tuple[Diagnostic, ...]
    """What is said of it now, but for what the next stage asks."""

    @property
    def stage(self) -> str | None:
        """The stage it says it has; an adoption has none."""
        return self.record.stage if isinstance(self.record, Case) else None

    @property
    def unknown(self) -> tuple[str, ...]:
        """The fields it says are not known."""
        return tuple(unknown.field for unknown in self.record.unknown)

    def count(self, severity: Severity) -> int:
        """How many of what is found have a severity."""
        return sum(d.severity is severity for d in self.found)


def standings(library: Library, misread: Iterable[Diagnostic], as_of: date) -> tuple[Standing, ...]:
    """Where every record stands that could be understood, cases first; `misread` is what loading said."""
    now = _by_file((*misread, *check(library, as_of)))
    ahead = {entry.file: _one_further(entry) for entry in library.case_entries}
    later = _by_file(
        check(
            replace(library, case_entries=tuple(ahead[e.file] for e in library.case_entries)), as_of
        )
    )
    entries: tuple[PracticeEntry, ...] = (*library.case_entries, *library.adoption_entries)
    return tuple(
        _standing(entry, ahead.get(entry.file), now[entry.file], later[entry.file], as_of)
        for entry in entries
    )


def _by_file(diagnostics: Iterable[Diagnostic]) -> defaultdict[str, list[Diagnostic]]:
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in diagnostics:
        found[diagnostic.file].append(diagnostic)
    return found


def next_stage(record: Case | Adoption) -> Stage | None:
    """The stage after a record's own."""
    if isinstance(record, Adoption) or record.stage == "withdrawn":
        return None
    return next(iter(STAGES[STAGES.index(record.stage) + 1 :]), None)


def _one_further(entry: Entry[Case]) -> Entry[Case]:
    stage = next_stage(entry.record)
    return replace(entry, record=entry.record.changed({"stage": stage})) if stage else entry


def _standing(
    entry: PracticeEntry,
    ahead: Entry[Case] | None,
    now: list[Diagnostic],
    later: list[Diagnostic],
    as_of: date,
) -> Standing:
    stage = next_stage(entry.record)
    wrong = {(d.code, d.at) for d in now if d.severity is Severity.ERROR}
    new = (
        [d for d in later if d.severity is Severity.ERROR and (d.code, d.at) not in wrong]
        if stage
        else []
    )
    missing = sorted((d for d in new if d.rule == MISSING), key=lambda d: _ORDER[str(d.at[0])])
    # What the next stage will ask is listed field by field; the note on it says no more.
    found = [d for d in now if not (d.rule == MISSING and d.severity is Severity.NOTE)]
    return Standing(
        entry.file,
        entry.record,
        as_of,
        stage,
        tuple(_missing(d, ahead) for d in missing if ahead is not None),
        tuple(d for d in new if d not in missing),
        tuple(found),
    )


_ORDER = {key: number for number, (_, key) in enumerate(keys_of(Case))}


def _missing(diagnostic: Diagnostic, entry: Entry[Case]) -> Missing:
    record = entry.record
    if diagnostic.at == ("results",) and record.results:
        return Missing(
            EFFECT,
            "结果里至少一项成效",
            "one result at least of the dimension `effect`",
            EFFECT in may_be_unknown(Case) and not reached(record, "verified"),
        )
    field = field_at(Case, diagnostic.at)
    name = ".".join(str(step) for step in diagnostic.at)
    return Missing(
        name,
        field.about.zh if field else "",
        field.about.en if field else "",
        name in may_be_unknown(Case),
    )
