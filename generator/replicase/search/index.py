"""The inverted index: which cases a key occurs in, written small, and cut into shards.

A list of cases is a string. Each character is the distance to the next case (`_DIGITS`, then the
code points from U+0080 on, surrogates left out); a list of more than a sixth of all cases is a
string of `#` and then six cases a character. JavaScript reads both without a decoder library.

What a key has is up to three lists with `!` between them: the cases that have it anywhere, those
that have it in the head, those that have it in the title. The second counts within the first, and
the third within the second: `3` is the third case there. A list that is left empty has every case of
the one before it; one that is not there has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt
from operator import sub

from replicase.search.pinyin import FULL_MARK, INITIALS_MARK
from replicase.search.postings import Postings, without_collector
from replicase.search.segment import han_runs
from replicase.search.traditional import Simplified

SMALLEST_SHARD = 6_000
"""Bytes of a shard of a small index; see `_shard_bytes`."""

BETWEEN = ","
"""Stands between the entries of a head."""
NEARER = "!"
"""Stands between the cases that have a key, those that have it in the head, and in the title."""
BITMAP = "#"

_DIGITS = "".join(
    chr(code) for code in range(0x20, 0x80) if chr(code) not in f'"\\<{BETWEEN}{NEARER}{BITMAP}'
)


def digit(number: int) -> str:
    """One character for a number from 0 on."""
    if number < len(_DIGITS):
        return _DIGITS[number]
    code = 0x80 + number - len(_DIGITS)
    return chr(code if code < 0xD800 else code + 0x800)


_BITS = bytes(ord(digit) for digit in _DIGITS[:64]).ljust(256, b" ")


@dataclass(frozen=True, slots=True)
class Shard:
    """A stretch of the sorted keys."""

    start: str
    """Not after its first key, and after the last key of the shard before."""
    heads: Mapping[str, tuple[str, str]]
    """For each head the rests of its keys, and the cases of each, both joined by commas."""


@dataclass(frozen=True, slots=True)
class Inverted:
    """The index of a library."""

    shards: tuple[Shard, ...]
    simplified: str
    """Traditional characters, each before the simplified one its keys are filed under."""


def invert(postings: Postings, count: int) -> Inverted:
    """Write the cases of each key of so many cases."""
    with without_collector():
        simple = postings.copy()
        simplified = _simplify(simple)
        lists = Lists(count)
        head, title = simple.head, simple.title
        written = [
            (key, lists.write(simple.everywhere[key], head.get(key, ()), title.get(key, ())))
            for key in _sorted(simple.everywhere)
        ]
        return Inverted(tuple(_shards(written, _shard_bytes(written))), simplified)


def _simplify(postings: Postings) -> str:
    """File keys in traditional characters under simplified ones; return what a query needs for it."""
    simplified = Simplified()
    characters = set("".join(postings.everywhere))
    if traditional := characters & simplified.of.keys():
        # Few libraries have any, and in few keys: it is cheaper here than in every text.
        for key in [key for key in postings.everywhere if not traditional.isdisjoint(key)]:
            postings.file_under(key, simplified.fold(key))
        characters.update(simplified.of[character] for character in traditional)
    return simplified.leading_to(characters)


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
        # A distance is 1 or more.
        self._digits = ["", *map(digit, range(count + 1))]

    def write(self, everywhere: Sequence[int], head: Sequence[int], title: Sequence[int]) -> str:
        """The cases that have a key, those that have it in the head, and those in the title.

        Each is among the ones before.
        """
        written = self._numbers(everywhere, self._count)
        before = everywhere
        for nearer in (head, title):
            if not nearer:
                break
            written += NEARER
            if len(nearer) < len(before):
                written += self._numbers(_places(nearer, before), len(before))
            before = nearer
        return written

    def _numbers(self, numbers: Sequence[int], count: int) -> str:
        """Numbers below a count, in order."""
        if len(numbers) * 6 > count + 6:
            return BITMAP + _bitmap(numbers, count)
        if len(numbers) == 1:
            return self._digits[numbers[0] + 1]
        return "".join([self._digits[gap] for gap in map(sub, numbers, (-1, *numbers))])


def _places(some: Sequence[int], among: Sequence[int]) -> list[int]:
    """Where each of some numbers stands among others, both in order."""
    wanted = set(some)
    return [place for place, number in enumerate(among) if number in wanted]


def _bitmap(numbers: Sequence[int], count: int) -> str:
    marks = bytearray(count + -count % 6)
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
