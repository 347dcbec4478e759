"""A claim has a figure in its sentence.

Words such as 大幅提升, 全国领先 or "significantly" say nothing a reader could check; words in quotation
marks are somebody else's.
Why: a library of claims is a brochure.
Mend: give the figure and its source, or leave the word out.

说效果，同一句里要有数字。
“大幅提升”“全国领先”之类的话没法核对；放在引号里的是别人的说法，不算。
为什么：都是这类话的案例库，只是一本宣传册。
怎么改：写出数字和来源，或去掉这个词。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model import IndicatorScheme
from replicase.patterns import rarely
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import figure_in, sentences
from replicase.rules.signs import CLAIMS, passages_with

RULE = Rule(
    "CASE304",
    "claim-without-figure",
    Severity.WARNING,
    "说效果的句子有数字",
    "A sentence with a claim has a figure",
)

_CLAIM = rarely(
    r"(?:大幅度?|显著|明显|极大|持续大幅)地?(?:提升|提高|下降|降低|减少|增加|增长|上升|改善|增强|好转|优化)"
    r"|(?:成效|效果|成果|成绩|变化)(?:显著|明显|突出|斐然)"
    r"|(?:全国|国内|全省|世界|国际|同行业)(?:领先|一流|前列)|走在(?:全国|全省)?前列|领跑(?:全国|全省)"
    r"|(?:广|深|备)受[^，。；]{0,6}(?:好评|欢迎|称赞)|(?:一致|普遍)(?:好评|认可|称赞)"
    r"|\b(?:significantly|dramatically|remarkably|hugely|enormously)\b"
    r"|\b(?:greatly|vastly|markedly|substantially) (?:improv|reduc|increas|enhanc|decreas|rais|lower|cut)\w+"
    r"|\b(?:leading|leads|first-class) in the (?:nation|country|province|world)\b"
    r"|\b(?:nationally|world)[- ]leading\b|\b(?:widely|highly|universally) (?:praised|acclaimed)\b"
    r"|\bremarkable (?:results|success|achievements?)\b",
    re.IGNORECASE,
)
_ALL = rarely(
    r"(?:100\s?[%％]|百分之百)(?:的?(?:满意|认可|好评|化解|办结|成功))"
    r"|(?:满意|认可|好评|化解|办结|成功)率(?:达到?|为)?\s?(?:100\s?[%％]|百分之百)"
    r"|\b100\s?(?:%|per ?cent) (?:satisf|success|approv)\w+",
    re.IGNORECASE,
)
"""A figure that is itself the claim."""

_QUOTED = re.compile(r"“[^”]*”|「[^」]*」|\"[^\"]*\"")
_YEAR = re.compile(
    r"(?:19|20)[0-9]{2}(?:\s?年|-[0-9]{2}(?:-[0-9]{2})?|(?=[-—–](?:19|20)[0-9]{2}))"
    r"|(?<=[-—–])(?:19|20)[0-9]{2}|[0-9]{1,2}\s?[月日]"
    r"|\b(?:in|since|by|from|to|of|until|after|before|between|and|late|early)\s+(?:19|20)[0-9]{2}\b",
    re.IGNORECASE,
)
"""A date is no figure of what changed."""


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield claim words in sentences without a figure."""
    if isinstance(entry.record, IndicatorScheme):
        return  # it is quoted as its issuer wrote it
    for passage in passages_with(entry, CLAIMS):
        if passage.language is None:
            continue
        for sentence in sentences(passage.text):
            said = _QUOTED.sub("“”", sentence)
            found = _ALL.search(said)
            if not found and not figure_in(_YEAR.sub("", said)):
                found = _CLAIM.search(said)
            if found:
                yield Finding(
                    passage.at,
                    f"“{found[0]}”没有可核对的数字",
                    f'"{found[0]}" has no figure that could be checked',
                    "写出有来源的数字，或去掉这个说法；是原话的，加引号",
                    "give a figure with its source, or leave the words out; put quotation marks around quoted ones",
                    quote=found[0],
                )
