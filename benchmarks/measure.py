"""What a command costs: time, processor time and memory of it and of every process it starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SAMPLE_SECONDS = 0.05
PROC = Path("/proc")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


@dataclass(frozen=True, slots=True)
class Usage:
    """One run of a command."""

    exit_code: int
    wall_seconds: float
    cpu_seconds: float
    """User and system time of all its processes."""
    peak_bytes: int
    """The most memory its processes had at one moment; shared pages count once for each."""
    largest_bytes: int = 0
    """The most memory one of its processes had."""


def measure(
    command: Sequence[str], folder: Path, log: Path, environment: Mapping[str, str]
) -> Usage:
    """Run a command to its end; what it prints goes to `log`."""
    with log.open("wb") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **environment},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid)
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            wall = time.perf_counter() - began
            watch.stop()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(
        exit_code=process.returncode,
        wall_seconds=wall,
        cpu_seconds=usage.ru_utime + usage.ru_stime,
        peak_bytes=max(watch.peak_bytes, _maxrss_bytes(usage.ru_maxrss)),
        largest_bytes=_maxrss_bytes(usage.ru_maxrss),
    )


def _maxrss_bytes(value: int) -> int:
    """The largest single process; exact, where the samples may miss a short peak."""
    return value if sys.platform == "darwin" else value * 1024


class _Watch(threading.Thread):
    """Adds up the memory of a session's processes, many times a second."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self.session = session
        self.peak_bytes = 0
        self._done = threading.Event()

    def run(self) -> None:
        if not PROC.is_dir():
            return
        while not self._done.wait(SAMPLE_SECONDS):
            self.peak_bytes = max(self.peak_bytes, sum(_resident(self.session)))

    def stop(self) -> None:
        self._done.set()
        self.join()


def _resident(session: int) -> Iterator[int]:
    """Resident bytes of each process of a session."""
    for name in os.listdir(PROC):  # noqa: PTH208 - what is measured shares the machine with us
        if not name.isdigit():
            continue
        # A process may end between two of these lines.
        with suppress(OSError, ValueError, IndexError):
            if os.getsid(int(name)) == session:
                yield int((PROC / name / "statm").read_text().split()[1]) * PAGE_BYTES
