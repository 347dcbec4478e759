"""The records of a library, whole and judged: read by many processes, kept from one run to the next."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

import msgspec

from replicase.cache import Cache
from replicase.check import Judged
from replicase.diagnostics import Diagnostic
from replicase.judgements import Remembered, content_of
from replicase.library import Entry
from replicase.load import Lists, Understood, understand
from replicase.model import GapList
from replicase.packed import Packed
from replicase.read import OnDisk
from replicase.shelves import Shelves
from replicase.source import Input
from replicase.workers import Workers

Reading = Callable[[str], Input | Diagnostic]


@dataclass(frozen=True, slots=True)
class Kept:
    """A record as far as it could be understood, and how it was judged."""

    judged: Judged
    entry: Entry[Any] | None

    @property
    def understood(self) -> Understood:
        """The file, as a library is put together from."""
        return Understood(self.judged.file, self.entry, self.judged.is_document)


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was read and judged; it goes to another process with its record packed."""

    file: str
    content: bytes
    judged: Judged
    entry: Entry[Any] | None
    sent: Packed | None = None
    """What came from another process."""

    @property
    def packed(self) -> Packed | None:
        """Its record as bytes."""
        return self.sent or (Packed.of(self.entry) if self.entry is not None else None)

    def __reduce__(self) -> tuple[Any, ...]:
        return _received, (self.file, self.content, self.judged, self.packed)


def _received(file: str, content: bytes, judged: Judged, packed: Packed | None) -> Made:
    entry = packed.entry(file) if packed is not None else None
    return Made(file, content, judged, entry, packed)


def make(
    lists: Lists, as_of: date, read: Reading, file: str, known: Remembered | None = None
) -> Made:
    """Read a record and judge it, unless it is `known` how it was judged.

    Of its document nothing is kept: all that is asked of a record later is in the record. A list of
    gaps, of which there are few, keeps its words: its sheet gives them back as they are.
    """
    given = read(file)
    if isinstance(given, Diagnostic):
        return Made(file, b"", Judged(file, None, (given,), is_document=False), None)
    content = content_of(given)
    understood = understand(lists, given)
    judged = known.judged(file, content) if known is not None else None
    if judged is None:
        judged = Judged.of(understood, lists, as_of, keep=True)
    entry = understood.entry
    if entry is not None:
        words = entry.read if isinstance(entry.record, GapList) else None
        told = entry.dropped, content, entry.untranslated, words
        entry = Entry.kept(file, entry.record, *told)
    return Made(file, content, judged, entry)


def keep_records(
    files: Iterable[OnDisk],
    read: Reading,
    lists: Lists,
    by: bytes,
    as_of: date,
    workers: Workers,
    cache: Cache,
    now: int,
    meanwhile: Callable[[], None] | None = None,
) -> tuple[Kept, ...]:
    """Read and judge every record, but for those a `cache` knows as they are; in the order of `files`.

    `by` tells what records are understood by, `now` is the time (ns) before any of them was looked
    at; `meanwhile` is done by this process once the others have begun.
    """
    known = Remembered.of(files, by, as_of, cache, now)
    standing = _Standing.of(known, cache)
    others = [file for file in known.marks if file not in standing.entries]
    work = partial(make, lists, as_of, read, known=known)
    made = {one.file: one for one in workers.each(work, others, meanwhile)}
    if cache.folder is not None:
        known.keep({file: (one.content, one.judged) for file, one in made.items()})
        standing.keep(made)
    found: list[Kept] = []
    for file in known.marks:
        if (one := made.get(file)) is None:
            found.append(Kept(known.standing[file], standing.entries[file]))
        else:
            found.append(Kept(one.judged, one.entry))
    return tuple(found)


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

    def keep(self, made: Mapping[str, Made]) -> None:
        """Keep the records of shelves that changed, with those just made."""
        for shelf in self.changed:
            packs = self.shelves.recall(shelf)
            there = {file: packs[file] for file in self.known.on[shelf] if file in self.entries}
            for file in self.known.on[shelf]:
                one = made.get(file)
                if one is not None and (packed := one.packed) is not None:
                    there[file] = packed
            if there != packs:
                self.shelves.keep(shelf, there)
