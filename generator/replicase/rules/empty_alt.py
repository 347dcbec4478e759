"""The text of a picture says what is on it.

Why: who cannot see the picture, or has pictures switched off, reads this instead; "photo 1" tells
nothing.
Mend: say in one sentence what can be seen and why it is here.

替代文字要说出图上有什么。
为什么：看不见图、关了图片的人读的就是它，“图片1”什么也没说。
怎么改：用一句话写出图上看得见的内容。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import LANGUAGES, Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE418",
    "empty-alt",
    Severity.WARNING,
    "替代文字说出图上有什么",
    "The text of a picture says what is on it",
)

_NOTHING = re.compile(
    r"(?:(?:一张|这张|本案例|案例)?(?:图|图片|照片|插图|配图|示意图|截图)|"
    r"(?:an? |the )?(?:image|picture|photo|photograph|figure|screenshot|img))[ ._-]*[0-9一二三四五六七八九十]*",
    re.IGNORECASE,
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield texts that only say that there is a picture, or how its file is called."""
    for index, image in enumerate(entry.record.images):
        stem = image.file.rpartition(".")[0]
        for language in LANGUAGES:
            alt = getattr(image.alt, language).strip().rstrip("。.")
            if alt and (_NOTHING.fullmatch(alt) or alt in (image.file, stem)):
                yield Finding(
                    ("images", index, "alt", language),
                    f"“{alt}”没有说出图上有什么",
                    f'"{alt}" does not say what is on the picture',
                    "用一句话写出图上看得见的内容",
                    "say in one sentence what can be seen",
                )
