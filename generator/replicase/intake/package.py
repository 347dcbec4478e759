"""A look into an Office file before anything opens it: how much is in it, and whether it may be read.

Such a file is a ZIP archive of XML. Sizes are counted while a part is unpacked, never believed; an
archive that unpacks to more than its limit, or a table that reaches further than ours, is refused.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from replicase.intake.problems import Refused

MAX_FILE = 20 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 300
MAX_CELLS = 2_000_000
MAX_SHEETS = 100

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORKBOOK = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_BEGINNING = 20
"""Bytes of the record a workbook of Excel 97 begins with."""
_FILE_PASS = b"\x2f\x00"
_PIECE = 1 << 16


def too_large(what_zh: str, what_en: str, most: str) -> Refused:
    """The refusal of something over its limit."""
    return Refused(
        f"{what_zh}，最多 {most}；拆成几个文件再导入",
        f"{what_en}, and {most} is the most; split it into several files",
    )


def is_zip(data: bytes) -> bool:
    """Whether a file begins as an archive."""
    return data.startswith(_ZIP)


def is_ole(data: bytes) -> bool:
    """Whether a file begins as the Office files of before 2007 do, and as encrypted ones."""
    return data.startswith(_OLE)


def is_encrypted(data: bytes) -> bool:
    """Whether an Office file is locked with a password."""
    if not is_ole(data):
        return False
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    # Before 2007: the record after the beginning of a workbook says how the others are locked.
    begins = data.find(_WORKBOOK)
    return begins >= 0 and data.startswith(_FILE_PASS, begins + _BEGINNING)


LOCKED = Refused(
    "文件有密码，读不了；在 Office 或 WPS 里去掉密码，另存一份再导入",
    "the file is locked with a password; take the password off, save a copy and import that",
)


class Package:
    """The parts of an Office file, each unpacked no further than the limit."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise _damaged() from error
        self.names = tuple(info.filename for info in self._archive.infolist())
        if len(self.names) > MAX_PARTS:
            raise too_large("文件里的部件太多", "the file has too many parts", f"{MAX_PARTS}")
        if len(set(self.names)) < len(self.names):
            raise _damaged()
        if any(info.flag_bits & 1 for info in self._archive.infolist()):
            raise LOCKED
        self._unpacked = 0

    def pieces(self, name: str) -> Iterator[bytes]:
        """A part, piece by piece."""
        try:
            with self._archive.open(name) as part:
                while piece := part.read(_PIECE):
                    self._unpacked += len(piece)
                    if self._unpacked > MAX_UNPACKED:
                        raise too_large(
                            "文件展开后太大",
                            "the file unpacks to too much",
                            f"{MAX_UNPACKED >> 20} MB",
                        )
                    yield piece
        except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, EOFError) as error:
            raise _damaged() from error

    def weigh(self) -> None:
        """Unpack every part once, so that whoever opens the file next meets no more than was counted."""
        for name in self.names:
            for _ in self.pieces(name):
                pass
        self._unpacked = 0

    def walk(
        self,
        name: str,
        begin: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Read a part as XML; a document type, where entities are made, is refused."""
        parser = expat.ParserCreate(namespace_separator=" ")

        def refuse(*_: object) -> None:
            raise _damaged()

        parser.StartDoctypeDeclHandler = refuse
        parser.StartElementHandler = lambda tag, attributes: begin(_local(tag), attributes)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(_local(tag))
        if text is not None:
            parser.CharacterDataHandler = text
        try:
            for piece in self.pieces(name):
                parser.Parse(piece, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise _damaged() from error


def _damaged() -> Refused:
    return Refused(
        "文件坏了，或不是它的后缀所说的格式；在 Office 或 WPS 里打开，另存一份再导入",
        "the file is damaged, or not what its name says; open it in Office, save a copy and import that",
    )


def _local(tag: str) -> str:
    return tag.rpartition(" ")[2]


# Workbooks


@dataclass
class Formulas:
    """Cells of one sheet that hold a formula, by row and column from 0."""

    with_value: set[tuple[int, int]] = field(default_factory=set)
    without: set[tuple[int, int]] = field(default_factory=set)


@dataclass
class Looked:
    """What was seen of one sheet before it is read."""

    formulas: Formulas = field(default_factory=Formulas)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    """First and last cell of those made one, where whoever reads it does not tell."""


_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def _place(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def look_into_workbook(data: bytes) -> dict[str, Looked]:
    """Count the cells of an `.xlsx`, and find its formulas, by the name of the sheet."""
    package = Package(data)
    if any(name.lower().endswith("vbaproject.bin") for name in package.names):
        raise Refused(
            "文件里有宏，不收；另存为“Excel 工作簿（.xlsx）”再导入",
            "the file holds macros and is not taken; save it as an Excel workbook (.xlsx)",
        )
    package.weigh()
    sheets: dict[str, str] = {}
    targets: dict[str, str] = {}

    def listed(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(" id")), "")
            sheets[attributes.get("name", "")] = relation

    def related(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = (
                target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            )

    if "xl/workbook.xml" not in package.names:
        raise _damaged()
    package.walk("xl/workbook.xml", listed)
    if "xl/_rels/workbook.xml.rels" in package.names:
        package.walk("xl/_rels/workbook.xml.rels", related)
    _few(len(sheets))
    counting = _Counting()
    found: dict[str, Looked] = {}
    for name, relation in sheets.items():
        part = targets.get(relation, "")
        if part in package.names:
            found[name] = Looked(counting.sheet(package, part))
    return found


def _few(sheets: int) -> None:
    if sheets > MAX_SHEETS:
        raise too_large(f"有 {sheets} 张工作表", f"it has {sheets} sheets", str(MAX_SHEETS))


class _Counting:
    """The cells of all sheets together."""

    def __init__(self) -> None:
        self.cells = 0

    def add(self, row: int, column: int, times: int = 1) -> None:
        """Count cells that reach to a row and column."""
        self.cells += times
        within(row + 1, column + 1)
        if self.cells > MAX_CELLS:
            raise too_large("单元格太多", "there are too many cells", f"{MAX_CELLS:,}")

    def sheet(self, package: Package, part: str) -> Formulas:
        found = Formulas()
        at: list[tuple[int, int]] = [(0, -1)]
        seen = {"f": False, "v": False}

        def begin(tag: str, attributes: Mapping[str, str]) -> None:
            if tag == "row":
                row = attributes.get("r", "")
                at[0] = (int(row) - 1 if row.isdecimal() and len(row) < 9 else at[0][0] + 1, -1)
            elif tag == "c":
                at[0] = _place(attributes.get("r", "")) or (at[0][0], at[0][1] + 1)
                seen.update(f=False, v=False)
                self.add(*at[0])
            elif tag in ("f", "v"):
                seen[tag] = True

        def end(tag: str) -> None:
            if tag == "c" and seen["f"]:
                (found.with_value if seen["v"] else found.without).add(at[0])

        package.walk(part, begin, end)
        return found


def within(rows: int, columns: int) -> None:
    """Refuse a table that reaches too far."""
    if rows > MAX_ROWS:
        raise too_large(
            "表太长（删去末尾的空行再试）",
            "a sheet is too long (delete the empty rows at its end and try again)",
            f"{MAX_ROWS:,} 行 / rows",
        )
    if columns > MAX_COLUMNS:
        raise too_large(
            "表太宽（删去右边的空列再试）",
            "a sheet is too wide (delete the empty columns at its right and try again)",
            f"{MAX_COLUMNS} 列 / columns",
        )


def look_into_opendocument(data: bytes) -> dict[str, Looked]:
    """Count the cells of an `.ods`, where one can stand for a million; find formulas and merged ones."""
    package = Package(data)
    package.weigh()
    if "META-INF/manifest.xml" in package.names:

        def listed(tag: str, _: Mapping[str, str]) -> None:
            if tag == "encryption-data":
                raise LOCKED

        package.walk("META-INF/manifest.xml", listed)
    if "content.xml" not in package.names:
        raise _damaged()
    counting = _Counting()
    state = {"row": -1, "rows": 1, "column": -1, "sheets": 0}
    found: list[tuple[str, Looked]] = [("", Looked())]

    def begin(tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            state.update(row=-1, sheets=state["sheets"] + 1)
            _few(state["sheets"])
            name = next((v for k, v in attributes.items() if k.endswith(" name")), "")
            found.append((name, Looked()))
        elif tag == "table-row":
            state["rows"] = _number(attributes, "rows-repeated")
            state.update(row=state["row"] + state["rows"], column=-1)
        elif tag in ("table-cell", "covered-table-cell"):
            times = _number(attributes, "columns-repeated")
            state["column"] += times
            if any(name.endswith((" value-type", " formula")) for name in attributes):
                counting.add(state["row"], state["column"], times * state["rows"])
            row, column = state["row"], state["column"]
            down, right = (
                _number(attributes, "rows-spanned"),
                _number(attributes, "columns-spanned"),
            )
            if (down, right) != (1, 1):
                end = min(row + down - 1, MAX_ROWS), min(column + right - 1, MAX_COLUMNS)
                found[-1][1].merged.append(((row, column), end))
            if any(name.endswith(" formula") for name in attributes):
                formulas = found[-1][1].formulas
                is_valued = any(name.endswith(" value-type") for name in attributes)
                for row in range(state["row"] - state["rows"] + 1, state["row"] + 1):
                    for column in range(state["column"] - times + 1, state["column"] + 1):
                        (formulas.with_value if is_valued else formulas.without).add((row, column))

    package.walk("content.xml", begin)
    return dict(found)


def _number(attributes: Mapping[str, str], what: str) -> int:
    ending = f" number-{what}"
    said = next((v for k, v in attributes.items() if k.endswith(ending)), "1")
    return min(int(said), 10**9) if said.isdecimal() and len(said) < 20 else 10**9
