"""The one place that reads a library from disk: regular files with plain names, nothing else."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from replicase.diagnostics import START, Diagnostic, in_order
from replicase.model.scalars import WINDOWS_DEVICES
from replicase.source import MAX_BYTES, UNREADABLE, Input

CASES = "cases"
"""The folder of a repository that is the library."""

_NAME = re.compile(r"[a-z0-9]+(?:-{1,2}[a-z0-9]+)*")


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that has a library in it; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / CASES).is_dir():
            return folder
    return None


def read_library(root: Path) -> tuple[tuple[Input, ...], tuple[Diagnostic, ...]]:
    """Read every file below `root/cases`; what cannot be read is told, and never hides the rest."""
    inputs: list[Input] = []
    diagnostics: list[Diagnostic] = []
    for file, entry in _walk(root / CASES, CASES, diagnostics):
        if (reason := _refused(entry)) is not None:
            diagnostics.append(_unreadable(file, *reason))
            continue
        try:
            data = _bytes(Path(entry.path))
        except OSError as error:
            diagnostics.append(_unreadable(file, *_failed(error)))
        else:
            inputs.append(Input(file, data))
    return tuple(inputs), in_order(diagnostics)


def _walk(
    folder: Path, name: str, diagnostics: list[Diagnostic]
) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file in the order of names; folders that cannot be entered are told."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda e: e.name)
    except OSError as error:
        diagnostics.append(_unreadable(name, *_failed(error)))
        return
    for entry in entries:
        file = f"{name}/{_printable(entry.name)}"
        if entry.is_dir(follow_symlinks=False):
            if not _plain(entry.name):
                reason = _FOLDER if entry.name.endswith(".yml") else _BAD_NAME
                diagnostics.append(_unreadable(file, *reason))
            else:
                yield from _walk(Path(entry.path), file, diagnostics)
        else:
            yield file, entry


def _plain(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and len(name) <= 120 and name not in WINDOWS_DEVICES


def _bytes(path: Path) -> bytes:
    """At most one byte over the limit: a huge file costs no more than a large one."""
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    with os.fdopen(descriptor, "rb") as file:
        return file.read(MAX_BYTES + 1)


_BAD_NAME = (
    "名称不合要求",
    "the name is not allowed",
    "只用小写字母、数字和连字符，如 `anji-centre.yml`",
    "use small letters, digits and hyphens, as `anji-centre.yml`",
)


_FOLDER = (
    "是文件夹，不是文件",
    "is a folder and no file",
    "把记录写成一个文件，文件夹名不带 `.yml`",
    "write the record as a file; the name of a folder does not end in `.yml`",
)


def _refused(entry: os.DirEntry[str]) -> tuple[str, str, str, str] | None:
    if entry.is_symlink():
        return (
            "是符号链接，不读取",
            "is a symbolic link, which is not read",
            "放入文件本身",
            "put the file itself here",
        )
    if not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
        return ("不是普通文件", "is no regular file", "删除它", "delete it")
    stem, _, suffix = entry.name.rpartition(".")
    if suffix != "yml":
        record = suffix.lower() in ("yaml", "yml")
        return (
            "不是 .yml 文件",
            "is no .yml file",
            "把后缀改为 `.yml`" if record else "把它移走，库里只放 .yml 记录",
            "end the name in `.yml`"
            if record
            else "take it away: a library holds .yml records only",
        )
    return None if _plain(stem) else _BAD_NAME


def _failed(error: OSError) -> tuple[str, str, str, str]:
    if isinstance(error, FileNotFoundError):
        return (
            "找不到这个文件夹或文件",
            "there is no such folder or file",
            "在库所在的文件夹运行，或用 --root 指明",
            "run in the folder of the library, or name it with --root",
        )
    if isinstance(error, PermissionError):
        return (
            "没有读取权限",
            "you may not read it",
            "请管理这台机器的人给你读取权限",
            "ask whoever looks after this machine for the right to read it",
        )
    return (
        f"读不出来（{error.strerror}）",
        f"cannot be read ({error.strerror})",
        "检查读取权限",
        "check that you may read it",
    )


def _printable(name: str) -> str:
    """A name as it can be shown: bytes that are no UTF-8 and control characters are escaped."""
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in name)


def _unreadable(file: str, zh: str, en: str, hint_zh: str, hint_en: str) -> Diagnostic:
    return Diagnostic(file, START, UNREADABLE, UNREADABLE.severity, zh, en, hint_zh, hint_en)


def read_handwritten(root: Path, docs: Path) -> tuple[tuple[Input, ...], tuple[Diagnostic, ...]]:
    """Read the Markdown pages of `docs`, our own text; a folder that is not there holds none."""
    inputs: list[Input] = []
    diagnostics: list[Diagnostic] = []

    def tell(path: Path, error: OSError) -> None:
        diagnostics.append(_unreadable(_named(path, root), *_failed(error)))

    def outside(error: OSError) -> None:
        if Path(error.filename) != docs or not isinstance(error, FileNotFoundError):
            tell(Path(error.filename), error)

    for folder, _, names in os.walk(docs, onerror=outside):
        for name in names:
            path = Path(folder, name)
            try:
                if path.suffix == ".md" and path.is_file():
                    inputs.append(Input(_named(path, root), path.read_bytes()))
            except OSError as error:
                tell(path, error)
    return tuple(sorted(inputs, key=lambda i: i.file)), in_order(diagnostics)


SHELL = "mkdocs.yml"


def read_shell(root: Path) -> Input | None:
    """Read the shell of the site beside the library; None where there is none that can be read."""
    try:
        with (root / SHELL).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError:
        return None  # MkDocs itself tells, and a library may be checked without a site
    return Input(SHELL, data) if len(data) <= MAX_BYTES else None


def _named(path: Path, root: Path) -> str:
    shown = path.relative_to(root).as_posix() if path.is_relative_to(root) else path.name
    return _printable(shown)
