"""A place adopts a case once, and tells it in one file.

Why: grades count adoptions, and one place counted twice is not two.
Mend: join the two files; a second try is told in the same record, by its dates and adaptations.

一个地方采用一个案例，只写一个文件。
为什么：等级按采用的地方数算，一个地方不能算两次。
怎么改：合成一个文件；第二次再用的，写在同一条记录的日期和改动里。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.briefs import AdoptionBrief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.register import Register

RULE = Rule(
    "CASE424",
    "same-adopter",
    Severity.ERROR,
    "一个地方采用一个案例只写一次",
    "A place adopts a case once",
)


def check(register: Register, as_of: date) -> Iterator[tuple[AdoptionBrief, Finding]]:
    """Yield adoptions of a case by a place that has one already."""
    seen: dict[tuple[str, str, str], AdoptionBrief] = {}
    for adoption in register.adoptions:
        name = adoption.place_name.casefold()
        first = seen.setdefault((adoption.case, adoption.place_code, name), adoption)
        # Two of one id are told so by another rule.
        if first is not adoption and first.id != adoption.id:
            yield (
                adoption,
                Finding(
                    ("place", "code"),
                    f"这个地方采用 `{adoption.case}` 已写在 `{first.file}`",
                    f"`{first.file}` tells already that this place adopted `{adoption.case}`",
                    "合成一个文件",
                    "join the two files",
                ),
            )
