"""Documents to take away: whole, safe, the same bytes again, and everything made that can be."""

from __future__ import annotations

import csv
import datetime
import io
import os
import re
import shutil
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from PIL import Image
from python_calamine import CalamineWorkbook

from libraries import HERE, MINIATURE, ROOT, files_below
from replicase import cache as kept
from replicase import published
from replicase.as_of import AsOf
from replicase.build import Built, build
from replicase.cli import main
from replicase.diagnostics import LANGUAGES, Language
from replicase.documents import pdf, sheets, template, word, workbook
from replicase.documents.blocks import Document, Heading, Paragraph, Picture, Table, from_prose
from replicase.documents.brief import brief
from replicase.documents.essay import LONGEST, essay, length
from replicase.documents.plan import plan
from replicase.documents.shortlist import shortlist
from replicase.documents.told import Told
from replicase.documents.whole import whole
from replicase.inspection import inspect
from replicase.library import Library
from replicase.load import load
from replicase.model.describe import fields_of
from replicase.model.schema import SCHEMAS
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.pictures import portable
from replicase.prose import prose
from replicase.source import Input
from sites import files, repository

DAY = datetime.date(2026, 11, 22)
CASE = "alpha-shared-umbrellas"
FORMULAS = (
    "=cmd|'/C calc'!A1",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "＝1",
    '=HYPERLINK("http://x","y")',
)
KINDS = {
    "brief": brief,
    "case": whole,
    "plan": plan,
    "essay": essay,
}


@cache
def library_below(root: Path) -> Library:
    over = {given.file: given for given in files_below(root)}
    if root == MINIATURE:
        over |= {given.file: given for given in files_below(HERE / "library/spread")}
    return load(over.values())[0]


def told(language: Language, case_id: str = CASE, root: Path = MINIATURE, site: str = "") -> Told:
    library = library_below(root)
    case = library.case(case_id)
    assert case
    return Told.of(Voice(library, Site(DAY), language), case, site)


def can_print() -> bool:
    try:
        pdf.ready()
    except pdf.CannotPrintError:
        return False
    return True


printing = pytest.mark.skipif(not can_print(), reason="needs Pango and a Chinese font")


# ---- Word


def test_the_template_is_what_its_source_makes(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--update"):
        word.template().write_bytes(template.make())
    assert word.template().read_bytes() == template.make()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_word_says_what_the_record_says_and_the_same_bytes_again(
    kind: str, language: Language
) -> None:
    made = KINDS[kind](told(language))
    data = word.write(made, DAY)
    assert data == word.write(KINDS[kind](told(language)), DAY)
    opened = docx.Document(io.BytesIO(data))
    shown = "\n".join(t.text or "" for t in opened.element.body.iter(qn("w:t")))
    assert made.title in shown
    for block in made.blocks:
        for text in texts_in(block):
            for line in text.split("\n"):
                assert line in shown
    assert opened.core_properties.created == datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)


def texts_in(block: object) -> Iterator[str]:
    match block:
        case Heading(text) | Paragraph(text):
            yield text
        case Table(heads, _, rows):
            yield from heads
            for row in rows:
                yield from row


def test_tables_are_laid_out_alike_by_every_program() -> None:
    opened = docx.Document(io.BytesIO(word.write(whole(told("zh")), DAY)))
    tables = list(opened.element.body.iter(qn("w:tbl")))
    assert len(tables) > 5
    room = opened.sections[0].page_width - opened.sections[0].left_margin  # type: ignore[operator]
    room -= opened.sections[0].right_margin  # type: ignore[operator]
    for table in tables:
        assert not [t for t in table.iter(qn("w:tbl")) if t is not table], "a table in a table"
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblLayout')}").get(qn("w:type")) == "fixed"
        widths = [int(c.get(qn("w:w"))) * 635 for c in table.iter(qn("w:gridCol"))]
        assert all(widths)
        assert sum(widths) <= room


