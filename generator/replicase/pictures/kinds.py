"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from typing import Literal

from replicase.pictures.rules import KIND, LIMITS, MAX_BYTES, Refused

PictureKind = Literal["png", "jpg", "webp"]
KINDS: tuple[PictureKind, ...] = ("png", "jpg", "webp")
"""The endings a picture may have; each is a kind."""

_ENDINGS: dict[str, PictureKind] = {kind: kind for kind in KINDS}
_NAMES: dict[PictureKind, str] = {"png": "PNG", "jpg": "JPEG", "webp": "WebP"}


def kind_named(file: str) -> PictureKind | None:
    """The kind a file's name says; None for a name no picture may have."""
    return _ENDINGS.get(file.rpartition(".")[2])


def kind_of_bytes(data: bytes) -> PictureKind | None:
    """The kind a file is; None for none that is taken."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else None


def refuse_other_kinds(data: bytes, named: PictureKind) -> None:
    """Raise Refused for what is too large, or is not what its name says."""
    found = kind_of_bytes(data)
    if found is not None and found != named:
        raise Refused(
            KIND,
            f"后缀是 .{named}，内容是 {_NAMES[found]}",
            f"the name ends in .{named}, but it is a {_NAMES[found]}",
            f"把后缀改为 `.{found}`，`images` 里的文件名也改",
            f"end the name in `.{found}`, under `images` too",
        )
    if found is None:
        raise _strange(data, named)
    if len(data) > MAX_BYTES:
        raise _too_large()


def _too_large() -> Refused:
    return Refused(
        LIMITS,
        f"超过 {MAX_BYTES // 1024 // 1024} MB",
        f"it is larger than {MAX_BYTES // 1024 // 1024} MB",
        "缩小后再放进来，长边 1600 像素就够清楚",
        "make it smaller: 1600 pixels on the long side are enough",
    )


def _strange(data: bytes, named: PictureKind) -> Refused:
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    save_zh, save_en = "用看图软件另存为 PNG 或 JPG", "save it as PNG or JPG in a picture viewer"
    if not data:
        zh, en = "是空文件", "the file is empty"
        save_zh, save_en = "重新放入图片", "put the picture here again"
    elif data.startswith(b"version https://git-lfs"):
        zh, en = "是 Git LFS 的指针，不是图片", "it is a pointer of Git LFS and no picture"
        save_zh, save_en = (
            "放入图片本身，不用 Git LFS",
            "put the picture itself here, without Git LFS",
        )
    elif b"<svg" in head:
        zh, en = f"后缀是 .{named}，内容是 SVG", f"the name ends in .{named}, but it is an SVG"
        save_zh = "另存为 PNG；SVG 里可以藏程序，不收"
        save_en = "save it as PNG; an SVG can hold a program and is not taken"
    elif head.startswith(b"<"):
        zh = f"后缀是 .{named}，内容是网页"
        en = f"the name ends in .{named}, but it is a web page"
        save_zh, save_en = "重新下载图片本身", "download the picture itself"
    elif data.startswith(b"GIF8"):
        zh, en = f"后缀是 .{named}，内容是 GIF", f"the name ends in .{named}, but it is a GIF"
    elif data[4:8] == b"ftyp":
        zh = f"后缀是 .{named}，内容是 HEIC 或 AVIF"
        en = f"the name ends in .{named}, but it is a HEIC or AVIF"
        save_zh = "在手机或电脑上另存为 JPG"
        save_en = "save it as JPG on the phone or computer"
    elif len(data) > MAX_BYTES:
        return _too_large()
    else:
        zh, en = "不是图片", "it is no picture"
    return Refused(KIND, zh, en, save_zh, save_en)
