"""The offline edition: one zip with all pages, which need no server, and the same bytes each time."""

from __future__ import annotations

import datetime
import re
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from replicase.as_of import AsOf
from replicase.build import build
from replicase.workers import ALONE, Workers
from sites import files, repository

DAY = AsOf(datetime.date(2026, 11, 22), "option")
TOP = "replicase-2026-11-22/"


def built(root: Path, site: Path, workers: Workers = ALONE, **more: bool) -> dict[str, bytes]:
    done = build(root, site, DAY, lambda _: None, workers, **more)
    assert done.pages, [d.en for d in (*done.diagnostics, *done.site_diagnostics)]
    assert done.site_diagnostics == ()
    return files(site)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = repository(tmp_path_factory.mktemp("offline"))
    shell = root / "mkdocs.yml"
    shell.write_text(shell.read_text() + "site_url: https://library.example/\n")
    return root


@pytest.fixture(scope="module")
def site(root: Path) -> dict[str, bytes]:
    return built(root, root / "site", offline=True)


@pytest.fixture(scope="module")
def packed(site: dict[str, bytes]) -> dict[str, bytes]:
    with ZipFile(BytesIO(site["offline.zip"])) as opened:
        assert opened.testzip() is None
        return {name: opened.read(name) for name in opened.namelist()}


def test_it_holds_every_page_and_file_and_what_only_a_server_needs_is_left_out(
    site: dict[str, bytes], packed: dict[str, bytes]
) -> None:
    for_servers = {"404.html", "sitemap.xml", "offline.zip"}
    assert for_servers <= set(site)
    assert set(packed) == {TOP + name for name in {*site, "README.txt"} - for_servers}
    for name, data in site.items():
        if not name.endswith(".html") and name not in for_servers:
            assert packed[TOP + name] == data, name


def test_every_link_names_a_file_that_is_there(packed: dict[str, bytes]) -> None:
    followed = 0
    for name, data in packed.items():
        if not name.endswith(".html"):
            continue
        here = Path("/", name).parent
        for link in re.findall(r'\s(?:href|src|action)="([^"#]+)', data.decode()):
            if not re.match(r"[a-z]+:", link):
                goal = (here / link.partition("?")[0]).resolve()
                assert str(goal)[1:] in packed, f"{name}: {link}"
                followed += 1
    assert followed > 500


def test_a_former_address_leads_to_a_file_too(packed: dict[str, bytes]) -> None:
    moved = [data.decode() for data in packed.values() if b'http-equiv="refresh"' in data]
    assert moved
    for page in moved:
        assert re.search(r'content="0; ?url=[^"]*/index\.html"', page), page


def test_a_reader_is_told_in_both_languages_how_to_open_it(packed: dict[str, bytes]) -> None:
    data = packed[f"{TOP}README.txt"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n")
    text = data.decode("utf-8-sig")
    assert text.index("先把整个压缩包解压") < text.index("Unpack the whole zip file first")
    assert text.count("2026-11-22") == 2
    assert "{" not in text


def test_pages_offer_it_only_where_it_is_and_a_copy_says_that_it_is_one(
    root: Path, site: dict[str, bytes], packed: dict[str, bytes], tmp_path: Path
) -> None:
    megabytes = f"{len(site['offline.zip']) / 1_000_000:.1f} MB"
    assert f"下载离线版（{megabytes}）".encode() in site["index.html"]
    assert f"Download the offline edition ({megabytes})".encode() in site["en/about/index.html"]
    assert b'href="/offline.zip"' in site["404.html"]
    without = built(root, tmp_path / "site")
    assert "offline.zip" not in without
    for pages, copy in ((without, False), (packed, True)):
        for name, page in pages.items():
            if name.endswith("index.html") and b'http-equiv="refresh"' not in page:
                assert b"offline.zip" not in page, name
                said = "离线版，不会自动更新".encode() in page or b"does not update itself" in page
                assert said is copy, name


def test_the_same_library_makes_the_same_bytes(
    root: Path, site: dict[str, bytes], tmp_path: Path
) -> None:
    assert built(root, tmp_path / "again", Workers(2), offline=True) == site


def test_nothing_is_left_beside_the_site(root: Path, site: dict[str, bytes]) -> None:
    assert site
    assert [p.name for p in root.iterdir() if p.name.startswith(".site.next")] == []


def test_the_files_are_plain_and_dated_by_the_library(site: dict[str, bytes]) -> None:
    with ZipFile(BytesIO(site["offline.zip"])) as opened:
        entries = opened.infolist()
    assert [e.filename for e in entries] == sorted(e.filename for e in entries)
    assert {e.date_time for e in entries} == {(2026, 11, 22, 0, 0, 0)}
    # Names that every unpacker on Windows reads alike, and that stay short enough for it.
    for entry in entries:
        assert re.fullmatch(r"[A-Za-z0-9._/-]+", entry.filename)
        assert len(entry.filename) < 150
