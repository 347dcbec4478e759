"""Every rule over a whole library: what is wrong with it, in one sorted run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from replicase.diagnostics import Diagnostic, Finding, in_order
from replicase.library import Entry, Library
from replicase.model import Adoption, Case
from replicase.rules import ADOPTION_RULES, CASE_RULES, LIBRARY_RULES, RECORD_RULES
from replicase.rules.entries import RecordEntry, RecordRule
from replicase.workers import ALONE, Workers

E = TypeVar("E", bound=RecordEntry)


def check(library: Library, as_of: date, workers: Workers = ALONE) -> tuple[Diagnostic, ...]:
    """Judge every record and how they stand to each other, for a day.

    What `load` said of a file is not said again: no rule speaks of a part that was left out.
    """
    cases = workers.each(partial(_of_case, library, as_of), library.case_entries)
    adoptions = workers.each(partial(_of_adoption, library, as_of), library.adoption_entries)
    return in_order(chain(*cases, *adoptions, _between(library, as_of)))


def _of_case(library: Library, as_of: date, case: Entry[Case]) -> tuple[Diagnostic, ...]:
    return (
        *_judged(case, RECORD_RULES, library, as_of),
        *_judged(case, CASE_RULES, library, as_of),
    )


def _of_adoption(
    library: Library, as_of: date, adoption: Entry[Adoption]
) -> tuple[Diagnostic, ...]:
    return (
        *_judged(adoption, RECORD_RULES, library, as_of),
        *_judged(adoption, ADOPTION_RULES, library, as_of),
    )


def _between(library: Library, as_of: date) -> Iterator[Diagnostic]:
    for bound in LIBRARY_RULES:
        for entry, finding in bound.check(library, as_of):
            if _stands(entry, finding):
                yield entry.diagnostic(bound.rule, finding)


def _judged(
    entry: E, rules: Iterable[RecordRule[E]], library: Library, as_of: date
) -> Iterator[Diagnostic]:
    for bound in rules:
        for finding in bound.check(entry, library, as_of):
            if _stands(entry, finding):
                yield entry.diagnostic(bound.rule, finding)


def _stands(entry: RecordEntry, finding: Finding) -> bool:
    """Whether the place of a finding was not left out, nor lies in a part that was."""
    place = entry.place(finding.at)
    return not any(place[: len(path)] == path for path in entry.dropped)
