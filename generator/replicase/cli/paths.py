"""The files, folders and records a command is asked to look at."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from replicase.folders import CASES
from replicase.read import find_root


class RecordPath(click.Path):
    """A path, or the id of a record."""

    name = "path"

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Offer the ids that begin so, else leave it to the shell, which knows files."""
        root = ctx.params.get("root") or find_root(Path.cwd())
        if root is not None and incomplete and "/" not in incomplete:
            found = sorted(
                file.stem
                for folder in ("practices", "adoptions")
                for file in (root / CASES / folder).glob(f"*/{_literal(incomplete)}*.yml")
            )
            if found:
                return [CompletionItem(name) for name in found]
        return super().shell_complete(ctx, param, incomplete)


def _literal(text: str) -> str:
    """Text in which a pattern of names finds no signs of its own."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in text)


def wanted_below(paths: Sequence[Path], root: Path) -> tuple[str, ...]:
    """The named files and folders as the library names them; "." is all of it.

    Raises click.UsageError for what is not there, or not in the library.
    """
    found = []
    for path in paths:
        absolute = (Path.cwd() / path).resolve()
        if not absolute.exists():
            absolute = _record(path, root)
        if not absolute.is_relative_to(root):
            raise click.UsageError(f"{path} 不在库 {root} 里 / {path} is not in the library {root}")
        found.append(absolute.relative_to(root).as_posix())
    return tuple(found)


def _record(name: Path, root: Path) -> Path:
    """The file of the record with an id."""
    if len(name.parts) == 1:
        for file in sorted((root / CASES).glob(f"*/*/{_literal(name.name)}.yml")):
            return file
    raise click.UsageError(
        f"没有 {name} 这个文件、文件夹或编号 / there is no {name}: no file, no folder, no id"
    )


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
