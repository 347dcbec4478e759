"""One build from files to pages, without writing any: what is read, what is wrong, what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from replicase import search
from replicase.as_of import AsOf
from replicase.check import check
from replicase.diagnostics import Diagnostic, Severity, in_order, worst
from replicase.handwritten import check_links
from replicase.library import Library
from replicase.load import load
from replicase.output import Output
from replicase.pages import Order, orders, pictures, search_cards
from replicase.pages.site import Site
from replicase.pictures import Picture, look, publish
from replicase.read import picture_files, read_handwritten, read_library, read_picture
from replicase.report import Summary
from replicase.source import Input
from replicase.workers import ALONE, Workers


@dataclass(frozen=True)
class Inspection:
    """A library as far as it could be understood, and everything that is wrong with it."""

    library: Library
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    """Every file that was read."""

    @property
    def publishable(self) -> bool:
        """Whether nothing is an error."""
        return worst(self.diagnostics) != Severity.ERROR

    @property
    def summary(self) -> Summary:
        """How many files were read and what was found."""
        return Summary.of(len(self.files), self.diagnostics)


@dataclass(frozen=True)
class Edition:
    """Everything of the site that is made from the library."""

    library: Library
    as_of: AsOf
    site: Site
    orders: tuple[Order, ...]
    """Its pages, still to be made."""
    root: Path = Path()
    """Where its pictures are read from again."""

    def search_index(self) -> tuple[Output, ...]:
        """Make the files of the search."""
        languages = self.library.settings.languages
        return search.build(self.library, languages, search_cards(self.library, self.site))

    def pictures(self) -> tuple[tuple[str, str], ...]:
        """The pictures of its pages: the address of each, and the file it is made from."""
        return pictures.addresses(self.library)

    def picture(self, address: str, file: str) -> Output | None:
        """Make a picture for the site; None when its file is no longer what was judged."""
        given = read_picture(self.root, file)
        data = publish(given) if isinstance(given, Input) else None
        return Output(address, data) if data is not None else None


def inspect(
    root: Path, day: AsOf, docs: Path | None = None, workers: Workers = ALONE
) -> Inspection:
    """Read and judge the library below `root`, and the links of the hand-written pages in `docs`."""
    inputs, unread = read_library(root)
    files = [given.file for given in inputs]
    found = picture_files(root)
    looks = workers.each(partial(_look, root), found)
    refused = [file for file, (picture, _) in zip(found, looks, strict=True) if picture is None]
    library, misread = load(
        inputs,
        workers,
        [*(d.file for d in unread), *refused],
        [picture for picture, _ in looks if picture is not None],
    )
    diagnostics = [*unread, *misread, *chain(*(said for _, said in looks))]
    diagnostics += check(library, day.date, workers)
    files += found
    if docs is not None:
        pages, unread = read_handwritten(root, docs)
        files += [given.file for given in pages]
        diagnostics += [*unread, *check_links(pages, library)]
    return Inspection(library, in_order(diagnostics), tuple(files))


def _look(root: Path, file: str) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    given = read_picture(root, file)
    return look(given) if isinstance(given, Input) else (None, (given,))


def compose(library: Library, day: AsOf, root: Path = Path()) -> Edition:
    """Say what the site consists of; its pictures are below `root`."""
    site = Site(as_of=day.date)
    return Edition(library, day, site, orders(library, site), root)
