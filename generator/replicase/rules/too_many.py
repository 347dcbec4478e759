"""A list says what matters: one to three themes, at most twelve milestones.

Why: a case filed under everything is found under nothing, and nobody reads thirty dates.
Mend: keep the themes a reader would look under, and the turns that changed the practice.

列表只留要紧的：主题一至三个，大事记至多十二条。
为什么：归在所有主题下，等于没有归类；三十个日期没有人看。
怎么改：留下读者会去找的主题、真正改变做法的节点。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

MOST_THEMES = 3
MOST_MILESTONES = 12
MOST_FORMER_IDS = 12

RULE = Rule(
    "CASE215",
    "too-many",
    Severity.ERROR,
    f"主题不超过 {MOST_THEMES} 个，大事记不超过 {MOST_MILESTONES} 条",
    f"At most {MOST_THEMES} themes and {MOST_MILESTONES} milestones",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield lists that are too long."""
    case = entry.record
    if len(case.facets.theme) > MOST_THEMES:
        yield Finding(
            ("facets", "theme"),
            f"有 {len(case.facets.theme)} 个主题，应不超过 {MOST_THEMES} 个",
            f"{len(case.facets.theme)} themes; there should be {MOST_THEMES} at most",
            "留下读者最可能去找的几个",
            "keep those a reader would look under",
            on="key",
        )
    if len(case.milestones) > MOST_MILESTONES:
        yield Finding(
            ("milestones",),
            f"大事记有 {len(case.milestones)} 条，应不超过 {MOST_MILESTONES} 条",
            f"{len(case.milestones)} milestones; there should be {MOST_MILESTONES} at most",
            "留下改变了做法的节点",
            "keep the turns that changed the practice",
            on="key",
        )
    if len(case.aliases) > MOST_FORMER_IDS:
        yield Finding(
            ("aliases",),
            f"曾用编号有 {len(case.aliases)} 个，应不超过 {MOST_FORMER_IDS} 个",
            f"{len(case.aliases)} former ids; there should be {MOST_FORMER_IDS} at most",
            "只留这条记录真正用过的编号",
            "keep the ids this record really had",
            on="key",
        )
