"""The cases of each key, gathered from the keys of each case, and carried over to the next build.

A case is a number: its position in the library.
"""

from __future__ import annotations

import gc
from array import array
from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, MutableSequence, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from replicase.search.document import Searchable

Cases = dict[str, MutableSequence[int]]
"""For each key the cases that have it, in order."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The cases of each key, by where they have it."""

    everywhere: Cases
    head: Cases
    title: Cases

    @classmethod
    def of(cls, documents: Iterable[Searchable]) -> Postings:
        """Turn the keys of each case into the cases of each key."""
        with without_collector():
            everywhere: defaultdict[str, MutableSequence[int]] = defaultdict(list)
            head: defaultdict[str, MutableSequence[int]] = defaultdict(list)
            title: defaultdict[str, MutableSequence[int]] = defaultdict(list)
            for number, document in enumerate(documents):
                for key in document.everywhere:
                    everywhere[key].append(number)
                for key in document.head:
                    head[key].append(number)
                for key in document.title:
                    title[key].append(number)
            return cls(dict(everywhere), dict(head), dict(title))

    def copy(self) -> Postings:
        """The same keys, to be filed otherwise."""
        return Postings(dict(self.everywhere), dict(self.head), dict(self.title))

    def file_under(self, key: str, simple: str) -> None:
        """Add the cases of one key to those of another."""
        for cases in (self.everywhere, self.head, self.title):
            if (moved := cases.pop(key, None)) is not None:
                cases[simple] = sorted({*moved, *cases.get(simple, ())})

    def carried(self, numbers: Sequence[int]) -> Postings:
        """The same under the numbers that cases have now; below 0 for those that are no more.

        Those that are left keep their order.
        """
        with without_collector():
            return Postings(
                *(_carried(cases, numbers) for cases in (self.everywhere, self.head, self.title))
            )

    def add(self, number: int, document: Searchable) -> None:
        """Add the keys of a case."""
        for cases, keys in (
            (self.everywhere, document.everywhere),
            (self.head, document.head),
            (self.title, document.title),
        ):
            for key in keys:
                if (known := cases.get(key)) is None:
                    cases[key] = array("I", (number,))
                else:
                    insort(known, number)


def _carried(cases: Cases, numbers: Sequence[int]) -> Cases:
    carried: Cases = {}
    for key, known in cases.items():
        if left := [now for number in known if (now := numbers[number]) >= 0]:
            carried[key] = array("I", left)
    return carried


@contextmanager
def without_collector() -> Iterator[None]:
    """Work without it: it would go through millions of lists, again and again, that hold only numbers."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
