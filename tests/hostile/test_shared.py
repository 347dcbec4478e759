"""Larger sets of other people's, where they lie beside the checkout; never copied into it."""

from __future__ import annotations

import json

import pytest

from hostile import judge
from hostile.placing import CASE_FILE, Placed, draft, finished, place, spots_of
from hostile.rows import Row, read
from hostile.running import SITE, around, errors, inspected, plain, quick, reports
from replicase.load import load
from replicase.model import Case
from replicase.pages import render
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
FIELDS = {"title": "title", "body_md": "problem.text", "any_text": "text", "case_yaml": "file"}
"""Their names of places -> ours; the rest has no counterpart here."""


def _rows(*names: str) -> list[Row]:
    found = []
    for name in names:
        path = SHARED / "hostile" / f"{name}.jsonl"
        for row in read(path) if path.is_file() else ():
            if row.field in FIELDS and row.payload is not None:
                field = FIELDS[row.field]
                found.append(Row(f"sh-{row.id}", field, row.payload, row.must, row.why, "shared"))
    return found


def _judged(row: Row) -> None:
    """Refused with plain words at its own file, and without anything alive on pages either way."""
    placed = place(row)
    with quick():
        _, diagnostics = inspected(around(placed))
    wrong = errors(diagnostics)
    assert not [said for d in wrong[:20] if (said := plain(d))], row.id
    assert not reports(diagnostics[:20]), row.id
    assert {d.file for d in wrong} <= {placed.file}, row.id
    if len(placed.data) < 60_000:
        _nothing_alive(placed)


def _nothing_alive(placed: Placed) -> None:
    for page in render(load(around(placed))[0], SITE):
        live = judge.alive(judge.body(str(page.body)))
        assert [found for found in live if found not in OUR_OWN] == [], page.address


@pytest.mark.parametrize("name", ["fields", "markdown", "unicode", "yaml", "dos", "accept"])
def test_their_rows_are_told_in_plain_words(name: str) -> None:
    rows = _rows(name)
    assert rows
    for row in rows:
        _judged(row)


def test_no_payload_for_browsers_is_alive_on_our_pages() -> None:
    lines = (SHARED / "corpora/xss.jsonl").read_text("utf-8").splitlines()
    payloads = [str(json.loads(line)["payload"]) for line in lines]
    assert len(payloads) > 1000
    # Many in one case: each takes one text of it, so that a few hundred cases hold them all.
    spots = [spot for spot in spots_of(Case) if spot.kind in ("markdown", "line", "word")]
    spots = [spot for spot in spots if not {"id", "field", "code"} & set(spot.at)]
    waiting, number = list(payloads), 0
    while waiting:
        target = draft()
        for spot in spots:
            if not waiting:
                break
            payload = waiting.pop()
            languages = () if spot.kind == "word" else ("zh", "en")
            for at in [(*spot.at, language) for language in languages] or [spot.at]:
                limit = spot.limit.get(str(at[-1]), 1_000_000)
                target.put(at, payload[: min(limit, 2000)])
        number += 1
        _nothing_alive(finished(CASE_FILE, target))
    assert number > 20
