"""Everything that was read, indexed; it answers the questions rules, pages and search ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath
from typing import Generic, Literal, TypeVar

from replicase.decode import Known, decode, in_document
from replicase.diagnostics import (
    START,
    Diagnostic,
    Finding,
    Path,
    Rule,
    Severity,
    in_order,
)
from replicase.model import (
    Adoption,
    Case,
    LibrarySettings,
    Place,
    Vocabulary,
    VocabularyTerm,
)
from replicase.model.describe import Record, walk
from replicase.model.settings import Licences, Publisher
from replicase.model.text import Text
from replicase.model.vocabulary import VOCABULARIES
from replicase.source import UNREADABLE, Document, Input, parse

R = TypeVar("R", bound=Record)

SETTINGS_FILE = "cases/library.yml"
VOCABULARY_FOLDER = "cases/vocabulary"
CASE_FOLDER = "cases/practices"
ADOPTION_FOLDER = "cases/adoptions"

FACETS = ("theme", "risk", "governance", "layer", "method", "character", "event")
"""The closed lists a case is filed under, in the order they are shown."""

INCOMPLETE = Rule(
    "CASE400",
    "incomplete-library",
    Severity.ERROR,
    "库有 library.yml、全部词表和至少一个案例",
    "A library has library.yml, every vocabulary and at least one case",
)
DUPLICATE_TERM = Rule(
    "CASE409",
    "duplicate-term",
    Severity.ERROR,
    "词表里编号不重复",
    "A vocabulary names a term once",
)
RULES = (INCOMPLETE, DUPLICATE_TERM)


@dataclass(frozen=True)
class Entry(Generic[R]):
    """A record, the document it was read from, and the parts of it that could not be understood."""

    document: Document
    record: R
    dropped: frozenset[Path] = frozenset()

    @property
    def file(self) -> str:
        """Path with '/' from the root of the repository."""
        return self.document.file

    @cached_property
    def parts(self) -> tuple[tuple[Path, object], ...]:
        """Every part of the record with its place, parents first; walked once for all rules."""
        return tuple(walk(self.record))

    def whole(self, *at: str | int) -> bool:
        """Whether nothing at or below a place was left out, so that absence means absence."""
        place = self.place(at)
        return not any(path[: len(place)] == place for path in self.dropped)

    def place(self, at: Path) -> Path:
        """Where a place of the record stands in the file, which has items the record left out."""
        return in_document(at, self.dropped)

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
    unread: frozenset[str] = frozenset()
    """Files that could not be read; what they hold is not called unknown."""

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """The cases that are published, by city in the order of the vocabulary, then by id."""
        shown = [
            e.record for e in self.case_entries if e.record.stage in self.settings.stages_shown
        ]
        return tuple(sorted(shown, key=lambda c: (self._city_order(c), c.id)))

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

    def without_errors(self, diagnostics: Iterable[Diagnostic]) -> Library:
        """The same library without the files that have errors, for a preview of the rest."""
        wrong = {d.file for d in diagnostics if d.severity is Severity.ERROR}
        return replace(
            self,
            case_entries=tuple(e for e in self.case_entries if e.file not in wrong),
            adoption_entries=tuple(e for e in self.adoption_entries if e.file not in wrong),
        )

    def _city_order(self, case: Case) -> int:
        city = self.city_of(case.place)
        return [c.id for c in self.cities].index(city.id) if city in self.cities else 999

    @cached_property
    def _entries_by_id(self) -> dict[str, Entry[Case]]:
        return {e.record.id: e for e in self.case_entries}

    def case(self, case_id: str) -> Case | None:
        """A published case, or None."""
        return self._by_id.get(case_id)

    def entry_of(self, case_id: str) -> Entry[Case] | None:
        """A case at any stage with its document, or None."""
        return self._entries_by_id.get(case_id)

    def may_hold(self, case_id: str) -> bool:
        """Whether a case could stand in a file that could not be read."""
        return any(PurePosixPath(file).stem == case_id for file in self.unread)

    def file_of(self, case_id: str) -> str:
        """The file a case was read from."""
        return self._files[case_id]

    def adoptions_of(self, case: Case) -> tuple[Adoption, ...]:
        """Who took a case over, or tried to."""
        return self._adopted.get(case.id, ())

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
        return self.term("places", place.code[:4] + "00") or self.term("places", place.code)

    def cases_in(self, city: VocabularyTerm) -> tuple[Case, ...]:
        """The cases of a city and its counties."""
        return tuple(case for case in self.cases if self.city_of(case.place) == city)

    def adoptions_in(self, city: VocabularyTerm) -> tuple[Adoption, ...]:
        """What a city and its counties took over from others."""
        return tuple(a for a in self.adoptions if self.city_of(a.place) == city)

    def cases_filed(self, facet: str, term_id: str) -> tuple[Case, ...]:
        """The cases filed under a term of a facet."""
        return tuple(case for case in self.cases if term_id in getattr(case.facets, facet))

    def overlaps(self, a: Place, b: Place) -> bool:
        """Whether one place contains the other or is the same, by the division codes."""
        return _area(a.code).startswith(_area(b.code)) or _area(b.code).startswith(_area(a.code))


def _area(code: str) -> str:
    """The significant digits of a division code: 330000 -> 33, 330900 -> 3309."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


