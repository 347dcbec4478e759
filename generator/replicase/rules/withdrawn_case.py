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

from replicase.briefs import Brief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.register import Register

RULE = Rule(
    "CASE405",
    "withdrawn-case",
    Severity.WARNING,
    "采用的、帮上忙的案例没有撤回",
    "A case that was adopted or helped is not withdrawn",
)


def check(register: Register, as_of: date) -> Iterator[tuple[Brief, Finding]]:
    """Yield adoptions of withdrawn cases, and gaps that name one."""
    for adoption in register.adoptions:
        origin = register.case(adoption.case)
        if origin and origin.stage == "withdrawn":
            yield (
                adoption,
                Finding(
                    ("case",),
                    f"案例 `{adoption.case}` 已撤回",
                    f"the case `{adoption.case}` is withdrawn",
                    "改为取代它的案例，或删掉这个文件",
                    "name the case that took its place, or delete this file",
                ),
            )
    for gaps in register.gaps:
        for at, case_id, _ in gaps.cases:
            origin = register.case(case_id)
            if origin and origin.stage == "withdrawn":
                yield (
                    gaps,
                    Finding(
                        at,
                        f"案例 `{case_id}` 已撤回",
                        f"the case `{case_id}` is withdrawn",
                        "改为取代它的案例，或删掉它",
                        "name the case that took its place, or take it out",
                    ),
                )
