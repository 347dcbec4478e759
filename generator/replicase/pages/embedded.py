"""Cards and lists of cases in the pages that are written by hand."""

from __future__ import annotations

import re
from html import unescape

from replicase.diagnostics import Language
from replicase.handwritten import chosen
from replicase.library import Library
from replicase.pages.lists.card import card
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import Voice

MOST = 12
"""Cards of one list; who wants more is led to all of them."""

_EMBEDDED = re.compile(r'<div class="embed" data-show="([^"]*)"></div>')


def embed(html: str, library: Library, language: Language, site: Site) -> str:
    """Put cards where a hand-written page asks for them (see `markdown_extension`)."""
    voice = Voice(library, site, language)

    def cards(match: re.Match[str]) -> str:
        what, _, which = unescape(match[1]).partition(" ")
        cases = chosen(what, which, library)
        if not cases:
            return ""
        shown = tuple(card(voice, case) for case in cases[:MOST])
        more: tuple[tuple[str, str], ...] = ()
        if len(cases) > MOST:
            more = ((f"page:cases/?{which}", voice.count("home.all_cases", len(cases))),)
        return str(fill("cards.html", voice, cards=shown, more=more))

    return _EMBEDDED.sub(cards, html)
