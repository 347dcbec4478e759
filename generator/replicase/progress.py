"""How far long work is: a bar on a terminal, silence elsewhere."""

from __future__ import annotations

import os
import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

FEWEST = 500
"""With fewer things to do the bar would be gone before it is read."""


def wanted() -> bool:
    """Whether somebody watches a terminal that can show it."""
    return (
        sys.stderr is not None and sys.stderr.isatty() and os.environ.get("TERM", "dumb") != "dumb"
    )


class Bar:
    """A bar with the number of things done; it leaves nothing behind when it ends."""

    def __init__(self, told: str, *, shown: bool | None = None) -> None:
        self._told = told
        self._shown = wanted() if shown is None else shown
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.end()

    def tell(self, done: int, total: int) -> None:
        """So many of so many things are done."""
        if not self._shown or total < FEWEST:
            return
        if self._progress is None:
            # Loaded when it is needed: most runs end before anybody would read a bar.
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeRemainingColumn,
            )

            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            self._progress.start()
            self._task = self._progress.add_task(self._told, total=total)
        assert self._task is not None  # noqa: S101 - set with the bar
        self._progress.update(self._task, completed=done, total=total)

    def end(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
        self._progress = self._task = None
