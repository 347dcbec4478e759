"""Words without which a rule has nothing to look for in a record; all are looked for in one pass."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from itertools import accumulate

from ahocorasick_rs import AhoCorasick

from replicase.model.parts import Passage
from replicase.model.text import narrow
from replicase.rules.entries import RecordEntry

CLAIMS = (
    *("大幅", "显著", "明显", "极大", "突出", "斐然", "领先", "一流", "前列", "领跑", "百分之百"),
    *("好评", "欢迎", "称赞", "认可", "100", "significantly", "dramatically", "remarkabl"),
    *("hugely", "enormously", "greatly", "vastly", "markedly", "substantially", "leading", "leads"),
    *("first-class", "praised", "acclaimed"),
)
"""Every claim has one of these in it."""
ORDERS = (
    *("忽略", "无视", "忘记", "忘掉", "不要理会", "跳过", "如果你", "假如你", "作为", "你是"),
    *("ignore", "disregard", "forget", "if you are", "<|", "[inst]", "[/inst]", "<<sys>>"),
)
"""Every order to a machine has one of these in it."""
DOCUMENTS = (
    *("护照", "通行证", "台胞证", "回乡证", "居留证", "居留许可", "军官证", "士兵证", "警官证"),
    *("驾驶证", "passport", "travel permit", "&#"),
)
"""What a personal document is called, and what may hide it."""
PLAIN_HTTP = ("http://",)
CHANGES = ("%", "％", "个百分点", "percent", "per cent", "point")
"""Every change that is stated in per cent or in points has one of these in it."""

_ALL = tuple(dict.fromkeys((*CLAIMS, *ORDERS, *DOCUMENTS, *PLAIN_HTTP, *CHANGES)))


@cache
def _finder() -> AhoCorasick:
    return AhoCorasick(_ALL)


def passages_with(entry: RecordEntry, signs: tuple[str, ...]) -> list[Passage]:
    """Return the texts of a record in which some of the signs stand, small letters taken for capitals."""
    there = _found(entry)
    if not there:
        return []
    places = sorted({place for sign in signs for place in there.get(sign, ())})
    return [entry.parts.passages[place] for place in places]


def _found(entry: RecordEntry) -> dict[str, list[int]]:
    """Which signs a record has, each with the positions of the texts it stands in."""
    known = entry.worked_out
    if _found not in known:
        known[_found] = _look(entry)
    found: dict[str, list[int]] = known[_found]
    return found


def _look(entry: RecordEntry) -> dict[str, list[int]]:
    folded = entry.wording.lower()
    # With those that overlap: they may be signs of two rules.
    matches = _finder().find_matches_as_indexes(folded, overlapping=True)
    if not matches:
        return {}
    # A few letters are longer in small: each text is then measured as it was folded.
    texts = [passage.text for passage in entry.parts.passages]
    if len(folded) != len(entry.wording):
        texts = [narrow(text).lower() for text in texts]
    ends = list(accumulate(len(text) + 1 for text in texts))
    found: dict[str, list[int]] = {}
    for number, start, _ in matches:
        found.setdefault(_ALL[number], []).append(bisect_right(ends, start))
    return found


def signs_in(entry: RecordEntry, signs: tuple[str, ...]) -> list[str]:
    """Return which of some signs a record has anywhere, small letters taken for capitals."""
    there = _found(entry)
    return [sign for sign in signs if sign in there] if there else []
