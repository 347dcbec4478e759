"""Ids inside a record are its own, each given once, and a list names none twice.

Sources, components, prerequisites and results have ids; `editor` is kept for the editor's reading.
Why: other parts refer to them, and an adoption does so for years.
Mend: give the second one a new id; never reuse an old one.

文件内的编号各不相同，同一列表里也不重复写。
来源、组成部分、前提和结果都有编号；`editor` 专指编者归纳。
为什么：其他内容靠编号引用它们，采用记录会引用很多年。
怎么改：给后面的一个换新编号；旧编号不要再用。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.model.describe import Record
from replicase.model.evidence import EDITOR, Source
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE214",
    "duplicate-part",
    Severity.ERROR,
    "文件内的编号不重复",
    "Ids inside a record are not repeated",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield ids given twice in one list, and a source called `editor`."""
    for at, value in entry.parts.lists:
        if not isinstance(value, tuple) or not value or (len(value) < 2 and at != ("sources",)):
            continue
        if not isinstance(value[0], Record):
            # Of former ids a rule speaks that knows those of all files.
            if len(set(value)) < len(value) and at != ("aliases",):
                yield from _named_twice(at, value)
            continue
        ids = [given for part in value if (given := getattr(part, "id", None)) is not None]
        if len({*ids}) == len(ids) and EDITOR not in ids:
            continue
        seen: set[str] = set()
        for index, part in enumerate(value):
            part_id = getattr(part, "id", None) if isinstance(part, Record) else None
            if not isinstance(part_id, str):
                continue
            if isinstance(part, Source) and part_id == EDITOR:
                yield Finding(
                    (*at, index, "id"),
                    "`editor` 专指编者归纳，不能作来源编号",
                    "`editor` is kept for the editor's reading and cannot be a source's id",
                    "换一个编号，如 `s1`",
                    "choose another id, as `s1`",
                )
            elif part_id in seen:
                yield Finding(
                    (*at, index, "id"),
                    f"`{part_id}` 已经用过",
                    f"`{part_id}` is there already",
                    "换一个编号",
                    "choose another id",
                )
            seen.add(part_id)


def _named_twice(at: Path, names: tuple[object, ...]) -> Iterator[Finding]:
    for index, name in enumerate(names):
        if isinstance(name, str) and name in names[:index]:
            yield Finding(
                (*at, index),
                f"`{name}` 在这个列表里已经写过",
                f"`{name}` is in this list already",
                "删去一个",
                "delete one of them",
            )
