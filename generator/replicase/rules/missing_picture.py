"""A picture that is listed is in the record's folder.

Why: the page would have a hole where it belongs.
Mend: put the file there, or correct its name.

列出的图片在记录的文件夹里。
为什么：不在的话，页面上就缺一块。
怎么改：放入文件，或改正文件名。
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import PracticeEntry
from replicase.rules.picture_name import folder_of, is_name

RULE = Rule(
    "CASE415",
    "missing-picture",
    Severity.ERROR,
    "列出的图片都在",
    "A picture that is listed is there",
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield pictures that are neither there nor refused for what they are."""
    if library.pictures is None:
        return
    folder = folder_of(entry)
    for index, image in enumerate(entry.record.images):
        file = f"{folder}/{image.file}"
        if not is_name(image.file) or file in library.pictures or file in library.unread:
            continue
        if any(folder == other or folder.startswith(f"{other}/") for other in library.unread):
            continue
        there = [p.name for p in library.pictures.values() if p.folder == folder]
        close = difflib.get_close_matches(image.file, there, n=1, cutoff=0.6)
        yield Finding(
            ("images", index, "file"),
            f"`{folder}/` 里没有 `{image.file}`",
            f"there is no `{image.file}` in `{folder}/`",
            f"是否指 `{close[0]}`？" if close else "放入这张图片，或删掉这一项",
            f"did you mean `{close[0]}`?"
            if close
            else "put the picture there, or delete this item",
        )
