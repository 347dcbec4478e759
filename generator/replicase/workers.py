"""The same work on many things, shared among processes: the same results in the same order, sooner."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

FEWEST = 48
"""With fewer things to do, starting a process costs more than it saves."""

SHARES = 8
"""Shares for each process: a few, so that none waits long for one that got the harder ones."""


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes, forked from this one for each batch: they know all it knows."""

    jobs: int = 1

    @classmethod
    def for_this_machine(cls) -> Workers:
        """As many as there are cores for us; one where processes cannot be forked safely."""
        if sys.platform != "linux":
            return cls()
        return cls(len(os.sched_getaffinity(0)))

    def each(self, work: Callable[[T], R], things: Sequence[T]) -> tuple[R, ...]:
        """Return what `work` makes of each thing, in their order.

        What it returns has to be picklable; what it raises is raised here. Raises
        BrokenProcessPool when the system has ended one of the processes.
        """
        if self.jobs < 2 or len(things) < FEWEST:
            return tuple(map(work, things))
        size = -(-len(things) // (self.jobs * SHARES))
        shares = [things[start : start + size] for start in range(0, len(things), size)]
        # What is there already is left in peace: a collector that marks it would copy it.
        gc.freeze()
        _batch[:] = [work, shares]
        try:
            with ProcessPoolExecutor(self.jobs, multiprocessing.get_context("fork")) as pool:
                done = pool.map(_one_share, range(len(shares)))
                return tuple(result for results in done for result in results)
        finally:
            _batch.clear()
            gc.unfreeze()


ALONE = Workers()
"""Everything in this process."""

_batch: list[Any] = []
"""What the forked processes find to do: the work and its shares."""


def _one_share(number: int) -> list[Any]:
    work, shares = _batch
    return list(map(work, shares[number]))
