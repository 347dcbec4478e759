"""The finished site and the published one change places, or everything stays as it was.

A release is made in a folder beside the site. Nothing in the published folder is ever opened for
writing: files that did not change are hard links to it, and the folders are exchanged in one step.
The release before is kept beside the site, exactly one, where no web server reads it. What a
release before that shares with the published site is what the next is made on (`spare`).
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import filecmp
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from replicase.published import unpacked
from replicase.spare import PRIVATE, drop, put_by, put_right

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
    """Give a fresh folder to build in; unless `exchange` has taken it, no more of it stays than is published.

    Raises PublishError when the site's folder is not ours, or another build is running.
    """
    site = site.absolute()
    with _alone(site):
        try:
            staging = Path(tempfile.mkdtemp(prefix=_prefix(site), dir=site.parent))
        except OSError as error:
            raise _cannot_write(site.parent, error) from error
        staging.chmod(0o755)
        # A site is for all to read, however private the files of whoever builds it are by default.
        mask = os.umask(0o022)
        try:
            yield staging
        finally:
            os.umask(mask)
            if staging.is_dir():
                put_by(staging, site)


def roll_back(site: Path) -> None:
    """Let the site and the release before it change places; once more, and they are as they were.

    Raises PublishError when there is no release before, or the site's folder is not ours.
    """
    site = site.absolute()
    if not site.parent.is_dir():
        raise PublishError(f"没有 {site}", f"there is no {site}")
    with _alone(site):
        before = previous(site)
        if not (before / MARKER).is_file():
            raise PublishError(
                f"没有上一次发布的 {site}：只发布过一次，或者 {before.name} 已被删除",
                f"there is no release before of {site}: it was published once, "
                f"or {before.name} was removed",
            )
        before.chmod(0o755)
        try:
            if not site.exists():
                before.rename(site)
            elif not _swap(before, site):
                old = _retired(site)
                site.rename(old)
                before.rename(site)
                old.rename(before)
        finally:  # whatever lies there now, is not published
            with suppress(FileNotFoundError):
                before.chmod(PRIVATE)
        put_right(site)


@contextmanager
def _alone(site: Path) -> Iterator[None]:
    """Hold the lock of a site that is ours; what a killed run left beside it is cleared."""
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(site.parent / f".{site.name}.lock", os.O_CREAT | os.O_RDWR, 0o644)
    except OSError as error:
        raise _cannot_write(site.parent, error) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise PublishError(
                f"另一次构建正在写 {site}；等它结束再运行一次",
                f"another build is writing {site}; run this again once it has ended",
            ) from None
        _complete_interrupted(site)
        _refuse_foreign(site)
        yield
    finally:
        os.close(lock)


def _cannot_write(folder: Path, error: OSError) -> PublishError:
    return PublishError(
        f"不能写入 {folder}（{error.strerror}）；换一个文件夹，或请管理员给写的权限",
        f"cannot write to {folder} ({error.strerror}); name another folder, or ask for the right "
        "to write there",
    )


def previous(site: Path) -> Path:
    """Where the release before lies: beside the site, and nobody but its owner reads it."""
    return site.parent / f".{site.name}.previous"


def _keep(old: Path, site: Path) -> None:
    """Keep what was published until now as the release before, in place of the one kept so far.

    Where that is refused the site is the new one all the same, and there is no release before. What
    is no longer published may have been withdrawn, so no web server shall find it.
    """
    kept = previous(site)
    with suppress(OSError):
        old.chmod(PRIVATE)
        if kept.exists() and _swap(old, kept):
            put_by(old, site)
            return
        shutil.rmtree(kept, ignore_errors=True)
        old.rename(kept)


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
            _keep(old, site)
        else:
            old.rename(site)
    for stale in site.parent.glob(f"{_prefix(site)}*"):
        shutil.rmtree(stale, ignore_errors=True)


def _refuse_foreign(site: Path) -> None:
    if site.is_symlink():
        raise PublishError(
            f"{site} 是指向别处的链接，不会经过它写；请写明它指向的文件夹",
            f"{site} is a link to elsewhere, and nothing is written through it; "
            "name the folder it leads to",
        )
    if site.exists() and not site.is_dir():
        raise PublishError(f"{site} 不是文件夹；换一个名称", f"{site} is no folder; name another")
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
    if _reuse_unchanged(os.fspath(staging), os.fspath(site)):
        return  # nothing changed, and the release before stays what differs
    drop(site)
    _flush(staging)
    if _swap(staging, site):
        _keep(staging, site)
        return
    old = _retired(site)
    site.rename(old)
    staging.rename(site)
    _keep(old, site)


def _reuse_unchanged(staging: str, site: str) -> bool:
    """Hard-link what is equal byte for byte, so that unchanged pages keep their times.

    Says whether every file is, and the site has no others, but for packed copies of its own.
    """
    new, old = _files_in(staging), _files_in(site)
    same = new.keys() == set(unpacked(old))
    for name, inode in new.items():
        made, published = f"{staging}/{name}", f"{site}/{name}"
        if inode is None:
            same &= _reuse_unchanged(made, published)
        elif inode != old.get(name):  # else it was taken from there
            same &= _linked(made, published)
    return same


def _files_in(folder: str) -> dict[str, int | None]:
    """What lies in a folder, by name: the inode of a file, None for a folder; nothing where there is none."""
    try:
        with os.scandir(folder) as entries:
            return {e.name: None if e.is_dir(follow_symlinks=False) else e.inode() for e in entries}
    except OSError:
        return {}


def _linked(new: str, old: str) -> bool:
    """Link a file in place of one that is equal; says whether it is."""
    if not _is_file(old) or not filecmp.cmp(new, old, shallow=False):
        return False
    linked = f"{new}.linked"
    try:
        os.link(old, linked, follow_symlinks=False)
    except OSError:
        return True  # another device or no hard links: the copy serves as well
    os.replace(linked, new)  # noqa: PTH105
    return True


def _is_file(file: str) -> bool:
    try:
        return stat.S_ISREG(os.lstat(file).st_mode)
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
