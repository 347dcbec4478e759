"""Pictures made by code, harmless and hostile ones; nothing is taken from anywhere."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image, ImageDraw

POSITION = "31.2304 N"
AUTHOR = "Zhang San 13800138000"
"""What must be gone from a published picture."""


def sketch(width: int = 64, height: int = 48) -> Image.Image:
    """A small drawing in colours."""
    picture = Image.new("RGB", (width, height), (238, 242, 240))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((width // 8, height // 4, width // 2, height - 1), fill=(20, 90, 80))
    draw.ellipse((width // 2, height // 8, width - 2, height // 2), fill=(200, 120, 30))
    return picture


def saved(picture: Image.Image, form: str, **options: object) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    picture.save(out, form, **options)  # type: ignore[arg-type]
    return out.getvalue()


def png() -> bytes:
    return saved(sketch(), "PNG")


def jpg() -> bytes:
    return saved(sketch(), "JPEG", quality=90)


def webp() -> bytes:
    return saved(sketch(), "WEBP", quality=90)


# PNG, part by part

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(name: bytes, content: bytes) -> bytes:
    checked = name + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))


def header(width: int, height: int, depth: int = 8, colours: int = 2, interlaced: int = 0) -> bytes:
    given = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, interlaced)
    return chunk(b"IHDR", given)


def rows(height: int, row: bytes) -> bytes:
    """The pixels of a PNG, every row the same; a row begins with the number of its filter."""
    writer = zlib.compressobj(1)
    return chunk(b"IDAT", b"".join(writer.compress(row) for _ in range(height)) + writer.flush())


END = chunk(b"IEND", b"")


def plain_png(width: int, height: int, depth: int = 8, colours: int = 2, *, row: bytes) -> bytes:
    return SIGNATURE + header(width, height, depth, colours) + rows(height, row) + END


def with_chunks(*chunks: bytes) -> bytes:
    """The small drawing with parts put in before its pixels."""
    there = png()
    return there[:33] + b"".join(chunks) + there[33:]


def big_png() -> bytes:
    """As many pixels as a picture may have, in the costliest form: 16 bits, four channels."""
    return plain_png(5000, 5000, 16, 6, row=b"\4" + b"\1" * 40_000)


def tall_png() -> bytes:
    return plain_png(1250, 20_000, 8, 6, row=b"\4" + b"\1" * 5_000)


def wide_png() -> bytes:
    return plain_png(20_000, 1250, 8, 6, row=b"\4" + b"\1" * 80_000)


def too_many_pixels() -> bytes:
    return plain_png(5001, 5000, 1, 0, row=b"\0" + bytes(626))


def too_long() -> bytes:
    return plain_png(20_001, 2, 1, 0, row=b"\0" + bytes(2501))


def claims_more() -> bytes:
    """A header of four gigapixels, and no pixel."""
    return SIGNATURE + header(65_535, 65_535) + END


def text_bomb(name: bytes = b"zTXt") -> bytes:
    folded = zlib.compress(b"A" * 40_000_000, 9)
    start = b"Comment\0\1\0en\0\0" if name == b"iTXt" else b"Comment\0\0"
    return with_chunks(chunk(name, start + folded))


def profile_bomb() -> bytes:
    return with_chunks(chunk(b"iCCP", b"x\0\0" + zlib.compress(bytes(40_000_000), 9)))


def many_small_texts() -> bytes:
    """Each within the limit, together far beyond."""
    one = chunk(b"zTXt", b"C\0\0" + zlib.compress(b"A" * 900_000, 9))
    return with_chunks(*[one] * 60)


def many_chunks() -> bytes:
    return with_chunks(*[chunk(b"tEXt", b"a\0b")] * 100_000)


def moving_png() -> bytes:
    frames = [sketch(), sketch().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    return saved(frames[0], "PNG", save_all=True, append_images=frames[1:])


def moving_webp() -> bytes:
    frames = [sketch(), sketch().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    return saved(frames[0], "WEBP", save_all=True, append_images=frames[1:])


def unknown_part() -> bytes:
    return with_chunks(chunk(b"EVIL", b"<script>alert(1)</script>"))


def told_png() -> bytes:
    exif = Image.Exif()
    exif[0x013B] = AUTHOR
    return with_chunks(
        chunk(b"tEXt", f"Author\0{AUTHOR}".encode()),
        chunk(b"iTXt", f"Comment\0\0\0\0\0{POSITION}".encode()),
        chunk(b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0")),
    )


def polyglot(file: bytes, tail: bytes = b"<script>alert(1)</script>") -> bytes:
    return file + tail


def flipped_bits() -> bytes:
    """Its pixels do not fit their checksum."""
    there = bytearray(png())
    there[-30] ^= 0xFF
    return bytes(there)


# JPEG


def exif(turned: int = 1) -> bytes:
    found = Image.Exif()
    found[0x0112] = turned
    found[0x013B] = AUTHOR
    found.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.4), 3: "E", 4: (121.0, 28.0, 25.0)})
    return found.tobytes()


def told_jpg() -> bytes:
    packet = f'<x:xmpmeta exif:GPSLatitude="{POSITION}"/>'.encode()
    return saved(
        sketch(), "JPEG", quality=90, exif=exif(), comment=AUTHOR, xmp=packet, dpi=(72, 72)
    )


def turned_jpg() -> bytes:
    """Taken with the camera held upright."""
    return saved(sketch(), "JPEG", quality=90, exif=exif(6))


def cut_jpg() -> bytes:
    return jpg()[:-200]


def scans(of: int = 3400, count: int = 400) -> bytes:
    """A progressive JPEG that says the same in more and more passes."""
    there = saved(sketch(of, of), "JPEG", quality=60, progressive=True)
    starts = [at for at in range(len(there)) if there.startswith(b"\xff\xda", at)]
    last = there[starts[-1] : -2]
    return there[:-2] + last * min(count, 1_900_000 // len(last)) + b"\xff\xd9"


def big_progressive() -> bytes:
    return saved(sketch(4000, 3100), "JPEG", quality=40, progressive=True)


def largest_progressive() -> bytes:
    return saved(sketch(4000, 3000), "JPEG", quality=40, progressive=True, subsampling=0)


def big_jpg() -> bytes:
    return saved(sketch(5000, 5000), "JPEG", quality=60, subsampling=0)


def many_segments() -> bytes:
    there = jpg()
    return there[:2] + b"\xff\xe3\0\3x" * 100_000 + there[2:]


def claims_more_jpg() -> bytes:
    there = bytearray(jpg())
    start = there.index(b"\xff\xc0")
    there[start + 5 : start + 9] = b"\xff\xff\xff\xff"
    return bytes(there)


# WebP


def big_webp() -> bytes:
    return saved(Image.new("RGB", (2600, 2600)), "WEBP", lossless=True)


def largest_webp() -> bytes:
    return saved(sketch(2449, 2449), "WEBP", quality=40, method=0)


def told_webp() -> bytes:
    return saved(sketch(), "WEBP", exif=exif(), xmp=f"<x GPSLatitude='{POSITION}'/>".encode())


def cut_webp() -> bytes:
    return webp()[:-60]


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
LFS = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"

DRAWINGS: dict[str, Callable[[], bytes]] = {
    "png": png,
    "jpg": jpg,
    "webp": webp,
    "gif": lambda: saved(sketch(), "GIF"),
    "svg": lambda: SVG,
    "svg-behind-a-comment": lambda: b"<?xml version='1.0'?>\n<!-- x -->\n" + SVG,
    "html": lambda: b"<!doctype html><script>alert(1)</script>",
    "lfs": lambda: LFS,
    "pdf": lambda: b"%PDF-1.7\n1 0 obj\n",
    "heic": lambda: b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200),
    "empty": lambda: b"",
    "signature": lambda: SIGNATURE,
    "too-large": lambda: png() + bytes(2 * 1024 * 1024),
    "too-many-pixels": too_many_pixels,
    "too-long": too_long,
    "claims-more": claims_more,
    "claims-more-jpg": claims_more_jpg,
    "text-bomb": text_bomb,
    "text-bomb-itxt": lambda: text_bomb(b"iTXt"),
    "profile-bomb": profile_bomb,
    "many-small-texts": many_small_texts,
    "many-chunks": many_chunks,
    "many-segments": many_segments,
    "moving-png": moving_png,
    "moving-webp": moving_webp,
    "unknown-part": unknown_part,
    "no-end": lambda: png()[: -len(END)],
    "cut": lambda: png()[:100],
    "cut-jpg": cut_jpg,
    "cut-webp": cut_webp,
    "flipped-bits": flipped_bits,
    "no-pixels": lambda: SIGNATURE + header(8, 8) + END,
    "few-pixels": lambda: SIGNATURE + header(64, 48) + rows(2, b"\0" + bytes(192)) + END,
    "no-size": lambda: SIGNATURE + header(0, 8) + END,
    "end-first": lambda: SIGNATURE + END,
    "scans": scans,
    "big-progressive": big_progressive,
    "big-webp": big_webp,
    "told-png": told_png,
    "told-jpg": told_jpg,
    "told-webp": told_webp,
    "turned-jpg": turned_jpg,
    "polyglot-png": lambda: polyglot(png()),
    "polyglot-jpg": lambda: polyglot(jpg()),
    "polyglot-webp": lambda: polyglot(webp()),
    "archive": lambda: polyglot(png(), b"PK\3\4" + bytes(100)),
    "grey": lambda: saved(sketch().convert("L"), "PNG"),
    "grey-16": lambda: plain_png(8, 8, 16, 0, row=b"\0" + b"\x80\0" * 8),
    "palette": lambda: saved(sketch().quantize(8), "PNG"),
    "clear": lambda: saved(sketch().convert("RGBA"), "PNG"),
    "print": lambda: saved(sketch().convert("CMYK"), "JPEG"),
    "big-png": big_png,
    "tall-png": tall_png,
    "wide-png": wide_png,
    "big-jpg": big_jpg,
    "largest-progressive": largest_progressive,
    "largest-webp": largest_webp,
}
"""What a row of pictures asks for by name."""

HEAVY = (
    "big-png",
    "tall-png",
    "wide-png",
    "big-jpg",
    "largest-progressive",
    "largest-webp",
    "scans",
)
"""The costliest there can be."""
