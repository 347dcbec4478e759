"""The same work on many things, shared among processes: the same results in the same order, sooner."""

from __future__ import annotations

import gc
import os
import pickle
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 48
"""With fewer things to do, starting a process costs more than it saves."""

SHARES = 128
"""Shares for each process: enough that none waits long for the one with the hardest."""

_NUMBER = struct.Struct("=H")


class WorkerLostError(Exception):
    """The system has ended one of the processes, most often for want of memory."""


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes: this one and others forked from it for each batch, which know all it knows."""

    jobs: int = 1

    @classmethod
    def for_this_machine(cls) -> Workers:
        """As many as there are cores for us; one where processes cannot be forked safely."""
        if sys.platform != "linux":
            return cls()
        return cls(len(os.sched_getaffinity(0)))

    def each(
        self,
        work: Callable[[T], R],
        things: Sequence[T],
        meanwhile: Callable[[], None] | None = None,
    ) -> tuple[R, ...]:
        """Return what `work` makes of each thing, in their order.

        `meanwhile` is done by this process before it takes its part, once the others have theirs.

        What it returns has to be picklable; what it raises is raised here. Raises WorkerLostError.
        """
        if self.jobs < 2 or len(things) < FEWEST:
            if meanwhile is not None:
                meanwhile()
            return tuple(map(work, things))
        size = -(-len(things) // (self.jobs * SHARES))
        shares = [things[start : start + size] for start in range(0, len(things), size)]
        done = dict(_shared(work, shares, self.jobs - 1, meanwhile))
        return tuple(result for number in sorted(done) for result in done[number])


ALONE = Workers()
"""Everything in this process."""


class Aside(Generic[R]):
    """One piece of work another process has begun; `result` waits for it."""

    def __init__(self, work: Callable[..., R], *given: Any) -> None:
        # Loaded when it is needed: a short run starts no process.
        import multiprocessing

        forked = multiprocessing.get_context("fork")
        self._ours, theirs = forked.Pipe(duplex=False)
        self._process = forked.Process(target=_do, args=(work, given, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def result(self) -> R:
        """Return what the work returned, or raise what it raised. Raises WorkerLostError."""
        try:
            done = self._ours.recv()
        except EOFError:
            raise WorkerLostError(f"process {self._process.pid} was ended") from None
        finally:
            self.end()
        if isinstance(done, Exception):
            raise done
        result: R = done
        return result

    def end(self) -> None:
        """End the process, whether or not it is done."""
        self._ours.close()
        self._process.kill()
        self._process.join()


def _do(work: Callable[..., object], given: Sequence[Any], results: Connection) -> None:
    try:
        results.send(work(*given))
    except Exception as error:
        results.send(error)


def _shared(
    work: Callable[[T], R],
    shares: Sequence[Sequence[T]],
    others: int,
    meanwhile: Callable[[], None] | None,
) -> Iterator[tuple[int, list[R]]]:
    """Yield the results of every share by its number, in no order."""
    numbers = _written(len(shares))
    # What is there already is left in peace: a collector that marks it would copy it.
    gc.freeze()
    helpers: list[Aside[list[tuple[int, bytes]]]] = []
    try:
        helpers += (Aside(_packed, work, shares, numbers) for _ in range(others))
        if meanwhile is not None:
            meanwhile()
        yield from _taken(work, shares, numbers)
        for helper in helpers:
            for number, packed in helper.result():
                yield number, pickle.loads(packed)  # noqa: S301 - by our own process
    finally:
        os.close(numbers)
        gc.unfreeze()
        for helper in helpers:
            helper.end()


def _packed(
    work: Callable[[T], R], shares: Sequence[Sequence[T]], numbers: int
) -> list[tuple[int, bytes]]:
    """What other processes do of it, packed share by share: at the end nobody waits for all of it."""
    return [
        (number, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
        for number, made in _taken(work, shares, numbers)
    ]


def _written(count: int) -> int:
    """A pipe that holds the numbers up to `count`: who reads one has it to himself."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(map(_NUMBER.pack, range(count))))
    os.close(writing)
    return reading


def _taken(
    work: Callable[[T], R], shares: Sequence[Sequence[T]], numbers: int
) -> Iterator[tuple[int, list[R]]]:
    """Take one share after the other until none is left."""
    while packed := os.read(numbers, _NUMBER.size):
        (number,) = _NUMBER.unpack(packed)
        yield number, list(map(work, shares[number]))
