"""What is known of many files, spread over the files of a cache by the names of theirs.

One that changed has no more than its own shelf read and written anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar
from zlib import crc32

import msgspec

from replicase.cache import Cache

S = TypeVar("S", bound=msgspec.Struct)

_ON_A_SHELF = 1024
"""Files at most, about."""


@dataclass(frozen=True, slots=True)
class Shelves(Generic[S]):
    """Where something about each file is kept."""

    cache: Cache
    name: str
    kind: type[S]
    key: bytes
    """Tells what it depends on."""
    count: int
    """A power of two, so that a library outgrows its shelves seldom."""

    @classmethod
    def for_files(
        cls, count: int, cache: Cache, name: str, kind: type[S], key: bytes
    ) -> Shelves[S]:
        """Shelves for about so many files."""
        return cls(cache, name, kind, key, 1 << (count // _ON_A_SHELF).bit_length())

    def of(self, file: str) -> int:
        """The shelf a file belongs on."""
        return crc32(file.encode()) % self.count

    def recall(self, shelf: int) -> dict[str, S]:
        """What is kept on a shelf, by file."""
        return self.cache.recall(self._named(shelf), dict[str, self.kind], self.key) or {}  # type: ignore[name-defined]

    def keep(self, shelf: int, known: dict[str, S]) -> None:
        """Keep a whole shelf."""
        self.cache.keep(self._named(shelf), known, self.key)

    def _named(self, shelf: int) -> str:
        return f"{self.name}-{shelf + 1}-of-{self.count}"
