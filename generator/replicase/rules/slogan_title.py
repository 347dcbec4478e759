"""A title says what is done; a formula such as `1+3+N` alone does not.

Why: nobody outside knows what the numbers stand for, and nobody searches for them.
Mend: say in words what was done and for whom; the formula may stand behind.

标题说明做了什么；只有“1+3+N”之类的公式不行。
为什么：外地人不知道数字代表什么，也不会拿它来搜索。
怎么改：用话说清为谁做了什么；公式可以放在后面。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import LANGUAGES, Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE305", "slogan-title", Severity.ERROR, "标题不只是口号", "A title is more than a slogan"
)

_FORMULA = re.compile(r"[0-9A-Za-zＮｎ]+(?:\s*[+＋]\s*[0-9A-Za-zＮｎ]+)+")
_EMPTY_WORDS = re.compile(
    r"模式|机制|体系|工作法|工作|经验|做法|治理|基层|社会|创新|新|的|"
    r"\b(?:the|a|an|model|system|mechanism|method|approach|governance|new|innovation)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield titles with a formula and next to nothing beside it."""
    title = entry.record.title
    for language, least in zip(LANGUAGES, (3, 6), strict=True):
        text = title.zh if language == "zh" else title.en
        formula = _FORMULA.search(text)
        if formula is None:
            continue
        rest = _EMPTY_WORDS.sub("", _FORMULA.sub("", text))
        if len(_LETTER.findall(rest)) < least:
            yield Finding(
                ("title", language),
                f"标题只有公式 `{formula[0]}`，看不出做了什么",
                f"the title is only the formula `{formula[0]}` and does not tell what is done",
                "写明为谁做了什么",
                "say what is done, and for whom",
                quote=formula[0],
            )
            return
