"""A workbook is filled in, imported, comes back with its problems marked, and is imported again."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from click.testing import Result
from hypothesis import given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import HERE, MINIATURE, ROOT, files_below
from replicase.cli import main
from replicase.edit.layout import formatted
from replicase.intake.choices import Words
from replicase.intake.landing import content_of, means_the_same
from replicase.intake.offer import offered
from replicase.intake.package import MAX_ROWS
from replicase.intake.problems import Refused, Spot
from replicase.intake.reading import Sheet, read_sheets
from replicase.intake.rows import EXAMPLE, rows_of
from replicase.intake.spreadsheet import gather
from replicase.intake.tables import tables
from replicase.intake.workbook import Filled, template
from replicase.library import Library
from replicase.load import known_of, load
from replicase.source import Input, parse
from terminals import terminal

GOLDEN = HERE / "intake"
CASE = "cases/practices/alpha/alpha-shared-umbrellas.yml"


def run(*arguments: str) -> Result:
    day = () if arguments[0] == "template" else ("--as-of", "2026-11-22")
    return terminal().invoke(main, [*arguments, *day])


def library_of(folder: Path) -> Library:
    return load(files_below(folder))[0]


Cells = Mapping[str, list[list[Any]]]


def workbook(sheets: Cells, also: Callable[[Any], None] | None = None) -> bytes:
    """A workbook as people write one: texts, numbers and dates as they come."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(rows):
            for number, cell in enumerate(cells):
                if isinstance(cell, datetime):
                    sheet.write_datetime(row, number, cell, day)
                elif cell != "":
                    sheet.write(row, number, cell)
    if also is not None:
        also(book)
    book.close()
    return data.getvalue()


def filled_in(library: Library, *wanted: str) -> dict[str, list[list[Any]]]:
    """The sheets of some cases of a library, with headings in Chinese and none for programs."""
    words = Words(library, "zh")
    sheets: dict[str, list[list[Any]]] = {}
    for entry in library.case_entries:
        if entry.record.id in wanted:
            for table, row in rows_of("case", entry.document.plain, words):
                head = [column.zh for column in table.columns]
                rows = sheets.setdefault(table.zh, [head])
                rows.append([row.get(column.key, "") for column in table.columns])
    return sheets


def put(sheets: dict[str, list[list[Any]]], sheet: str, row: int, column: str, value: Any) -> None:
    head = sheets[sheet][0]
    sheets[sheet][row][head.index(column)] = value


# There and back


def test_every_real_record_comes_back_as_it_was() -> None:
    """The records are equal; the files are not, since each author breaks lines in their own way."""
    library = library_of(ROOT)
    words = Words(library, "zh")
    known = known_of(library.settings, library.vocabularies)
    there = {given.file: given for given in files_below(ROOT)}
    records = [Filled("case", e.document.plain) for e in library.case_entries]
    records += [Filled("adoption", e.document.plain) for e in library.adoption_entries]
    gathered = gather(read_sheets("a.xlsx", template(words, records)), library, words, "2000-01-01")
    assert gathered.problems == ()
    assert len(gathered.records) == len(records) > 50
    for record in gathered.records:
        written = Input(record.file, content_of(record))
        assert means_the_same(there[record.file], written, record, known), record.file
        laid = formatted(written)
        assert laid is not None
        assert laid.after == written.data, "fmt leaves it alone"
    again = [
        Filled(record.kind, document.plain)
        for record in gathered.records
        if (document := parse(Input(record.file, content_of(record)))[0])
    ]
    twice = gather(read_sheets("a.xlsx", template(words, again)), library, words, "2000-01-01")
    assert [content_of(r) for r in twice.records] == [content_of(r) for r in gathered.records]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_filled_workbook_changes_nothing_in_its_library(root: Path, language: str) -> None:
    before = {p: p.read_bytes() for p in (root / "cases").rglob("*.yml")}
    assert run("template", "all.xlsx", "--filled", "--lang", language).exit_code == 0
    done = run("import", "all.xlsx", "--lang", "zh")
    assert done.exit_code == 0, done.output
    assert "写了 0，与库里相同 5" in done.output
    assert {p: p.read_bytes() for p in (root / "cases").rglob("*.yml")} == before


