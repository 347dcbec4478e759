"""No address of a home.

A street, house and room where somebody lives, or the group and number of a house in a village. The
address of an office passes, and so does a place down to its community.
Why: it leads to a person's door.
Mend: name the town or the community, and leave the rest out.

不写住址。
写到楼幢、单元、房号，或村里几组几号的住处。单位的地址可以，写到社区、村为止的也可以。
为什么：凭住址能找上门。
怎么改：写到镇街或村社为止。
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

RULE = Rule(
    "CASE323", "home-address", Severity.WARNING, "没有住址", "There is no address of a home"
)

_NUMBER = r"[0-9一二三四五六七八九十百]{1,5}"
_ADDRESS = rarely(
    rf"(?:住\s?址|家\s?住|现住|住在|居住地|居住在|户籍地|家庭地址)(?:[:：为是在于址\s]){{0,3}}[^，。；\n]{{2,40}}?"
    rf"(?:{_NUMBER}\s?(?:室|单元|号楼|幢|栋|号(?!线|文|令|公告|地块))|{_NUMBER}\s?组\s?{_NUMBER}\s?[号户])"
    rf"(?:\s?{_NUMBER}\s?(?:室|单元|号楼|幢|栋|号|户))*"
    rf"|{_NUMBER}\s?(?:幢|栋|号楼|座)\s?{_NUMBER}\s?单元\s?{_NUMBER}\s?室"
)
_SIGN = re.compile("[住家现居户单&](?:址|在|住|庭地址|籍地|元|#)")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield addresses of homes."""
    for passage, seen in seen_texts(entry, _SIGN):
        for found in _ADDRESS.finditer(seen):
            yield Finding(
                passage.at,
                "有写到门牌的住址",
                "the address of a home stands here, down to its door",
                "只写到镇街或村社",
                "name the town or community only",
                quote=passage.text[found.start() : found.end()],
            )
