"""Judged records as they are kept from one run to the next.

A judgement stands as long as the record's own bytes, the lists records are understood by, the
pictures, the day and the checker are what they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import blake2b

import msgspec

from replicase.briefs import AdoptionBrief, CaseBrief, GapBrief
from replicase.cache import Cache, checker, digest, is_settled
from replicase.check import Judged
from replicase.diagnostics import Diagnostic
from replicase.load import Lists, understand
from replicase.read import Mark, OnDisk
from replicase.source import Input
from replicase.workers import Workers

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
        brief = self.case or self.adoption or self.gaps
        return Judged(file, brief, self.diagnostics, self.is_document)


class _All(msgspec.Struct, frozen=True, array_like=True):
    """The judged records of one library."""

    key: bytes
    """Tells what they were judged by."""
    records: dict[str, _Kept]


@dataclass(frozen=True, slots=True)
class _Read:
    """One file that was read, its judgement left out where the one that was kept still stands."""

    content: bytes
    judged: Judged | None


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
    key = digest((checker(), as_of.isoformat(), by))
    kept = cache.recall("records", _All)
    known = kept.records if kept is not None and kept.key == key else {}
    same = {
        o.file: known[o.file] for o in listed if o.file in known and known[o.file].mark == o.mark
    }
    other = [on_disk.file for on_disk in listed if on_disk.file not in same]
    work_again = partial(_judge_again, lists, as_of, read, known)
    found = dict(zip(other, workers.each(work_again, other), strict=True))
    result: list[Judged] = []
    records: dict[str, _Kept] = {}
    for on_disk in listed:
        file = on_disk.file
        if file in same:
            records[file] = same[file]
            result.append(same[file].judged(file))
            continue
        judged = found[file].judged or known[file].judged(file)
        result.append(judged)
        if found[file].content:
            mark = on_disk.mark if is_settled(on_disk.mark, now) else _UNSURE
            records[file] = _kept(judged, mark, found[file].content)
    if records != known:
        cache.keep("records", _All(key, records))
    return tuple(result)


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
        content = blake2b(given.data, digest_size=16).digest()
        if file in known and known[file].content == content:
            return _Read(content, None)
    return _Read(content, _judged(lists, as_of, file, given))
