"""The one place that reads a library from disk: regular files with plain names, nothing else."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from replicase.diagnostics import LANGUAGES, START, Diagnostic, Language, in_order
from replicase.folders import ADOPTION_FOLDER, CASE_FOLDER, CASES, SETTINGS_FILE, is_plain
from replicase.pictures import KINDS, kind_named
from replicase.pictures import MAX_BYTES as MAX_PICTURE
from replicase.source import MAX_BYTES, UNREADABLE, Input, parse


def find_root(start: Path) -> Path | None:
    """The nearest folder at or above `start` that has a library in it; None where there is none."""
    for folder in (start, *start.parents):
        if (folder / CASES).is_dir():
            return folder
    return None


SITE = "mkdocs.yml"
"""The file of a repository that says how its site is made."""


def public_address(root: Path) -> str:
    """The site's address, with "/" at its end, as `site_url` in `mkdocs.yml` gives it; "" for none.

    The file is looked at as text, since it names functions of Python that only MkDocs may call.
    """
    try:
        node = yaml.compose((root / SITE).read_text("utf-8"), yaml.SafeLoader)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return ""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if key.value == "site_url" and isinstance(value, yaml.ScalarNode):
            is_address = value.value.startswith(("https://", "http://"))
            return f"{value.value.rstrip('/')}/" if is_address else ""
    return ""


def first_language(root: Path) -> Language | None:
    """The language a library names first in its settings; None where they do not say."""
    given = read_record(root, SETTINGS_FILE)
    document = parse(given)[0] if isinstance(given, Input) else None
    named = document.plain.get("languages") if document is not None else None
    first = named[0] if isinstance(named, list) and named else None
    return next((language for language in LANGUAGES if language == first), None)


Mark = tuple[int, int, int, int]
"""Size, last change of content and of anything (ns), and inode: another mark, another file."""


@dataclass(frozen=True, slots=True)
class OnDisk:
    """A file of the library as its folder lists it."""

    file: str
    """Path with '/' from the root of the repository."""
    mark: Mark

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture of a record, and no record."""
        return not self.file.endswith(".yml")


def library_files(root: Path) -> tuple[tuple[OnDisk, ...], tuple[Diagnostic, ...]]:
    """List every record and picture below `root/cases` by path; what is neither is told."""
    found: list[OnDisk] = []
    diagnostics: list[Diagnostic] = []
    for file, entry in _walk(root / CASES, CASES, diagnostics):
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError as error:
            diagnostics.append(_unreadable(file, *_failed(error)))
            continue
        if (reason := _refused(file, entry, status)) is not None:
            diagnostics.append(_unreadable(file, *reason))
        else:
            found.append(OnDisk(file, mark_of(status)))
    return tuple(sorted(found, key=lambda on_disk: on_disk.file)), in_order(diagnostics)


def mark_of(status: os.stat_result) -> Mark:
    """What tells a file from what it was before."""
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_record(root: Path, file: str) -> Input | Diagnostic:
    """Read a record, or say why it cannot be read."""
    try:
        return Input(file, _bytes(f"{root}/{file}", MAX_BYTES))
    except OSError as error:
        return _unreadable(file, *_failed(error))


def read_library(root: Path) -> tuple[tuple[Input, ...], tuple[Diagnostic, ...]]:
    """Read every record below `root/cases`; what cannot be read is told, and never hides the rest."""
    found, diagnostics = library_files(root)
    read = [read_record(root, on_disk.file) for on_disk in found if not on_disk.is_picture]
    inputs = tuple(given for given in read if isinstance(given, Input))
    told = (given for given in read if isinstance(given, Diagnostic))
    return inputs, in_order((*diagnostics, *told))


def read_picture(root: Path, file: str) -> Input | Diagnostic:
    """Read a picture, or say why it cannot be read."""
    try:
        return Input(file, _bytes(f"{root}/{file}", MAX_PICTURE))
    except OSError as error:
        return _unreadable(file, *_failed(error))


