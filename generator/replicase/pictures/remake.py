"""A picture is decoded and written anew: nothing of its file but the pixels reaches the site."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from replicase.pictures.kinds import PictureKind
from replicase.pictures.outline import Outline
from replicase.pictures.rules import MAX_BYTES, damaged

if TYPE_CHECKING:
    from PIL.Image import Image

WIDEST = 1600
"""Pixels across; a page shows a picture at half of that at most."""
MOST = 2_560_000
"""Pixels in all, of a tall one."""

_BAND = 500_000
"""Pixels that are made smaller at a time, so that a large picture is not held twice."""

_FORMATS: dict[PictureKind, str] = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
_TURNS = {
    2: "FLIP_LEFT_RIGHT",
    3: "ROTATE_180",
    4: "FLIP_TOP_BOTTOM",
    5: "TRANSPOSE",
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}
"""EXIF's number -> what sets the picture upright."""


@dataclass(frozen=True, slots=True)
class Remade:
    """A picture as it is published."""

    data: bytes
    width: int
    height: int


def remade(found: Outline, kind: PictureKind) -> Remade:
    """Decode a picture that was found to be within limits, and encode it; raises Refused."""
    try:
        with _all_or_nothing():
            picture = _decoded(found, kind)
            picture = _plain(picture, kind)
    except Exception as error:  # a decoder may raise anything on a stranger's bytes
        raise damaged() from error
    if found.turned in _TURNS:
        from PIL.Image import Transpose

        picture = picture.transpose(Transpose[_TURNS[found.turned]])
    while True:
        data = _encoded(picture, kind)
        if len(data) <= MAX_BYTES or min(picture.size) < 2:
            return Remade(data, *picture.size)
        # Averaged pixels can need more room than what they were made of.
        picture = picture.reduce(2)


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """A picture that is not whole is refused, whatever other packages have asked of the decoder."""
    from PIL import ImageFile

    asked, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = asked


def _decoded(found: Outline, kind: PictureKind) -> Image:
    from PIL import Image

    picture = Image.open(BytesIO(found.bare), formats=[_FORMATS[kind]])
    if picture.size != (found.width, found.height):
        raise damaged()
    wanted = _fitting(*picture.size)
    if kind == "jpg" and wanted != picture.size:
        # The decoder itself makes it smaller, by a half, a quarter or an eighth.
        picture.draft(None, wanted)
    picture.load()
    return picture if picture.size == wanted else _shrunk(picture, wanted)


def _fitting(width: int, height: int) -> tuple[int, int]:
    """The size something is shown in: no wider than needed, not too much of it in all."""
    share = min(1.0, WIDEST / width, (MOST / (width * height)) ** 0.5)
    return max(1, round(width * share)), max(1, round(height * share))


def _shrunk(picture: Image, wanted: tuple[int, int]) -> Image:
    from PIL import Image

    steps = max(1, min(picture.width // wanted[0], picture.height // wanted[1]))
    mode = _mode_of(picture)
    rows = max(1, _BAND // (picture.width * steps)) * steps
    small = Image.new(mode, (-(-picture.width // steps), -(-picture.height // steps)))
    for top in range(0, picture.height, rows):
        band = picture.crop((0, top, picture.width, min(top + rows, picture.height)))
        small.paste(_in_mode(band, mode).reduce(steps), (0, top // steps))
    return small.resize(wanted, Image.Resampling.LANCZOS)


def _mode_of(picture: Image) -> str:
    """The mode a picture's pixels are kept in: grey or colours, with transparency or without."""
    if picture.mode in ("L", "LA", "RGB", "RGBA"):
        clear = "transparency" in picture.info
        return {"L": "LA", "RGB": "RGBA"}.get(picture.mode, picture.mode) if clear else picture.mode
    if picture.mode == "1" or picture.mode.startswith("I"):
        return "L"
    if picture.mode == "P":
        return "RGBA" if "transparency" in picture.info else "RGB"
    return "RGB"


def _in_mode(picture: Image, mode: str) -> Image:
    if picture.mode == mode:
        return picture
    if picture.mode.startswith("I"):
        # Sixteen bits of grey: the upper eight are what a screen shows.
        return picture.point(lambda value: value / 256).convert("L")
    return picture.convert(mode)


def _plain(picture: Image, kind: PictureKind) -> Image:
    """The pixels alone, in a mode the format knows."""
    if picture.mode == "P" and kind == "png" and "transparency" not in picture.info:
        plain = picture.copy()
    else:
        plain = _in_mode(picture, _mode_of(picture))
    if kind == "jpg" and plain.mode in ("RGBA", "LA"):
        plain = plain.convert("RGB")
    plain.info = {}
    return plain


def _encoded(picture: Image, kind: PictureKind) -> bytes:
    out = BytesIO()
    if kind == "png":
        picture.save(out, "PNG", compress_level=6)
    elif kind == "jpg":
        picture.save(out, "JPEG", quality=85)
    else:
        picture.save(out, "WEBP", quality=85, method=2)
    return out.getvalue()


def as_png_or_jpeg(data: bytes) -> bytes:
    """One of our own WebP in a form every program knows: PNG where something is clear, else JPEG."""
    from PIL import Image

    picture = Image.open(BytesIO(data), formats=["WEBP"])
    is_clear = picture.mode in ("RGBA", "LA")
    return _encoded(picture if is_clear else picture.convert("RGB"), "png" if is_clear else "jpg")