def test_letters_and_page_are_those_of_official_documents() -> None:
    opened = docx.Document(io.BytesIO(word.write(essay(told("zh")), DAY)))
    section = opened.sections[0]
    sides = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(side.mm) for side in sides if side] == [37, 35, 28, 26]
    fonts = {
        name: opened.styles[name]
        .element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        .get(qn("w:eastAsia"))
        for name in ("Body Text", "Heading 1", "Heading 2")
    }
    assert fonts == {"Body Text": "仿宋", "Heading 1": "黑体", "Heading 2": "楷体"}
    assert opened.styles["Body Text"].font.size.pt == 16
    assert "PAGE" in section.footer._element.xml
    assert "PAGE" in section.even_page_footer._element.xml


def test_characters_that_would_break_the_file_are_left_out() -> None:
    broken = Document(
        "zh", "a\x00b\x0b", (), (Paragraph("\x1b[31m红\uffff"),), "plain", "\x01", "\x02"
    )
    opened = docx.Document(io.BytesIO(word.write(broken, DAY)))
    assert [p.text for p in opened.paragraphs] == ["ab", "[31m红"]


def test_longer_texts_keep_their_lists_quotations_and_tables() -> None:
    html = prose("一行\n接着\n\n- 甲\n- 乙\n\n> 引\n\n| 头 |\n|---|\n| 格 |\n", ())
    assert from_prose(html, "[s1]")[:4] == (
        Paragraph("一行接着"),
        Paragraph("甲", "item"),
        Paragraph("乙", "item"),
        Paragraph("引", "quote"),
    )
    assert from_prose(html)[-1] == Table(("头",), (1,), (("格",),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_essay_is_longer_than_calls_for_cases_allow(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    voice = Voice(library_below(ROOT), Site(DAY), language)
    for case in voice.library.cases:
        made = essay(Told.of(voice, case))
        assert length(made) <= LONGEST[language], case.id
    shorter = {"zh": 500, "en": 1500}
    monkeypatch.setattr("replicase.documents.essay.LONGEST", shorter)
    short = essay(Told.of(voice, voice.library.cases[0]))
    assert length(short) <= shorter[language]
    more = "另有" if language == "zh" else "more in the full case"
    assert any(isinstance(b, Paragraph) and more in b.text for b in short.blocks)
    assert sum(isinstance(b, Heading) for b in short.blocks) == 5, "four parts, then the sources"


def test_a_plan_leaves_blanks_to_tick_and_fill() -> None:
    made = plan(told("zh"))
    table = next(b for b in made.blocks if isinstance(b, Table))
    assert all(row[0].startswith("□") and row[2:] == ("", "") for row in table.rows)


# ---- PDF


def opened_pdf(data: bytes) -> bytes:
    """A PDF with what it has packed laid open behind it."""
    found = [data]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        with suppress(zlib.error):
            found.append(zlib.decompressobj().decompress(stream))
    return b"\n".join(found)


def pages_of(data: bytes) -> int:
    return len(re.findall(rb"/Type ?/Page\b", opened_pdf(data)))


@printing
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pdf_has_letters_tags_and_bookmarks_and_the_same_bytes(language: Language) -> None:
    this = told(language, site="https://library.example/")
    html = pdf.printed(whole(this), this.voice)
    data = pdf.write(html)
    assert data == pdf.write(html)
    for sign in (b"/MarkInfo", b"/FontFile", b"/Outlines", b"pdfuaid:part"):
        assert sign in opened_pdf(data), sign
    page = pdf.write_brief(this)
    assert page == pdf.write_brief(told(language, site="https://library.example/"))
    assert pages_of(page) == 1


@printing
def test_a_brief_gets_smaller_letters_until_it_is_one_page() -> None:
    voice = Voice(library_below(ROOT), Site(DAY), "en")
    longest = max(voice.library.cases, key=lambda c: len(str(brief(Told.of(voice, c)))))
    assert pages_of(pdf.write_brief(Told.of(voice, longest))) == 1


@printing
@pytest.mark.parametrize(
    "markup",
    [
        "<img src='http://127.0.0.1:9/x.png'>",
        "<img src='file:///etc/passwd'>",
        "<link rel=attachment href='file:///etc/passwd'>",
        "<style>@import url(http://127.0.0.1:9/x.css)</style>",
        "<p style='background: url(file:///etc/hostname)'>x</p>",
        "<object data='file:///etc/passwd'></object>",
    ],
)
def test_nothing_is_fetched_for_a_pdf(markup: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Markup of a stranger never comes this far; if it did, it would get nothing."""
    from weasyprint.urls import FatalURLFetchingError

    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a request left"))
    with pytest.raises(FatalURLFetchingError):
        pdf.write(f"<!doctype html><html lang=zh><title>t</title>{markup}<p>x")


def test_what_a_stranger_writes_is_text_in_print() -> None:
    hostile = "</p><script>alert(1)</script><img src=x onerror=alert(1)> [s1]{{ 7*7 }}"
    document = Document("zh", hostile, (hostile,), (Paragraph(hostile), Heading(hostile),
        Table((hostile,), (1,), ((hostile,),))), "plain", hostile, hostile)  # fmt: skip
    html = pdf.printed(document, told("zh").voice)
    assert "<script" not in html
    assert "<img" not in html
    assert "{{ 7*7 }}" in html


# ---- Tables


def hostile_sheet() -> sheets.Sheet:
    rows = tuple((text, sheets.Link(text, text)) for text in FORMULAS)
    return sheets.Sheet("hostile", "a:b/c?d*[e]", FORMULAS[0], (sheets.Column("=A1", 9),) * 2, rows)


def test_no_cell_is_a_formula_and_no_link_leads_off_the_web() -> None:
    data = workbook.write([hostile_sheet()], FORMULAS[0], FORMULAS[1], DAY)
    with ZipFile(io.BytesIO(data)) as packed:
        page = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in page
        assert "<hyperlink" not in page
        assert not [n for n in packed.namelist() if "externalLink" in n or "vba" in n]
    read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert [row[0] for row in read[2:]] == list(FORMULAS)
    lines = list(csv.reader(io.StringIO(csv_of(hostile_sheet()))))
    assert all(cell.startswith("'") for line in lines for cell in line)


def csv_of(sheet: sheets.Sheet) -> str:
    from replicase.output import csv_file

    data = csv_file("", sheets.plain_rows(sheet)).data
    assert data.startswith(b"\xef\xbb\xbf")
    return data.decode("utf-8-sig")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_has_the_library_in_words_with_dates_that_sort(language: Language) -> None:
    library = library_below(ROOT)
    voice = Voice(library, Site(DAY), language)
    made = sheets.of_library(voice, library.cases, library.cities, "https://library.example/")
    data = workbook.write(made, "t", "a", DAY)
    assert data == workbook.write(made, "t", "a", DAY)
    read = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert read.sheet_names == [sheet.title for sheet in made]
    cases = read.get_sheet_by_index(0).to_python()
    assert len(cases) == len(library.cases) + 2
    dated = [cell for row in cases for cell in row if isinstance(cell, datetime.date)]
    assert len(dated) > len(library.cases)
    with ZipFile(io.BytesIO(data)) as packed:
        page = packed.read("xl/worksheets/sheet1.xml").decode()
        assert "<autoFilter" in page
        assert 'state="frozen"' in page
        assert "<hyperlink" in page


def test_the_codebook_tells_every_field_of_every_record() -> None:
    voice = told("zh").voice
    rows = sheets.codebook(voice).rows
    for name, record in SCHEMAS.items():
        paths = {row[1] for row in rows if row[0] == voice.say(f"fields.{name}")}
        assert {field.key for field in fields_of(record).values()} <= paths
    assert any(row[1] == "results[].observations[].value" for row in rows)
    assert all(row[2] and row[3] and row[4] for row in rows)


def test_official_tables_leave_blank_what_no_record_says() -> None:
    library = library_below(ROOT)
    voice = Voice(library, Site(DAY), "zh")
    items, ledger = sheets.official(voice, library.cases, library.cities)
    assert [c.head for c in items.columns] == ["序号", "事项", "主要内容", "负责单位", "推广范围"]
    for row, case in zip(items.rows, library.cases, strict=True):
        assert bool(row[3]) == any(p.responsible_unit for p in case.promotion), case.id
        assert bool(row[4]) == any(p.scope for p in case.promotion), case.id
    gaps = [gap for city in library.cities for gap in library.gaps_of(city)]
    assert [row[2] for row in ledger.rows] == [gap.issue.zh for gap in gaps]
    assert [bool(row[7]) for row in ledger.rows] == [gap.due is not None for gap in gaps]
    shown = sheets.as_document(voice, ledger).blocks[0]
    assert isinstance(shown, Table)
    assert shown.heads[2:7] == ("问题", "整改措施", "责任单位", "整改期限", "整改状态")


# ---- The command


def export(root: Path, *asked: str) -> Result:
    given = ["export", "--root", str(root), "--as-of", str(DAY), "--jobs", "1", *asked]
    return CliRunner().invoke(main, given)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("documents"))


def test_a_case_is_exported_and_what_has_not_changed_is_not_made_again(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(kept.ENVIRONMENT, str(tmp_path / "cache"))
    asked = (CASE, "--form", "docx", "--lang", "en", "--to")
    first = export(root, *asked, str(tmp_path / "one"))
    assert first.exit_code == 0, first.output
    made = files(tmp_path / "one")
    assert set(made) == {
        f"{way}{CASE}/{kind}.docx"
        for way in ("", "en/")
        for kind in ("brief", "case", "essay", "plan")
    }
    again = export(root, *asked, str(tmp_path / "two"))
    assert "8 of them unchanged since the last time" in again.output
    assert files(tmp_path / "two") == made
    later = export(root, *asked, str(tmp_path / "three"), "--as-of", "2026-11-23")
    assert "0 of them unchanged" in later.output


def test_sets_are_chosen_by_city_and_theme(root: Path, tmp_path: Path) -> None:
    done = export(
        root, "--city", "beta", "--what", "tables", "--form", "csv", "--to", str(tmp_path)
    )
    assert done.exit_code == 0, done.output
    rows = list(csv.DictReader(io.StringIO((tmp_path / "tables/cases.csv").read_text("utf-8-sig"))))
    assert rows
    assert {row["市"] for row in rows} == {rows[0]["市"]}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (["no-such-case"], "没有案例 no-such-case"),
        (["alpha-shared-umbrela"], f"→ {CASE}?"),
        (["--city", "nowhere"], "there is no city nowhere"),
        (["--theme", "nothing"], "there is no theme nothing"),
        (["--what", "tables", "--form", "pdf"], "not made in these forms"),
    ],
)
def test_misuse_is_told_with_what_there_is(root: Path, asked: list[str], said: str) -> None:
    done = export(root, *asked)
    assert done.exit_code == 2
    assert said in done.output


def test_records_are_never_written_over(root: Path) -> None:
    done = export(root, "--to", str(root / "cases/practices"))
    assert done.exit_code == 2
    assert "cases/ holds records alone" in done.output


@pytest.mark.parametrize(
    ("language", "said"), [("zh", "没有做 PDF：没有字体"), ("en", "no PDF was made: no font")]
)
def test_without_a_font_everything_else_is_made(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, said: str
) -> None:
    def lacking() -> None:
        raise pdf.CannotPrintError("没有字体", "no font")

    monkeypatch.setattr(pdf, "ready", lacking)
    done = export(root, CASE, "--what", "brief", "--lang", language, "--to", str(tmp_path))
    assert done.exit_code == 1
    assert said in done.output
    assert set(files(tmp_path)) == {f"{CASE}/brief.docx", f"en/{CASE}/brief.docx"}


@printing
def test_a_font_or_a_library_that_is_missing_is_named_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "_has_chinese", lambda: False)
    with pytest.raises(pdf.CannotPrintError, match="fonts-noto-cjk"):
        pdf.ready()


def test_a_case_without_english_is_named_and_its_chinese_made(tmp_path: Path) -> None:
    root = repository(tmp_path / "library")
    file = root / "cases/practices/beta/beta-night-watch.yml"
    text = re.sub(r"^title: .*$", "title: 夜间巡逻", file.read_text(), count=1, flags=re.MULTILINE)
    file.write_text(text)
    done = export(
        *(root, "beta-night-watch", "--what", "brief", "--form", "docx", "--lang", "en"),
        *("--to", str(tmp_path / "out")),
    )
    assert "no English documents: beta-night-watch" in done.output, done.output
    assert set(files(tmp_path / "out")) == {"beta-night-watch/brief.docx"}


# ---- The site


def page_of(made: dict[str, bytes], address: str) -> str:
    return made[f"{address}index.html"].decode()


@printing
def test_a_site_has_documents_beside_its_pages_and_links_what_is_there(
    root: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    done = build(root, site, AsOf(DAY, "option"), lambda _: None, offline=True, documents=True)
    assert done.pages, [d.en for d in (*done.diagnostics, *done.site_diagnostics)]
    assert done.site_diagnostics == ()
    made = files(site)
    for address, way in (("cases/", ""), ("en/cases/", "en/")):
        page = page_of(made, f"{address}{CASE}/")
        links = re.findall(r'href="([^"]*documents/[^"]*)" download="([^"]+)"', page)
        assert len(links) == 6
        for link, name in links:
            assert f"documents/{way}{CASE}/" in link
            assert link.split("documents/")[1] in {n.split("documents/")[-1] for n in made}
            assert Path(name).suffix == Path(link).suffix
    assert "documents/tables.xlsx" in page_of(made, "data/")
    for page, book in (
        ("cities/alpha/", "cities/alpha.xlsx"),
        ("gaps/alpha/", "cities/alpha.xlsx"),
        ("themes/ecology/", "themes/ecology.xlsx"),
        ("en/cities/alpha/", "en/cities/alpha.xlsx"),
    ):
        assert f'documents/{book}" download=' in page_of(made, page)
        assert f"documents/{book}" in made
    city = CalamineWorkbook.from_filelike(io.BytesIO(made["documents/cities/alpha.xlsx"]))
    assert {"案例", "补短板对照", "可借鉴清单", "字段说明"} <= set(city.sheet_names)
    rows = city.get_sheet_by_name("案例").to_python()
    here = library_below(root).cases_in(
        next(c for c in library_below(root).cities if c.slug == "alpha")
    )
    assert [row[0] for row in rows[2:]] == [case.id for case in here]
    with ZipFile(io.BytesIO(made["offline.zip"])) as packed:
        inside = {
            n: packed.read(n).decode()
            for n in packed.namelist()
            if n.endswith(f"{CASE}/index.html")
        }
    assert inside
    assert not any("documents/" in page for page in inside.values())


def test_without_documents_the_pages_say_nothing_of_them(root: Path, tmp_path: Path) -> None:
    build(root, tmp_path / "site", AsOf(DAY, "option"), lambda _: None)
    made = files(tmp_path / "site")
    assert not [name for name in made if name.startswith("documents/")]
    assert "takeaway__files" not in page_of(made, f"cases/{CASE}/")


@printing
def test_only_what_has_changed_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise a file changed a moment ago is taken for one that could change again unseen.
    monkeypatch.setattr(published, "is_settled", lambda *_: True)
    root, site = repository(tmp_path / "library"), tmp_path / "site"
    store = kept.Cache.of(root, tmp_path / "cache")
    told: list[tuple[int, int]] = []

    def built() -> tuple[Built, dict[str, int]]:
        done = build(
            *(root, site, AsOf(DAY, "option"), lambda _: None),
            documents=True,
            progress=lambda *n: told.append(n),
            cache=store,
        )
        where = {p: (site / p).stat().st_ino for p in files(site)}
        return done, where

    first, were = built()
    assert not first.stood
    assert told[-1] == (len(first.documents), len(first.documents))
    second, stood = built()
    assert second.stood
    assert second.documents_stood == len(first.documents)
    assert stood == were
    file = root / "cases/practices/beta/beta-night-watch.yml"
    text = file.read_text()
    file.write_text(re.sub("^title: .*$", "title: 夜里巡逻", text, flags=re.MULTILINE))
    told.clear()
    third, are = built()
    assert not third.stood
    changed = {p for p in were if p.startswith("documents/") and are.get(p) != were[p]}
    books = {p for p in were if p.endswith(".xlsx")}
    of_it = {p for p in were if p.startswith("documents/") and "beta-night-watch" in p}
    assert of_it
    assert of_it <= changed <= of_it | books
    # A case with pictures is asked for their bytes, and then taken from the cache.
    with_pictures = {p for p in were if p.startswith("documents/") and CASE in p}
    assert told[-1][1] == len(of_it | books | with_pictures), "the others are not even thought of"
    made_anew = {d.path for d in third.documents if not d.kept}
    assert made_anew == {p.removeprefix("documents/") for p in changed}
    unchanged = f"cases/{next(c.id for c in library_below(root).cases if c.id not in ('beta-night-watch', CASE) and not c.related)}/index.html"
    assert are[unchanged] == were[unchanged], "a page whose documents stand stands too"
    assert b"/documents/" in (site / unchanged).read_bytes()


def test_pictures_go_into_the_document_with_what_they_show(tmp_path: Path) -> None:
    root = repository(tmp_path)
    library = inspect(root, AsOf(DAY, "option"), None).library
    case = library.case(CASE)
    assert case
    this = Told.of(Voice(library, Site(DAY), "zh"), case, "", root)
    document = whole(this)
    shown = [b for b in document.blocks if isinstance(b, Picture)]
    assert [(b.kind, b.caption) for b in shown] == [
        ("png", "甲一区的伞架\u3000图片来源：测试编辑部绘"),
        ("jpeg", "采用地：乙测试市\u3000图片来源：测试编辑部绘"),
    ]
    assert all(b.data[:20] not in repr(document).encode() for b in shown)
    opened = docx.Document(io.BytesIO(word.write(document, DAY)))
    alts = [e.get("descr") for e in opened.element.body.iter(qn("wp:docPr"))]
    assert alts == [b.alt for b in shown]
    assert len(opened.inline_shapes) == 2
    room = (
        opened.sections[0].page_width
        - opened.sections[0].left_margin
        - opened.sections[0].right_margin
    )  # type: ignore[operator]
    assert all(0 < s.width <= room and s.height <= word.HIGHEST for s in opened.inline_shapes)
    html = pdf.printed(document, this.voice)
    assert html.count("<img ") == 2
    assert all(f'alt="{b.alt}"' in html for b in shown)
    if can_print():
        assert b"/Subtype /Image" in opened_pdf(pdf.write(html))


def test_a_picture_word_may_not_know_is_written_in_another_form() -> None:
    webp = next((HERE / "rules").rglob("*.webp"))
    for mode, kind in (("RGB", b"\xff\xd8"), ("RGBA", b"\x89PNG")):
        drawn = io.BytesIO()
        Image.new(mode, (20, 10), (9, 90, 9)).save(drawn, "WEBP", lossless=True)
        if mode == "RGBA":
            clear = Image.new("RGBA", (20, 10), (9, 90, 9, 100))
            drawn = io.BytesIO()
            clear.save(drawn, "WEBP", lossless=True)
        made = portable(Input(f"cases/practices/a/b/{webp.name}", drawn.getvalue()))
        assert made is not None
        assert made.startswith(kind)
    assert portable(Input("cases/practices/a/b/x.webp", b"RIFF....WEBPbroken")) is None


# ---- What a machine may lack, tried with programs of their own

WITHOUT_PANGO = """
import cffi, sys
there = cffi.FFI.dlopen
def dlopen(self, name, *given, **named):
    if "pango" in str(name):
        raise OSError(f"cannot load library '{name}'")
    return there(self, name, *given, **named)
cffi.FFI.dlopen = dlopen
"""


def run_without(
    what: str, tmp_path: Path, *asked: str, language: str = "zh"
) -> subprocess.CompletedProcess[str]:
    """Run a command on a machine without Pango, or without any font."""
    lacking = tmp_path / "lacking"
    lacking.mkdir(exist_ok=True)
    (lacking / "sitecustomize.py").write_text(WITHOUT_PANGO if what == "pango" else "")
    (lacking / "fonts.conf").write_text("<fontconfig><cachedir>/nowhere</cachedir></fontconfig>")
    environment = {
        **os.environ,
        "PYTHONPATH": str(lacking),
        kept.ENVIRONMENT: "",
        "SOURCE_DATE_EPOCH": "1795305600",
        "NO_MKDOCS_2_WARNING": "1",
    }
    if what == "fonts":
        environment["FONTCONFIG_FILE"] = str(lacking / "fonts.conf")
    return subprocess.run(
        [sys.executable, "-m", "replicase", *asked, "--lang", language],
        env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


@printing
@pytest.mark.parametrize(
    ("what", "language", "said", "remedy"),
    [
        ("pango", "zh", "没有做 PDF：做 PDF 要用系统的 Pango 库，没有找到", "libpango-1.0-0"),
        ("pango", "en", "no PDF was made: PDF needs the system's Pango library", "libpango-1.0-0"),
        ("fonts", "zh", "没有做 PDF：这台机器没有中文字体", "fonts-noto-cjk"),
        ("fonts", "en", "no PDF was made: this machine has no Chinese font", "fonts-noto-cjk"),
    ],
)
def test_without_pango_or_fonts_all_but_pdf_is_made(
    root: Path, tmp_path: Path, what: str, language: str, said: str, remedy: str
) -> None:
    to = tmp_path / "out"
    done = run_without(
        *(what, tmp_path, "export", "--root", str(root), CASE, "--what", "brief"),
        *("--what", "case", "--to", str(to)),
        language=language,
    )
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert remedy in done.stderr
    assert "Traceback" not in done.stderr
    assert set(files(to)) == {
        f"{way}{CASE}/{kind}.docx" for way in ("", "en/") for kind in ("brief", "case")
    }


@printing
def test_without_pango_a_site_is_published_with_what_could_be_made(
    root: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    done = run_without(
        *("pango", tmp_path, "build", "--root", str(root), "--documents", "--site", str(site)),
        language="en",
    )
    assert done.returncode == 1, done.stderr
    assert "published" in done.stderr
    assert "no PDF was made: PDF needs the system's Pango library" in done.stderr
    made = files(site)
    assert f"documents/{CASE}/brief.docx" in made
    assert not [name for name in made if name.endswith(".pdf")]
    page = page_of(made, f"cases/{CASE}/")
    assert "brief.docx" in page
    assert ".pdf" not in page


def test_a_bar_on_a_terminal_tells_how_many_are_done(root: Path, tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [
            *(
                sys.executable,
                "-m",
                "replicase",
                "export",
                "--root",
                str(root),
                CASE,
                "--lang",
                "en",
            ),
            *("--form", "docx", "--to", str(tmp_path), "--as-of", str(DAY), "--no-cache"),
        ],
        stderr=theirs,
        stdout=subprocess.DEVNULL,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "100"},
    ) as process:
        os.close(theirs)
        shown = b""
        with suppress(OSError):  # the terminal is gone with its last user
            while data := os.read(ours, 65536):
                shown += data
        assert process.wait(120) == 0, shown
    os.close(ours)
    assert b"exporting" in shown
    assert b"8/8" in shown


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_another_program_opens_what_word_opens(tmp_path: Path) -> None:
    voice = Voice(library_below(ROOT), Site(DAY), "zh")
    some = [Told.of(voice, case) for case in voice.library.cases[:3]]
    for one in some:
        for kind, make in KINDS.items():
            (tmp_path / f"{kind}-{one.case.id}.docx").write_bytes(word.write(make(one), DAY))
    (tmp_path / "shortlist.docx").write_bytes(word.write(shortlist(some), DAY))
    names = sorted(tmp_path.glob("*.docx"))
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless"),
            *("--convert-to", "pdf", "--outdir", tmp_path, *names),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for name in names:
        drawn = name.with_suffix(".pdf").read_bytes()
        pages = pages_of(drawn)
        assert pages, name
        if name.name.startswith("brief"):
            assert pages == 1, name
