"""The rank of a law or document is one of the ranks there are.

Those of the Legislation Law, party rules, other documents, judicial interpretations and standards.
Why: a place without the power to make law must see what the practice rests on.
Mend: write the rank as in the list; leave it out where the source does not tell.

依据的效力层级用固定的名称。
即《立法法》所列的各级，加上党内法规、规范性文件、司法解释和标准。
为什么：没有立法权的地方，要看得出这个做法靠什么。
怎么改：用列表里的名称；来源没有说明的，不写。
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import Case

RULE = Rule(
    "CASE239",
    "unknown-rank",
    Severity.WARNING,
    "效力层级用固定的名称",
    "A legal rank is one of those there are",
)

RANKS = (
    "宪法",
    "法律",
    "法律解释",
    "行政法规",
    "监察法规",
    "地方性法规",
    "自治条例",
    "单行条例",
    "经济特区法规",
    "部门规章",
    "地方政府规章",
    "司法解释",
    "党内法规",
    "规范性文件",
    "国家标准",
    "行业标准",
    "地方标准",
    "团体标准",
    "企业标准",
    "村规民约",
)


def check(entry: Entry[Case], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield ranks in Chinese that are none of these; English ones are a translator's."""
    for index, law in enumerate(entry.record.legal_basis):
        if law.rank is None or not law.rank.zh or law.rank.zh in RANKS:
            continue
        close = difflib.get_close_matches(law.rank.zh, RANKS, n=1, cutoff=0.5)
        yield Finding(
            ("legal_basis", index, "rank", "zh"),
            f"没有“{law.rank.zh}”这个效力层级",
            f'there is no rank "{law.rank.zh}"',
            f"是否指“{close[0]}”？" if close else f"从这些里选：{'、'.join(RANKS)}",
            f'did you mean "{close[0]}"?' if close else f"choose one of {', '.join(RANKS)}",
        )
