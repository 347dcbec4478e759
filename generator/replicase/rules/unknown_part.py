"""A component that is referred to is one of the case's.

Why: what was kept and what was dropped is counted by these ids.
Mend: correct the id, or add the component to the case.

引用的组成部分是案例里有的。
为什么：保留了哪些、舍弃了哪些，就靠这些编号统计。
怎么改：改正编号，或在案例里补上这个组成部分。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE403",
    "unknown-component",
    Severity.ERROR,
    "引用的组成部分是案例里有的",
    "A component that is referred to is one of the case's",
)


def check(library: Library, as_of: date) -> Iterator[tuple[RecordEntry, Finding]]:
    """Yield components named by steps and adoptions that the case does not have."""
    for entry in library.case_entries:
        for number, step in enumerate(entry.record.steps):
            for index, part in enumerate(step.components):
                if _lacks(entry, part):
                    yield entry, _finding(entry, ("steps", number, "components", index), part)
    for adopted in library.adoption_entries:
        origin = library.entry_of(adopted.record.case)
        if origin is None:
            continue  # another rule says so
        for part in adopted.record.components:
            if _lacks(origin, part):
                yield adopted, _finding(origin, ("components", part), part)


def _lacks(entry: Entry[Case], part: str) -> bool:
    """Whether a case, whose components could all be read, has none of that id."""
    components = entry.record.components
    return bool(
        components
        and entry.whole("components")
        and all(component.id != part for component in components)
    )


def _finding(origin: Entry[Case], at: Path, part: str) -> Finding:
    ids = [f"`{component.id}`" for component in origin.record.components]
    return Finding(
        at,
        f"案例没有组成部分 `{part}`",
        f"the case has no component `{part}`",
        f"从这些里选：{'、'.join(ids)}",
        f"choose one of {', '.join(ids)}",
        on="key" if at[0] == "components" else "value",
    )
