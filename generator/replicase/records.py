"""The records of a library, whole and judged: read by many processes, kept from one run to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import msgspec

from replicase.cache import Cache
from replicase.check import Judged
from replicase.diagnostics import Diagnostic, Severity
from replicase.judgements import Judging, Remembered, content_of
from replicase.library import Entry
from replicase.load import Understood, understand
from replicase.model import GapList
from replicase.packed import Packed
from replicase.read import Sight
from replicase.shelves import Shelves
from replicase.workers import Workers


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as far as it could be understood, and how it was judged.

    It goes to another process packed.
    """

    judged: Judged
    entry: Entry[Any] | None
    content: bytes
    """The digest of its file; empty where that could not be read."""
    sent: Packed | None = None
    """What came from another process."""

    @property
    def file(self) -> str:
        """The file it was read from."""
        return self.judged.file

    @property
    def is_wrong(self) -> bool:
        """Whether it has an error of its own."""
        return any(d.severity is Severity.ERROR for d in self.judged.diagnostics)

    @property
    def understood(self) -> Understood:
        """The file, as a library is put together from."""
        return Understood(self.file, self.entry, self.judged.is_document)

    @property
    def packed(self) -> Packed | None:
        """Its record as bytes."""
        return self.sent or (Packed.of(self.entry) if self.entry is not None else None)

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (self.judged, self.content, self.packed)


def _received(judged: Judged, content: bytes, packed: Packed | None) -> Kept:
    entry = packed.entry(judged.file) if packed is not None else None
    return Kept(judged, entry, content, packed)


def keep(judging: Judging, file: str, known: Remembered | None = None) -> Kept:
    """Read a record and judge it, unless it is `known` how it was judged.

    Of its document nothing is kept: all that is asked of a record later is in the record. A list of
    gaps, of which there are few, keeps its words: its sheet gives them back as they are.
    """
    given = judging.read(file)
    if isinstance(given, Diagnostic):
        return Kept(judging.judged(file, given), None, b"")
    content = content_of(given)
    understood = understand(judging.lists, given)
    judged = known.judged(file, content) if known is not None else None
    if judged is None:
        judged = Judged.of(understood, judging.lists, judging.as_of, keep=True)
    entry = understood.entry
    if entry is not None:
        words = entry.read if isinstance(entry.record, GapList) else None
        told = entry.dropped, content, entry.untranslated, words
        entry = Entry.kept(file, entry.record, *told)
    return Kept(judged, entry, content)


def keep_records(
    sight: Sight,
    judging: Judging,
    workers: Workers,
    cache: Cache,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[Kept, ...]:
    """Read and judge every record, but for those a `cache` knows as they are; in the order of their files.

    `meanwhile` is done by this process once the others have begun.
    """
    known = Remembered.of(sight, judging, cache)
    standing = _Standing.of(known, cache)
    others = [file for file in known.marks if file not in standing.entries]
    read = {
        one.file: one
        for one in workers.each(partial(keep, judging, known=known), others, meanwhile)
    }
    if cache.folder is not None:
        known.keep({file: (one.content, one.judged) for file, one in read.items()})
        standing.keep(read)
    return tuple(read.get(file) or standing.kept(file) for file in known.marks)


@dataclass(frozen=True, slots=True)
class _Standing:
    """The records a cache knows, of the files that were not touched."""

    known: Remembered
    shelves: Shelves[Packed]
    entries: Mapping[str, Entry[Any]]
    changed: frozenset[int]
    """The shelves that have to be written anew."""

    @classmethod
    def of(cls, known: Remembered, cache: Cache) -> _Standing:
        key = known.shelves.key
        shelves = Shelves.for_files(len(known.marks), cache, "packed", Packed, key)
        entries: dict[str, Entry[Any]] = {}
        changed: set[int] = set()
        for shelf, files in enumerate(known.on):
            packs = shelves.recall(shelf)
            for file in files:
                packed = packs.get(file)
                if packed is not None and packed.content == known.contents.get(file):
                    try:
                        entries[file] = packed.entry(file)
                    except (msgspec.MsgspecError, ValueError):
                        changed.add(shelf)
                else:
                    changed.add(shelf)
            if len(packs) > len(files):
                changed.add(shelf)
        return cls(known, shelves, entries, frozenset(changed))

    def kept(self, file: str) -> Kept:
        """A record that stands."""
        return Kept(self.known.standing[file], self.entries[file], self.known.contents[file])

    def keep(self, read: Mapping[str, Kept]) -> None:
        """Keep the records of shelves that changed, with those just read."""
        for shelf in self.changed:
            packs = self.shelves.recall(shelf)
            there = {file: packs[file] for file in self.known.on[shelf] if file in self.entries}
            for file in self.known.on[shelf]:
                one = read.get(file)
                if one is not None and (packed := one.packed) is not None:
                    there[file] = packed
            if there != packs:
                self.shelves.keep(shelf, there)
