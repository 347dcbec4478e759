"""A record as rows of tables, and rows as a record: the same tree both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import Any

from replicase.diagnostics import LANGUAGES, Language
from replicase.intake.choices import Words
from replicase.intake.tables import LIST, OF, RECORD, Column, Holder, Kind, Table, tables

Row = dict[str, str]
"""Key of a column -> what stands in the cell."""

EXAMPLE = "示例 example"
"""In place of an id: the row shows how it is done, and is not imported."""
BETWEEN = "；"
"""Between several words of one cell."""


def rows_of(kind: Kind, tree: Mapping[str, Any], words: Words) -> Iterator[tuple[Table, Row]]:
    """The rows of one record, as its file has it."""
    own = str(tree.get("id", ""))
    for table in tables():
        if table.key == kind:
            yield table, _row(table, tree, words)
        for holder in table.holders:
            if holder.kind != kind:
                continue
            for above, part in _parts(holder, tree):
                row = _row(table, part, words)
                row[RECORD] = own
                if len(table.lists) > 1:
                    row[LIST] = _shown(table, table.by_key[LIST], holder.name, words)
                if holder.above:
                    row[OF] = str(above.get("id", ""))
                yield table, row


def _parts(
    holder: Holder, tree: Mapping[str, Any]
) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """The parts of a list, each with the part that holds it."""
    for above in _items(tree, holder.above) if holder.above else [tree]:
        for part in _items(above, holder.path):
            yield above, part


def _items(tree: Mapping[str, Any], path: tuple[str, ...]) -> list[Mapping[str, Any]]:
    found = _at(tree, path)
    if isinstance(found, dict):  # the components of an adoption
        return [{"component": name, "fate": fate} for name, fate in found.items()]
    return [part for part in found or () if isinstance(part, dict)]


def _at(tree: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        tree = tree.get(step) if isinstance(tree, dict) else None
    return tree


def _row(table: Table, tree: Mapping[str, Any], words: Words) -> Row:
    row: Row = {}
    first: Language = words.library.settings.languages[0]
    for column in table.columns:
        value = _at(tree, column.path)
        if value is None or column.field is None:
            continue
        if column.shape == "text":
            text = _in_language(value, column, first)
        elif column.shape == "texts":
            listed = value if isinstance(value, list) else [value]
            text = "\n".join(_in_language(one, column, first) for one in listed)
        elif column.shape == "many":
            listed = value if isinstance(value, list) else [value]
            text = BETWEEN.join(_shown(table, column, str(one), words) for one in listed)
        else:
            text = _shown(table, column, str(value), words)
        if text.strip():
            row[column.key] = text
    return row


def _in_language(value: Any, column: Column, first: Language) -> str:
    if isinstance(value, str):
        return value if column.language == first else ""
    return str(value.get(column.language, "")) if isinstance(value, dict) else ""


def _shown(table: Table, column: Column, value: str, words: Words) -> str:
    choices = words.of(table, column)
    return choices.shown.get(value, value) if choices else value


# And back


def put(tree: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Set a value in a tree, with what holds it."""
    for step in path[:-1]:
        tree = tree.setdefault(step, {})
    tree[path[-1]] = value


def put_text(tree: dict[str, Any], column: Column, text: str) -> None:
    """Set a text in the column's language; the languages stand in their order."""
    both = dict(_at(tree, column.path) or {})
    both[str(column.language)] = text
    put(tree, column.path, {name: both[name] for name in LANGUAGES if name in both})


def put_texts(tree: dict[str, Any], path: tuple[str, ...], lines: Mapping[str, list[str]]) -> None:
    """Set a list of texts from the lines of each language."""
    together = zip_longest(*(lines.get(name, []) for name in LANGUAGES), fillvalue="")
    found = [
        {name: text for name, text in zip(LANGUAGES, texts, strict=True) if text}
        for texts in together
    ]
    if kept := [one for one in found if one]:
        put(tree, path, kept)
