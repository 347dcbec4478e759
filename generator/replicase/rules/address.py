"""An address leads to a public site, and names it plainly.

Why: nobody outside can open a machine of an office; a user name before the host, or a letter that
passes for another, sends readers where they did not mean to go, and words behind an address are
taken for part of it.
Mend: write the address under which the public finds the page.

网址通向公开的网站，并且如实写出它的名字。
为什么：单位内网的地址外人打不开；主机名前的用户名、冒充别的字母的字母，会把读者带到别处；跟在后面的文字会被当成网址。
怎么改：写公众打开这个页面用的网址。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.decode.rules import BAD_URL as RULE
from replicase.diagnostics import Finding, in_short
from replicase.library import Library
from replicase.model.parts import Passage
from replicase.prose import reachable
from replicase.rules.entries import RecordEntry

__all__ = ["ADDRESSES", "RULE", "check"]

ADDRESSES = ("url", "archived")
"""The fields that hold an address; those in a text are judged with its other markup."""
_CREDENTIAL = re.compile(
    r"[?&#;]((?:access_?token|refresh_?token|id_?token|token|jwt|api_?key|app_?secret|secret|password|passwd|pwd"
    r"|session(?:_?id)?|jsessionid|phpsessid|sid|sessdata|ticket|authorization|signature)=[^&#;]{6,})",
    re.IGNORECASE,
)
"""What lets somebody in, in the query of an address."""
_WORDS_BEHIND = re.compile(
    r"[，。；、]+$|（[^（）]*(?:[0-9]{4}年|查阅|访问|存档|来源|原文|链接)[^（）]*）?$"
)
"""What was written behind an address: a remark in brackets, a mark that ends a sentence."""


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield addresses whose form is right but whose host is none of the open web."""
    for passage in _addresses(entry):
        if not reachable(passage.text):
            shown = in_short(passage.text)
            yield Finding(
                passage.at,
                f"`{shown}` 不是公开网站的网址",
                f"`{shown}` is no address of a public site",
                "写公众能打开的网址，不带用户名",
                "write the address the public opens, without a user name",
            )
        elif found := _CREDENTIAL.search(passage.text):
            yield Finding(
                passage.at,
                f"网址里带着登录凭证 `{found[1]}`",
                f"the address holds a credential, `{found[1]}`",
                "换成不用登录就能打开的网址，删去这一段",
                "write an address that opens without signing in, and delete this part",
                quote=found[1],
            )
        elif found := _WORDS_BEHIND.search(passage.text):
            yield Finding(
                passage.at,
                f"网址后面带着别的文字 `{found[0]}`",
                f"words stand behind the address: `{found[0]}`",
                "删去；查阅日期写进 `accessed`，要说明的写进 `note`",
                "delete them; the day it was read belongs in `accessed`, a remark in `note`",
                quote=found[0],
            )


def _addresses(entry: RecordEntry) -> Iterator[Passage]:
    """Every address that is a field of its own."""
    for at, part in entry.parts.records:
        for name in ADDRESSES:
            if (written := getattr(part, name, None)) and isinstance(written, str):
                yield Passage((*at, name), written, None, markdown=False, holder=part)
