"""Which sources a record lists, and where it refers to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from replicase.diagnostics import Path
from replicase.model.describe import Record
from replicase.model.evidence import EDITOR
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import citations, passages


def sources_of(part: Record) -> tuple[str, ...]:
    """The ids a part of a record names in its `source` field."""
    given: object = getattr(part, "source", ())
    if isinstance(given, str):
        return (given,)
    return given if isinstance(given, tuple) else ()


def only_the_editor(part: Record) -> bool:
    """Whether a part rests on the editor's reading alone."""
    given = sources_of(part)
    return EDITOR in given and set(given) == {EDITOR}


def listed(entry: RecordEntry) -> tuple[str, ...] | None:
    """The ids under `sources`, those of sources with mistakes in them included.

    None where an id itself is wrong or missing: any reference may mean that one.
    """
    written = entry.document.plain.get("sources")
    items = written if isinstance(written, list) else []
    ids = [item.get("id") if isinstance(item, dict) else None for item in items]
    found = tuple(given for given in ids if isinstance(given, str))
    wrong = any(path[:1] == ("sources",) and path[2:] == ("id",) for path in entry.dropped)
    return None if wrong or not found or len(found) < len(ids) else found


class Cited(NamedTuple):
    """The ids of the sources a record names, in fields and in its texts."""

    fields: frozenset[str]
    texts: frozenset[str]


def cited(entry: RecordEntry) -> Cited:
    """Which sources are named anywhere; that is known sooner than where."""
    known = entry.worked_out
    if cited not in known:
        fields: set[str] = set()
        for _, part in entry.parts.sourced:
            fields.update(sources_of(part))
        texts = {
            source
            for passage in (passages(entry) if "[@" in entry.wording else ())
            if passage.language is not None and "[@" in passage.text
            for source, _ in citations(passage.text)
        }
        known[cited] = Cited(frozenset(fields), frozenset(texts))
    found: Cited = known[cited]
    return found


def references(entry: RecordEntry) -> Sequence[tuple[Path, str, str]]:
    """Every reference to a source: its place, the id, and the words that make it."""
    known = entry.worked_out
    if references not in known:
        known[references] = tuple(_references(entry))
    found: Sequence[tuple[Path, str, str]] = known[references]
    return found


def _references(entry: RecordEntry) -> Iterator[tuple[Path, str, str]]:
    for at, part in entry.parts.sourced:
        given: object = getattr(part, "source", ())
        if isinstance(given, str):
            yield (*at, "source"), given, given
        elif isinstance(given, tuple):
            for index, source in enumerate(given):
                yield (*at, "source", index), source, source
    if "[@" in entry.wording:
        for passage in passages(entry):
            if passage.language is not None and "[@" in passage.text:
                for source, words in citations(passage.text):
                    yield passage.at, source, words
