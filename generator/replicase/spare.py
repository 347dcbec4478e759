"""The spare folder beside a site: links to most of its files, on which the next release is made.

To link forty thousand files anew takes the system longer than to make the pages that changed. So
the release that is no longer kept is not deleted: what of it is still published stays linked, and
the next build starts from that. The folder never holds a file that is not published, and nothing in
it is ever opened for writing.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Set
from contextlib import suppress
from pathlib import Path

PRIVATE = 0o700
"""Beside a site lies what no web server shall find."""

Stands = Callable[[str, os.stat_result], bool]
"""Says of a file, by its path with '/' and its status, whether the next release has it as it is."""


def spare(site: Path) -> Path:
    """Where the spare folder of a site lies."""
    return site.parent / f".{site.name}.spare"


def put_by(folder: Path, site: Path) -> None:
    """Make a folder the spare one of a site, with the files it shares with it; where it has none, it goes."""
    by = spare(site)
    try:
        folder.chmod(PRIVATE)
        shutil.rmtree(by, ignore_errors=True)
        if _only_links(os.fspath(folder), os.fspath(site)):
            folder.rename(by)
            return
    except OSError:
        pass  # it was of use alone, and nothing is lost with it
    shutil.rmtree(folder, ignore_errors=True)


def put_right(site: Path) -> None:
    """Drop from the spare folder what is not published now that another site is."""
    if (by := spare(site)).is_dir():
        put_by(_aside(by, site), site)


def drop(site: Path) -> None:
    """Delete the spare folder of a site that is about to change, if the next release is not made on it."""
    if (by := spare(site)).is_dir():
        shutil.rmtree(_aside(by, site), ignore_errors=True)


def _aside(by: Path, site: Path) -> Path:
    """The spare folder under a name that a run clears away if this one is killed."""
    aside = site.parent / f".{site.name}.next-spare"
    shutil.rmtree(aside, ignore_errors=True)
    return by.rename(aside)


def make_on(site: Path, staging: Path, stands: Stands) -> Set[str]:
    """Go on with a release on the spare folder of a site, if there is one.

    What was made of it so far goes there, in place of what has its name; then that is the `staging`
    folder. Returns the paths of the files that stood there already. Raises OSError.
    """
    on = staging.with_name(f"{staging.name}-on")
    try:
        spare(site).rename(on)
        standing = frozenset(_left(os.fspath(on), "", stands))
        on.chmod(0o755)
    except OSError:
        # None there, or not to be used: every file is made or linked, as in a first release.
        shutil.rmtree(on, ignore_errors=True)
        return frozenset()
    start = len(os.fspath(staging))
    for where, _, names in os.walk(staging):
        there = f"{on}{where[start:]}"
        os.makedirs(there, exist_ok=True)  # noqa: PTH103
        for name in names:
            os.replace(f"{where}/{name}", f"{there}/{name}")  # noqa: PTH105
    shutil.rmtree(staging)
    on.rename(staging)
    return standing


def _left(folder: str, below: str, stands: Stands) -> Iterator[str]:
    """Yield the files below a folder that stand; the others go, and folders without any."""
    with os.scandir(folder) as entries:
        found = list(entries)
    for entry in found:
        path = f"{below}{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _left(entry.path, f"{path}/", stands)
            with suppress(OSError):  # it is not empty
                os.rmdir(entry.path)  # noqa: PTH106
        elif stands(path, entry.stat(follow_symlinks=False)):
            yield path
        else:
            os.unlink(entry.path)  # noqa: PTH108


def _only_links(folder: str, published: str) -> bool:
    """Leave in a folder no file but those that are the published ones; says whether any is left."""
    try:
        with os.scandir(published) as entries:
            theirs = {e.name: e.inode() for e in entries if e.is_file(follow_symlinks=False)}
    except OSError:
        theirs = {}
    with os.scandir(folder) as entries:
        found = list(entries)
    any_left = False
    for entry in found:
        if entry.is_dir(follow_symlinks=False):
            if _only_links(entry.path, f"{published}/{entry.name}"):
                any_left = True
            else:
                os.rmdir(entry.path)  # noqa: PTH106
        elif theirs.get(entry.name) == entry.inode():
            any_left = True
        else:
            os.unlink(entry.path)  # noqa: PTH108
    return any_left
