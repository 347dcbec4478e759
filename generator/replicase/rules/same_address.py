"""An address belongs to one source.

Why: one page listed twice looks like two sources, and is counted as two.
Mend: keep one, and give its id wherever the other one stands; for a page of a long document write
the number of the page into the note.

一个网址只列为一个来源。
为什么：同一个网页列两次，看上去像两个来源，计数时也成了两个。
怎么改：留一个，引用另一个的地方都改成它的编号；同一份长文件的不同页，页码写在说明里。
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from urllib.parse import unquote

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE331",
    "repeated-source",
    Severity.WARNING,
    "一个网址只列为一个来源",
    "An address belongs to one source",
)

_SCHEME = re.compile(r"https?:/{1,2}(?:www\.)?", re.IGNORECASE)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield sources whose address another source has already."""
    seen: dict[str, str] = {}
    for index, source in enumerate(entry.record.sources):
        if source.url is None:
            continue
        first = seen.setdefault(plain_address(source.url), source.id)
        if first != source.id:
            yield Finding(
                ("sources", index, "url"),
                f"来源 `{first}` 已经是这个网址",
                f"the source `{first}` has this address already",
                f"只留一个，引用处改为 `{first}`",
                f"keep one, and write `{first}` where the other is named",
            )


def plain_address(address: str) -> str:
    """An address without what makes no difference: scheme, `www.`, escapes, a slash at the end.

    Case counts in a path: on many servers `/A` and `/a` are two pages.
    """
    host, slash, rest = _SCHEME.sub("", address).partition("/")
    shown = f"{host.casefold()}{slash}{unquote(rest)}".rstrip("/")
    return unicodedata.normalize("NFC", shown)
