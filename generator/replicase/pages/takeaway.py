"""The documents a page offers, where they were made; without any the page says nothing of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from replicase.model import Case, VocabularyTerm
from replicase.pages.voice import Voice

FOLDER = "documents/"
"""Where documents lie, from the root of the site; English ones below `en/` in it."""
OFFERED = (
    ("brief", "pdf"),
    ("brief", "docx"),
    ("case", "pdf"),
    ("case", "docx"),
    ("plan", "docx"),
    ("essay", "docx"),
)
"""What a page of a case offers, in this order."""
PROGRAMS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
TABLES = (("tables", "tables.xlsx"), ("official", "official.xlsx"))
"""The workbooks of the whole library."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to take away."""

    form: str
    link: str
    name: str
    """What a browser calls the file it keeps."""
    size: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One document, in the forms there are of it."""

    title: str
    files: tuple[File, ...]


def of_case(voice: Voice, case: Case) -> tuple[Offer, ...]:
    """The documents of a case that are there."""
    title = voice.text(case.title).text
    return _offers(
        voice, title, ((kind, form, f"{case.id}/{kind}.{form}") for kind, form in OFFERED)
    )


def of_library(voice: Voice) -> tuple[Offer, ...]:
    """The workbooks of the library that are there."""
    title = voice.library.settings.name.best(voice.language)
    return _offers(voice, title, ((kind, "xlsx", path) for kind, path in TABLES))


def of_city(voice: Voice, city: VocabularyTerm) -> tuple[Offer, ...]:
    """The workbook of a city, where it is there."""
    path = part("cities", city.slug or city.id)
    return _offers(voice, voice.city_name(city), (("tables", "xlsx", path),))


def of_theme(voice: Voice, theme: VocabularyTerm) -> tuple[Offer, ...]:
    """The workbook of a theme, where it is there."""
    path = part("themes", theme.id)
    return _offers(voice, voice.text(theme.label).text, (("tables", "xlsx", path),))


def part(folder: str, name: str) -> str:
    """Where the workbook of a part of the library lies below the folder of documents."""
    return f"{folder}/{name}.xlsx"


def by_case(documents: Mapping[str, int]) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """The documents of each case: where they are, and how large."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for address, size in sorted(documents.items()):
        case_id = address.removeprefix(FOLDER).removeprefix("en/").partition("/")[0]
        found[case_id] = (*found.get(case_id, ()), (address, size))
    return found


def _offers(voice: Voice, title: str, offered: Iterable[tuple[str, str, str]]) -> tuple[Offer, ...]:
    safe = "".join(c for c in title if c not in '\\/:*?"<>|')
    found: dict[str, list[File]] = {}
    for kind, form, path in offered:
        address = FOLDER + (path if voice.language == "zh" else f"en/{path}")
        size = voice.site.documents.get(address)
        if size is None:
            continue
        said = voice.say(f"document.kinds.{kind}")
        name = voice.say("document.file", title=safe, kind=said)
        found.setdefault(said, []).append(
            File(
                form=PROGRAMS[form],
                link=f"asset:{address}",
                name=f"{name}.{form}",
                size=voice.say("document.bytes", n=max(1, size // 1000)),
            )
        )
    return tuple(Offer(kind, tuple(files)) for kind, files in found.items())
