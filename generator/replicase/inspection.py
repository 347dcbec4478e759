"""From files to what is known of them and what is wrong with them, without writing any."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from replicase.as_of import AsOf
from replicase.cache import NOWHERE, Cache, digest
from replicase.check import Judged, compare, judge_lists
from replicase.diagnostics import Diagnostic, Severity, in_order, worst
from replicase.handwritten import check_links
from replicase.judgements import Judging, judge_records
from replicase.library import Library
from replicase.load import Lists, gathered, is_list, read_lists
from replicase.pictures import Picture, look
from replicase.read import Sight, read_handwritten, read_picture, read_record, read_shell
from replicase.records import keep_records
from replicase.register import Register
from replicase.report import Summary
from replicase.shell import check_shell
from replicase.source import UNREADABLE, Document, Input, parse
from replicase.workers import ALONE, Workers


@dataclass(frozen=True)
class Survey:
    """Everything that is wrong with a library, and the register of what could be understood."""

    register: Register
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    """Every file that was read."""


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


def survey(
    root: Path,
    day: AsOf,
    docs: Path | None = None,
    workers: Workers = ALONE,
    cache: Cache | None = None,
    sight: Sight | None = None,
) -> Survey:
    """Judge the library below `root`, and the links of the hand-written pages in `docs`.

    Of a record nothing is kept but its brief: a library of any size is judged in little room. What a
    `cache` still knows of a record is not found again.
    """
    sight = sight or Sight.of(root, docs)
    known = _Known.of(root, sight, workers)
    judged = judge_records(sight, known.judging(root, day), workers, cache or NOWHERE)
    register, diagnostics, files = known.told(root, day, docs, judged)
    return Survey(register, diagnostics, files)


def _document(root: Path, file: str) -> Document | None:
    """A file read once more, to show the place of what is wrong between it and others."""
    given = read_record(root, file)
    return parse(given)[0] if isinstance(given, Input) else None


def inspect(
    root: Path,
    day: AsOf,
    docs: Path | None = None,
    workers: Workers = ALONE,
    meanwhile: Callable[[], None] | None = None,
    sight: Sight | None = None,
    cache: Cache = NOWHERE,
) -> Inspection:
    """Read and judge the library below `root` and keep it, and judge the links of `docs`.

    `meanwhile` is done by this process once the others have begun. What a `cache` still knows of a
    record's judgement is not found again.
    """
    sight = sight or Sight.of(root, docs)
    known = _Known.of(root, sight, workers)
    kept = keep_records(sight, known.judging(root, day), workers, cache, meanwhile)
    library, _ = gathered(known.lists, (one.understood for one in kept))
    _, diagnostics, files = known.told(root, day, docs, [one.judged for one in kept])
    return Inspection(library, diagnostics, files)


@dataclass(frozen=True)
class _Known:
    """What the records of a library are understood by, and what lies beside them."""

    looked: _Looked
    lists: Lists
    by: bytes
    """Tells the lists, what could not be read, and the pictures from what they were."""
    diagnostics: tuple[Diagnostic, ...]
    """What was said of them so far."""

    @classmethod
    def of(cls, root: Path, sight: Sight, workers: Workers) -> _Known:
        """Read the lists and look at the pictures."""
        found = _Looked.at(root, sight, workers)
        read = [read_record(root, file) for file in found.records if is_list(file)]
        told = [given for given in read if isinstance(given, Diagnostic)]
        inputs = [given for given in read if isinstance(given, Input)]
        unread = [*found.unread, *(d.file for d in told)]
        lists = read_lists(inputs, found.records, unread, found.pictures)
        pictures = [(p.file, p.width, p.height) for p in found.pictures]
        by = digest(([(given.file, given.data) for given in inputs], sorted(unread), pictures))
        return cls(found, lists, by, (*found.diagnostics, *told))

    def judging(self, root: Path, day: AsOf) -> Judging:
        """How its records are read and judged."""
        return Judging(partial(read_record, root), self.lists, day.date, self.by)

    def told(
        self, root: Path, day: AsOf, docs: Path | None, judged: Sequence[Judged]
    ) -> tuple[Register, tuple[Diagnostic, ...], tuple[str, ...]]:
        """Hold the judged records beside each other: the register, all that is wrong, all files read."""
        register, between = compare(self.lists, judged, day.date, partial(_document, root))
        alone = chain(*(one.diagnostics for one in judged))
        said = [*self.diagnostics, *judge_lists(self.lists, day.date), *alone, *between]
        unreadable = {d.file for d in said if d.rule == UNREADABLE}
        files = [file for file in self.looked.records if file not in unreadable]
        beside, told_beside = _beside(root, docs, register)
        return (
            register,
            in_order((*said, *told_beside)),
            (*files, *self.looked.picture_files, *beside),
        )


@dataclass(frozen=True)
class _Looked:
    """What lies in the folder of a library; pictures were looked at, records not yet."""

    records: tuple[str, ...]
    picture_files: tuple[str, ...]
    pictures: tuple[Picture, ...]
    """Those that can be published."""
    unread: tuple[str, ...]
    """Files and folders that could not be read or taken."""
    diagnostics: tuple[Diagnostic, ...]

    @classmethod
    def at(cls, root: Path, sight: Sight, workers: Workers) -> _Looked:
        """Look at the pictures."""
        found, told = sight.files, sight.told
        files = tuple(on_disk.file for on_disk in found if on_disk.is_picture)
        looks: Sequence[tuple[Picture | None, tuple[Diagnostic, ...]]] = workers.each(
            partial(_look, root), files
        )
        refused = [file for file, (picture, _) in zip(files, looks, strict=True) if picture is None]
        return cls(
            tuple(on_disk.file for on_disk in found if not on_disk.is_picture),
            files,
            tuple(picture for picture, _ in looks if picture is not None),
            (*(d.file for d in told), *refused),
            (*told, *chain(*(said for _, said in looks))),
        )


def _beside(
    root: Path, docs: Path | None, register: Register
) -> tuple[list[str], list[Diagnostic]]:
    """The files beside the library that speak of it, and what is wrong with them."""
    files: list[str] = []
    diagnostics: list[Diagnostic] = []
    if docs is not None:
        pages, unread = read_handwritten(root, docs)
        files += [given.file for given in pages]
        diagnostics += [*unread, *check_links(pages, register)]
    if (shell := read_shell(root)) is not None:
        files.append(shell.file)
        diagnostics += check_shell(shell, register.library)
    return files, diagnostics


def _look(root: Path, file: str) -> tuple[Picture | None, tuple[Diagnostic, ...]]:
    given = read_picture(root, file)
    return look(given) if isinstance(given, Input) else (None, (given,))
