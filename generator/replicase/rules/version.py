"""The format is one this program knows.

Why: a record of another version may mean something else by the same words.
Mend: write `schema: 1`, or use a program that knows the version.

格式版本是本程序认识的。
为什么：版本不同，同一个字段的意思可能不同。
怎么改：写 `schema: 1`；或换用认识该版本的程序。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.decode.rules import WRONG_FORM as RULE
from replicase.diagnostics import Finding
from replicase.library import Library
from replicase.rules.entries import RecordEntry

__all__ = ["RULE", "VERSION", "check"]

VERSION = 1
"""The one version of the format there is."""


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a version of the format that is another one."""
    given = entry.record.schema_
    if given != VERSION:
        yield Finding(
            ("schema",),
            f"本程序不认识格式版本 `{given}`",
            f"this program does not know version `{given}` of the format",
            f"写 `schema: {VERSION}`",
            f"write `schema: {VERSION}`",
        )
