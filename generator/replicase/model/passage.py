"""The texts of a record, one by one: what rules read sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from replicase.diagnostics import LANGUAGES, Language, Path
from replicase.model.describe import Record
from replicase.model.text import Markdown, Text


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in one language, and the part of the record it belongs to."""

    at: Path
    text: str
    language: Language | None
    """None for text that is the same in every language, as the title of a source."""
    markdown: bool
    holder: Record


def passages(parts: Iterable[tuple[Path, object]]) -> Iterator[Passage]:
    """Yield every text somebody wrote, ids and terms among the plain ones, in the order of fields.

    `parts` are those of one record as `describe.walk` gives them.
    """
    holders: dict[Path, Record] = {}
    for at, value in parts:
        if isinstance(value, str):
            yield Passage(at, value, None, False, _holder(at, holders))
        elif isinstance(value, Text):
            holder = _holder(at[:-1], holders)
            markdown = isinstance(value, Markdown)
            for language in LANGUAGES:
                if text := value.zh if language == "zh" else value.en:
                    yield Passage((*at, language), text, language, markdown, holder)
        elif isinstance(value, Record):
            holders[at] = value


def _holder(at: Path, holders: dict[Path, Record]) -> Record:
    """The nearest part around a place; there may be a list between them."""
    while at not in holders:
        at = at[:-1]
    return holders[at]
