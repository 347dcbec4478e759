"""Files become a library, as far as each can be understood."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal, TypeVar

from replicase.decode import Known, decode
from replicase.diagnostics import START, Diagnostic, Finding, Rule, Severity, in_order
from replicase.library import (
    ADOPTION_FOLDER,
    CASE_FOLDER,
    GAP_FOLDER,
    INDICATOR_FOLDER,
    SETTINGS_FILE,
    UNNAMED,
    VOCABULARY_FOLDER,
    Entry,
    Library,
    located,
)
from replicase.model import (
    Adoption,
    Case,
    GapList,
    IndicatorScheme,
    LibrarySettings,
    Vocabulary,
)
from replicase.model.describe import Record
from replicase.model.scalars import INDICATOR
from replicase.model.vocabulary import VOCABULARIES
from replicase.pictures import Picture
from replicase.source import UNREADABLE, Document, Input, parse
from replicase.workers import ALONE, Workers

R = TypeVar("R", bound=Record)

INCOMPLETE = Rule(
    "CASE400",
    "incomplete-library",
    Severity.ERROR,
    "库有 library.yml、全部词表、至少一份指标和一个案例",
    "A library has library.yml, every vocabulary, a scheme of indicators and at least one case",
)
DUPLICATE_TERM = Rule(
    "CASE409",
    "duplicate-term",
    Severity.ERROR,
    "词表里编号不重复",
    "A vocabulary names a term once",
)
RULES = (INCOMPLETE, DUPLICATE_TERM)


_LISTS = {f"{VOCABULARY_FOLDER}/{name}.yml": name for name in VOCABULARIES}

Kind = Literal["settings", "vocabulary", "indicators", "case", "adoption", "gaps"]


def kind_of(file: str) -> Kind | None:
    """What sort of record a path holds; None for a path no record may have."""
    parts = PurePosixPath(file).parts
    if file == SETTINGS_FILE:
        return "settings"
    folder = "/".join(parts[:2])
    if folder == VOCABULARY_FOLDER and len(parts) == 3:
        return "vocabulary" if file in _LISTS else None
    if folder == INDICATOR_FOLDER and len(parts) == 3:
        return "indicators"
    if folder == GAP_FOLDER and len(parts) == 3:
        return "gaps"
    if folder == CASE_FOLDER and len(parts) == 4:
        return "case"
    if folder == ADOPTION_FOLDER and len(parts) == 4:
        return "adoption"
    return None


def load(
    inputs: Iterable[Input],
    workers: Workers = ALONE,
    unreadable: Iterable[str] = (),
    pictures: Iterable[Picture] | None = None,
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every file as far as it can be understood; `unreadable` are files and folders told already.

    `pictures` are those that can be published; None when nobody looked for any.

    Returns the library of what was understood and what was wrong with the rest.
    """
    diagnostics: list[Diagnostic] = []
    documents: dict[Kind, list[Document]] = {
        "settings": [],
        "vocabulary": [],
        "indicators": [],
        "case": [],
        "adoption": [],
        "gaps": [],
    }
    unread = set(unreadable)
    missing = {SETTINGS_FILE, *_LISTS, INDICATOR_FOLDER}
    files = sorted(inputs, key=lambda i: i.file)
    for given, (document, found) in zip(files, workers.each(_parsed, files), strict=True):
        missing -= {given.file, str(PurePosixPath(given.file).parent)}
        diagnostics += found
        kind = kind_of(given.file)
        wrong = _of_other_kind(document, kind) if document is not None else None
        if wrong is not None:
            diagnostics.append(wrong)
            document = None
        if document is None:
            unread.add(given.file)
        elif kind is not None:
            documents[kind].append(document)
    misnamed = {_meant(given.file) for given in files}
    missing = {file for file in missing - misnamed if not _within(file, unread)}
    if any(file.startswith(f"{INDICATOR_FOLDER}/") for file in unread):
        missing.discard(INDICATOR_FOLDER)
    settings, vocabularies = UNNAMED, {}
    for document in documents["settings"]:
        entry = _entry(document, LibrarySettings, Known(), diagnostics, unread)
        settings = entry.record if entry else UNNAMED
    language = settings.languages[0] if settings.languages else "zh"
    for document in documents["vocabulary"]:
        vocabulary = _entry(document, Vocabulary, Known(language), diagnostics, unread)
        if vocabulary:
            vocabularies[PurePosixPath(document.file).stem] = vocabulary.record
            if vocabulary.dropped:
                unread.add(document.file)
            diagnostics += _repeated_terms(vocabulary)
    terms = {name: {t.id: t.label.zh for t in v.terms} for name, v in vocabularies.items()}
    schemes = _entries(
        documents["indicators"], IndicatorScheme, Known(language), diagnostics, unread
    )
    whole = not any(scheme.dropped for scheme in schemes) and INDICATOR_FOLDER not in missing
    if whole and not any(file.startswith(INDICATOR_FOLDER) for file in unread):
        terms[INDICATOR] = {i.code: i.title.zh for s in schemes for i in s.record.walk()}
    known = Known(language, terms)
    cases = _entries(documents["case"], Case, known, diagnostics, unread)
    adoptions = _entries(documents["adoption"], Adoption, known, diagnostics, unread)
    gaps = _entries(documents["gaps"], GapList, known, diagnostics, unread)
    diagnostics += _incomplete(missing, has_cases=bool(documents["case"] or unread))
    library = Library(
        settings,
        vocabularies,
        cases,
        adoptions,
        schemes,
        gaps,
        {picture.file: picture for picture in pictures} if pictures is not None else None,
        frozenset(unread),
    )
    return library, in_order(diagnostics)


