"""A text as a single value of YAML, in quotation marks where it would otherwise mean something else."""

from __future__ import annotations

import re
import unicodedata

from replicase.source.characters import SUSPECT

_READS_AS_OTHER = re.compile(
    r"[-+]?(?:\d[\d_]*)?\.?\d+(?:[eE][-+]?\d+)?|[-+]?\.(?:inf|nan)|0[xo][0-9a-f]+|"
    r"\d{4}-\d\d?-\d\d?.*|\d+(?::\d+)+|~|null|true|false|yes|no|on|off|y|n",
    re.IGNORECASE,
)
"""What other programs take for a number, a date or nothing, when it stands unquoted."""
_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.")
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str, *, in_brackets: bool = False, is_text: bool = True) -> str:
    """The text as it may stand behind a key, or inside brackets; a date or number is no text."""
    return text if _may_stand(text, in_brackets, is_text) else f'"{"".join(map(_escaped, text))}"'


def may_be_block(text: str) -> bool:
    """Whether a text of several lines reads the same below `|`: no line begins or ends in a space."""
    lines = text.removesuffix("\n").split("\n")
    return (text.endswith("\n") or len(lines) > 1) and not (
        not lines[0]
        or not lines[-1]
        or any(line != line.strip(" ") or re.search(r"[^\S ]|[\x00-\x1f]", line) for line in lines)
        or SUSPECT.search(text)
    )


def _may_stand(text: str, in_brackets: bool, is_text: bool) -> bool:
    return not (
        not text
        or text[0] in _FIRST
        or text != text.strip()
        or ": " in text
        or text.endswith(":")
        or " #" in text
        or (in_brackets and re.search(r"[][,{}:?]", text))
        or (is_text and _READS_AS_OTHER.fullmatch(text))
        or SUSPECT.search(text)
        or re.search(r"\s", text.replace(" ", ""))
    )


def _escaped(character: str) -> str:
    if character in _NAMED:
        return _NAMED[character]
    if character == " " or (character.isprintable() and not SUSPECT.match(character)):
        return character
    if unicodedata.category(character).startswith(("L", "M", "N", "P", "S")):
        return character  # rare, but seen
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
