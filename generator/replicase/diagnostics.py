"""What is wrong, where, and what to do: the words every stage uses to say so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]
"""The two languages every message is written in."""

LANGUAGES: tuple[Language, ...] = ("zh", "en")

Path = tuple[str | int, ...]
"""A place in a record: keys and list positions from the root, as `("sources", 0, "url")`."""


class Severity(IntEnum):
    """How much a diagnostic weighs; a larger number is worse."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The word used in every output format."""
        return self.name.lower()


class Span(NamedTuple):
    """A stretch of text; lines and columns count code points from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    @property
    def last_line(self) -> int:
        """The last line it reaches: not the one before whose first column it ends."""
        return max(self.line, self.end_line - (self.end_column == 1))


START = Span(1, 1, 1, 1)
"""Where a mistake without a place is shown: the first character of its file."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A promise to contributors: the code keeps its meaning and is never used again."""

    code: str
    name: str
    severity: Severity
    zh: str
    """What the rule asks, one sentence, for its line in the table of rules."""
    en: str
    about: str = field(default="", compare=False, repr=False)
    """What, why and how to mend, first English, then Chinese, written as the docstring of a rule's
    module is; a rule that has a module of its own leaves it to that."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a place of a record, in the rule's own words; it knows no line and no file."""

    at: Path
    zh: str
    en: str
    hint_zh: str = ""
    """What to do about it; begins with a verb, or asks "did you mean"."""
    hint_en: str = ""
    on: Literal["value", "key"] = "value"
    """Whether the name or its value is wrong."""
    severity: Severity | None = None
    """Only where it differs from the rule's."""
    quote: str = ""
    """The words of the value it is about, where that is not all of it; only they are marked."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding made concrete: a file, a span and the lines a reader sees."""

    file: str
    """Path with '/' from the root of the library's repository."""
    span: Span
    rule: Rule
    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    at: Path = ()
    excerpt: tuple[str, ...] = field(default=(), compare=False)
    """The line of the file the span begins on; empty when the file has no text."""

    @property
    def code(self) -> str:
        """The rule's code, as `CASE201`."""
        return self.rule.code

    def message(self, language: Language) -> str:
        """What is wrong, in one language."""
        return self.zh if language == "zh" else self.en

    def hint(self, language: Language) -> str:
        """What to do about it, in one language; may be empty."""
        return self.hint_zh if language == "zh" else self.hint_en


def in_short(text: str) -> str:
    """A quotation that fits a message: one line, at most 40 characters."""
    line = " ".join(text.split()).replace("`", "'")
    return line if len(line) <= 40 else line[:39] + "…"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by file, place and code, so that two runs print the same; drop exact repeats."""
    return tuple(
        sorted(dict.fromkeys(diagnostics), key=lambda d: (d.file, d.span, d.code, d.en, d.at != ()))
    )


def worst(diagnostics: Iterable[Diagnostic]) -> Severity | None:
    """The highest severity, or None when there is nothing to say."""
    return max((d.severity for d in diagnostics), default=None)