def _within(file: str, folders: Collection[str]) -> bool:
    """Whether a file is one of those that could not be read, or lies in such a folder."""
    return any(file == folder or file.startswith(f"{folder}/") for folder in folders)


def _parsed(given: Input) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    return (None, (_misplaced(given.file),)) if kind_of(given.file) is None else parse(given)


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
    path = PurePosixPath(file)
    if str(path.parent) == VOCABULARY_FOLDER:
        meant = PurePosixPath(_meant(file) or "").name
        zh, en = f"没有 `{path.stem}` 这个词表", f"there is no vocabulary `{path.stem}`"
        hint_zh = f"是否指 `{meant}`？" if meant else "把它移走，词表的种类是固定的"
        hint_en = (
            f"did you mean `{meant}`?"
            if meant
            else "take it away: which vocabularies there are is fixed"
        )
    else:
        zh, en = "这个位置不放记录", "no record belongs in this place"
        hint_zh = "案例放在 `cases/practices/<城市>/`，采用记录放在 `cases/adoptions/<采用地>/`，问题放在 `cases/gaps/`，指标放在 `cases/indicators/`"
        hint_en = "put cases in `cases/practices/<city>/`, adoptions in `cases/adoptions/<adopter>/`, gaps in `cases/gaps/`, indicators in `cases/indicators/`"
    return Diagnostic(file, START, UNREADABLE, UNREADABLE.severity, zh, en, hint_zh, hint_en)


def _meant(file: str) -> str | None:
    """The vocabulary a file with a name of no vocabulary was meant to be."""
    path = PurePosixPath(file)
    if str(path.parent) != VOCABULARY_FOLDER or file in _LISTS:
        return None
    close = difflib.get_close_matches(path.stem, VOCABULARIES, n=1, cutoff=0.75)
    return f"{VOCABULARY_FOLDER}/{close[0]}.yml" if close else None


def _of_other_kind(document: Document, kind: Kind | None) -> Diagnostic | None:
    """A case among adoptions, or the other way round: one mistake, though every field is strange."""
    keys = document.plain.keys()
    is_case = "title" in keys and "case" not in keys
    is_adoption = "case" in keys and "title" not in keys
    if (kind, is_case, is_adoption) not in (("adoption", True, False), ("case", False, True)):
        return None
    finding = Finding(
        ("title",) if is_case else ("case",),
        "这是案例，却放在采用记录的文件夹里" if is_case else "这是采用记录，却放在案例的文件夹里",
        "this is a case in a folder of adoptions"
        if is_case
        else "this is an adoption in a folder of cases",
        f"移到 `{CASE_FOLDER}/<城市>/`" if is_case else f"移到 `{ADOPTION_FOLDER}/<采用地>/`",
        f"move it to `{CASE_FOLDER}/<city>/`"
        if is_case
        else f"move it to `{ADOPTION_FOLDER}/<adopter>/`",
        on="key",
    )
    return located(document, UNREADABLE, finding)


def _incomplete(missing: set[str], *, has_cases: bool) -> Iterator[Diagnostic]:
    if _LISTS.keys() <= missing:
        missing = (missing - _LISTS.keys()) | {VOCABULARY_FOLDER}
    if INDICATOR_FOLDER in missing:
        missing = missing - {INDICATOR_FOLDER}
        yield Diagnostic(
            file=INDICATOR_FOLDER,
            span=START,
            rule=INCOMPLETE,
            severity=INCOMPLETE.severity,
            zh="库里没有指标",
            en="the library has no scheme of indicators",
            hint_zh="在 `cases/indicators/` 放一份指标，案例的 `indicators_served` 从中选",
            hint_en="put a scheme into `cases/indicators/`; `indicators_served` of cases chooses from it",
        )
    for file in sorted(missing):
        what_zh = "库的设置" if file == SETTINGS_FILE else "词表"
        what_en = "settings" if file == SETTINGS_FILE else "vocabulary"
        yield Diagnostic(
            file=file,
            span=START,
            rule=INCOMPLETE,
            severity=INCOMPLETE.severity,
            zh=f"缺少{what_zh}文件",
            en="the folder of vocabularies has no file"
            if file == VOCABULARY_FOLDER
            else f"the {what_en} file is missing",
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
