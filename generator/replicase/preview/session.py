"""From one state of the library to the next, while its pages are being read."""

from __future__ import annotations

import gc
import re
import shutil
import tempfile
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from threading import Condition, Event, Lock, RLock
from typing import Any, Protocol

from replicase import theme
from replicase.as_of import AsOf
from replicase.diagnostics import Diagnostic, Language
from replicase.edition import Edition, compose
from replicase.frames import Frames, FramesError, in_words, make_frames
from replicase.library import Entry, Library
from replicase.model import Adoption, Case
from replicase.pages import Order, orders_of, templates
from replicase.preview.answer import OWN, Answer, failed, own, partly, waiting
from replicase.preview.following import Changes
from replicase.preview.helpers import Helpers
from replicase.preview.shelf import Shelf
from replicase.preview.shown import Shown
from replicase.records import Kept
from replicase.workers import Workers

PATIENCE = 0.3
"""Seconds a page is waited for before it is said that the library is being read."""

AHEAD = 8
"""Records at most whose pages are shown ahead of the rest."""

MOMENT = 0.15
"""Seconds they are given before the rest is made."""

_CASE = re.compile(r"(?:en/)?cases/([a-z0-9-]+)/")


class Say(Protocol):
    """Hears what the preview does."""

    def reading(self, done: int, total: int) -> None:
        """So many files of so many are read."""

    def changed(self, files: tuple[str, ...], seconds: float, errors: int) -> None:
        """Files were read anew and are shown."""

    def compared(self, errors: int) -> None:
        """They were compared with all others, after which there are so many errors."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the library is read."""

    done: int
    total: int


