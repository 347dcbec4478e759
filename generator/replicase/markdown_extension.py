"""Python-Markdown for hand-written pages: `::: case <id>` and `::: cases theme=<term>` show cards.

Links `[…](case:<id>)` and `[…](page:<address>)` need no extension: they are resolved in the
finished page, like every other link of the site.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension

if TYPE_CHECKING:
    from markdown import Markdown

_BLOCK = re.compile(r"^::: (case|cases) +(\S+) *$")


class _Embed(BlockProcessor):
    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002
        return bool(_BLOCK.match(block))

    def run(self, parent: Element, blocks: list[str]) -> None:
        match = _BLOCK.match(blocks.pop(0))
        assert match is not None  # noqa: S101 - `test` saw it
        SubElement(parent, "div", {"class": "embed", "data-show": f"{match[1]} {match[2]}"})


class CaseExtension(Extension):
    """Marks where cards go; `pages.embedded` puts them there."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name Markdown calls
        """Register before paragraphs, so that the line is no paragraph."""
        md.parser.blockprocessors.register(_Embed(md.parser), "replicase", 95)
