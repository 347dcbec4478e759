"""The files of a finished site."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path


def files_below(site: Path) -> Iterator[str]:
    """Every file of the site, by its address."""
    start = len(f"{site}{os.sep}")
    for folder, _, names in os.walk(site):
        below = folder[start:].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names)
