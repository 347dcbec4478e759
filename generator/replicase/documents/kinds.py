"""Which documents are made of a library: a case in each form, several together, tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from replicase.diagnostics import Language
from replicase.library import Library
from replicase.model import Adoption, Case, VocabularyTerm
from replicase.output import csv_file
from replicase.pages.page import About
from replicase.pages.site import Site
from replicase.pages.takeaway import OFFERED
from replicase.pages.voice import Voice

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
    term: VocabularyTerm | None = None
    """The city or theme it is of, where it is not the whole library."""
    address: str = ""
    """The address of the published site; "" where it has none."""
    root: Path = Path()
    """Where its pictures are read from."""


@dataclass(frozen=True, slots=True)
class Task:
    """One document, still to be made."""

    path: str
    """Below the folder, with '/'."""
    kind: Kind
    form: Form
    content: Callable[[], tuple[str, Callable[[], bytes]]]
    """What decides its bytes, and how they are made."""
    about: About = ()
    """The case it is made from, where it is made from one alone and all of it is in the record."""


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
                        yield Task(path, kind, form, content, _about(chosen, case))
        if "shortlist" in kinds and there:
            for form in MADE_IN["shortlist"]:
                if form in forms:
                    content = partial(_about_case, chosen, voice, tuple(there), "shortlist", form)
                    yield Task(address(language, f"shortlist.{form}"), "shortlist", form, content)
        yield from _tables(chosen, voice, kinds, forms)


def _about(chosen: Chosen, case: Case) -> About:
    """The case, unless its pictures go into its documents: a record does not tell their bytes."""
    library = chosen.library
    records: tuple[Case | Adoption, ...] = (case, *library.adoptions_of(case))
    return () if any(library.pictures_of(record) for record in records) else ((case.id, case),)


def _about_case(
    chosen: Chosen, voice: Voice, cases: tuple[Case, ...], kind: Kind, form: Form
) -> tuple[str, Callable[[], bytes]]:
    from replicase.documents.told import Told

    told = tuple(Told.of(voice, case, chosen.address, chosen.root) for case in cases)
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


def of_part(chosen: Chosen, path: str) -> Iterator[Task]:
    """Yield the workbook of a part of the library in every language."""
    from replicase.documents import sheets

    for language in chosen.library.settings.languages:
        voice = Voice(chosen.library, chosen.site, language)
        found = sheets.of_library(voice, chosen.cases, chosen.cities, chosen.address)
        book = partial(_book, chosen, voice, found)
        yield Task(address(language, path), "tables", "xlsx", book)


def _book(
    chosen: Chosen, voice: Voice, found: tuple[Sheet, ...]
) -> tuple[str, Callable[[], bytes]]:
    from replicase.documents import workbook

    settings, language = chosen.library.settings, voice.language
    title = (chosen.term.label if chosen.term else settings.name).best(language)
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
