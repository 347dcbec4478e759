"""An id, former or present, belongs to one record.

Why: it is an address, and one address leads to one page.
Mend: choose another id; an id once published is never given to something else.

一个编号只属于一条记录，曾用编号也算。
为什么：编号就是网址，一个网址只通向一个页面。
怎么改：换一个编号；发布过的编号不再给别的记录用。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.briefs import PracticeBrief
from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.register import Register
from replicase.rules.id_and_file import at_home

RULE = Rule(
    "CASE401",
    "duplicate-id",
    Severity.ERROR,
    "编号和曾用编号在全库不重复",
    "Ids and former ids are not repeated in the library",
)


def check(register: Register, as_of: date) -> Iterator[tuple[PracticeBrief, Finding]]:
    """Yield ids another file has already; who lies where its id says keeps it, then who comes first.

    A present id goes before a former one.
    """

    def strays(practice: PracticeBrief) -> bool:
        return not at_home(practice, register)

    cases: dict[str, str] = {}
    for case in sorted(register.cases, key=strays):
        yield from _taken(cases, case, ("id",), case.id)
    for case in register.cases:
        for index, alias in enumerate(case.aliases):
            if alias in case.aliases[:index]:
                yield case, _repeated(index, alias)
                continue
            yield from _taken(cases, case, ("aliases", index), alias)
    adoptions: dict[str, str] = {}
    for adoption in sorted(register.adoptions, key=strays):
        yield from _taken(adoptions, adoption, ("id",), adoption.id)


def _taken(
    seen: dict[str, str], practice: PracticeBrief, at: Path, name: str
) -> Iterator[tuple[PracticeBrief, Finding]]:
    first = seen.setdefault(name.casefold(), practice.file)
    if first != practice.file:
        yield (
            practice,
            Finding(
                at,
                f"`{name}` 已用于 `{first}`",
                f"`{name}` is taken by `{first}`",
                "换一个编号；若是多余的一份，删掉它" if at == ("id",) else "换一个编号",
                "choose another id, or delete this copy" if at == ("id",) else "choose another id",
            ),
        )
    elif at != ("id",) and name == practice.id:
        yield (
            practice,
            Finding(
                at,
                f"`{name}` 是这个案例现在的编号",
                f"`{name}` is this case's present id",
                "删掉这一项",
                "delete it",
            ),
        )


def _repeated(index: int, alias: str) -> Finding:
    return Finding(
        ("aliases", index),
        f"`{alias}` 写了两次",
        f"`{alias}` is there twice",
        "删掉一项",
        "delete one of the two",
    )
