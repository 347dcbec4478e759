"""A share lies between nothing and all: 0 to 100 per cent.

Rates that may go beyond, such as growth or a plan fulfilled, are none.
Why: 120 per cent of the residents cannot be satisfied; most likely a figure was copied wrong, or it
is no share.
Mend: look the value up in its source; for a growth or a plan fulfilled say so in the name.

占比在 0 到 100% 之间。
增长率、完成率这类可以超过的，不算占比。
为什么：满意的人不会多过全部的人；多半是抄错了数，或者它不是占比。
怎么改：对照来源改正数值；是增长率、完成率的，在名称里写明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model import Result
from replicase.rules.entries import PracticeEntry
from replicase.rules.measures import measures

RULE = Rule(
    "CASE231",
    "impossible-share",
    Severity.ERROR,
    "占比在 0 到 100% 之间",
    "A share lies between 0 and 100 per cent",
)

_WHOLE = {"%": 100, "％": 100, "百分比": 100, "percent": 100, "per cent": 100, "‰": 1000}
"""The value that means all, by unit."""

_SHARE = re.compile(
    r"占比|比例|比重|占.{1,15}的|覆盖率|覆盖面|满意[率度]|(?:认可|知晓|参与|合格|成功|化解|调处|办结|履行"
    r"|普及|好评|达标|支持|到场|出勤|投票|回复|及时|按时)率"
    r"|\b(?:share|proportion|percentage) of\b|\bcoverage\b|\bsatisf|\bturnout\b"
    r"|\b(?:approval|success|resolution|pass|response|participation|attendance) rate\b",
    re.IGNORECASE,
)
_BEYOND = re.compile(
    r"增|升|降|涨|超额|完成|变化|同比|环比|毛|growth|grow|increas|ris[ei]|chang|decreas|fall|fulfil"
    r"|achiev|target|gross",
    re.IGNORECASE,
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield the first value of each share that is below nothing or above all."""
    for at, part in measures(entry):
        if (whole := _whole_of(part)) is None:
            continue
        for index, observation in enumerate(part.observations):
            if not 0 <= observation.value <= whole:
                shown = f"{observation.value}{part.unit.best('zh')}"
                yield Finding(
                    (*at, "observations", index, "value"),
                    f"占比不会是 {shown}",
                    f"a share cannot be {shown}",
                    "对照来源改正；不是占比的，在名称里写明",
                    "correct it by its source; if it is no share, say so in the name",
                )
                break


def _whole_of(result: Result) -> int | None:
    """The value that means all; None for a measure that is no share."""
    whole = _WHOLE.get(result.unit.best("zh").strip().lower())
    if whole is None or all(0 <= o.value <= whole for o in result.observations):
        return None  # looked at first: nearly every value is a possible one
    named = f"{result.name.zh}\n{result.name.en}"
    defined = f"{result.definition.zh}\n{result.definition.en}" if result.definition else ""
    return whole if _SHARE.search(named) and not _BEYOND.search(named + defined) else None
