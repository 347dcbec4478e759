"""Payloads for browsers: our own, and other people's corpora, read from beside the checkout.

The corpora hold odd strings and the examples of CommonMark, too.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hostile.placing import CASE_FILE, Draft, Placed, Spot, draft, finished, spots_of
from hostile.rows import HERE
from hostile.running import renamed
from replicase.model import Case
from replicase.source import Input, parse
from shared import SHARED

FOLDER = SHARED / "corpora"
EVERY = bool(os.environ.get("REPLICASE_EVERY"))
"""Whether every page is asked for, where otherwise a sample is, which takes some ten minutes."""


@dataclass(frozen=True, slots=True)
class Script:
    """One of our own payloads for browsers."""

    id: str
    kind: str
    payload: str


def scripts() -> list[Script]:
    """Every payload of `scripts/payloads.jsonl`."""
    lines = (HERE / "scripts/payloads.jsonl").read_text("ascii").splitlines()
    return [Script(**json.loads(line)) for line in lines]


def xss() -> list[str]:
    """Every payload for browsers of other people's."""
    lines = (FOLDER / "xss.jsonl").read_text("utf-8").splitlines()
    return [str(json.loads(line)["payload"]) for line in lines]


def odd_strings() -> list[str]:
    """The Big List of Naughty Strings."""
    return [str(text) for text in json.loads((FOLDER / "blns/blns.json").read_text("utf-8"))]


def commonmark() -> list[tuple[str, str]]:
    """The examples of the CommonMark specification: what is written, and its HTML."""
    text = (FOLDER / "commonmark/spec.txt").read_text("utf-8")
    found = re.findall(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", text, re.DOTALL | re.MULTILINE)
    return [(a.replace("→", "\t"), b.replace("→", "\t")) for a, b in found]


def is_readable(payload: str) -> bool:
    """Whether the reader lets a text pass; what it refuses reaches no page."""
    target = draft()
    target.put(("title", "zh"), payload)
    placed = finished(CASE_FILE, target)
    return parse(Input(CASE_FILE, placed.data))[0] is not None


SPOTS: tuple[Spot, ...] = tuple(
    spot
    for spot in spots_of(Case)
    if spot.kind in ("line", "word", "markdown") and not {"id", "field", "code"} & set(spot.at)
)
"""Every text of a case."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Cases whose texts are payloads, so that each payload stands in each text that has room for it."""

    placed: Mapping[str, Placed]
    placements: int


def batch(payloads: Sequence[str], cases: Iterator[int], step: int = 1) -> Batch:
    """Make cases; text k of case n holds payload n * step + k."""
    found: dict[str, Placed] = {}
    count = 0
    for number in cases:
        target: Draft = draft()
        for position, spot in enumerate(SPOTS):
            payload = payloads[(number * step + position) % len(payloads)]
            for language in ("zh", "en") if spot.kind != "word" else ("",):
                if len(payload) <= spot.limit.get(language, 2_000):
                    target.put((*spot.at, language) if language else spot.at, payload)
                    count += 1
        name = f"x-{number}"
        found[name] = renamed(finished(CASE_FILE, target), name)
    return Batch(found, count)
