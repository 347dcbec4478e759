"""A card is drawn with Pillow: sixteen colours, the same bytes wherever the font is the same.

Each colour has a layer of its own, whose greys become its shades; so nothing has to be guessed of
the colours of a finished picture, and the file is small.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from replicase.social.fonts import Typeface

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
"""What programs that show a shared page ask for."""
SIDE = 72
ROOM = WIDTH - 2 * SIDE
INK, INK_2, ACCENT = (0x14, 0x21, 0x1F), (0x4A, 0x59, 0x57), (0x0B, 0x5F, 0x63)
"""The colours of the site in its light form."""
COLOURS = (INK, INK_2, ACCENT)
SHADES = 5
"""Of each colour, from a little of it to all; with the white of the paper they are sixteen."""
TITLES = ((62, 2), (54, 2), (46, 3))
"""Sizes of a title, each with the lines it may have; the first in which it finds room is taken."""
TEXT_LINES = 2
MORE = "…"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The words of a card."""

    name: str
    """Whose card it is, at the top."""
    title: str
    text: str
    above: str = ""
    """The line above the title."""
    label: str = ""
    """What the text is."""
    marks: tuple[tuple[str, str], ...] = ()
    """Code and words of each grade."""


def draw(card: Drawn, face: Typeface) -> bytes:
    """Draw a card as PNG."""
    from PIL import Image

    ink, ink_2, accent = (Layer.empty() for _ in COLOURS)
    accent.pen.rectangle((0, 0, WIDTH, 15), fill=255)
    accent.write(_fitting(card.name, _font(face.bold, 30)), (SIDE, 92), _font(face.bold, 30))
    if card.above:
        small = _font(face.regular, 28)
        ink_2.write(_fitting(card.above, small), (SIDE, 140), small)
    bottom = _title(card, face, ink)
    _text(card, face, ink_2, accent, bottom)
    if card.marks:
        _marks(card, face, ink_2, accent)
    else:
        accent.pen.rectangle((SIDE, HEIGHT - 78, SIDE + 120, HEIGHT - 72), fill=255)
    whole = _joined((ink, ink_2, accent))
    picture = Image.frombytes("P", (WIDTH, HEIGHT), whole.tobytes())
    picture.putpalette(_palette())
    out = io.BytesIO()
    picture.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()


def _title(card: Drawn, face: Typeface, ink: Layer) -> int:
    """Write the title as large as its lines allow; returns where it ends."""
    for size, most in TITLES:
        font = _font(face.bold, size)
        lines = list(_lines(card.title, font, ROOM))
        if len(lines) <= most:
            break
    lines = _even(card.title, font, lines) if len(lines) <= most else lines
    top = 232 if card.above else 250
    for line in _cut(lines, most, font):
        ink.write(line, (SIDE, top), font)
        top += round(size * 1.36)
    return top + (TITLES[0][0] - size) // 2


def _text(card: Drawn, face: Typeface, ink_2: Layer, accent: Layer, top: int) -> None:
    font, bold = _font(face.regular, 30), _font(face.bold, 30)
    left = SIDE
    if card.label:
        accent.write(card.label, (SIDE, top), bold)
        left += round(bold.getlength(card.label)) + 24
    room = WIDTH - SIDE - left
    for line in _cut(list(_lines(card.text, font, room)), TEXT_LINES, font, room):
        ink_2.write(line, (left, top), font)
        top += 46


def _marks(card: Drawn, face: Typeface, ink_2: Layer, accent: Layer) -> None:
    """The grades in their frames, at the foot."""
    bold, regular = _font(face.bold, 28), _font(face.regular, 28)
    left, base = SIDE, HEIGHT - 60
    for code, words in card.marks:
        width = round(bold.getlength(code) + regular.getlength(words)) + 44
        if left + width > WIDTH - SIDE:
            break
        accent.pen.rectangle((left, base - 38, left + width, base + 16), outline=255, width=2)
        accent.write(code, (left + 16, base), bold)
        ink_2.write(words, (left + 28 + round(bold.getlength(code)), base), regular)
        left += width + 24


# ---- Letters


def is_readable(face: Typeface) -> bool:
    """Whether letters can be drawn from its files; one that was copied in part has the name alone."""
    try:
        return all(_font(file, TITLES[0][0]) for file in (face.regular, face.bold))
    except OSError:
        return False


