"""Writing files of a library: whole or not at all, never through a link, never over somebody's work."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from replicase.source import MAX_BYTES


class NotWritten(Exception):  # noqa: N818 - it is an answer, not a failure of ours
    """Why a file was left as it was, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


def replace_file(root: Path, file: str, before: bytes, after: bytes) -> None:
    """Put new content in the place of the old, in one step and with the same mode.

    Raises NotWritten where the file is none, or is no longer what was read.
    """
    path = root / file
    try:
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or _leads_elsewhere(root, file):
            raise NotWritten("不是普通文件，没有写", "is no regular file and was not written")
        with path.open("rb") as opened:
            if opened.read(MAX_BYTES + 1) != before:
                raise NotWritten(
                    "读过以后有人改了，没有写；请再运行一次",
                    "was changed by somebody meanwhile and was not written; run it again",
                )
        with _beside(path, after, stat.S_IMODE(found.st_mode)) as written:
            written.replace(path)
    except OSError as error:
        raise _refused(error) from error


def create_file(root: Path, file: str, content: bytes) -> None:
    """Write a file that is not there yet, with the folders above it.

    Raises NotWritten where something of that name is there; nothing is left behind then.
    """
    path = root / file
    made: list[Path] = []
    try:
        if _leads_elsewhere(root, file):
            raise NotWritten("文件夹是符号链接，没有写", "its folder is a symbolic link")
        for folder in reversed([p for p in path.parents if not p.exists()]):
            folder.mkdir()
            made.append(folder)
        with _beside(path, content, 0o666 & ~_umask()) as written:
            _put(written, path, content)
    except BaseException as error:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, FileExistsError):
            raise NotWritten(
                "已经有这个文件，没有动它", "is there already and was left as it is"
            ) from error
        if isinstance(error, OSError):
            raise _refused(error) from error
        raise


def _put(written: Path, path: Path, content: bytes) -> None:
    """Give a finished file its name; unlike a rename, this never takes the place of another file."""
    try:
        os.link(written, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with path.open("xb") as file:
            try:
                file.write(content)
            except BaseException:
                path.unlink()
                raise


def _leads_elsewhere(root: Path, file: str) -> bool:
    """Whether a folder between the library's root and the file is a symbolic link."""
    path = root / file
    return any(
        folder.is_symlink() for folder in path.parents if folder.is_relative_to(root / "cases")
    )


@contextmanager
def _beside(path: Path, content: bytes, mode: int) -> Iterator[Path]:
    """A finished file in the same folder, which is gone afterwards unless it took another's place."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.stem}.", suffix=".new", dir=path.parent)
    written = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            if hasattr(os, "fchmod"):
                os.fchmod(file.fileno(), mode)
            os.fsync(file.fileno())
        yield written
    finally:
        with suppress(FileNotFoundError):
            written.unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def _refused(error: OSError) -> NotWritten:
    return NotWritten(
        f"系统不让写（{error.strerror}）", f"the system refused to write it ({error.strerror})"
    )
