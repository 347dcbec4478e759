"""Where the files of a library lie, and which names they may have."""

from __future__ import annotations

import re

CASES = "cases"
"""The folder of a repository that is the library."""

SETTINGS_FILE = f"{CASES}/library.yml"
VOCABULARY_FOLDER = f"{CASES}/vocabulary"
CASE_FOLDER = f"{CASES}/practices"
ADOPTION_FOLDER = f"{CASES}/adoptions"
INDICATOR_FOLDER = f"{CASES}/indicators"
GAP_FOLDER = f"{CASES}/gaps"

WINDOWS_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(10)), *(f"lpt{n}" for n in range(10))]
)
"""File names Windows keeps for itself; a library is also opened there."""

_NAME = re.compile(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*")


def is_plain(name: str) -> bool:
    """Whether a folder, or a file without its ending, may be called so."""
    return bool(_NAME.fullmatch(name)) and len(name) <= 120 and name not in WINDOWS_DEVICES


RELEASES = "releases"
"""Beside the cases: what changed with each release of the library."""
