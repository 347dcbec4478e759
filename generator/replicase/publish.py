"""The finished site and the published one change places, or everything stays as it was.

A release is made in a folder beside the site. Nothing in the published folder is ever opened for
writing: files that did not change are hard links to it, and the folders are exchanged in one step.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MARKER = ".replicase"
"""A file in every site we made; a folder without it is somebody else's and is never replaced."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(Exception):
    """Why a site cannot be published; `zh` and `en` say it in one sentence each."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@contextmanager
def release(site: Path) -> Iterator[Path]:
    """Give a fresh folder to build in; it is removed unless `exchange` has taken it.

    Raises PublishError when the site's folder is not ours, or another build is running.
    """
    site = site.absolute()
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(site.parent / f".{site.name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise PublishError(
            f"不能写入 {site.parent}（{error.strerror}）",
            f"cannot write to {site.parent} ({error.strerror})",
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PublishError(
                f"另一次构建正在写 {site}", f"another build is writing {site}"
            ) from None
        _complete_interrupted(site)
        _refuse_foreign(site)
        staging = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
        staging.chmod(0o755)
        try:
            yield staging
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    finally:
        os.close(lock)


@contextmanager
def beside(staging: Path) -> Iterator[Path]:
    """Give a folder for what a release is made from; it goes, even after a build was killed."""
    with tempfile.TemporaryDirectory(prefix=f"{staging.name}-", dir=staging.parent) as folder:
        yield Path(folder)


def _prefix(site: Path) -> str:
    return f".{site.name}.next-"


def _retired(site: Path) -> Path:
    return site.parent / f".{site.name}.old"


def _complete_interrupted(site: Path) -> None:
    """Clear what a killed build left: half releases go, a site moved aside comes back."""
    old = _retired(site)
    if old.is_dir():
        if site.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            old.rename(site)
    for stale in site.parent.glob(f"{_prefix(site)}*"):
        shutil.rmtree(stale, ignore_errors=True)


def _refuse_foreign(site: Path) -> None:
    if site.is_symlink() or (site.exists() and not site.is_dir()):
        raise PublishError(f"{site} 不是文件夹", f"{site} is no folder")
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        raise PublishError(
            f"{site} 里有不是本程序生成的文件，不会覆盖；换一个文件夹，或自己清空它",
            f"{site} holds files this program did not make and will not replace; "
            "name another folder, or empty it yourself",
        )


def exchange(staging: Path, site: Path) -> None:
    """Publish a finished release: after this the site is the new one, whole.

    Raises OSError when the system refuses; the published site is then the old one, whole.
    """
    site = site.absolute()
    (staging / MARKER).write_text("made by replicase; replaced as a whole by the next build\n")
    if not site.exists():
        _flush(staging)
        staging.rename(site)
        return
    _reuse_unchanged(staging, site)
    _flush(staging)
    if _swap(staging, site):
        return  # the old site is now at `staging`, which `release` removes
    old = _retired(site)
    site.rename(old)
    staging.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def _reuse_unchanged(staging: Path, site: Path) -> None:
    """Hard-link what is equal byte for byte, so that unchanged pages keep their times."""
    for folder, _, names in os.walk(staging):
        published = site / Path(folder).relative_to(staging)
        for name in names:
            new, old = Path(folder, name), published / name
            if _is_one(new, old):
                continue  # it was taken from there
            if old.is_file() and not old.is_symlink() and filecmp.cmp(new, old, shallow=False):
                linked = new.with_name(f"{name}.linked")
                try:
                    linked.hardlink_to(old)
                except OSError:
                    continue  # another device or no hard links: the copy serves as well
                linked.replace(new)


def _is_one(new: Path, old: Path) -> bool:
    try:
        return os.path.samestat(new.lstat(), old.lstat())
    except OSError:
        return False


def _flush(folder: Path) -> None:
    """Write the release to disk before it is shown: one call for the whole file system."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if not hasattr(libc, "syncfs") or libc.syncfs(descriptor) != 0:
            os.sync()
    finally:
        os.close(descriptor)


def _swap(staging: Path, site: Path) -> bool:
    """Exchange two folders in one step; False where the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    if not hasattr(libc, "renameat2"):
        return False
    done = libc.renameat2(
        _AT_FDCWD, os.fsencode(staging), _AT_FDCWD, os.fsencode(site), _RENAME_EXCHANGE
    )
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL):
        return False
    raise OSError(number, os.strerror(number), str(site))
