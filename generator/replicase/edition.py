"""One build from files to pages, without writing any: what is read, what is wrong, what is shown."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from replicase import search
from replicase.as_of import AsOf
from replicase.check import check
from replicase.diagnostics import Diagnostic, Severity, in_order, worst
from replicase.handwritten import check_links
from replicase.library import Library
from replicase.load import load
from replicase.output import Output
from replicase.pages import Forward, Order, forwards, orders, search_cards
from replicase.pages.site import Site
from replicase.read import read_handwritten, read_library, read_shell
from replicase.report import Summary
from replicase.shell import check_shell
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
    forwards: tuple[Forward, ...] = ()
    """The former addresses of its cases."""

    def search_index(self) -> tuple[Output, ...]:
        """Make the files of the search."""
        languages = self.library.settings.languages
        return search.build(self.library, languages, search_cards(self.library, self.site))


def inspect(
    root: Path, day: AsOf, docs: Path | None = None, workers: Workers = ALONE
) -> Inspection:
    """Read and judge the library below `root`, and the links of the hand-written pages in `docs`."""
    inputs, unread = read_library(root)
    library, misread = load(inputs, workers, (d.file for d in unread))
    diagnostics = [*unread, *misread, *check(library, day.date, workers)]
    files = [given.file for given in inputs]
    if docs is not None:
        pages, unread = read_handwritten(root, docs)
        files += [given.file for given in pages]
        diagnostics += [*unread, *check_links(pages, library)]
    if (shell := read_shell(root)) is not None:
        files.append(shell.file)
        diagnostics += check_shell(shell, library)
    return Inspection(library, in_order(diagnostics), tuple(files))


def compose(library: Library, day: AsOf) -> Edition:
    """Say what the site consists of."""
    site = Site(as_of=day.date)
    return Edition(library, day, site, orders(library, site), forwards(library, site))
