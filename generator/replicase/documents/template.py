"""The Word template: the page and the styles of GB/T 9704, written out so that they can be reviewed.

`python -m replicase.documents.template FILE` writes it; a test holds that `theme/documents/word.docx`
is what this makes.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from replicase.documents.word import _packed

INK = RGBColor(0x14, 0x21, 0x1F)
LATIN = "Times New Roman"
SONG, FANG, HEI, KAI = "宋体", "仿宋", "黑体", "楷体"
CENTRE, LEFT, JUSTIFY = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
STYLES: tuple[tuple[str, str, float, float, Any, bool], ...] = (
    # name, East Asian font, size, line, alignment, bold; 三号 is 16 points, 二号 22
    ("Normal", FANG, 16, 28, JUSTIFY, False),
    ("Title", SONG, 22, 34, CENTRE, True),
    ("Subtitle", KAI, 14, 24, CENTRE, False),
    ("Heading 1", HEI, 16, 28, LEFT, False),
    ("Heading 2", KAI, 16, 28, LEFT, False),
    ("Heading 3", FANG, 16, 28, LEFT, True),
    ("Body Text", FANG, 16, 28, JUSTIFY, False),
    ("List Bullet", FANG, 16, 28, JUSTIFY, False),
    ("Quote", KAI, 16, 28, JUSTIFY, False),
    ("Note", FANG, 12, 20, LEFT, False),
    ("Signature", FANG, 16, 28, WD_ALIGN_PARAGRAPH.RIGHT, False),
    ("Table Text", FANG, 12, 18, LEFT, False),
    ("Table Head", HEI, 12, 18, LEFT, False),
    ("After Table", FANG, 6, 6, LEFT, False),
    ("Foot Note", SONG, 9, 12, LEFT, False),
    ("Footer", SONG, 14, 18, CENTRE, False),
)


def make() -> bytes:
    """Make the template."""
    word = Document()
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(20)
    for name, font, size, line, alignment, bold in STYLES:
        _style(word, name, font, size, line, alignment, bold=bold)
    indent = word.styles["Body Text"].element.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200")
    indent.set(qn("w:firstLine"), "640")
    quoted = word.styles["Quote"].element.get_or_add_pPr().get_or_add_ind()
    quoted.set(qn("w:left"), "640")
    for level in (1, 2, 3):
        word.styles[f"Heading {level}"].paragraph_format.keep_with_next = True
    word.styles["Title"].paragraph_format.space_after = Pt(12)
    _table_style(word)
    word.settings.odd_and_even_pages_header_footer = True
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style, paragraph.alignment = "Footer", side
        _page_number(paragraph)
    return _packed(word, date(2026, 1, 1))


def _style(
    word: Any, name: str, font: str, size: float, line: float, alignment: Any, *, bold: bool
) -> None:
    known = {style.name for style in word.styles}
    style = (
        word.styles[name] if name in known else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    )
    if name not in known:
        style.base_style = word.styles["Normal"]
    properties = style.element.get_or_add_rPr()
    for old in list(properties):
        properties.remove(old)
    fonts = OxmlElement("w:rFonts")
    latin = "Arial" if font == HEI else LATIN
    for attribute, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", font), ("cs", latin)):
        fonts.set(qn(f"w:{attribute}"), value)
    properties.append(fonts)
    style.font.size, style.font.bold, style.font.italic = Pt(size), bold, False
    style.font.color.rgb = INK
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-GB")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
    layout = style.element.find(qn("w:pPr"))
    if layout is not None:
        for border in layout.findall(qn("w:pBdr")):
            layout.remove(border)
    setting = style.paragraph_format
    setting.alignment = alignment
    setting.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    setting.line_spacing = Pt(line)
    setting.space_before = setting.space_after = Pt(0)
    setting.widow_control = True


def _table_style(word: Any) -> None:
    """Hairlines between rows and heavier ones above and below, as in a yearbook."""
    style = word.styles.add_style("Record Table", WD_STYLE_TYPE.TABLE)
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, weight in (
        ("top", "8"), ("left", "4"), ("bottom", "8"), ("right", "4"), ("insideH", "4"), ("insideV", "4"),
    ):  # fmt: skip
        border = OxmlElement(f"w:{side}")
        for attribute, value in (
            ("val", "single"),
            ("sz", weight),
            ("space", "0"),
            ("color", "7C8A88"),
        ):
            border.set(qn(f"w:{attribute}"), value)
        borders.append(border)
    properties.append(borders)
    margins = OxmlElement("w:tblCellMar")
    for side, room in (("top", "40"), ("left", "85"), ("bottom", "40"), ("right", "85")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), room)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(margins)
    style.element.append(properties)


def _page_number(paragraph: Any) -> None:
    """— 1 —, on the outer side."""
    paragraph.add_run("— ")
    for kind, text in (("begin", ""), ("", " PAGE "), ("end", "")):
        run = paragraph.add_run()
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.set(qn("xml:space"), "preserve")
            mark.text = text
        run._r.append(mark)
    paragraph.add_run(" —")


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(make())
