"""`sitemap.xml`: every page of the site with its other language, for search engines."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from replicase.diagnostics import Language
from replicase.output import Output
from replicase.pages.voice import HTML_LANGUAGES

MOST = 40_000
"""Pages in one file; the protocol allows 50,000 and 50 MB."""

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def sitemap(home: str, addresses: Iterable[str]) -> tuple[Output, ...]:
    """Make the sitemap of a site at `home`; of a large one an index and several files."""
    home = f"{home.rstrip('/')}/"
    pages = frozenset(addresses)
    listed = [_page(home, address, pages) for address in sorted(pages)]
    files = [_file(listed[start : start + MOST]) for start in range(0, len(listed), MOST)]
    if len(files) <= 1:
        return tuple(Output("sitemap.xml", data) for data in files)
    parts = tuple(Output(f"sitemap-{n}.xml", data) for n, data in enumerate(files, 1))
    index = "".join(f"<sitemap><loc>{escape(home + part.path)}</loc></sitemap>\n" for part in parts)
    written = f"{_HEAD}<sitemapindex {_NAMESPACES}>\n{index}</sitemapindex>\n"
    return (Output("sitemap.xml", written.encode()), *parts)


def _file(listed: list[str]) -> bytes:
    return f"{_HEAD}<urlset {_NAMESPACES}>\n{''.join(listed)}</urlset>\n".encode()


def _page(home: str, address: str, pages: frozenset[str]) -> str:
    plain = address.removeprefix("en/")
    both: dict[Language, str] = {"zh": plain, "en": f"en/{plain}"}
    others = ""
    if all(found in pages for found in both.values()):
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang="{HTML_LANGUAGES[language]}" '
            f'href="{escape(home + found)}"/>'
            for language, found in both.items()
        )
    return f"<url><loc>{escape(home + address)}</loc>{others}</url>\n"
