"""A measure has one unit and one definition; where it changed, a `break` says so.

Why: values counted in different ways are no before and after.
Mend: write `break: {after: …, why: …}`; or make two results, with names that tell them apart.

一项指标只有一个单位、一种口径；变过的，用 `break` 写明。
为什么：数法不同的两个数，不能当作前后变化。
怎么改：写上 `break: {after: …, why: …}`；或者分成两项，名称上写明区别。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Language, Path, Rule, Severity
from replicase.library import Library
from replicase.model import Result
from replicase.model.text import Text
from replicase.rules.entries import PracticeEntry
from replicase.rules.measures import measures

RULE = Rule(
    "CASE232",
    "measure-without-break",
    Severity.WARNING,
    "单位和口径只有一种，变过的写明 `break`",
    "A measure has one unit and one definition, or a `break`",
)

_CHANGED = re.compile(
    r"(?<!没有)(?<!无)(?<!未)(?:口径|统计范围)(?:有变|有所变|变化|变更|调整|改变|不同|不一|有所不同)"
    r"|前后不(?:可|能)比|\bnot comparable\b|\bcannot be compared\b|\bcounted differently\b"
    r"|\bdefinitions? (?:has |was )?(?:changed|differs?)\b|\bdifferent definitions?\b",
    re.IGNORECASE,
)
_TWO_UNITS: dict[Language, re.Pattern[str]] = {
    "zh": re.compile(r"[、；;]|或"),
    "en": re.compile(r"[;]| or "),
}


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield what cannot be one measure: two units, a definition that changed, a name used twice."""
    seen: dict[str, list[tuple[Path, Result]]] = {}
    for at, part in measures(entry):
        language: Language = "zh" if part.unit.zh else "en"
        if _TWO_UNITS[language].search(part.unit.best(language)):
            shown = part.unit.best(language)
            yield Finding(
                (*at, "unit", language),
                f"单位 `{shown}` 不止一个",
                f"`{shown}` is more than one unit",
                "只留一个单位；另一个单位的数另写一项",
                "keep one unit, and write the values of the other as a result of their own",
            )
        if changed := _change_of_definition(part):
            written, words = changed
            yield Finding(
                (*at, "definition", written),
                f"口径写着“{words}”，却没有 `break`",
                f'the definition says "{words}", but there is no `break`',
                "补上 `break: {after: …, why: …}`",
                "add `break: {after: …, why: …}`",
                quote=words,
            )
        for first_at, first in seen.setdefault(_folded(part.name), []):
            if differs := _difference(first, part):
                zh, en = differs
                same = first.id if first_at[:-1] == at[:-1] else ".".join(map(str, first_at))
                yield Finding(
                    (*at, "name"),
                    f"与 `{same}` 同名，{zh}却不同",
                    f"has the name of `{same}`, but another {en}",
                    "合成一项并写 `break`；不是一回事的，名称上写明区别",
                    "make them one with a `break`; if they are two things, say so in their names",
                )
                break
        seen[_folded(part.name)].append((at, part))


def _change_of_definition(result: Result) -> tuple[Language, str] | None:
    if result.definition is None or result.break_ is not None:
        return None
    if len({observation.at for observation in result.observations}) < 2:
        return None
    if found := _CHANGED.search(result.definition.zh):
        return "zh", found[0]
    if found := _CHANGED.search(result.definition.en):
        return "en", found[0]
    return None


def _difference(a: Result, b: Result) -> tuple[str, str] | None:
    if not _agree(a.unit, b.unit):
        return "单位", "unit"
    if a.definition and b.definition and not _agree(a.definition, b.definition):
        return "口径", "definition"
    return None


def _agree(a: Text, b: Text) -> bool:
    """Whether two texts say the same in some language both are written in."""
    both = [(x, y) for x, y in ((a.zh, b.zh), (a.en, b.en)) if x and y]
    return not both or any(x.casefold() == y.casefold() for x, y in both)


def _folded(name: Text) -> str:
    return name.best("zh").casefold()
