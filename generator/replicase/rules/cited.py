"""Which sources a record lists, and where it refers to them."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.diagnostics import Path
from replicase.model.describe import Record
from replicase.model.evidence import EDITOR
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import citations, passages
from replicase.source import Mapping, Scalar, Sequence


def sources_of(part: Record) -> tuple[str, ...]:
    """The ids a part of a record names in its `source` field."""
    given: object = getattr(part, "source", ())
    if isinstance(given, str):
        return (given,)
    return tuple(str(source) for source in given) if isinstance(given, tuple) else ()


def only_the_editor(part: Record) -> bool:
    """Whether a part rests on the editor's reading alone."""
    return set(sources_of(part)) == {EDITOR}


def listed(entry: RecordEntry) -> tuple[str, ...]:
    """The ids under `sources`, those of sources with mistakes in them included."""
    _, written = entry.document.root.entries.get("sources", (None, None))
    items = written.items if isinstance(written, Sequence) else ()
    ids = (
        item.entries["id"][1]
        for item in items
        if isinstance(item, Mapping) and "id" in item.entries
    )
    return tuple(node.text for node in ids if isinstance(node, Scalar))


def references(entry: RecordEntry) -> Iterator[tuple[Path, str, str]]:
    """Every reference to a source: its place, the id, and the words that make it."""
    for at, part in entry.parts:
        if isinstance(part, Record) and "source" in part.model_fields_set:
            one = isinstance(getattr(part, "source", ()), str)
            for index, source in enumerate(sources_of(part)):
                yield (*at, "source") if one else (*at, "source", index), source, source
    for passage in passages(entry):
        if passage.language is not None:
            for source, words in citations(passage.text):
                yield passage.at, source, words
