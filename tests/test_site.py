"""From files to a published site: the same pages by either command, and bad input loses nothing."""

from __future__ import annotations

import datetime
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from mkdocs.config.defaults import MkDocsConfig

from replicase import engine
from replicase.as_of import AsOf
from replicase.build import build
from replicase.diagnostics import Severity
from replicase.publish import PublishError
from replicase.workers import Workers
from sites import ROOT, files, repository

DAY = AsOf(datetime.date(2026, 11, 22), "option")
BROKEN = "cases/practices/beta/beta-night-watch.yml"


def built(root: Path, site: Path) -> dict[str, bytes]:
    done = build(root, site, DAY, lambda _: None)
    assert done.pages, [d.en for d in (*done.diagnostics, *done.site_diagnostics)]
    return files(site)


def mkdocs(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=root,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795305600", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture(scope="module")
def miniature(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository(tmp_path_factory.mktemp("miniature"))


@pytest.fixture(scope="module")
def site(miniature: Path) -> dict[str, bytes]:
    return built(miniature, miniature / "site")


@pytest.fixture
def copied(miniature: Path, site: dict[str, bytes], tmp_path: Path) -> Path:
    """The miniature library with its site built, to be changed."""
    assert site
    return Path(shutil.copytree(miniature, tmp_path / "copy"))


def test_every_page_is_there_in_both_languages(site: dict[str, bytes]) -> None:
    pages = {name for name in site if name.endswith("index.html")}
    for page in ("index.html", "cases/index.html", "cities/index.html", "about/index.html"):
        assert {page, f"en/{page}"} <= pages
    assert "cases/alpha-shared-umbrellas/index.html" in pages
    assert "en/cases/alpha-shared-umbrellas/index.html" in pages
    assert "404.html" in site
    assert not [name for name in site if "frame-" in name], "a frame was left behind"


def test_a_start_nobody_has_told_is_said_to_be_unknown(tmp_path: Path) -> None:
    root = repository(tmp_path)
    case = root / "cases/practices/beta/beta-night-watch.yml"
    right = case.read_text()
    told = "started: {date: 2019-06, source: s1}\n"
    assert told in right and "unknown:\n" in right
    why = "unknown:\n  - field: started\n    why: 都没有写哪一年开始\n"
    case.write_text(right.replace(told, "").replace("unknown:\n", why))
    site = built(root, root / "site")
    page, cases = (site[f"{p}/index.html"].decode() for p in ("cases/beta-night-watch", "cases"))
    assert "开始时间不详" in page and "都没有写哪一年开始" in page
    assert "开始时间不详，在用" in cases
    assert "start not known" in site["en/cases/index.html"].decode()
    ended = "ended: {date: 2024, source: s1}\noperation: {state: ended"
    case.write_text(case.read_text().replace("operation: {state: active", ended))
    page = built(root, root / "site")["cases/beta-night-watch/index.html"].decode()
    assert "开始时间不详，2024 年结束" in page


def test_a_relation_told_on_one_page_is_told_on_the_other(site: dict[str, bytes]) -> None:
    """The umbrellas name the bins; the page of the bins leads back."""
    page = site["cases/beta-talking-bins/index.html"].decode()
    section = page.partition('id="related"')[2].partition("</section>")[0]
    assert "相似做法" in section
    assert 'href="../alpha-shared-umbrellas/"' in section


def test_pictures_of_a_case_and_of_its_adopters_are_on_its_page(site: dict[str, bytes]) -> None:
    own = "cases/alpha-shared-umbrellas/stand.png"
    adopters = "cases/alpha-shared-umbrellas/beta--alpha-shared-umbrellas/bus-stop.jpg"
    assert {own, adopters} <= site.keys()
    for page, alt in (
        ("cases/alpha-shared-umbrellas/index.html", "车站旁的伞架，插着四把颜色不同的伞。"),
        ("en/cases/alpha-shared-umbrellas/index.html", "A stand beside the station, with four"),
    ):
        html = site[page].decode()
        pictures = re.findall(r"<img [^>]*>", html)
        assert len(pictures) == 2
        sources = [re.findall(r'src="([^"]*)"', picture)[0] for picture in pictures]
        assert [urljoin(f"/{page}", source) for source in sources] == [f"/{own}", f"/{adopters}"]
        assert f'alt="{alt}' in pictures[0]
        assert 'width="640" height="400" loading="lazy"' in pictures[0]


def test_a_picture_that_changes_while_the_site_is_made_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = repository(tmp_path)
    picture = next((root / "cases").rglob("stand.png"))
    made = engine.Build.finish

    def swapped(self: engine.Build, config: MkDocsConfig, workers: Workers) -> None:
        picture.write_bytes(b"<svg/>")
        made(self, config, workers)

    monkeypatch.setattr(engine.Build, "finish", swapped)
    with pytest.raises(PublishError, match=r"stand\.png was changed"):
        build(root, root / "site", DAY, lambda _: None)
    assert not (root / "site").exists()


def test_mkdocs_makes_the_same_files(
    miniature: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    done = mkdocs(miniature, "build", "--strict", "--site-dir", str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    theirs = files(tmp_path / "site")
    assert sorted(theirs) == sorted(site)
    assert [name for name in site if site[name] != theirs[name]] == []


def test_two_builds_give_the_same_bytes(
    miniature: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    assert built(miniature, tmp_path / "again") == site


def test_a_stamped_page_is_the_page_mkdocs_renders(
    miniature: Path, site: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped = ["cases/alpha-shared-umbrellas/", "en/cases/alpha-shared-umbrellas/", "cities/beta/"]
    through_nav = engine._named_in
    monkeypatch.setattr(
        engine, "_named_in", lambda nav: [*through_nav(nav), *(f"{a}index.md" for a in stamped)]
    )
    rendered = built(miniature, tmp_path / "site")
    for address in stamped:
        name = f"{address}index.html"
        assert from_the_root(rendered[name], address) == from_the_root(site[name], address), name


def from_the_root(page: bytes, address: str) -> str:
    """A page with whole links: those of a frame go by other folders than a page's own."""

    def whole(match: re.Match[str]) -> str:
        return f'{match[1]}"{urljoin(f"/{address}", match[2])}"'

    return re.sub(r'(\s(?:href|src|action)=)"(\.[^"]*)"', whole, page.decode())


def test_hand_written_pages_show_cards_and_link_to_cases(site: dict[str, bytes]) -> None:
    about = site["about/index.html"].decode()
    assert 'href="../cases/alpha-shared-umbrellas/"' in about
    assert 'href="../cases/?city=alpha"' in about
    assert about.count('class="card') >= 2
    assert 'data-show="' not in about
    assert 'href="../cases/alpha-shared-umbrellas/"' in site["en/about/index.html"].decode()


def test_a_former_address_leads_to_the_case(site: dict[str, bytes]) -> None:
    for start, language in (("", "zh-CN"), ("en/", "en")):
        page = site[f"{start}cases/alpha-umbrellas/index.html"].decode()
        way = "../alpha-shared-umbrellas/"
        assert f'<html lang="{language}">' in page
        assert f'<a href="{way}">' in page
        assert f'content="0; url={way}"' in page
        assert f'rel="canonical" href="{way}"' in page


def test_a_withdrawn_case_keeps_its_address_and_its_reason(copied: Path) -> None:
    root = copied
    case = root / "cases/practices/beta/beta-night-watch.yml"
    reason = "withdrawn: {zh: 已不再这样做, en: It is done no more}"
    case.write_text(case.read_text().replace("stage: structured", f"stage: withdrawn\n{reason}"))
    done = build(root, root / "site", DAY, lambda _: None)
    assert done.site_diagnostics == ()
    pages = files(root / "site")
    assert "已不再这样做" in pages["cases/beta-night-watch/index.html"].decode()
    assert "It is done no more" in pages["en/cases/beta-night-watch/index.html"].decode()
    assert "轮值" not in pages["cases/beta-night-watch/index.html"].decode()
    assert "night-watch" not in pages["cases/index.html"].decode()


def test_a_site_with_an_address_has_a_sitemap_of_its_own(
    copied: Path, site: dict[str, bytes]
) -> None:
    root = copied
    config = root / "mkdocs.yml"
    assert "sitemap.xml" not in site
    config.write_text(f"site_url: https://a.example/x/\n{config.read_text()}")
    pages = built(root, root / "site")
    listed = pages["sitemap.xml"].decode()
    home = "https://a.example/x/"
    assert f"<loc>{home}cases/alpha-shared-umbrellas/</loc>" in listed
    assert f'hreflang="en" href="{home}en/cases/alpha-shared-umbrellas/"' in listed
    assert "alpha-umbrellas" not in listed
    forward = pages["cases/alpha-umbrellas/index.html"].decode()
    assert f'rel="canonical" href="{home}cases/alpha-shared-umbrellas/"' in forward


def test_an_address_that_goes_is_told_and_the_site_is_published(copied: Path) -> None:
    root = copied
    case = root / "cases/practices/alpha/alpha-shared-umbrellas.yml"
    case.write_text(case.read_text().replace("aliases: [alpha-umbrellas]\n", ""))
    done = build(root, root / "site", DAY, lambda _: None)
    assert done.pages
    assert [(d.code, d.file) for d in done.site_diagnostics] == [
        ("CASE509", "cases/alpha-umbrellas/index.html"),
        ("CASE509", "en/cases/alpha-umbrellas/index.html"),
    ]


def test_nothing_is_published_that_no_page_asks_for(site: dict[str, bytes]) -> None:
    text = b"".join(data for name, data in site.items() if not name.startswith("search/"))
    for name in site:
        if name.startswith("assets/"):
            assert name.rsplit("/", 1)[1].encode() in text, name


def test_the_date_is_in_the_footer(site: dict[str, bytes]) -> None:
    assert (
        b"2026-11-22" in site["index.html"] or "2026 年 11 月 22 日".encode() in site["index.html"]
    )


def append(text: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        path.write_text(path.read_text() + text)

    return change


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        (BROKEN, append("kimd: x\n"), "没有 `kimd` 这个字段"),
        ("docs/about.md", append("\n[x](case:no-such-case)\n"), "库里没有 `no-such-case`"),
    ],
)
def test_mkdocs_too_builds_nothing_with_an_error(
    copied: Path,
    site: dict[str, bytes],
    file: str,
    change: Callable[[Path], None],
    said: str,
) -> None:
    root = copied
    change(root / file)
    strict = mkdocs(root, "build", "--strict")
    assert strict.returncode != 0
    assert said in strict.stderr
    assert "Traceback" not in strict.stderr
    assert files(root / "site") == site


@pytest.mark.parametrize(
    ("file", "change", "said"),
    [
        (BROKEN, append("kimd: x\n"), "没有 `kimd` 这个字段"),
        ("cases/library.yml", append("colour: red\n"), "没有 `colour` 这个字段"),
        ("cases/vocabulary/theme.yml", Path.unlink, "缺少词表文件"),
        ("cases/library.yml", Path.unlink, "缺少库的设置文件"),
        ("docs/about.md", append("\n[x](case:no-such-case)\n"), "库里没有 `no-such-case`"),
        ("docs/about.md", append("\n::: case no-such-case\n"), "库里没有 `no-such-case`"),
    ],
)
def test_an_error_stops_publication_and_leaves_the_site(
    copied: Path,
    site: dict[str, bytes],
    file: str,
    change: Callable[[Path], None],
    said: str,
) -> None:
    root = copied
    change(root / file)
    done = build(root, root / "site", DAY, lambda _: None)
    errors = [d for d in done.diagnostics if d.severity is Severity.ERROR]
    assert [(d.file, d.zh) for d in errors] == [(file, said)]
    assert done.pages == 0
    assert files(root / "site") == site


def test_one_run_reports_the_problems_of_every_file(tmp_path: Path) -> None:
    root = repository(tmp_path)
    append("kimd: x\n")(root / BROKEN)
    append("kimd: x\n")(root / "cases/practices/alpha/alpha-shared-umbrellas.yml")
    (root / "cases/practices/beta/beta-talking-bins.yml").write_bytes(b"\xff\xfe")
    done = build(root, root / "site", DAY, lambda _: None)
    assert {d.file for d in done.diagnostics if d.severity is Severity.ERROR} == {
        BROKEN,
        "cases/practices/alpha/alpha-shared-umbrellas.yml",
        "cases/practices/beta/beta-talking-bins.yml",
    }


def test_an_empty_library_is_one_plain_message(tmp_path: Path) -> None:
    root = repository(tmp_path)
    for folder in ("practices", "adoptions"):
        for path in (root / "cases" / folder).rglob("*.yml"):
            path.unlink()
    for page in (root / "docs").rglob("*.md"):
        page.write_text("# 关于 About\n")
    done = build(root, root / "site", DAY, lambda _: None)
    assert [d.zh for d in done.diagnostics] == ["库里没有案例"]
    assert not (root / "site").exists()


@pytest.mark.slow
def test_a_preview_survives_a_mistake_and_shows_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    with _serving(root) as page:
        assert page("cases/beta-night-watch/")
        case = root / BROKEN
        right = case.read_text()
        case.write_text(right + "kimd: x\n")
        shown = _until(lambda: page(""), "kimd")
        assert "CASE110" in shown
        assert page("cases/beta-night-watch/"), "the last good page is still there"
        case.write_text(right.replace("kind:", "kind: ", 1))
        assert "kimd" not in _until(lambda: page(""), "kimd", present=False)


class _serving:  # noqa: N801 - reads as a phrase
    def __init__(self, root: Path) -> None:
        self.root = root

    def __enter__(self) -> Callable[[str], str]:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=self.root,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

        def page(address: str) -> str:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/{address}") as answer:
                    return str(answer.read().decode())
            except OSError:
                return ""

        _until(lambda: page(""), "<title>")
        return page

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait(10)


def _until(read: Callable[[], str], text: str, *, present: bool = True) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = read()
        if found and (text in found) is present:
            return found
        time.sleep(0.2)
    raise AssertionError(f"{text!r} was {'never' if present else 'always'} shown")


def test_the_real_library_is_built_from_a_fresh_copy(tmp_path: Path) -> None:
    import shutil

    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    ours = built(tmp_path, tmp_path / "site")
    assert len([name for name in ours if name.endswith(".html")]) > 30
