"""Processes that read a large library while this one already answers; each batch comes as it is done.

They are forked before any thread is begun: a fork beside threads may find a lock held for ever.
"""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from replicase.workers import FEWEST

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True)
class Helpers(Generic[T, R]):
    """Processes at work on the same things, each on every so manieth batch."""

    connections: tuple[Connection, ...]
    processes: tuple[Any, ...]

    @classmethod
    def begin(
        cls, work: Callable[[T], R], things: Sequence[T], jobs: int, batch: int
    ) -> Helpers[T, R]:
        """Begin the work; with one job, or little to do, nothing begins."""
        if jobs < 2 or len(things) < FEWEST:
            return cls((), ())
        import multiprocessing

        forked = multiprocessing.get_context("fork")
        batches = [things[start : start + batch] for start in range(0, len(things), batch)]
        connections, processes = [], []
        for number in range(jobs):
            ours, theirs = forked.Pipe(duplex=False)
            process = forked.Process(
                target=_do, args=(work, batches[number::jobs], theirs), daemon=True
            )
            process.start()
            theirs.close()
            connections.append(ours)
            processes.append(process)
        return cls(tuple(connections), tuple(processes))

    def results(self) -> Iterator[tuple[T, R]]:
        """Yield each thing with what became of it, in no order; those of a lost process are missing."""
        if not self.connections:
            return
        from multiprocessing.connection import wait

        open_ones: list[Any] = list(self.connections)
        while open_ones:
            for ready in wait(open_ones):
                try:
                    packed = ready.recv_bytes()  # type: ignore[union-attr]
                except (EOFError, OSError):
                    open_ones.remove(ready)
                    continue
                yield from pickle.loads(packed)  # noqa: S301 - by our own process

    def end(self) -> None:
        """End the processes, whether or not they are done."""
        for connection in self.connections:
            connection.close()
        for process in self.processes:
            process.kill()
            process.join()


def _do(work: Callable[[Any], Any], batches: Sequence[Sequence[Any]], results: Connection) -> None:
    # Who stops the preview stops this process through it, without a word.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for batch in batches:
            made = [(thing, work(thing)) for thing in batch]
            results.send_bytes(pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
    except OSError:
        os._exit(0)  # nobody listens any more