_LINE = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=30)
_TEXT = st.fixed_dictionaries({"zh": _LINE}, optional={"en": _LINE})
_PARAGRAPHS = st.lists(_LINE, min_size=2, max_size=4).map(lambda lines: "\n".join(lines) + "\n")
_SOURCES = st.lists(st.sampled_from(["s1", "s2", "editor"]), min_size=1, unique=True)
_RECORD = st.fixed_dictionaries(
    {
        "schema": st.just("1"),
        "id": st.just("alpha-any"),
        "kind": st.sampled_from(["practice", "attempt"]),
        "stage": st.just("draft"),
        "registered": st.sampled_from(["2021", "2021-03", "2021-03-01"]),
        "title": _TEXT,
        "problem": st.fixed_dictionaries({"text": st.fixed_dictionaries({"zh": _PARAGRAPHS})}),
    },
    optional={
        "technology": st.fixed_dictionaries({"systems": st.lists(_TEXT, min_size=1, max_size=3)}),
        "facets": st.fixed_dictionaries(
            {"theme": st.lists(st.sampled_from(["order", "care"]), min_size=1, unique=True)}
        ),
        "milestones": st.lists(
            st.fixed_dictionaries(
                {"date": st.just("2020-01"), "what": _TEXT}, optional={"source": _SOURCES}
            ),
            min_size=1,
            max_size=3,
        ),
        "results": st.lists(
            st.fixed_dictionaries(
                {
                    "name": _TEXT,
                    "observations": st.lists(
                        st.fixed_dictionaries({"at": st.just("2021"), "value": st.just("4.90")}),
                        min_size=1,
                        max_size=2,
                    ),
                }
            ),
            min_size=1,
            max_size=3,
        ).map(lambda rows: [{"id": f"r{n}", **row} for n, row in enumerate(rows, 1)]),
    },
)


@settings(max_examples=60)
@given(_RECORD)
def test_whatever_stands_in_a_record_stands_in_its_rows(tree: dict[str, Any]) -> None:
    library = library_of(MINIATURE)
    words = Words(library, "zh")
    sheets: dict[str, list[tuple[str, ...]]] = {}
    for table, row in rows_of("case", tree, words):
        rows = sheets.setdefault(table.zh, [tuple(c.key for c in table.columns)])
        rows.append(tuple(row.get(c.key, "") for c in table.columns))
    read = [Sheet(name, tuple(rows)) for name, rows in sheets.items()]
    gathered = gather(read, library, words, "2000-01-01")
    (record,) = gathered.records
    document, refused = parse(Input(record.file, content_of(record)))
    if document is None:
        # Signs that mislead readers are the checker's to refuse, not to lose.
        assert refused
        return
    assert _tidied(document.plain) == _tidied(tree)


def _tidied(node: Any) -> Any:
    """Texts as a reader compares them: a format keeps Unicode in one form."""
    if isinstance(node, dict):
        return {key: _tidied(value) for key, value in sorted(node.items())}
    if isinstance(node, list):
        return [_tidied(value) for value in node]
    return unicodedata.normalize("NFC", node)


# An officer's day


def test_an_officer_mends_what_comes_back_and_is_done(root: Path, golden: Golden) -> None:
    library = library_of(root)
    ids = [e.record.id for e in library.case_entries]
    sheets = filled_in(library, *ids)
    for path in (root / "cases/practices").rglob("*.yml"):
        path.unlink()
    right = {name: [list(row) for row in rows] for name, rows in sheets.items()}
    put(sheets, "案例", 1, "归类 · 主题", "基层服物")
    put(sheets, "案例", 2, "入库日期", "2026年13月")
    put(sheets, "案例", 2, "类别", "=1+1")
    put(sheets, "来源", 1, "网址", "www.example.org/a")
    put(sheets, "来源", 2, "哪条记录", ids[0] + "x")
    (root / "mine.xlsx").write_bytes(workbook(sheets))
    done = run("import", "mine.xlsx")
    assert done.exit_code == 1
    golden(GOLDEN / "officer.txt", done.output)
    assert not (root / CASE).exists()
    back = read_sheets("mine-问题.xlsx", (root / "mine-问题.xlsx").read_bytes())
    assert [sheet.name for sheet in back][:2] == ["问题", "案例"]
    assert len(back[0].rows) > 5
    (root / "right.xlsx").write_bytes(workbook(right))
    done = run("import", "right.xlsx")
    assert done.exit_code == 0, done.output
    assert (root / CASE).exists()
    assert run("check").exit_code == 0
    assert "与库里相同 3" in run("import", "right.xlsx").output


def test_a_dry_run_writes_no_case(root: Path) -> None:
    sheets = filled_in(library_of(root), "alpha-shared-umbrellas")
    (root / CASE).unlink()
    (root / "mine.xlsx").write_bytes(workbook(sheets))
    done = run("import", "mine.xlsx", "--dry-run")
    assert "可以写 1" in done.output
    assert not (root / CASE).exists()


def test_a_file_that_differs_is_left_unless_asked(root: Path) -> None:
    sheets = filled_in(library_of(root), "alpha-shared-umbrellas")
    put(sheets, "案例", 1, "一句话：做了什么（中文）", "另一种说法。")
    (root / "mine.xlsx").write_bytes(workbook(sheets))
    before = (root / CASE).read_bytes()
    done = run("import", "mine.xlsx")
    assert done.exit_code == 1
    assert "内容不同，没有动它" in done.output
    assert (root / CASE).read_bytes() == before
    assert run("import", "mine.xlsx", "--overwrite").exit_code == 0
    assert "另一种说法。" in (root / CASE).read_text("utf-8")


