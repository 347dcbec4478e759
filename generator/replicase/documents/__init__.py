"""Documents to take away: a case, several, or the whole library, for Word, as PDF and for Excel.

What a document says is put together first (`whole`, `brief`, `essay`, `plan`, `shortlist`, `sheets`) and then set in a form
(`word`, `pdf`, `workbook`). Whatever says the same in the same form is not made again: it is kept in
the cache of whoever runs the command, under everything that decides its bytes.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from replicase.cache import NOWHERE, Cache, checker, digest
from replicase.diagnostics import Language
from replicase.library import Library
from replicase.model import Case, VocabularyTerm
from replicase.output import csv_file
from replicase.pages.site import Site
from replicase.pages.takeaway import OFFERED
from replicase.pages.voice import Voice
from replicase.theme import theme_folder
from replicase.workers import ALONE, Workers

if TYPE_CHECKING:
    from replicase.documents.blocks import Document
    from replicase.documents.sheets import Sheet
    from replicase.documents.told import Told

Kind = Literal["brief", "case", "essay", "plan", "shortlist", "tables", "official"]
Form = Literal["docx", "pdf", "xlsx", "csv"]
KINDS: tuple[Kind, ...] = get_args(Kind)
FORMS: tuple[Form, ...] = get_args(Form)
MADE_IN: Mapping[Kind, tuple[Form, ...]] = {
    "brief": ("docx", "pdf"),
    "case": ("docx", "pdf"),
    "essay": ("docx", "pdf"),
    "plan": ("docx", "pdf"),
    "shortlist": ("docx", "pdf"),
    "tables": ("xlsx", "csv"),
    "official": ("xlsx", "docx"),
}
"""The forms each kind of document is made in."""
OF_A_CASE: tuple[Kind, ...] = ("brief", "case", "essay", "plan")
ON_THE_SITE = OFFERED
TABLES = "tables.xlsx"


@dataclass(frozen=True, slots=True)
class Chosen:
    """What documents are made of, and where their pages are."""

    library: Library
    site: Site
    cases: tuple[Case, ...]
    cities: tuple[VocabularyTerm, ...]
    """Whose gaps the tables tell."""
    name: str = ""
    """What the set is called, where it is not the whole library."""
    address: str = ""
    """The address of the published site; "" where it has none."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document, still to be made."""

    path: str
    """Below the folder, with '/'."""
    kind: Kind
    form: Form
    content: Callable[[], tuple[str, Callable[[], bytes]]]
    """What decides its bytes, and how they are made."""


@dataclass(frozen=True, slots=True)
class Done:
    """A document in its place, or why it is not."""

    path: str
    size: int = 0
    kept: bool = False
    """Whether it was there from an earlier run."""
    trouble: str = ""


def address(language: Language, path: str) -> str:
    """Where a document lies below the folder of documents; English ones below `en/`."""
    return path if language == "zh" else f"en/{path}"


def of_case(case_id: str, kind: str, form: str) -> str:
    """Where a document of a case lies."""
    return f"{case_id}/{kind}.{form}"


def tasks(
    chosen: Chosen,
    languages: Sequence[Language],
    kinds: Sequence[Kind] = KINDS,
    forms: Sequence[Form] = FORMS,
) -> Iterator[Task]:
    """Yield everything that is wanted; a case has no English documents without an English page."""
    for language in languages:
        voice = Voice(chosen.library, chosen.site, language)
        there = [case for case in chosen.cases if voice.has_page(case)]
        for case in there:
            for kind in OF_A_CASE:
                for form in MADE_IN[kind]:
                    if kind in kinds and form in forms:
                        path = address(language, of_case(case.id, kind, form))
                        content = partial(_about_case, chosen, voice, (case,), kind, form)
                        yield Task(path, kind, form, content)
        if "shortlist" in kinds and there:
            for form in MADE_IN["shortlist"]:
                if form in forms:
                    content = partial(_about_case, chosen, voice, tuple(there), "shortlist", form)
                    yield Task(address(language, f"shortlist.{form}"), "shortlist", form, content)
        yield from _tables(chosen, voice, kinds, forms)


def _about_case(
    chosen: Chosen, voice: Voice, cases: tuple[Case, ...], kind: Kind, form: Form
) -> tuple[str, Callable[[], bytes]]:
    from replicase.documents.told import Told

    told = tuple(Told.of(voice, case, chosen.address) for case in cases)
    if (kind, form) == ("brief", "pdf"):
        from replicase.documents import pdf

        return pdf.brief(told[0]), partial(pdf.write_brief, told[0])
    document = _document(kind, told)
    if form == "pdf":
        from replicase.documents import pdf

        html = pdf.printed(document, voice)
        return html, partial(pdf.write, html)
    from replicase.documents import word

    return repr(document), partial(word.write, document, voice.site.as_of)


