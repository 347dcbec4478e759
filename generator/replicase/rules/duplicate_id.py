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

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import PracticeEntry, RecordEntry
from replicase.rules.id_and_file import at_home

RULE = Rule(
    "CASE401",
    "duplicate-id",
    Severity.ERROR,
    "编号和曾用编号在全库不重复",
    "Ids and former ids are not repeated in the library",
)


def check(library: Library, as_of: date) -> Iterator[tuple[RecordEntry, Finding]]:
    """Yield ids another file has already; who lies where its id says keeps it, then who comes first.

    A present id goes before a former one.
    """

    def strays(entry: PracticeEntry) -> bool:
        return not at_home(entry, library)

    cases: dict[str, str] = {}
    for entry in sorted(library.case_entries, key=strays):
        yield from _taken(cases, entry, ("id",), entry.record.id)
    for entry in library.case_entries:
        for index, alias in enumerate(entry.record.aliases):
            if alias in entry.record.aliases[:index]:
                yield entry, _repeated(index, alias)
                continue
            yield from _taken(cases, entry, ("aliases", index), alias)
    adoptions: dict[str, str] = {}
    for adopted in sorted(library.adoption_entries, key=strays):
        yield from _taken(adoptions, adopted, ("id",), adopted.record.id)


def _taken(
    seen: dict[str, str], entry: PracticeEntry, at: Path, name: str
) -> Iterator[tuple[RecordEntry, Finding]]:
    first = seen.setdefault(name.casefold(), entry.file)
    if first != entry.file:
        yield (
            entry,
            Finding(
                at,
                f"`{name}` 已用于 `{first}`",
                f"`{name}` is taken by `{first}`",
                "换一个编号；若是多余的一份，删掉它" if at == ("id",) else "换一个编号",
                "choose another id, or delete this copy" if at == ("id",) else "choose another id",
            ),
        )
    elif at != ("id",) and name == entry.record.id:
        yield (
            entry,
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
