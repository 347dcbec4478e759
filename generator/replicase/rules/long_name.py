"""A title, a publisher or a number of a document is short enough to be read as one.

Why: it stands in lists and tables; what fills a page there hides everything else.
Mend: keep the name itself; an explanation belongs to the note.

来源的标题、发布者、文号等不能过长。
为什么：它们排在列表和表格里，占满一页就看不到别的内容。
怎么改：只留名称；说明写进备注。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.decode.rules import TOO_LONG as RULE
from replicase.diagnostics import Finding
from replicase.library import Library
from replicase.model.scalars import MOST
from replicase.rules.address import ADDRESSES
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

__all__ = ["RULE", "check"]


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield texts without a language that are too long; the others have limits of their own."""
    for passage in passages(entry):
        written = len(passage.text)
        if passage.language is None and written > MOST and passage.at[-1] not in ADDRESSES:
            yield Finding(
                passage.at,
                f"有 {written} 个字，上限是 {MOST}",
                f"{written} characters; the limit is {MOST}",
                "只留名称，说明写进备注",
                "keep the name, and explain it in a note",
            )
