"""No mark of a state secret.

Documents of a secret level carry it with a star and a term, as 秘密★10年, or name it after 密级; so do
those of trade secrets (核心商密★长期). Spaces, line breaks and other stars make no difference; the words
alone (秘密花园, 机密性要求) pass.
Why: the mark says the text must not be public, whatever else is true.
Mend: take the material out and ask the office that keeps secrets before anything is published.

没有密级标志。
涉密文件标有密级、星号和期限，如“秘密★10年”，或写在“密级：”后面；商业秘密也一样（核心商密★长期）。中间有空格、换行，换一种星号，
都一样算；只有词语的（秘密花园、机密性要求）不算。
为什么：有这个标志，内容就不能公开。
怎么改：撤下这份材料，发布前先问保密工作机构。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.seen import seen_texts

RULE = Rule("CASE312", "secret-mark", Severity.ERROR, "没有密级标志", "There is no mark of secrecy")

_GAP = r"[\s\0·]{0,3}"
_AROUND = r"[\s\0·\\*_`]{0,5}"
"""Around a star there may be Markdown, too."""
_STAR = "[★☆✩✪✫✬✭✮✯✰⭐⋆]"
_LEVEL = rf"(?:绝{_GAP}密|机{_GAP}密|秘{_GAP}密|(?:核心|普通){_GAP}商{_GAP}密)(?:{_GAP}级)?"
_TERM = (
    rf"(?:长{_GAP}期|永久|(?:启用|公开|公布|解密|发布)前|(?:保密)?(?:期限)?(?:至|到)?{_GAP}"
    rf"[0-9一二三四五六七八九十两]{{1,4}}{_GAP}(?:年|个{_GAP}月|天|日))"
)
_MARK = rarely(
    # An asterisk alone may be the end of **emphasis**.
    rf"(?:{_STAR}{_GAP})?{_LEVEL}{_GAP}(?:{_AROUND}{_STAR}(?:{_AROUND}{_TERM})?|[*∗]{_GAP}{_TERM})"
    rf"|{_STAR}{_GAP}{_LEVEL}(?={_GAP}(?:{_TERM}|[】\])）]|$))"
    rf"|(?:密{_GAP}级|涉密等级|保密等级){_GAP}[:：]{_GAP}[【\[]?{_LEVEL}"
    # The head of a document: its level on a line, its urgency below.
    rf"|^[ \t]*{_LEVEL}[ \t]*(?=\n\s*(?:特{_GAP}急|加{_GAP}急|急{_GAP}件|特{_GAP}提|平{_GAP}急))",
    re.MULTILINE,
)
_SIGN = re.compile("[密&]")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every mark of secrecy."""
    for passage, seen in seen_texts(entry, _SIGN, ("密", "&")):
        for found in _MARK.finditer(seen):
            words = passage.text[found.start() : found.end()].strip()
            shown = " ".join(words.split())
            yield Finding(
                passage.at,
                f"有密级标志“{shown}”",
                f"the mark of secrecy {shown} stands here",
                "撤下涉密材料，先问保密工作机构",
                "take the material out and ask the office that keeps secrets",
                quote=words,
            )
