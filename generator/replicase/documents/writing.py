"""Documents are made and written below a folder, in parallel; what was made before is taken from the cache."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from replicase.cache import NOWHERE, Cache, checker, digest
from replicase.documents.kinds import Task
from replicase.pages.site import Site
from replicase.theme import theme_folder
from replicase.workers import ALONE, Workers


@dataclass(frozen=True, slots=True)
class Done:
    """A document in its place, or why it is not."""

    path: str
    size: int = 0
    kept: bool = False
    """Whether it was there from an earlier run."""
    trouble: str = ""


def write(
    folder: Path,
    site: Site,
    wanted: Sequence[Task],
    workers: Workers = ALONE,
    cache: Cache = NOWHERE,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Done, ...]:
    """Make documents and write them below a folder, in parallel; each is told of, made or not.

    One that cannot be made does not keep the others from being made. `progress` hears how many are
    done, and of how many.
    """
    made_by = digest((checker(), _theme(), site.as_of.isoformat()))
    counter = _Counter(len(wanted), progress)
    return workers.each(partial(_written, folder, cache, made_by, counter), wanted)


class _Counter:
    """Counts across processes; the first one tells of it."""

    def __init__(self, total: int, progress: Callable[[int, int], None] | None) -> None:
        from multiprocessing import get_context

        self._done = get_context("fork" if os.name == "posix" else None).Value("i", 0)
        self._total, self._progress, self._first = total, progress, os.getpid()

    def one_more(self) -> None:
        with self._done.get_lock():
            self._done.value += 1
        if self._progress is not None and os.getpid() == self._first:
            self._progress(self._done.value, self._total)


def _written(folder: Path, cache: Cache, made_by: bytes, counter: _Counter, task: Task) -> Done:
    try:
        decides, make = task.content()
        name, key = (
            f"document-{digest([task.path]).hex()[:32]}",
            digest((made_by, task.form, decides)),
        )
        data = cache.recall(name, bytes, key)
        was_there = data is not None
        if data is None:
            data = make()
            cache.keep(name, data, key)
        place = folder / task.path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
        return Done(task.path, len(data), was_there)
    except OSError as error:
        # The disk is full, a file is open in Word: the others may still find their place.
        return Done(task.path, trouble=error.strerror or str(error))
    finally:
        counter.one_more()


def _theme() -> str:
    """Tell one set of templates, words and styles from another."""
    found = sha256()
    for part in ("documents", "pages", "words"):
        for file in sorted((theme_folder() / part).rglob("*")):
            if file.is_file() and "__pycache__" not in file.parts:
                found.update(file.name.encode() + file.read_bytes())
    return found.hexdigest()
