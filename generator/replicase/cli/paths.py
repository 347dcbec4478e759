"""The files and folders a command is asked for, as the library names them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import click


def wanted_below(paths: Sequence[Path], root: Path) -> tuple[str, ...]:
    """The named files and folders as the library names them; "." is all of it."""
    wanted = []
    for path in paths:
        absolute = (Path.cwd() / path).resolve()
        if not absolute.exists():
            raise click.UsageError(f"没有 {path} / there is no {path}")
        if not absolute.is_relative_to(root):
            raise click.UsageError(f"{path} 不在库 {root} 里 / {path} is not in the library {root}")
        wanted.append(absolute.relative_to(root).as_posix())
    return tuple(wanted)


def concerns(file: str, wanted: Collection[str]) -> bool:
    """Whether a file is one of those named or lies in a folder that is; without names, all are."""
    return not wanted or any(w == "." or file == w or file.startswith(f"{w}/") for w in wanted)


def refuse_links(paths: Sequence[Path]) -> None:
    """Refuse to write where a path is a symbolic link: what it leads to was not named."""
    for path in paths:
        if path.is_symlink():
            raise click.UsageError(
                f"{path} 是符号链接，不改它 / {path} is a symbolic link and is not changed"
            )
