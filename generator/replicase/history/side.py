"""One of two states that are compared: a library, or the data a site published of it.

Both are read in the form of the published data, so a release of which only the data are left can
be compared with the files of today.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from replicase.exports.gaps import GAPS
from replicase.exports.json import encode
from replicase.exports.records import told
from replicase.history.state import CaseState, Head, Item, Rows, Said, Whole
from replicase.library import Library
from replicase.source import MAX_BYTES

T = TypeVar("T")

MOST_OF_TABLE = 200_000_000
"""Bytes of a table; one larger is none of ours."""


class SideError(Exception):
    """A state that cannot be read, said in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True)
class Side:
    """A state of a library: what was published of it."""

    name: str
    """What whoever asks called it."""
    as_of: str
    cases: Mapping[str, CaseState]
    plain: Mapping[str, Mapping[str, Any]]
    """Every field of each case, to be compared whole."""
    items: Mapping[tuple[str, str], Item]
    withdrawn: Mapping[str, Said]
    """The cases that were withdrawn, with the reason; a published site does not tell of them."""

    @classmethod
    def of_library(cls, name: str, library: Library, as_of: date) -> Side:
        """The state of the files of a library on a day."""
        written = {case.id: encode(told(library, case, as_of)) for case in library.cases}
        names = [column.name for column in GAPS.columns]
        rows = [dict(zip(names, row, strict=True)) for row in GAPS.rows(library, as_of)]
        reasons = {
            case.id: Said(case.withdrawn.zh, case.withdrawn.en) if case.withdrawn else Said()
            for case in library.withdrawn
        }
        items = _decoded("gaps", encode({"rows": rows}), Rows).rows
        return cls._of(name, str(as_of), written, items, reasons)

    @classmethod
    def of_data(cls, name: str, folder: Path) -> Side:
        """The state a site published, from its folder `data/`; raises SideError."""
        head = _decoded("cases.json", _bytes(folder / "cases.json", MOST_OF_TABLE), Head)
        files = sorted((folder / "cases").glob("*.json"))
        if not files:
            raise SideError(
                f"{name} 的 data/cases/ 里没有案例的 JSON",
                f"{name} has no JSON of cases in data/cases/",
            )
        written = {file.stem: _bytes(file, 40 * MAX_BYTES) for file in files}
        gaps = folder / "gaps.json"
        items = (
            _decoded(gaps.name, _bytes(gaps, MOST_OF_TABLE), Rows).rows if gaps.is_file() else ()
        )
        return cls._of(name, head.as_of, written, items, {})

    @classmethod
    def _of(
        cls,
        name: str,
        as_of: str,
        written: Mapping[str, bytes],
        items: tuple[Item, ...],
        withdrawn: Mapping[str, Said],
    ) -> Side:
        cases = {id_: _decoded(id_, data, CaseState) for id_, data in written.items()}
        raw = {id_: _decoded(id_, data, Whole).case for id_, data in written.items()}
        return cls(
            name,
            as_of,
            cases,
            {id_: _decoded(id_, bytes(found), dict[str, Any]) for id_, found in raw.items()},
            {(item.city, item.item): item for item in items},
            withdrawn,
        )


def is_data(folder: Path) -> Path | None:
    """The folder of published data a path names: it, or `data/` of a site; None for no such thing."""
    for found in (folder / "data", folder):
        if (found / "cases.json").is_file():
            return found
    return None


def _bytes(file: Path, most: int) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(most + 1)
    except OSError as error:
        raise SideError(
            f"读不出 {file}（{error.strerror}）", f"cannot read {file} ({error.strerror})"
        ) from None
    if len(data) > most:
        raise SideError(f"{file} 太大", f"{file} is too large")
    return data


def _decoded(name: str, data: bytes, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise SideError(
            f"{name} 不是本库发布的数据：{error}",
            f"{name} is not data this program publishes: {error}",
        ) from None
