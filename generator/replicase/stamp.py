"""Pages are joined into frames, and `case:`, `page:` and `asset:` links become addresses.

MkDocs renders one frame for each language, section and depth of address, with a list of sections
and without; everything that differs from page to page is a slot in it. Joining costs a thousandth
of rendering.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from markupsafe import escape

from replicase.diagnostics import Language
from replicase.pages.page import Page


def token(slot: str) -> str:
    """What stands in a frame where a slot is filled; plain letters survive every filter."""
    return f"replicase-slot-{slot}-x"


_TOKENS = re.compile("replicase-slot-([a-z]+)-x")


@dataclass(frozen=True, slots=True)
class Frame:
    """A page of MkDocs cut at its slots: text, slot, text, slot, … text."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Frame:
        """Cut a rendered frame; raises ValueError when its body slot is not there exactly once."""
        pieces = tuple(_TOKENS.split(html))
        if pieces[1::2].count("body") != 1:
            raise ValueError("a frame has no place for the body, or several")
        return cls(pieces)

    def fill(self, values: dict[str, str]) -> str:
        """Join the frame with the values of its slots, which are HTML already."""
        parts = list(self.pieces)
        parts[1::2] = [values[slot] for slot in parts[1::2]]
        return "".join(parts)


def fill(
    frame: Frame,
    page: Page,
    body: str,
    contents: str,
    other: str,
    canonical: str,
    edit: str,
    head: str,
) -> str:
    """One page in its frame, whose links are resolved already, as those of `body` are."""
    return frame.fill(
        {
            "title": str(escape(page.title)),
            "description": str(escape(page.description)),
            "canonical": str(escape(canonical)),
            "body": body,
            "contents": contents,
            "edit": str(escape(edit)),
            "other": other,
            "head": head,
        }
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Every page of the site, and the relative way from one to another."""

    pages: frozenset[str]

    @classmethod
    def of(cls, addresses: Iterable[str]) -> Addresses:
        """Index the addresses of a site's pages."""
        return cls(frozenset(addresses))

    def in_language(self, address: str, language: Language) -> str | None:
        """The page at a Chinese address in a language, or its other one; None if there is none."""
        translated = address if language == "zh" else f"en/{address}"
        if translated in self.pages:
            return translated
        other = f"en/{address}" if language == "zh" else address
        return other if other in self.pages else None

    def target(self, link: str, language: Language) -> str | None:
        """The address a `case:` or `page:` link leads to; None when there is no such page."""
        scheme, _, rest = link.partition(":")
        if scheme == "case":
            return self.in_language(f"cases/{rest}/", language)
        for named in ("zh", "en"):
            if rest == named or rest.startswith(f"{named}/"):
                wanted = rest[3:] if named == "zh" else rest
                return wanted if wanted in self.pages else None
        return self.in_language(rest, language)


def href(origin: str, target: str, *, in_folder: bool = False) -> str:
    """The relative link from one address to another; every link of the site is made here.

    Addresses begin at the site's root and end with '/' (or name a file); "" is the home page. The way
    leaves no folder it would enter again: a page with hundreds of links is a tenth smaller. Pages of
    one frame have its links all the same, since of their folders a frame has the language alone.
    Read from a folder, a link names the file that a server would add.
    """
    if in_folder and (not target or target.endswith("/")):
        target += "index.html"
    while (end := origin.find("/") + 1) and target.startswith(origin[:end]):
        origin, target = origin[end:], target[end:]
    return "../" * origin.count("/") + target or "./"


# It begins with two plain characters, which are looked for much faster than a choice of names.
_LINK = re.compile(r'="((?:case|page|asset):[^"#?]*)([^"]*")')
_LINKING = re.compile(r"(?:(?<=\shref)|(?<=\ssrc)|(?<=\saction)|(?<=\sdata-src))=")
"""The attributes that hold links; others hold text."""


def resolve(
    html: str,
    origin: str,
    language: Language,
    addresses: Addresses,
    unknown: Callable[[str], None],
    base: str | None = None,
    *,
    in_folder: bool = False,
) -> str:
    """Turn every link of ours in a finished page into a relative address.

    `unknown` is told of a link that leads nowhere, and the link becomes the page itself. With
    `base` (the 404 page, which is shown at any address) links begin there instead.
    """

    def relative(match: re.Match[str]) -> str:
        if not _LINKING.match(html, match.start()):
            return match[0]
        link = match[1].replace("&amp;", "&")
        if link.startswith("asset:"):
            target: str | None = link[len("asset:") :]
        else:
            target = addresses.target(link, language)
        if target is None:
            unknown(link)
            return f'="#{match[2][-1]}'
        way = href(origin, target, in_folder=in_folder) if base is None else base + target
        return f'="{way}{match[2]}'

    return _LINK.sub(relative, html)
