"""No mark of internal material.

Documents marked 内部资料 or 注意保存 were not written for the public.
Why: they may be published only by whoever issued them.
Mend: use a public source instead, or ask the issuer and say so in the source's note.

没有内部资料标志。
标有“内部资料”“注意保存”的文件，不是写给公众的。
为什么：能不能公开，由发文单位决定。
怎么改：换成公开的来源，或征得发文单位同意，并在来源的说明里写明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages

RULE = Rule(
    "CASE313",
    "internal-mark",
    Severity.WARNING,
    "没有内部资料标志",
    "There is no mark of internal material",
)

_MARK = re.compile(r"内部(?:资料|文件|材料)|注意保存|不得外传|请勿外传|仅供内部")


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every mark of internal material."""
    for passage in passages(entry, _MARK):
        for found in _MARK.finditer(passage.text):
            yield Finding(
                passage.at,
                f"有内部资料标志“{found[0]}”",
                f"the mark of internal material {found[0]} stands here",
                "换成公开的来源，或先问发文单位",
                "use a public source, or ask the issuer first",
                quote=found[0],
            )
