"""A record as lines of YAML, in the layout of the cases written by hand."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

Fields = dict[str, Any]
"""A record by its fields; a value is a text, a whole number, a list or a mapping."""

WIDTH = 90
"""A mapping or list without others in it goes on one line up to here."""

_PLAIN = re.compile(r"[\w(（《][\w .()/（），。、：；《》“”！？'-]*")
"""Text that means the same without quotes."""


def yaml_lines(record: Fields) -> Iterator[str]:
    """Yield a mapping as lines of YAML, without their ends."""
    for key, value in record.items():
        if isinstance(value, str) and "\n" in value:
            yield f"{key}: |"
            yield from (f"  {line}" if line else "" for line in value.strip().split("\n"))
        elif isinstance(value, (str, int)):
            yield f"{key}: {_scalar(value)}"
        elif (line := _flow(value)) is not None:
            yield f"{key}: {line}"
        else:
            yield f"{key}:"
            yield from (f"  {line}" if line else "" for line in _inside(value))


def _inside(value: Fields | list[Any]) -> Iterator[str]:
    if isinstance(value, dict):
        yield from yaml_lines(value)
        return
    for item in value:
        if (line := _flow(item)) is not None:
            yield f"- {line}"
        else:
            first, *rest = yaml_lines(item)
            yield f"- {first}"
            yield from (f"  {line}" if line else "" for line in rest)


def _flow(value: Fields | list[Any]) -> str | None:
    """A mapping or list on one line; None where that is not for reading."""
    items = list(value.values()) if isinstance(value, dict) else value
    if any(not isinstance(item, (str, int)) or "\n" in str(item) for item in items):
        return None
    if isinstance(value, dict):
        line = "{" + ", ".join(f"{key}: {_scalar(item)}" for key, item in value.items()) + "}"
    else:
        line = "[" + ", ".join(_scalar(item) for item in value) + "]"
    return line if len(line) <= WIDTH else None


def _scalar(value: str | int) -> str:
    text = str(value)
    plain = _PLAIN.fullmatch(text) and not text.endswith(" ")
    return text if plain else json.dumps(text, ensure_ascii=False)
