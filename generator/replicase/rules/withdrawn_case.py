"""Nobody is said to have adopted a withdrawn case, nor to have been helped by one.

Why: the case has no page any more that could show the adoption, or that a gap could lead to.
Mend: name the case that took its place, or take the reference out; an adoption is withdrawn by deleting its
file.

不写采用了已撤回的案例，也不写靠它解决了问题。
为什么：案例的内容已经不在，采用记录没有地方显示，问题也没有页面可指。
怎么改：改为取代它的案例，或删掉这处引用、这份采用记录。
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
    "采用的、帮上忙的案例没有撤回",
    "A case that was adopted or helped is not withdrawn",
)


def check(library: Library, as_of: date) -> Iterator[tuple[RecordEntry, Finding]]:
    """Yield adoptions of withdrawn cases, and gaps that name one."""
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
    for gaps in library.gap_entries:
        for number, gap in enumerate(gaps.record.items):
            for index, case_id in enumerate(gap.cases):
                origin = library.entry_of(case_id)
                if origin and origin.record.stage == "withdrawn":
                    yield (
                        gaps,
                        Finding(
                            ("items", number, "cases", index),
                            f"案例 `{case_id}` 已撤回",
                            f"the case `{case_id}` is withdrawn",
                            "改为取代它的案例，或删掉它",
                            "name the case that took its place, or take it out",
                        ),
                    )
