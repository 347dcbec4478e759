"""The texts of a record, one by one, and what can be found in them: sentences, figures, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from replicase.diagnostics import LANGUAGES, Language, Path
from replicase.model.describe import Record
from replicase.model.text import Markdown, Text
from replicase.rules.entries import RecordEntry


@dataclass(frozen=True, slots=True)
class Passage:
    """A text in one language, and the part of the record it belongs to."""

    at: Path
    text: str
    language: Language | None
    """None for text that is the same in every language, as the title of a source."""
    markdown: bool
    holder: Record


def passages(entry: RecordEntry) -> Iterator[Passage]:
    """Yield every text somebody wrote, ids and terms among the plain ones, in the order of fields."""
    holders: dict[Path, Record] = {}
    for at, value in entry.parts:
        if isinstance(value, Record):
            holders[at] = value
        elif isinstance(value, Text):
            for language in LANGUAGES:
                if value.has(language):
                    text = value.zh if language == "zh" else value.en
                    markdown = isinstance(value, Markdown)
                    yield Passage(
                        (*at, language), text, language, markdown, _holder(at[:-1], holders)
                    )
        elif isinstance(value, str):
            yield Passage(at, value, None, False, _holder(at, holders))


def _holder(at: Path, holders: dict[Path, Record]) -> Record:
    """The nearest part around a place; there may be a list between them."""
    while at not in holders:
        at = at[:-1]
    return holders[at]


_CITATION = re.compile(r"\[@[^\[\]\n]{1,200}\]")
_CITED = re.compile(r"@([^\s@,，、;；\]]+)")
_ADDRESS = re.compile(r"\]\([^)\s]*\)|https?://[^\s，。；、）]+")
_LIST_MARK = re.compile(r"^\s*[0-9]+[.)]\s", re.MULTILINE)

_HAN_NUMBERS = "一二三四五六七八九十两"
FIGURE = re.compile(
    # Not part of a name such as 5G, NH3-N or COVID-19.
    r"(?<![A-Za-z0-9.])(?<![A-Za-z]-)[0-9][0-9.,]*(?![A-Za-z0-9])\s?[%％‰]?"
    r"|[０-９][０-９．，]*[%％‰]?"
    rf"|百分之[{_HAN_NUMBERS}十百]+|[{_HAN_NUMBERS}][十百千万亿]+[余多]?|十[{_HAN_NUMBERS}]"
    r"|[一二三四五六七八九〇零○]{4}年"
)
"""A number as a reader sees one."""


def citations(text: str) -> list[tuple[str, str]]:
    """The ids of sources cited inline, each with the words that cite it: `[@s3]`, `[@s3, @s5]`."""
    return [(source, m[0]) for m in _CITATION.finditer(text) for source in _CITED.findall(m[0])]


def without_marks(text: str) -> str:
    """A text without citations, addresses and the numbers of list items."""
    return _LIST_MARK.sub(" ", _ADDRESS.sub("]", _CITATION.sub("", text)))


def figure_in(text: str) -> str:
    """The first figure of a text, or nothing."""
    found = FIGURE.search(without_marks(text))
    return found[0].rstrip(" ,.，．") if found else ""


_WIDE_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}


def narrow(text: str) -> str:
    """The text with full-width digits as ASCII, each character in its place."""
    return text.translate(_WIDE_DIGITS)


_END = re.compile(r"(?<=[。！？!?])|(?<=[.])\s+(?=[A-Z\"“])|\n")


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in order, without the space around them."""
    for part in _END.split(text):
        if part.strip():
            yield part.strip()


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a Markdown text: what stands between blank lines."""
    for part in re.split(r"\n[ \t]*\n", text):
        if part.strip():
            yield part.strip()
