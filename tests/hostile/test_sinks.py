"""Hostile texts in every file that is no page: tables, data, feeds, documents. Each stays text.

All rows and payloads stand side by side in one library, refused ones too, so that a file holds by
itself; then everything the site consists of beside its pages is made and read with other software.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from hostile import figures, judge
from hostile.corpora import SPOTS, batch, is_readable, scripts
from hostile.placing import library
from hostile.rows import Row
from hostile.running import AS_OF, SITE, Shown, case_id, errors, inspected, shown
from hostile.test_hostile import READ, SIZES, _is_a_case
from hostile.theirs import FOLDER, rows
from replicase.as_of import AsOf
from replicase.documents import essay, sheets, whole, word, workbook
from replicase.documents.told import Told
from replicase.edition import Edition, compose
from replicase.load import load
from replicase.output import csv_file
from replicase.pages import feeds
from replicase.pages.voice import Voice

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
OF_A_FEED = {
    *("feed", "id", "title", "subtitle", "updated", "author", "name", "rights", "generator"),
    *("link", "entry", "category", "summary"),
}
FORMULA = tuple("=+-@＝＋－＠")
LONGEST_CELL = 32_767


def _theirs() -> tuple[Row, ...]:
    return tuple(t.row for t in rows("exports", "fields")) if FOLDER.is_dir() else ()


def _ours() -> tuple[Row, ...]:
    made = [row for row in READ if row not in SIZES and _is_a_case(row)]
    return (*made, *(Row(s.id, "text", s.payload, "neutralise", s.kind) for s in scripts()))


class Made:
    """Everything but pages, made of all rows at once."""

    def __init__(self) -> None:
        self.rows = tuple(row for row in (*_ours(), *_theirs()) if row.field != "append")
        self.shown: Shown = shown(self.rows)

    @cached_property
    def edition(self) -> Edition:
        return compose(self.shown.library, AsOf(AS_OF, "option"))

    @cached_property
    def files(self) -> dict[str, bytes]:
        planned: Iterable[Callable[[], Any]] = (
            *self.edition.of_all(),
            *(plan.make for plan in self.edition.of_cases()),
        )
        return {made.path: made.data for made in (make() for make in planned)}

    def ending(self, end: str) -> dict[str, bytes]:
        found = {path: data for path, data in self.files.items() if path.endswith(end)}
        assert found
        return found


@pytest.fixture(scope="module")
def made() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(feeds, "MOST", 100_000)
        yield Made()


def cells(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def runs(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula, or lose digits of it."""
    if re.fullmatch(r"-?\d{1,15}(\.\d+)?", cell):
        return bool(re.match(r"0\d", cell))
    return cell.lstrip().startswith(FORMULA) or bool(re.fullmatch(r"\d+", cell.strip()))


def test_no_cell_of_a_table_runs_or_loses_a_digit(made: Made) -> None:
    count = 0
    for path, data in made.ending(".csv").items():
        head, *lines = cells(data)
        for line in lines:
            assert len(line) == len(head), path
            assert not [cell for cell in line if runs(cell)], path
            count += len(line)
    titles = {line[0]: line for line in cells(made.files["data/cases.csv"])}
    column = titles["case"].index("title_zh")
    for case in made.shown.library.cases:
        assert titles[case.id][column].removeprefix("'") == case.title.zh.removeprefix("'")
    figures.say(f"{count} cells of CSV with {len(made.rows)} hostile rows: no formula")


def test_data_for_programs_are_what_the_records_hold(made: Made) -> None:
    for path, data in made.ending(".json").items():
        assert json.loads(data) is not None, path
    told = json.loads(made.files["data/cases.json"])["rows"]
    there = {row["case"]: row["title_zh"] for row in told}
    assert there == {case.id: case.title.zh for case in made.shown.library.cases}
    for data in made.ending(".js").values():
        judge.data_of(data)


def test_feeds_hold_nothing_but_texts(made: Made) -> None:
    strict = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    titles = set()
    for path, data in made.ending(".xml").items():
        root = etree.fromstring(data, strict)
        assert not root.getroottree().docinfo.doctype
        for element in root.iter():
            assert isinstance(element.tag, str), path
            assert element.tag.removeprefix(ATOM) in OF_A_FEED, path
            for name, value in element.attrib.items():
                if name == "href":
                    assert judge.scheme_of(value) in ("", "https"), path
        titles |= {str(t.text) for t in root.iter(f"{ATOM}title")}
    no_xml = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
    lost = [
        case.id
        for case in made.shown.library.cases
        if case.id.startswith("h-") and not any(no_xml.sub("", case.title.zh) in t for t in titles)
    ]
    assert lost == []


