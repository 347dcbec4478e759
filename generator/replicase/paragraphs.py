"""Text without a sign of Markdown, which most texts are: its paragraphs, as the parser would make them.

A test holds that `prose` makes the same of every text this module takes.
"""

from __future__ import annotations

import re
from collections.abc import Collection

CITATION = re.compile(r"\[@[a-z][a-z0-9-]{0,31}(?:[,，、;； ]+@[a-z][a-z0-9-]{0,31})*\]")
"""`[@s3]`, `[@s3, @s5]`."""
CITED = re.compile(r"@([a-z][a-z0-9-]{0,31})")

_CITATION_AND_SPACE = re.compile(f"( *)({CITATION.pattern})")
_SIGN = re.compile(
    # What may begin markup inside a line; what HTML or the sanitiser write in another way.
    r"[\\`*_<>&\[\]\x00-\x09\x0b-\x1f\x7f-\xa0\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]|=\""
    # What may begin a block, underline a heading or rule off a table; space a paragraph would lose.
    r"|^(?:[^\S\n]|[#+\-=|~:]|[0-9]{1,9}[.)])|[^\S\n]$|[\s\x1c-\x1f\x85]\Z",
    re.MULTILINE,
)
_GAP = re.compile(r"\n{2,}")


def plain_paragraphs(text: str, sources: Collection[str]) -> str | None:
    """The HTML of a text that is paragraphs and citations alone; None for any other."""
    text = text.strip("\n")
    cited = "[@" in text
    if not text or _SIGN.search(CITATION.sub("x", text) if cited else text):
        return None
    if cited:
        text = _CITATION_AND_SPACE.sub(lambda found: _linked(found, sources), text)
    if "\n\n" in text:
        text = _GAP.sub("</p>\n<p>", text)
    return f"<p>{text}</p>\n"


def _linked(found: re.Match[str], sources: Collection[str]) -> str:
    # A source stays with the word it stands behind.
    return ("&nbsp;" if found[1] else "") + "".join(
        f'\u2060<a class="cite" href="#source-{cited}">[{cited}]</a>'
        if cited in sources
        else f"[@{cited}]"
        for cited in CITED.findall(found[2])
    )
