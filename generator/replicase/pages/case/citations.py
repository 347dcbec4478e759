"""Sources of a case page: what a fact links to, and the list at the end.

An adoption is a file with sources of its own; on the case's page they stand in the same list. One
that is also a source of the case (same address) is shown once; another is called `a1.s3`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from replicase.model import Adoption, Case, Source
from replicase.model.evidence import EDITOR
from replicase.model.text import Text
from replicase.pages.voice import Said, Voice


class Cite(NamedTuple):
    """A link to a source."""

    label: str
    anchor: str


class Cites(NamedTuple):
    """The sources behind a statement."""

    links: tuple[Cite, ...] = ()
    editor: bool = False
    """Whether it is, in part or whole, the editor's reading."""


NONE = Cites()
"""Said by nobody in particular."""


class Statement(NamedTuple):
    """A sentence with its sources."""

    said: Said
    cites: Cites = NONE


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source in the list at the end of a page."""

    label: str
    anchor: str
    title: str
    lang: str
    url: str | None
    publisher: str
    facts: tuple[str, ...]
    """Kind, dates, whether it is a copy."""
    archived: str | None
    note: Said | None


class Citations:
    """The sources a case page cites, its own and those of the adoptions of the case."""

    def __init__(self, voice: Voice, case: Case, adoptions: Sequence[Adoption]) -> None:
        self._voice = voice
        self._cites: dict[tuple[str, str], Cite] = {}
        self._sources: list[tuple[Cite, Source]] = []
        addresses: dict[str, Cite] = {}
        for source in case.sources:
            cite = self._add(case.id, source, source.id)
            if source.url:
                addresses[source.url] = cite
        for number, adoption in enumerate(adoptions, 1):
            for source in adoption.sources:
                if source.url and source.url in addresses:
                    self._cites[adoption.id, source.id] = addresses[source.url]
                    continue
                cite = self._add(adoption.id, source, f"a{number}.{source.id}")
                if source.url:
                    addresses[source.url] = cite
        self.ids = frozenset(source.id for source in case.sources)

    def _add(self, owner: str, source: Source, label: str) -> Cite:
        cite = Cite(label, f"source-{label.replace('.', '-')}")
        self._cites[owner, source.id] = cite
        self._sources.append((cite, source))
        return cite

    def of(self, owner: str, ids: Iterable[str]) -> Cites:
        """The links of a fact's sources; ids that are no source are left out (a rule reports them)."""
        named = list(ids)
        links = tuple(
            dict.fromkeys(self._cites[owner, i] for i in named if (owner, i) in self._cites)
        )
        return Cites(links, EDITOR in named)

    def statement(self, owner: str, text: Text, ids: Iterable[str]) -> Statement:
        """A text with the links of its sources."""
        return Statement(self._voice.text(text), self.of(owner, ids))

    def lines(self) -> Iterator[SourceLine]:
        """The list of sources, those of the case first."""
        voice = self._voice
        for cite, source in self._sources:
            facts = [voice.say(f"source.{source.type}")]
            if source.published:
                facts.append(str(source.published))
            else:
                facts.append(voice.say("source.undated"))
            if source.copy_ == "republished":
                facts.append(voice.say("source.republished"))
            if source.accessed:
                facts.append(voice.say("source.accessed", date=source.accessed))
            yield SourceLine(
                label=cite.label,
                anchor=cite.anchor,
                title=source.title,
                lang=voice.foreign(source.language),
                url=source.url,
                publisher=source.publisher,
                facts=tuple(facts),
                archived=source.archived,
                note=voice.optional(source.note),
            )
