"""A Chinese sentence has at most 80 characters.

Why: most readers look a case over on a phone, between two meetings.
Mend: cut the sentence where a new thing begins.

中文句子不超过 80 个字。
为什么：多数人是在手机上、会议间隙里看案例的。
怎么改：换一件事说的地方断句。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages, sentences, without_marks

LIMIT = 80

RULE = Rule(
    "CASE308",
    "long-sentence",
    Severity.NOTE,
    f"中文句子不超过 {LIMIT} 个字",
    f"A Chinese sentence has at most {LIMIT} characters",
)

_HAN = rarely(r"[\u3400-\u9fff]")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield Chinese sentences over the limit."""
    for passage in passages(entry):
        if passage.language != "zh" or len(passage.text) <= LIMIT:
            continue
        for sentence in sentences(passage.text):
            if len(sentence) <= LIMIT:
                continue
            length = len(_HAN.findall(without_marks(sentence)))
            if length > LIMIT:
                yield Finding(
                    passage.at,
                    f"这句话有 {length} 个字，应不超过 {LIMIT}",
                    f"this sentence has {length} characters; {LIMIT} are enough",
                    "换一件事说的地方断开",
                    "cut it where a new thing begins",
                    quote=sentence,
                )
