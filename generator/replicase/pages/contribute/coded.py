"""The project's own words about the format, in which names stand between backticks."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_CODE = re.compile("`([^`]+)`")


def coded(text: str) -> Markup:
    """Text with its names marked as code; everything else is escaped."""
    pieces = _CODE.split(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if index % 2 else escape(piece)
        for index, piece in enumerate(pieces)
    )


def plain(text: str) -> str:
    """The same text where there is no code: in titles and descriptions."""
    return text.replace("`", "")
