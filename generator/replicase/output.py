"""A file made from the library, before anything is written."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

import msgspec


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site."""

    path: str
    """Path with '/' from the root of the site."""
    data: bytes


def script_path(name: str) -> str:
    """Where a script of a name lies."""
    return f"{name}.js"


def script(name: str, value: object) -> Output:
    """A value as a classic script, which loads from a folder as well: `Replicase.data(name, value)`."""
    data = inside_script(value)
    return Output(script_path(name), b'Replicase.data("%s",%s);\n' % (name.encode(), data))


def inside_script(value: object) -> bytes:
    """A value as JSON that may stand in a script: `<`, U+2028 and U+2029 are escaped."""
    data = msgspec.json.encode(value)
    for character in _ENDS_SCRIPT:
        data = data.replace(character.encode(), b"\\u%04x" % ord(character))
    return data


_ENDS_SCRIPT = "<\u2028\u2029"


def csv_file(path: str, rows: Iterable[Iterable[str | int | Decimal]]) -> Output:
    """A table for a spreadsheet, its heads in the first row.

    It begins with the mark Excel looks for, and no text in it is taken for a formula or a number.
    """
    text = io.StringIO()
    csv.writer(text).writerows(
        [inert(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return Output(path, text.getvalue().encode("utf-8-sig"))


def inert(text: str) -> str:
    """A text no spreadsheet takes for a formula or a number: an apostrophe stands before it.

    Of a number a spreadsheet drops the noughts it begins with, and what follows fifteen digits.
    """
    if text[:1].isalpha():
        return text  # as nearly every text begins
    return f"'{text}" if text.lstrip()[:1] in _FORMULA or _DIGITS.fullmatch(text) else text


_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""How a formula begins, narrow and full width."""
_DIGITS = re.compile(r"\s*(?:0\d+|\d{16,})\s*")
"""A text that would not be the same as a number."""


def make_room(file: str) -> None:
    """Make the folder of a file, and those above it; most files are alone in one of their own."""
    folder = os.path.dirname(file)  # noqa: PTH120 - paths cost more than writing a page
    try:
        os.mkdir(folder)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
