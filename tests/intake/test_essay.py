"""A clerk's essay becomes a draft, and no paragraph of it is lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import pytest
from click.testing import Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from golden import Golden
from libraries import HERE, MINIATURE, files_below
from replicase.cli import main
from replicase.intake.essay import (
    Block,
    Draft,
    Essay,
    draft_of,
    part_of,
    place,
    place_named,
    read_essay,
)
from replicase.intake.problems import Refused
from replicase.load import load
from replicase.source import Input, parse
from terminals import terminal

GOLDEN = HERE / "intake"


def run(*arguments: str) -> Result:
    return terminal().invoke(main, ["import", *arguments, "--as-of", "2026-11-22"])


def saved(document: Any) -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def written(*paragraphs: str) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    return saved(document)


def usual() -> bytes:
    """An invented essay with everything clerks put into one."""
    document = docx.Document()
    document.add_heading("甲市共享雨伞：借伞不押金", 0)
    document.add_paragraph("本文写甲市的一种做法。")
    document.add_heading("一、背景与起因", 1)
    document.add_paragraph("甲市多雨，办事群众常被困在大厅 <三楼>。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (c for row in table.rows for c in row.cells), ("年份", "雨天", "2019", "150"), strict=True
    ):
        cell.text = text
    document.add_heading("二、做法与经过", 1)
    document.add_paragraph("（一）先在大厅试")
    document.add_paragraph("窗口放伞，登记就能借。" * 20)
    document.add_paragraph("（二）推到全市")
    document.add_paragraph("每个大厅一百把", style="List Bullet")
    document.add_paragraph("三、成效与反响")
    document.add_paragraph("一年借出两万次。")
    document.add_paragraph("四、探讨与评论")
    document.add_paragraph("不押金，借的人多，还的人也多。")
    document.add_paragraph("雨季伞仍然不够，有待增加。")
    return saved(document)


def drafted(data: bytes) -> tuple[Essay, Draft]:
    library = load(files_below(MINIATURE))[0]
    essay = read_essay("a.docx", data)
    where = library.terms("places")[0]
    return essay, draft_of(place(essay), where, library, "2026-01-01", "alpha-a", "a.docx")


def test_the_usual_essay_becomes_a_draft(root: Path, golden: Golden) -> None:
    (root / "essay.docx").write_bytes(usual())
    where = load(files_below(root))[0].terms("places")[0].id
    done = run("essay.docx", "--place", where, "--id", "alpha-umbrellas-told")
    assert done.exit_code == 1, "a draft lacks its sources still"
    file = next((root / "cases/practices").rglob("alpha-umbrellas-told.yml"))
    golden(GOLDEN / "essay.txt", file.read_text("utf-8") + "\n" + done.output)
    before = file.read_bytes()
    assert "已经有这个文件" in run("essay.docx", "--place", where, "--id", file.stem).output
    assert file.read_bytes() == before


_SIGNS = st.characters(categories=["L", "N", "P", "Sm", "Sc"], include_characters=" ")
_PARAGRAPH = st.one_of(
    st.sampled_from(
        ["一、背景与起因", "二、主要做法", "（一）先试", "成效与反响", "四、启示", "1. 再推"]
    ),
    st.text(_SIGNS, max_size=200),
    st.text("甲乙丙丁，。", max_size=300),
)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_V = "urn:schemas-microsoft-com:vml"
_RUN = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
_HOMES = {
    "a paragraph": f"<w:p>{_RUN}</w:p>",
    "a heading": f"<w:p><w:pPr><w:pStyle w:val='Heading1'/></w:pPr>{_RUN}</w:p>",
    "a bulleted item": f"<w:p><w:pPr><w:pStyle w:val='ListBullet'/></w:pPr>{_RUN}</w:p>",
    "a numbered item": f"<w:p><w:pPr><w:pStyle w:val='ListNumber'/></w:pPr>{_RUN}</w:p>",
    "a cell": f"<w:tbl><w:tr><w:tc><w:p>{_RUN}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>",
    "a table in a table": f"<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc><w:p>{_RUN}</w:p></w:tc></w:tr>"
    "</w:tbl><w:p/></w:tc></w:tr></w:tbl>",
    "a box": "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>"
    f"<w:p>{_RUN}</w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
    "a field": f"<w:p><w:fldSimple w:instr='X'>{_RUN}</w:fldSimple></w:p>",
    "a control": f"<w:sdt><w:sdtContent><w:p>{_RUN}</w:p></w:sdtContent></w:sdt>",
    "a tracked change": f"<w:p><w:ins w:id='1' w:author='a'>{_RUN}</w:ins></w:p>",
    "a formula": "<w:p><m:oMath><m:r><m:t xml:space='preserve'>{}</m:t></m:r></m:oMath></w:p>",
    "a note": "<w:p><w:r><w:footnoteReference w:id='{}'/></w:r></w:p>",
}
"""Where the words of an essay may stand in a file of Word."""


def laid(paragraphs: list[tuple[str, str]]) -> bytes:
    """A document of paragraphs, each with its home."""
    body, notes = "", ""
    for number, (home, text) in enumerate(paragraphs, 2):
        body += _HOMES[home].format(number if home == "a note" else escape(text))
        if home == "a note":
            notes += (
                f"<w:footnote w:id='{number}'><w:p>{_RUN.format(escape(text))}</w:p></w:footnote>"
            )
    spaces = f"xmlns:w='{_W}' xmlns:m='{_M}' xmlns:v='{_V}'"
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    parts["word/document.xml"] = (
        f"<w:document {spaces}><w:body>{body}</w:body></w:document>".encode()
    )
    parts["word/footnotes.xml"] = f"<w:footnotes {spaces}>{notes}</w:footnotes>".encode()
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f"<Relationship Id='n' Type='{office}/footnotes' Target='footnotes.xml'/></Relationships>".encode(),
    )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for part, held in parts.items():
            archive.writestr(part, held)
    return data.getvalue()


@settings(max_examples=80)
@given(st.lists(st.tuples(st.sampled_from(list(_HOMES)), _PARAGRAPH), max_size=14))
@example([(home, f"{home} 甲乙丙") for home in _HOMES])
@example([("a note", "一、背景与起因"), ("a paragraph", "甲")])
def test_no_paragraph_is_lost(paragraphs: list[tuple[str, str]]) -> None:
    _, draft = drafted(laid(paragraphs))
    document, refused = parse(Input(draft.file, draft.content))
    text = draft.content.decode("utf-8")
    if document is not None:
        text += "\n" + _texts(document.plain)
    else:
        assert refused
    held = _bare(text)
    for home, paragraph in paragraphs:
        # Steps are numbered where they are shown, so a number before one goes.
        plain = re.sub(r"^(?:（一）|1\.|[①-⑳]|[（(]?\d{1,2}[)）、．.])\s*", "", paragraph.strip())
        assert _bare(plain) in held, home


ESSAYS = {
    "numbered": ("一、背景与起因", "二、做法与经过", "三、成效与反响", "四、探讨与评论"),
    "in brackets": ("【背景】", "【主要做法】", "【成效】", "【启示】"),
    "bare": ("背景与起因", "做法与经过", "成效与反响", "探讨与评论"),
    "by parts": ("第一部分 背景", "第二部分 举措", "第三部分 效果", "第四部分 思考"),
    "another order": ("一、做法", "二、背景", "三、评析", "四、影响"),
}


@pytest.mark.parametrize("style", ESSAYS)
def test_the_parts_are_found_however_they_are_headed(style: str) -> None:
    headings = ESSAYS[style]
    essay = read_essay(
        "a.docx", written("甲市借伞", *(x for h in headings for x in (h, f"{h}里的话")))
    )
    assert len(place(essay).found) == 4


def test_an_essay_without_headings_is_kept_whole() -> None:
    placed = place(
        read_essay("a.docx", written("甲市借伞", "甲市多雨。", "窗口放伞。", "借的人多。"))
    )
    assert not placed.found
    assert [b.text for b in placed.left["opening"]] == ["甲市多雨。", "窗口放伞。", "借的人多。"]


def _texts(node: Any) -> str:
    if isinstance(node, str):
        return node
    return "\n".join(map(_texts, node.values() if isinstance(node, dict) else node))


def _bare(text: str) -> str:
    """A text without what YAML and Markdown write around it."""
    import unicodedata

    return re.sub(r"[\s\\#\"]", "", unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("heading", "part"),
    [
        ("一、背景与起因", "problem"),
        ("第二部分 主要做法", "steps"),
        ("做法与经过", "steps"),
        ("三、取得成效", "effects"),
        ("四、经验与启示", "comment"),
        ("（一）背景", None),
        ("1. 主要做法", None),
        ("这是一段说明做法的普通文字，写得比较长", None),
        ("二、做法得到群众欢迎。", None),
    ],
)
def test_a_part_is_known_by_its_heading(heading: str, part: str | None) -> None:
    assert part_of(Block(heading)) == part


def test_the_place_is_read_from_the_title_where_one_alone_is_named() -> None:
    library = load(files_below(MINIATURE.parent.parent))[0]
    for title, code in (
        ("余杭区九峰垃圾焚烧厂", "330110"),
        ("舟山市网格化管理", "330900"),
        ("某地的做法", None),
    ):
        found = place_named([title], library)
        assert (found.id if found else None) == code, title


def with_part(name: str, content: bytes) -> bytes:
    data = io.BytesIO(written("甲"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr(name, content)
    return data.getvalue()


def replaced(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(written("甲"))) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()} | {name: content}
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, held in parts.items():
            archive.writestr(part, held)
    return data.getvalue()


HOSTILE = {
    "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "另存为"),
    "fake.docx": (b"hello", "另存为"),
    "locked.docx": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "有密码",
    ),
    "macro.docx": (with_part("word/vbaProject.bin", b""), "有宏"),
    "bomb.docx": (replaced("word/media/a.png", bytes(400 << 20)), "展开后太大"),
    "entities.docx": (
        replaced("word/document.xml", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
        "坏了",
    ),
    "deep.docx": (replaced("word/document.xml", b"<a>" * 50_000 + b"</a>" * 50_000), ""),
    "nothing.docx": (replaced("word/document.xml", b"<a/>"), "读不了"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_cannot_be_read_is_refused_in_plain_words(name: str) -> None:
    data, said = HOSTILE[name]
    with pytest.raises(Refused) as refusal:
        read_essay(name, data)
    assert said in refusal.value.zh
    assert refusal.value.en


def test_pictures_are_counted_and_left(root: Path) -> None:
    from PIL import Image

    document = docx.Document()
    document.add_paragraph("一、背景与起因")
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    picture.seek(0)
    document.add_picture(picture)
    document.add_paragraph("甲市多雨。")
    (root / "a.docx").write_bytes(saved(document))
    where = load(files_below(root))[0].terms("places")[0].id
    done = run("a.docx", "--place", where, "--id", "alpha-p", "--dry-run")
    assert "1 张图片没有带过来" in done.output
