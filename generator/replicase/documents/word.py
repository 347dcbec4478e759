"""A document for Word and WPS, set as GB/T 9704 sets official documents.

The template `theme/documents/word.docx` has the page, the styles and the page numbers; a publisher
may put one of its own in its place. Tables have fixed widths and none lies in another, since WPS
and Word lay out others differently. The same document gives the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt

from replicase.documents.blocks import (
    Block,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Table,
)
from replicase.theme import theme_folder

TEMPLATE = "documents/word.docx"
STYLES = {
    "body": "Body Text",
    "item": "List Bullet",
    "check": "Body Text",
    "note": "Note",
    "quote": "Quote",
    "signature": "Signature",
}
"""The style of each kind of paragraph."""
SIZES: Mapping[str, Mapping[str, tuple[float, float]]] = {
    "plain": {
        "Title": (20, 30),
        "Heading 1": (14, 24),
        "Heading 2": (12, 20),
        "Heading 3": (12, 20),
    }
    | dict.fromkeys(("Body Text", "List Bullet", "Quote", "Signature"), (12, 20))
    | {"Note": (10, 16), "Table Text": (10, 15), "Table Head": (10, 15), "Subtitle": (11, 18)},
    "page": {"Title": (18, 24), "Heading 1": (11, 16), "Heading 2": (10, 15), "Heading 3": (10, 15)}
    | dict.fromkeys(("Body Text", "List Bullet", "Quote", "Signature"), (10, 14))
    | {"Note": (8.5, 12), "Table Text": (9, 12), "Table Head": (9, 12), "Subtitle": (10, 15)},
}
"""Size and line of each style in points, where they are not the template's."""
BOX = "□ "
EMU_IN_A_TWIP, EMU_IN_A_MILLIMETRE = 635, 36_000
HIGHEST = 80 * EMU_IN_A_MILLIMETRE
"""Of a picture."""
SIDES = ("top_margin", "bottom_margin", "left_margin", "right_margin")


def template() -> Path:
    """The file all Word documents begin as."""
    return theme_folder() / TEMPLATE


def write(document: Document, day: date) -> bytes:
    """Set a document; raises FileNotFoundError where the template is gone."""
    word = docx.Document(str(template()))
    body = word.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    section = word.sections[0]
    if document.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
        for side in SIDES:
            setattr(section, side, Emu(20 * EMU_IN_A_MILLIMETRE))
        section.footer_distance = Emu(10 * EMU_IN_A_MILLIMETRE)
    if document.manner != "official":
        _set_close(word, document)
    if document.language == "en":
        _set_for_english(word)
    _properties(word, document, day)
    _line(word, document.title, "Title")
    for fact in document.facts:
        _line(word, fact, "Subtitle")
    room = (
        int(section.page_width or 0)
        - int(section.left_margin or 0)
        - int(section.right_margin or 0)
    )
    for block in document.blocks:
        _add(word, block, room)
    for footer in (section.footer, section.even_page_footer):
        note = footer.paragraphs[0].insert_paragraph_before(
            _clean(document.foot), style="Foot Note"
        )
        note.paragraph_format.keep_with_next = True
    return _packed(word, day)


def _add(word: Any, block: Block, room: int) -> None:
    match block:
        case Heading(text, level):
            _line(word, text, f"Heading {level}")
        case Paragraph(text, kind, lead):
            paragraph = word.add_paragraph(style=STYLES[kind])
            if kind == "check":
                paragraph.add_run(BOX)
            if lead:
                paragraph.add_run(_clean(lead)).bold = True
            _run(paragraph, text)
        case Table():
            _table(word, block, room)
        case Picture():
            _picture(word, block, room)
        case PageBreak():
            word.add_page_break()


def _picture(word: Any, block: Picture, room: int) -> None:
    """A picture as wide as the text, unless it would be too high, and its caption on the same page."""
    width = min(room, HIGHEST * block.width // block.height)
    paragraph = word.add_paragraph(style="Note")
    paragraph.paragraph_format.line_spacing = 1.0
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(block.data), width=Emu(width))
    shape._inline.docPr.set("descr", _clean(block.alt))
    _line(word, block.caption, "Note")


def _line(word: Any, text: str, style: str) -> None:
    _run(word.add_paragraph(style=style), text)


def _run(paragraph: Any, text: str) -> None:
    paragraph.add_run(_clean(text))


def _clean(text: str) -> str:
    """The text without characters XML has no place for."""
    return "".join(c for c in text if c in "\n\t" or (c >= " " and c not in "\ufffe\uffff"))


