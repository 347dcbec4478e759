"""A case that is referred to is in the library.

Why: an adoption of nothing proves nothing, and a link must lead somewhere.
Mend: correct the id; for a practice outside the library write its `name`.

引用的案例在本库里。
为什么：采用了不存在的案例，什么也说明不了；链接也要有去处。
怎么改：改正编号；本库没有的做法，写它的 `name`。
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from replicase.briefs import Brief
from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.register import Register

RULE = Rule(
    "CASE402",
    "unknown-case",
    Severity.ERROR,
    "引用的案例在本库里",
    "A case that is referred to is in the library",
)


def check(register: Register, as_of: date) -> Iterator[tuple[Brief, Finding]]:
    """Yield references to cases that are neither there nor in a file that could not be read."""
    if not register.cases:
        return  # that there is no case at all is one mistake, and told
    ids = [case.id for case in register.cases]
    files = {case.file.rpartition("/")[2].removesuffix(".yml") for case in register.cases}
    renamed = {alias: case.id for case in register.cases for alias in case.aliases}
    for brief, at, case_id, words in _references(register):
        if register.case(case_id) or register.may_hold(case_id):
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
            brief,
            Finding(
                at,
                f"本库没有案例 `{case_id}`",
                f"there is no case `{case_id}` in this library",
                hint_zh,
                hint_en,
                quote=words,
            ),
        )


def _references(register: Register) -> Iterator[tuple[Brief, Path, str, str]]:
    """Where a case is named: the record, the place, its id, and the words that name it in a text."""
    for case in register.cases:
        for index, (_, named) in enumerate(case.related):
            if named:
                yield case, ("related", index, "case"), named, ""
    for adoption in register.adoptions:
        yield adoption, ("case",), adoption.case, ""
    for gaps in register.gaps:
        for naming in gaps.cases:
            yield (gaps, *naming)
    for practice in register.practices:
        for naming in practice.links:
            yield (practice, *naming)
