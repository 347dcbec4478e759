"""Everything that was read, indexed; it answers the questions rules, pages and search ask."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2b
from operator import attrgetter
from pathlib import PurePosixPath
from typing import Any, Generic, Self, TypeVar

from replicase.decode import in_document
from replicase.diagnostics import (
    LANGUAGES,
    Diagnostic,
    Finding,
    Language,
    Path,
    Rule,
    Severity,
)
from replicase.folders import CASE_FOLDER
from replicase.model import (
    Adoption,
    Case,
    Gap,
    GapList,
    Indicator,
    IndicatorScheme,
    LibrarySettings,
    Place,
    Source,
    Vocabulary,
    VocabularyTerm,
)
from replicase.model.case import Change, Related
from replicase.model.describe import Record
from replicase.model.evidence import Image, area_of
from replicase.model.parts import Parts, texts_of
from replicase.model.scalars import PartialDate
from replicase.model.settings import Licences, Publisher
from replicase.model.text import Text, narrow
from replicase.pictures import Picture
from replicase.source import Document

R = TypeVar("R", bound=Record)

FACETS = ("theme", "risk", "governance", "layer", "method", "character", "event")
"""The closed lists a case is filed under, in the order they are shown."""


class Partial:
    """Something read from a file, parts of which may have been left out."""

    __slots__ = ()
    dropped: frozenset[Path]

    def whole(self, *at: str | int) -> bool:
        """Whether nothing at or below a place was left out, so that absence means absence."""
        place = self.place(at)
        return not any(path[: len(place)] == place for path in self.dropped)

    def place(self, at: Path) -> Path:
        """Where a place of the record stands in the file, which has items the record left out."""
        return in_document(at, self.dropped)


@dataclass(frozen=True)
class Entry(Partial, Generic[R]):
    """A record of a file, and the parts of it that could not be understood."""

    file: str
    """Path with '/' from the root of the repository."""
    record: R
    dropped: frozenset[Path] = frozenset()
    read: Document | None = None
    """What it was read from; None in a library that is kept, which asks for records alone."""

    @classmethod
    def kept(
        cls,
        file: str,
        record: R,
        dropped: frozenset[Path],
        content: bytes,
        untranslated: frozenset[Language],
        read: Document | None = None,
    ) -> Self:
        """An entry that needs no document, with what was found out while that was at hand."""
        entry = cls(file, record, dropped, read)
        entry.__dict__.update(content=content, untranslated=untranslated)
        return entry

    @property
    def document(self) -> Document:
        """What it was read from; raises LookupError where that is no longer at hand."""
        if self.read is None:
            raise LookupError(f"the text of {self.file} is no longer at hand")
        return self.read

    @cached_property
    def content(self) -> bytes:
        """Tells its file's words from any others."""
        return blake2b(self.document.text.encode(), digest_size=16).digest()

    @cached_property
    def parts(self) -> Parts:
        """The record taken apart, once for all rules."""
        return Parts.of(self.record)

    @cached_property
    def wording(self) -> str:
        """All its texts, one below the other and digits narrow: whether a sign is there at all."""
        return narrow("\n".join([passage.text for passage in self.parts.passages]))

    @cached_property
    def worked_out(self) -> dict[Hashable, Any]:
        """What one rule worked out of the record, for the rules after it."""
        return {}

    def put_together(self) -> None:
        """Forget the parts and what follows from them: they take more memory than the record."""
        for name in ("parts", "wording", "worked_out"):
            self.__dict__.pop(name, None)

    @cached_property
    def untranslated(self) -> frozenset[Language]:
        """The languages in which some text of the record is not written."""
        # Where the record is taken apart already, its texts are at hand.
        apart = self.__dict__.get("parts")
        texts = [text for _, text in apart.texts] if apart else texts_of(self.record)
        return frozenset(
            language for language in LANGUAGES if not all(map(attrgetter(language), texts))
        )

    def diagnostic(self, rule: Rule, finding: Finding) -> Diagnostic:
        """Make a finding concrete: file, line and column."""
        return located(self.document, rule, replace(finding, at=self.place(finding.at)))


