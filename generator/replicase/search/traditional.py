"""Traditional characters, for readers who type them: 河長制 finds 河长制.

The table is OpenCC's. It is asked for single characters only: a query is folded in the browser,
character by character, and what stands in the index must be folded alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from functools import cache

_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000))


class Simplified:
    """Knows the simplified form of every traditional character."""

    def __init__(self) -> None:
        self.of = _table()
        """Traditional character -> simplified one."""
        self._translation = {ord(character): simple for character, simple in self.of.items()}

    def fold(self, text: str) -> str:
        """A text in simplified characters."""
        return text.translate(self._translation)

    def leading_to(self, characters: Set[str]) -> str:
        """Every traditional character of some simplified ones, each with the simplified one behind."""
        return "".join(t + s for t, s in self.of.items() if s in characters)


@cache
def _table() -> Mapping[str, str]:
    from opencc import OpenCC  # its tables are loaded with it, and a check needs none

    every = [chr(code) for first, end in _HAN for code in range(first, end)]
    # A character alone on its line is not taken for a part of a word.
    converted = OpenCC("t2s").convert("\n".join(every)).split("\n")
    return {
        character: simple
        for character, simple in zip(every, converted, strict=True)
        if character != simple and len(simple) == 1
    }
