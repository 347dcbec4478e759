"""How text is cut for search: pairs of characters for Chinese, words for everything else.

Text in the index and text in a query go through the same two steps, `fold` and `runs`. A query is
cut by `assets/search.js`; a test in the browser holds that both cut alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from operator import add
from typing import Literal, NamedTuple

_HAN_CLASS = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HAN = re.compile(f"[{_HAN_CLASS}]+")
_WORD = re.compile(rf"[^\W_{_HAN_CLASS}]+")
_RUN = re.compile(f"({_HAN.pattern})|{_WORD.pattern}")
_LAST = re.compile(r".(?:\n|\Z)")
# What chooses the shape of a character is left out like an accent.
_ACCENTS = re.compile("[\u0300-\u036f\U000e0100-\U000e01ef]+")
# Ping'an and Pingan are one word; a quotation mark beside Chinese stays a separator.
_APOSTROPHE = re.compile("([a-z])['\u2019](?=[a-z])")


class Run(NamedTuple):
    """A stretch of text without separators, of one kind of writing."""

    kind: Literal["han", "word"]
    text: str


def fold(text: str) -> str:
    """Make equal what a reader takes for equal: full width and half, capitals, accents."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).lower()
    return _APOSTROPHE.sub(r"\1", plain)


def runs(folded: str) -> Iterator[Run]:
    """Cut folded text at everything that is no letter or digit, and where the writing changes."""
    for match in _RUN.finditer(folded):
        yield Run("han" if match[1] else "word", match[0])


def han_runs(folded: str) -> list[str]:
    """The Chinese runs of folded text."""
    return _HAN.findall(folded)


def pairs_in(folded: str) -> set[str]:
    """Every two neighbouring Chinese characters: keys of each text that a text is part of."""
    return {pair for run in han_runs(folded) for pair in map(add, run, run[1:])}


def keys(folded: str) -> set[str]:
    """What a text is found by: its words, and every two neighbouring Chinese characters.

    The last character of a run is a key of its own where no pair of the text begins with it, so
    that a single character is found as the beginning of a key.
    """
    found = set(_WORD.findall(folded))
    chinese = _HAN.findall(folded)
    # All runs in one go; what reaches over the gap between two is taken out again.
    line = "\n".join(chinese)
    pairs = set(map(add, line, line[1:]))
    pairs.difference_update([f"{run[-1]}\n" for run in chinese], [f"\n{run[0]}" for run in chinese])
    pairs |= found
    pairs |= {run[-1] for run in chinese}.difference(_LAST.sub("", line))
    return pairs
