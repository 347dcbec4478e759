"""What is objected to in a tree: where in the file, said once, and taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from replicase.decode.names import fields_at, misspells
from replicase.diagnostics import Path
from replicase.model.describe import Record

_ONE_WORD = ("no_term", "no_mark", "no_slug", "no_option")
"""What is objected to in an item that should be one id or term."""
_BETWEEN = re.compile("[,，、;；]")
_BETWEEN_IDS = re.compile(r"\s*[,，、;；]\s*|\s+(?=[a-z0-9-]+(?:\s|$))")
"""The ids of a record are one word each, so that a space is enough."""


OF_STRUCTURE = frozenset(
    [
        "missing",
        "unknown_key",
        "no_fields",
        "no_list",
        "no_mapping",
        "no_single_value",
        "wrong_count",
    ]
)
"""Objections to what stands where, and not to what a single value says."""


@dataclass(frozen=True, slots=True)
class ShapeError:
    """An objection, at the deepest place that exists in the file."""

    at: Path
    kind: str
    """What is wrong: `missing`, `no_date`, `too_long`."""
    given: object
    facts: Mapping[str, Any] = field(default_factory=dict)
    listed: bool = False
    """Whether it is an item of a list, though the list may be written as a single value."""

    @property
    def options(self) -> tuple[str, ...]:
        """The words of which one is allowed here."""
        found: tuple[str, ...] = self.facts["options"]
        return found

    def of_a_list(self) -> ShapeError:
        """The same of an item of a list."""
        return replace(self, listed=True)

    @property
    def run_together(self) -> tuple[str, ...]:
        """The items of a list that are written as one: `[a，b]`, or `a, b` without brackets."""
        if not self.listed or self.kind not in _ONE_WORD or not isinstance(self.given, str):
            return ()
        between = _BETWEEN_IDS if self.kind == "no_mark" else _BETWEEN
        items = tuple(item.strip() for item in between.split(self.given.strip()))
        return items if len(items) > 1 and all(items) else ()


def one_each(errors: list[ShapeError], model: type[Record]) -> list[ShapeError]:
    """One mistake, one message: the first at each place, none below another, no name misspelt twice."""
    kept: dict[Path, ShapeError] = {}
    strange = {error.at for error in errors if error.kind == "unknown_key"}
    for error in errors:
        misspelt = (
            error.kind == "missing"
            and bool(strange)
            and misspells(
                error.at, strange, fields_at(model, error.at[:-1]).get(str(error.at[-1]), "")
            )
        )
        above = (error.at[:steps] for steps in range(len(error.at) + 1))
        if not misspelt and not any(at in kept for at in above):
            kept[error.at] = error
    return list(kept.values())


def drop(tree: Any, errors: list[ShapeError], dropped: set[Path]) -> bool:
    """Take the wrong parts out of the tree; False when its root itself lacks something."""
    places = {error.at[:-1] if error.kind == "missing" else error.at for error in errors}
    if () in places:
        return False
    gone_before = frozenset(dropped)
    # From the end, so that the places of earlier items of a list stay true.
    for at in sorted(places, key=_from_the_end, reverse=True):
        holder: Any = tree
        try:
            for step in at[:-1]:
                holder = holder[step]
            del holder[at[-1]]
        except (KeyError, IndexError, TypeError):
            continue  # its holder has gone already
        dropped.add(in_document(at, gone_before))
    return True


def _from_the_end(at: Path) -> list[tuple[int, str]]:
    return [(step, "") if isinstance(step, int) else (0, step) for step in at]


def in_document(at: Path, dropped: Collection[Path]) -> Path:
    """Where a place of the record stands in its file: items left out of a list still count there."""
    found: Path = ()
    for step in at:
        if isinstance(step, int):
            gone = (p[-1] for p in dropped if len(p) == len(found) + 1 and p[:-1] == found)
            for index in sorted(i for i in gone if isinstance(i, int)):
                step += index <= step
        found = (*found, step)
    return found
