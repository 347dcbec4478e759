"""Where the measures of a record stand, without looking through all its parts."""

from __future__ import annotations

from collections.abc import Iterator

from replicase.diagnostics import Path
from replicase.model import Case, Result
from replicase.rules.entries import PracticeEntry


def measures(entry: PracticeEntry) -> Iterator[tuple[Path, Result]]:
    """Every measure with its values: figures of the problem and of the place, and results."""
    record = entry.record
    if isinstance(record, Case):
        for index, figure in enumerate(record.problem.figures if record.problem else ()):
            yield ("problem", "figures", index), figure
        for index, figure in enumerate(record.context):
            yield ("context", index), figure
    for index, result in enumerate(record.results):
        yield ("results", index), result
