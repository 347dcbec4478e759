"""Two cases of one place are told apart by their titles.

Titles that differ in one character, or only in words such as 做法 or "model", are near each other.
Numbers and directions do tell two apart.
Why: most likely the two are one case under two names, and readers could not tell them apart.
Mend: merge the two, the older id becoming an alias; or say in the titles how they differ.

同一地方的两个案例，看标题就分得开。
只差一个字，或只差“做法”“模式”一类的词，就太像了；数字和方位不同的不算。
为什么：多半是同一个案例写了两个名字，读者也分不清。
怎么改：合并成一个，旧编号写进 `aliases`；确实不同的，在标题里写明区别。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.briefs import CaseBrief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.register import Register
from replicase.rules.same_title import title_words

RULE = Rule(
    "CASE423",
    "near-title",
    Severity.WARNING,
    "同一地方的案例标题分得开",
    "Two cases of one place are told apart by their titles",
)

_FILLER = re.compile(
    r"模式|机制|体系|制度|工作法|工作|经验|做法|探索|实践|创新|改革|项目|案例|的|与|和|及|在|了"
)
_TELLING = frozenset("0123456789一二三四五六七八九十百两东西南北中上下前后左右内外大小新老甲乙丙丁")
_SHORTEST = 6
"""A shorter title says too little to be near another."""


def check(register: Register, as_of: date) -> Iterator[tuple[CaseBrief, Finding]]:
    """Yield cases whose Chinese title is nearly that of another case of the same place."""
    seen: dict[tuple[str, str], tuple[CaseBrief, str]] = {}
    for case in register.cases:
        if case.stage == "withdrawn":
            continue
        title = title_words(case, "zh")
        core = _FILLER.sub("", title)
        if len(core) < _SHORTEST:
            continue
        near: CaseBrief | None = None
        for key in _keys(core):
            first, other = seen.setdefault((case.place_code, key), (case, core))
            if (
                first is not case
                and near is None
                and first.id != case.id
                and title_words(first, "zh") != title
                and _is_near(core, other)
            ):
                near = first
        if near is not None:
            yield (
                case,
                Finding(
                    ("title", "zh"),
                    f"与同一地方的“{near.title_zh}”（`{near.file}`）太像",
                    f'is nearly "{near.title_zh}" of the same place (`{near.file}`)',
                    "合并两个案例，或在标题里写明区别",
                    "merge the two cases, or say in the titles how they differ",
                ),
            )


def _keys(title: str) -> Iterator[str]:
    """The title, and the title without each of its characters: two that differ in one share a key."""
    yield title
    for index in range(len(title)):
        yield title[:index] + title[index + 1 :]


def _is_near(a: str, b: str) -> bool:
    """Whether two titles that share a key differ in nothing that tells them apart."""
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    left, right = a[start : len(a) - end], b[start : len(b) - end]
    return len(left) <= 1 and len(right) <= 1 and not _TELLING & {*left, *right}
