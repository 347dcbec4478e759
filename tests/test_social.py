"""Social cards: a picture for each page that is shared, small, the same bytes again, and none without a font."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from PIL import Image

from libraries import MINIATURE, files_below
from replicase import cache as kept
from replicase import published
from replicase.as_of import AsOf
from replicase.build import build
from replicase.cache import Cache
from replicase.cli import main
from replicase.diagnostics import LANGUAGES
from replicase.load import load
from replicase.pages.head import opening
from replicase.pages.site import Site
from replicase.social import drawing, fonts
from replicase.social.cards import Cards
from replicase.social.drawing import HEIGHT, WIDTH, Drawn, draw
from replicase.source import Input
from sites import files, repository

DAY = date(2026, 11, 22)
CASE = "alpha-shared-umbrellas"
WITH_CARDS = "plugins: [replicase: {social_cards: true}]"
MOST = 40_000
"""Bytes of a card."""

drawing_here = pytest.mark.skipif(fonts.typeface() is None, reason="needs a Chinese font")


def with_cards(folder: Path, home: str = "") -> Path:
    """The miniature library, whose site has cards."""
    root = repository(folder)
    shell = root / "mkdocs.yml"
    text = shell.read_text().replace("plugins: [replicase]", WITH_CARDS)
    shell.write_text(f"{f'site_url: {home}' if home else ''}\n{text}")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_cards(tmp_path_factory.mktemp("social"))


def named(html: str) -> str:
    """The picture a page names."""
    (found,) = re.findall(r'<meta property="og:image" content="([^"]*)">', html)
    return str(found)


@drawing_here
def test_every_page_names_a_picture_that_is_there(root: Path, tmp_path: Path) -> None:
    done = build(root, tmp_path / "site", AsOf(DAY, "option"), lambda _: None)
    assert done.pages, done.site_diagnostics
    assert not done.no_font
    made = files(tmp_path / "site")
    pages = [
        n
        for n in made
        if n.endswith("index.html") and 'http-equiv="refresh"' not in made[n].decode()
    ]
    assert len(pages) > 20
    seen = set()
    for page in pages:
        way = named(made[page].decode())
        assert f'"{way}"' in made[page].decode()
        picture = (Path("/") / page).parent.joinpath(way)
        seen.add(Path("/").joinpath(*_resolved(picture.parts)).as_posix()[1:])
    assert seen == {name for name in made if name.startswith("social/")}
    for name in seen:
        picture = Image.open(io.BytesIO(made[name]))
        assert picture.size == (WIDTH, HEIGHT)
        assert len(made[name]) <= MOST
        assert len(picture.getcolors() or ()) > 2, "nothing is written on it"
    case = made[f"en/cases/{CASE}/index.html"].decode()
    assert named(case) == f"../../../social/en/cases/{CASE}.png"
    assert '<meta name="twitter:card" content="summary_large_image">' in case
    assert f'"image":"../../../social/en/cases/{CASE}.png"' in case
    for page in ("about/index.html", "cases/index.html"):
        assert named(made[page].decode()) == "../social/site.png"
    assert '<meta property="og:title" content="关于">' in made["about/index.html"].decode()


def _resolved(parts: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    for part in parts[1:]:
        if part == "..":
            found.pop()
        else:
            found.append(part)
    return found


@drawing_here
def test_where_the_site_has_an_address_the_picture_is_named_whole(tmp_path: Path) -> None:
    home = "https://library.example/zj/"
    root = with_cards(tmp_path / "library", home)
    build(root, tmp_path / "site", AsOf(DAY, "option"), lambda _: None, offline=True)
    made = files(tmp_path / "site")
    assert named(made[f"cases/{CASE}/index.html"].decode()) == f"{home}social/cases/{CASE}.png"


@drawing_here
def test_a_card_is_drawn_anew_only_where_its_case_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Otherwise a file changed a moment ago is taken for one that could change again unseen.
    monkeypatch.setattr(published, "is_settled", lambda *_: True)
    root = with_cards(tmp_path / "library")
    site, store = tmp_path / "site", Cache.of(root, tmp_path / "cache")
    file = root / "cases/practices/beta/beta-night-watch.yml"

    drawn: list[str] = []

    def drawing_one(card: Drawn, face: fonts.Typeface) -> bytes:
        drawn.append(card.title)
        return draw(card, face)

    monkeypatch.setattr("replicase.social.cards.draw", drawing_one)

    def made() -> dict[str, bytes]:
        build(root, site, AsOf(DAY, "option"), lambda _: None, cache=store)
        return {name: data for name, data in files(site).items() if name.startswith("social/")}

    first = made()
    assert len(drawn) == len(first)
    drawn.clear()
    text = file.read_text()
    file.write_text(re.sub("^title: .*$", "title: 夜里巡逻", text, flags=re.MULTILINE))
    second = made()
    changed = [name for name in first if first[name] != second[name]]
    assert changed == ["social/cases/beta-night-watch.png"]
    of_the_library = {t for t in drawn if t in ("测试案例库", "Test Library")}
    assert set(drawn) - of_the_library == {"夜里巡逻"}


@drawing_here
def test_the_same_words_give_the_same_bytes() -> None:
    face = fonts.typeface()
    assert face
    made = load(files_below(MINIATURE))[0]
    cards = [Cards(made, Site(as_of=DAY), face).planned() for _ in range(2)]
    for one, other in zip(*cards, strict=True):
        drawing._font.cache_clear()
        assert one.make() == other.make()


@drawing_here
@pytest.mark.parametrize(
    "text",
    [
        "",
        "治" * 4000,
        "x" * 4000,
        "a\x00b\x1b[31m\u202e\ufffe\U0001f600 e\u0301",
        "<script>alert(1)</script>",
        "（《「" * 30 + "。！？" * 30,
    ],
)
def test_whatever_is_written_a_card_is_drawn_and_small(text: str) -> None:
    face = fonts.typeface()
    assert face
    data = draw(Drawn(text, text, text, text, text, (("E2", text), ("R1", text))), face)
    assert Image.open(io.BytesIO(data)).size == (WIDTH, HEIGHT)
    assert len(data) <= MOST


@drawing_here
def test_no_line_begins_with_a_mark_that_ends_a_sentence() -> None:
    face = fonts.typeface()
    assert face
    text = "监控摄像头与交通信号灯互不相通，装了很多摄像头，路照样堵。（“见下”）" * 3
    for room in range(200, 900, 37):
        lines = list(drawing._lines(text, drawing._font(face.regular, 30), room))
        assert "".join(lines) == text
        assert not [line for line in lines if line[0] in "，。）”" or line[-1] in "（“"]


# ---- Without a font


@pytest.mark.parametrize("broken", [False, True], ids=["none", "a broken one"])
def test_without_a_font_the_site_is_made_and_it_is_said(
    broken: bool, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fonts").mkdir()
    if broken:
        (tmp_path / "fonts/NotoSansCJK-Regular.ttc").write_bytes(b"ttcf, and no more of it")
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path / "fonts",))
    monkeypatch.setenv(kept.ENVIRONMENT, str(tmp_path / "cache"))
    for language in LANGUAGES:
        asked = [
            "build",
            "--root",
            str(root),
            "--as-of",
            str(DAY),
            "--site",
            str(tmp_path / "site"),
        ]
        done = CliRunner().invoke(main, [*asked, "--lang", language])
        assert done.exit_code == 0, done.output
        said = "没有画分享卡片" if language == "zh" else "no social cards were drawn"
        assert said in done.stderr
        assert "fonts-noto-cjk" in done.stderr
    made = files(tmp_path / "site")
    assert not [name for name in made if name.startswith("social/")]
    about = made["about/index.html"].decode()
    assert "og:image" not in about
    assert "og:title" in about


def test_the_first_font_of_the_list_is_taken_with_its_bold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "folders", lambda: (tmp_path,))
    assert fonts.typeface() is None
    for name in ("other.ttf", "msyh.ttc", "MSYHBD.TTC"):
        (tmp_path / name).write_bytes(b"")
    assert fonts.typeface() == fonts.Typeface(
        str(tmp_path / "msyh.ttc"), str(tmp_path / "MSYHBD.TTC")
    )
    (tmp_path / "NotoSansCJK-Regular.ttc").write_bytes(b"")
    noto = str(tmp_path / "NotoSansCJK-Regular.ttc")
    assert fonts.typeface() == fonts.Typeface(noto, noto)


@pytest.mark.parametrize(
    ("shell", "wanted"),
    [
        ("plugins: [replicase: {social_cards: true}]", True),
        ("plugins:\n  - replicase:\n      root: .\n      social_cards: yes\n", True),
        ("plugins: {replicase: {social_cards: true}}", True),
        ("plugins: [replicase: {social_cards: false}]", False),
        ("plugins: [replicase]", False),
        ("plugins: [other: {social_cards: true}]", False),
        ("plugins: [replicase: {social_cards: [true]}]", False),
        ("x: !!python/object/apply:os.system [id]\nplugins: [replicase]", False),
        ("plugins: [", False),
        ("", False),
    ],
)
def test_the_shell_says_whether_there_are_cards(shell: str, wanted: bool) -> None:
    assert fonts.wanted(Input("mkdocs.yml", shell.encode())) is wanted
    assert fonts.wanted(None) is False


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h1>x</h1><p> </p><p>第一段 <b>粗</b>\n&amp; 尾</p><p>二</p>", "第一段 粗 & 尾"),
        ("<h1>x</h1>", ""),
        (f"<p>{'长' * 200}</p>", "长" * 159 + "…"),
    ],
)
def test_a_hand_written_page_is_described_by_its_first_paragraph(html: str, said: str) -> None:
    assert opening(html) == said
