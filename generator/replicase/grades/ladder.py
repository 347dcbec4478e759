"""What a grade is made of: steps, what each step asks, what takes one away; all carry their words.

The method page, the case pages, `replicase status` and the tests read these objects and add nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from replicase.diagnostics import Language
from replicase.model.text import Text

Scale = Literal["effect", "replication", "confidence"]


class Wording(NamedTuple):
    """A name or a sentence in both languages, without a full stop."""

    zh: str
    en: str

    def best(self, language: Language) -> str:
        """The words of a language."""
        return self.zh if language == "zh" else self.en


UNSAID = Wording("", "")


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing a step asks, or one that takes a step away."""

    id: str
    field: str
    """Where it is written in the file."""
    asks: Wording
    """What is asked, of any case."""
    lift: Wording
    """What to do about it in one case; `{…}` is filled from the record."""


@dataclass(frozen=True, slots=True)
class Step:
    """One grade of a scale."""

    scale: Scale
    height: int
    code: str
    name: Wording
    because: Wording = UNSAID
    """What a case of this grade has, as its page says it; `{…}` is filled from the case."""
    asks: tuple[Condition, ...] = ()
    """What it asks beside all that the steps below ask."""


@dataclass(frozen=True, slots=True)
class Lift:
    """What would lift a grade, told of one case."""

    condition: Condition
    values: Mapping[str, Text | Wording | str] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """What to do, in a language."""
        return fill(self.condition.lift, language, self.values)


def fill(words: Wording, language: Language, values: Mapping[str, Text | Wording | str]) -> str:
    """The words of a language with their places filled, each in that language if it can be."""
    said = words.best(language)
    if not values:
        return said
    return said.format(
        **{
            name: value if isinstance(value, str) else value.best(language)
            for name, value in values.items()
        }
    )
