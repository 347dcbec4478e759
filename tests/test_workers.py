"""Work shared among processes is the same work."""

from __future__ import annotations

import os
import signal
import sys
import time

import pytest

from replicase.workers import ALONE, FEWEST, WorkerLostError, Workers

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")

MANY = tuple(range(FEWEST * 5 + 1))


def test_results_come_in_the_order_of_the_things() -> None:
    known = {n: n * n for n in MANY}  # what this process knows, the others know too
    assert Workers(3).each(known.get, MANY) == ALONE.each(known.get, MANY) == tuple(known.values())


def test_others_take_part_in_it() -> None:
    def slowly(_: int) -> int:
        time.sleep(0.001)
        return os.getpid()

    assert len(set(Workers(2).each(slowly, MANY))) == 2


def test_a_few_things_are_not_worth_a_process() -> None:
    assert set(Workers(2).each(lambda _: os.getpid(), MANY[: FEWEST - 1])) == {os.getpid()}


def test_what_one_raises_is_raised_here() -> None:
    def refuse(number: int) -> int:
        if number == MANY[-1]:
            raise LookupError("the last one")
        return number

    with pytest.raises(LookupError, match="the last one"):
        Workers(2).each(refuse, MANY)


def test_a_process_that_is_ended_is_told_and_not_waited_for() -> None:
    here = os.getpid()

    def end(_: int) -> None:
        time.sleep(0.001)
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)

    with pytest.raises(WorkerLostError):
        Workers(2).each(end, MANY)
