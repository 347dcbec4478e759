"""The structure of a picture file, read without decoding a pixel.

Limits of size, frames and texts are judged here, before a decoder sees anything; what it is given
then is the picture alone, without the texts, profiles and thumbnails that travel beside it.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from replicase.pictures.kinds import PictureKind
from replicase.pictures.rules import (
    MAX_EXPANDED,
    MAX_PARTS,
    MAX_PIXELS,
    MAX_PIXELS_AT_ONCE,
    MAX_PIXELS_WEBP,
    MAX_SCANS,
    MAX_SIDE,
    cut_off,
    damaged,
    expands_too_far,
    moving,
    too_long_a_side,
    too_many_parts,
    too_many_pixels,
)


@dataclass(frozen=True, slots=True)
class Outline:
    """What is known of a picture before it is decoded."""

    width: int
    height: int
    bare: bytes
    """The file without what travels beside the picture."""
    turned: int = 1
    """How a camera says the picture is to be turned: 1 to 8, as EXIF counts."""
    position: bool = False
    """Whether the file says where the picture was taken."""
    words: bool = False
    """Whether it holds texts: an author, a comment, a description."""
    more: bool = False
    """Whether the file goes on where the picture ends."""


def outline(data: bytes, kind: PictureKind) -> Outline:
    """Read the structure of a file of that kind; raises Refused."""
    return _READERS[kind](data)


def _judge_size(width: int, height: int, limit: int, why_zh: str = "", why_en: str = "") -> None:
    if not width or not height:
        raise damaged()
    if width * height > limit:
        raise too_many_pixels(width, height, limit, why_zh, why_en)
    if max(width, height) > MAX_SIDE:
        raise too_long_a_side(width, height)


# PNG

_PICTURE_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_TEXT_CHUNKS = frozenset({b"tEXt", b"zTXt", b"iTXt"})
_MOVING_CHUNKS = frozenset({b"acTL", b"fcTL", b"fdAT"})


def _png(data: bytes) -> Outline:
    size: tuple[int, int] | None = None
    kept = [data[:8]]
    exif, words, position, room, end = b"", False, False, MAX_EXPANDED, 8
    for name, content, whole in _chunks(data):
        end += len(whole)
        if size is None:
            if name != b"IHDR" or len(content) != 13:
                raise damaged()
            size = int.from_bytes(content[:4], "big"), int.from_bytes(content[4:8], "big")
            _judge_size(*size, MAX_PIXELS)
        if name in _MOVING_CHUNKS:
            raise moving()
        if name in _PICTURE_CHUNKS:
            kept.append(whole)
        elif name[:1].isupper():
            raise damaged()  # a part without which it cannot be shown, and that nobody knows
        elif name in _TEXT_CHUNKS or name == b"iCCP":
            unfolded = _unfolded(name, content, room)
            room = max(0, room - max(0, len(unfolded) - len(content)))
            words = words or (name in _TEXT_CHUNKS and _is_told(unfolded))
            position = position or _tells_position(unfolded)
        elif name == b"eXIf":
            exif = content
    if size is None:
        raise cut_off()
    return _outlined(size, b"".join(kept), exif, data[end:], words=words, position=position)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield name, content and all bytes of every part up to the last; what follows it is left out."""
    start = 8
    for _ in range(MAX_PARTS):
        head = data[start : start + 8]
        end = start + 12 + int.from_bytes(head[:4], "big")
        if len(head) < 8 or end > len(data):
            raise cut_off()
        yield head[4:], data[start + 8 : end - 4], data[start:end]
        if head[4:] == b"IEND":
            return
        start = end
    raise too_many_parts()


_SOFTWARE = (b"Software", b"date:", b"Creation Time", b"png:")
"""Beginnings of texts that programs write of themselves."""


def _is_told(text: bytes) -> bool:
    return not text.startswith(_SOFTWARE)


def _unfolded(name: bytes, content: bytes, room: int) -> bytes:
    """A text or profile as it reads, its keyword first; raises Refused when it is larger than `room`."""
    keyword, _, rest = content.partition(b"\0")
    if name == b"tEXt" or (name == b"iTXt" and rest[:1] != b"\1"):
        return content
    # An iTXt has two flags here, then language and translated keyword, each with a zero byte behind.
    rest = b"\0".join(rest[2:].split(b"\0", 2)[2:]) if name == b"iTXt" else rest[1:]
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(rest, room + 1)
    except zlib.error:
        return keyword
    if len(text) > room:
        raise expands_too_far()
    return keyword + b"\0" + text


# JPEG

_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])", re.DOTALL)
_SOF = frozenset({0xC0, 0xC1, 0xC2})
"""Baseline, extended and progressive; cameras and programs write no other."""
_OTHER_SOF = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF, 0xCC})
_ADOBE = 0xEE
"""Says how the colours are to be read, so it stays."""


