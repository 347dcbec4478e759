"""A file made from the library, before anything is written."""

from __future__ import annotations

import json
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
