"""The documents a page offers, where they were made; without any the page says nothing of them."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.model import Case
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

    title: str
    link: str
    name: str
    """What a browser calls the file it keeps."""
    size: str


def of_case(voice: Voice, case: Case) -> tuple[File, ...]:
    """The documents of a case that are there."""
    title = voice.text(case.title).text
    found = []
    for kind, form in OFFERED:
        if file := _file(voice, f"{case.id}/{kind}.{form}", kind, form, title):
            found.append(file)
    return tuple(found)


def of_library(voice: Voice) -> tuple[File, ...]:
    """The workbooks of the library that are there."""
    title = voice.library.settings.name.best(voice.language)
    found = []
    for kind, path in TABLES:
        if file := _file(voice, path, kind, "xlsx", title):
            found.append(file)
    return tuple(found)


def _file(voice: Voice, path: str, kind: str, form: str, title: str) -> File | None:
    address = FOLDER + (path if voice.language == "zh" else f"en/{path}")
    size = voice.site.documents.get(address)
    if size is None:
        return None
    said = voice.say(f"document.kinds.{kind}")
    safe = "".join(c for c in title if c not in '\\/:*?"<>|')
    return File(
        title=voice.say("document.pages", kind=said, form=PROGRAMS[form]),
        link=f"asset:{address}",
        name=f"{voice.say('document.file', title=safe, kind=said)}.{form}",
        size=voice.say("document.bytes", n=max(1, size // 1000)),
    )