def _is_picture(file: str) -> bool:
    """Whether a file has the name of a picture and lies in the folder of a record."""
    if kind_named(file) is None:
        return False
    parts = file.split("/")
    return len(parts) == 5 and "/".join(parts[:2]) in (CASE_FOLDER, ADOPTION_FOLDER)


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
            if not is_plain(entry.name):
                reason = _FOLDER if entry.name.endswith(".yml") else _BAD_NAME
                diagnostics.append(_unreadable(file, *reason))
            else:
                yield from _walk(Path(entry.path), file, diagnostics)
        else:
            yield file, entry


def _bytes(path: str, most: int) -> bytes:
    """At most one byte over the limit: a huge file costs no more than a large one."""
    descriptor = os.open(
        path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    )
    with os.fdopen(descriptor, "rb") as file:
        return file.read(most + 1)


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


def _refused(
    file: str, entry: os.DirEntry[str], status: os.stat_result
) -> tuple[str, str, str, str] | None:
    if entry.is_symlink():
        return (
            "是符号链接，不读取",
            "is a symbolic link, which is not read",
            "放入文件本身",
            "put the file itself here",
        )
    if not stat.S_ISREG(status.st_mode):
        return ("不是普通文件", "is no regular file", "删除它", "delete it")
    stem, _, suffix = entry.name.rpartition(".")
    if suffix != "yml" and not _is_picture(file):
        return _strange(suffix)
    return None if is_plain(stem) else _BAD_NAME


def _strange(suffix: str) -> tuple[str, str, str, str]:
    """What to say of a file that is neither a record nor a picture in its place."""
    named = suffix.lower()
    if named in ("yaml", "yml"):
        hint = "把后缀改为 `.yml`", "end the name in `.yml`"
    elif suffix in KINDS:
        return (
            "图片不放在这里",
            "no picture belongs in this place",
            "放到记录自己的文件夹，如 `cases/practices/<城市>/<编号>/`",
            "put it into the record's own folder, as `cases/practices/<city>/<id>/`",
        )
    elif named in KINDS or named == "jpeg":
        right = "jpg" if named == "jpeg" else named
        hint = f"把后缀改为 `.{right}`", f"end the name in `.{right}`"
    elif named in _OTHER_PICTURES:
        hint = (
            "另存为 PNG 或 JPG，放到记录自己的文件夹",
            "save it as PNG or JPG, into the record's own folder",
        )
    else:
        hint = (
            "把它移走，库里只放 .yml 记录和图片",
            "take it away: a library holds .yml records and pictures only",
        )
    if named in (*KINDS, "jpeg", *_OTHER_PICTURES):
        return ("不是 .png、.jpg 或 .webp 图片", "is no .png, .jpg or .webp picture", *hint)
    return ("不是 .yml 文件", "is no .yml file", *hint)


_OTHER_PICTURES = ("svg", "svgz", "gif", "heic", "heif", "avif", "bmp", "tif", "tiff", "ico")


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


@dataclass(frozen=True, slots=True)
class Sight:
    """Everything a library is judged by, as its folders list it; nothing of it was opened yet."""

    at: int
    """The time (ns) before anything was looked at."""
    files: tuple[OnDisk, ...]
    told: tuple[Diagnostic, ...]
    """What lies in the library and is neither record nor picture, or cannot be reached."""
    beside: tuple[OnDisk, ...]
    """The hand-written pages and the shell of the site."""

    @classmethod
    def of(cls, root: Path, docs: Path | None) -> Sight:
        """Look at the library below `root`, and at the pages in `docs`."""
        at = time.time_ns()
        files, told = library_files(root)
        beside = [*(_pages(docs) if docs is not None else ()), root / SHELL]
        marked = [(_named(path, root), _mark_at(path)) for path in beside]
        return cls(at, files, told, tuple(OnDisk(file, mark) for file, mark in marked))

    def marks(self) -> list[tuple[str, Mark]]:
        """Each file with its mark."""
        return [(on_disk.file, on_disk.mark) for on_disk in (*self.files, *self.beside)]


def _pages(docs: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(docs):
        folders.sort()
        yield from (Path(folder, name) for name in sorted(names) if name.endswith(".md"))


def _mark_at(path: Path) -> Mark:
    try:
        return mark_of(path.stat())
    except OSError:
        return (-1, 0, 0, 0)


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
