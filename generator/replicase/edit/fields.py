"""What the model says of a place in a file."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from typing import Any

from replicase.decode import field_at
from replicase.diagnostics import Path
from replicase.model.describe import Record, RecordField, fields_of, records_in
from replicase.model.scalars import Term
from replicase.model.schema import SCHEMAS


def model_of(kind: str | None) -> type[Record] | None:
    """The record a file of a kind holds."""
    return SCHEMAS.get("library" if kind == "settings" else kind or "")


@cache
def names_in(model: type[Record]) -> dict[str, str]:
    """Every name a field has anywhere in a record, with a meaning in Chinese."""
    found = {"zh": "中文", "en": "英文"}
    waiting: list[type[Record]] = [model]
    for part in waiting:
        for field in fields_of(part).values():
            # A name that parts have too means what it means in the record.
            found.setdefault(field.key, field.about.zh)
            # An indicator has indicators below it.
            waiting += (inner for inner in records_in(field.kind) if inner not in waiting)
    return found


def is_number(model: type[Record], at: Path) -> bool:
    """Whether a number stands at a place."""
    found = field_at(model, at)
    return found is not None and _mentions(found.kind, (int, Decimal))


def _mentions(annotation: Any, types: tuple[type, ...]) -> bool:
    return annotation in types or any(
        _mentions(part, types) for part in getattr(annotation, "__args__", ())
    )


def term_list(field: RecordField) -> str | None:
    """The vocabulary the terms of a field come from; None for a field without one."""
    found = next((item for item in field.metadata if isinstance(item, Term)), None)
    return found.vocabulary if found else _term_in(field.kind)


def _term_in(annotation: Any) -> str | None:
    for part in getattr(annotation, "__metadata__", ()):
        if isinstance(part, Term):
            return part.vocabulary
    inner = (_term_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)
