"""A field is either there or listed as unknown, not both.

Why: a reader would not know which of the two to believe.
Mend: delete the line under `unknown`, or the field.

一个字段要么写出，要么列为未知，不能两样都有。
为什么：读者不知道该信哪一个。
怎么改：删掉 `unknown` 里的这一项，或删掉字段。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model.describe import Record, keys_of
from replicase.rules.asked import EFFECT
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE118",
    "known-and-unknown",
    Severity.ERROR,
    "写出的字段不列为未知",
    "A field that is there is not listed as unknown",
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every entry of `unknown` whose field is there."""
    for index, unknown in enumerate(entry.record.unknown):
        if is_there(entry.record, unknown.field):
            yield Finding(
                ("unknown", index, "field"),
                f"`{unknown.field}` 已经写出，又列为未知",
                f"`{unknown.field}` is there and also listed as unknown",
                "删掉两处中的一处",
                "delete one of the two",
            )


def is_there(record: Record, name: str) -> bool:
    """Whether a field, or one inside it (`costs.setup`), holds something."""
    if name == EFFECT:
        return any(result.dimension == "effect" for result in getattr(record, "results", ()))
    part: object = record
    for step in name.split("."):
        if not isinstance(part, Record):
            return False
        name_of = {key: field for field, key in keys_of(type(part))}
        if name_of.get(step) not in part.written:
            return False
        part = getattr(part, name_of[step])
    return part not in (None, (), {})
