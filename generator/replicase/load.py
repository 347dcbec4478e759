"""Files become a library, as far as each can be understood."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import PurePosixPath
from typing import Any, Literal, TypeVar

from replicase.decode import Known, decode
from replicase.diagnostics import START, Diagnostic, Finding, Rule, Severity, in_order
from replicase.folders import (
    ADOPTION_FOLDER,
    CASE_FOLDER,
    GAP_FOLDER,
    INDICATOR_FOLDER,
    SETTINGS_FILE,
    VOCABULARY_FOLDER,
)
from replicase.library import UNNAMED, Entry, Library, located
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

R = TypeVar("R", bound=Record)

INCOMPLETE = Rule(
    "CASE400",
    "incomplete-library",
    Severity.ERROR,
    "库有 library.yml、全部词表和至少一个案例",
    "A library has library.yml, every vocabulary and at least one case",
    """A library has its settings, every vocabulary and at least one case.

    Why: without them no case can be understood, and a site of nothing would take the place of the
    one that is there.
    Mend: restore the file from the repository; a library of your own begins with the files of this
    one.

    库里要有设置文件、全部词表和至少一个案例。
    为什么：少了它们，案例都读不懂，还会用一个空网站换掉现有的网站。
    怎么改：从版本库恢复文件；自己建库的，从本库的这些文件改起。
    """,
)
DUPLICATE_TERM = Rule(
    "CASE409",
    "duplicate-term",
    Severity.ERROR,
    "词表里编号不重复",
    "A vocabulary names a term once",
    """A vocabulary has each id once.

    Why: a case filed under an id that two terms share is filed under neither.
    Mend: give the second one another id, or put the two together; other words for one thing go into
    `aliases`.

    同一词表里，编号不重复。
    为什么：两个词共用一个编号，用它归类的案例就不知道归在哪里。
    怎么改：给后面的换一个编号，或合成一个词；同一件事的别的说法写进 `aliases`。
    """,
)
RULES = (INCOMPLETE, DUPLICATE_TERM)


_LISTS = {f"{VOCABULARY_FOLDER}/{name}.yml": name for name in VOCABULARIES}

Kind = Literal["settings", "vocabulary", "indicators", "case", "adoption", "gaps"]


def kind_of(file: str) -> Kind | None:
    """What sort of record a path holds; None for a path no record may have."""
    if file == SETTINGS_FILE:
        return "settings"
    parts = file.split("/")
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


@dataclass(frozen=True, slots=True)
class Lists:
    """What records are understood by: settings, vocabularies and indicators; they are read first."""

    library: Library
    """One without records."""
    known: Known
    missing: frozenset[str]
    """What a library must have and this one has not."""
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """One file as far as it could be understood, and what was said of it."""

    file: str
    entry: Entry[Any] | None = None
    is_document: bool = False
    """Whether the file could be read at all, and lies where its kind of record belongs."""
    diagnostics: tuple[Diagnostic, ...] = ()


def load(
    inputs: Iterable[Input],
    unreadable: Iterable[str] = (),
    pictures: Iterable[Picture] | None = None,
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Read every file as far as it can be understood; `unreadable` are files and folders told already.

    `pictures` are those that can be published; None when nobody looked for any.

    Returns the library of what was understood, and what was wrong with the rest.
    """
    files = sorted(inputs, key=lambda i: i.file)
    lists = read_lists(files, [given.file for given in files], unreadable, pictures)
    found = [understand(lists, given) for given in files if not is_list(given.file)]
    library, said = gathered(lists, found)
    return library, in_order(chain(lists.diagnostics, *(f.diagnostics for f in found), said))


def gathered(lists: Lists, found: Iterable[Understood]) -> tuple[Library, tuple[Diagnostic, ...]]:
    """Put together what was understood of each record; says what the whole of it lacks."""
    entries: dict[Kind, list[Entry[Any]]] = {"case": [], "adoption": [], "gaps": []}
    lost: list[str] = []
    has_cases = False
    for one in found:
        kind = kind_of(one.file)
        has_cases |= kind == "case" and one.is_document
        if one.entry is None or kind is None:
            lost.append(one.file)
        else:
            entries[kind].append(one.entry)
    unread = lists.library.unread | frozenset(lost)
    complete = replace(
        lists.library,
        case_entries=tuple(entries["case"]),
        adoption_entries=tuple(entries["adoption"]),
        gap_entries=tuple(entries["gaps"]),
        unread=unread,
    )
    return complete, lacking(lists, unread, has_cases=has_cases)


_LISTED = ("settings", "vocabulary", "indicators")
MODELS: Mapping[str, type[Record]] = {"case": Case, "adoption": Adoption, "gaps": GapList}


