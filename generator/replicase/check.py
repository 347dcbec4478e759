"""Every rule over a whole library: what is wrong with it, in one sorted run."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from typing import Any

from replicase.diagnostics import Diagnostic, Finding, in_order
from replicase.library import Library
from replicase.load import load
from replicase.model import Adoption, Case, GapList
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
from replicase.rules.entries import RecordEntry, RecordRule, reached
from replicase.source import Input
from replicase.workers import ALONE, Workers

Found = tuple[Diagnostic, ...]


def read_and_check(
    inputs: Iterable[Input],
    as_of: date,
    workers: Workers = ALONE,
    unreadable: Iterable[str] = (),
    pictures: Iterable[Picture] | None = None,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[Library, Found]:
    """Load a library and judge it: each record by whoever read it, then how they stand to each other.

    What `load` says of a file is not said again: no rule speaks of a part that was left out.
    """
    library, found = load(
        inputs, workers, unreadable, pictures, partial(judge, as_of=as_of), meanwhile
    )
    return library, in_order(chain(found, _between(library, as_of)))


def check(library: Library, as_of: date) -> Found:
    """Judge every record of a library that was loaded, and how they stand to each other."""
    entries: tuple[RecordEntry, ...] = (
        *library.case_entries,
        *library.adoption_entries,
        *library.gap_entries,
        *library.indicator_entries,
    )
    return in_order(
        chain(*(judge(entry, library, as_of) for entry in entries), _between(library, as_of))
    )


def judge(entry: RecordEntry, library: Library, as_of: date) -> Found:
    """Judge one record alone; of the library no other record counts."""
    rules = _rules_of(entry.record)
    found = _said(entry, rules, library, as_of)
    entry.put_together()
    return found


def _rules_of(record: object) -> tuple[RecordRule[Any], ...]:
    if isinstance(record, Case):
        return (*RECORD_RULES, *PRACTICE_RULES, *CASE_RULES)
    if isinstance(record, Adoption):
        return (*RECORD_RULES, *PRACTICE_RULES, *ADOPTION_RULES)
    if isinstance(record, GapList):
        return (*RECORD_RULES, *GAP_RULES)
    return (*RECORD_RULES, *INDICATOR_RULES)


def _said(
    entry: RecordEntry, rules: Iterable[RecordRule[Any]], library: Library, as_of: date
) -> Found:
    return tuple(
        entry.diagnostic(bound.rule, finding)
        for bound in rules
        if bound.stage is None or reached(entry.record, bound.stage)
        for finding in bound.check(entry, library, as_of)
        if _stands(entry, finding)
    )


def _between(library: Library, as_of: date) -> Iterator[Diagnostic]:
    for bound in LIBRARY_RULES:
        for entry, finding in bound.check(library, as_of):
            if isinstance(entry, Picture) or _stands(entry, finding):
                yield entry.diagnostic(bound.rule, finding)


def _stands(entry: RecordEntry, finding: Finding) -> bool:
    """Whether the place of a finding was not left out, nor lies in a part that was."""
    place = entry.place(finding.at)
    return not any(place[: len(path)] == path for path in entry.dropped)
