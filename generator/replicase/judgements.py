"""Judged records as they are kept from one run to the next.

A judgement stands as long as the record's own bytes, the lists records are understood by, the
pictures, the day and the checker are what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
from replicase.load import Lists, understand
from replicase.read import Mark, OnDisk
from replicase.shelves import Shelves
from replicase.source import Input
from replicase.workers import Workers

T = TypeVar("T")

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
    def of(
        cls, files: Iterable[OnDisk], by: bytes, as_of: date, cache: Cache, now: int
    ) -> Remembered:
        """Look the files up; `by` tells what records are understood by."""
        marks = {on_disk.file: on_disk.mark for on_disk in files}
        key = digest((checker(), as_of.isoformat(), by))
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
        return cls(shelves, marks, now, on, standing, contents, doubted, changed)

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
    files: Iterable[OnDisk],
    read: Callable[[str], Input | Diagnostic],
    lists: Lists,
    by: bytes,
    as_of: date,
    workers: Workers,
    cache: Cache,
    now: int,
) -> tuple[Judged, ...]:
    """Judge every record that is not one it was judged as before; in the order of `files`.

    `by` tells what records are understood by, `now` is the time (ns) before any of them was looked at.
    """
    listed = tuple(files)
    if cache.folder is None:
        work = partial(_judge, lists, as_of, read)
        return workers.each(work, [on_disk.file for on_disk in listed])
    known = Remembered.of(listed, by, as_of, cache, now)
    other = [file for file in known.marks if file not in known.standing]
    again = partial(_judge_again, lists, as_of, read, known.doubted)
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


def _judge(
    lists: Lists, as_of: date, read: Callable[[str], Input | Diagnostic], file: str
) -> Judged:
    """Read a record and judge it; nothing of it is kept but its brief."""
    return _judged(lists, as_of, file, read(file))


def _judged(lists: Lists, as_of: date, file: str, given: Input | Diagnostic) -> Judged:
    if isinstance(given, Diagnostic):
        return Judged(file, None, (given,), is_document=False)
    return Judged.of(understand(lists, given), lists, as_of)


def _judge_again(
    lists: Lists,
    as_of: date,
    read: Callable[[str], Input | Diagnostic],
    known: Mapping[str, _Kept],
    file: str,
) -> _Read:
    """The same, unless its bytes are those it was judged by before."""
    given = read(file)
    content = b""
    if isinstance(given, Input):
        content = content_of(given)
        if file in known and known[file].content == content:
            return _Read(content, None)
    return _Read(content, _judged(lists, as_of, file, given))
