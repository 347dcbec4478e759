"""A record as a workbook has it: its tree, and the cell each value came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from replicase.diagnostics import Path
from replicase.intake.headings import Inline, Laid
from replicase.intake.problems import Spot
from replicase.intake.rows import put, put_text, put_texts
from replicase.intake.tables import Column, Holder, Kind


@dataclass
class Brought:
    """A record as a workbook has it."""

    kind: Kind
    id: str
    file: str
    tree: dict[str, Any]
    home: tuple[Laid, int]
    cells: dict[Path, Spot] = field(default_factory=dict)
    owners: dict[Path, tuple[Laid, int]] = field(default_factory=dict)
    """Part of the record -> the row it stands in."""
    blocked: bool = False
    """Whether the sheet says something of it that cannot be read."""

    def heading(self, at: Path) -> Column | None:
        """The column of a place that is not filled in."""
        spot = self.spot(at)
        for laid, row in (*self.owners.values(), self.home):
            if (laid.sheet.name, row) == (spot.sheet, spot.row):
                column = laid.columns.get(spot.column)
                return column if isinstance(column, Column) and at not in self.cells else None
        return None

    def column_for(self, at: Path) -> Column | None:
        """The column of our table for a place that is not filled in."""
        owner, inside = self._within(at)
        table = self.owners[owner][0].table
        return next(
            (c for c in table.columns if inside and _whole(c)[: len(inside)] == inside), None
        )

    def has_column(self, column: Column) -> bool:
        """Whether one of the sheets this record stands in has a column."""
        return any(column in laid.columns.values() for laid, _ in self.owners.values())

    def _within(self, at: Path) -> tuple[Path, tuple[str, ...]]:
        """The part of the record that stands in a row, and where in that part a place is."""
        owner = next(at[:n] for n in range(len(at), -1, -1) if at[:n] in self.owners)
        return owner, tuple(step for step in at[len(owner) :] if isinstance(step, str))

    def spot(self, at: Path) -> Spot:
        """The cell a place of the record stands in, or would stand in."""
        if at in self.cells:
            return self.cells[at]
        owner, inside = self._within(at)
        laid, row = self.owners[owner]
        for number, column in laid.columns.items():
            if isinstance(column, Inline):
                continue
            if inside and _whole(column)[: len(inside)] == inside:
                return laid.spot(row, number)
        for steps in range(len(at), len(owner), -1):
            if at[:steps] in self.cells:
                return self.cells[at[:steps]]
        below = [spot for path, spot in self.cells.items() if path[: len(at)] == at and at]
        return min(below) if below else laid.spot(row, min(laid.columns, default=0))

    def place(self, at: Path, column: Column, text: str, spot: Spot) -> None:
        """Put one value in, and remember its cell."""
        tree: Any = self.tree
        for step in at:
            tree = tree[step]
        path = (*at, *column.path)
        if column.shape == "text":
            put_text(tree, column, text)
            path = (*path, str(column.language))
        elif column.shape == "texts":
            lines = {str(column.language): [line.strip() for line in text.split("\n")]}
            other = value_at(tree, column.path) or []
            for language in ("zh", "en"):
                if language != column.language:
                    lines[language] = [one.get(language, "") for one in other]
            put_texts(tree, column.path, lines)
        elif column.shape == "many":
            put(tree, column.path, text.split("\n"))
        else:
            put(tree, column.path, text)
        self.cells[path] = spot

    def add(
        self,
        holder: Holder,
        above: Path,
        columns: list[tuple[Column, str, Spot]],
        owner: tuple[Laid, int],
    ) -> dict[str, Any] | None:
        """Add a part to a list of it."""
        base: Any = self.tree
        for step in above:
            base = base[step]
        if holder.path == ("components",) and self.kind == "adoption":
            fates: dict[str, str] = base.setdefault("components", {})
            said = {column.key: (text, spot) for column, text, spot in columns}
            name, spot = said.get("component", ("", Spot("", 0, 0)))
            if name:
                fates[name] = said.get("fate", ("", spot))[0]
                self.owners["components", name] = owner
                self.cells["components", name] = said.get("fate", ("", spot))[1]
            return None
        for step in holder.path[:-1]:
            base = base.setdefault(step, {})
        parts: list[dict[str, Any]] = base.setdefault(holder.path[-1], [])
        at = (*above, *holder.path, len(parts))
        parts.append({})
        self.owners[at] = owner
        for column, text, spot in columns:
            self.place(at, column, text, spot)
        return parts[-1]


def _whole(column: Column) -> tuple[str, ...]:
    return (*column.path, *([column.language] if column.language else []))


def value_at(tree: Any, path: Iterable[str | int]) -> Any:
    """What stands at a place of a tree; None where nothing does."""
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree
