"""The offline edition: the whole site as one zip file, which opens by double click once unpacked.

Its pages name files where those of the site name folders, so no server is needed. Nothing but the
pages decides the bytes: names are sorted, and every file bears the day the library was built for.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from replicase.diagnostics import LANGUAGES
from replicase.edition import Download, Edition
from replicase.theme import words

ADDRESS = "offline.zip"
README = "README.txt"
FOR_SERVERS = "404.html"
"""What only a server shows."""


def pack(folder: Path, zip_file: Path, edition: Edition) -> Download:
    """Put the pages of a folder into a zip file, below one folder, with a text that says how to open it."""
    day = edition.as_of.date
    top = f"replicase-{day}"
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    files.pop(FOR_SERVERS, None)
    with ZipFile(zip_file, "w") as packed:
        for name in sorted({*files, README}):
            entry = ZipInfo(f"{top}/{name}", (day.year, day.month, day.day, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            # The same on every system: made on Unix, readable by all.
            entry.create_system = 3
            entry.external_attr = 0o100644 << 16
            data = readme(edition) if name == README else files[name].read_bytes()
            packed.writestr(entry, data, compresslevel=9)
    name = f"{edition.library.settings.name.best('zh')}-{day}.zip"
    return Download(ADDRESS, name, zip_file.stat().st_size)


def readme(edition: Edition) -> bytes:
    """How the offline edition is opened, in both languages, as Windows' Notepad reads it."""
    settings = edition.library.settings
    told = [
        words(language)["offline"].say(
            "readme",
            name=settings.name.best(language),
            date=edition.as_of.date,
            publisher=settings.publisher.name.best(language),
            licence=settings.licences.text,
        )
        for language in LANGUAGES
    ]
    return (
        ("\n\n".join(text.strip() for text in told) + "\n")
        .replace("\n", "\r\n")
        .encode("utf-8-sig")
    )
