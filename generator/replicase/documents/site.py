"""The documents that are published beside the pages of a site, which link to what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from replicase.cache import Cache, digest
from replicase.documents.kinds import Chosen, Task, of_part, tasks
from replicase.documents.pdf import CannotPrintError, ready
from replicase.documents.writing import Done, write
from replicase.library import Library
from replicase.pages.grounds import Grounds
from replicase.pages.site import Site
from replicase.pages.takeaway import FOLDER as DOCUMENTS
from replicase.pages.takeaway import OFFERED, part
from replicase.published import Earlier
from replicase.read import public_address
from replicase.workers import Workers

__all__ = ["DOCUMENTS", "Taken", "for_site"]


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the documents of a site."""

    documents: tuple[Done, ...] = ()
    cannot_print: CannotPrintError | None = None
    """What PDF lacks on this machine; None when nothing."""
    keys: Mapping[str, bytes] = field(default_factory=dict)
    """What each is made from, of those that are made from one case."""

    @property
    def sizes(self) -> dict[str, int]:
        """The size of each that is there, by its address."""
        return {f"{DOCUMENTS}{done.path}": done.size for done in self.documents if not done.trouble}

    @property
    def is_whole(self) -> bool:
        """Whether everything could be made."""
        return self.cannot_print is None and not any(done.trouble for done in self.documents)


def for_site(
    folder: Path,
    root: Path,
    library: Library,
    site: Site,
    workers: Workers,
    cache: Cache,
    progress: Callable[[int, int], None] | None = None,
    earlier: Earlier | None = None,
) -> Taken:
    """Make the documents of every case and the tables below `folder`; without PDF where none can be printed.

    Those of a case that has not changed are taken from an `earlier` site, before anything is put
    together.
    """
    chosen = Chosen(
        *(library, site, library.cases, library.cities),
        address=public_address(root),
        root=root,
    )
    wanted: Sequence[Task] = [
        *(
            task
            for task in tasks(chosen, library.settings.languages)
            if (task.kind, task.form) in OFFERED or task.form == "xlsx"
        ),
        *_of_parts(chosen),
    ]
    missing = None
    try:
        ready()
    except CannotPrintError as error:
        missing = error
        wanted = [task for task in wanted if task.form != "pdf"]
    keys = dict(_keys(library, wanted, earlier)) if earlier else {}
    there = tuple(_there(folder, wanted, keys, earlier)) if earlier else ()
    found = {done.path for done in there}
    left = [task for task in wanted if task.path not in found]
    made = write(folder / DOCUMENTS, site, left, workers, cache, progress)
    return Taken((*there, *made), missing, keys)


def _of_parts(chosen: Chosen) -> Iterator[Task]:
    """Yield the workbook of each city, and of each theme that has cases."""
    library = chosen.library
    for city in library.cities:
        of_city = replace(chosen, cases=library.cases_in(city), cities=(city,), term=city)
        yield from of_part(of_city, part("cities", city.slug or city.id))
    for theme in library.terms("theme"):
        if cases := library.cases_filed("theme", theme.id):
            of_theme = replace(chosen, cases=cases, cities=(), term=theme)
            yield from of_part(of_theme, part("themes", theme.id))


def _keys(
    library: Library, wanted: Sequence[Task], earlier: Earlier
) -> Iterator[tuple[str, bytes]]:
    """Tell what each document is made from, by its address."""
    grounds = Grounds(library)
    for task in wanted:
        if task.about:
            address = f"{DOCUMENTS}{task.path}"
            yield address, digest((earlier.common, address, grounds.of(task.about)))


def _there(
    folder: Path, wanted: Sequence[Task], keys: Mapping[str, bytes], earlier: Earlier
) -> Iterator[Done]:
    """The documents that stand in the published site, linked into the next one."""
    for task in wanted:
        address = f"{DOCUMENTS}{task.path}"
        if address in keys and earlier.take(address, keys[address], str(folder)):
            yield Done(task.path, (folder / address).stat().st_size, kept=True)
