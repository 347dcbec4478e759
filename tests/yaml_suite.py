"""The YAML test suite of yaml-test-suite: what a reader of YAML 1.2 refuses, and what it makes of the rest.

It is read from beside the checkout (`REPLICASE_SHARED`) and never copied into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from shared import SHARED

FOLDER = SHARED / "corpora/yaml-test-suite/src"


@dataclass(frozen=True, slots=True)
class SuiteCase:
    """One case of the suite."""

    id: str
    source: str
    must_fail: bool
    tree: str
    """The events of its documents, each scalar with its text."""

    @property
    def documents(self) -> list[Any]:
        """Its documents with every scalar as text, anchors and tags left out."""
        return list(_documents(self.tree))


@cache
def suite() -> tuple[SuiteCase, ...]:
    """Every case in the order of names; what one leaves out is as in the one before."""
    found: list[SuiteCase] = []
    for path in sorted(FOLDER.glob("*.yaml")):
        tree = ""
        for number, given in enumerate(yaml.safe_load(path.read_text("utf-8"))):
            tree = given.get("tree", tree)
            found.append(
                SuiteCase(
                    f"{path.stem}/{number}",
                    _unescaped(given["yaml"]),
                    bool(given.get("fail")),
                    tree,
                )
            )
    return tuple(found)


def _unescaped(text: str) -> str:
    text = re.sub("—*»", "\t", text).replace("␣", " ").replace("←", "\r")
    return text.replace("⇔", "\ufeff").replace("↵", "").replace("∎\n", "")


_VALUE = re.compile(r"=VAL (?:&\S+ )?(?:<[^>]*> )?[:'\"|>](.*)", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "b": "\b", "r": "\r", "\\": "\\"}


def _documents(tree: str) -> Iterator[Any]:
    stack: list[tuple[str, list[Any]]] = []
    for line in tree.splitlines():
        event = line.lstrip()
        if event.startswith(("+MAP", "+SEQ")):
            stack.append((event[1:4], []))
            continue
        if event.startswith("=VAL"):
            found = _VALUE.match(event)
            assert found, event
            text = re.sub("—*»", "\t", found[1]).replace("␣", " ")
            value: Any = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[0]), text)
        elif event.startswith("=ALI"):
            value = object()  # equal to nothing
        elif event.startswith(("-MAP", "-SEQ")):
            kind, items = stack.pop()
            value = items if kind == "SEQ" else _mapping(items)
        else:
            continue
        if stack:
            stack[-1][1].append(value)
        else:
            yield value


def _mapping(items: list[Any]) -> dict[Any, Any]:
    keys = [key if isinstance(key, str) else repr(key) for key in items[::2]]
    return dict(zip(keys, items[1::2], strict=True))
