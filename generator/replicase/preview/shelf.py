"""Every file of a library as it was read last, and the last of each that had no error."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from replicase.as_of import AsOf
from replicase.cache import digest
from replicase.check import compare, judge_lists
from replicase.diagnostics import Diagnostic, Severity, in_order
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER
from replicase.handwritten import check_links
from replicase.judgements import Judging, records_of
from replicase.library import Entry, Library
from replicase.load import Lists, Understood, gathered, is_list, read_lists
from replicase.model import Adoption, Case
from replicase.pictures import Picture, look
from replicase.preview.helpers import Helpers
from replicase.read import Mark, Sight, read_handwritten, read_picture, read_record, read_shell
from replicase.records import Kept, keep
from replicase.register import Register
from replicase.shell import check_shell
from replicase.source import Document, Input, parse
from replicase.workers import Workers

BATCH = 64
"""Records a helper reads before it hands them over."""

Found = tuple[Diagnostic, ...]

_EDITORS = re.compile(r"/[.#][^/]*$|~$|/4913$")
"""Names editors give to what they keep beside an open file: `.x.yml.swp`, `x.yml~`, `#x.yml#`."""


class Shelf:
    """A library in memory; one thread reads it, and what it hands out is frozen."""

    def __init__(self, root: Path, day: AsOf) -> None:
        self.root = root
        self.day = day
        self.docs = root / "docs"
        self.files: tuple[str, ...]
        """The records, without what they are understood by."""
        self._sight: Sight
        self.records: dict[str, Kept] = {}
        self._good: dict[str, Entry[Any]] = {}
        """The last of each record without errors: it is shown while the present one has some."""
        self._good_lists: dict[str, Input] = {}
        self._looked: dict[str, tuple[Mark, Picture | None, Found]] = {}
        self._look_around()
        self._read_lists()

    # What lies on the disk.

    def _look_around(self) -> None:
        self._sight = Sight.of(self.root, self.docs if self.docs.is_dir() else None)
        self.files = tuple(on_disk.file for on_disk in records_of(self._sight))

    def _strange(self) -> Found:
        """What lies in the library and does not belong there, but for what an editor keeps a while."""
        return tuple(d for d in self._sight.told if not _EDITORS.search(d.file))

    def _read_lists(self) -> None:
        """Read settings, vocabularies, indicators, and look at pictures that changed."""
        for on_disk in (o for o in self._sight.files if o.is_picture):
            if (kept := self._looked.get(on_disk.file)) is None or kept[0] != on_disk.mark:
                given = read_picture(self.root, on_disk.file)
                found = look(given) if isinstance(given, Input) else (None, (given,))
                self._looked[on_disk.file] = (on_disk.mark, *found)
        there = {o.file for o in self._sight.files}
        self._looked = {file: kept for file, kept in self._looked.items() if file in there}
        read = [read_record(self.root, f) for f in sorted(there) if is_list(f)]
        inputs = [given for given in read if isinstance(given, Input)]
        self._told = (
            *self._strange(),
            *(given for given in read if isinstance(given, Diagnostic)),
            *chain(*(said for _, _, said in self._looked.values())),
        )
        records = [o.file for o in self._sight.files if not o.is_picture]
        pictures = [picture for _, picture, _ in self._looked.values() if picture is not None]
        refused = [file for file, (_, picture, _) in self._looked.items() if picture is None]
        unread = [*{d.file for d in self._told}, *refused]
        self.lists = read_lists(inputs, records, unread, pictures)
        self._said_of_lists = judge_lists(self.lists, self.day.date)
        wrong = {d.file for d in self._said_of_lists if d.severity is Severity.ERROR}
        self._good_lists |= {given.file: given for given in inputs if given.file not in wrong}
        lists = {given.file for given in inputs}
        present = [
            given for file, given in self._good_lists.items() if file in lists or file not in there
        ]
        # A list that is broken or gone is shown as it was, so that the cases filed by it stay.
        self.lists_are_whole = not wrong and {given.file for given in present} == lists
        known = {given.file for given in present}
        shown = [*present, *(given for given in inputs if given.file not in known)]
        self.shown_lists = (
            self.lists
            if self.lists_are_whole
            else read_lists(shown, [*records, *(g.file for g in shown)], unread, pictures)
        )

    # Reading.

    def read(self, file: str) -> Kept:
        """Read one record and judge it."""
        return keep(self._judging(), file)

    def _judging(self) -> Judging:
        return Judging(partial(read_record, self.root), self.lists, self.day.date)

    def helpers(self, workers: Workers) -> Helpers[str, Kept]:
        """Let other processes begin to read every record; called before a thread is started."""
        return Helpers.begin(partial(keep, self._judging()), self.files, workers.jobs, BATCH)

    def read_all(self, helpers: Helpers[str, Kept]) -> Iterator[int]:
        """Read every record, as the helpers hand them over; yields how many are read."""
        for file, sent in helpers.results():
            if file not in self.records:
                self.records[file] = sent
            yield len(self.records)
        for file in self.files:
            if file not in self.records:
                self.records[file] = self.read(file)
                yield len(self.records)

    def some(self, case_id: str) -> Library:
        """A library of one case alone and of what stands on its page, for who asks before all is read."""
        wanted = [
            file
            for file in self.files
            if (file.startswith(CASE_FOLDER) and file.endswith(f"/{case_id}.yml"))
            or (file.startswith(ADOPTION_FOLDER) and file.endswith(f"--{case_id}.yml"))
        ]
        read = [self.records.get(file) or self.read(file) for file in wanted]
        related = {
            f"/{related.case}.yml"
            for one in read
            if one.entry is not None
            for related in getattr(one.entry.record, "related", ())
            if related.case
        }
        read += [
            self.records.get(file) or self.read(file)
            for file in self.files
            if file.startswith(CASE_FOLDER) and f"/{file.rpartition('/')[2]}" in related
        ]
        return self._library(self.lists, [one for one in read if not one.is_wrong])

    def _library(self, lists: Lists, read: Iterable[Kept]) -> Library:
        library, _ = gathered(lists, (Understood(r.file, r.entry) for r in read))
        return replace(library, unread=lists.library.unread)

    # Following.

    def follow(self, files: Collection[str] | None) -> tuple[str, ...]:
        """Read again what has changed; `files` are those that may have, None for any.

        Returns the files that are not what they were.
        """
        before = {o.file: o.mark for o in self._sight.files}
        strange = self._strange()
        if files is None or not set(files) <= before.keys():
            self._look_around()
        else:
            gone = [f for f in files if not (self.root / f).is_file()]
            if gone or any(is_list(f) or not f.endswith(".yml") for f in files):
                self._look_around()
        now = {o.file: o.mark for o in self._sight.files}
        suspects = {*(files or ()), *(f for f, m in now.items() if before.get(f) != m)}
        removed = before.keys() - now.keys()
        changed: set[str] = set(removed)
        owners: set[str] = set()
        changed |= {d.file for d in {*strange} ^ {*self._strange()}}
        if changed - removed or any(_is_of_lists(file) for file in (*suspects, *removed)):
            by = self._by()
            self._read_lists()
            changed |= {f for f in suspects if _is_of_lists(f) and f in now}
            owners = {_owner(f) for f in (*suspects, *removed) if not f.endswith(".yml")}
            if self.lists_are_whole and self._by() != by:
                # Everything is understood by the lists, so everything is read by the new ones.
                self._stale = True
        for file in sorted({*suspects, *owners} & set(self.files)):
            kept = self.records.get(file)
            read = self.read(file)
            if kept is None or kept.content != read.content or file in owners:
                self.records[file] = read
                changed.add(file)
        for file in removed:
            self.records.pop(file, None)
            self._good.pop(file, None)
        return tuple(sorted(changed))

    def has_all(self, files: Collection[str] | None) -> bool:
        """Whether files are records that were there already, and are still there."""
        records = [file for file in files or () if not _EDITORS.search(file)]
        return bool(records) and all(
            file in self.records and (self.root / file).is_file() for file in records
        )

    def reread(self, files: Collection[str]) -> tuple[str, ...]:
        """Read records again that were there already; returns those that are not what they were."""
        changed: list[str] = []
        for file in sorted(self.records.keys() & set(files)):
            read = self.read(file)
            if read.content != self.records[file].content:
                self.records[file] = read
                changed.append(file)
        return tuple(changed)

    _stale = False

    def _by(self) -> bytes:
        """Tells what records are understood by."""
        lists = [(file, given.data) for file, given in sorted(self._good_lists.items())]
        return digest(lists)

    def catch_up(self) -> Iterator[int]:
        """Read every record once more if the lists they are understood by have changed."""
        if not self._stale:
            return
        self._stale = False
        for number, file in enumerate(self.files, 1):
            self.records[file] = self.read(file)
            yield number

    # What is known.

    def now(self) -> Mapping[str, Kept]:
        """Every record as it was read last; what is read later does not change it."""
        return dict(self.records)

    def errors(self, records: Mapping[str, Kept] | None = None) -> Found:
        """Every error of the library and of the pages beside it, in order."""
        known = self.records if records is None else records
        judged = [known[file].judged for file in self.files if file in known]
        register, between = compare(self.lists, judged, self.day.date, self._document)
        alone = chain(*(one.diagnostics for one in judged))
        found = chain(self._told, self._said_of_lists, alone, between, self._beside(register))
        return in_order(d for d in found if d.severity is Severity.ERROR)

    def _document(self, file: str) -> Document | None:
        given = read_record(self.root, file)
        return parse(given)[0] if isinstance(given, Input) else None

    def _beside(self, register: Register) -> Iterator[Diagnostic]:
        if self.docs.is_dir():
            pages, unread = read_handwritten(self.root, self.docs)
            yield from unread
            yield from check_links(pages, register)
        if (shell := read_shell(self.root)) is not None:
            yield from check_shell(shell, register.library)

    def errors_until_compared(self, known: Found, changed: Collection[str]) -> Found:
        """The errors as far as they are known before changed records are compared with all others."""
        own = chain(*(self.records[f].judged.diagnostics for f in changed if f in self.records))
        others = (d for d in known if d.file not in changed)
        return in_order((*others, *(d for d in own if d.severity is Severity.ERROR)))

    def rewritten(self, files: Collection[str], library: Library) -> tuple[Entry[Any], ...] | None:
        """The records of changed files that are right; None where one is not a former one rewritten.

        A former one has its id, its stage and its other addresses, or its case, so that the pages of
        `library` lie where they lay.
        """
        found: list[Entry[Any]] = []
        for file in files:
            read, before = self.records.get(file), library.entry_at(file)
            if read is None or read.is_wrong or read.entry is None:
                # What is shown of it is what was shown.
                if before is None or read is None:
                    return None
                continue
            if before is None or _place_of(before.record) != _place_of(read.entry.record):
                return None
            found.append(read.entry)
        return tuple(found)

    def library(
        self,
        wrong: Collection[str],
        records: Mapping[str, Kept] | None = None,
        *,
        judged: bool = True,
    ) -> Library:
        """What is shown: every record, those in error as they were when they last had none.

        Until a record was `judged` beside all others, it is not taken for one without errors.
        """
        known = self.records if records is None else records
        entries: list[Understood] = []
        for file, read in ((f, known[f]) for f in self.files if f in known):
            is_right = file not in wrong and read.entry is not None and not read.is_wrong
            if is_right and judged and read.entry is not None:
                self._good[file] = read.entry
            entry = read.entry if is_right else self._good.get(file)
            if entry is not None:
                entries.append(Understood(file, entry))
        library, _ = gathered(self.shown_lists, entries)
        return replace(library, unread=self.shown_lists.library.unread)


def _place_of(record: Case | Adoption) -> tuple[object, ...]:
    """What decides where a record is shown."""
    if isinstance(record, Adoption):
        return record.id, record.case
    return record.id, record.stage, record.aliases


def _is_of_lists(file: str) -> bool:
    return is_list(file) or not file.endswith(".yml")


def _owner(picture: str) -> str:
    """The record whose folder a picture lies in."""
    return f"{picture.rpartition('/')[0]}.yml"
