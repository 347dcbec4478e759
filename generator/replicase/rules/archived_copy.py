"""The address of an archived copy leads to a copy, of the source and of a day.

Why: the copy is for the day the page is gone; an address that only repeats it, or asks the archive
for whatever it has, is gone with it.
Mend: save the page in an archive, and write the address the archive gives for that copy.

存档网址通向来源某一天的存档。
为什么：存档是为原网页没了的那一天准备的；只把原网址重写一遍，或只通向存档站的查询页，到时候一样打不开。
怎么改：在存档网站保存网页，写它给出的那一份的网址。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.model import Source
from replicase.model.scalars import PartialDate
from replicase.rules.entries import RecordEntry
from replicase.rules.same_address import plain_address

RULE = Rule(
    "CASE240",
    "archived-copy",
    Severity.WARNING,
    "存档网址通向一份存档",
    "The address of an archived copy leads to a copy",
)

_WAYBACK = re.compile(r"https?://web\.archive\.org/(?P<rest>.*)", re.IGNORECASE)
_COPY = re.compile(
    r"web/(?P<day>[12][0-9]{3}(?:0[1-9]|1[0-2])(?:[0-2][0-9]|3[01]))[0-9]{0,6}[a-z_]*/(?P<page>.+)"
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield addresses of archived copies that lead to none, or to another page's."""
    for index, source in enumerate(entry.record.sources):
        if source.archived:
            yield from _judge(("sources", index, "archived"), source, source.archived)


def _judge(at: Path, source: Source, archived: str) -> Iterator[Finding]:
    if source.url and _page(archived) == _page(source.url):
        yield Finding(
            at,
            "存档网址就是原网址",
            "the archived copy has the address of the page itself",
            "写存档网站给出的网址；没有存档的，删掉这一项",
            "write the address the archive gives, or delete the field",
        )
        return
    wayback = _WAYBACK.fullmatch(archived)
    if wayback is None:
        return  # every archive has addresses of its own
    copy = _COPY.fullmatch(wayback["rest"])
    if copy is None:
        yield Finding(
            at,
            "存档网址没有指明是哪一天的存档",
            "the address does not tell the copy of which day",
            "写成 `https://web.archive.org/web/20250102030405/…`",
            "write `https://web.archive.org/web/20250102030405/…`",
        )
    elif source.url and _page(copy["page"]) != _page(source.url):
        yield Finding(
            at,
            "存档的是另一个网页",
            "the copy is of another page",
            "改成 `url` 这个网页的存档，或改正 `url`",
            "name the copy of the page in `url`, or correct `url`",
        )
    elif (
        source.published
        and (when := PartialDate.read(_dashed(copy["day"])))
        and when.surely_before(source.published)
    ):
        yield Finding(
            at,
            f"存档于 {when}，早于发布的 {source.published}",
            f"the copy is of {when}, before the page was published on {source.published}",
            "换成发布以后的存档，或改正发布日期",
            "name a later copy, or correct the date of publication",
        )


def _dashed(day: str) -> str:
    return f"{day[:4]}-{day[4:6]}-{day[6:]}"


def _page(address: str) -> str:
    """An address as an archive compares it: without the place in the page."""
    return plain_address(address).partition("#")[0].rstrip("/").casefold()
