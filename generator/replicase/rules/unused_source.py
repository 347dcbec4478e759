"""Every source that is listed is used.

Why: a list longer than what it carries makes a record look better founded than it is.
Mend: name the source where its facts are, or take it out of the list.

列出的来源都要用到。
为什么：列得比用得多，会让人以为依据更充分。
怎么改：在它支持的内容上写上编号，或从列表里删去。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model.evidence import EDITOR
from replicase.rules.cited import cited, listed
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE302",
    "unused-source",
    Severity.WARNING,
    "列出的来源都用到",
    "Every source that is listed is used",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield sources nothing refers to, unless a part that may do so could not be read.

    Where a reference leads nowhere it may mean one of these, and another rule says so.
    """
    known = listed(entry)
    used = set().union(*cited(entry))
    if entry.dropped or known is None or used - {*known, EDITOR}:
        return
    for index, source in enumerate(entry.record.sources):
        if source.id not in used and source.id != EDITOR:
            used.add(source.id)
            yield Finding(
                ("sources", index, "id"),
                f"来源 `{source.id}` 没有用到",
                f"the source `{source.id}` is not used",
                "写到它支持的内容上，或删去",
                "name it where its facts are, or delete it",
            )