def located(document: Document, rule: Rule, finding: Finding) -> Diagnostic:
    """Make a finding in a document concrete."""
    span = document.span(finding.at, finding.on, finding.quote)
    return Diagnostic(
        file=document.file,
        span=span,
        rule=rule,
        severity=finding.severity or rule.severity,
        zh=finding.zh,
        en=finding.en,
        hint_zh=finding.hint_zh,
        hint_en=finding.hint_en,
        at=finding.at,
        excerpt=(document.line(span),),
    )


UNNAMED = LibrarySettings(
    name=Text(zh="未命名的案例库", en="Unnamed library"),
    short_name="Replicase",
    description=Text(zh="没有说明", en="No description"),
    publisher=Publisher(name=Text(zh="未说明", en="Not stated")),
    languages=("zh", "en"),
    stages_shown=("structured", "verified", "promoted"),
    review_months=24,
    licences=Licences(text="—", images="—", code="—"),
    provinces=(),
)
"""Stands in for settings that could not be read, so that the cases are still checked."""


@dataclass(frozen=True)
class Library:
    """The cases and adoptions of one library, and the words they are filed under."""

    settings: LibrarySettings = UNNAMED
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    case_entries: tuple[Entry[Case], ...] = ()
    adoption_entries: tuple[Entry[Adoption], ...] = ()
    indicator_entries: tuple[Entry[IndicatorScheme], ...] = ()
    gap_entries: tuple[Entry[GapList], ...] = ()
    pictures: Mapping[str, Picture] | None = None
    """Those that can be published, by their files; None where nobody looked for any."""
    unread: frozenset[str] = frozenset()
    """Files that could not be read, vocabularies not whole; what they hold is not called unknown."""

    @property
    def has_settings(self) -> bool:
        """Whether its settings could be read; what depends on them is not judged otherwise."""
        return self.settings is not UNNAMED

    @cached_property
    def worked_out(self) -> dict[Hashable, Any]:
        """What was worked out of the library once, for whoever asks again."""
        return {}

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases that are published, by city in the order of the vocabulary, then by id."""
        shown = [
            e.record for e in self.case_entries if e.record.stage in self.settings.stages_shown
        ]
        return tuple(sorted(shown, key=lambda c: (self._city_order(c), c.id)))

    @cached_property
    def withdrawn(self) -> tuple[Case, ...]:
        """The cases that were withdrawn; their addresses stay."""
        return tuple(e.record for e in self.case_entries if e.record.stage == "withdrawn")

    @cached_property
    def adoptions(self) -> tuple[Adoption, ...]:
        """The adoptions of published cases, by id."""
        return tuple(
            sorted(
                (e.record for e in self.adoption_entries if e.record.case in self._by_id),
                key=lambda a: a.id,
            )
        )

    @cached_property
    def _by_id(self) -> dict[str, Case]:
        return {case.id: case for case in self.cases}

    @cached_property
    def _files(self) -> dict[str, str]:
        return {e.record.id: e.file for e in self.case_entries}

    @cached_property
    def _adoption_files(self) -> dict[str, str]:
        return {e.record.id: e.file for e in self.adoption_entries}

    @cached_property
    def _terms(self) -> dict[str, dict[str, VocabularyTerm]]:
        return {
            name: {term.id: term for term in vocabulary.terms}
            for name, vocabulary in self.vocabularies.items()
        }

    @cached_property
    def _adopted(self) -> dict[str, tuple[Adoption, ...]]:
        found: dict[str, list[Adoption]] = {}
        for adoption in self.adoptions:
            found.setdefault(adoption.case, []).append(adoption)
        return {case: tuple(adoptions) for case, adoptions in found.items()}

    @cached_property
    def _adoption_entries_by_case(self) -> dict[str, tuple[Entry[Adoption], ...]]:
        found: dict[str, list[Entry[Adoption]]] = {}
        for entry in self.adoption_entries:
            found.setdefault(entry.record.case, []).append(entry)
        return {case: tuple(adoptions) for case, adoptions in found.items()}

    @cached_property
    def _named(self) -> dict[str, tuple[tuple[Case, Related], ...]]:
        found: dict[str, list[tuple[Case, Related]]] = {}
        for case in self.cases:
            for related in case.related:
                if related.case:
                    found.setdefault(related.case, []).append((case, related))
        return {named: tuple(by) for named, by in found.items()}

    def without_errors(self, diagnostics: Iterable[Diagnostic]) -> Library:
        """The same library without the files that have errors, for a preview of the rest."""
        wrong = {d.file for d in diagnostics if d.severity is Severity.ERROR}
        return replace(
            self,
            case_entries=tuple(e for e in self.case_entries if e.file not in wrong),
            adoption_entries=tuple(e for e in self.adoption_entries if e.file not in wrong),
            gap_entries=tuple(e for e in self.gap_entries if e.file not in wrong),
        )

    def _city_order(self, case: Case) -> int:
        city = self.city_of(case.place)
        return self._order_of_cities.get(city.id, 999) if city else 999

    @cached_property
    def _order_of_cities(self) -> dict[str, int]:
        return {city.id: number for number, city in enumerate(self.cities)}

    @cached_property
    def _cases_by_facet(self) -> dict[tuple[str, str], tuple[Case, ...]]:
        found: dict[tuple[str, str], list[Case]] = {}
        for case in self.cases:
            for facet in FACETS:
                for term in dict.fromkeys(getattr(case.facets, facet)):
                    found.setdefault((facet, term), []).append(case)
        return {filed: tuple(cases) for filed, cases in found.items()}

    @cached_property
    def _cases_by_city(self) -> dict[str, tuple[Case, ...]]:
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            if city := self.city_of(case.place):
                found.setdefault(city.id, []).append(case)
        return {city: tuple(cases) for city, cases in found.items()}

    @cached_property
    def _entries_by_file(self) -> dict[str, Entry[Case] | Entry[Adoption]]:
        cases = {entry.file: entry for entry in self.case_entries}
        return {**cases, **{entry.file: entry for entry in self.adoption_entries}}

    @cached_property
    def _entries_by_id(self) -> dict[str, Entry[Case]]:
        return {e.record.id: e for e in self.case_entries}

    def case(self, case_id: str) -> Case | None:
        """A published case, or None."""
        return self._by_id.get(case_id)

    def entry_of(self, case_id: str) -> Entry[Case] | None:
        """A case at any stage with its document, or None."""
        return self._entries_by_id.get(case_id)

    def entry_at(self, file: str) -> Entry[Case] | Entry[Adoption] | None:
        """The case or adoption read from a file, or None."""
        return self._entries_by_file.get(file)

    def may_hold(self, case_id: str) -> bool:
        """Whether a case could stand in a file or folder that could not be read."""
        return any(_may_be(PurePosixPath(file), case_id) for file in self.unread)

    def file_of(self, case_id: str) -> str:
        """The file a case was read from."""
        return self._files[case_id]

    def pictures_of(self, record: Case | Adoption) -> tuple[tuple[Image, Picture], ...]:
        """The pictures a case or adoption lists, those that can be published."""
        if not self.pictures:
            return ()
        there = self.pictures
        file = self._adoption_files if isinstance(record, Adoption) else self._files
        folder = file[record.id].removesuffix(".yml")
        return tuple(
            (image, picture)
            for image in record.images
            if (picture := there.get(f"{folder}/{image.file}"))
        )

    def near(self, case: Case) -> tuple[Case, ...]:
        """A case, then those it names, at any stage, and those that name it: its page tells of them all."""
        named = (self.entry_of(related.case) for related in case.related if related.case)
        naming = (other for other, _ in self.related_to(case))
        return (case, *(entry.record for entry in named if entry is not None), *naming)

    def around(self, case: Case, instead: Iterable[Entry[Any]] = ()) -> Library:
        """A library of one case and of what its page is made from, in which its page is the same.

        The entries `instead` take the place of those of their files.
        """
        put = {entry.file: entry for entry in instead}
        ids = dict.fromkeys(near.id for near in self.near(case))
        cases = (self._entries_by_id[case_id] for case_id in ids)
        adoptions = (e for case_id in ids for e in self._adoption_entries_by_case.get(case_id, ()))
        return replace(
            self,
            case_entries=tuple(put.get(e.file, e) for e in sorted(cases, key=_by_file)),
            adoption_entries=tuple(put.get(e.file, e) for e in sorted(adoptions, key=_by_file)),
        )

    def adoptions_of(self, case: Case) -> tuple[Adoption, ...]:
        """Who took a case over, or tried to."""
        return self._adopted.get(case.id, ())

    def adoptions_told(self, case_id: str) -> tuple[Adoption, ...]:
        """The adoptions of a case at any stage, in no order."""
        return tuple(e.record for e in self._adoption_entries_by_case.get(case_id, ()))

    def related_to(self, case: Case) -> tuple[tuple[Case, Related], ...]:
        """The cases that say they are related to one, each with how."""
        return self._named.get(case.id, ())

    def terms(self, vocabulary: str) -> tuple[VocabularyTerm, ...]:
        """The terms of a list in its own order; empty when the list could not be read."""
        found = self.vocabularies.get(vocabulary)
        return found.terms if found else ()

    def term(self, vocabulary: str, term_id: str) -> VocabularyTerm | None:
        """One term, or None."""
        return self._terms.get(vocabulary, {}).get(term_id)

    @cached_property
    def cities(self) -> tuple[VocabularyTerm, ...]:
        """The cities the library covers: those of its provinces that have an address."""
        return tuple(
            place
            for place in self.terms("places")
            if place.level == "city" and place.slug and place.parent in self.settings.provinces
        )

    def city_of(self, place: Place) -> VocabularyTerm | None:
        """The city a place lies in, or the province where the place is one; None if unlisted."""
        return self.city_coded(place.code)

    def city_coded(self, code: str) -> VocabularyTerm | None:
        """The city a division lies in, or the province where it is one; None if unlisted."""
        return self.term("places", code[:4] + "00") or self.term("places", code)

    def covers(self, place: VocabularyTerm) -> bool:
        """Whether a place is one of the cities of the library."""
        return place.id in self._order_of_cities

    def cases_in(self, city: VocabularyTerm) -> tuple[Case, ...]:
        """The cases of a city and its counties."""
        return self._cases_by_city.get(city.id, ())

    def adoptions_in(self, city: VocabularyTerm) -> tuple[Adoption, ...]:
        """What a city and its counties took over from others."""
        return tuple(a for a in self.adoptions if (c := self.city_of(a.place)) and c.id == city.id)

    @cached_property
    def chronicle(self) -> tuple[tuple[PartialDate, Case, Change | None], ...]:
        """What the records say happened to them, newest first: a change, or else that they came or went.

        A withdrawn case tells when it went and nothing before.
        """
        found: list[tuple[PartialDate, Case, Change | None]]
        found = [(case.registered, case, None) for case in self.cases]
        found += [(change.date, case, change) for case in self.cases for change in case.changes]
        for case in self.withdrawn:
            last = max((change.date for change in case.changes), default=case.registered)
            found.append((last, case, None))
        found.sort(key=lambda event: (event[0].first_day, event[0].last_day), reverse=True)
        return tuple(found)

    def cases_filed(self, facet: str, term_id: str) -> tuple[Case, ...]:
        """The cases filed under a term of a facet."""
        return self._cases_by_facet.get((facet, term_id), ())

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Every indicator of every scheme, groups before their parts."""
        return tuple(i for entry in self.indicator_entries for i in entry.record.walk())

    @cached_property
    def _indicators_by_code(self) -> dict[str, Indicator]:
        return {indicator.code: indicator for indicator in reversed(self.indicators)}

    @cached_property
    def _tops(self) -> dict[str, tuple[int, Indicator]]:
        found: dict[str, tuple[int, Indicator]] = {}
        for number, entry in enumerate(self.indicator_entries, 1):
            for top in entry.record.items:
                for part in top.walk():
                    found.setdefault(part.code, (number, top))
        return found

    def top_of(self, code: str) -> tuple[int, Indicator] | None:
        """The number of an indicator's scheme, from 1, and the indicator at its top it belongs to."""
        return self._tops.get(code)

    def indicator(self, code: str) -> Indicator | None:
        """The indicator or group of a code, or None."""
        return self._indicators_by_code.get(code)

    def cases_serving(self, code: str) -> tuple[Case, ...]:
        """The cases that serve an indicator, or one of the group it is."""
        return self._serving.get(code, ())

    @cached_property
    def _serving(self) -> dict[str, tuple[Case, ...]]:
        found: dict[str, list[Case]] = {}
        for case in self.cases:
            codes = (c for served in case.indicators_served for c in self._upwards.get(served, ()))
            for code in dict.fromkeys(codes):
                found.setdefault(code, []).append(case)
        return {code: tuple(cases) for code, cases in found.items()}

    @cached_property
    def _upwards(self) -> dict[str, tuple[str, ...]]:
        """Each indicator's own code, and those of the groups it belongs to."""
        found: dict[str, list[str]] = {}
        for indicator in self._indicators_by_code.values():
            for part in indicator.walk():
                found.setdefault(part.code, []).append(indicator.code)
        return {code: tuple(dict.fromkeys(codes)) for code, codes in found.items()}

    @cached_property
    def _gaps(self) -> dict[str, tuple[Gap, ...]]:
        return {entry.record.city: entry.record.items for entry in self.gap_entries}

    def gaps_of(self, city: VocabularyTerm) -> tuple[Gap, ...]:
        """What public material found wanting in a city, in the order of its file."""
        return self._gaps.get(city.slug or "", ())

    def gap_sources(self, city: VocabularyTerm) -> tuple[Source, ...]:
        """Where it can be read what was found wanting in a city."""
        return self._gap_sources.get(city.slug or "", ())

    @cached_property
    def _gap_sources(self) -> dict[str, tuple[Source, ...]]:
        return {entry.record.city: entry.record.sources for entry in self.gap_entries}

    def open_gaps(self, city: VocabularyTerm) -> tuple[Gap, ...]:
        """Those of a city's gaps that nobody has put right, or that came back."""
        return tuple(gap for gap in self.gaps_of(city) if gap.is_open)

    def open_gaps_under(self, code: str, city: VocabularyTerm) -> int:
        """How many of a city's open gaps touch an indicator, or one of the group it is."""
        return self._open_gaps.get((code, city.slug or ""), 0)

    @cached_property
    def _open_gaps(self) -> dict[tuple[str, str], int]:
        found: dict[tuple[str, str], int] = {}
        for city, gaps in self._gaps.items():
            for gap in gaps:
                for code in self._upwards.get(gap.indicator, ()) if gap.is_open else ():
                    found[code, city] = found.get((code, city), 0) + 1
        return found

    def overlaps(self, a: Place, b: Place) -> bool:
        """Whether one place contains the other or is the same, by the division codes."""
        return a.overlaps(b)


def _by_file(entry: Entry[Any]) -> str:
    return entry.file


def overlap(a: str, b: str) -> bool:
    """Whether one division contains the other or is the same, by their codes."""
    return area_of(a).startswith(area_of(b)) or area_of(b).startswith(area_of(a))


def _may_be(path: PurePosixPath, case_id: str) -> bool:
    """Whether a path is the file of a case, perhaps misnamed, or a folder it may lie in."""
    if not path.suffix:
        return path.is_relative_to(CASE_FOLDER) or PurePosixPath(CASE_FOLDER).is_relative_to(path)
    return path.stem.casefold() == case_id or not path.stem.isascii()
