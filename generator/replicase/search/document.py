"""What of a case can be found: its words, the words it is filed under, and how they sound."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cached_property

from replicase.library import FACETS, Library
from replicase.model import Adoption, Case
from replicase.model.describe import fields_of
from replicase.model.parts import texts_of
from replicase.model.text import Markdown, Text
from replicase.model.vocabulary import Aliases
from replicase.search.pinyin import spoken_keys
from replicase.search.segment import fold, keys, pairs_in

_ABOUT_THE_RECORD = frozenset(
    {"unknown", "review", "disclosure", "contact", "changes", "withdrawn", "rights", "sources"}
)
"""Fields that speak of the record and not of the practice; of sources, title and publisher count."""
_TELLING = tuple(name for name in fields_of(Case) if name not in _ABOUT_THE_RECORD)

_CITATION = re.compile(r"\[@[^\]]*\]")
_TARGET = re.compile(r"\]\([^)]*\)")
_EMPHASIS = re.compile(r"[*_`]+")


@dataclass(frozen=True, slots=True)
class Searchable:
    """The keys of one case."""

    title: Set[str]
    """Keys of the title."""
    head: Set[str]
    """These, and the keys of its problem and answer and of what it is filed under."""
    everywhere: Set[str]
    """All keys, those of the head among them."""


@dataclass(frozen=True)
class Filing:
    """A term of a vocabulary, or an indicator, with the words people use for it."""

    label: Text
    aliases: Aliases
    parent: str = ""
    """Of a place, the one above it."""

    @cached_property
    def folded(self) -> str:
        """The term's label and aliases, folded, one on a line."""
        return fold("\n".join([both(self.label), *self.aliases.zh, *self.aliases.en]))

    @cached_property
    def keys(self) -> frozenset[str]:
        """Keys of label and aliases."""
        return frozenset(keys(self.folded))

    @cached_property
    def spoken(self) -> frozenset[str]:
        """Keys of the Chinese label and aliases as they sound."""
        return frozenset(spoken_keys([self.label.zh, *self.aliases.zh]))


class Documents:
    """Reads the cases of one library into their keys, and remembers the keys of its terms."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._filings: Mapping[str, Mapping[str, Filing]] = {
            vocabulary: {
                t.id: Filing(t.label, t.aliases, t.parent or "") for t in library.terms(vocabulary)
            }
            for vocabulary in (*FACETS, "places")
        }
        self._meant: dict[str, list[tuple[str, Set[str], Filing]]] = {}
        for word, filing in self._words_that_mean():
            self._meant.setdefault(word[:2], []).append((word, pairs_in(word), filing))
        self._indicators = {i.code: Filing(i.title, i.aliases) for i in library.indicators}

    @property
    def filed_by(self) -> list[object]:
        """Tells the terms and indicators that cases are filed by."""
        return [
            (vocabulary, key, filing.folded, filing.label.zh, filing.aliases.zh, filing.parent)
            for vocabulary, filings in (*self._filings.items(), ("", self._indicators))
            for key, filing in filings.items()
        ]

    def of(self, case: Case) -> Searchable:
        """The keys of a case."""
        title = keys(fold(both(case.title))) | spoken_keys([case.title.zh])
        named = [case.place.name] if case.place.name else []
        said = [*named, case.summary.problem, case.summary.answer]
        head = keys(fold("\n".join(map(both, said))))
        head |= title
        head |= spoken_keys(name.zh for name in named)
        for filing in (*self._filed(case), *self._lies_in(case.place.code)):
            head |= filing.keys
            head |= filing.spoken
        everywhere = self._text_keys(case)
        everywhere |= head
        everywhere |= spoken_keys(component.name.zh for component in case.components)
        return Searchable(title, head, everywhere)

    def _filed(self, case: Case) -> Iterator[Filing]:
        for facet in FACETS:
            yield from self._known(facet, getattr(case.facets, facet))

    def _known(self, vocabulary: str, ids: Iterable[str]) -> Iterator[Filing]:
        for term_id in ids:
            filing = self._filings[vocabulary].get(term_id)
            if filing:
                yield filing

    def _lies_in(self, code: str) -> Iterator[Filing]:
        """A place and those it lies in, up to the province."""
        for _ in range(4):
            filing = self._filings["places"].get(code)
            if filing is None:
                return
            yield filing
            code = filing.parent

    def _text_keys(self, case: Case) -> set[str]:
        folded = fold("\n".join(self._texts(case)))
        found = keys(folded)
        # Its pairs of characters save looking for the whole word in most texts.
        for first in self._meant.keys() & found:
            for word, pairs, filing in self._meant[first]:
                if pairs <= found and word in folded:
                    found |= filing.keys
        for code in case.indicators_served:
            if code in self._indicators:
                found |= self._indicators[code].keys
        for adoption in self._library.adoptions_of(case):
            found |= self._adopter_keys(adoption)
        return found

    def _texts(self, case: Case) -> Iterator[str]:
        for name in _TELLING:
            if value := getattr(case, name):
                yield from texts_in(value)
        for law in case.legal_basis:
            yield law.number or ""
        for source in case.sources:
            yield source.title
            yield source.publisher

    def _adopter_keys(self, adoption: Adoption) -> set[str]:
        names = [both(text) for text in (adoption.place.name, adoption.unit) if text]
        found = keys(fold("\n".join(names)))
        for filing in self._lies_in(adoption.place.code):
            found |= filing.keys
        return found

    def _words_that_mean(self) -> Iterator[tuple[str, Filing]]:
        """Words that, where a text uses them, mean a term: 矛调中心 means 矛盾纠纷调处化解中心.

        Chinese words only: a translation says nothing that its original does not say.
        """
        for facet in FACETS:
            for filing in self._filings[facet].values():
                for word in (filing.label.zh, *filing.aliases.zh):
                    folded = fold(word)
                    if len(folded) > 1:
                        yield folded, filing


def both(text: Text) -> str:
    """A text in both its languages."""
    return f"{text.zh}\n{text.en}"


def texts_in(value: object) -> Iterator[str]:
    """Every text in a part of a record, as it is read: without marks of citation and emphasis."""
    for text in texts_of(value):
        if isinstance(text, Markdown):
            plain = _TARGET.sub("]", _CITATION.sub("", both(text)))
            yield _EMPHASIS.sub("", plain)
        else:
            yield both(text)
