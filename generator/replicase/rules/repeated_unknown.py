"""What is not known is listed once.

Why: two reasons for one gap leave a reader to guess which holds.
Mend: keep one entry, and put both reasons into its `why`.

同一个未知的字段只列一次。
为什么：一处空白写了两个原因，读者不知道哪个算数。
怎么改：留一项，把原因合写在 `why` 里。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE249",
    "repeated-unknown",
    Severity.WARNING,
    "未知的字段只列一次",
    "What is not known is listed once",
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield fields listed as unknown before."""
    seen: set[str] = set()
    for index, unknown in enumerate(entry.record.unknown):
        if unknown.field in seen:
            yield Finding(
                ("unknown", index, "field"),
                f"`{unknown.field}` 已经列为未知",
                f"`{unknown.field}` is listed as unknown already",
                "合成一项",
                "make the two entries one",
            )
        seen.add(unknown.field)
