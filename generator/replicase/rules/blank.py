"""A list that is there has items.

Why: an empty list reads as "there is none", which is a statement; nobody checked it.
Mend: fill the list in, or delete the field; what is not known goes under `unknown`.

写出的列表要有内容。
为什么：空列表会被读成“没有”，而这是一个没有人核对过的说法。
怎么改：写上内容，或删掉这个字段；不知道的写进 `unknown`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.decode.rules import BLANK as RULE
from replicase.diagnostics import Finding
from replicase.library import Library
from replicase.rules.entries import RecordEntry

__all__ = ["RULE", "check"]


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every list or mapping without items, unless its items were left out as wrong."""
    for at, value in entry.parts.lists:
        if not value and entry.whole(*at):
            name = str(at[-1])
            yield Finding(
                at,
                f"`{name}` 是空的",
                f"`{name}` is empty",
                "写上内容，或删掉这一行",
                "fill it in, or delete the line",
                on="key",
            )
