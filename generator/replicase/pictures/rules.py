"""The rules of pictures, their limits, and how one of them is broken."""

from __future__ import annotations

from dataclasses import dataclass

from replicase.diagnostics import Rule, Severity

MAX_BYTES = 2 * 1024 * 1024
MAX_SIDE = 20_000
MAX_PIXELS = 25_000_000
MAX_PIXELS_AT_ONCE = 12_000_000
"""Of a JPEG in several passes, which is held in memory whole until the last one."""
MAX_PIXELS_WEBP = 6_000_000
"""A WebP is held four times over while it is decoded."""
MAX_PARTS = 4096
MAX_SCANS = 32
MAX_EXPANDED = 1024 * 1024
"""What compressed texts and colour profiles beside a picture may hold together."""

KIND = Rule(
    "CASE316",
    "picture-kind",
    Severity.ERROR,
    "图片是后缀所说的那一种：PNG、JPEG 或 WebP",
    "A picture is what its name says: PNG, JPEG or WebP",
    """A picture is a PNG, JPEG or WebP, and its name says which.

    Why: a file that pretends to be a picture can run in a reader's browser; drawings (SVG) may hold
    programs.
    Mend: open the file in a picture program and save it as PNG or JPEG; changing the name alone does
    not change the file.

    图片是 PNG、JPEG 或 WebP，后缀说的就是它的格式。
    为什么：冒充图片的文件可以在读者的浏览器里运行；矢量图（SVG）里可以藏程序。
    怎么改：用看图软件打开，另存为 PNG 或 JPEG；只改文件名没有用。
    """,
)
LIMITS = Rule(
    "CASE317",
    "picture-limits",
    Severity.ERROR,
    f"图片不超过 {MAX_BYTES // 1024 // 1024} MB、{MAX_PIXELS // 10_000} 万像素，不是动图",
    f"A picture has at most {MAX_BYTES // 1024 // 1024} MB and {MAX_PIXELS // 1_000_000} megapixels, and does not move",
    """A picture is small enough to be opened anywhere, and stands still.

    Why: a few kilobytes can unfold to an image that fills the memory of a phone, or of the checker.
    Mend: save it smaller; 1600 pixels at the longer side are enough for a page.

    图片不大，到处都打得开，也不是动图。
    为什么：几 KB 的文件可以展开成撑满手机内存的图，检查程序也会被它拖住。
    怎么改：缩小后另存；长边 1600 像素，放在页面上就够了。
    """,
)
DAMAGED = Rule(
    "CASE318",
    "picture-damaged",
    Severity.ERROR,
    "图片完整，能打开",
    "A picture is whole and opens",
    """A picture is whole: all of it is there and opens.

    Why: half a picture is found by readers when it is published already.
    Mend: copy the file again from where it came; it was most often cut off on the way.

    图片是完整的，打得开。
    为什么：只有一半的图，发布以后才由读者发现。
    怎么改：从原处重新复制一份；多半是传输时断了。
    """,
)
TELLS_MORE = Rule(
    "CASE319",
    "picture-tells-more",
    Severity.WARNING,
    "图片文件里只有图片，没有拍摄位置、作者和别的内容",
    "A picture holds no position, no author and nothing else but itself",
    """A picture file holds the picture and nothing else.

    The site gets the pixels alone in any case; the file in the repository keeps what it holds.
    Why: a camera writes down where and when, sometimes who; a repository can be read by all.
    Mend: save a copy without details (properties, location) and use that.

    图片文件里只有图片本身。
    发布到网站上的只有像素；仓库里的文件则原样保留。
    为什么：相机会记下拍摄的地点、时间，有时还有人名；仓库谁都能看。
    怎么改：另存一份去掉属性和位置信息的，用那一份。
    """,
)
RULES = (KIND, LIMITS, DAMAGED, TELLS_MORE)


@dataclass(frozen=True, slots=True)
class Refused(Exception):  # noqa: N818 - it is a finding, not a failure
    """Why a picture is not taken; raised by the readers and caught by `look`."""

    rule: Rule
    zh: str
    en: str
    hint_zh: str
    hint_en: str


def cut_off() -> Refused:
    """The file ends before the picture does."""
    return Refused(
        DAMAGED,
        "文件不完整，后面缺了一段",
        "the file ends before the picture does",
        "重新复制或导出这张图片",
        "copy or export the picture again",
    )


def damaged() -> Refused:
    """It is of the right kind and cannot be opened."""
    return Refused(
        DAMAGED,
        "图片打不开",
        "the picture cannot be opened",
        "用看图软件打开，另存一份",
        "open it in a picture viewer and save it anew",
    )


def too_many_pixels(
    width: int, height: int, limit: int, why_zh: str = "", why_en: str = ""
) -> Refused:
    """More pixels than may be decoded; nothing has been decoded yet."""
    return Refused(
        LIMITS,
        f"有 {width} × {height} 像素，{why_zh}上限是 {limit // 10_000} 万像素",
        f"{width} × {height} pixels; the limit{why_en} is {limit // 1_000_000} megapixels",
        "缩小后再放进来，长边 1600 像素就够清楚",
        "make it smaller: 1600 pixels on the long side are enough",
    )


def too_long_a_side(width: int, height: int) -> Refused:
    """A strip nobody could show."""
    return Refused(
        LIMITS,
        f"有 {width} × {height} 像素，每边上限是 {MAX_SIDE}",
        f"{width} × {height} pixels; the limit of a side is {MAX_SIDE}",
        "裁短，或分成几张",
        "cut it shorter, or into several",
    )


def moving() -> Refused:
    """More than one frame."""
    return Refused(
        LIMITS,
        "是动图",
        "the picture moves",
        "只存一帧，要动的放视频链接到 `materials`",
        "save one frame of it; link a video under `materials`",
    )


def too_many_parts() -> Refused:
    """Built to keep a reader busy."""
    return Refused(
        LIMITS,
        "由太多小块拼成，不是正常保存的图片",
        "it is made of too many parts, as no program saves a picture",
        "用看图软件打开，另存一份",
        "open it in a picture viewer and save it anew",
    )


def expands_too_far() -> Refused:
    """A small file whose texts unfold to a large one."""
    return Refused(
        LIMITS,
        "附带的文字或色彩数据解压后超过 1 MB",
        "texts or colour data beside the picture unfold to more than 1 MB",
        "用看图软件打开，另存一份，不带附加信息",
        "open it in a picture viewer and save it anew, without metadata",
    )
