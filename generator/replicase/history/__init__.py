"""What changed in a library from one state to another, in words: a grade with the reason it moved."""

from __future__ import annotations

from replicase.history.compare import compare
from replicase.history.output import ADDRESS, files
from replicase.history.release import FOLDER, Release, Told, read_releases, release_file
from replicase.history.side import Side, SideError

__all__ = [
    "ADDRESS",
    "FOLDER",
    "Release",
    "Side",
    "SideError",
    "Told",
    "compare",
    "files",
    "read_releases",
    "release_file",
]
