"""A scheme that is called official names the official text it is taken from.

Why: cities are judged by official indicators; nobody may take a list of ours for one.
Mend: list the text under `sources`, as `type: official`, and name it in `source`; a list drawn up by
the library is `official: false`.

写明是官方的指标，要有它所依据的官方文本。
为什么：各地按官方指标考评，不能把自拟的清单当成官方的。
怎么改：在 `sources` 里列出原文，类型写 `official`，并把编号写进 `source`；本库自拟的写 `official: false`。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import IndicatorScheme

RULE = Rule(
    "CASE217",
    "official-scheme",
    Severity.ERROR,
    "官方指标有官方文本作来源",
    "An official scheme has an official text as its source",
)


def check(entry: Entry[IndicatorScheme], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield an official scheme without an official source, unless a source could not be read."""
    scheme = entry.record
    if not scheme.official or not (entry.whole("source") and entry.whole("sources")):
        return
    types = {source.id: source.type for source in scheme.sources}
    if any(source not in types for source in scheme.source):
        return  # it is not listed, and another rule says so
    if not any(types[source] == "official" for source in scheme.source):
        yield Finding(
            ("source",) if scheme.source else ("official",),
            "来源里没有官方文本" if scheme.source else "写明是官方文本，却没有来源",
            "no source is an official text"
            if scheme.source
            else "it is official, but has no source",
            "写上官方原文的来源，或改成 `official: false`",
            "name the official text it is from, or write `official: false`",
        )
