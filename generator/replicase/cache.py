"""What was found of a library the last time, so that what has not changed is not judged again.

It lies in the cache folder of whoever runs the command and never in the library: what a pull request
brings along is not believed. Values are plain data, read back by their types; a file that is not
whole, or was written by another version of the checker, counts for nothing.
"""

from __future__ import annotations

import os
import sys
import sysconfig
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from pathlib import Path
from time import time
from typing import TypeVar

import msgspec

T = TypeVar("T")

ENVIRONMENT = "REPLICASE_CACHE"
"""Names the folder of the cache; empty for no cache."""

_DIGEST = 32
_KEPT_DAYS = 30
_TICK = 100_000_000
_COARSE_TICK = 2_000_000_000
"""Within so many ns a file may change twice and keep its mark: some disks tell whole seconds only."""


def cache_folder() -> Path | None:
    """Where this person's cache lies; None for nowhere."""
    if (named := os.environ.get(ENVIRONMENT)) is not None:
        return Path(named).absolute() if named else None
    if sys.platform == "win32":
        home = os.environ.get("LOCALAPPDATA", "")
    else:
        home = os.environ.get("XDG_CACHE_HOME", "") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return Path(home, "replicase") if os.path.isabs(home) else None  # noqa: PTH117


def digest(parts: Iterable[object]) -> bytes:
    """Tell one list of plain values from any other."""
    return blake2b(msgspec.msgpack.encode(list(parts)), digest_size=_DIGEST).digest()


@cache
def checker() -> bytes:
    """Tell one checker from another: our own code, what it is built on, the Python that runs it."""
    return digest((sys.version, sorted(_installed()), sorted(_own_files())))


def _installed() -> list[str]:
    """The packages beside this one: the folders of their descriptions name the versions."""
    with suppress(OSError):
        return [n for n in os.listdir(sysconfig.get_path("purelib")) if n.endswith("-info")]  # noqa: PTH208
    return []


def _own_files() -> Iterator[tuple[str, int, int]]:
    for folder, _, names in os.walk(Path(__file__).parent):
        for name in names:
            if name.endswith(".py"):
                status = os.stat(f"{folder}/{name}")  # noqa: PTH116 - hundreds, before anything else
                yield f"{folder}/{name}", status.st_size, status.st_mtime_ns


def is_settled(mark: tuple[int, int, int, int], now: int) -> bool:
    """Whether a file with a mark has not changed for so long that its next change gives it another.

    `now` is in ns, taken before the file was read.
    """
    _, changed, touched, _ = mark
    tells_parts = changed % 10_000_000 and touched % 10_000_000
    return max(changed, touched) < now - (_TICK if tells_parts else _COARSE_TICK)


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache of one library; without a folder it keeps nothing."""

    folder: Path | None
    library: str
    """Names the library among others."""

    @classmethod
    def of(cls, root: Path, folder: Path | None) -> Cache:
        """The cache of the library below `root`."""
        return cls(folder, blake2b(os.fsencode(root.resolve()), digest_size=16).hexdigest())

    def recall(self, name: str, kind: type[T], key: bytes) -> T | None:
        """What was kept under a name and this key, or None; of another key only the head is read."""
        if self.folder is None:
            return None
        try:
            with self._file(self.folder, name).open("rb") as file:
                told = file.read(_DIGEST)
                if file.read(_DIGEST) != key:
                    return None
                body = file.read()
            if _seal(key, body) != told:
                return None
            return msgspec.msgpack.decode(body, type=kind)
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
            return None

    def keep(self, name: str, value: object, key: bytes) -> None:
        """Keep a value under a name and a `digest` as its key; where that is refused, nothing is kept."""
        if self.folder is None:
            return
        body = msgspec.msgpack.encode(value)
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _sweep(self.folder)
            descriptor, beside = tempfile.mkstemp(dir=self.folder, prefix="new-")
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.writelines((_seal(key, body), key, body))
                os.replace(beside, self._file(self.folder, name))  # noqa: PTH105
            except OSError:
                os.unlink(beside)  # noqa: PTH108
                raise

    def _file(self, folder: Path, name: str) -> Path:
        return folder / f"{self.library}.{name}"


def _seal(key: bytes, body: bytes) -> bytes:
    seal = blake2b(key, digest_size=_DIGEST)
    seal.update(body)
    return seal.digest()


NOWHERE = Cache(None, "")
"""Keeps nothing."""


def _sweep(folder: Path) -> None:
    """Delete what nobody has written for a month: libraries come and go."""
    before = time() - _KEPT_DAYS * 86_400
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_file(follow_symlinks=False) and entry.stat().st_mtime < before:
                os.unlink(entry.path)  # noqa: PTH108
