"""Nobody is said to have adopted a case that was withdrawn.

Why: the case has no page any more that could show the adoption.
Mend: name the case that took its place, or withdraw the adoption by deleting its file.

不写采用了已撤回的案例。
为什么：案例的内容已经不在，采用记录也没有地方显示。
怎么改：改为取代它的案例，或删掉采用记录。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE405",
    "withdrawn-case",
    Severity.WARNING,
    "采用的案例没有撤回",
    "A case that was adopted is not withdrawn",
)


def check(library: Library, as_of: date) -> Iterator[tuple[RecordEntry, Finding]]:
    """Yield adoptions of withdrawn cases."""
    for entry in library.adoption_entries:
        origin = library.entry_of(entry.record.case)
        if origin and origin.record.stage == "withdrawn":
            yield (
                entry,
                Finding(
                    ("case",),
                    f"案例 `{entry.record.case}` 已撤回",
                    f"the case `{entry.record.case}` is withdrawn",
                    "改为取代它的案例，或删掉这个文件",
                    "name the case that took its place, or delete this file",
                ),
            )