@cache
def _font(file: str, size: int) -> FreeTypeFont:
    """A font in a size; of a collection the one for simplified Chinese."""
    from PIL import ImageFont

    # The layout of the library itself: another program's would differ from machine to machine. And
    # this very file: `truetype` would take another of its name.
    def opened(number: int) -> FreeTypeFont:
        return ImageFont.FreeTypeFont(file, size, number, layout_engine=ImageFont.Layout.BASIC)

    first = opened(0)
    if not file.lower().endswith(".ttc"):
        return first
    for number in range(40):
        try:
            font = opened(number)
        except OSError:
            break
        family, style = font.getname()
        if re.search(r"\b(SC|CN)$", family or "") and style in ("Regular", "Bold", "Semibold"):
            return font
    return first


_PIECES = re.compile(r"[\u2e80-\U0003ffff\u2014\u2026\u201c\u201d\u2018\u2019]|\s+|[^\s\u2e80-\U0003ffff\u2014\u2026\u201c\u201d\u2018\u2019]+")  # fmt: skip
_NEVER_FIRST = frozenset("，。、；：！？）》」』】〉”’…—·％,.;:!?)%]")
_NEVER_LAST = frozenset("（《「『【〈“‘([")


def _pieces(text: str) -> Iterator[str]:
    """What stays in one line: a Chinese character with the marks that belong to it, a word."""
    piece = ""
    for found in _PIECES.findall(" ".join(text.split())):
        belongs = piece and (
            (found[0] in _NEVER_FIRST and not piece.isspace()) or piece[-1] in _NEVER_LAST
        )
        if piece and not belongs:
            yield piece
            piece = ""
        piece += found
    if piece:
        yield piece


def _lines(text: str, font: FreeTypeFont, room: int) -> Iterator[str]:
    line = ""
    for piece in _pieces(text):
        if line and font.getlength(line + piece.rstrip()) > room:
            yield line.rstrip()
            line = "" if piece.isspace() else piece
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


def _even(text: str, font: FreeTypeFont, lines: list[str]) -> list[str]:
    """The same text in as many lines, about as long as each other: no character stands alone."""
    for share in (0.6, 0.7, 0.8, 0.9):
        narrower = list(_lines(text, font, round(ROOM * share)))
        if len(narrower) == len(lines):
            return narrower
    return lines


def _cut(lines: list[str], most: int, font: FreeTypeFont, room: int = ROOM) -> Iterable[str]:
    """So many lines; what is left out is shown by an ellipsis."""
    if len(lines) <= most:
        return lines
    kept = lines[:most]
    return (*kept[:-1], _shortened(kept[-1], font, room))


def _fitting(text: str, font: FreeTypeFont, room: int = ROOM) -> str:
    """A text on one line."""
    return text if font.getlength(text) <= room else _shortened(text, font, room)


LONGEST = 400
"""Characters that are looked at to fill a line: more than any line holds."""


def _shortened(text: str, font: FreeTypeFont, room: int) -> str:
    text = text[:LONGEST]
    while text and font.getlength(text + MORE) > room:
        text = text[:-1]
    return text.rstrip("，。、；：,.;: ") + MORE


# ---- Colours


@dataclass(frozen=True, slots=True)
class Layer:
    """What is drawn in one colour."""

    picture: Image
    pen: ImageDraw

    @classmethod
    def empty(cls) -> Layer:
        """A layer nothing is drawn on."""
        from PIL import Image, ImageDraw

        picture = Image.new("L", (WIDTH, HEIGHT))
        return cls(picture, ImageDraw.Draw(picture))

    def write(self, text: str, at: tuple[int, int], font: FreeTypeFont) -> None:
        """Write a line of text; `at` is where its base line begins."""
        self.pen.text(at, text, font=font, fill=255, anchor="ls")


def _joined(layers: Iterable[Layer]) -> Image:
    """The layers as numbers of colours."""
    from PIL import ImageChops

    whole: Image | None = None
    for number, layer in enumerate(layers):
        shades = [round(level * SHADES / 255) for level in range(256)]
        numbered = layer.picture.point([s and number * SHADES + s for s in shades])
        whole = numbered if whole is None else ImageChops.lighter(whole, numbered)
    assert whole is not None  # noqa: S101 - there are layers
    return whole


@cache
def _palette() -> bytes:
    """White, then the shades of each colour from light to full."""
    shaded = (
        round(255 + (part - 255) * shade / SHADES)
        for colour in COLOURS
        for shade in range(1, SHADES + 1)
        for part in colour
    )
    return bytes((255, 255, 255, *shaded))
