"""A record has what its stage asks for.

A draft needs few fields, each later stage more; a reader of a published case can count on them.
Why: what is missing cannot be told from what was forgotten, so it is either there or said to be
unknown. What the next stage would ask is told in one note.
Mend: add the field, or list it under `unknown` with the reason, where that is allowed; a case that is
not ready stays a `draft`.

记录要有所处阶段要求的字段。
草稿只要几项，往后每个阶段多要一些，读者才能指望已发布的案例里有这些内容。
为什么：空着的地方，分不清是没有还是忘了写，所以要么写上，要么说明不知道。下一阶段会要什么，用一条提醒说明。
怎么改：补上字段；允许不知道的，写进 `unknown` 并说明原因；还没准备好的案例留在 `draft`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from replicase.decode import misspells
from replicase.decode.rules import MISSING as RULE
from replicase.diagnostics import Finding, Path, Severity
from replicase.library import Library
from replicase.model import Adoption, Case
from replicase.model.case import UNKNOWABLE, Risk
from replicase.model.describe import STAGES, Record, RecordField, Stage, fields_of, keys_of
from replicase.model.evidence import Amount
from replicase.rules.entries import STAGE_NAMES_ZH, PracticeEntry, stage_of

__all__ = ["RULE", "check"]

EFFECT = "results.effect"
"""Stands for the one thing asked that is no field: a result of the dimension `effect`."""

_ELSEWHERE = (
    fields_of(Amount)["currency"],
    fields_of(Amount)["price_year"],
    fields_of(Risk)["mitigation"],
    fields_of(Case)["limits"],
)
"""Fields whose absence has a rule of its own, which says more than that they are missing."""


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield what is missing, then one note on what the next stage will ask."""
    stage = stage_of(entry.record)
    later: list[str] = []
    for at, field in _absent(entry):
        asked = (field.about.asked if field else None) or "structured"
        if STAGES.index(asked) <= STAGES.index(stage):
            if not any(field is other for other in _ELSEWHERE):
                yield _missing(at, field, asked)
        elif STAGES.index(asked) == STAGES.index(stage) + 1 and len(at) == 1:
            later.append(str(at[0]))
    if later and isinstance(entry.record, Case) and entry.record.stage != "withdrawn":
        yield _next(later, STAGES[STAGES.index(stage) + 1])


def _absent(entry: PracticeEntry) -> Iterator[tuple[Path, RecordField | None]]:
    """Yield every field some stage asks for that is not written, told unknown or left out as wrong."""
    record = entry.record
    told = {unknown.field for unknown in record.unknown}
    fields = {key for _, key in keys_of(type(record))}
    # An entry of `unknown` that names no field, or could not be read, may have meant any of these.
    lost = (
        bool(told - fields - {EFFECT})
        or not entry.whole("unknown")
        or ("unknown" in record.written and not record.unknown)
    )
    for at, part in entry.parts.records:
        asked, written = _asked_of(type(part)), part.written
        if asked.names <= written:
            continue
        for name, (key, field) in asked.fields.items():
            if (
                name in written
                or (not at and (key in told or (key in UNKNOWABLE and lost)))
                or not entry.whole(*at, key)
                or (
                    entry.dropped
                    and misspells(entry.place((*at, key)), entry.dropped, field.about.zh)
                )
            ):
                continue
            yield (*at, key), field
    if (
        isinstance(record, Case)
        and record.results
        and EFFECT not in told
        and not lost
        and entry.whole("results")
        and not any(result.dimension == "effect" for result in record.results)
    ):
        yield ("results", "effect"), None


class _Asked(NamedTuple):
    """The fields some stage asks for, each with its name in the file."""

    names: frozenset[str]
    fields: dict[str, tuple[str, RecordField]]


@cache
def _asked_of(model: type[Record]) -> _Asked:
    fields = {
        name: (field.key, field)
        for name, field in fields_of(model).items()
        if field.about.asked is not None
    }
    return _Asked(frozenset(fields), fields)


def _missing(at: Path, field: RecordField | None, asked: Stage) -> Finding:
    if field is None:
        return Finding(
            ("results",),
            f"结果里没有成效，“{STAGE_NAMES_ZH[asked]}”阶段要求至少一项",
            f"no result speaks of an effect; the stage `{asked}` asks for one",
            f"补一项 `dimension: effect` 的结果，或在 `unknown` 里列出 `{EFFECT}`",
            f"add a result with `dimension: effect`, or list `{EFFECT}` under `unknown`",
            on="key",
        )
    name = str(at[-1])
    meaning = field.about
    can_be_unknown = len(at) == 1 and name in UNKNOWABLE
    return Finding(
        at,
        f"缺少 `{name}`（{meaning.zh}），“{STAGE_NAMES_ZH[asked]}”阶段要求",
        f"`{name}` is missing ({_lower(meaning.en)}); the stage `{asked}` asks for it",
        f"补上 `{name}`" + ("，或写进 `unknown` 并说明原因" if can_be_unknown else ""),
        f"add `{name}`" + (", or list it under `unknown` and say why" if can_be_unknown else ""),
        on="key",
    )


def _next(later: list[str], stage: Stage) -> Finding:
    names = [f"`{name}`" for name in later]
    return Finding(
        ("stage",),
        f"下一阶段“{STAGE_NAMES_ZH[stage]}”还会要：{'、'.join(names)}",
        f"the next stage `{stage}` will also ask for {', '.join(names)}",
        severity=Severity.NOTE,
    )


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def optional_fields(model: type[Case] | type[Adoption]) -> frozenset[str]:
    """The fields a record may do without at every stage."""
    return frozenset(
        field.key
        for field in fields_of(model).values()
        if field.about.asked is None and not field.is_required
    )
