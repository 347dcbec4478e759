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

from replicase.briefs import Brief, CaseBrief
from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.register import Register

RULE = Rule(
    "CASE403",
    "unknown-component",
    Severity.ERROR,
    "引用的组成部分是案例里有的",
    "A component that is referred to is one of the case's",
)


def check(register: Register, as_of: date) -> Iterator[tuple[Brief, Finding]]:
    """Yield components named by steps and adoptions that the case does not have."""
    for case in register.cases:
        for at, part in case.components_named:
            if _lacks(case, part):
                yield case, _finding(case, at, part)
    for adoption in register.adoptions:
        origin = register.case(adoption.case)
        if origin is None:
            continue  # another rule says so
        for part in adoption.components:
            if _lacks(origin, part):
                yield adoption, _finding(origin, ("components", part), part)


def _lacks(case: CaseBrief, part: str) -> bool:
    """Whether a case, whose components could all be read, has none of that id."""
    known = case.components
    return bool(known) and part not in known and case.whole("components")


def _finding(origin: CaseBrief, at: Path, part: str) -> Finding:
    ids = [f"`{component}`" for component in origin.components]
    return Finding(
        at,
        f"案例没有组成部分 `{part}`",
        f"the case has no component `{part}`",
        f"从这些里选：{'、'.join(ids)}",
        f"choose one of {', '.join(ids)}",
        on="key" if at[0] == "components" else "value",
    )
