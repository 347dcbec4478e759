"""A fact of its own field names its source.

A date, an amount, a state of operation, a law, an evaluation, a promotion, an honour, a limit, a
reason for stopping.
Why: a reader must be able to look each of them up; an honour nobody can find is advertising.
Mend: add `source`; what no source tells is left out, or goes under `unknown`.

单列的事实要写来源。
日期、金额、运行状态、依据、评估、推广、荣誉、局限、停用原因，都是。
为什么：每一件读者都要能查到；查不到的荣誉只是宣传。
怎么改：补上 `source`；没有来源的不写，或写进 `unknown`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model.adoption import Reason
from replicase.model.case import Evaluation, FirstResult, Law, Operation, Promotion, Recognition
from replicase.model.describe import Record
from replicase.model.evidence import Amount, DatedFact, Remark
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE245",
    "uncited-fact",
    Severity.ERROR,
    "单列的事实有来源",
    "A fact of its own field has a source",
)

_FACTS: frozenset[type[Record]] = frozenset(
    {
        DatedFact,
        Operation,
        FirstResult,
        Amount,
        Law,
        Evaluation,
        Promotion,
        Recognition,
        Remark,
        Reason,
    }
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield facts without a source, each at its first field."""
    for at, part in entry.parts.records:
        if type(part) in _FACTS and "source" not in part.written and entry.whole(*at):
            name = next(s for s in reversed(at) if isinstance(s, str))
            yield Finding(
                at,
                f"`{name}` 没有写来源",
                f"`{name}` has no source",
                "补上 `source`；没有来源的不写",
                "add `source`, or leave out what no source tells",
                on="key",
            )
