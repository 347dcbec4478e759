"""`replicase verify` judges a finished site it did not make: every planted fault is found, and told once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner, Result

from replicase.as_of import AsOf
from replicase.build import build
from replicase.cli import command
from replicase.verify import whole
from sites import repository

DAY = AsOf(date(2026, 11, 22), "option")
CASE = "cases/alpha-shared-umbrellas/index.html"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = repository(tmp_path_factory.mktemp("verify"))
    with (root / "mkdocs.yml").open("a") as file:
        file.write("site_url: https://library.example/x/\n")
    assert build(root, root / "site", DAY, lambda _: None, offline=True).pages
    return root / "site"


@pytest.fixture
def site(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "site")
    return tmp_path / "site"


def run(site: Path) -> Result:
    return CliRunner().invoke(command("verify"), [str(site), "--lang", "en"])


def test_a_site_we_made_is_whole(site: Path) -> None:
    done = run(site)
    assert done.exit_code == 0, done.output
    assert (
        f"read {sum(p.is_file() for p in site.rglob('*'))} files: nothing is wrong" in done.output
    )


def test_an_empty_folder_is_no_site(tmp_path: Path) -> None:
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "no file was read" in done.output


Fault = Callable[[Path], object]


def before(file: str, sign: str, more: str) -> Fault:
    """Put something before the first sign in a file."""

    def plant(site: Path) -> None:
        path = site / file
        text = path.read_text("utf-8")
        assert sign in text, file
        path.write_text(text.replace(sign, more + sign, 1), "utf-8")

    return plant


def instead(file: str, sign: str, other: str) -> Fault:
    """Put something in the place of the first sign in a file."""

    def plant(site: Path) -> None:
        path = site / file
        text = path.read_text("utf-8")
        assert sign in text, file
        path.write_text(text.replace(sign, other, 1), "utf-8")

    return plant


def gone(file: str) -> Fault:
    return lambda site: (site / file).unlink()


def appended(file: str, data: bytes) -> Fault:
    def plant(site: Path) -> None:
        with (site / file).open("ab") as opened:
            opened.write(data)

    return plant


def repacked(site: Path) -> None:
    """An offline edition that lacks a page."""
    old = site / "offline.zip"
    with ZipFile(old) as packed, ZipFile(site / "new.zip", "w") as other:
        for name in packed.namelist():
            if not name.endswith(CASE):
                other.writestr(name, packed.read(name))
    (site / "new.zip").replace(old)


MAIN = "</footer>"
FAULTS: dict[str, tuple[Fault, str, str]] = {
    "script": (before(CASE, MAIN, "<script>alert(1)</script>"), "CASE521", "has a <script> that is not known"),
    "style": (before(CASE, MAIN, "<style>*{}</style>"), "CASE521", "has a <style> that is not known"),
    "handler": (before(CASE, MAIN, '<img src="../../assets/images/favicon.png" onerror="x()" alt="">'), "CASE521", "<img> has `onerror`"),
    "style attribute": (before(CASE, MAIN, '<p style="color:red">x</p>'), "CASE521", "<p> has `style`"),
    "script address": (before(CASE, MAIN, '<a href="javascript:alert(1)">x</a>'), "CASE521", "begins with `javascript:`"),
    "hidden script address": (before(CASE, MAIN, '<a href="java&#10;script:alert(1)">x</a>'), "CASE521", "begins with `javascript:`"),
    "data address": (before(CASE, MAIN, '<a href="data:text/html,x">x</a>'), "CASE521", "begins with `data:`"),
    "frame": (before(CASE, MAIN, '<iframe title="x"></iframe>'), "CASE520", "the element <iframe>"),
    "object": (before(CASE, MAIN, "<object></object>"), "CASE520", "the element <object>"),
    "base": (before(CASE, MAIN, '<base target="x">'), "CASE520", "the element <base>"),
    "attribute": (before(CASE, MAIN, '<p contenteditable="x">x</p>'), "CASE520", "the attribute `contenteditable`"),
    "unquoted": (before(CASE, MAIN, "<p class=x>x</p>"), "CASE520", "odd attribute"),
    "twice": (before(CASE, MAIN, '<p class="a" class="b">x</p>'), "CASE520", "odd attribute"),
    "comment": (before(CASE, MAIN, "<!-- x -->"), "CASE520", "has `<!-- x --`"),
    "stray": (before(CASE, MAIN, "5 < 6"), "CASE520", "has `< 6"),
    "not closed": (before(CASE, MAIN, "<div>"), "CASE520", "has </footer> where <div> is open"),
    "swallowing": (before(CASE, MAIN, "<plaintext>"), "CASE520", "the element <plaintext>"),
    "redirect": (before(CASE, '<meta charset', '<meta http-equiv="refresh" content="0; url=https://evil.example/">'), "CASE520", "sends the reader to https://evil.example/"),
    "policy gone": (instead(CASE, "Content-Security-Policy", "X-Content-Type"), "CASE522", "states no policy"),
    "policy weakened": (instead(CASE, "script-src 'self'", "script-src 'unsafe-inline'"), "CASE522", "states another policy"),
    "link": (before(CASE, MAIN, '<a href="../gone/">x</a>'), "CASE501", "../gone/ does not exist"),
    "anchor": (before("cases/index.html", MAIN, '<a href="alpha-shared-umbrellas/#gone">x</a>'), "CASE501", "#gone does not exist"),
    "outside": (before(CASE, MAIN, '<img src="https://a.example/x.png" alt="">'), "CASE502", "requests https://a.example/x.png"),
    "unresolved": (before(CASE, MAIN, '<a href="case:x">x</a>'), "CASE504", "the link case:x was not resolved"),
    "title": (instead("cities/index.html", "<title>", "<title>找案例 - 测试案例库</title><title>"), "CASE505", "has the title of"),
    "sitemap": (instead("sitemap.xml", "</urlset>", "</urls>"), "CASE506", "does not parse"),
    "sitemap lists": (instead("sitemap.xml", "<loc>https://library.example/x/cases/</loc>", "<loc>https://library.example/x/none/</loc>"), "CASE508", "lists none/"),
    "feed": (instead("feeds/all.xml", "</feed>", "</fed>"), "CASE506", "does not parse"),
    "feed of a city": (instead("feeds/cities/alpha.xml", "<title>", "<title>&nbsp;"), "CASE506", "does not parse"),
    "JSON-LD": (before(CASE, MAIN, '<script type="application/ld+json">{x}</script>'), "CASE507", "does not parse"),
    "lost character": (before(CASE, MAIN, "\ufffd"), "CASE523", "has a character that was lost"),
    "not UTF-8": (appended("data/grades.csv", b"\xff"), "CASE523", "is not UTF-8"),
    "data cut": (instead("data/grades.json", '"rows":[', '"rows":'), "CASE523", "does not parse"),
    "page gone": (gone("404.html"), "CASE503", "this page was not made"),
    "case gone": (gone(CASE), "CASE503", "this page was not made"),
    "row gone": (instead("data/adoptions.json", '"rows":[', '"rows":[[],'), "CASE524", "rows, data/adoptions.json has"),
    "search counts": (instead("search/index.js", '"documents":', '"documents":9'), "CASE524", "the search has 9"),
    "offline edition": (repacked, "CASE524", "is in one of them only"),
    "offline edition cut": (lambda site: (site / "offline.zip").write_bytes(b"PK"), "CASE523", "cannot be unpacked"),
    "large": (before(CASE, MAIN, "<p>x</p>" * 8_000), "CASE525", "at most 60,000"),
}  # fmt: skip
"""What is done to a site -> the code and words that tell of it."""


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_found(site: Path, fault: str) -> None:
    plant, code, said = FAULTS[fault]
    plant(site)
    found = whole(site)[1]
    assert [d.en for d in found if d.code == code and said in d.en], [(d.code, d.en) for d in found]


def test_the_command_tells_a_fault_with_its_place_and_fails(site: Path) -> None:
    FAULTS["handler"][0](site)
    done = run(site)
    assert done.exit_code == 1
    assert f"{CASE}:" in done.output
    assert "error CASE521 <img> has `onerror`, which holds code" in done.output
    assert "`replicase explain CASE521` says why, and how to mend it" in done.output


def test_faults_of_one_tag_are_told_on_every_page_that_has_it(site: Path) -> None:
    for page in (CASE, "cases/index.html"):
        before(page, MAIN, '<p onclick="x()">x</p>')(site)
    assert {d.file for d in whole(site)[1]} == {CASE, "cases/index.html"}


def test_the_judge_imports_nothing_that_makes_sites() -> None:
    script = (
        "import sys, replicase.verify, replicase.cli.verify\n"
        "mine = sorted(m for m in sys.modules if m.startswith('replicase.'))\n"
        "print(*mine)\n"
        "print(*{m.split('.')[0] for m in sys.modules} & {'mkdocs', 'jinja2', 'markdown', 'nh3', 'markdown_it', 'msgspec'})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    ours, others = done.stdout.split("\n")[:2]
    assert not others.strip(), others
    makers = {
        "pages",
        "engine",
        "stamp",
        "prose",
        "edition",
        "search",
        "exports",
        "library",
        "build",
        "rendering",
        "frames",
        "offline",
        "documents",
        "mkdocs_plugin",
        "publish",
        "load",
        "rules",
    }
    assert not makers & {module.split(".")[1] for module in ours.split()}
