"""What can be found in the texts of a record: sentences, figures, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from replicase.model.parts import Passage
from replicase.rules.entries import RecordEntry


def passages(
    entry: RecordEntry, having: re.Pattern[str] | None = None, needing: tuple[str, ...] = ()
) -> Sequence[Passage]:
    """Return every text of a record; none at all when nothing in it matches `having`.

    Most records have nothing of what a rule looks for, and one look at all their words says so; where
    each match has one of some words in it, `needing` them is a quicker look still.
    """
    if having is not None:
        known = entry.worked_out
        if having not in known:
            wording = entry.wording
            known[having] = (
                not needing or any(word in wording for word in needing)
            ) and having.search(wording) is not None
        if not known[having]:
            return ()
    return entry.parts.passages


# Wider than what becomes a link (`replicase.paragraphs`): a citation gone wrong is to be told as one.
_CITATION = re.compile(r"\[@[^\[\]\n]{1,200}\]")
_CITED = re.compile(r"@([^\s@,，、;；\]]+)")
# An end that is looked for without bound is looked for once for every beginning.
_ADDRESS = re.compile(r"\]\([^)\s]{0,2000}\)|https?://[^\s，。；、）]+")
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
    if "[@" not in text:
        return []
    return [(source, m[0]) for m in _CITATION.finditer(text) for source in _CITED.findall(m[0])]


def without_citations(text: str) -> str:
    """A text without `[@s3]`."""
    return _CITATION.sub("", text) if "[@" in text else text


def without_marks(text: str) -> str:
    """A text without citations, addresses and the numbers of list items."""
    return _LIST_MARK.sub(" ", _ADDRESS.sub("]", without_citations(text)))


_SIGN_OF_A_FIGURE = re.compile(rf"[0-9０-９百〇零○{_HAN_NUMBERS}]")


def figure_in(text: str) -> str:
    """The first figure of a text, or nothing."""
    if not _SIGN_OF_A_FIGURE.search(text):
        return ""
    found = FIGURE.search(without_marks(text))
    return found[0].rstrip(" ,.，．") if found else ""


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
