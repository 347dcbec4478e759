"""Links between pages, and the joining of pages into frames."""

from __future__ import annotations

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from replicase.stamp import Addresses, Frame, href, resolve, token

ADDRESSES = st.lists(st.sampled_from(["en", "cases", "cities", "a", "b"]), max_size=4).map(
    lambda parts: "".join(f"{part}/" for part in parts)
)


@given(ADDRESSES, ADDRESSES)
def test_a_link_leads_where_it_should_from_anywhere(origin: str, target: str) -> None:
    arrived = posixpath.normpath(posixpath.join("/", origin, href(origin, target)))
    assert arrived == posixpath.normpath(posixpath.join("/", target))
    assert not href(origin, target).startswith("/")


@pytest.mark.parametrize(
    ("origin", "target", "link"),
    [
        ("", "", "./"),
        ("", "cases/", "cases/"),
        ("cases/anji/", "cases/anji/", "./"),
        ("cases/anji/", "cases/yuhang/", "../yuhang/"),
        ("cases/anji/", "cases/", "../"),
        ("en/cases/anji/", "en/cities/", "../../cities/"),
        ("en/cases/", "entry/", "../../entry/"),
        ("cities/", "", "../"),
        ("cases/anji/", "en/cases/anji/", "../../en/cases/anji/"),
        ("cases/anji/", "assets/replicase.css", "../../assets/replicase.css"),
    ],
)
def test_a_link_leaves_no_folder_it_would_enter_again(origin: str, target: str, link: str) -> None:
    assert href(origin, target) == link


SITE = Addresses.of(["", "cases/", "cases/anji/", "en/", "en/cases/"])


@pytest.mark.parametrize(
    ("html", "resolved"),
    [
        ('<a href="case:anji">', '<a href="../cases/anji/">'),
        ('<a href="case:anji#results">', '<a href="../cases/anji/#results">'),
        ('<a href="page:">', '<a href="../">'),
        ('<a href="page:cases/?theme=a&amp;city=b">', '<a href="../cases/?theme=a&amp;city=b">'),
        ('<a href="page:en/cases/">', '<a href="../en/cases/">'),
        ('<a href="page:zh/">', '<a href="../">'),
        ('<form action="page:cases/">', '<form action="../cases/">'),
        ('<img src="asset:assets/a.png">', '<img src="../assets/a.png">'),
        ('<a href="https://example.org/case:anji">', '<a href="https://example.org/case:anji">'),
        ("<p>href=case:anji</p>", "<p>href=case:anji</p>"),
    ],
)
def test_our_links_become_addresses(html: str, resolved: str) -> None:
    unknown: list[str] = []
    assert resolve(html, "cities/", "zh", SITE, unknown.append) == resolved
    assert unknown == []


def test_a_page_that_is_not_translated_is_linked_in_chinese() -> None:
    html = '<a href="case:anji"><a href="page:cases/">'
    assert resolve(html, "en/", "en", SITE, lambda _: None) == (
        '<a href="../cases/anji/"><a href="cases/">'
    )


def test_a_link_that_leads_nowhere_is_told_and_stays_on_the_page() -> None:
    unknown: list[str] = []
    html = resolve('<a href="case:nowhere">x</a>', "", "zh", SITE, unknown.append)
    assert html == '<a href="#">x</a>'
    assert unknown == ["case:nowhere"]


def test_the_404_page_links_from_the_root() -> None:
    html = resolve('<a href="page:cases/">', "", "zh", SITE, lambda _: None, base="/library/")
    assert html == '<a href="/library/cases/">'


@given(st.text(), st.text())
def test_a_frame_gives_back_exactly_what_is_put_in(title: str, body: str) -> None:
    frame = Frame.cut(f"<title>{token('title')}</title><main>{token('body')}</main>")
    assert (
        frame.fill({"title": title, "body": body}) == f"<title>{title}</title><main>{body}</main>"
    )


@pytest.mark.parametrize("html", ["<main></main>", token("body") * 2])
def test_a_frame_without_one_place_for_the_body_is_no_frame(html: str) -> None:
    with pytest.raises(ValueError, match="no place for the body"):
        Frame.cut(html)
