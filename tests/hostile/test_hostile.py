"""The project's own hostile set: nothing a stranger writes becomes markup, script, path or command.

Every row is read and checked by itself; then all that can be read at all are shown side by side on
pages, refused ones too, so that the pages hold even where a check should miss something.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from hostile import figures, judge
from hostile.placing import (
    CASE_FILE,
    KINDS,
    Placed,
    _type_of,
    draft,
    every_field,
    finished,
    on_disk,
    place,
    spots_of,
)
from hostile.rows import HERE, OWN, Row, own
from hostile.running import (
    Shown,
    address,
    around,
    case_id,
    errors,
    inspected,
    plain,
    quick,
    reports,
    shown,
    token_for,
    twin_of,
)
from replicase.diagnostics import Diagnostic, Severity
from replicase.model import Adoption, Case
from replicase.read import read_library
from replicase.source import parse

ON_DISK = {"path", "path_b64", "symlink", "folder-symlink", "folder", "fifo"}
READ = [row for row in OWN if row.field not in ON_DISK]
PATHS = [row for row in OWN if row.field in ON_DISK]
SIZES = own("size")
REFERRING = ("CASE402", "CASE403")
"""The rules of references to another record's id or parts."""
CHARACTERS = [row for row in own("characters") if row.field != "file"]


TOLD_ONCE = ("CASE301",)
"""Rules that name a mistake at its first place only, and say how often it is made."""


def verdict(row: Row, placed: Placed, diagnostics: tuple[Diagnostic, ...]) -> None:
    """Judge what was said of a row."""
    wrong = errors(diagnostics)
    mine = [d for d in wrong if d.file == placed.file]
    # An id may be refused where another record has it already.
    told = wrong if row.field == "id" else mine
    for diagnostic in wrong[:50]:
        assert not plain(diagnostic), plain(diagnostic)
    # A long line is shown with every mistake in it, and a few of them tell enough.
    assert not (obeyed := reports(diagnostics[: 20 if row in SIZES else 200])), obeyed
    if row.must == "reject":
        assert told, f"{row.why}: nothing was said of {placed.file}"
    elif row.must == "accept":
        assert not wrong, f"{row.why}: {wrong[0].code} {wrong[0].at} {wrong[0].en}"
    if row.field != "id":
        # What the payload replaced, the adoption of the case may refer to.
        others = {d.file for d in wrong if d.code not in REFERRING} - {placed.file}
        assert not others, f"{row.why}: {others} are blamed"


# The set itself


def test_the_set_is_large_and_every_row_is_told_apart() -> None:
    assert len(OWN) >= 150
    assert not [key for key, count in Counter(row.id for row in OWN).items() if count > 1]
    for path in HERE.glob("*.jsonl"):
        assert path.read_bytes().isascii(), path.name
    for row in OWN:
        assert row.must in ("reject", "neutralise", "accept"), row.id
        assert row.why, row.id


def test_payloads_reach_every_text_a_record_may_have() -> None:
    reached = {spot.field for model in (Case, Adoption) for spot in spots_of(model)}
    apart = {"withdrawn", "alt", "caption", "credit"}
    for model in (Case, Adoption):
        for part, name, annotation in every_field(model):
            if _type_of(annotation)[0] and name not in apart:
                assert (part, name) in reached, f"{part.__name__}.{name} is not in case.yml"


def test_without_a_payload_all_is_well() -> None:
    _, diagnostics = inspected(around(finished(CASE_FILE, draft())))
    assert [d for d in diagnostics if d.severity > Severity.NOTE] == []


# What is said


MANY = frozenset({"SI-054", "SI-056"})
"""Rows with thousands of mistakes in one file."""


@pytest.mark.parametrize("row", [row for row in READ if row.id not in MANY], ids=str)
def test_what_is_said_of_a_row(row: Row) -> None:
    _said_of(row)


@pytest.mark.slow
@pytest.mark.parametrize("row", [row for row in READ if row.id in MANY], ids=str)
def test_what_is_said_of_a_row_of_thousands(row: Row) -> None:
    _said_of(row)


@pytest.mark.slow
def test_mistakes_in_one_long_line_are_reported_quickly() -> None:
    row = next(row for row in SIZES if row.id == "SI-060")
    _, diagnostics = inspected(around(place(row)))
    with quick():
        assert not reports(diagnostics[:400])


def _said_of(row: Row) -> None:
    placed = place(row)
    with quick():
        _, diagnostics = inspected(around(placed))
    verdict(row, placed, diagnostics)
    figures.count(row, refused=bool(errors(diagnostics)))
    if row.must == "reject" and row.field in KINDS:
        wrong = errors(diagnostics)
        assert not (missed := untold(placed, wrong)), f"nothing was said of {missed[:5]}"


