"""Every rule over a whole library: what is wrong with it, in one sorted run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import TypeVar

from replicase.diagnostics import Diagnostic, Finding, in_order
from replicase.library import Library
from replicase.pictures import Picture
from replicase.rules import (
    ADOPTION_RULES,
    CASE_RULES,
    GAP_RULES,
    INDICATOR_RULES,
    LIBRARY_RULES,
    PRACTICE_RULES,
    RECORD_RULES,
)
from replicase.rules.entries import RecordEntry, RecordRule
from replicase.workers import ALONE, Workers

E = TypeVar("E", bound=RecordEntry)
Found = tuple[Diagnostic, ...]


def check(library: Library, as_of: date, workers: Workers = ALONE) -> Found:
    """Judge every record and how they stand to each other, for a day.

    What `load` said of a file is not said again: no rule speaks of a part that was left out.
    """
    work: list[Callable[[], Found]] = [
        partial(_judge, case, (*RECORD_RULES, *PRACTICE_RULES, *CASE_RULES), library, as_of)
        for case in library.case_entries
    ]
    work += [
        partial(_judge, adoption, (*RECORD_RULES, *PRACTICE_RULES, *ADOPTION_RULES), library, as_of)
        for adoption in library.adoption_entries
    ]
    work += [
        partial(_judge, gaps, (*RECORD_RULES, *GAP_RULES), library, as_of)
        for gaps in library.gap_entries
    ]
    work += [
        partial(_judge, scheme, (*RECORD_RULES, *INDICATOR_RULES), library, as_of)
        for scheme in library.indicator_entries
    ]
    return in_order(chain(*workers.each(_done, work), _between(library, as_of)))


def _done(work: Callable[[], Found]) -> Found:
    return work()


def _judge(entry: E, rules: Iterable[RecordRule[E]], library: Library, as_of: date) -> Found:
    found = tuple(
        entry.diagnostic(bound.rule, finding)
        for bound in rules
        for finding in bound.check(entry, library, as_of)
        if _stands(entry, finding)
    )
    entry.put_together()
    return found


def _between(library: Library, as_of: date) -> Iterator[Diagnostic]:
    for bound in LIBRARY_RULES:
        for entry, finding in bound.check(library, as_of):
            if isinstance(entry, Picture) or _stands(entry, finding):
                yield entry.diagnostic(bound.rule, finding)


def _stands(entry: RecordEntry, finding: Finding) -> bool:
    """Whether the place of a finding was not left out, nor lies in a part that was."""
    place = entry.place(finding.at)
    return not any(place[: len(path)] == path for path in entry.dropped)
