"""The sheets of ours that hold no record, and what a sheet may be called."""

from __future__ import annotations

import re
from collections.abc import Collection

from replicase.diagnostics import Language

SHEETS: dict[str, dict[Language, str]] = {
    "guide": {"zh": "说明", "en": "Read me"},
    "lists": {"zh": "词表", "en": "Lists"},
    "problems": {"zh": "问题", "en": "Problems"},
}
_OWN = frozenset(name.casefold() for names in SHEETS.values() for name in names.values())
_LONGEST = 31
_REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
"""What Excel takes in no name of a sheet."""


def is_own(name: str) -> bool:
    """Whether a sheet explains, and is not filled in."""
    return name.strip().casefold() in _OWN


def sheet_name(given: str, others: Collection[str]) -> str:
    """A name a workbook can have beside the others: other programs allow more."""
    wanted = _REFUSED.sub("_", given).strip()[:_LONGEST] or "_"
    name, number = wanted, 2
    taken = {other.casefold() for other in others}
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = f"{wanted[: _LONGEST - len(ending)]}{ending}", number + 1
    return name
