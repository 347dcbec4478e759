"""The library as a commit holds it; nothing of it is written to the disk."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from replicase.folders import CASES
from replicase.git import said, stored
from replicase.history.side import SideError
from replicase.library import Library
from replicase.load import load
from replicase.source import MAX_BYTES, Input


def library_at(root: Path, revision: str) -> tuple[Library, date]:
    """The library below `root` at a commit, and the day of the commit; raises SideError."""
    commit = said(root, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if not commit:
        raise SideError(
            f"没有 {revision[:80]} 这个提交，也没有这个文件夹",
            f"there is no commit and no folder {revision[:80]}",
        )
    packed = stored(root, commit, CASES)
    seconds = said(root, "show", "-s", "--format=%ct", commit)
    if packed is None or not seconds:
        raise SideError(f"{revision[:80]} 里没有 {CASES}/", f"{revision[:80]} has no {CASES}/")
    library, _ = load(tuple(_records(packed)))
    return library, datetime.fromtimestamp(int(seconds), UTC).date()


def _records(packed: bytes) -> Iterator[Input]:
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            if member.isfile() and member.name.endswith(".yml"):
                opened = archive.extractfile(member)
                if opened is not None:
                    yield Input(member.name, opened.read(MAX_BYTES + 1))
