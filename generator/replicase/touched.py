"""Which findings a change may have caused: those in the files that changed, and in what names them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import PurePosixPath

from replicase.diagnostics import Diagnostic
from replicase.library import INDICATOR_FOLDER, SETTINGS_FILE, VOCABULARY_FOLDER, Library

EVERYTHING = (SETTINGS_FILE, VOCABULARY_FOLDER, INDICATOR_FOLDER, "mkdocs.yml")
"""What every record is judged by."""


def touched(
    changed: Collection[str], files: Iterable[str], library: Library
) -> tuple[frozenset[str], frozenset[str]]:
    """The files a change touches, and the names by which others may speak of what changed.

    `changed` may name files that are gone. A record is touched when it holds the name of a changed
    one: rather one too many than one missed.
    """
    files = frozenset(files)
    if any(file == of or file.startswith(f"{of}/") for file in changed for of in EVERYTHING):
        return files, frozenset()
    names = {PurePosixPath(file).stem for file in changed if file.startswith("cases/")}
    for entry in library.case_entries:
        if entry.file in changed:
            names |= {entry.record.id, *entry.record.aliases}
    found = set(files.intersection(changed))
    documents = (
        *(entry.document for entry in library.case_entries),
        *(entry.document for entry in library.adoption_entries),
        *(entry.document for entry in library.gap_entries),
    )
    found |= {d.file for d in documents if any(name in d.text for name in names)}
    return frozenset(found), frozenset(names)


def concerning(
    diagnostics: Iterable[Diagnostic], files: Collection[str], names: Collection[str]
) -> tuple[Diagnostic, ...]:
    """The findings in some files, and those elsewhere whose words name what changed."""
    return tuple(
        d for d in diagnostics if d.file in files or any(f"`{name}`" in d.en for name in names)
    )