class Session:
    """A library that is followed, and asked for pages by any number of threads.

    One thread hears what changes, and shows at once the pages of records that were written anew; a
    second makes the whole library follow.
    """

    def __init__(self, root: Path, day: AsOf, say: Say) -> None:
        self.root = root
        self.day = day
        self._say = say
        self._shelf = Shelf(root, day)
        self._folder = Path(tempfile.mkdtemp(prefix="replicase-preview-"))
        self._frames: Frames | None = None
        self._framing = Lock()
        self._made = 0
        self._trouble: tuple[str, ...] = ()
        self._shown: Shown | None = None
        self._errors: tuple[Diagnostic, ...] = ()
        self._told: tuple[Diagnostic, ...] = ()
        """Those that are told on the pages."""
        self._ahead: set[str] = set()
        """The records written anew since the whole library was looked at; their pages are ahead of it."""
        self._turn = Lock()
        """Held by whoever changes what is shown."""
        self._whole_at_work = RLock()
        """Held by whoever makes the whole library follow."""
        self._behind = Event()
        self._whole = Event()
        self._began = f"{time.time_ns():x}"
        self._number = 0
        self._everywhere = 0
        """The last number at which every page may have changed."""
        self._news = Condition()
        self.progress = Progress(0, len(self._shelf.files))
        self._closing = Event()

    # What the thread that changes it does.

    def begin(self, workers: Workers) -> Helpers[str, Any]:
        """Let other processes begin to read the library; called before a thread is started."""
        return self._shelf.helpers(workers)

    def read(self, helpers: Helpers[str, Any]) -> None:
        """Read the whole library."""
        try:
            total = self.progress.total
            for done in self._shelf.read_all(helpers):
                self.progress = Progress(done, total)
                if done % 64 == 0 or done == total:
                    self._say.reading(done, total)
                    self._tell()
        finally:
            helpers.end()
        # What was read stays as long as the preview: a collector would go through it in vain.
        gc.collect()
        gc.freeze()
        gc.enable()
        self._judge_and_show()
        self._whole.set()

    def follow(self, changes: Changes) -> None:
        """Show what has changed; `catch_up` does the rest where records alone were written anew."""
        began = time.monotonic()
        changed: tuple[str, ...] = ()
        if not changes.around and self._shelf.has_all(changes.records):
            changed = self._shelf.reread(changes.records or ())
            if not changed:
                return
            if self._show_ahead(changed):
                self._say.changed(changed, time.monotonic() - began, len(self._told))
                self._behind.set()
                return
        with self._whole_at_work:
            self._follow_as_a_whole(changes, changed, began)

    def _follow_as_a_whole(self, changes: Changes, changed: tuple[str, ...], began: float) -> None:
        if changes.around:
            templates.forget()
            theme.words.cache_clear()
            with self._framing:
                self._frames = None
        if changes.records is None or changes.records:
            changed = tuple(sorted({*changed, *self._shelf.follow(changes.records)}))
            if not changed and not changes.around:
                return
        quick = bool(changed) and not changes.around and self._shown is not None
        took = 0.0
        if quick:
            # Records are shown before they are compared with all others; that takes longer.
            self._show(self._shelf.errors_until_compared(self._errors, changed), judged=False)
            took = time.monotonic() - began
        self._judge_and_show()
        self._say.changed(changed, took or time.monotonic() - began, len(self._errors))
        total = len(self._shelf.files)
        stale = False
        for done in self._shelf.catch_up():
            stale = True
            if done % 64 == 0 or done == total:
                self._say.reading(done, total)
        if stale:
            self._judge_and_show()

    # What a second thread does.

    def keep_up(self) -> None:
        """Let the whole library follow the pages that are ahead of it, until it is closed."""
        while not self.closed:
            self._behind.wait()
            # Whoever looks at a saved record shall not wait for the rest.
            if not self._closing.wait(MOMENT):
                self.catch_up()

    def catch_up(self) -> None:
        """Let the whole library follow the pages that are ahead of it."""
        if not self._behind.is_set():
            return
        with self._whole_at_work:
            self._behind.clear()
            before = len(self._told)
            self._judge_and_show(only_records=True)
            if len(self._errors) != before:
                self._say.compared(len(self._errors))

    # What both do.

    def _show_ahead(self, changed: Collection[str]) -> bool:
        """Show the pages of changed records before all the rest; False where more has changed.

        The page of a case is made from its record and the few around it, so it need not wait for
        the lists of thousands.
        """
        with self._turn:
            if self._shown is None:
                return False
            shown = self._ahead_of(self._shown, {*self._ahead, *changed})
            if shown is None:
                return False
            self._ahead |= {*changed}
            everywhere = self._told != shown.errors
            self._told = shown.errors
            self._publish(shown, everywhere=everywhere)
        return True

    def _ahead_of(self, shown: Shown, changed: Collection[str]) -> Shown | None:
        """The same with the pages of changed records as they are now; None where that is not enough."""
        library = shown.edition.library
        entries = self._shelf.rewritten(changed, library)
        if entries is None or len(changed) > AHEAD:
            return None
        orders: list[Order] = []
        for case_id in dict.fromkeys(map(_case_of, entries)):
            if (before := library.case(case_id)) is None:
                return None
            written = (e.record for e in entries if isinstance(e.record, Case))
            now = next((case for case in written if case.id == case_id), before)
            orders += orders_of(library.around(now, entries), shown.edition.site, now)
        return shown.ahead(orders, self._shelf.errors_until_compared(self._errors, changed))

    def _judge_and_show(self, *, only_records: bool = False) -> None:
        with self._turn:
            self._ahead.clear()
            records = self._shelf.now()
        self._errors = self._shelf.errors(records)
        self._show(self._errors, records, only_records=only_records)

    def _show(
        self,
        errors: tuple[Diagnostic, ...],
        records: Mapping[str, Kept] | None = None,
        *,
        judged: bool = True,
        only_records: bool = False,
    ) -> None:
        library = self._shelf.library({d.file for d in errors}, records, judged=judged)
        if only_records and self._is_shown(library, errors):
            return  # a browser would load its page anew for nothing
        try:
            shown = self._framed(compose(library, self.day, self.root), errors)
        # A template or an unforeseen record must not end the preview: the last state stays.
        except Exception as error:
            self._trouble = (in_words(error),)
            if self._shown is None:
                self._publish(None)
                return
            shown = self._shown.with_errors(errors, self._trouble)
        with self._turn:
            # What was written meanwhile stays ahead.
            shown = (self._ahead_of(shown, self._ahead) if self._ahead else None) or shown
            self._told = shown.errors
            self._publish(shown)

    def _is_shown(self, library: Library, errors: tuple[Diagnostic, ...]) -> bool:
        """Whether records were written anew and yet nothing else is shown, since they are wrong."""
        shown = self._shown
        if shown is None or shown.early or shown.errors != errors:
            return False
        before = shown.edition.library
        return all(
            one is other
            for now, former in (
                (library.case_entries, before.case_entries),
                (library.adoption_entries, before.adoption_entries),
                (library.gap_entries, before.gap_entries),
            )
            for one, other in zip_longest(now, former)
        )

    def _framed(self, edition: Edition, errors: tuple[Diagnostic, ...]) -> Shown:
        with self._framing:
            if self._frames is None or not self._frames.serve(edition):
                self._frames = self._make(edition)
            frames = self._frames
        self._trouble = frames.told
        return Shown(frames.around(edition), edition, errors, frames.told)

    def _make(self, edition: Edition) -> Frames:
        self._made += 1
        folder = self._folder / str(self._made)
        try:
            frames = make_frames(self.root, folder, edition)
        except FramesError as error:
            last = self._shown.framed.frames if self._shown is not None else None
            if last is None or not last.hold(edition):
                raise
            # What is around the pages stays as it was.
            return last.with_trouble(str(error))
        old = self._folder / str(self._made - 2)
        shutil.rmtree(old, ignore_errors=True)
        return frames

    def _publish(self, shown: Shown | None, *, everywhere: bool = True) -> None:
        self._shown = shown
        self._number += 1
        if everywhere:
            self._everywhere = self._number
        self._tell()

    def _tell(self) -> None:
        with self._news:
            self._news.notify_all()

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """What is wrong with the library."""
        return self._errors

    @property
    def mount(self) -> str:
        """The path the site will have; "" for the root of its host."""
        frames = self._frames
        return frames.mount if frames is not None else ""

    def watched(self) -> tuple[Path, ...]:
        """The folders beside the library that pages are made from."""
        folders = [self.root / "docs", theme.theme_folder()]
        if self._frames is not None and self._frames.custom_dir is not None:
            folders.append(self._frames.custom_dir)
        return tuple(folders)

    def close(self) -> None:
        """Leave nothing behind."""
        self._closing.set()
        self._behind.set()
        self._tell()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def closed(self) -> bool:
        """Whether it follows nothing any more."""
        return self._closing.is_set()

    # What the threads that ask do.

    @property
    def version(self) -> str:
        """Tells one state from another, also from those of another run."""
        return f"{self._began}-{self._number}"

    def version_of(self, address: str) -> str:
        """Tells one state of a page from another."""
        shown = self._shown
        is_ahead = shown is not None and address.removesuffix("index.html") in shown.early
        return f"{self._began}-{self._number if is_ahead else self._everywhere}"

    def answer(self, address: str) -> Answer:
        """What lies at an address from the site's root; any mistake becomes a readable page."""
        if address.startswith(OWN):
            return own(address.removeprefix(OWN)) or self._missing(
                self._shown, self.version_of(address)
            )
        language: Language = "en" if address == "en" or address.startswith("en/") else "zh"
        version = self.version_of(address)
        try:
            shown = self._shown
            if shown is None:
                return self._early(address, language, version)
            return shown.answer(address, version) or self._missing(shown, version)
        except Exception as error:
            return failed(language, in_words(error), version)

    def _missing(self, shown: Shown | None, version: str) -> Answer:
        if shown is None:
            return waiting("zh", self.progress.done, self.progress.total, version)
        return shown.missing(version)

    def _early(self, address: str, language: Language, version: str) -> Answer:
        """Before all is read a case has its page already, and what needs all of them waits."""
        told = self.progress
        if match := _CASE.fullmatch(address):
            answer = self._one(address, match[1], version)
            if answer is not None:
                return answer
        elif not address.endswith("/") and address:
            answer = self._one(address, "", version)
            if answer is not None:
                return answer
        if self._whole.wait(PATIENCE) and self._shown is not None:
            version = self.version_of(address)
            return self._shown.answer(address, version) or self._missing(self._shown, version)
        if self._whole.is_set():
            return failed(language, "\n".join(self._trouble), version)
        return waiting(language, told.done, told.total, version)

    def _one(self, address: str, case_id: str, version: str) -> Answer | None:
        library = self._shelf.some(case_id) if case_id else self._some_library()
        edition = compose(library, self.day, self.root)
        with self._framing:
            if self._frames is None or not self._frames.hold(edition):
                self._frames = self._make(edition)
            frames = self._frames
        language: Language = "en" if address.startswith("en/") else "zh"
        if address and not address.endswith("/"):
            # Files of the theme need no library; what is made from all of it does.
            from replicase.preview.shown import kind_of, static

            data = static(frames.folder, address)
            return None if data is None else Answer(data, kind_of(address))
        notice = partly(language, self.progress.done, self.progress.total)
        return Shown(frames.around(edition), edition, (), ()).answer(address, version, notice)

    def _some_library(self) -> Library:
        return self._shelf.shown_lists.library

    def news(self, page: str, since: str, timeout: float) -> tuple[str, Progress, bool]:
        """Wait until there is another state of a page than one, or more of the library is read."""
        before = self.progress
        with self._news:
            self._news.wait_for(
                lambda: self.closed or self.version_of(page) != since or self.progress != before,
                timeout,
            )
            return self.version_of(page), self.progress, self._whole.is_set()


def _case_of(entry: Entry[Any]) -> str:
    """The case whose page a record is told on."""
    record = entry.record
    return str(record.case if isinstance(record, Adoption) else record.id)
