"""Words without which a rule has nothing to look for in a record; all are looked for in one pass."""

from __future__ import annotations

from functools import cache

from ahocorasick_rs import AhoCorasick

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

_ALL = tuple(dict.fromkeys((*CLAIMS, *ORDERS, *DOCUMENTS, *PLAIN_HTTP)))


@cache
def _finder() -> AhoCorasick:
    return AhoCorasick(_ALL)


def signs_in(entry: RecordEntry, signs: tuple[str, ...]) -> list[str]:
    """Return which of some signs a record has anywhere, small letters taken for capitals."""
    known = entry.worked_out
    if signs_in not in known:
        folded = entry.wording.lower()
        # With those that overlap: they may be signs of two rules.
        known[signs_in] = set(_finder().find_matches_as_strings(folded, overlapping=True))
    there: set[str] = known[signs_in]
    return [sign for sign in signs if sign in there] if there else []