def test_half_mended_workbooks_are_never_written_over(root: Path) -> None:
    sheets = filled_in(library_of(root), "alpha-shared-umbrellas")
    put(sheets, "案例", 1, "类别", "什么")
    (root / "mine.xlsx").write_bytes(workbook(sheets))
    run("import", "mine.xlsx")
    run("import", "mine-问题.xlsx")
    assert {p.name for p in root.glob("mine*")} == {
        "mine.xlsx",
        "mine-问题.xlsx",
        "mine-问题-2.xlsx",
    }


def test_an_example_and_an_empty_template_import_nothing(root: Path) -> None:
    run("template", "empty.xlsx")
    run("template", "empty.csv")
    assert EXAMPLE in (root / "empty.csv").read_text("utf-8-sig")
    for name in ("empty.xlsx", "empty.csv"):
        assert "没有要导入的行" in run("import", name).output


# Cells as people leave them

HEAD = ["编号", "标题（中文）", "入库日期", "在哪里 · 行政区划代码", "归类 · 主题"]


def one_case(*cells: Any, also: Callable[[Any], None] | None = None) -> Any:
    library = library_of(MINIATURE)
    data = workbook({"案例": [HEAD, list(cells)]}, also)
    return gather(read_sheets("a.xlsx", data), library, Words(library, "zh"), "2000-01-01")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("2021年3月", "2021-03"),
        ("２０２１", "2021"),
        (2021, "2021"),
        (44197, "2021-01-01"),
        (datetime(2021, 3, 5), "2021-03-05"),
        ("  2021-03 　", "2021-03"),
        ("去年", "去年"),
    ],
)
def test_a_date_is_read_however_it_was_typed(cell: Any, read: str) -> None:
    (record,) = one_case("alpha-x", "题", cell).records
    assert record.tree["registered"] == read


def test_a_place_or_theme_goes_by_id_label_or_other_word() -> None:
    library = library_of(MINIATURE)
    term = library.terms("theme")[0]
    for said in (term.id, term.label.zh, term.label.en, f"{term.label.zh} {term.id}"):
        (record,) = one_case("alpha-x", "题", "2021", "", said).records
        assert record.tree["facets"]["theme"] == [term.id], said


def test_a_formula_gives_its_value_or_is_refused() -> None:
    def formulas(book: Any) -> None:
        sheet = book.get_worksheet_by_name("案例")
        sheet.write_formula(1, 1, '="甲"&"乙"', None, "甲乙")

    gathered = one_case("alpha-x", "题", "2021", also=formulas)
    assert gathered.records[0].tree["title"]["zh"] == "甲乙"
    assert [p.zh for p in gathered.problems] == ["这里是公式，取了它算出的值"]


def test_merged_cells_count_for_each_row_but_not_across_columns() -> None:
    library = library_of(MINIATURE)
    rows = [["哪条记录", "日期", "发生了什么（中文）"], ["a-b", "2020", "甲"], ["", "2021", "乙"]]

    def down(book: Any) -> None:
        book.get_worksheet_by_name("大事记").merge_range(1, 0, 2, 0, "a-b")

    def across(book: Any) -> None:
        book.get_worksheet_by_name("大事记").merge_range(1, 1, 1, 2, "甲")

    for also, whole in ((down, True), (across, False)):
        data = workbook({"案例": [["编号"], ["a-b"]], "大事记": rows}, also)
        gathered = gather(read_sheets("a.xlsx", data), library, Words(library, "zh"), "2000")
        assert gathered.is_whole is whole
    (record,) = gathered.records
    assert record.id == "a-b"


def test_the_same_id_twice_is_read_once_and_said() -> None:
    library = library_of(MINIATURE)
    data = workbook({"案例": [HEAD, ["a-b", "甲"], ["a-b", "乙"]]})
    gathered = gather(read_sheets("a.xlsx", data), library, Words(library, "zh"), "2000")
    assert [record.tree["title"]["zh"] for record in gathered.records] == ["甲"]
    assert gathered.problems[0].spot == Spot("案例", 2, 0)


