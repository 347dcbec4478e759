"""A text is not what a wrong encoding left of it.

Why: what was lost in a conversion cannot be read, searched or put right by a reader.
Mend: copy the words again from the source, and save the file as UTF-8.

文字不是转码出错的残余。
为什么：转码中丢掉的字，读者看不懂、搜不到，也补不回来。
怎么改：从来源重新复制这段文字，存成 UTF-8。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule(
    "CASE315",
    "garbled-text",
    Severity.ERROR,
    "没有转码出错留下的乱码",
    "No text is what a wrong encoding left",
)

_GARBLED = re.compile(r"\ufffd+|锟斤拷|锘[挎縊]|烫烫烫|屯屯屯|.[\u0300-\u036f]{4,}")
"""What conversions leave, and more accents on one letter than any language writes."""


_SIGN = re.compile("[\ufffd锟锘烫屯\u0300-\u036f]")
"""What every garbled text has in it."""


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield texts that a conversion broke, at the first sign of it."""
    for passage in passages(entry, _SIGN):
        found = _GARBLED.search(passage.text)
        if found:
            shown = found[0][:8]
            yield Finding(
                passage.at,
                f"`{shown}` 是乱码",
                f"`{shown}` is garbled",
                "从来源重新复制这段文字",
                "copy the words from their source again",
                quote=found[0],
            )
