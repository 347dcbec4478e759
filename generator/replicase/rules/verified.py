"""A verified case shows its limits, its sources and who checked it.

It has at least one limit, a figure of the problem, two independent sources (of different publishers,
at most one of them official, a reprint not counted) and a review by the unit or a third party.
Why: the word "verified" tells a reader that somebody besides the author looked, and what against.
Mend: add what lacks, or set the stage back to `structured`.

已核实的案例要写明局限、独立来源和核对的人。
至少一条局限、一个说明问题的数字、两个独立来源（发布者不同，官方来源只算一个，转载同一篇的不算），并由主办单位或第三方审核。
为什么：“已核实”是告诉读者，作者以外有人对照材料看过。
怎么改：补上缺的内容，或把阶段退回 `structured`。
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE207",
    "not-verified",
    Severity.ERROR,
    "已核实的案例有局限、独立来源和外部审核",
    "A verified case has limits, independent sources and an outside review",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield what keeps a case from being verified."""
    case = entry.record
    if not case.limits and entry.whole("limits"):
        yield Finding(
            ("stage",),
            f"阶段是 `{case.stage}`，却没有一条局限",
            f"the stage is `{case.stage}`, but there is no limit",
            "在 `limits` 里写上一条有来源的局限",
            "add a limit with its source under `limits`",
        )
    if case.problem and not case.problem.figures and entry.whole("problem", "figures"):
        yield Finding(
            ("problem",),
            f"阶段是 `{case.stage}`，问题却没有一个数字",
            f"the stage is `{case.stage}`, but the problem has no figure",
            "在 `problem.figures` 里写上一个有来源的数字",
            "add a figure with its source under `problem.figures`",
            on="key",
        )
    independent = _independent_sources(case)
    if independent < 2 and entry.whole("sources"):
        yield Finding(
            ("sources",),
            f"独立来源有 {independent} 个，应至少 2 个",
            f"{independent} independent source; there should be 2 at least",
            "加一个由别的发布者发布的来源；官方来源合起来算一个",
            "add a source of another publisher; official ones count once together",
            on="key",
        )
    if case.review and case.review.kind == "editorial":
        yield Finding(
            ("review", "kind"),
            f"阶段是 `{case.stage}`，审核却只有编辑部",
            f"the stage is `{case.stage}`, but only the editors reviewed it",
            "请主办单位或第三方审核，写 `unit` 或 `independent`",
            "have the unit or a third party review it, and write `unit` or `independent`",
        )


def _independent_sources(case: Case) -> int:
    """How many publishers speak, the official ones together as one; a reprint is no voice of its own."""
    official: set[str] = set()
    others: set[str] = set()
    titles: set[str] = set()
    for source in sorted(case.sources, key=lambda s: s.copy_ == "republished"):
        title = _folded(source.title)
        if source.copy_ == "republished" and title in titles:
            continue
        titles.add(title)
        (official if source.type == "official" else others).add(_folded(source.publisher))
    return len(others) + bool(official - others)


def _folded(name: str) -> str:
    """A name without what makes no difference: width, case, spaces, brackets."""
    shown = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in shown if c.isalnum()) or shown
