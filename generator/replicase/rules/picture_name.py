"""A picture is named by its file in the record's own folder, and by nothing else.

Why: a path or a web address leads somewhere a reader must not be led, and a name in other capitals is
found on one system and not on the next.
Mend: put the picture into the folder named like the record's file, and write its name alone.

图片只写记录自己文件夹里的文件名。
为什么：路径和网址会通向不该去的地方；大小写不同的文件名，换一台机器就找不到。
怎么改：把图片放进与记录文件同名的文件夹，只写文件名。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity, in_short
from replicase.library import Library
from replicase.pictures import KINDS
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE414",
    "picture-name",
    Severity.ERROR,
    "图片写的是自己文件夹里的文件名",
    "A picture is named by its file in the record's own folder",
)

_NAME = re.compile(rf"[a-z0-9]+(?:-{{1,2}}[a-z0-9]+)*\.(?:{'|'.join(KINDS)})")


def folder_of(entry: PracticeEntry) -> str:
    """The folder of a record's pictures."""
    return entry.file.removesuffix(".yml")


def is_name(file: str) -> bool:
    """Whether a picture can have that name."""
    return bool(_NAME.fullmatch(file)) and len(file) <= 125


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield names no picture can have."""
    for index, image in enumerate(entry.record.images):
        file = image.file
        if is_name(file):
            continue
        if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", file):
            hint_zh = f"把图片存到 `{folder_of(entry)}/`，这里只写文件名"
            hint_en = f"save the picture in `{folder_of(entry)}/` and write its name alone"
        elif "/" in file or "\\" in file:
            hint_zh, hint_en = "只写文件名，不写路径", "write the name alone, without a path"
        elif f"{folder_of(entry)}/{file.lower()}" in (library.pictures or {}):
            hint_zh, hint_en = f"是否指 `{file.lower()}`？", f"did you mean `{file.lower()}`?"
        elif is_name(file.lower()):
            hint_zh = f"把文件改名为 `{file.lower()}`，这里也改"
            hint_en = f"rename the file to `{file.lower()}`, and write that"
        else:
            hint_zh = "用小写字母、数字和连字符，后缀 .png、.jpg 或 .webp，如 `front-desk.jpg`"
            hint_en = "use small letters, digits and hyphens, and .png, .jpg or .webp, as `front-desk.jpg`"
        yield Finding(
            ("images", index, "file"),
            f"`{in_short(file)}` 不是图片的文件名",
            f"`{in_short(file)}` is no name of a picture",
            hint_zh,
            hint_en,
        )
