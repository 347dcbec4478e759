"""From one state of the library to the next, while its pages are being read."""

from __future__ import annotations

import gc
import re
import shutil
import tempfile
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Event, Lock
from typing import Any, Protocol

from replicase import theme
from replicase.as_of import AsOf
from replicase.diagnostics import Diagnostic, Language
from replicase.edition import Edition, compose
from replicase.frames import Frames, FramesError, in_words, make_frames
from replicase.library import Entry, Library
from replicase.model import Adoption
from replicase.pages import Order, orders_of, templates
from replicase.preview.answer import OWN, Answer, failed, own, partly, waiting
from replicase.preview.following import Changes
from replicase.preview.helpers import Helpers
from replicase.preview.shelf import Shelf
from replicase.preview.shown import Shown
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


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the library is read."""

    done: int
    total: int


class Session:
    """A library that is followed; one thread changes it, any number ask it for pages."""

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
        self._wrong: set[str] = set()
        """The files that are shown as they were."""
        self._whole = Event()
        self._began = f"{time.time_ns():x}"
        self._number = 0
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
        """Show what has changed."""
        began = time.monotonic()
        changed: tuple[str, ...] = ()
        if changes.around:
            templates.forget()
            theme.words.cache_clear()
            with self._framing:
                self._frames = None
        if changes.records is None or changes.records:
            changed = self._shelf.follow(changes.records)
            if not changed and not changes.around:
                return
        ahead = not changes.around and self._show_ahead(changed)
        if ahead:
            took = time.monotonic() - began
            # Whoever looks at it shall not wait for the rest.
            self._closing.wait(MOMENT)
        quick = bool(changed) and not changes.around and self._shown is not None
        if quick:
            # Records are shown before they are compared with all others; that takes longer.
            self._show(self._shelf.errors_until_compared(self._errors, changed), judged=False)
        if not ahead:
            took = time.monotonic() - began
        self._judge_and_show(shown_already=quick)
        if not quick:
            took = time.monotonic() - began
        self._say.changed(changed, took, len(self._errors))
        total = len(self._shelf.files)
        stale = False
        for done in self._shelf.catch_up():
            stale = True
            if done % 64 == 0 or done == total:
                self._say.reading(done, total)
        if stale:
            self._judge_and_show()

    def _show_ahead(self, changed: Collection[str]) -> bool:
        """Show the pages of changed records before all the rest; False where more has changed.

        The page of a case is made from its record and the few around it, so it need not wait for
        the lists of thousands.
        """
        shown = self._shown
        if shown is None or not 0 < len(changed) <= AHEAD:
            return False
        entries = self._shelf.changed(changed, shown.edition.library)
        if entries is None:
            return False
        library = shown.edition.library
        orders: list[Order] = []
        for case_id in dict.fromkeys(map(_case_of, entries)):
            before = library.case(case_id)
            now = next((e.record for e in entries if e.record.id == case_id), before)
            if before is None or now is None:
                return False
            around = library.around(now, entries)
            if (record := around.case(case_id)) is None:
                return False
            orders += orders_of(around, shown.edition.site, record)
        errors = self._shelf.errors_until_compared(self._errors, changed)
        self._publish(shown.ahead(orders, errors))
        return True

    def _judge_and_show(self, *, shown_already: bool = False) -> None:
        self._errors = self._shelf.errors()
        wrong = {d.file for d in self._errors}
        if shown_already and self._shown is not None and wrong == self._wrong:
            # A browser would load a page anew for nothing.
            self._shelf.library(wrong)
            if self._errors != self._shown.errors:
                self._publish(self._shown.with_errors(self._errors, self._trouble))
        else:
            self._show(self._errors)

    def _show(self, errors: tuple[Diagnostic, ...], *, judged: bool = True) -> None:
        self._wrong = {d.file for d in errors}
        library = self._shelf.library(self._wrong, judged=judged)
        try:
            shown = self._framed(compose(library, self.day, self.root), errors)
        # A template or an unforeseen record must not end the preview: the last state stays.
        except Exception as error:
            self._trouble = (in_words(error),)
            if self._shown is None:
                self._number += 1
                self._tell()
            else:
                self._publish(self._shown.with_errors(errors, self._trouble))
            return
        self._publish(shown)

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

    def _publish(self, shown: Shown) -> None:
        self._shown = shown
        self._number += 1
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

    def answer(self, address: str) -> Answer:
        """What lies at an address from the site's root; any mistake becomes a readable page."""
        if address.startswith(OWN):
            return own(address.removeprefix(OWN)) or self._missing(self._shown, self.version)
        language: Language = "en" if address == "en" or address.startswith("en/") else "zh"
        version = self.version
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
            return self._shown.answer(address, self.version) or self._missing(
                self._shown, self.version
            )
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

    def news(self, since: str, timeout: float) -> tuple[str, Progress, bool]:
        """Wait until there is another state than one, or more of it is read."""
        before = self.progress
        with self._news:
            self._news.wait_for(
                lambda: self.closed or self.version != since or self.progress != before, timeout
            )
            return self.version, self.progress, self._whole.is_set()


def _case_of(entry: Entry[Any]) -> str:
    """The case whose page a record is told on."""
    record = entry.record
    return str(record.case if isinstance(record, Adoption) else record.id)
