"""A finished folder is judged from its files alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from replicase.verify import Seen, verify

GOOD = {
    "index.html": '<title>Home</title><a href="cases/">x</a><a href="cases/a/#s-1">y</a>',
    "cases/index.html": '<title>Cases</title><a href="../">home</a><a href="a/?x=1">a</a>',
    "cases/a/index.html": '<title>A</title><h2 id="s-1">x</h2><a href="#s-1">z</a>'
    '<script src="../../assets/a.js"></script><a href="https://example.org/">out</a>',
    "assets/a.js": "",
}
PAGES = ["", "cases/", "cases/a/"]


def judged(
    folder: Path,
    files: dict[str, str],
    expected: list[str] = PAGES,
    former: tuple[str, ...] = (),
    published: tuple[str, ...] = (),
    standing: dict[str, Seen] | None = None,
) -> list[tuple[str, str]]:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    found = verify(
        *(folder, expected), former=former, published=frozenset(published), standing=standing
    )
    return [(d.code, f"{d.file}: {d.en}") for d in found.diagnostics]


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
        ("feed.xml", "<feed><title>A</feed>", "CASE506", "feed.xml: does not parse: mismatched tag"),
        ("feed.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "CASE506", "feed.xml: has a document type declaration"),
        ("index.html", '<script type="application/ld+json">{"name": A}</script>', "CASE507", "index.html: the data for machines (JSON-LD) does not parse"),
        ("index.html", '<script type="application/ld+json">[1]</script>', "CASE507", "index.html: the data for machines (JSON-LD) does not parse"),
        ("cases/b/index.html", "<title>B</title>", "CASE510", "cases/b/index.html: no case that is published has this address"),
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


def mapped(*addresses: str) -> str:
    listed = "".join(f"<url><loc>https://a.example/x/{a}</loc></url>" for a in addresses)
    return f"<urlset>{listed}</urlset>"


def test_the_sitemap_lists_the_pages_there_are(tmp_path: Path) -> None:
    assert judged(tmp_path, {**GOOD, "sitemap.xml": mapped(*PAGES)}) == []
    assert judged(tmp_path, {**GOOD, "sitemap.xml": mapped("", "cases/", "gone/")}) == [
        ("CASE508", "sitemap.xml: does not list cases/a/"),
        ("CASE508", "sitemap.xml: lists gone/, which does not exist"),
    ]
    assert judged(tmp_path, {**GOOD, "sitemap.xml": mapped("")}) == [
        ("CASE508", "sitemap.xml: does not list cases/ and 1 more")
    ]


def test_a_sitemap_of_several_files_is_read_as_one(tmp_path: Path) -> None:
    index = "<sitemapindex>{}</sitemapindex>".format(
        "".join(
            f"<sitemap><loc>https://a.example/x/sitemap-{n}.xml</loc></sitemap>" for n in (1, 2)
        )
    )
    parts = {"sitemap-1.xml": mapped("", "cases/"), "sitemap-2.xml": mapped("cases/a/")}
    assert judged(tmp_path, {**GOOD, "sitemap.xml": index, **parts}) == []


def test_an_address_once_published_is_missed(tmp_path: Path) -> None:
    old = ("index.html", "cases/a/index.html", "cases/old/index.html", "news/index.html")
    gone = "index.html: this address was published; it is gone and leads nowhere"
    assert judged(tmp_path, GOOD, published=old) == [
        ("CASE509", f"cases/old/{gone}"),
        ("CASE509", f"news/{gone}"),
    ]
    forward = {"cases/old/index.html": '<title>old</title><a href="../a/">A</a>'}
    assert judged(tmp_path, {**GOOD, **forward}, former=("cases/old/",), published=old[:3]) == []


def test_many_lost_addresses_are_one_message(tmp_path: Path) -> None:
    old = tuple(f"cases/{n}/index.html" for n in range(30))
    assert judged(tmp_path, GOOD, published=old) == [
        (
            "CASE509",
            "cases/0/index.html: this and 29 other published addresses are gone and lead nowhere",
        )
    ]


def test_the_page_for_lost_addresses_knows_where_the_site_lies(tmp_path: Path) -> None:
    base = '<meta name="replicase:base" content="/x">'
    page = {"404.html": f'{base}<a href="/x/cases/">x</a><a href="/x/">y</a>'}
    assert judged(tmp_path, {**GOOD, **page}) == []
    page = {"404.html": f'{base}<a href="/cases/">x</a>'}
    assert judged(tmp_path, {**GOOD, **page}) == [("CASE501", "404.html: /cases/ does not exist")]


def test_what_was_seen_of_a_page_stands_while_no_file_is_gone(tmp_path: Path) -> None:
    seen = verify_all(tmp_path)
    old = tuple(GOOD)
    assert judged(tmp_path, {}, published=old, standing=seen) == []
    # Its anchors in another page are looked for there each time.
    other = {"cases/a/index.html": '<title>A</title><h2 id="other">x</h2>'}
    rest = {name: page for name, page in seen.items() if name not in other}
    assert judged(tmp_path, other, published=old, standing=rest) == [
        ("CASE501", "index.html: cases/a/#s-1 does not exist")
    ]
    same = {"index.html": '<title>Cases</title><h2 id="s-1">x</h2>'}
    rest = {name: page for name, page in seen.items() if name == "cases/index.html"}
    assert judged(tmp_path, {**GOOD, **same}, published=old, standing=rest) == [
        ("CASE505", "index.html: has the title of cases/index.html")
    ]
    (tmp_path / "assets" / "a.js").unlink()
    files = {name: text for name, text in GOOD.items() if name != "assets/a.js"}
    assert judged(tmp_path, files, published=old, standing=seen) == [
        ("CASE501", "cases/a/index.html: ../../assets/a.js does not exist")
    ]


def verify_all(folder: Path) -> dict[str, Seen]:
    assert judged(folder, GOOD) == []
    return {page.name: page for page in verify(folder, PAGES).seen}