def _table(word: Any, block: Table, room: int) -> None:
    twips = room // EMU_IN_A_TWIP
    widths = [twips * share // sum(block.shares) * EMU_IN_A_TWIP for share in block.shares]
    table = word.add_table(rows=0, cols=len(widths), style="Record Table")
    table.autofit = False
    properties = table._tbl.tblPr
    width = properties.find(qn("w:tblW"))
    if width is None:
        width = OxmlElement("w:tblW")
        properties.append(width)
    width.set(qn("w:type"), "dxa")
    width.set(qn("w:w"), str(room // EMU_IN_A_TWIP))
    for column, size in zip(table.columns, widths, strict=True):
        column.width = Emu(size)
    if any(block.heads):
        row = _row(table, block.heads, widths, "Table Head", 0)
        repeated = OxmlElement("w:tblHeader")
        row._tr.get_or_add_trPr().append(repeated)
    for cells in block.rows:
        _row(table, cells, widths, "Table Text", 1 if block.has_labels else 0)
    # A paragraph after it: without one Word would join two tables that follow each other.
    word.add_paragraph(style="After Table")


def _row(table: Any, cells: tuple[str, ...], widths: list[int], style: str, labels: int) -> Any:
    row = table.add_row()
    unbroken = OxmlElement("w:cantSplit")
    row._tr.get_or_add_trPr().append(unbroken)
    for number, (cell, text, width) in enumerate(zip(row.cells, cells, widths, strict=True)):
        cell.width = Emu(width)
        first, *others = _clean(text).split("\n")
        paragraphs = [cell.paragraphs[0], *(cell.add_paragraph() for _ in others)]
        for paragraph, line in zip(paragraphs, (first, *others), strict=True):
            paragraph.style = style
            paragraph.add_run(line).bold = True if number < labels else None
    return row


def _set_close(word: Any, document: Document) -> None:
    for name, (size, line) in SIZES[document.manner].items():
        style = word.styles[name]
        style.font.size = Pt(round(size * document.scale / 50) / 2)
        style.paragraph_format.line_spacing = Pt(line * document.scale / 100)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3", "Body Text", "Quote"):
        spacing = word.styles[name].paragraph_format
        is_page = document.manner == "page"
        if name.startswith("Heading"):
            spacing.space_before, spacing.space_after = (
                Pt(4 if is_page else 8),
                Pt(1 if is_page else 3),
            )
        elif name == "Title":
            spacing.space_before = Pt(0)
            spacing.space_after = Pt(2 if is_page else 6)
    if document.manner == "page":
        section = word.sections[0]
        for side in SIDES:
            setattr(section, side, Emu(18 * EMU_IN_A_MILLIMETRE))
        section.footer_distance = Emu(8 * EMU_IN_A_MILLIMETRE)


def _set_for_english(word: Any) -> None:
    """English paragraphs are set apart by room, not by an indent of two characters."""
    for name in ("Body Text", "Quote"):
        indent = word.styles[name].element.find(f"{qn('w:pPr')}/{qn('w:ind')}")
        if indent is not None:
            for attribute in ("w:firstLineChars", "w:firstLine"):
                indent.attrib.pop(qn(attribute), None)
        word.styles[name].paragraph_format.space_after = Pt(4)
    for language in word.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _properties(word: Any, document: Document, day: date) -> None:
    about = word.core_properties
    about.title, about.author = _clean(document.title), _clean(document.author)
    about.last_modified_by = about.author
    about.language = "zh-CN" if document.language == "zh" else "en-GB"
    about.comments, about.keywords, about.subject = "", "", _clean(document.foot)
    about.created = about.modified = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    about.revision = 1


def _packed(word: Any, day: date) -> bytes:
    """The file with the day of the library in place of the clock."""
    written = io.BytesIO()
    word.save(written)
    packed = io.BytesIO()
    with ZipFile(written) as given, ZipFile(packed, "w") as made:
        for name, data in _parts(given):
            entry = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            entry.external_attr = 0o100644 << 16
            made.writestr(entry, data)
    return packed.getvalue()


def _parts(given: ZipFile) -> Iterator[tuple[str, bytes]]:
    # The list of types comes first, as readers of the format expect.
    for name in sorted(given.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
        yield name, given.read(name)


def height(document: Document) -> float:
    """About how many points of height the blocks take, title and all, on pages of manner `page`."""
    total = 0.0
    for text, style in (
        (document.title, "Title"),
        *((fact, "Subtitle") for fact in document.facts),
    ):
        total += _height(text, style, PAGE_WIDTH, document.scale)
    for block in document.blocks:
        match block:
            case Heading(text, level):
                total += _height(text, f"Heading {level}", PAGE_WIDTH, document.scale) + 5
            case Paragraph(text, kind, lead):
                total += _height(lead + text, STYLES[kind], PAGE_WIDTH, document.scale)
            case Table(heads, shares, rows):
                total += 6
                for cells in (heads, *rows) if any(heads) else rows:
                    total += 4.5 + max(
                        sum(
                            _height(
                                line,
                                "Table Text",
                                PAGE_WIDTH * share / sum(shares) - 10,
                                document.scale,
                            )
                            for line in cell.split("\n")
                        )
                        for cell, share in zip(cells, shares, strict=True)
                    )
            case Picture() | PageBreak():
                pass
    return total


PAGE_WIDTH, PAGE_HEIGHT = 493, 690
"""Points of a page of manner `page` within its margins, a little left free for another program's lines."""


def _height(text: str, style: str, room: float, scale: int) -> float:
    size, line = SIZES["page"][style]
    em = size * scale / 100
    # Latin letters are about half as wide; a word that finds no room leaves some of the line empty.
    width = sum(em if c > "\u2e7f" else em * 0.48 for c in text) + (
        2 * em if style == "Body Text" else 0
    )
    return max(1, -(-width // (room * 0.98))) * line * scale / 100
