"""A picture is listed once.

Why: the page would show it twice, under two texts.
Mend: delete the second item.

一张图片只列一次。
为什么：页面上会出现两遍，文字还可能不同。
怎么改：删掉后面的一项。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE417", "picture-twice", Severity.ERROR, "一张图片只列一次", "A picture is listed once"
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield pictures that are listed already."""
    seen: set[str] = set()
    for index, image in enumerate(entry.record.images):
        if image.file in seen:
            yield Finding(
                ("images", index, "file"),
                f"`{image.file}` 已经列出",
                f"`{image.file}` is listed already",
                "删掉这一项",
                "delete this item",
            )
        seen.add(image.file)
