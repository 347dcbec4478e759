"""A file made from the library, before anything is written."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site."""

    path: str
    """Path with '/' from the root of the site."""
    data: bytes


def script(name: str, value: object) -> Output:
    """A value as a classic script, which loads from a folder as well: `Replicase.data(name, value)`.

    The value is JSON with `<`, U+2028 and U+2029 escaped.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Output(f"{name}.js", f'Replicase.data("{name}",{text});\n'.encode())


def spreadsheet(path: str, rows: Iterable[Sequence[str | int]]) -> Output:
    """Rows as CSV; it begins with the mark Excel looks for, and no cell is taken for a formula."""
    text = io.StringIO()
    written = csv.writer(text, lineterminator="\r\n")
    for row in rows:
        written.writerow([inert(cell) if isinstance(cell, str) else cell for cell in row])
    return Output(path, ("\ufeff" + text.getvalue()).encode())


def inert(text: str) -> str:
    """A text no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@") else text
