"""The inverted index: which cases a key occurs in, written small, and cut into shards.

A list of cases is a string. Each character is the distance to the next case (`_DIGITS`, then the
code points from U+0080 on, surrogates left out); a list of more than a sixth of all cases is a
string of `#` and then six cases a character. JavaScript reads both without a decoder library.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from math import isqrt
from operator import sub

from replicase.search.document import Searchable
from replicase.search.pinyin import FULL_MARK, INITIALS_MARK
from replicase.search.segment import han_runs

SMALLEST_SHARD = 6_000
"""Bytes of a shard of a small index; see `_shard_bytes`."""

BETWEEN = ","
"""Stands between the entries of a head."""
TITLE = "!"
"""Stands between the cases that have a key and those that have it in the title."""
BITMAP = "#"

_DIGITS = "".join(
    chr(code) for code in range(0x20, 0x80) if chr(code) not in f'"\\<{BETWEEN}{TITLE}{BITMAP}'
)
_BITS = bytes(ord(digit) for digit in _DIGITS[:64]).ljust(256, b" ")


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of the sorted keys."""

    start: str
    """Not after its first key, and after the last key of the shard before."""
    heads: Mapping[str, tuple[str, str]]
    """For each head the rests of its keys, and the cases of each, both joined by commas."""


def invert(documents: Iterable[Searchable]) -> tuple[Shard, ...]:
    """Turn the keys of each case into the cases of each key."""
    with _without_collector():
        everywhere: defaultdict[str, list[int]] = defaultdict(list)
        titles: defaultdict[str, list[int]] = defaultdict(list)
        count = 0
        for document in documents:
            for key in document.everywhere:
                everywhere[key].append(count)
            for key in document.title:
                titles[key].append(count)
            count += 1
        lists = Lists(count)
        written = [
            (key, lists.write(everywhere[key], titles.get(key, ()))) for key in _sorted(everywhere)
        ]
        return tuple(_shards(written, _shard_bytes(written)))


@contextmanager
def _without_collector() -> Iterator[None]:
    # It would go through millions of lists, again and again, that hold nothing but numbers.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def head_of(key: str) -> str:
    """What the keys of one group share: a Chinese character, or two letters and the mark before."""
    if key[0] in (FULL_MARK, INITIALS_MARK):
        return key[:3]
    return key[:1] if han_runs(key[0]) else key[:2]


def _sorted(keys: Iterable[str]) -> list[str]:
    """The keys as JavaScript sorts them, by UTF-16 units."""
    found = sorted(keys)
    # Only there do the units of rare characters come before common ones.
    if found and found[-1] >= "\ue000":
        found.sort(key=lambda key: key.encode("utf-16-be"))
    return found


class Lists:
    """Writes lists of cases, for a given number of cases."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._digits: list[str] = ["", *_DIGITS]
        for code in range(0x80, 0x80 + count + 1 - len(_DIGITS)):
            self._digits.append(chr(code if code < 0xD800 else code + 0x800))

    def write(self, everywhere: Sequence[int], title: Sequence[int]) -> str:
        """The cases that have a key, and those that have it in the title."""
        written = self._cases(everywhere)
        if not title:
            return written
        # Nothing after the mark: everywhere means in the title.
        return written + TITLE + ("" if len(title) == len(everywhere) else self._cases(title))

    def _cases(self, numbers: Sequence[int]) -> str:
        if len(numbers) * 6 > self._count + 6:
            return BITMAP + self._bitmap(numbers)
        if len(numbers) == 1:
            return self._digits[numbers[0] + 1]
        return "".join([self._digits[gap] for gap in map(sub, numbers, (-1, *numbers))])

    def _bitmap(self, numbers: Sequence[int]) -> str:
        marks = bytearray(self._count + -self._count % 6)
        for number in numbers:
            marks[number] = 1
        # Whole numbers add six rows of marks at once; no byte carries into the next.
        rows = 0
        for bit in range(6):
            rows |= int.from_bytes(marks[bit::6], "big") << bit
        return rows.to_bytes(len(marks) // 6, "big").translate(_BITS).decode("ascii")


def _shard_bytes(entries: Iterable[tuple[str, str]]) -> int:
    """About how large a shard is to be: a query loads a few, and the list of where each starts.

    With shards of b bytes and an index of s, three shards and a list of 7 s / b bytes are least
    where b is the root of 7 s / 3.
    """
    total = sum(len(key) + 2 * len(cases) for key, cases in entries)
    return max(SMALLEST_SHARD, isqrt(7 * total // 3))


def _shards(entries: Iterable[tuple[str, str]], size: int) -> Iterator[Shard]:
    start, filled, last = "", 0, ""
    heads: dict[str, tuple[list[str], list[str]]] = {}
    for key, cases in entries:
        if filled >= size:
            yield _shard(start, heads)
            start, filled, heads = _between(last, key), 0, {}
        head = head_of(key)
        if head not in heads:
            heads[head] = ([], [])
            filled += len(head.encode()) + len('"":["",""],')
        rests, lists = heads[head]
        rests.append(key[len(head) :])
        lists.append(cases)
        filled += len(rests[-1].encode()) + len(cases.encode()) + 2
        last = key
    if heads:
        yield _shard(start, heads)


def _shard(start: str, heads: Mapping[str, tuple[list[str], list[str]]]) -> Shard:
    joined = {
        head: (BETWEEN.join(rests), BETWEEN.join(lists)) for head, (rests, lists) in heads.items()
    }
    return Shard(start, joined)


def _between(last: str, key: str) -> str:
    """The shortest beginning of a key that lies after the key before it."""
    length = next(n for n in range(1, len(key) + 1) if key[:n] != last[:n])
    return key[:length]
