"""What decoding must know of the rest of the library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from replicase.diagnostics import Language


@dataclass(frozen=True, slots=True)
class Known:
    """What decoding must know of the rest of the library."""

    language: Language = "zh"
    """The library's first language, of text written without one."""
    terms: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Vocabulary -> id of a term -> its Chinese label; a vocabulary left out is not checked. `indicator` are the codes of all schemes."""
