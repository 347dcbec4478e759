"""A finished folder is judged from its files alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from replicase.verify import verify

GOOD = {
    "index.html": '<title>Home</title><a href="cases/">x</a><a href="cases/a/#s-1">y</a>',
    "cases/index.html": '<title>Cases</title><a href="../">home</a><a href="a/?x=1">a</a>',
    "cases/a/index.html": '<title>A</title><h2 id="s-1">x</h2><a href="#s-1">z</a>'
    '<script src="../../assets/a.js"></script><a href="https://example.org/">out</a>',
    "assets/a.js": "",
}
PAGES = ["", "cases/", "cases/a/"]


def judged(
    folder: Path, files: dict[str, str], expected: list[str] = PAGES
) -> list[tuple[str, str]]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return [(d.code, f"{d.file}: {d.en}") for d in verify(folder, expected)]


def test_a_whole_site_passes(tmp_path: Path) -> None:
    assert judged(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("file", "content", "code", "said"),
    [
        ("index.html", '<a href="gone/">', "CASE501", "index.html: gone/ does not exist"),
        ("index.html", '<a href="#gone">', "CASE501", "index.html: #gone does not exist"),
        ("index.html", '<a href="cases/a/#no">', "CASE501", "index.html: cases/a/#no does not exist"),
        ("index.html", '<a href="../up/">', "CASE501", "index.html: ../up/ does not exist"),
        ("index.html", '<a href="/cases/">', "CASE501", "index.html: /cases/ does not exist"),
        ("index.html", '<script src="assets/b.js">', "CASE501", "index.html: assets/b.js does not exist"),
        ("index.html", '<img src="https://x.org/a.png">', "CASE502", "index.html: requests https://x.org/a.png"),
        ("index.html", '<script defer src="//x.org/a.js">', "CASE502", "index.html: requests //x.org/a.js"),
        ("index.html", '<link rel="stylesheet" href="https://x.org/a.css">', "CASE502", "index.html: requests https://x.org/a.css"),
        ("index.html", '<svg data-src="case:a">', "CASE504", 'index.html: the link case:a was not resolved'),
        ("index.html", "<title>Cases</title>", "CASE505", "index.html: has the title of cases/index.html"),
    ],
)  # fmt: skip
def test_each_fault_is_told_once(
    tmp_path: Path, file: str, content: str, code: str, said: str
) -> None:
    assert judged(tmp_path, {**GOOD, file: content}) == [(code, said)]


def test_a_page_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert judged(tmp_path, GOOD, [*PAGES, "cities/"]) == [
        ("CASE503", "cities/: this page was not made")
    ]


def test_the_canonical_address_is_no_request(tmp_path: Path) -> None:
    html = GOOD["index.html"] + '<link rel="canonical" href="https://example.org/">'
    assert judged(tmp_path, {**GOOD, "index.html": html}) == []
