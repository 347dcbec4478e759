"""What a page tells programs in its head: feeds, how it is shown where it is shared, what it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from replicase.diagnostics import Language
from replicase.output import inside_script
from replicase.pages.feeds import Feed
from replicase.pages.page import Page

_LOCALES: dict[Language, str] = {"zh": "zh_CN", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class Shared:
    """The picture that stands for a page where its address is shared."""

    address: str
    """From the site's root."""
    width: int
    height: int
    alt: str


def head(
    page: Page, site_name: str, home: str, feeds: Iterable[Feed], picture: Shared | None = None
) -> str:
    """The lines of a page's head, as HTML; `home` is the address of the site, or "".

    Addresses have to be told whole. While the site has none, the picture is named by the way to it:
    many programs follow that, and those that do not show no picture.
    """
    up = "../" * page.address.count("/")
    lines = [
        f'<link rel="alternate" type="application/atom+xml" title="{escape(feed.title)}" '
        f'href="{escape(up + feed.address)}">'
        for feed in feeds
    ]
    if page.data:
        way = escape(up + page.data)
        lines.append(f'<link rel="alternate" type="application/json" href="{way}">')
    lines += (
        f'<meta property="og:{name}" content="{escape(value)}">'
        for name, value in _shared(page, site_name, home, up, picture)
    )
    if picture:
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    if page.linked is not None:
        # JSON with every `<` escaped ends no script.
        told = inside_script(_addressed(page, home, up, picture)).decode()
        lines.append(f'<script type="application/ld+json">{told}</script>')
    return "\n  ".join(lines)


_PARAGRAPH = re.compile("<p>(.*?)</p>", re.DOTALL)
LONGEST = 160
"""Characters of a description programs show."""


def opening(html: str) -> str:
    """The first paragraph of a hand-written page, as plain text of the length of a description."""
    for found in _PARAGRAPH.finditer(html):
        if text := " ".join(Markup(found[1]).striptags().split()):  # noqa: S704 - tags go
            return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    return ""


def _addressed(page: Page, home: str, up: str, picture: Shared | None) -> Mapping[str, object]:
    """What a page is about, with the addresses of the page and of its data."""
    told = dict(page.linked or {})
    told["url"] = f"{home}{page.address}" if home else "./"
    if page.data:
        told["encoding"] = {
            "@type": "MediaObject",
            "encodingFormat": "application/json",
            "contentUrl": f"{home or up}{page.data}",
        }
    if picture:
        told["image"] = f"{home or up}{picture.address}"
    return told


def _shared(
    page: Page, site_name: str, home: str, up: str, picture: Shared | None
) -> Iterable[tuple[str, str]]:
    yield "type", "article" if page.linked is not None else "website"
    yield "title", page.title
    yield "description", page.description
    yield "site_name", site_name
    yield "locale", _LOCALES[page.language]
    if home:
        yield "url", home + page.address
    if picture:
        yield "image", f"{home or up}{picture.address}"
        yield "image:type", "image/png"
        yield "image:width", str(picture.width)
        yield "image:height", str(picture.height)
        yield "image:alt", picture.alt
