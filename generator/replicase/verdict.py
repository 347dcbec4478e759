"""What is wrong with a library: recalled where nothing has changed since, found anew elsewhere.

Whoever asks again about a library that is as it was gets the answer without loading what judges it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from replicase.as_of import AsOf
from replicase.cache import Cache, checker, digest, is_settled
from replicase.diagnostics import Diagnostic
from replicase.read import Sight
from replicase.workers import ALONE, Workers


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything that is wrong with a library."""

    files: tuple[str, ...]
    """Every file that was read."""
    diagnostics: tuple[Diagnostic, ...]


def verdict(
    root: Path, day: AsOf, docs: Path | None, workers: Workers = ALONE, cache: Cache | None = None
) -> Verdict:
    """Judge the library below `root`, and the links of the hand-written pages in `docs`."""
    sight = Sight.of(root, docs)
    key = digest((checker(), day.date.isoformat(), sight.marks(), [d.file for d in sight.told]))
    if cache is not None:
        kept = cache.recall("verdict", Verdict, key)
        if kept is not None:
            return kept
    from replicase.inspection import survey

    found = survey(root, day, docs, workers, cache, sight)
    result = Verdict(found.files, found.diagnostics)
    if cache is not None and all(is_settled(mark, sight.at) for _, mark in sight.marks()):
        cache.keep("verdict", result, key)
    return result