def _document(kind: Kind, told: Sequence[Told]) -> Document:
    from replicase.documents.brief import brief
    from replicase.documents.essay import essay
    from replicase.documents.plan import plan
    from replicase.documents.shortlist import shortlist
    from replicase.documents.whole import whole

    if kind == "shortlist":
        return shortlist(told)
    return {"brief": brief, "case": whole, "essay": essay, "plan": plan}[kind](told[0])


def _tables(
    chosen: Chosen, voice: Voice, kinds: Sequence[Kind], forms: Sequence[Form]
) -> Iterator[Task]:
    from replicase.documents import sheets

    given = (voice, chosen.cases, chosen.cities)
    if "tables" in kinds:
        found = sheets.of_library(*given, chosen.address)
        if "xlsx" in forms:
            yield Task(
                address(voice.language, TABLES),
                "tables",
                "xlsx",
                partial(_book, chosen, voice, found),
            )
        if "csv" in forms:
            for sheet in found:
                path = address(voice.language, f"tables/{sheet.name}.csv")
                yield Task(path, "tables", "csv", partial(_csv, sheet))
    if "official" in kinds:
        found = sheets.official(*given)
        if "xlsx" in forms and found:
            path = address(voice.language, "official.xlsx")
            yield Task(path, "official", "xlsx", partial(_book, chosen, voice, found))
        if "docx" in forms:
            for sheet in found:
                path = address(voice.language, f"official/{sheet.name}.docx")
                yield Task(path, "official", "docx", partial(_table, voice, sheet))


def _book(
    chosen: Chosen, voice: Voice, found: tuple[Sheet, ...]
) -> tuple[str, Callable[[], bytes]]:
    from replicase.documents import workbook

    settings, language = chosen.library.settings, voice.language
    title = chosen.name or settings.name.best(language)
    author = settings.publisher.name.best(language)
    return repr((found, title, author)), partial(
        workbook.write, found, title, author, voice.site.as_of
    )


def _csv(sheet: Sheet) -> tuple[str, Callable[[], bytes]]:
    from replicase.documents.sheets import plain_rows

    return repr(sheet), lambda: csv_file("", plain_rows(sheet)).data


def _table(voice: Voice, sheet: Sheet) -> tuple[str, Callable[[], bytes]]:
    from replicase.documents import sheets, word

    document = sheets.as_document(voice, sheet)
    return repr(document), partial(word.write, document, voice.site.as_of)


def write(
    folder: Path,
    site: Site,
    wanted: Sequence[Task],
    workers: Workers = ALONE,
    cache: Cache = NOWHERE,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Done, ...]:
    """Make documents and write them below a folder, in parallel; each is told of, made or not.

    One that cannot be made does not keep the others from being made. `progress` hears how many are
    done, and of how many.
    """
    made_by = digest((checker(), _theme(), site.as_of.isoformat()))
    counter = _Counter(len(wanted), progress)
    return workers.each(partial(_written, folder, cache, made_by, counter), wanted)


class _Counter:
    """Counts across processes; the first one tells of it."""

    def __init__(self, total: int, progress: Callable[[int, int], None] | None) -> None:
        from multiprocessing import get_context

        self._done = get_context("fork" if os.name == "posix" else None).Value("i", 0)
        self._total, self._progress, self._first = total, progress, os.getpid()

    def one_more(self) -> None:
        with self._done.get_lock():
            self._done.value += 1
        if self._progress is not None and os.getpid() == self._first:
            self._progress(self._done.value, self._total)


def _written(folder: Path, cache: Cache, made_by: bytes, counter: _Counter, task: Task) -> Done:
    try:
        decides, make = task.content()
        name, key = (
            f"document-{digest([task.path]).hex()[:32]}",
            digest((made_by, task.form, decides)),
        )
        data = cache.recall(name, bytes, key)
        was_there = data is not None
        if data is None:
            data = make()
            cache.keep(name, data, key)
        place = folder / task.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return Done(task.path, len(data), was_there)
    except OSError as error:
        # The disk is full, a file is open in Word: the others may still find their place.
        return Done(task.path, trouble=error.strerror or str(error))
    finally:
        counter.one_more()


def _theme() -> str:
    """Tell one set of templates, words and styles from another."""
    found = sha256()
    for part in ("documents", "pages", "words"):
        for file in sorted((theme_folder() / part).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()
