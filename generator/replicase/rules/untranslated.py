"""What is said in one language is said in the other.

Why: a reader of the other language gets the original, marked as such.
Mend: add the translation, with no fact the original lacks; or leave it so.

一种语言有的，另一种语言也要有。
为什么：没有译文的地方，读者看到的是标明的原文。
怎么改：补上译文，不增加原文没有的内容；暂时不译也可以。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Language, Path, Rule, Severity
from replicase.library import Library
from replicase.model import Adoption, Case, GapList
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE307",
    "untranslated",
    Severity.NOTE,
    "中英文都有",
    "A text is there in both languages",
)

_NAMES: dict[Language, tuple[str, str]] = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield one note for a language nothing is written in, else one for each text without it."""
    texts = entry.parts.texts
    if all(value.zh and value.en for _, value in texts):
        return
    # A unit such as % is the same in every language.
    texts = [(at, value) for at, value in texts if any(map(str.isalpha, value.zh + value.en))]
    titled = isinstance(entry.record, Case)
    for language in library.settings.languages:
        zh, en = _NAMES[language]
        if texts and not any(value.has(language) for _, value in texts):
            yield Finding(
                _head(entry),
                f"整个文件没有{zh}",
                f"nothing in this file is in {en}",
                f"补上{zh}，先译标题和摘要" if titled else f"补上{zh}",
                f"add {en}, title and summary first" if titled else f"add {en}",
                on="key",
            )
            continue
        for at, value in texts:
            if not value.has(language):
                yield Finding(
                    at,
                    f"`{at[-1]}` 没有{zh}",
                    f"`{at[-1]}` has no {en}",
                    f"补上 `{language}`",
                    f"add `{language}`",
                    on="key",
                )


def _head(entry: RecordEntry) -> Path:
    record = entry.record
    return (
        ("city",)
        if isinstance(record, GapList)
        else ("id",)
        if isinstance(record, Adoption)
        else ("title",)
    )
