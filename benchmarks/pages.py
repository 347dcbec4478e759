"""The pages of a finished site as the Markdown another tool would be given.

They are read from the site itself, so the peers say what our pages say, however these grow: the same
text, headings, lists, tables and links. What Markdown cannot hold (drawings, buttons, forms) is
left out, and what follows from it (the way up, the list of sections) is left to the tool.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from replicase.workers import Workers

NOT_TEXT = "script, style, template, svg, button, form, nav, h1, [hidden]"
"""What has no counterpart in Markdown, or is made by the tool."""

LinkTo = Callable[[str], str]
"""How a tool writes the link to a page, by its address from the site's root."""


@dataclass(frozen=True, slots=True)
class Article:
    """A page: its address from the site's root, its title, and the rest of it as Markdown."""

    address: str
    title: str
    description: str
    body: str

    @property
    def is_index(self) -> bool:
        """Whether tools keep it as the index of a folder, as pages with others below them are."""
        return self.address.removeprefix("en/").count("/") < 2


def addresses(site: Path) -> tuple[str, ...]:
    """The addresses of every page but the one for lost ones."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    return tuple(sorted("" if folder == "." else f"{folder}/" for folder in found))


def articles(site: Path, workers: Workers) -> Iterator[Article]:
    """Yield every page of a site, with `page:` before the address a link leads to."""
    known = addresses(site)

    def read(address: str) -> Article:
        return _article(site, address, frozenset(known))

    yield from workers.each(read, known)


def _article(site: Path, address: str, known: frozenset[str]) -> Article:
    soup = BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")
    main, title, told = (
        soup.select_one(".layout"),
        soup.title,
        soup.select_one("[name=description]"),
    )
    if main is None or title is None:
        raise ValueError(f"{address}: no text")
    heading = main.h1.get_text(" ", strip=True) if main.h1 else title.get_text()
    for found in main.select(NOT_TEXT):
        found.decompose()
    for image in main.find_all("img"):
        image.replace_with(str(image.get("alt") or ""))
    _turn_links(main, address, known)
    return Article(
        address=address,
        title=heading,
        description=str(told["content"]) if told else "",
        body=_markdown(main),
    )


def _turn_links(main: Tag, address: str, known: frozenset[str]) -> None:
    """Write `page:` links, keep anchors that are linked to, unlink files that are no page."""
    anchors: set[str] = set()
    for link in main.find_all("a", href=True):
        written = str(link["href"])
        parts = urlsplit(written)
        if parts.scheme:
            continue
        if not parts.path:
            anchors.add(parts.fragment)
            continue
        target = posixpath.normpath(posixpath.join("/", address, parts.path)).lstrip("/")
        target = f"{target}/" if target else ""
        if target in known:
            link["href"] = f"page:{target}" + (f"#{parts.fragment}" if parts.fragment else "")
        else:
            link.unwrap()
    for place in main.find_all(id=True):
        if place["id"] in anchors:
            place.insert(0, _ANCHOR.format(place["id"]))


_ANCHOR = "\ue000{}\ue001"
"""Stands for an anchor while Markdown is written, which would drop the element."""


def _markdown(main: Tag) -> str:
    text: str = MarkdownConverter(heading_style="ATX", bullets="-").convert_soup(main)
    text = text.replace("\ue000", '<a id="').replace("\ue001", '"></a>')
    return f"{text.strip()}\n"


def linked(body: str, link: LinkTo) -> str:
    """Write the links of a page as a tool asks for them."""
    parts = body.split("(page:")
    for number, part in enumerate(parts[1:], 1):
        target, end, rest = part.partition(")")
        path, sign, anchor = target.partition("#")
        parts[number] = f"({link(path)}{sign}{anchor}{end}{rest}"
    return "".join(parts)
