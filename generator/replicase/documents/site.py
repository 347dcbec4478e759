"""The documents that are published beside the pages of a site, which link to what is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from replicase.cache import Cache
from replicase.documents import ON_THE_SITE, Chosen, Done, Task, tasks, write
from replicase.documents.pdf import CannotPrintError, ready
from replicase.library import Library
from replicase.pages.site import Site
from replicase.pages.takeaway import FOLDER as DOCUMENTS
from replicase.read import public_address
from replicase.workers import Workers

__all__ = ["DOCUMENTS", "for_site"]


def for_site(
    folder: Path,
    root: Path,
    library: Library,
    site: Site,
    workers: Workers,
    cache: Cache,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[tuple[Done, ...], CannotPrintError | None]:
    """Make the documents of every case and the tables; without PDF where nothing can be printed."""
    chosen = Chosen(library, site, library.cases, library.cities, address=public_address(root))
    wanted: Sequence[Task] = [
        task
        for task in tasks(chosen, library.settings.languages)
        if (task.kind, task.form) in ON_THE_SITE or task.form == "xlsx"
    ]
    missing = None
    try:
        ready()
    except CannotPrintError as error:
        missing = error
        wanted = [task for task in wanted if task.form != "pdf"]
    return write(folder, site, wanted, workers, cache, progress), missing
