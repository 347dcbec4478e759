"""Every rule over a whole library: what is wrong with it, in one sorted run.

Each record is judged alone, by whichever process reads it; then the briefs of all are held beside
each other. Who wants only to know what is wrong keeps no more of a record than its brief.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from itertools import chain
from typing import Any

from replicase.briefs import Brief, brief_of
from replicase.diagnostics import START, Diagnostic, Finding, Rule, in_order
from replicase.library import Library, Partial, located
from replicase.load import (
    Lists,
    Understood,
    is_list,
    kind_of,
    lacking,
    read_lists,
    understand,
)
from replicase.model import Adoption, Case, GapList
from replicase.model.describe import STAGES, Record, Stage
from replicase.pictures import Picture
from replicase.register import Register
from replicase.rules import (
    ADOPTION_RULES,
    CASE_RULES,
    GAP_RULES,
    INDICATOR_RULES,
    LIBRARY_RULES,
    PRACTICE_RULES,
    RECORD_RULES,
)
from replicase.rules.entries import RecordEntry, RecordRule, stage_of
from replicase.source import Document, Input, parse
from replicase.workers import ALONE, Workers

Found = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One file judged alone, and what the rules between files need of it."""

    file: str
    brief: Brief | None
    """None where the file could not be understood."""
    diagnostics: Found
    is_document: bool
    """Whether it could be read at all."""

    @classmethod
    def of(cls, understood: Understood, lists: Lists, as_of: date, *, keep: bool = False) -> Judged:
        """Judge a file as far as it was understood; no rule speaks of a part that was left out.

        Of a record that will be kept is found out what is easily seen while it is taken apart.
        """
        entry, found = understood.entry, understood.diagnostics
        brief = None
        if entry is not None:
            found += _said(entry, lists.library, as_of)
            brief = brief_of(entry)
            if keep:
                _ = entry.untranslated
            entry.put_together()
        return cls(understood.file, brief, found, understood.is_document)


def judge_lists(lists: Lists, as_of: date) -> Found:
    """What is wrong with the settings, vocabularies and schemes of indicators."""
    schemes = lists.library.indicator_entries
    found = tuple(chain(*(_said(entry, lists.library, as_of) for entry in schemes)))
    return (*lists.diagnostics, *found)


def compare(
    lists: Lists,
    judged: Iterable[Judged],
    as_of: date,
    document: Callable[[str], Document | None],
) -> tuple[Register, Found]:
    """Hold the briefs of a library beside each other; says what is wrong between its files.

    `document` gives a file as it was read, or None; it is asked for those with something to say of.
    """
    known = tuple(judged)
    lost = [one.file for one in known if one.brief is None]
    library = replace(lists.library, unread=lists.library.unread | frozenset(lost))
    register = Register.filled(library, (one.brief for one in known if one.brief is not None))
    has_cases = any(one.is_document and kind_of(one.file) == "case" for one in known)
    said = lacking(lists, library.unread, has_cases=has_cases)
    return register, (*said, *_between(register, as_of, document))


def read_and_check(
    inputs: Iterable[Input],
    as_of: date,
    workers: Workers = ALONE,
    unreadable: Iterable[str] = (),
    pictures: Iterable[Picture] | None = None,
) -> Found:
    """Judge files that are in memory: each record by whoever reads it, then how they stand to each other.

    What `load` says of a file is not said again: no rule speaks of a part that was left out.
    """
    files = sorted(inputs, key=lambda i: i.file)
    lists = read_lists(files, [given.file for given in files], unreadable, pictures)
    records = {given.file: given for given in files if not is_list(given.file)}
    judged = workers.each(partial(_judged, lists, as_of), tuple(records.values()))
    _, between = compare(lists, judged, as_of, partial(_document, records))
    alone = chain(*(one.diagnostics for one in judged))
    return in_order(chain(judge_lists(lists, as_of), alone, between))


def _document(inputs: Mapping[str, Input], file: str) -> Document | None:
    return parse(inputs[file])[0] if file in inputs else None


def _judged(lists: Lists, as_of: date, given: Input) -> Judged:
    return Judged.of(understand(lists, given), lists, as_of)


def check(library: Library, as_of: date) -> Found:
    """Judge every record of a library that was loaded, and how they stand to each other."""
    entries: tuple[RecordEntry, ...] = (
        *library.case_entries,
        *library.adoption_entries,
        *library.gap_entries,
        *library.indicator_entries,
    )
    documents = {entry.file: entry.document for entry in entries}
    between = _between(Register.of(library), as_of, documents.get)
    found = tuple(chain(*(_said(entry, library, as_of) for entry in entries)))
    for entry in entries:
        entry.put_together()
    return in_order(chain(found, between))


@cache
def _rules_for(kind: type[Record], stage: Stage) -> tuple[RecordRule[Any], ...]:
    """The rules a record of a kind is held to at a stage."""
    if kind is Case:
        rules: tuple[RecordRule[Any], ...] = (*RECORD_RULES, *PRACTICE_RULES, *CASE_RULES)
    elif kind is Adoption:
        rules = (*RECORD_RULES, *PRACTICE_RULES, *ADOPTION_RULES)
    else:
        rules = (*RECORD_RULES, *(GAP_RULES if kind is GapList else INDICATOR_RULES))
    reached = STAGES.index(stage)
    return tuple(
        bound for bound in rules if bound.stage is None or STAGES.index(bound.stage) <= reached
    )


def _said(entry: RecordEntry, library: Library, as_of: date) -> Found:
    """What is wrong with one record alone; of the library no other record counts."""
    return tuple(
        entry.diagnostic(bound.rule, finding)
        for bound in _rules_for(type(entry.record), stage_of(entry.record))
        for finding in bound.check(entry, library, as_of)
        if _stands(entry, finding)
    )


def _between(
    register: Register, as_of: date, document: Callable[[str], Document | None]
) -> Iterator[Diagnostic]:
    for bound in LIBRARY_RULES:
        for owner, finding in bound.check(register, as_of):
            if isinstance(owner, Picture):
                yield owner.diagnostic(bound.rule, finding)
            elif _stands(owner, finding):
                placed = replace(finding, at=owner.place(finding.at))
                yield _placed(document(owner.file), owner.file, bound.rule, placed)


def _placed(document: Document | None, file: str, rule: Rule, finding: Finding) -> Diagnostic:
    if document is not None:
        return located(document, rule, finding)
    # The file was changed since it was judged, and is no longer to be read.
    return Diagnostic(
        *(file, START, rule, finding.severity or rule.severity, finding.zh, finding.en),
        *(finding.hint_zh, finding.hint_en, finding.at),
    )


def _stands(partial: Partial, finding: Finding) -> bool:
    """Whether the place of a finding was not left out, nor lies in a part that was."""
    place = partial.place(finding.at)
    return not any(place[: len(path)] == path for path in partial.dropped)
