"""A text as its reader sees it: whatever stands for a sign is that sign, what is invisible is nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from html import unescape

from replicase.model.parts import Passage
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

HAN_DIGITS = "零一二三四五六七八九〇○幺"
"""Digits as they are written in Chinese, and read out over the telephone."""

_HAN_NUMBER = re.compile(f"[{HAN_DIGITS}]{{11,}}")
_SPOKEN = str.maketrans(HAN_DIGITS, "0123456789001")

FILLER = "\0"
"""Stands where a reader sees nothing; every character keeps its place."""


def seen_texts(
    entry: RecordEntry, sign: re.Pattern[str], needing: tuple[str, ...] = ()
) -> Iterator[tuple[Passage, str]]:
    """The texts of a record that hold a sign, each as its reader sees it."""
    for passage in passages(entry, sign, needing):
        if sign.search(passage.text):
            yield passage, as_seen(passage.text)


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ODD = re.compile(r"[^\x00-\x7f\u3001-\u9fff]")


def as_seen(text: str) -> str:
    """The text with entities read, digits and signs of other widths as ASCII, invisible ones filled in.

    It has the length of the text, so that a place in the one is a place in the other.
    """
    if "&" in text:
        text = _ENTITY.sub(_read_entity, text)
    text = _ODD.sub(_read_character, text)
    return _HAN_NUMBER.sub(lambda m: m[0].translate(_SPOKEN), text)


def _read_entity(found: re.Match[str]) -> str:
    character = unescape(found[0])
    return character.ljust(len(found[0]), FILLER) if len(character) == 1 else found[0]


def _read_character(found: re.Match[str]) -> str:
    character = found[0]
    category = unicodedata.category(character)
    if category in ("Cf", "Mn", "Me"):
        return FILLER
    if category == "Pd" or character == "−":
        return "-"
    if category in ("Nd", "No") and (digit := unicodedata.digit(character, None)) is not None:
        return str(digit)
    plain = unicodedata.normalize("NFKC", character)
    return plain if len(plain) == 1 else character
