"""What an office is said to have found has an official source.

An inspection, an audit, a court, a city's own examination, a list of problems: these are the words of
offices. What a newspaper or a scholar reports is `media` or `research`.
Why: a page under an authority's name must not turn a report into a finding.
Mend: name the official document; or write who said it, and say it in other words.

说是官方查出的问题，来源里要有官方材料。
检查、审计、法院、自查自评和“问题清单”，都是官方的说法；报纸和学者指出的，写 `media`、`research`。
为什么：署着机关名称的网页，不能把一篇报道说成查出的问题。
怎么改：写上官方文件的来源；或如实写是谁指出的，换个说法。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import GapList

RULE = Rule(
    "CASE221",
    "official-finding",
    Severity.ERROR,
    "官方查出的问题有官方来源",
    "What an office found has an official source",
)

OFFICIAL = frozenset(
    {"self-examination", "self-evaluation", "spot-check", "negative-list", "audit", "court"}
)
"""Ways of finding that are acts of an office."""
_SUPPORT = frozenset({"official", "statistics", "court-audit"})
_WORDING = re.compile(
    r"(?:问题|负面|整改|督办)清单|\b(?:list of problems|negative list)\b", re.IGNORECASE
)


def check(entry: Entry[GapList], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield gaps without an official source that speak as an office would."""
    types = {source.id: source.type for source in entry.record.sources}
    for index, gap in enumerate(entry.record.items):
        named = [types.get(source) for source in gap.source]
        if None in named or _SUPPORT.intersection(filter(None, named)):
            continue  # a source that is not listed is told by another rule
        if gap.found_by in OFFICIAL:
            yield Finding(
                ("items", index, "found_by"),
                f"`{gap.found_by}` 是官方查出的，来源里却没有官方材料",
                f"`{gap.found_by}` is an official finding, but no source is official",
                "写上官方来源；是报道或研究指出的，写 `media` 或 `research`",
                "name an official source; what a report or study says is `media` or `research`",
            )
            continue
        for name in ("issue", "measure"):
            text = getattr(gap, name)
            for language in ("zh", "en") if text else ():
                if found := _WORDING.search(getattr(text, language)):
                    yield Finding(
                        ("items", index, name, language),
                        f"“{found[0]}”是官方的说法，来源里却没有官方材料",
                        f'"{found[0]}" is how an office speaks, but no source is official',
                        "写上官方来源，或换个说法",
                        "name an official source, or say it in other words",
                        quote=found[0],
                    )
