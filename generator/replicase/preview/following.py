"""What changes on the disk: watched by the system, or looked at twice a second where it cannot."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from threading import Condition

from watchdog.events import (
    DirDeletedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileClosedNoWriteEvent,
    FileOpenedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET = 0.03
"""Seconds without a further change: an editor that saves does several things at once."""
LONGEST = 0.5
"""Seconds after which changes are told though others follow."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What may have changed."""

    records: frozenset[str] | None = frozenset()
    """Files of the library; None for any of them."""
    around: bool = False
    """Whether hand-written pages, the theme or mkdocs.yml may have."""

    def __bool__(self) -> bool:
        return self.around or self.records is None or bool(self.records)


class Following(FileSystemEventHandler):
    """Listens to the system; `next` tells what has changed once it is quiet."""

    def __init__(self, root: Path, around: Iterable[Path], *, poll: bool = False) -> None:
        self._root = root
        self._cases = root / "cases"
        self._around = tuple(around)
        self._changed = Condition()
        self._records: set[str] | None = set()
        self._beside = False
        self._number = 0
        self.polls = poll
        self._observer = self._begin(poll=poll)

    def _begin(self, *, poll: bool) -> BaseObserver:
        observer: BaseObserver = PollingObserver(timeout=0.5) if poll else Observer()
        try:
            observer.schedule(self, str(self._root), recursive=False)
            for folder in (self._cases, *self._around):
                if folder.is_dir():
                    observer.schedule(self, str(folder), recursive=True)
            observer.start()
        except OSError:
            if poll:
                raise
            # The system watches no more folders for us, or this disk tells nothing.
            self.polls = True
            return self._begin(poll=True)
        return observer

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note what an event is about; called by the thread that listens."""
        if isinstance(event, FileOpenedEvent | FileClosedNoWriteEvent | FileClosedEvent):
            return
        gone = isinstance(event, DirDeletedEvent | DirMovedEvent)
        if event.is_directory and not gone and event.event_type == "modified":
            return
        paths = [Path(os.fsdecode(p)) for p in (event.src_path, event.dest_path) if p]
        with self._changed:
            for path in paths:
                if path.is_relative_to(self._cases):
                    if event.is_directory:
                        self._records = None
                    elif self._records is not None:
                        self._records.add(path.relative_to(self._root).as_posix())
                elif path == self._root / "mkdocs.yml" or any(
                    path.is_relative_to(folder) and "__pycache__" not in path.parts
                    for folder in self._around
                ):
                    self._beside = True
                else:
                    continue
                self._number += 1
            self._changed.notify_all()

    def next(self, timeout: float) -> Changes:
        """Wait for a change and until nothing more follows; nothing changed is false."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._number > 0, timeout):
                return Changes()
            waited = 0.0
            while waited < LONGEST:
                seen = self._number
                self._changed.wait_for(lambda seen=seen: self._number > seen, QUIET)  # type: ignore[misc]
                waited += QUIET
                if self._number == seen:
                    break
            records = None if self._records is None else frozenset(self._records)
            changes = Changes(records, self._beside)
            self._records, self._beside, self._number = set(), False, 0
            return changes

    def watches(self, folders: Iterable[Path]) -> None:
        """Watch other folders beside the library, where they have come or gone."""
        now = tuple(folders)
        if now != self._around:
            self._around = now
            self.again()

    def again(self) -> None:
        """Begin anew: a folder that was deleted and made again is another one to the system."""
        self._observer.unschedule_all()
        self._observer.stop()
        self._observer = self._begin(poll=self.polls)

    def end(self) -> None:
        """Listen no more."""
        self._observer.stop()
        self._observer.join(2)
