"""A file made from the library, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Output:
    """One file of the site."""

    path: str
    """Path with '/' from the root of the site."""
    data: bytes
