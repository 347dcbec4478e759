"""What stands around the text of our pages, for peers whose layout is ours to write.

A peer with a bare layout would be measured at writing a fraction of our bytes. So Hugo and Eleventy
get the head, header, navigation and footer of our own pages, in each language, with places for
what differs from page to page. Our data for machines (JSON-LD) and feeds have no counterpart.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

TITLE, DESCRIPTION, CANONICAL, OTHER, CONTENT = (
    f"page-{place}-here" for place in ("title", "description", "canonical", "other", "content")
)
"""Stand in a layout where a page has its own."""

_LINKS = ("href", "src", "action", "data-src")
_OWN = (
    'script[type="application/ld+json"], link[rel="alternate"], meta[property="og:image"], '
    'meta[name="replicase:base"]'
)


@dataclass(frozen=True, slots=True)
class Around:
    """The page around every text, in each language."""

    zh: str
    en: str

    def filled(self, places: dict[str, str]) -> Around:
        """The layouts with what a tool's template language says in each place."""
        zh, en = self.zh, self.en
        for place, told in places.items():
            zh, en = zh.replace(place, told), en.replace(place, told)
        return Around(zh, en)


def around(site: Path) -> Around:
    """Cut the first page of a case out of a finished site; raises ValueError where there is none."""
    case = next((path.name for path in sorted((site / "cases").iterdir()) if path.is_dir()), None)
    if case is None:
        raise ValueError(f"{site}: no page of a case")
    return Around(*(_around(site, f"{start}cases/{case}/") for start in ("", "en/")))


def _around(site: Path, address: str) -> str:
    soup = BeautifulSoup((site / address / "index.html").read_text("utf-8"), "html.parser")
    text, title, head = soup.select_one(".layout"), soup.title, soup.head
    if text is None or title is None or head is None:
        raise ValueError(f"{address}: no text")
    for own in soup.select(_OWN):
        own.decompose()
    title.string = TITLE
    for name in ("description", "og:title", "og:description"):
        for told in soup.select(f'meta[name="{name}"], meta[property="{name}"]'):
            told["content"] = TITLE if name == "og:title" else DESCRIPTION
    if (canonical := soup.select_one('link[rel="canonical"]')) is None:
        canonical = soup.new_tag("link", rel="canonical")
        head.append(canonical)
    text.clear()
    text.append(CONTENT)
    for link in soup.find_all(True):
        _make_absolute(link, address)
    canonical["href"] = CANONICAL
    return str(soup)


def _make_absolute(link: Tag, address: str) -> None:
    """A layout is the same for pages at any depth, so its links begin at the root of the site."""
    for name in _LINKS:
        written = str(link.get(name, ""))
        if written and ":" not in written and not written.startswith("#"):
            link[name] = urljoin(f"/{address}", written)
    if link.get("hreflang"):
        link["href"] = OTHER