def untold(placed: Placed, wrong: list[Diagnostic]) -> list[object]:
    """The places of a payload that no error names."""
    told = {d.span.line for d in wrong}
    if not placed.lines or {d.code for d in wrong} & {"CASE101"}:
        return []  # too much of it: the file is not read at all
    unread = parse(placed.given)[0] is None
    once = unread or {d.code for d in wrong} & set(TOLD_ONCE)
    lines = sorted(placed.lines)[:1] if once else sorted(placed.lines)
    return [placed.lines[line] for line in lines if line not in told]


@pytest.mark.parametrize("row", CHARACTERS, ids=str)
def test_an_escape_in_quotes_is_the_character_it_stands_for(row: Row) -> None:
    placed = place(row, escaped=True)
    _, diagnostics = inspected(around(placed))
    verdict(row, placed, diagnostics)


@pytest.mark.parametrize("row", PATHS, ids=str)
def test_what_is_said_of_a_path(row: Row, tmp_path: Path) -> None:
    with quick():
        file = on_disk(row, tmp_path)
        inputs, unread = read_library(tmp_path)
        _, diagnostics = inspected(inputs)
    wrong = errors([*unread, *diagnostics])
    assert {d.file for d in wrong} or row.must != "reject", row.why
    for diagnostic in wrong:
        assert not plain(diagnostic), plain(diagnostic)
        assert diagnostic.file.isprintable(), diagnostic.file
    assert not reports(tuple(wrong)), reports(tuple(wrong))
    assert not any("secret" in given.file for given in inputs)
    if row.must == "reject":
        told = {d.file for d in wrong}
        assert any(_about(blamed, file) for blamed in told), f"{told} are blamed for {file!r}"


def _about(blamed: str, file: str) -> bool:
    """Whether a diagnostic names a file, its folder, or what can be shown of its name."""
    shown_name = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in file)
    return shown_name == blamed or shown_name.startswith(f"{blamed}/") or blamed.startswith(file)


# What is shown


@pytest.fixture(scope="module")
def side_by_side() -> Shown:
    rows = [row for row in READ if row not in SIZES and _is_a_case(row)]
    return shown(rows)


def _is_a_case(row: Row) -> bool:
    return row.field not in ("file", "id") and ":" not in row.field.removeprefix("raw:")


def _judged(result: Shown, row: Row) -> None:
    name = case_id(row)
    record = result.library.entry_of(name)
    if record is None or record.dropped:
        return  # it was refused where it was read, or the payload was
    placed = result.placed[name]
    for language in ("zh", "en"):
        if language == "en" and is_raw(row) and address(name, language) not in result.pages:
            continue  # a title without a word of English
        page = result.pages[address(name, language)]
        there = judge.body(str(page.body))
        assert judge.alive(there) == []
        assert not any(isinstance(part, judge.Comment) for part in there)
        found = judge.ids(there)
        assert len(found) == len(set(found)), "an id stands twice"
        if is_raw(row):
            continue  # YAML of its own, so no text can be looked for
        token = token_for(row.payload)
        twin = twin_of(placed, name, language, token)
        if row.field == "markdown":
            assert judge.added(there, twin) == []
        elif row.field not in ("url", "components.0.id") and row.payload.strip():
            wrong = judge.difference(there, twin, token, row.payload)
            assert not wrong, wrong


def is_raw(row: Row) -> bool:
    return row.field == "value" or row.field.startswith("raw:")


@pytest.mark.parametrize("row", [r for r in READ if r not in SIZES and _is_a_case(r)], ids=str)
def test_what_is_shown_of_a_row(row: Row, side_by_side: Shown) -> None:
    _judged(side_by_side, row)


def test_what_lists_show_of_all_rows(side_by_side: Shown) -> None:
    harmless = shown([])
    lists = [a for a in side_by_side.pages if "cases/h-" not in a]
    assert len(lists) > 8
    for where in lists:
        there = judge.body(str(side_by_side.pages[where].body))
        ours = judge.body(str(harmless.pages[where].body)) if where in harmless.pages else []
        assert sorted(judge.alive(there)) == sorted(judge.alive(ours))
        assert not any(isinstance(part, judge.Comment) for part in there)


def test_what_search_hands_over_is_data(side_by_side: Shown) -> None:
    data = side_by_side.data
    cards = [
        text for path, value in data.items() if "cards-" in path for text in judge.strings(value)
    ]
    titled = [
        row for row in own("markup", "templates") if row.field == "text" and len(row.payload) <= 40
    ]
    assert len(titled) > 50
    missing = [
        row.id for row in titled if judge.spaced(row.payload) not in map(judge.spaced, cards)
    ]
    assert missing == []
