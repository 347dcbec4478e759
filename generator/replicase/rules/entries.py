"""What rules are given: a record with its document, and how a rule is bound to its function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from replicase.briefs import Brief
from replicase.diagnostics import Finding, Rule
from replicase.library import Entry, Library
from replicase.model import Adoption, Case, GapList, IndicatorScheme
from replicase.model.describe import STAGES, Record, Stage
from replicase.pictures import Picture
from replicase.register import Register

PracticeEntry = Entry[Case] | Entry[Adoption]
"""A practice, told by its origin or by an adopter."""

RecordEntry = PracticeEntry | Entry[GapList] | Entry[IndicatorScheme]
"""A record of any kind; all have texts and sources."""

E = TypeVar("E", bound=RecordEntry, contravariant=True)


@dataclass(frozen=True, slots=True)
class RecordRule(Generic[E]):
    """A rule that looks at one record; the library is asked for settings and vocabularies alone."""

    rule: Rule
    check: Callable[[E, Library, date], Iterator[Finding]]
    stage: Stage | None = None
    """The stage from which it is asked of a record; None: of every record."""


Owner = Brief | Entry[IndicatorScheme] | Picture
"""Whose file a finding between files is in."""


@dataclass(frozen=True, slots=True)
class LibraryRule:
    """A rule about how files stand to each other; it says which file each finding is in."""

    rule: Rule
    check: Callable[[Register, date], Iterator[tuple[Owner, Finding]]]


STAGE_NAMES_ZH: dict[Stage, str] = {
    "draft": "草稿",
    "structured": "已结构化",
    "verified": "已核实",
    "promoted": "已推广",
}


def stage_of(record: Record) -> Stage:
    """The stage whose demands a record is held to.

    Only cases have stages, and other records are published like a structured case; of a withdrawn
    case nothing but its head remains.
    """
    if not isinstance(record, Case):
        return "structured"
    return "draft" if record.stage == "withdrawn" else record.stage


def reached(record: Record, stage: Stage) -> bool:
    """Whether a record is held to what a stage asks."""
    return STAGES.index(stage_of(record)) >= STAGES.index(stage)
