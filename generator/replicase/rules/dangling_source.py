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
from replicase.rules.cited import cited, listed, references
from replicase.rules.entries import RecordEntry

RULE = Rule(
    "CASE301",
    "dangling-source",
    Severity.ERROR,
    "引用的来源都已列出",
    "Every source that is named is listed",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield sources that are not there, one message for each, at the first reference."""
    known = listed(entry)
    named = cited(entry)
    if known is not None and (named.fields - {EDITOR} | named.texts).issubset(known):
        return
    dangling: dict[str, list[tuple[Path, str]]] = {}
    for at, source, words in references(entry):
        if source == EDITOR:
            if words.startswith("["):
                yield _editor(at, words)
        elif known is not None and source not in known:
            dangling.setdefault(source, []).append((at, words))
    for source, places in dangling.items():
        (at, words), count = places[0], len(places)
        close = difflib.get_close_matches(source, known or (), n=1, cutoff=0.75)
        also_zh = f"；或改成 `{close[0]}`" if close else ""
        also_en = f", or write `{close[0]}`" if close else ""
        often_zh = f"（{count} 处引用）" if count > 1 else ""
        often_en = f" ({count} references)" if count > 1 else ""
        yield Finding(
            at,
            f"来源 `{source}` 没有列出{often_zh}",
            f"the source `{source}` is not listed{often_en}",
            f"在 `sources` 里补上{also_zh}",
            f"add it under `sources`{also_en}",
            quote=words,
        )


def _editor(at: Path, words: str) -> Finding:
    return Finding(
        at,
        "正文里不能引 `editor`",
        "`editor` cannot be cited in prose",
        "删掉这个引注；正文里的事实要有来源",
        "delete the citation; facts in prose need a source",
        quote=words,
    )
