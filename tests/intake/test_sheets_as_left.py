"""The same sheet as people leave it, from Excel, from Excel of before 2007, and from LibreOffice."""

from __future__ import annotations

import io
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from libraries import HERE, MINIATURE, ROOT, files_below
from replicase.diagnostics import Severity
from replicase.intake.choices import Words
from replicase.intake.problems import Refused
from replicase.intake.reading import read_sheets
from replicase.intake.spreadsheet import Gathered, gather
from replicase.intake.tables import tables
from replicase.load import load
from terminals import terminal

FILES = HERE / "intake/files"
"""`left` is `as_left()` below, saved by LibreOffice 7.4; `locked` is it with a password."""
HEAD = ["编号", "标题（中文）", "入库日期", "何时开始 · 日期", "在哪里 · 行政区划代码", "备注"]


def as_left() -> bytes:
    """A sheet with what officers leave in one: every kind of cell."""
    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("案例")
    sheet.write_row(0, 0, HEAD)
    sheet.write_string(1, 0, "alpha-a")
    sheet.write_formula(1, 1, '="甲"&"乙"', None, "甲乙")
    sheet.write_datetime(1, 2, datetime(2021, 3, 5), day)
    sheet.write_number(1, 3, 2021)
    sheet.write_number(1, 4, 990100)
    sheet.write_string(2, 0, "alpha-b  ")
    sheet.write_string(2, 1, " 丙\n")
    sheet.write_string(2, 2, "２０２１年３月")
    sheet.write_number(2, 3, 44197)
    sheet.write_string(2, 4, "９９０１００")
    # Formats far below the last row are no rows.
    for row in range(3, 60):
        sheet.write_blank(row, 0, None, day)
        sheet.write_string(row, 1, "  ")
    more = book.add_worksheet("大事记")
    more.write_row(0, 0, ["哪条记录", "日期", "发生了什么（中文）"])
    more.merge_range(1, 0, 2, 0, "alpha-a")
    more.write_row(1, 1, ["2020", "甲"])
    more.write_row(2, 1, ["2021", "乙"])
    book.close()
    return data.getvalue()


def read(suffix: str) -> Gathered:
    data = as_left() if suffix == ".xlsx" else (FILES / f"left{suffix}").read_bytes()
    library = load(files_below(MINIATURE))[0]
    return gather(read_sheets(f"a{suffix}", data), library, Words(library, "zh"), "2026-01-01")


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_every_kind_of_cell_is_read_in_every_format(suffix: str) -> None:
    gathered = read(suffix)
    first, second = gathered.records
    told = [
        (r.id, r.tree["title"]["zh"], r.tree["registered"], r.tree["started"]["date"])
        for r in (first, second)
    ]
    # The old format does not tell which cells hold a formula, and may lack its value; the import says so.
    title = told[0][1] if suffix == ".xls" else "甲乙"
    assert told == [
        ("alpha-a", title, "2021-03-05", "2021"),
        ("alpha-b", "丙", "2021-03", "2021-01-01"),
    ]
    assert {r.tree["place"]["code"] for r in (first, second)} == {"990100"}
    assert [m["what"]["zh"] for m in first.tree["milestones"]] == ["甲", "乙"]
    assert gathered.is_whole
    said = {p.zh: p.severity for p in gathered.problems}
    assert said.pop("数字 44197 是 Excel 的日期，读作 2021-01-01") is Severity.NOTE
    assert said.pop("合并的单元格，2 行都用了这个值") is Severity.NOTE
    formula = said.pop("这里是公式，取了它算出的值", None)
    assert (formula is None) == (suffix == ".xls")
    assert not said


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods"])
def test_a_password_is_named(suffix: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_sheets(f"a{suffix}", (FILES / f"locked{suffix}").read_bytes())
    assert "有密码" in refusal.value.zh


def test_the_reading_process_is_gone_when_the_answer_is_there() -> None:
    children = Path("/proc/self/task")
    if not children.is_dir():
        pytest.skip("this system does not list processes as files")

    def alive() -> set[str]:
        return {c for t in children.iterdir() for c in (t / "children").read_text().split()}

    before = alive()
    read_sheets("a.xls", (FILES / "left.xls").read_bytes())
    with pytest.raises(Refused):
        read_sheets("a.xls", (FILES / "left.xls").read_bytes()[:2000])
    new = {pid for pid in alive() - before if "spawn_main" in _told(pid)}
    assert not new


def _told(pid: str) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def imported(root: Path, name: str, data: bytes) -> Any:
    (root / name).write_bytes(data)
    return terminal().invoke(_main(), ["import", name, "--as-of", "2026-11-22"])


def _main() -> Any:
    from replicase.cli import main

    return main


def test_the_old_format_comes_with_a_warning(root: Path) -> None:
    for name, is_warned in (("left.xls", True), ("left.ods", False)):
        told = imported(root, name, (FILES / name).read_bytes()).output
        assert ("公式认不出" in told) is is_warned


def test_every_list_speaks_chinese_and_takes_its_codes() -> None:
    library = load(files_below(ROOT))[0]
    words = Words(library, "zh")
    lists = [c for t in tables() for column in t.columns if (c := words.of(t, column))]
    assert len(lists) > 50
    for choices in lists:
        for code, shown in choices.shown.items():
            is_sign = not any(sign.isalnum() for sign in code)
            assert is_sign or re.search("[\u4e00-\u9fff]", shown), f"{choices.name}: {shown}"
            assert choices.means(code) == choices.means(shown) == (code,)


def test_what_is_missing_is_a_cell_a_column_or_rows_of_a_sheet(root: Path) -> None:
    told = imported(root, "left.ods", (FILES / "left.ods").read_bytes()).output
    assert "没有“类别”这一列" in told
    assert "“来源”表里没有它的行" in told
    assert "没有填“编号”" not in told


@pytest.mark.parametrize(
    "name", ["[x]:*?'.csv", "a name of a file that is longer than a sheet's may be.csv", "问题.csv"]
)
def test_whatever_a_file_is_called_its_copy_comes_back(root: Path, name: str) -> None:
    head = "编号,标题（中文）,入库日期,在哪里 · 行政区划代码"
    done = imported(root, name, f"{head}\nalpha-a,题,2021,990100\n".encode())
    assert done.exit_code == 1, done.output
    (copy,) = root.glob("*-问题*.xlsx")
    again = terminal().invoke(_main(), ["import", copy.name, "--as-of", "2026-11-22"])
    assert "读到 1 条记录" in again.output, again.output


def test_a_place_nobody_knows_is_one_mistake(root: Path) -> None:
    head = "标题（中文）,类别,在哪里 · 行政区划代码"
    told = imported(root, "mine.csv", f"{head}\n借伞,实践,某某镇\n".encode()).output
    assert "`某某镇` 不在词表 `places` 中" in told
    assert "没有编号" not in told
