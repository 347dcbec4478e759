"""An address begins with https, where the site offers it.

Why: what comes over http can be changed on the way, and some networks refuse it.
Mend: try the address with https; keep http if the site knows nothing else.

网址尽量用 https。
为什么：http 的内容在途中可能被改动，有的网络也不让打开。
怎么改：换成 https 试一试；网站只有 http 的就保留。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages
from replicase.rules.signs import PLAIN_HTTP, signs_in

RULE = Rule("CASE309", "plain-http", Severity.NOTE, "网址用 https", "An address begins with https")

_HTTP = re.compile(r"http://[^\s)\]>，。；、）]+", re.IGNORECASE)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield one note for all http addresses of a record, at the first."""
    if not signs_in(entry, PLAIN_HTTP):
        return
    found = [(p.at, m[0]) for p in passages(entry) for m in _HTTP.finditer(p.text)]
    if not found:
        return
    at, first = found[0]
    count = len({address for _, address in found})
    yield Finding(
        at,
        f"有 {count} 个网址是 http" if count > 1 else "网址是 http",
        f"{count} addresses are http" if count > 1 else "the address is http",
        "试试 https，能打开就换",
        "try https, and change it if that works",
        quote=first,
    )
