"""The files of a finished site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(site: Path) -> Iterator[str]:
    """Every file of the site, by its address; none where it cannot be read."""
    yield from _below(os.fspath(site), "")


def _below(folder: str, address: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as entries:
            found = list(entries)
    except OSError:
        return
    for entry in found:
        name = f"{address}{entry.name}"
        if not entry.is_dir():
            yield name
        elif not entry.is_symlink():  # no server follows one out of the site
            yield from _below(entry.path, f"{name}/")