def is_list(file: str) -> bool:
    """Whether a file is one records are understood by."""
    return kind_of(file) in _LISTED


def lacking(lists: Lists, unread: Collection[str], *, has_cases: bool) -> tuple[Diagnostic, ...]:
    """What a library must have and has not, but for what may stand in files that were not read."""
    missing = {file for file in lists.missing if not _within(file, unread)}
    if any(file.startswith(f"{INDICATOR_FOLDER}/") for file in unread):
        missing.discard(INDICATOR_FOLDER)
    return tuple(_incomplete(missing, has_cases=has_cases or bool(unread)))


def _missing(files: Iterable[str]) -> frozenset[str]:
    """What a library must have and these files do not hold, under its name or a near one."""
    missing = {SETTINGS_FILE, *_LISTS, INDICATOR_FOLDER}
    for file in files:
        if not file.startswith((CASE_FOLDER, ADOPTION_FOLDER)):
            missing -= {file, file.rpartition("/")[0], _meant(file) or ""}
    return frozenset(missing)


def read_lists(
    inputs: Iterable[Input],
    files: Iterable[str],
    unreadable: Iterable[str] = (),
    pictures: Iterable[Picture] | None = None,
) -> Lists:
    """Read what records are understood by, of a library that has these `files`."""
    missing = _missing(files)
    diagnostics: list[Diagnostic] = []
    lost = set(unreadable)
    documents: dict[str, list[Document]] = {kind: [] for kind in _LISTED}
    for given in inputs:
        if not is_list(given.file):
            continue
        document, found = parse(given)
        diagnostics += found
        if document is None:
            lost.add(given.file)
        else:
            documents[str(kind_of(given.file))].append(document)

    def entries(kind: str, model: type[R], known: Known) -> Iterator[Entry[R]]:
        for document in documents[kind]:
            entry, found = _entry(document, model, known)
            diagnostics.extend(found)
            if entry is None:
                lost.add(document.file)
            else:
                yield entry

    settings = UNNAMED
    for one in entries("settings", LibrarySettings, Known()):
        settings = one.record
    vocabularies: dict[str, Vocabulary] = {}
    for entry in entries("vocabulary", Vocabulary, known_of(settings, {})):
        vocabularies[PurePosixPath(entry.file).stem] = entry.record
        if entry.dropped:
            lost.add(entry.file)
        diagnostics += _repeated_terms(entry)
    schemes = tuple(entries("indicators", IndicatorScheme, known_of(settings, {})))
    known = known_of(settings, vocabularies)
    whole = not any(scheme.dropped for scheme in schemes) and INDICATOR_FOLDER not in missing
    if whole and not any(file.startswith(INDICATOR_FOLDER) for file in lost):
        codes = {i.code: i.title.zh for scheme in schemes for i in scheme.record.walk()}
        known = replace(known, terms={**known.terms, INDICATOR: codes})
    library = Library(
        settings,
        vocabularies,
        indicator_entries=schemes,
        pictures=None if pictures is None else {picture.file: picture for picture in pictures},
        unread=frozenset(lost),
    )
    return Lists(library, known, missing, tuple(diagnostics))


def understand(lists: Lists, given: Input) -> Understood:
    """Read one record."""
    kind = kind_of(given.file)
    if kind is None:
        return Understood(given.file, diagnostics=(_misplaced(given.file),))
    document, diagnostics = parse(given)
    if document is None:
        return Understood(given.file, diagnostics=diagnostics)
    if (wrong := _of_other_kind(document, kind)) is not None:
        return Understood(given.file, diagnostics=(*diagnostics, wrong))
    entry, found = _entry(document, MODELS[kind], lists.known)
    return Understood(given.file, entry, True, (*diagnostics, *found))


def known_of(settings: LibrarySettings, vocabularies: Mapping[str, Vocabulary]) -> Known:
    """What reading a record must know of its library."""
    return Known(
        settings.languages[0] if settings.languages else "zh",
        {name: {t.id: t.label.zh for t in v.terms} for name, v in vocabularies.items()},
    )


def _within(file: str, folders: Collection[str]) -> bool:
    """Whether a file is one of those that could not be read, or lies in such a folder."""
    return any(file == folder or file.startswith(f"{folder}/") for folder in folders)


def _entry(
    document: Document, model: type[R], known: Known
) -> tuple[Entry[R] | None, tuple[Diagnostic, ...]]:
    shaped = decode(document, model, known)
    found = tuple(located(document, rule, finding) for rule, finding in shaped.findings)
    entry = (
        Entry(document.file, shaped.record, shaped.dropped, document)
        if shaped.record is not None
        else None
    )
    return entry, found


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
