"""Nobody is independent of what they run themselves.

An evaluation or review that is called independent is not by the lead unit or a partner.
Why: independence raises the grade of a case, and a reader relies on it.
Mend: write `independent: false`, or `kind: unit` for a review; or name who really judged.

自己办的事，自己评不算独立。
写明独立的评估和审核，不由牵头单位或参与单位做。
为什么：独立评估会提高等级，读者也靠它判断。
怎么改：写 `independent: false`，审核写 `kind: unit`；或写明真正评的是谁。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case
from replicase.model.text import Text

RULE = Rule(
    "CASE332",
    "not-independent",
    Severity.ERROR,
    "独立的评估和审核不由主办方做",
    "What is called independent is not by those who run the case",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield evaluations and a review called independent that are by the lead unit or a partner."""
    case = entry.record
    independent = [
        n for n, evaluation in enumerate(case.evaluations) if evaluation.independent is True
    ]
    reviewed = case.review is not None and case.review.kind == "independent"
    if not independent and not reviewed:
        return
    for index in independent:
        evaluator = case.evaluations[index].evaluator
        if runs(case, evaluator):
            yield Finding(
                ("evaluations", index, "independent"),
                f"“{evaluator.best('zh')}”是主办方，评估不算独立",
                f'"{evaluator.best("en")}" runs the case, so the evaluation is not independent',
                "写 `independent: false`，或写明真正评的是谁",
                "write `independent: false`, or name who really evaluated",
            )
    if case.review and reviewed and runs(case, case.review.by):
        yield Finding(
            ("review", "kind"),
            f"“{case.review.by.best('zh')}”是主办方，审核不算独立",
            f'"{case.review.by.best("en")}" runs the case, so the review is not independent',
            "写 `kind: unit`，或写明真正审核的是谁",
            "write `kind: unit`, or name who really reviewed",
        )


def runs(case: Case, name: Text) -> bool:
    """Whether somebody is the lead unit or a partner of a case."""
    return any(_same(name, organisation.name) for organisation in (case.lead, *case.partners))


def _same(a: Text, b: Text) -> bool:
    """Whether two names are one in a language both are written in."""
    return any(x and x.casefold() == y.casefold() for x, y in ((a.zh, b.zh), (a.en, b.en)))
