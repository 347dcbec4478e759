"""Bytes become text, and the text has no characters that mislead its reader."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from replicase.diagnostics import START, Span
from replicase.source.refusal import CHARACTER, COLON, ENCODING, LIMIT, MAX_BYTES, TAB, Refusal


def decoded(data: bytes) -> str:
    """The text of a file; raises Refusal when it is no text, too long or no UTF-8."""
    if data.startswith(_OTHER_FILES):
        raise _no_text(data)
    if len(data) > MAX_BYTES:
        raise Refusal(
            LIMIT,
            START,
            # No more than one byte over the limit is ever read, so how long it is nobody knows.
            f"文件超过 {MAX_BYTES // 1024} KB",
            f"the file has more than {MAX_BYTES // 1024} KB",
            "缩短正文，或把材料放到来源里",
            "shorten the text, or leave material to its source",
        )
    for mark, name in ((b"\xef\xbb\xbf", "BOM"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise _encoding(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            raise (_encoding("UTF-16") if _is_utf16(data) else _no_text(data)) from None
        raise _encoding(_looks_like(data), data[: error.start]) from None
    return text.replace("\r\n", "\n")


def _encoding(name: str, before: bytes = b"") -> Refusal:
    line = before.count(b"\n") + 1
    span = Span(line, 1, line, 1)
    hint_zh = "在编辑器里另存为“UTF-8”（不带 BOM）"
    hint_en = "save the file as UTF-8 without BOM in your editor"
    if name == "BOM":
        return Refusal(
            ENCODING, span, "文件以 BOM 开头", "the file begins with a BOM", hint_zh, hint_en
        )
    looks_zh = f"，像是 {name}" if name else ""
    looks_en = f"; it looks like {name}" if name else ""
    return Refusal(
        ENCODING,
        span,
        f"不是 UTF-8 编码{looks_zh}",
        f"not encoded as UTF-8{looks_en}",
        hint_zh,
        hint_en,
    )


_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "PNG 图片", "a PNG picture"),
    (b"\xff\xd8\xff", "JPEG 图片", "a JPEG picture"),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"%PDF-", "PDF 文件", "a PDF file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office 或 WPS 文件", "an Office or WPS file"),
    (b"PK\x03\x04", "ZIP 压缩包", "a ZIP archive"),
    (b"Rar!\x1a\x07", "RAR 压缩包", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包", "a 7z archive"),
)
"""How other files begin that people put in the place of a record."""
_OTHER_FILES = tuple(begins for begins, _, _ in _KINDS)
_IN_A_ZIP = (
    (b"word/", "Word 文件", "a Word file"),
    (b"xl/", "Excel 文件", "an Excel file"),
    (b"ppt/", "PowerPoint 文件", "a PowerPoint file"),
    (b"OFD.xml", "OFD 文件", "an OFD file"),
    (b"[Content_Types].xml", "Office 或 WPS 文件", "an Office or WPS file"),
)
"""Names of parts by which an archive is known for a document."""


def _no_text(data: bytes) -> Refusal:
    found = next(((zh, en) for begins, zh, en in _KINDS if data.startswith(begins)), None)
    if data.startswith(b"PK"):
        found = next(((zh, en) for part, zh, en in _IN_A_ZIP if part in data), found)
    return Refusal(
        ENCODING,
        START,
        f"这是 {found[0]}，不是文字" if found else "内容不是文字",
        f"this is {found[1]}, not text" if found else "the content is not text",
        "移走它，另用文字编辑器写成 .yml 文件",
        "take it away, and write the record as a .yml file in a text editor",
    )


def _is_utf16(data: bytes) -> bool:
    """Whether it reads as UTF-16, though it does not say so."""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = data[:512].decode(encoding, "replace")
        if not any(
            unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\t\r\n" for c in text
        ):
            return True
    return False


def _looks_like(data: bytes) -> str:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return "GBK" if han * 3 >= sum(ord(character) > 127 for character in text) else ""


SUSPECT = re.compile(
    r"[^\t\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u3000-\u3163\u3165-\ud7ff\uff00-\uff9f\uffa1-\uffee]"
)
_SHAPE_OF_A_CHARACTER = re.compile(
    "(?<=[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])[\U000e0100-\U000e01ef]"
)
"""Chooses how a Chinese character is drawn, as some names need it."""
_MOST_SHAPES = 3
"""In one line; in larger numbers they would hide a text of their own."""


def suspects(line: str) -> Iterator[re.Match[str]]:
    """The characters of a line that need a closer look."""
    shapes = 0
    for match in SUSPECT.finditer(line):
        if _SHAPE_OF_A_CHARACTER.match(line, match.start()):
            shapes += 1
            if shapes <= _MOST_SHAPES:
                continue
        yield match


_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALSO_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u2028\u2029")
_BAD_INDENT = re.compile("^ *[\t\u00a0\u3000]")
_INDENTS = {
    "\t": ("制表符", "tab"),
    "\u00a0": ("不换行空格", "no-break space"),
    "\u3000": ("全角空格", "full-width space"),
}
_WIDE_COLON = re.compile(r"( *(?:- +)*)([A-Za-z_][A-Za-z_-]*)：")
_COLON_BEHIND_LETTER = re.compile(r"：(?<=[A-Za-z_-]：)")


def is_clean(text: str) -> bool:
    """Whether nothing in a text needs a closer look, as in most files."""
    return (
        not any(sign in text for sign in _INDENTS)
        and SUSPECT.search(text) is None
        and _COLON_BEHIND_LETTER.search(text) is None
    )


def bad_characters(text: str) -> Iterator[Refusal]:
    """Yield the first bad character of each line, a bad indent, a full-width colon."""
    for number, line in enumerate(text.split("\n"), 1):
        for match in suspects(line):
            if (refusal := judge(match[0], number, match.start() + 1)) is not None:
                yield refusal
                break
        else:
            if (tab := _BAD_INDENT.match(line)) and line.strip():
                zh, en = _INDENTS[line[tab.end() - 1]]
                yield Refusal(
                    TAB,
                    Span(number, tab.end(), number, tab.end() + 1),
                    f"用{zh}缩进",
                    f"a {en} indents this line",
                    "换成空格",
                    "write spaces instead",
                )
            elif colon := _WIDE_COLON.match(line):
                column = colon.end()
                yield Refusal(
                    COLON,
                    Span(number, column, number, column + 1),
                    f"`{colon[2]}` 后面是全角冒号",
                    f"a full-width colon stands after `{colon[2]}`",
                    "换成半角冒号加空格 `: `",
                    "write `: `, an ASCII colon and a space",
                )


def judge(character: str, line: int, column: int) -> Refusal | None:
    """What is wrong with a suspect character at a place, if anything."""
    name = f"U+{ord(character):04X}"
    span = Span(line, column, line, column + 1)
    if character in _DIRECTION:
        return Refusal(
            CHARACTER,
            span,
            f"有改变文字方向的字符 {name}",
            f"{name} changes the direction of text",
            "删除这个字符",
            "delete the character",
        )
    if (
        unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
        or character in _ALSO_UNSEEN
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0100 <= ord(character) <= 0xE01EF
    ):
        return Refusal(
            CHARACTER,
            span,
            f"有看不见的字符 {name}",
            f"{name} cannot be seen",
            "删除这个字符",
            "delete the character",
        )
    return None