def test_a_misspelt_heading_stops_the_import(root: Path) -> None:
    sheets = filled_in(library_of(root), "alpha-shared-umbrellas")
    (root / CASE).unlink()
    sheets["案例"][0][sheets["案例"][0].index("入库日期")] = "入库曰期"
    (root / "mine.xlsx").write_bytes(workbook(sheets))
    done = run("import", "mine.xlsx")
    assert "是否指“入库日期”？" in done.output
    assert not (root / CASE).exists()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_plain_table_is_read_in_the_encodings_excel_writes(root: Path, encoding: str) -> None:
    run("template", "plain.csv")
    head = (root / "plain.csv").read_text("utf-8-sig").splitlines()[0]
    place = library_of(root).terms("places")[0]
    theme = library_of(root).terms("theme")[0].label.zh
    row = ["", "实践", "试一试新办法", "", place.label.zh, "甲处有事。", "", "试了新办法。", ""]
    row += ["甲处", "", "s1", "2020", "s1", theme, "", "一份公告", "甲处", "官方"]
    row += ["https://example.org/a", "编辑部".encode().hex()[:6], "2026-01-01"]
    text = f"{head}\r\n{','.join(row)}\r\n"
    (root / "mine.csv").write_bytes(text.encode(encoding))
    done = run("import", "mine.csv")
    assert "写了 1" in done.output, done.output


# Nothing brought becomes a formula, and nothing is believed


def test_no_text_becomes_a_formula() -> None:
    library = library_of(MINIATURE)
    words = Words(library, "zh")
    tree = {"id": "a-b", "title": {"zh": '=HYPERLINK("http://a.example","b")', "en": "@SUM(A1)"}}
    data = template(words, [Filled("case", tree)])
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        for name in book.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert not re.search(rb"<f[ >]", book.read(name)), name
    assert template(words, [Filled("case", tree)]) == data, "the same records give the same bytes"


def zipped(**parts: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return data.getvalue()


def with_sheet(xml: bytes) -> bytes:
    data = workbook({"案例": [["编号"]]})
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    return zipped(**(parts | {"xl/worksheets/sheet1.xml": xml}))


NS = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
ODS = (
    '<d xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"><t:table><t:table-row '
    't:number-rows-repeated="1000"><t:table-cell o:value-type="string" '
    't:number-columns-repeated="{}"/></t:table-row></t:table></d>'
)
HOSTILE = {
    "empty.xlsx": (b"", "空的"),
    "text.xlsx": (b"id,title", "内容不是"),
    "broken.xlsx": (b"PK\x03\x04nonsense", "坏了"),
    "renamed.csv": (workbook({"a": [["b"]]}), "改回 .xlsx"),
    "bomb.xlsx": (zipped(**{"xl/workbook.xml": bytes(400 << 20)}), "展开后太大"),
    "entities.xlsx": (with_sheet(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "坏了"),
    "far.xlsx": (
        with_sheet(
            b'<w %b><sheetData><row r="1048576"><c r="XFD1048576"/></row></sheetData></w>' % NS
        ),
        "表太长",
    ),
    "wide.xlsx": (
        with_sheet(b'<w %b><sheetData><row r="1"><c r="XFD1"/></row></sheetData></w>' % NS),
        "表太宽",
    ),
    "macro.xlsx": (zipped(**{"xl/workbook.xml": b"<a/>", "xl/vbaProject.bin": b""}), "有宏"),
    "locked.xlsx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "有密码",
    ),
    "wide.ods": (zipped(**{"content.xml": ODS.format(16384).encode()}), "表太宽"),
    "huge.ods": (
        zipped(**{"content.xml": ODS.format(250).replace("1000", "19000").encode()}),
        "单元格太多",
    ),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "读不了"),
    "open.csv": (b'"id,title\n' * 3, ""),
    "nul.csv": (b"id\0", "不是 CSV"),
    "binary.xlsb": (zipped(a=b""), "另存为 .xlsx"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_in_plain_words(name: str) -> None:
    data, said = HOSTILE[name]
    try:
        read_sheets(name, data)
    except Refused as refusal:
        assert said in refusal.zh
        assert refusal.en
    else:
        assert not said


def test_a_table_has_no_more_rows_than_its_limit() -> None:
    text = "编号\r\n" + "a\r\n" * MAX_ROWS
    with pytest.raises(Refused, match="too long"):
        read_sheets("a.csv", text.encode())


def test_a_text_no_cell_can_hold_is_not_cut() -> None:
    words = Words(library_of(MINIATURE), "zh")
    long = Filled("case", {"id": "a-b", "problem": {"text": {"zh": "长" * 33_000}}})
    with pytest.raises(Refused, match="a-b"):
        template(words, [long])


# The tables


@pytest.mark.parametrize("table", tables(), ids=lambda table: table.key)
def test_every_column_has_a_name_of_its_own_in_both_languages(table: Any) -> None:
    for names in ([c.zh for c in table.columns], [c.en for c in table.columns]):
        assert len(set(names)) == len(names)
        assert all(names)


def test_the_template_of_a_library_is_the_same_each_time() -> None:
    assert offered(MINIATURE, "en", ".xlsx", filled=True) == offered(
        MINIATURE, "en", ".xlsx", filled=True
    )
