"""A clerk's essay becomes a draft, and no paragraph of it is lost."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import Result
from hypothesis import given, settings
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


@settings(max_examples=80, deadline=None)
@given(st.lists(_PARAGRAPH, max_size=14))
def test_no_paragraph_is_lost(paragraphs: list[str]) -> None:
    essay, draft = drafted(written(*paragraphs))
    document, refused = parse(Input(draft.file, draft.content))
    text = draft.content.decode("utf-8")
    if document is not None:
        text += "\n" + _texts(document.plain)
    else:
        assert refused
    held = _bare(text)
    for paragraph in paragraphs:
        if " ".join(paragraph.split()):
            assert (
                _bare(
                    re.sub(
                        r"^(?:（一）|1\.|[①-⑳]|[（(]?\d{1,2}[)）、．.])\s*", "", paragraph.strip()
                    )
                )
                in held
            )
    assert len(essay.blocks) == sum(bool(" ".join(p.split())) for p in paragraphs)


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
