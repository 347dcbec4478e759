"""What a case is related to is another practice, named once.

Why: a case that adapts itself, or nothing, leads a reader nowhere.
Mend: name the other case, or write the `name` of a practice outside the library.

相关做法是另一个做法，只写一次。
为什么：与自己相关，或没有写与谁相关，读者无处可去。
怎么改：写另一个案例的编号；本库没有的做法，写它的 `name`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE421",
    "related-to-nothing",
    Severity.ERROR,
    "相关做法是另一个做法，只写一次",
    "What a case is related to is another practice, named once",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield relations to the case itself, to nothing, and those told twice."""
    case = entry.record
    seen: set[tuple[str, str]] = set()
    for index, related in enumerate(case.related):
        if related.case is None and related.name is None and entry.whole("related", index):
            yield Finding(
                ("related", index),
                "没有写与哪个做法相关",
                "it does not say to what it is related",
                "写 `case`；本库没有的做法写 `name`",
                "add `case`, or `name` for a practice outside the library",
            )
        elif related.case == case.id:
            yield Finding(
                ("related", index, "case"),
                "与自己相关",
                "a case is not related to itself",
                "写另一个案例的编号，或删掉这一项",
                "name another case, or delete the entry",
            )
        elif related.case and (related.relation, related.case) in seen:
            yield Finding(
                ("related", index, "case"),
                f"与 `{related.case}` 的这个关系已经写了",
                f"this relation to `{related.case}` is there already",
                "删掉一项",
                "delete one of the two",
            )
        elif related.case:
            seen.add((related.relation, related.case))
