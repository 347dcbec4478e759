"""A word is written in letters of one script.

Why: a Cyrillic `о` cannot be told from a Latin `o`; search does not find the word, and a name can
pass for another.
Mend: type the whole word again with one keyboard.

一个词只用一种文字的字母。
为什么：西里尔字母 `о` 和拉丁字母 `o` 看不出差别；搜索找不到这个词，名称也可以冒充。
怎么改：用同一种输入法把整个词重新输入。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.prose import LOOKALIKE
from replicase.rules.address import ADDRESSES
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages, without_marks

RULE = Rule(
    "CASE314",
    "lookalike",
    Severity.ERROR,
    "一个词里没有冒充别种文字的字母",
    "No word has letters that pass for those of another script",
)


_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0400-\u052f]")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield words that mix Latin letters with Cyrillic or Greek ones that look like them."""
    for passage in passages(entry, _OTHER_SCRIPT):
        if passage.at[-1] in ADDRESSES:
            continue  # the host of an address is judged with it
        found = LOOKALIKE.search(without_marks(passage.text))
        if found:
            yield Finding(
                passage.at,
                f"`{found[0][:40]}` 混用了两种文字里相像的字母",
                f"`{found[0][:40]}` mixes letters of two scripts that look alike",
                "用同一种文字重新输入这个词",
                "type the word again in one script",
                quote=found[0],
            )
