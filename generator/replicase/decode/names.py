"""Which field somebody meant: by a name that is nearly its own, or by its meaning in Chinese."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any, Literal, get_args, get_origin

from replicase.diagnostics import Path
from replicase.model.describe import Record, RecordField, fields_of
from replicase.model.text import Text

_HEAD = re.compile(r"[^：，；（]+")
_LANGUAGES = {"zh": "中文", "en": "英文"}


def fields_at(model: Any, at: Path) -> Mapping[str, str]:
    """The keys a mapping at a place may have, each with its meaning in Chinese."""
    for step in at:
        if isinstance(step, int):
            continue
        fields = fields_of(model).values() if _is_record(model) else ()
        found = next((field for field in fields if field.key == step), None)
        model = _model_in(found.kind) if found else None
        if model is None:
            return {}
    return _fields_of(model)


def field_at(model: Any, at: Path) -> RecordField | None:
    """The field of a record a place belongs to; an item of a list belongs to the list's."""
    found: RecordField | None = None
    for step in at:
        if isinstance(step, int):
            continue
        fields = fields_of(model) if _is_record(model) else {}
        found = next((f for name, f in fields.items() if f.key == step), None)
        if found is None:
            return None
        model = _model_in(found.kind)
    return found


def options_of(field: RecordField) -> Mapping[str, str]:
    """The words of which a field takes one, each with its name in Chinese where that is told."""
    options = _options_in(field.kind)
    described = field.about.zh
    labels = (described.partition("：")[2] or described).split("、")
    return dict(
        zip(options, labels if len(labels) == len(options) else [""] * len(options), strict=True)
    )


def _options_in(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(str(option) for option in get_args(annotation))
    return next((found for part in get_args(annotation) if (found := _options_in(part))), ())


def required_at(model: Any, at: Path) -> tuple[str, ...]:
    """The fields a part of a record must have; none where the place holds no part."""
    field = field_at(model, at)
    part: Any = _model_in(field.kind) if field else None
    if not _is_record(part):
        return ()
    return tuple(field.key for field in fields_of(part).values() if field.is_required)


def _is_record(model: Any) -> bool:
    return isinstance(model, type) and issubclass(model, Record)


@cache
def _fields_of(model: type[Record | Text]) -> dict[str, str]:
    if issubclass(model, Text):
        return _LANGUAGES
    return {field.key: field.about.zh for field in fields_of(model).values()}


def _model_in(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, (Record, Text)):
        return annotation
    for part in getattr(annotation, "__args__", ()):
        if (inner := _model_in(part)) is not None:
            return inner
    return None


def meant(name: str, fields: Mapping[str, str]) -> str | None:
    """The field a name was meant for: the only one with that meaning, else the nearest name."""
    if not name.isascii():
        same = [key for key, zh in fields.items() if means(name, zh)]
        if len(same) == 1:
            return same[0]
    return next(iter(difflib.get_close_matches(name, fields, n=1, cutoff=0.6)), None)


def means(name: str, zh: str) -> bool:
    """Whether a name is the meaning of a field in Chinese: all of it, or what stands before a comma."""
    if name.isascii():
        return False
    head = _HEAD.match(zh)
    return name == zh or (head is not None and name == head[0])


def misspells(at: Path, strange: Collection[Path], zh: str = "") -> bool:
    """Whether a key nobody knows stands, in the same holder, for a field of this meaning."""
    beside = [str(path[-1]) for path in strange if path[:-1] == at[:-1] and path != at]
    return bool(
        beside
        and (
            difflib.get_close_matches(str(at[-1]), beside, n=1, cutoff=0.6)
            or any(means(name, zh) for name in beside)
        )
    )
