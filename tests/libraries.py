"""Libraries the tests read: the miniature one, the real one, and files laid over its vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from replicase.check import check
from replicase.diagnostics import Diagnostic, in_order
from replicase.load import kind_of, load
from replicase.pictures import kind_named, look
from replicase.source import Input

HERE = Path(__file__).parent
ROOT = HERE.parent
MINIATURE = HERE / "library"
"""Three cases of two invented cities, one of them an attempt; two adoptions, one abandoned."""

AS_OF = date(2026, 1, 1)


@cache
def files_below(root: Path) -> tuple[Input, ...]:
    """Every file of the library below a folder."""
    found = sorted((root / "cases").rglob("*.yml"))
    return tuple(Input(path.relative_to(root).as_posix(), path.read_bytes()) for path in found)


def miniature(*kinds: str) -> tuple[Input, ...]:
    """The files of the miniature library of some kinds; indicators come with the vocabulary."""
    if "vocabulary" in kinds:
        kinds = (*kinds, "indicators")
    return tuple(given for given in files_below(MINIATURE) if kind_of(given.file) in kinds)


@cache
def pictures_below(root: Path) -> tuple[Input, ...]:
    """Every picture of the library below a folder."""
    found = [path for path in sorted((root / "cases").rglob("*")) if kind_named(path.name)]
    return tuple(Input(path.relative_to(root).as_posix(), path.read_bytes()) for path in found)


def judged(
    inputs: Iterable[Input], pictures: Iterable[Input] | None = None
) -> tuple[Diagnostic, ...]:
    """Everything that is said of some files, and of some pictures if anybody looked for any."""
    looks = None if pictures is None else [(given.file, *look(given)) for given in pictures]
    library, misread = load(
        inputs,
        unreadable=[file for file, picture, _ in looks or () if picture is None],
        pictures=None if looks is None else [p for _, p, _ in looks if p is not None],
    )
    said = [d for _, _, found in looks or () for d in found]
    return in_order((*said, *misread, *check(library, AS_OF)))


@cache
def said_of_the_library() -> tuple[Diagnostic, ...]:
    """Everything that is said of the real library, for all tests that ask."""
    return judged(files_below(ROOT))


def placed(data: bytes) -> Input:
    """A file where a record of its kind belongs, by what stands in it."""
    if re.search(rb"^terms:", data, re.MULTILINE):
        return Input(f"cases/vocabulary/{_value(data, 'id')}.yml", data)
    if re.search(rb"^scheme:", data, re.MULTILINE):
        year = _value(data, "year") or "2025"
        return Input(f"cases/indicators/{_value(data, 'scheme')}-{year[:4]}.yml", data)
    if re.search(rb"^city:", data, re.MULTILINE):
        return Input("cases/gaps/alpha.yml", data)
    if re.search(rb"^publisher:", data, re.MULTILINE):
        return Input("cases/library.yml", data)
    if re.search(rb"^declared_by:", data, re.MULTILINE):
        return Input("cases/adoptions/gamma/gamma--alpha-shared-umbrellas.yml", data)
    return Input("cases/practices/alpha/example.yml", data)


def _value(data: bytes, key: str) -> str:
    found = re.search(rf"^{key}: *(\S+)".encode(), data, re.MULTILINE)
    return found[1].decode() if found else ""
