"""The case a page is about, as every part of its page needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replicase.model import Case
from replicase.model.evidence import Unknown
from replicase.model.text import Markdown, Text
from replicase.pages.case.citations import NONE, Citations, Cites, Statement
from replicase.pages.voice import Said, Voice
from replicase.prose import SafeHTML, prose


@dataclass(frozen=True, slots=True)
class Passage:
    """A longer text, rendered."""

    html: SafeHTML
    lang: str
    cites: Cites = NONE


@dataclass(frozen=True, slots=True)
class UnknownLine:
    """What is not known, why, and whom to ask."""

    what: str
    why: Said
    ask: Said | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A case, the voice that tells it, and the numbering of its sources."""

    voice: Voice
    case: Case
    citations: Citations

    def cites(self, sources: Iterable[str]) -> Cites:
        """The links of sources of the case itself."""
        return self.citations.of(self.case.id, sources)

    def statement(self, text: Text, sources: Iterable[str]) -> Statement:
        """A text of the case with the links of its sources."""
        return self.citations.statement(self.case.id, text, sources)

    def passage(self, text: Markdown, name: str, sources: Iterable[str] = ()) -> Passage:
        """A longer text of the case; `name` keeps the anchors of its headings apart."""
        said = self.voice.text(text)
        return Passage(prose(said.text, self.citations.ids, name), said.lang, self.cites(sources))

    def unknown(self, *fields: str) -> tuple[UnknownLine, ...]:
        """What the record says is not known; all of it, or the entries of some fields."""
        return tuple(
            unknown_line(self.voice, u)
            for u in self.case.unknown
            if not fields or u.field in fields
        )


def unknown_line(voice: Voice, unknown: Unknown) -> UnknownLine:
    """One entry of what a case or an adoption does not know."""
    what = field_name(voice, unknown.field)
    return UnknownLine(what, voice.text(unknown.why), voice.optional(unknown.ask))


def field_name(voice: Voice, field: str) -> str:
    """What a field is called on a page; its own name where there is no word for it."""
    named = voice.words.field
    key = field.replace(".", "_")
    return str(named.get(key) or named.get(key.partition("_")[0]) or field)
