"""Larger sets of other people's, where they lie beside the checkout; never copied into it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from hostile import judge
from hostile.placing import (
    CASE_FILE,
    KINDS,
    NAME,
    Placed,
    draft,
    finished,
    library,
    on_disk,
    place,
)
from hostile.rows import Row
from hostile.running import (
    SITE,
    address,
    around,
    errors,
    inspected,
    plain,
    quick,
    renamed,
    reports,
)
from hostile.test_hostile import REFERRING, _about, untold
from hostile.theirs import ELSEWHERE, FOLDER, IN_A_RECORD, OTHERWISE, TheirRow, rows
from replicase.diagnostics import Severity
from replicase.load import load
from replicase.pages import orders
from replicase.read import read_library
from replicase.source import Input, parse
from shared import SHARED

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (SHARED / "hostile").is_dir(),
        reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
    ),
]

OUR_OWN = ("<template>",)
"""What our templates have of what could be alive."""
SUBJECTS = ("fields", "markdown", "unicode", "yaml", "dos", "accept", "urls", "privacy", "exports")


def _in_records() -> list[TheirRow]:
    found = rows(*SUBJECTS) if FOLDER.is_dir() else ()
    return [theirs for theirs in found if theirs.row.field not in ("path", "symlink")]


def _on_disk() -> list[TheirRow]:
    found = rows("accept", "paths") if FOLDER.is_dir() else ()
    return [theirs for theirs in found if theirs.row.field in ("path", "path_b64", "symlink")]


def test_every_file_of_theirs_is_driven() -> None:
    """A file or folder that is added there is a mistake here, until a test reads it."""
    elsewhere = {"images", "build-faults"}  # test_pictures.py and test_build_faults.py
    there = {path.stem for path in FOLDER.glob("*.jsonl")}
    assert there == {*SUBJECTS, "paths", *elsewhere}
    corpora = {path.name for path in (SHARED / "corpora").iterdir()} - {"README.md"}
    assert corpora == {"blns", "commonmark", "xss.jsonl", "yaml-test-suite"}
    fields = {
        json.loads(line)["field"]
        for line in (FOLDER / "images.jsonl").read_text("ascii").splitlines()
    }
    assert fields == {"image_file", "image_ref", "image_alt"}


def test_every_row_has_a_place_here_or_a_reason() -> None:
    ids = {
        json.loads(line)["id"]
        for name in (*SUBJECTS, "paths")
        for line in (FOLDER / f"{name}.jsonl").read_text("ascii").splitlines()
    }
    judged = {theirs.row.id.removeprefix("sh-") for theirs in (*_in_records(), *_on_disk())}
    assert judged | ELSEWHERE.keys() == ids
    assert not judged & ELSEWHERE.keys()
    assert OTHERWISE.keys() | IN_A_RECORD.keys() <= judged
    assert len(judged) > 200


@pytest.mark.parametrize("theirs", _in_records(), ids=lambda theirs: str(theirs.row))
def test_their_row_becomes_what_it_must(theirs: TheirRow) -> None:
    row = theirs.row
    placed = place(row)
    with quick():
        _, diagnostics = inspected(around(placed))
    mine = [d for d in diagnostics if d.file == placed.file]
    wrong = errors(diagnostics)
    # A whole file is judged at the reader: it lacks what a record needs.
    told = list(parse(placed.given)[1]) if theirs.reader else errors(mine)
    assert not [said for d in wrong[:20] if (said := plain(d))]
    assert not reports(diagnostics[:20])
    assert {d.file for d in wrong if d.code not in REFERRING} <= {placed.file}
    if row.must == "reject":
        assert told, row.why
        if row.field in KINDS:
            assert not untold(placed, wrong)
        elif row.field not in ("file", "append") and not any(d.code == "CASE101" for d in told):
            # Somewhere in the field, not only in the file.
            field = row.field.split(":")[-1].split(".")[0]
            lines = {number for number, at in placed.lines.items() if at[0] == field}
            assert row.field.startswith("raw:") or lines & {d.span.line for d in told}
    elif row.must == "accept":
        assert told == [], row.why
    if theirs.warned:
        assert Severity.WARNING in {d.severity for d in mine}, row.why
    if len(placed.data) < 60_000 and not told and not theirs.reader and row.must != "reject":
        _shown_as_it_is(row, placed)


def test_no_page_is_alive_with_all_their_rows_side_by_side() -> None:
    """Refused ones too, so that pages hold by themselves; other records a case each time."""
    together, alone = [], []
    for theirs in _in_records():
        placed = place(theirs.row)
        if len(placed.data) >= 60_000:
            continue
        if placed.file == CASE_FILE and theirs.row.field != "raw:id" and not theirs.reader:
            together.append(renamed(placed, f"t-{len(together)}").given)
        else:
            alone.append(placed)
    assert len(together) > 100
    carrier = finished(CASE_FILE, draft()).given
    _nothing_alive((*library(), carrier, *together))
    for placed in alone:
        if load(around(placed))[0].entry_of(NAME) and placed.file != CASE_FILE:
            _nothing_alive(around(placed))


def _nothing_alive(inputs: Iterable[Input]) -> None:
    for order in orders(load(inputs)[0], SITE):
        if "contribute/" in order.address:
            continue  # the fields and rules of the program, whatever a record holds
        page = order.make()
        live = judge.alive(judge.body(str(page.body)))
        assert [found for found in live if found not in OUR_OWN] == [], page.address


def _shown_as_it_is(row: Row, placed: Placed) -> None:
    """Every word of what passes stands on the page of its case, in order."""
    if placed.file != CASE_FILE or row.field in ("append", "sources.0.url", "raw:registered"):
        return
    made = {order.address: order.make for order in orders(load(around(placed))[0], SITE)}
    shown = judge.text_of(judge.body(str(made[address(NAME, "zh")]().body)))
    payload = unicodedata.normalize("NFC", str(row.payload))
    if row.field in ("problem.text", "markdown"):
        payload = re.sub(r"\]\([^)]*\)|^```.*$|\[\^?[^\]]*\]:.*$", " ", payload, flags=re.MULTILINE)
        payload = unescape(payload)
    words = re.findall(r"[^\W_]+", payload)
    at = 0
    for word in words[:200]:
        at = shown.find(word, at)
        assert at >= 0, f"{word!r} is not shown"


@pytest.mark.parametrize("theirs", _on_disk(), ids=lambda theirs: str(theirs.row))
def test_their_path_becomes_what_it_must(theirs: TheirRow, tmp_path: Path) -> None:
    row = theirs.row
    paths = row.payload if isinstance(row.payload, tuple) else (row.payload,)
    files = [on_disk(replace(row, payload=path), tmp_path) for path in paths]
    inputs, unread = read_library(tmp_path)
    _, diagnostics = inspected(inputs)
    wrong = errors([*unread, *diagnostics])
    assert not [said for d in wrong if (said := plain(d))]
    if row.must == "reject":
        assert any(_about(d.file, file) for d in wrong for file in files), row.why
    else:
        assert wrong == [], row.why
