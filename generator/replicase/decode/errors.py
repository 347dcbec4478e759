"""What pydantic objects to in a tree: where in the file, said once, and taken out."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails

from replicase.decode.names import fields_at, misspells
from replicase.diagnostics import Path
from replicase.model.describe import Record

_ONE_WORD = ("case_term", "case_mark", "case_slug", "literal_error")
"""What is objected to in an item that should be one id or term."""
_BETWEEN = re.compile("[,，、;；]")
_BETWEEN_IDS = re.compile(r"\s*[,，、;；]\s*|\s+(?=[a-z0-9-]+(?:\s|$))")
"""The ids of a record are one word each, so that a space is enough."""


@dataclass(frozen=True, slots=True)
class ShapeError:
    """An objection, at the deepest place that exists in the file."""

    at: Path
    kind: str
    given: object
    facts: Mapping[str, Any]
    listed: bool = False
    """Whether it is an item of a list, though the list may be written as a single value."""

    @property
    def options(self) -> tuple[str, ...]:
        """The words of which one is allowed here."""
        # pydantic lists them as "'lower', 'higher' or 'neither'".
        parts = str(self.facts["expected"]).split("'")
        return tuple(part for part in parts if part.strip(", ") not in ("", "or"))

    @property
    def run_together(self) -> tuple[str, ...]:
        """The items of a list that are written as one: `[a，b]`, or `a, b` without brackets."""
        if not self.listed or self.kind not in _ONE_WORD or not isinstance(self.given, str):
            return ()
        between = _BETWEEN_IDS if self.kind == "case_mark" else _BETWEEN
        items = tuple(item.strip() for item in between.split(self.given.strip()))
        return items if len(items) > 1 and all(items) else ()


def located(errors: Iterable[ErrorDetails], tree: object) -> list[ShapeError]:
    """Keep the steps of a place that exist in the file (and the last, where it is missing)."""
    found = []
    for error in errors:
        at: list[str | int] = []
        node: Any = tree
        for step in error["loc"]:
            if isinstance(node, dict) and step in node:  # noqa: SIM114 - mypy follows two branches
                node = node[step]
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                node = node[step]
            elif isinstance(node, dict) and error["type"] == "missing":
                at.append(step)
                break
            else:
                break
            at.append(step)
        listed = bool(error["loc"]) and isinstance(error["loc"][-1], int)
        found.append(
            ShapeError(tuple(at), error["type"], error["input"], error.get("ctx", {}), listed)
        )
    return found


def one_each(errors: list[ShapeError], model: type[Record]) -> list[ShapeError]:
    """One mistake, one message: the first at each place, none below another, no name misspelt twice."""
    kept: dict[Path, ShapeError] = {}
    strange = {error.at for error in errors if error.kind == "extra_forbidden"}
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
