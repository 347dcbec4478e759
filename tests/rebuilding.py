"""The miniature library built again and again, with what was known of it the last time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from replicase.as_of import AsOf
from replicase.build import Built, build
from replicase.cache import Cache

DAY = AsOf(date(2026, 1, 1), "option")
CASE = "cases/practices/beta/beta-night-watch.yml"


def made(root: Path, kept: Cache, day: AsOf = DAY, steps: list[str] | None = None) -> Built:
    """Build the site of a library; `steps` hears what is under way."""
    heard = [] if steps is None else steps
    return build(root, root / "site", day, heard.append, cache=kept)


def rewrite(file: str, before: str, after: str) -> Callable[[Path], None]:
    """Make a change of a file, to be made in any library."""

    def write(root: Path) -> None:
        text = (root / file).read_text("utf-8")
        assert before in text
        (root / file).write_text(text.replace(before, after, 1), "utf-8")

    return write
