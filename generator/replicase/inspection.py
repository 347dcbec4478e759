"""From files to what is known of them and what is wrong with them, without writing any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from replicase.as_of import AsOf
from replicase.check import read_and_check
from replicase.diagnostics import Diagnostic, Severity, in_order, worst
from replicase.handwritten import check_links
from replicase.library import Library
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


def inspect(
    root: Path,
    day: AsOf,
    docs: Path | None = None,
    workers: Workers = ALONE,
    meanwhile: Callable[[], None] | None = None,
) -> Inspection:
    """Read and judge the library below `root`, and the links of the hand-written pages in `docs`.

    `meanwhile` is done by this process once the others have begun.
    """
    inputs, unread = read_library(root)
    library, found = read_and_check(inputs, day.date, workers, (d.file for d in unread), meanwhile)
    diagnostics = [*unread, *found]
    files = [given.file for given in inputs]
    if docs is not None:
        pages, unread = read_handwritten(root, docs)
        files += [given.file for given in pages]
        diagnostics += [*unread, *check_links(pages, library)]
    return Inspection(library, in_order(diagnostics), tuple(files))
