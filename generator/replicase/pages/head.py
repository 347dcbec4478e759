"""What a page tells programs in its head: feeds, how it is shown where it is shared, what it is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from markupsafe import escape

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

    A picture and an address have to be told whole, so without a site address there is none.
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
        for name, value in _shared(page, site_name, home, picture)
    )
    if home and picture:
        lines.append('<meta name="twitter:card" content="summary_large_image">')
    if page.linked is not None:
        # JSON with every `<` escaped ends no script.
        told = inside_script(_addressed(page, home, up, picture)).decode()
        lines.append(f'<script type="application/ld+json">{told}</script>')
    return "\n  ".join(lines)


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
    if home and picture:
        told["image"] = home + picture.address
    return told


def _shared(
    page: Page, site_name: str, home: str, picture: Shared | None
) -> Iterable[tuple[str, str]]:
    yield "type", "article" if page.linked is not None else "website"
    yield "title", page.title
    yield "description", page.description
    yield "site_name", site_name
    yield "locale", _LOCALES[page.language]
    if home:
        yield "url", home + page.address
    if home and picture:
        yield "image", home + picture.address
        yield "image:width", str(picture.width)
        yield "image:height", str(picture.height)
        yield "image:alt", picture.alt
