"""No mark of a state secret.

Documents of a secret level carry it with a star and a term, as 秘密★10年.
Why: the mark says the text must not be public, whatever else is true.
Mend: take the material out and ask the office that keeps secrets before anything is published.

没有密级标志。
涉密文件标有密级、星号和期限，如“秘密★10年”。
为什么：有这个标志，内容就不能公开。
怎么改：撤下这份材料，发布前先问保密工作机构。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule("CASE312", "secret-mark", Severity.ERROR, "没有密级标志", "There is no mark of secrecy")

_MARK = re.compile(
    # An asterisk alone may be the end of **emphasis**.
    r"(?:绝\s?密|机\s?密|秘\s?密)\s{0,2}"
    r"(?:[★☆✩✭]\s{0,2}(?:长期|[0-9]{1,2}\s?(?:年|个月)|启用前)?|[*＊]\s{0,2}(?:长期|[0-9]{1,2}\s?年))"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every mark of secrecy."""
    for passage in passages(entry, _MARK):
        for found in _MARK.finditer(passage.text):
            words = found[0].strip()
            yield Finding(
                passage.at,
                f"有密级标志“{words}”",
                f"the mark of secrecy {words} stands here",
                "撤下涉密材料，先问保密工作机构",
                "take the material out and ask the office that keeps secrets",
                quote=words,
            )
