"""Only what a record can do without may be listed as unknown.

Why: a case without a mechanism or a step is no case yet, and a verified one promises an effect and
tells when it began. An entry that names no field says nothing.
Mend: find the fact, or set the case back to an earlier stage; correct the name of the field.

只有可以暂缺的内容才能列为未知。
为什么：没有机制、没有步骤，还不成其为案例；已核实的案例要有成效，也要知道何时开始。写错字段名的未知项等于没说。
怎么改：查到事实；或把案例退回前一阶段；或改正字段名。
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model import Adoption, Case
from replicase.model.case import KNOWN_WHEN_VERIFIED, UNKNOWABLE
from replicase.model.describe import Record, keys_of
from replicase.rules.asked import EFFECT, optional_fields
from replicase.rules.entries import PracticeEntry, reached
from replicase.rules.known_unknown import is_there

RULE = Rule(
    "CASE119",
    "not-unknowable",
    Severity.ERROR,
    "列为未知的是可以暂缺的字段",
    "What is listed as unknown is a field that may be missing",
)

_CALLED = {
    EFFECT: ("成效", "the effect", "成效", "an effect"),
    "started": ("何时开始", "the start", "开始时间", "the start"),
}
"""What a verified case must know, as messages call it: what is unknown, what to add."""


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield entries of `unknown` that name no field, or one that may not be missing."""
    record = entry.record
    if not record.unknown:
        return
    fields = {key for _, key in keys_of(type(record))} | {EFFECT}
    allowed = may_be_unknown(type(record))
    for index, unknown in enumerate(record.unknown):
        at = ("unknown", index, "field")
        if is_there(record, unknown.field):
            continue  # that it is there as well is one mistake, and another rule's
        if unknown.field not in fields:
            options = [f"`{name}`" for name in sorted(allowed)]
            close = difflib.get_close_matches(unknown.field, allowed, n=1, cutoff=0.6)
            yield Finding(
                at,
                f"没有 `{unknown.field}` 这个字段",
                f"there is no field `{unknown.field}`",
                f"是否指 `{close[0]}`？" if close else f"从这些里选：{'、'.join(options)}",
                f"did you mean `{close[0]}`?" if close else f"choose one of {', '.join(options)}",
            )
        elif unknown.field not in allowed:
            yield Finding(
                at,
                f"`{unknown.field}` 不能列为未知",
                f"`{unknown.field}` may not be unknown",
                "写出这个字段；还不清楚的案例留在 `draft`",
                "write the field; a case that is not clear yet stays a `draft`",
            )
        elif (
            unknown.field in KNOWN_WHEN_VERIFIED
            and isinstance(record, Case)
            and reached(record, "verified")
        ):
            what_zh, what_en, add_zh, add_en = _CALLED[unknown.field]
            yield Finding(
                at,
                f"阶段是 `{record.stage}`，{what_zh}不能列为未知",
                f"at the stage `{record.stage}` {what_en} may not be unknown",
                f"写出有来源的{add_zh}，或把阶段退回 `structured`",
                f"add {add_en} with its source, or set the stage back to `structured`",
            )


def may_be_unknown(model: type[Record]) -> frozenset[str]:
    """The fields a record may list as unknown; none for a record that cannot."""
    if issubclass(model, Case):
        return frozenset(UNKNOWABLE)
    if issubclass(model, Adoption):
        return (optional_fields(model) | {EFFECT}) - {"schema", "unknown"}
    return frozenset()
