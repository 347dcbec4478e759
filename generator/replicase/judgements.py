"""Judged records as they are kept from one run to the next.

A judgement stands as long as the record's own bytes, the lists records are understood by, the
pictures, the day and the checker are what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec

from replicase.briefs import AdoptionBrief, CaseBrief, GapBrief
from replicase.cache import Cache, checker, digest, is_settled
from replicase.check import Judged
from replicase.diagnostics import Diagnostic
from replicase.load import Lists, is_list, understand
from replicase.read import Mark, OnDisk, Sight
from replicase.shelves import Shelves
from replicase.source import Input
from replicase.workers import Workers

T = TypeVar("T")

Reading = Callable[[str], Input | Diagnostic]
"""Reads a file of the library by its path, or says why it cannot be read."""


def records_of(sight: Sight) -> tuple[OnDisk, ...]:
    """The files that hold a record, without those records are understood by."""
    return tuple(o for o in sight.files if not o.is_picture and not is_list(o.file))


@dataclass(frozen=True, slots=True)
class Judging:
    """How the records of a library are read and judged: by its lists, on one day."""

    read: Reading
    lists: Lists
    as_of: date
    by: bytes = b""
    """Tells what records are understood by from what it was, for whoever remembers judgements."""

    def judge(self, file: str) -> Judged:
        """Read a record and judge it; nothing of it is kept but its brief."""
        return self.judged(file, self.read(file))

    def judged(self, file: str, given: Input | Diagnostic) -> Judged:
        """Judge a record that was read, or could not be."""
        if isinstance(given, Diagnostic):
            return Judged(file, None, (given,), is_document=False)
        return Judged.of(understand(self.lists, given), self.lists, self.as_of)


_UNSURE: Mark = (0, 0, 0, 0)
"""The mark of a file that may have changed since without another mark: its bytes are looked at."""


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """One judged record."""

    mark: Mark
    content: bytes
    """The digest of its bytes."""
    is_document: bool
    diagnostics: tuple[Diagnostic, ...]
    case: CaseBrief | None = None
    adoption: AdoptionBrief | None = None
    gaps: GapBrief | None = None

    def judged(self, file: str) -> Judged:
        """The judgement; words that many records have are held once, as in those just judged."""
        brief = self.case or self.adoption or self.gaps
        if isinstance(brief, CaseBrief) and brief.components_named:
            named = tuple((tuple(map(_once, at)), part) for at, part in brief.components_named)
            brief = replace(brief, file=file, components_named=named)
        said = tuple(
            replace(
                d, file=file, zh=_once(d.zh), en=_once(d.en),
                hint_zh=_once(d.hint_zh), hint_en=_once(d.hint_en), at=tuple(map(_once, d.at)),
            )
            for d in self.diagnostics
        )  # fmt: skip
        return Judged(file, brief, said, self.is_document)


def _once(word: T) -> T:
    """The same word, held once."""
    once: T = _words.setdefault(word, word)
    return once


_words: dict[Any, Any] = {}


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was read, its judgement left out where the one that was kept still stands."""

    content: bytes
    judged: Judged | None


@dataclass(frozen=True)
class Remembered:
    """What a cache knows of the records of a library: whose judgement stands, and where others belong."""

    shelves: Shelves[_Kept]
    marks: Mapping[str, Mark]
    now: int
    """The time (ns) before any of the files was looked at."""
    on: tuple[list[str], ...]
    """The files of each shelf."""
    standing: Mapping[str, Judged]
    """The judgements of files that were not touched."""
    contents: Mapping[str, bytes]
    """Tells the bytes of those."""
    doubted: Mapping[str, _Kept]
    """What was known of files that may have changed."""
    changed: Mapping[int, list[str]]
    """The shelves that have to be written anew, with the files that may have changed."""

    @classmethod
    def of(cls, sight: Sight, judging: Judging, cache: Cache) -> Remembered:
        """Look the records up."""
        marks = {on_disk.file: on_disk.mark for on_disk in records_of(sight)}
        key = digest((checker(), judging.as_of.isoformat(), judging.by))
        shelves = Shelves.for_files(len(marks), cache, "records", _Kept, key)
        on: tuple[list[str], ...] = tuple([] for _ in range(shelves.count))
        for file in marks:
            on[shelves.of(file)].append(file)
        standing: dict[str, Judged] = {}
        contents: dict[str, bytes] = {}
        doubted: dict[str, _Kept] = {}
        changed: dict[int, list[str]] = {}
        for shelf, files_on in enumerate(on):
            known = shelves.recall(shelf)
            for file in files_on:
                kept = known.get(file)
                if kept is not None and kept.mark == marks[file]:
                    standing[file] = kept.judged(file)
                    contents[file] = kept.content
                else:
                    changed.setdefault(shelf, []).append(file)
                    if kept is not None:
                        doubted[file] = kept
            if len(known) > len(files_on):
                changed.setdefault(shelf, [])
        return cls(shelves, marks, sight.at, on, standing, contents, doubted, changed)

    def judged(self, file: str, content: bytes) -> Judged | None:
        """The judgement of a file that was read, if it stands."""
        if self.contents.get(file) == content:
            return self.standing[file]
        kept = self.doubted.get(file)
        return kept.judged(file) if kept is not None and kept.content == content else None

    def keep(self, found: Mapping[str, tuple[bytes, Judged]]) -> None:
        """Remember the judgements of the files that may have changed, with what tells their bytes."""
        for shelf, again in self.changed.items():
            known = self.shelves.recall(shelf)
            records = {
                file: known[file]
                for file in self.on[shelf]
                if file in known and file in self.standing
            }
            for file in again:
                content, judged = found.get(file, (b"", None))
                if content and judged is not None:
                    mark = self.marks[file]
                    sure = mark if is_settled(mark, self.now) else _UNSURE
                    records[file] = _kept(judged, sure, content)
            if records != known:
                self.shelves.keep(shelf, records)


def judge_records(
    sight: Sight, judging: Judging, workers: Workers, cache: Cache
) -> tuple[Judged, ...]:
    """Judge every record that is not one it was judged as before; in the order of their files."""
    if cache.folder is None:
        return workers.each(judging.judge, [on_disk.file for on_disk in records_of(sight)])
    known = Remembered.of(sight, judging, cache)
    other = [file for file in known.marks if file not in known.standing]
    again = partial(_judge_again, judging, known.doubted)
    found = {
        file: (one.content, one.judged or known.doubted[file].judged(file))
        for file, one in zip(other, workers.each(again, other), strict=True)
    }
    known.keep(found)
    return tuple(known.standing.get(file) or found[file][1] for file in known.marks)


def content_of(given: Input) -> bytes:
    """Tell a file's bytes."""
    return blake2b(given.data, digest_size=16).digest()


def _kept(judged: Judged, mark: Mark, content: bytes) -> _Kept:
    brief = judged.brief
    return _Kept(
        *(mark, content, judged.is_document, judged.diagnostics),
        case=brief if isinstance(brief, CaseBrief) else None,
        adoption=brief if isinstance(brief, AdoptionBrief) else None,
        gaps=brief if isinstance(brief, GapBrief) else None,
    )


def _judge_again(judging: Judging, known: Mapping[str, _Kept], file: str) -> _Read:
    """Read a record and judge it, unless its bytes are those it was judged by before."""
    given = judging.read(file)
    content = b""
    if isinstance(given, Input):
        content = content_of(given)
        if file in known and known[file].content == content:
            return _Read(content, None)
    return _Read(content, judging.judged(file, given))
