"""Every source that is named is listed.

Why: a reader who follows the reference must arrive somewhere.
Mend: add the source under `sources`, or correct the id; an old id is never given to another source.

引用的来源都要列出。
为什么：读者顺着编号要能找到出处。
怎么改：在 `sources` 里补上，或改正编号；用过的编号不要转给别的来源。
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.model.evidence import EDITOR
from replicase.rules.cited import listed, references
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE301",
    "dangling-source",
    Severity.ERROR,
    "引用的来源都已列出",
    "Every source that is named is listed",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield references to sources that are not there, one for each place and id."""
    known = listed(entry)
    said: set[tuple[Path, str]] = set()
    for at, source, words in references(entry):
        if source in known or (source == EDITOR and not words.startswith("[")):
            continue
        if (at, source) in said:
            continue
        said.add((at, source))
        if source == EDITOR:
            yield Finding(
                at,
                "正文里不能引 `editor`",
                "`editor` cannot be cited in prose",
                "删掉这个引注；正文里的事实要有来源",
                "delete the citation; facts in prose need a source",
                quote=words,
            )
            continue
        close = difflib.get_close_matches(source, known, n=1, cutoff=0.75)
        also_zh = f"；或改成 `{close[0]}`" if close else ""
        also_en = f", or write `{close[0]}`" if close else ""
        yield Finding(
            at,
            f"来源 `{source}` 没有列出",
            f"the source `{source}` is not listed",
            f"在 `sources` 里补上{also_zh}",
            f"add it under `sources`{also_en}",
            quote=words,
        )