Kind = Literal["settings", "vocabulary", "case", "adoption"]


def kind_of(file: str) -> Kind | None:
    """What sort of record a path holds; None for a path no record may have."""
    parts = PurePosixPath(file).parts
    if file == SETTINGS_FILE:
        return "settings"
    folder = "/".join(parts[:2])
    if folder == VOCABULARY_FOLDER and len(parts) == 3:
        return "vocabulary"
    if folder == CASE_FOLDER and len(parts) == 4:
        return "case"
    if folder == ADOPTION_FOLDER and len(parts) == 4:
        return "adoption"
    return None


def load(inputs: Iterable[Input]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every file as far as it can be understood.

    Returns the library of what was understood and what was wrong with the rest.
    """
    diagnostics: list[Diagnostic] = []
    documents: dict[Kind, list[Document]] = {
        "settings": [],
        "vocabulary": [],
        "case": [],
        "adoption": [],
    }
    unread: set[str] = set()
    missing = {SETTINGS_FILE} | {f"{VOCABULARY_FOLDER}/{name}.yml" for name in VOCABULARIES}
    for given in sorted(inputs, key=lambda i: i.file):
        missing.discard(given.file)
        kind = kind_of(given.file)
        if kind is None:
            diagnostics.append(_misplaced(given.file))
            continue
        document, found = parse(given)
        diagnostics += found
        if document is None:
            unread.add(given.file)
        else:
            documents[kind].append(document)
    settings, vocabularies = UNNAMED, {}
    for document in documents["settings"]:
        entry = _entry(document, LibrarySettings, Known(), diagnostics, unread)
        settings = entry.record if entry else UNNAMED
    language = settings.languages[0] if settings.languages else "zh"
    for document in documents["vocabulary"]:
        vocabulary = _entry(document, Vocabulary, Known(language), diagnostics, unread)
        if vocabulary:
            vocabularies[PurePosixPath(document.file).stem] = vocabulary.record
            diagnostics += _repeated_terms(vocabulary)
    known = Known(
        language, {name: {t.id: t.label.zh for t in v.terms} for name, v in vocabularies.items()}
    )
    cases = _entries(documents["case"], Case, known, diagnostics, unread)
    adoptions = _entries(documents["adoption"], Adoption, known, diagnostics, unread)
    diagnostics += _incomplete(missing, has_cases=bool(documents["case"] or unread))
    library = Library(settings, vocabularies, cases, adoptions, frozenset(unread))
    return library, in_order(diagnostics)


def _entries(
    documents: list[Document],
    model: type[R],
    known: Known,
    diagnostics: list[Diagnostic],
    unread: set[str],
) -> tuple[Entry[R], ...]:
    found = (_entry(document, model, known, diagnostics, unread) for document in documents)
    return tuple(entry for entry in found if entry is not None)


def _entry(
    document: Document,
    model: type[R],
    known: Known,
    diagnostics: list[Diagnostic],
    unread: set[str],
) -> Entry[R] | None:
    shaped = decode(document, model, known)
    diagnostics += [located(document, rule, finding) for rule, finding in shaped.findings]
    if shaped.record is None:
        unread.add(document.file)
        return None
    return Entry(document, shaped.record, shaped.dropped)


def _misplaced(file: str) -> Diagnostic:
    return Diagnostic(
        file=file,
        span=START,
        rule=UNREADABLE,
        severity=UNREADABLE.severity,
        zh="这个位置不放记录",
        en="no record belongs in this place",
        hint_zh="案例放在 `cases/practices/<城市>/`，采用记录放在 `cases/adoptions/<采用地>/`",
        hint_en="put cases in `cases/practices/<city>/`, adoptions in `cases/adoptions/<adopter>/`",
    )


def _incomplete(missing: set[str], *, has_cases: bool) -> Iterator[Diagnostic]:
    for file in sorted(missing):
        what_zh = "库的设置" if file == SETTINGS_FILE else "词表"
        what_en = "settings of the library" if file == SETTINGS_FILE else "vocabulary"
        yield Diagnostic(
            file=file,
            span=START,
            rule=INCOMPLETE,
            severity=INCOMPLETE.severity,
            zh=f"缺少{what_zh}文件",
            en=f"the file of the {what_en} is missing",
            hint_zh="从版本库恢复这个文件",
            hint_en="restore the file from the repository",
        )
    if not has_cases:
        yield Diagnostic(
            file=CASE_FOLDER,
            span=START,
            rule=INCOMPLETE,
            severity=INCOMPLETE.severity,
            zh="库里没有案例",
            en="the library has no case",
            hint_zh="在 `cases/practices/<城市>/` 放一个案例文件",
            hint_en="put a case file into `cases/practices/<city>/`",
        )


def _repeated_terms(entry: Entry[Vocabulary]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, term in enumerate(entry.record.terms):
        if term.id in seen:
            finding = Finding(
                ("terms", index, "id"),
                f"`{term.id}` 已经有了",
                f"`{term.id}` is there already",
                "换一个编号",
                "choose another id",
            )
            yield entry.diagnostic(DUPLICATE_TERM, finding)
        seen.add(term.id)
