"""Text in the library's two languages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

import msgspec

from replicase.diagnostics import Language
from replicase.model.scalars import Words

_WIDE_DIGIT = re.compile("[０-９]")
_NARROW = {ord("０") + digit: str(digit) for digit in range(10)}


def narrow(text: str) -> str:
    """The text with full-width digits as ASCII, each character in its place."""
    return text.translate(_NARROW) if _WIDE_DIGIT.search(text) else text


class Text(msgspec.Struct, frozen=True, gc=False):
    """`{zh: …, en: …}`; plain text is in the library's first language."""

    zh: Words = ""
    en: Words = ""

    def has(self, language: Language) -> bool:
        """Whether it is written in that language."""
        return bool(self.zh if language == "zh" else self.en)

    def written_in(self, language: Language) -> Language:
        """The language a reader of `language` gets: that one, or the other where it is missing."""
        if self.has(language):
            return language
        return "en" if language == "zh" else "zh"

    def best(self, language: Language) -> str:
        """The text in `language`, or in the other one where it is missing."""
        return self.zh if self.written_in(language) == "zh" else self.en


class Markdown(Text, frozen=True):
    """Text with paragraphs, lists, tables, links and `[@s3]` citations; see `replicase.prose`."""


@dataclass(frozen=True, slots=True)
class Length:
    """Metadata: the most characters a text may have, by language."""

    zh: int
    en: int

    def exceeded(self, text: Text) -> tuple[Language, int, int] | None:
        """The language that is too long, its limit, and how long it is; None where none is."""
        if len(text.zh) > self.zh:
            return "zh", self.zh, len(text.zh)
        return ("en", self.en, len(text.en)) if len(text.en) > self.en else None


Title = Annotated[Text, Length(40, 100)]
Sentence = Annotated[Text, Length(160, 400)]
"""One sentence, or a few short ones."""
Line = Annotated[Text, Length(80, 240)]
"""A name or a label."""
