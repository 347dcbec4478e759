"""What the search of a library knew the last time: only the cases that have changed are read again.

The keys of a case are made from its file and those of its adoptions, and from the lists it is filed
by; with the same of them they are the same.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from replicase.cache import Cache, checker, digest
from replicase.library import Library
from replicase.model import Case
from replicase.pages.grounds import Grounds
from replicase.search.document import Documents
from replicase.search.postings import Cases, Postings

NAME = "search"
_Packed = dict[str, bytes]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    """The postings of a library."""

    cases: list[tuple[str, bytes]]
    """Each case by its id, with what tells what its keys were made from."""
    everywhere: _Packed
    head: _Packed
    title: _Packed


def postings_of(library: Library, cache: Cache) -> Postings:
    """The postings of a library's cases; keys that stand in a `cache` are not made again."""
    documents = Documents(library)
    if cache.folder is None:
        return Postings.of(map(documents.of, library.cases))
    grounds = Grounds(library)
    cases = [(case.id, grounds.practice(case)) for case in library.cases]
    key = digest((checker(), sys.byteorder, documents.filed_by))
    kept = cache.recall(NAME, _Kept, key)
    if kept is not None and kept.cases == cases:
        return _unpacked(kept)
    postings = _carried_over(kept, cases, library.cases, documents) if kept is not None else None
    if postings is None:
        postings = Postings.of(map(documents.of, library.cases))
    packed = map(_packed, (postings.everywhere, postings.head, postings.title))
    cache.keep(NAME, _Kept(cases, *packed), key)
    return postings


def _carried_over(
    kept: _Kept,
    cases: Sequence[tuple[str, bytes]],
    records: Sequence[Case],
    documents: Documents,
) -> Postings | None:
    """What was kept, with the cases that have changed; None where most have, or their order."""
    now = {case: number for number, case in enumerate(cases)}
    numbers = [now.get(case, -1) for case in kept.cases]
    standing = [number for number in numbers if number >= 0]
    if 2 * len(standing) < len(cases) or any(a > b for a, b in pairwise(standing)):
        return None
    postings = _unpacked(kept).carried(numbers)
    for number in sorted({*range(len(cases))}.difference(standing)):
        postings.add(number, documents.of(records[number]))
    return postings


def _packed(cases: Cases) -> _Packed:
    return {key: array("I", numbers).tobytes() for key, numbers in cases.items()}


def _unpacked(kept: _Kept) -> Postings:
    return Postings(*map(_read, (kept.everywhere, kept.head, kept.title)))


def _read(packed: _Packed) -> Cases:
    return {key: array("I", numbers) for key, numbers in packed.items()}
