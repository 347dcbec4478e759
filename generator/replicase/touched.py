"""Which findings a change may have caused: those in the files that changed, and in what names them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from pathlib import PurePosixPath

from replicase.diagnostics import Diagnostic
from replicase.folders import INDICATOR_FOLDER, SETTINGS_FILE, VOCABULARY_FOLDER
from replicase.register import Register
from replicase.source import Input

EVERYTHING = (SETTINGS_FILE, VOCABULARY_FOLDER, INDICATOR_FOLDER, "mkdocs.yml")
"""What every record is judged by."""


def touched(
    changed: Collection[str],
    files: Iterable[str],
    register: Register,
    read: Callable[[str], Input | Diagnostic],
) -> tuple[frozenset[str], frozenset[str]]:
    """The files a change touches, and the names by which others may speak of what changed.

    `changed` may name files that are gone; `read` reads a record. A record is touched when it holds the name of a changed
    one: rather one too many than one missed.
    """
    files = frozenset(files)
    if any(file == of or file.startswith(f"{of}/") for file in changed for of in EVERYTHING):
        return files, frozenset()
    names = {PurePosixPath(file).stem for file in changed if file.startswith("cases/")}
    for case in register.cases:
        if case.file in changed:
            names |= {case.id, *case.aliases}
    found = set(files.intersection(changed))
    written = [name.encode() for name in names]
    for brief in (*register.practices, *register.gaps):
        given = read(brief.file)
        if isinstance(given, Input) and any(name in given.data for name in written):
            found.add(brief.file)
    return frozenset(found), frozenset(names)


def concerning(
    diagnostics: Iterable[Diagnostic], files: Collection[str], names: Collection[str]
) -> tuple[Diagnostic, ...]:
    """The findings in some files, and those elsewhere whose words name what changed."""
    return tuple(
        d for d in diagnostics if d.file in files or any(f"`{name}`" in d.en for name in names)
    )
