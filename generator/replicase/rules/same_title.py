"""Two cases of one place do not share a title.

Why: most likely they are one case, and readers could not tell them apart.
Mend: merge the two, the older id becoming an alias; or say in the titles how they differ.

同一地方的两个案例不同名。
为什么：多半是同一个案例写了两遍，读者也分不清。
怎么改：合并成一个，旧编号写进 `aliases`；确实不同的，在标题里写明区别。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.briefs import CaseBrief
from replicase.diagnostics import LANGUAGES, Finding, Language, Rule, Severity
from replicase.register import Register

RULE = Rule(
    "CASE404",
    "same-title-and-place",
    Severity.WARNING,
    "同一地方的案例不同名",
    "Two cases of one place do not share a title",
)


_MARKS = re.compile(r"[\W_]+")


def check(register: Register, as_of: date) -> Iterator[tuple[CaseBrief, Finding]]:
    """Yield cases whose title another case of the same place has already."""
    seen: dict[tuple[str, str], CaseBrief] = {}
    for case in register.cases:
        if case.stage == "withdrawn":
            continue
        for language in LANGUAGES:
            words = title_words(case, language)
            if not words:
                continue
            first = seen.setdefault((case.place_code, words), case)
            # Two of one id are told so by another rule.
            if first is not case and first.id != case.id:
                yield (
                    case,
                    Finding(
                        ("title", language),
                        f"与 `{first.file}` 同地同名",
                        f"has the place and title of `{first.file}`",
                        "合并两个案例，或在标题里写明区别",
                        "merge the two cases, or say in the titles how they differ",
                    ),
                )
                break


def title_words(case: CaseBrief, language: Language) -> str:
    """A title as two are compared: small letters and digits, without spaces and marks."""
    written = case.title_zh if language == "zh" else case.title_en
    return _MARKS.sub("", written.casefold())
