"""A name, a title or a label is one line.

Why: lists, tables and search show it on one line, and a line break inside it is lost there.
Mend: join the lines; several paragraphs belong to a field that takes Markdown.

名称、标题和标签只占一行。
为什么：列表、表格和搜索里只显示一行，中间的换行会丢失。
怎么改：合成一行；分段的内容写进可以用 Markdown 的字段。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.decode.rules import WRONG_FORM as RULE
from replicase.diagnostics import LANGUAGES, Finding
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

__all__ = ["RULE", "check"]


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield texts of one line that have several."""
    for passage in passages(entry):
        if passage.markdown or "\n" not in passage.text.strip():
            continue
        name = next(s for s in reversed(passage.at) if isinstance(s, str) and s not in LANGUAGES)
        yield Finding(
            passage.at,
            f"`{name}` 只能写一行，这里有换行",
            f"`{name}` takes one line, and this has several",
            "合成一行；用 `|` 的改成 `>-`",
            "join the lines; write `>-` instead of `|`",
        )
