"""The hostile set: one JSON object a line, ASCII only, so that every character can be seen.

| key | meaning |
|---|---|
| `id` | stable, never used again |
| `field` | where it goes; see `placing` |
| `payload`, `payload_b64`, `gen` | text, bytes in base 64, or an expression that makes the text |
| `must` | `reject`: an error with file, line and plain words; `neutralise`: shown as text, inert; `accept`: the same, and nothing but text |
| `why` | what it tries |
"""

from __future__ import annotations

import ast
import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

HERE = Path(__file__).parent
Must = Literal["reject", "neutralise", "accept"]


@dataclass(frozen=True, slots=True)
class Row:
    """One payload, where it goes and what must become of it."""

    id: str
    field: str
    payload: Any
    must: Must
    why: str
    group: str = ""
    """The file it stands in, which is its subject."""

    def __str__(self) -> str:
        return self.id


def read(path: Path) -> tuple[Row, ...]:
    """The rows of one file."""
    lines = path.read_text("ascii").splitlines()
    return tuple(_row(json.loads(line), path.stem) for line in lines if line.strip())


def _row(given: dict[str, Any], group: str) -> Row:
    if "payload_b64" in given:
        payload: Any = base64.b64decode(given["payload_b64"])
    elif given.get("gen"):
        payload = made(given["gen"])
    else:
        payload = given["payload"]
    return Row(given["id"], given["field"], payload, given["must"], given["why"], group)


_SAFE = (
    ast.Expression,
    ast.Constant,
    ast.BinOp,
    ast.operator,
    ast.Tuple,
    ast.GeneratorExp,
    ast.comprehension,
    ast.Name,
    ast.expr_context,
    ast.Call,
    ast.Attribute,
)
_NAMES = {"range": range, "os": os}
_METHODS = {"join", "urandom"}


def made(expression: str) -> Any:
    """Evaluate what makes a payload: repetition, joining and formatting of constants, no more."""
    tree = ast.parse(expression, mode="eval")
    bound = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name)}
    for node in ast.walk(tree):
        if not isinstance(node, _SAFE) or (
            isinstance(node, ast.Attribute) and node.attr not in _METHODS
        ):
            raise ValueError(f"{ast.dump(node)[:60]} may not make a payload")
    names = {name: value for name, value in _NAMES.items() if name in bound}
    return eval(compile(tree, "gen", "eval"), {"__builtins__": {}, **names})


OWN: tuple[Row, ...] = tuple(row for path in sorted(HERE.glob("*.jsonl")) for row in read(path))
"""Every row of this folder."""


def own(*names: str) -> tuple[Row, ...]:
    """The rows of some files of this folder."""
    return tuple(row for name in names for row in read(HERE / f"{name}.jsonl"))
