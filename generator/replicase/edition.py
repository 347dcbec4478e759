"""One build from files to pages, without writing any: what is read, what is wrong, what is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from replicase import search
from replicase.as_of import AsOf
from replicase.check import check
from replicase.diagnostics import Diagnostic, Severity, in_order, worst
from replicase.handwritten import check_links
from replicase.library import Library
from replicase.load import load
from replicase.output import Output
from replicase.pages import orders, search_cards
from replicase.pages.page import Page
from replicase.pages.site import Site
from replicase.read import read_handwritten, read_library
from replicase.report import Summary
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
    pages: tuple[Page, ...]
    outputs: tuple[Output, ...]


def inspect(
    root: Path, day: AsOf, docs: Path | None = None, workers: Workers = ALONE
) -> Inspection:
    """Read and judge the library below `root`, and the links of the hand-written pages in `docs`."""
    inputs, unread = read_library(root)
    library, misread = load(inputs, workers, (d.file for d in unread))
    diagnostics = [*unread, *misread, *check(library, day.date, workers)]
    files = [given.file for given in inputs]
    if docs is not None:
        handwritten = read_handwritten(root, docs)
        files += [given.file for given in handwritten]
        diagnostics += check_links(handwritten, library)
    return Inspection(library, in_order(diagnostics), tuple(files))


def compose(library: Library, day: AsOf, workers: Workers = ALONE) -> Edition:
    """Make the pages and the search index."""
    site = Site(as_of=day.date)
    # The index is one piece of work; it comes first, so that nobody waits for it at the end.
    work: list[Callable[[], Any]] = [partial(_search, library, site), *orders(library, site)]
    index, *pages = workers.each(_carried_out, work)
    return Edition(library, day, site, tuple(pages), index)


def _search(library: Library, site: Site) -> tuple[Output, ...]:
    return search.build(library, library.settings.languages, search_cards(library, site))


def _carried_out(order: Callable[[], Any]) -> Any:
    return order()
