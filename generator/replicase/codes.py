"""Every rule there is, of records and of what comes after them: the table of codes.

A code keeps its meaning for good. The table is what the page of rules prints, and what a reader of a
report looks a code up in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Never

from replicase import decode, handwritten, load, pictures, rules, shell, source, verify
from replicase.diagnostics import Rule
from replicase.model.describe import Stage
from replicase.rules.entries import RecordRule

Subject = Literal[
    "file",
    "picture",
    "record",
    "practice",
    "case",
    "adoption",
    "gaps",
    "indicators",
    "library",
    "page",
    "site",
]
"""What a rule looks at: a file or picture of the library; any record, a case or an adoption, or records
of one kind; how they stand to each other and to the settings; a page written by hand; the finished site."""


@dataclass(frozen=True, slots=True)
class Code:
    """A line of the table."""

    rule: Rule
    subject: Subject
    stage: Stage | None
    """The stage from which a record is held to it; None: from the first, or as each field says."""


def _lines() -> dict[str, Code]:
    """The lines by code; a rule of shape that is completed for records stays one of files."""
    found: dict[str, Code] = {}

    def add(subject: Subject, rule: Rule, stage: Stage | None = None) -> None:
        found.setdefault(rule.code, Code(rule, subject, stage))

    for rule in (*source.RULES, *decode.RULES):
        add("file", rule)
    for rule in (*load.RULES, *shell.RULES):
        add("library", rule)
    for rule in pictures.RULES:
        add("picture", rule)
    groups: tuple[tuple[Subject, tuple[RecordRule[Never], ...]], ...] = (
        ("record", rules.RECORD_RULES),
        ("practice", rules.PRACTICE_RULES),
        ("case", rules.CASE_RULES),
        ("adoption", rules.ADOPTION_RULES),
        ("gaps", rules.GAP_RULES),
        ("indicators", rules.INDICATOR_RULES),
    )
    for subject, group in groups:
        for bound in group:
            add(subject, bound.rule, bound.stage)
    for between in rules.LIBRARY_RULES:
        add("library", between.rule)
    for rule in handwritten.RULES:
        add("page", rule)
    for rule in verify.RULES:
        add("site", rule)
    return found


TABLE: tuple[Code, ...] = tuple(sorted(_lines().values(), key=lambda line: line.rule.code))
"""Code, name, severity, what it looks at, and the stage from which it asks."""

CODES: tuple[Rule, ...] = tuple(line.rule for line in TABLE)
"""The rules alone."""
