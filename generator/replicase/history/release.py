"""The releases of a library: what changed with each, kept in `releases/` beside the cases.

`replicase changes FROM TO --release` writes such a file; it is committed with the cases, so that every
build tells the same history without asking git.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import msgspec

from replicase.folders import RELEASES

FOLDER = RELEASES
MOST = 20_000_000
"""Bytes of one release."""
_NAME = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]\.json")

_Line = Annotated[str, msgspec.Meta(max_length=4000)]
_Id = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]{0,100}$")]
_Day = Annotated[str, msgspec.Meta(pattern=r"^[12][0-9]{3}-[01][0-9]-[0-3][0-9]$")]


class Told(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One change in both languages."""

    what: _Id
    zh: _Line
    en: _Line
    case: _Id = ""
    """The case it is about, by id; "" for something found wanting in a city."""
    title_zh: _Line = ""
    title_en: _Line = ""
    city: _Id = ""


class Release(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What changed with one release."""

    date: _Day
    since: _Day
    changes: tuple[Told, ...]


def release_file(release: Release) -> bytes:
    """A release as its file: a change is a line, so that a proposal can be read."""
    head = msgspec.json.encode({"date": release.date, "since": release.since})[:-1]
    lines = b",\n".join(msgspec.json.encode(told) for told in release.changes)
    return b'%s,"changes":[\n%s\n]}\n' % (head, lines)


def read_releases(root: Path) -> tuple[tuple[Release, ...], tuple[str, ...]]:
    """The releases of a library, newest first, and what is wrong with those that cannot be read."""
    found: list[Release] = []
    wrong: list[str] = []
    for file in _files(root / FOLDER):
        try:
            data = file.read_bytes() if file.stat().st_size <= MOST else b""
            release = msgspec.json.decode(data, type=Release)
        except (OSError, msgspec.MsgspecError, ValueError, RecursionError) as error:
            wrong.append(
                f"{FOLDER}/{file.name}: 不是 replicase changes --release 写的文件 / "
                f"is no file of replicase changes --release: {error}"
            )
            continue
        if f"{release.date}.json" != file.name:
            wrong.append(
                f"{FOLDER}/{file.name}: 文件名应是 {release.date}.json / "
                f"the file should be called {release.date}.json"
            )
            continue
        found.append(release)
    return tuple(sorted(found, key=lambda r: r.date, reverse=True)), tuple(wrong)


def _files(folder: Path) -> Iterator[Path]:
    if folder.is_dir() and not folder.is_symlink():
        for file in sorted(folder.iterdir()):
            if _NAME.fullmatch(file.name) and file.is_file() and not file.is_symlink():
                yield file
