"""The cells of a spreadsheet: Excel of any age, OpenDocument, and text with commas."""

from __future__ import annotations

import csv
import io
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from multiprocessing.connection import Connection
from pathlib import PurePath

from replicase.intake.package import (
    LOCKED,
    MAX_CELLS,
    MAX_FILE,
    MAX_SHEETS,
    Formulas,
    Looked,
    is_encrypted,
    is_ole,
    is_zip,
    look_into_opendocument,
    look_into_workbook,
    too_large,
    within,
)
from replicase.intake.problems import Refused
from replicase.intake.sheets import is_own, sheet_name

Cell = str | int | float | bool | date | datetime | time | timedelta
"""What a cell holds; an empty one holds an empty text."""

SUFFIXES = (".xlsx", ".xls", ".ods", ".csv")
_MOST_MEMORY = 2 << 30
_LONGEST = 120


@dataclass(frozen=True)
class Sheet:
    """One sheet as it was read."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()
    """First and last cell of those that were made one."""
    formulas: Formulas = field(default_factory=Formulas)


def read_sheets(name: str, data: bytes) -> tuple[Sheet, ...]:
    """The sheets of a file; raises Refused where it cannot, or may not, be read."""
    suffix = PurePath(name).suffix.lower()
    if len(data) > MAX_FILE:
        raise too_large(
            f"文件有 {len(data) >> 20} MB",
            f"the file has {len(data) >> 20} MB",
            f"{MAX_FILE >> 20} MB",
        )
    if not data:
        raise Refused("文件是空的", "the file is empty")
    if suffix == ".csv":
        if is_zip(data) or is_ole(data):
            raise Refused(
                "后缀是 .csv，内容却是 Excel 工作簿；把后缀改回 .xlsx 或 .xls",
                "its name ends in .csv, but it is a workbook; give it its ending .xlsx or .xls again",
            )
        # A file may be called as a sheet of ours is that holds no record.
        stem = PurePath(name).stem
        return (_csv_sheet(sheet_name(f"{stem} csv" if is_own(stem) else stem, ()), data),)
    if suffix not in SUFFIXES:
        raise Refused(
            f"不收 {suffix or '没有后缀的'} 文件；另存为 .xlsx 再导入",
            f"files ending in {suffix or 'nothing'} are not taken; save it as .xlsx",
        )
    if is_encrypted(data):
        raise LOCKED
    looked: Mapping[str, Looked] = {}
    if is_zip(data):
        looked = look_into_opendocument(data) if suffix == ".ods" else look_into_workbook(data)
    elif not is_ole(data) or suffix != ".xls":
        raise Refused(
            f"后缀是 {suffix}，内容不是；在 Excel 或 WPS 里打开，另存为 .xlsx 再导入",
            f"its name ends in {suffix}, but that is not what it holds; open it in Excel and save it as .xlsx",
        )
    found: dict[str, Sheet] = {}
    for given, rows, merged in _opened(data):
        within(len(rows), max(map(len, rows), default=0))
        own, seen = sheet_name(given, found), looked.get(given, Looked())
        found[own] = Sheet(own, rows, merged or tuple(seen.merged), seen.formulas)
    return tuple(found.values())


# A parser of another's may meet a file nobody thought of. It works in a process of its own, with a
# limit on memory and time, so that what ends it ends nothing else.

_Raw = tuple[str, tuple[tuple[Cell, ...], ...], tuple[tuple[tuple[int, int], tuple[int, int]], ...]]


def _opened(data: bytes) -> list[_Raw]:
    spawn = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_parse, args=(data, theirs), daemon=True)
    answer: list[_Raw] | str | None = None
    try:
        process.start()
        theirs.close()
        if ours.poll(_LONGEST):
            answer = ours.recv()
    except (EOFError, BrokenPipeError):
        pass  # it ended without an answer
    finally:
        # Whoever asked ends in a moment, and may leave nobody behind.
        if process.pid is not None:
            process.kill()
            process.join()
        ours.close()
    if answer is None:
        raise Refused(
            "读这个文件要的内存或时间太多；只留要导入的表，另存为 .xlsx 再试",
            "reading the file takes too much memory or time; keep only what is to be imported and save it as .xlsx",
        )
    if isinstance(answer, str):
        if answer == "password":
            raise LOCKED
        raise Refused(
            f"读不了（{answer}）；在 Excel 或 WPS 里打开，另存为 .xlsx 再导入",
            f"cannot be read ({answer}); open it in Excel, save it as .xlsx and import that",
        )
    return answer


def _parse(data: bytes, answer: Connection) -> None:
    """Send what a parser makes of a file, from a process of its own."""
    # What a parser says when it breaks is for nobody's terminal.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (_LONGEST, _LONGEST))
    answer.send(_parsed(data))


def _parsed(data: bytes) -> list[_Raw] | str:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        found: list[_Raw] = []
        cells = 0
        for name in book.sheet_names[:MAX_SHEETS]:
            sheet = book.get_sheet_by_name(name)
            # Where the sheet begins below or right of A1, what stands before it is empty.
            end = sheet.end or (0, 0)
            cells += (end[0] + 1) * (end[1] + 1)
            if cells > 4 * MAX_CELLS:
                return "too many cells"
            rows = tuple(tuple(row) for row in sheet.to_python(skip_empty_area=False))
            found.append((name, rows, tuple(sheet.merged_cell_ranges or ())))
    except calamine.PasswordError:
        return "password"
    except BaseException as error:  # a panic of the parser is no Exception
        return " ".join(str(error).split())[:100] or type(error).__name__
    return found


# Text with commas

_WIDEST_CELL = 64 * 1024


def _csv_sheet(name: str, data: bytes) -> Sheet:
    text = _text(data)
    if "\0" in text:
        raise Refused("这不是 CSV 文本", "this is no text, and so no CSV")
    before = csv.field_size_limit(_WIDEST_CELL)
    try:
        rows = []
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
            rows.append(tuple(row))
            within(len(rows), len(row))
    except csv.Error as error:
        raise Refused(
            f"第 {len(rows) + 1} 行起读不成表格（{error}）；多半是引号没有成对",
            f"from row {len(rows) + 1} on it does not read as a table ({error}); a quotation mark may have no partner",
        ) from error
    finally:
        csv.field_size_limit(before)
    return Sheet(name, tuple(rows))


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=lambda sign: (head.count(sign), sign == ","))


def _text(data: bytes) -> str:
    """Text as Excel writes it: UTF-8 with its mark or without, UTF-16 with its mark, else Chinese Windows."""
    encodings: Sequence[str] = ("utf-8-sig", "gb18030")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(
        "认不出文字编码；在 Excel 里另存为“CSV UTF-8（逗号分隔）”",
        "the encoding cannot be told; save it from Excel as CSV UTF-8 (comma delimited)",
    )
