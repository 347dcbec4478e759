"""A code belongs to one indicator, in all schemes together.

Why: cases and gaps name an indicator by its code alone, and for good.
Mend: choose another code; of schemes that number alike, put a word of the scheme in front.

一个编号只属于一个指标，各份指标合在一起也不重复。
为什么：案例和问题只凭编号引用指标，而且长期有效。
怎么改：换一个编号；几份指标编号方式相同的，在前面加上区别的词。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry
from replicase.model import IndicatorScheme
from replicase.register import Register

RULE = Rule(
    "CASE410",
    "duplicate-indicator",
    Severity.ERROR,
    "指标编号在全库不重复",
    "The code of an indicator is not repeated in the library",
)


def check(register: Register, as_of: date) -> Iterator[tuple[Entry[IndicatorScheme], Finding]]:
    """Yield codes another indicator has already, in the order of files."""
    seen: dict[str, str] = {}
    for entry in register.library.indicator_entries:
        for at, indicator in entry.record.placed():
            code = indicator.code
            first = seen.get(code)
            if first is None:
                seen[code] = entry.file
                continue
            elsewhere = first != entry.file
            yield (
                entry,
                Finding(
                    (*at, "code"),
                    f"`{code}` 已用于 `{first}`" if elsewhere else f"`{code}` 已经用过",
                    f"`{code}` is taken by `{first}`"
                    if elsewhere
                    else f"`{code}` is there already",
                    "换一个编号",
                    "choose another code",
                ),
            )
