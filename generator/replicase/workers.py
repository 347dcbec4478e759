"""The same work on many things, shared among processes: the same results in the same order, sooner."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import struct
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 48
"""With fewer things to do, starting a process costs more than it saves."""

SHARES = 12
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

    def each(self, work: Callable[[T], R], things: Sequence[T]) -> tuple[R, ...]:
        """Return what `work` makes of each thing, in their order.

        What it returns has to be picklable; what it raises is raised here. Raises WorkerLostError.
        """
        if self.jobs < 2 or len(things) < FEWEST:
            return tuple(map(work, things))
        size = -(-len(things) // (self.jobs * SHARES))
        shares = [things[start : start + size] for start in range(0, len(things), size)]
        done = dict(_shared(work, shares, self.jobs - 1))
        return tuple(result for number in sorted(done) for result in done[number])


ALONE = Workers()
"""Everything in this process."""


def _shared(
    work: Callable[[T], R], shares: Sequence[Sequence[T]], others: int
) -> Iterator[tuple[int, list[R]]]:
    """Yield the results of every share by its number, in no order."""
    forked = multiprocessing.get_context("fork")
    numbers = _written(len(shares))
    # What is there already is left in peace: a collector that marks it would copy it.
    gc.freeze()
    helpers = []
    try:
        for _ in range(others):
            ours, theirs = forked.Pipe(duplex=False)
            helper = forked.Process(target=_help, args=(work, shares, numbers, theirs), daemon=True)
            helper.start()
            theirs.close()
            helpers.append((helper, ours))
        yield from _taken(work, shares, numbers)
        for helper, ours in helpers:
            try:
                results = ours.recv()
            except EOFError:
                raise WorkerLostError(f"process {helper.pid} was ended") from None
            if isinstance(results, Exception):
                raise results
            for number, packed in results:
                yield number, pickle.loads(packed)  # noqa: S301 - by our own process
            helper.join()
    finally:
        os.close(numbers)
        gc.unfreeze()
        for helper, ours in helpers:
            ours.close()
            helper.kill()
            helper.join()


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


def _help(
    work: Callable[[Any], Any], shares: Sequence[Sequence[Any]], numbers: int, results: Connection
) -> None:
    try:
        # Packed share by share: at the end nobody waits for all of it.
        results.send(
            [
                (number, pickle.dumps(made, pickle.HIGHEST_PROTOCOL))
                for number, made in _taken(work, shares, numbers)
            ]
        )
    except Exception as error:
        results.send(error)