def _jpeg(data: bytes) -> Outline:
    size: tuple[int, int] | None = None
    kept = [b"\xff\xd8"]
    exif, words, position = b"", False, False
    scans, progressive, components, end = 0, False, 0, 2
    for marker, content, whole in _segments(data):
        end += len(whole)
        if marker in _SOF and size is None:
            if len(content) < 6:
                raise damaged()
            size = int.from_bytes(content[3:5], "big"), int.from_bytes(content[1:3], "big")
            progressive, components = marker == 0xC2, content[5]
            _judge_size(*size, MAX_PIXELS)
        elif marker in _SOF or marker in _OTHER_SOF:
            raise damaged()
        if marker == 0xDA:
            scans += 1
            progressive = progressive or content[:1] != bytes([components])
        if scans > MAX_SCANS:
            raise too_many_parts()
        if marker == 0xFE:
            words = words or bool(content.strip(b"\0 \r\n\t"))
        elif 0xE0 <= marker <= 0xEF and marker != _ADOBE:
            if marker == 0xE1 and content.startswith(b"Exif\0\0") and not exif:
                exif = content[6:]
            position = position or _tells_position(content)
        else:
            kept.append(whole)
    if size is None or not scans:
        raise damaged()
    if progressive or scans > 1:
        _judge_size(*size, MAX_PIXELS_AT_ONCE, "渐进式 JPEG ", " of a progressive JPEG")
    return _outlined(size, b"".join(kept), exif, data[end:], words=words, position=position)


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Yield marker, content and all bytes of every segment, the pixels of a scan behind its own."""
    start = 2
    for _ in range(MAX_PARTS):
        found = _MARKER.match(data, start)
        if found is None:
            raise cut_off() if start >= len(data) - 1 else damaged()
        marker, begin = found[1][0], found.end()
        if marker == 0xD9:
            yield marker, b"", data[start:begin]
            return
        if marker in (0x01, 0xD8):
            raise damaged()
        end = begin + int.from_bytes(data[begin : begin + 2], "big")
        if end > len(data) or end < begin + 2:
            raise cut_off() if end > len(data) else damaged()
        content = data[begin + 2 : end]
        if marker == 0xDA:
            following = _MARKER.search(data, end)
            if following is None:
                raise cut_off()
            end = following.start()
        yield marker, content, data[found.start() : end]
        start = end
    raise too_many_parts()


# WebP


def _webp(data: bytes) -> Outline:
    if len(data) < 20 or 8 + int.from_bytes(data[4:8], "little") > len(data):
        raise cut_off()
    end = 8 + int.from_bytes(data[4:8], "little")
    data, rest = data[:end], data[end:]
    size: tuple[int, int] | None = None
    kept: list[bytes] = []
    exif, words, position = b"", False, False
    for name, content, whole in _riff(data):
        if name in (b"ANIM", b"ANMF"):
            raise moving()
        if name == b"VP8X":
            if len(content) < 10:
                raise damaged()
            if content[0] & 0x02:
                raise moving()
            canvas = tuple(1 + int.from_bytes(content[n : n + 3], "little") for n in (4, 7))
            _judge_size(canvas[0], canvas[1], MAX_PIXELS_WEBP, "WebP ", " of a WebP")
            # Only the flag of transparency stays true of what is kept.
            whole = whole[:8] + bytes([content[0] & 0x10]) + whole[9:]
        elif name in (b"VP8 ", b"VP8L"):
            size = _webp_size(name, content)
            _judge_size(*size, MAX_PIXELS_WEBP, "WebP ", " of a WebP")
        if name in (b"VP8 ", b"VP8L", b"VP8X", b"ALPH"):
            kept.append(whole)
        elif name == b"EXIF":
            exif = content.removeprefix(b"Exif\0\0")
        elif name == b"XMP ":
            position = position or _tells_position(content)
    if size is None:
        raise damaged()
    body = b"WEBP" + b"".join(kept)
    bare = b"RIFF" + len(body).to_bytes(4, "little") + body
    return _outlined(size, bare, exif, rest, words=words, position=position)


def _riff(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    start = 12
    for _ in range(MAX_PARTS):
        if start + 8 > len(data):
            return
        length = int.from_bytes(data[start + 4 : start + 8], "little")
        end = start + 8 + length
        if end > len(data):
            raise cut_off()
        padded = end + length % 2
        yield data[start : start + 4], data[start + 8 : end], data[start:end] + b"\0" * (length % 2)
        start = padded
    raise too_many_parts()


def _webp_size(name: bytes, content: bytes) -> tuple[int, int]:
    if name == b"VP8 " and len(content) >= 10 and content[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(content[n : n + 2], "little") & 0x3FFF for n in (6, 8))
        return width, height
    if name == b"VP8L" and len(content) >= 5 and content[:1] == b"\x2f":
        bits = int.from_bytes(content[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    raise damaged()


# What cameras and programs write beside a picture

_TURNED, _POSITION = 0x0112, 0x8825
_PERSONAL = frozenset({0x010E, 0x013B, 0x8298, 0x9C9B, 0x9C9C, 0x9C9D, 0x9C9E})
"""Description, artist, copyright, and Windows' title, comment, author and keywords."""


def _outlined(
    size: tuple[int, int], bare: bytes, exif: bytes, rest: bytes, *, words: bool, position: bool
) -> Outline:
    tags = dict(_tags(exif))
    return Outline(
        width=size[0],
        height=size[1],
        bare=bare,
        turned=tags.get(_TURNED, 1),
        position=position or _POSITION in tags,
        words=words or not _PERSONAL.isdisjoint(tags),
        more=bool(rest.strip(b"\0\xff \r\n")),
    )


def _tags(exif: bytes) -> Iterator[tuple[int, int]]:
    """Yield the tags of the first directory of EXIF data, each with its short value."""
    orders: dict[bytes, Callable[[bytes], int]] = {
        b"II*\0": lambda b: int.from_bytes(b, "little"),
        b"MM\0*": lambda b: int.from_bytes(b, "big"),
    }
    number = orders.get(exif[:4])
    if number is None:
        return
    start = number(exif[4:8])
    for index in range(min(number(exif[start : start + 2]), 1000)):
        entry = exif[start + 2 + 12 * index : start + 14 + 12 * index]
        if len(entry) == 12:
            yield number(entry[:2]), number(entry[8:10])


def _tells_position(text: bytes) -> bool:
    return b"GPSLatitude" in text or b"GPSLongitude" in text


_READERS: dict[PictureKind, Callable[[bytes], Outline]] = {
    "png": _png,
    "jpg": _jpeg,
    "webp": _webp,
}