def test_a_workbook_holds_no_formula_and_leads_to_the_web_alone(made: Made) -> None:
    shown_ = made.shown.library
    voice = Voice(shown_, SITE, "zh")
    found = sheets.of_library(voice, shown_.cases, shown_.cities)
    data = workbook.write(found, "x", "y", datetime.date(2025, 6, 1))
    with ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            text = packed.read(name).decode("utf-8")
            assert not name.endswith((".bin", "externalLinks")), name
            if "/worksheets/sheet" in name:
                assert "<f>" not in text, name
                assert "<f " not in text, name
            if name.endswith(".rels"):
                for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', text):
                    assert judge.scheme_of(target) in ("http", "https"), target
    read = CalamineWorkbook.from_filelike(io.BytesIO(data))
    titles = {str(cell) for line in read.get_sheet_by_index(0).to_python() for cell in line}
    for case in shown_.cases:
        wanted = re.sub("[\x00-\x08\x0b-\x1f]", "", case.title.zh)[:LONGEST_CELL]
        assert wanted in titles or wanted.strip() in {t.strip() for t in titles}, case.id


def test_a_word_document_holds_no_field_and_leads_to_the_web_alone() -> None:
    """Few cases, every text of which is another payload: Word is slow to write."""
    payloads = [each.payload for each in scripts() if is_readable(each.payload)]
    step = len(SPOTS) // 2
    placed = batch(payloads, iter(range(math.ceil(len(payloads) / step))), step).placed
    found, _ = load([*library(), *(given.given for given in placed.values())])
    voice = Voice(found, SITE, "zh")
    written = 0
    for name in placed:
        case = found.entry_of(name)
        assert case is not None
        told = Told.of(voice, case.record)
        for document in (whole.whole(told), essay.essay(told)):
            data = word.write(document, datetime.date(2025, 6, 1))
            with ZipFile(io.BytesIO(data)) as packed:
                _only_read(packed)
            assert docx.Document(io.BytesIO(data)).paragraphs
            written += 1
    assert written > 20


def _only_read(packed: ZipFile) -> None:
    """A document that asks nothing of a network and runs nothing when it is opened."""
    for name in packed.namelist():
        text = packed.read(name).decode("utf-8", "replace")
        for target in re.findall(r'Target="([^"]*)"[^>]*TargetMode="External"', text):
            assert judge.scheme_of(target) in ("http", "https"), target
        fields = set(re.findall(r"<w:instrText[^>]*>([^<]*)<", text))
        assert {f.split()[0] for f in fields if f.strip()} <= {"PAGE", "NUMPAGES"}
        for part in ("w:altChunk", "w:object", "o:OLEObject", "w:control"):
            assert f"<{part}" not in text, (name, part)


# Other people's rows for files


@pytest.mark.skipif(
    not FOLDER.is_dir(),
    reason="no shared test data beside the checkout (REPLICASE_SHARED): only our own rows ran",
)
def test_each_of_their_rows_for_files_is_refused_or_text_in_the_file_it_is_for(made: Made) -> None:
    """`csv_cell`, `feed_json_xml` and `ci_log` where each is meant to do harm."""
    of_theirs = {line["id"]: line["field"] for line in _lines("exports")}
    judged = 0
    table = cells(made.files["data/cases.csv"])
    column = table[0].index("title_zh")
    for row in rows("exports"):
        field = of_theirs[row.row.id.removeprefix("sh-")]
        payload = str(row.row.payload)
        case = made.shown.library.entry_of(case_id(row.row))
        judged += 1
        if case is None or case.dropped:
            placed = made.shown.placed[case_id(row.row)]
            _, said = inspected([*made.shown.inputs[:0], placed.given])
            assert errors(said), row.row.id
            continue
        if field == "csv_cell":
            (cell,) = (line[column] for line in table if line[0] == case.record.id)
            assert not runs(cell), row.row.id
            assert cell.removeprefix("'") == case.record.title.zh.removeprefix("'")
        elif field == "feed_json_xml":
            feed = etree.fromstring(made.files["feeds/all.xml"])
            texts = [t.text for t in feed.iter(f"{ATOM}title", f"{ATOM}summary")]
            assert any(case.record.title.zh in str(text) for text in texts), row.row.id
        else:
            assert field == "ci_log", field
        # As a cell by itself, whatever the reader thinks of it.
        ((one,),) = cells(csv_file("x.csv", [(payload.replace("\0", ""),)]).data)
        assert not runs(one), row.row.id
    assert judged == len(of_theirs) > 15


def _lines(name: str) -> list[dict[str, Any]]:
    return [
        json.loads(line)
        for line in (FOLDER / f"{name}.jsonl").read_text("ascii").splitlines()
        if line.strip()
    ]
