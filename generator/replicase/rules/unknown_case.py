"""A case that is referred to is in the library.

Why: an adoption of nothing proves nothing, and a link must lead somewhere.
Mend: correct the id; for a practice outside the library write its `name`.

引用的案例在本库里。
为什么：采用了不存在的案例，什么也说明不了；链接也要有去处。
怎么改：改正编号；本库没有的做法，写它的 `name`。
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.prose import linked_cases
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule(
    "CASE402",
    "unknown-case",
    Severity.ERROR,
    "引用的案例在本库里",
    "A case that is referred to is in the library",
)

_LINK = re.compile("case:")
_LINKED = re.compile(r"case:(?!\s)")


def check(library: Library, as_of: date) -> Iterator[tuple[RecordEntry, Finding]]:
    """Yield references to cases that are neither there nor in a file that could not be read."""
    if not library.case_entries:
        return  # that there is no case at all is one mistake, and told
    ids = [entry.record.id for entry in library.case_entries]
    files = {PurePosixPath(entry.file).stem for entry in library.case_entries}
    renamed = {alias: e.record.id for e in library.case_entries for alias in e.record.aliases}
    for entry, at, case_id, words in _references(library):
        if library.entry_of(case_id) or library.may_hold(case_id):
            continue
        if case_id in files:
            continue  # its file has another id, and another rule says so
        if case_id in renamed:
            now = renamed[case_id]
            hint_zh, hint_en = f"已改名为 `{now}`，请改用新编号", f"write its present id `{now}`"
        elif close := difflib.get_close_matches(case_id, ids, n=1, cutoff=0.6):
            hint_zh, hint_en = f"是否指 `{close[0]}`？", f"did you mean `{close[0]}`?"
        else:
            hint_zh, hint_en = "改正编号，或先加上这个案例", "correct the id, or add the case first"
        yield (
            entry,
            Finding(
                at,
                f"本库没有案例 `{case_id}`",
                f"there is no case `{case_id}` in this library",
                hint_zh,
                hint_en,
                quote=words,
            ),
        )


def _references(library: Library) -> Iterator[tuple[RecordEntry, Path, str, str]]:
    """Where a case is named: the record, the place, its id, and the words that name it in a text."""
    for entry in library.case_entries:
        for index, related in enumerate(entry.record.related):
            if related.case:
                yield entry, ("related", index, "case"), related.case, ""
    for adopted in library.adoption_entries:
        yield adopted, ("case",), adopted.record.case, ""
    for gaps in library.gap_entries:
        for number, gap in enumerate(gaps.record.items):
            for index, case_id in enumerate(gap.cases):
                yield gaps, ("items", number, "cases", index), case_id, ""
    everyone: tuple[RecordEntry, ...] = (*library.case_entries, *library.adoption_entries)
    for either in everyone:
        written = either.document.text
        # An adoption has a field of that name; in a text a link begins with it, or is an escape.
        if not _LINKED.search(written) and "\\" not in written:
            continue  # most records need not be taken apart again
        for passage in passages(either, _LINK):
            if passage.markdown:
                for case_id in linked_cases(passage.text):
                    yield either, passage.at, case_id, f"case:{case_id}"
        either.put_together()
