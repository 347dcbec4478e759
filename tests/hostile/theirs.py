"""Rows of other people, of `../shared/hostile`: where each goes in a library of ours.

Their layout is another one. A row whose field has no counterpart here, or of which another outcome is
right here, stands in a list with the reason.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace

from hostile.rows import Row, _row
from shared import SHARED

FOLDER = SHARED / "hostile"

FIELDS = {
    "title": "title",
    "body_md": "problem.text",
    "summary": "summary.problem",
    "author": "lead.name",
    "tags": "facets.theme.0",
    "front_matter": "append",
    "redirect_to": "append",
    "any_text": "text",
    "case_yaml": "file",
    "source_url": "sources.0.url",
    "csv_cell": "title",
    "feed_json_xml": "title",
    "ci_log": "title",
    "path": "path",
    "path_bytes": "path_b64",
    "path_pair": "path",
    "git_mode_120000": "symlink",
}
"""Their names of places -> ours."""

IN_A_RECORD = {
    "Y-008": ("raw:results.0.observations.0.value", "9" * 5000),
    "Y-018": ("append", "1: a\n1.0: b\ntrue: c\nnull: d\n"),
    "Y-043": ("append", "titel: 甲\n"),
    "Y-044": ("raw:facets.theme", "grassroots-service"),
    "Y-045": (
        "raw:facets.theme",
        '[grassroots-service, grassroots-service, "grassroots-service "]',
    ),
    "Y-046": ("raw:indicators_served", str([f"t{number}" for number in range(500)])),
    "Y-047": ("raw:id", "../../etc/passwd"),
    "Y-048": ("raw:id", "INDEX"),
    "Y-049": ("raw:id", "con"),
    "Y-050": ("raw:registered", "2099-01-01"),
    "A-018": ("raw:vocabulary/theme:terms.0.aliases.zh", '["政务服务", "AI+", "12345 热线"]'),
    "FM-010": ("vocabulary/theme:terms.0.aliases.zh.0", "<img src=x onerror=alert(1)>"),
}
"""What the reader cannot tell of a whole file, in a record that is right without it."""

ELSEWHERE = {
    **dict.fromkeys(("P-001", "P-002"), "no file on a disk can be called so"),
    "P-018": "longer than a disk admits",
    **dict.fromkeys(("P-032", "P-033"), "pages under docs/ are our own, not contributed"),
    "P-037": "a folder of another repository is judged by what lies in it",
    "P-038": "on disks without modes every file may be run; a record is read as data, never run",
    **dict.fromkeys(
        [f"P-{number:03}" for number in (40, 41, 42, 43, 44, 46, 47, 48)],
        "outside cases/: a pull request that touches it needs its owner, and CI reads the records as data",
    ),
}
"""Rows without a counterpart in a library, and why."""

OTHERWISE = {
    "Y-023": ("reject", "the row leaves it open: refused with a plain message"),
    "A-027": ("reject", "the row leaves it open: refused with a plain message"),
    "Y-050": ("warn", "a check may be asked for an old day, so a date ahead of it is a warning"),
    "D-004": ("neutralise", "text and nothing else, within the time a file may take"),
    **dict.fromkeys(
        ("D-017", "D-018", "D-019", "D-020"),
        ("neutralise", "no extension of Markdown here looks for such signs: they are text"),
    ),
}
"""Rows of which another outcome is right here, and why."""


@dataclass(frozen=True, slots=True)
class TheirRow:
    """A row in our layout."""

    row: Row
    warned: bool
    """Whether a warning is expected."""
    reader: bool
    """Whether it is the reader that must refuse it."""


def rows(*names: str) -> tuple[TheirRow, ...]:
    """The rows of some of their files that have a counterpart here."""
    return tuple(
        _ours(json.loads(line), name)
        for name in names
        for line in (FOLDER / f"{name}.jsonl").read_text("ascii").splitlines()
        if json.loads(line)["id"] not in ELSEWHERE
    )


def _ours(given: dict[str, object], name: str) -> TheirRow:
    row = _row(given, name)
    field, payload = IN_A_RECORD.get(row.id, (FIELDS.get(row.field), row.payload))
    assert field is not None, f"{row.id}: where does {row.field} go?"
    if row.field == "redirect_to":
        payload = f"redirect_to: {payload}"
    if field == "append" and not payload.endswith("\n"):
        payload += "\n"
    if field == "path" and isinstance(payload, str):
        payload = moved(payload)
    elif field == "path":
        payload = tuple(moved(path) for path in payload)
    elif field == "path_b64":
        payload = payload.replace(b"cases/", b"cases/practices/alpha/").replace(b".yaml", b".yml")
    elif field == "symlink":
        payload = payload["target"]
    must = OTHERWISE[row.id][0] if row.id in OTHERWISE else row.must
    warned = bool(given.get("warn")) or must == "warn"
    must = "neutralise" if must == "warn" else must
    ours = replace(row, id=f"sh-{row.id}", field=field, payload=payload, must=must, group="shared")
    reader = row.field == "case_yaml" and row.id not in IN_A_RECORD
    return TheirRow(ours, warned, reader)


def moved(path: str) -> str:
    """One of their paths where cases lie here, with our ending."""
    below = re.sub(r"^cases[/\\]", "", path).removeprefix("hangzhou/")
    return f"cases/practices/alpha/{below}".replace(".yaml", ".yml")
