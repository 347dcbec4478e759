"""From files to what is known of them and what is wrong with them, without writing any."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from replicase.as_of import AsOf
from replicase.check import read_and_check
from replicase.diagnostics import Diagnostic, Severity, in_order, worst
from replicase.handwritten import check_links
from replicase.library import Library
from replicase.pictures import Picture, look
from replicase.read import (
    picture_files,
    read_handwritten,
    read_library,
    read_picture,
    read_shell,
)
from replicase.report import Summary
from replicase.shell import check_shell
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
    files = [given.file for given in inputs]
    found = picture_files(root)
    looks = workers.each(partial(_look, root), found)
    refused = [file for file, (picture, _) in zip(found, looks, strict=True) if picture is None]
    library, said = read_and_check(
        inputs,
        day.date,
        workers,
        [*(d.file for d in unread), *refused],
        [picture for picture, _ in looks if picture is not None],
        meanwhile,
    )
    diagnostics = [*unread, *said, *chain(*(told for _, told in looks))]
    files += found
    if docs is not None:
        pages, unread = read_handwritten(root, docs)
        files += [given.file for given in pages]
        diagnostics += [*unread, *check_links(pages, library)]
    if (shell := read_shell(root)) is not None:
        files.append(shell.file)
        diagnostics += check_shell(shell, library)
    return Inspection(library, in_order(diagnostics), tuple(files))


def _look(root: Path, file: str) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    given = read_picture(root, file)
    return look(given) if isinstance(given, Input) else (None, (given,))
