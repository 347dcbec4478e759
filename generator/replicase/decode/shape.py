"""Reading a document as a record, as far as it can be understood."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Generic, TypeVar

from replicase.decode.errors import drop, one_each
from replicase.decode.known import Known
from replicase.decode.readers import WrongShapeError, reader_of
from replicase.decode.words import in_words
from replicase.diagnostics import Finding, Path, Rule
from replicase.model.describe import Record
from replicase.source import Document

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Shaped(Generic[R]):
    """A record, as far as its file could be understood."""

    record: R | None
    """None when something the format cannot do without is missing or wrong."""
    findings: tuple[tuple[Rule, Finding], ...]
    dropped: frozenset[Path]
    """Parts left out because they are wrong, by their place in the file; no other rule speaks of them."""


def decode(document: Document, model: type[R], known: Known) -> Shaped[R]:
    """Read a document as a record; wrong optional parts are dropped, so the rest is still judged."""
    tree = document.plain
    reader = reader_of(model)
    findings: list[tuple[Rule, Finding]] = []
    dropped: set[Path] = set()
    for attempt in range(8):
        try:
            record: R = reader.read(tree, known)
            return Shaped(record, tuple(findings), frozenset(dropped))
        except WrongShapeError:
            errors = list(reader.objections(tree, (), known))
        if attempt == 0:
            findings = [in_words(item, tree, model, known) for item in one_each(errors, model)]
            tree = copy.deepcopy(tree)
        if not drop(tree, errors, dropped):
            break
    return Shaped(None, tuple(findings), frozenset(dropped))
