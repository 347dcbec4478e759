"""A figure in prose has its source in the same paragraph.

A text beside which `source` is written has it there.
Why: a reader must be able to look the figure up, and an editor to correct it.
Mend: put `[@s3]` behind the sentence.

正文里的数字，同一段里要有来源。
旁边写了 `source` 的文字，来源就是它。
为什么：读者要能查到这个数，编辑要能核对。
怎么改：在句子后面加上 `[@s3]` 这样的引注。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.rules.cited import sources_of
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import citations, figure_in, paragraphs, sentences

RULE = Rule(
    "CASE303",
    "uncited-figure",
    Severity.WARNING,
    "正文里的数字有来源",
    "A figure in prose has a source",
)


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield the first figure of each paragraph without a citation."""
    for passage in entry.parts.markdown:
        if sources_of(passage.holder):
            continue
        for paragraph in paragraphs(passage.text):
            if citations(paragraph):
                continue
            for sentence in sentences(paragraph):
                if figure := figure_in(sentence):
                    yield Finding(
                        passage.at,
                        f"数字 {figure} 没有来源",
                        f"the figure {figure} has no source",
                        "在句后加上引注，如 `[@s1]`",
                        "cite its source behind the sentence, as `[@s1]`",
                        quote=sentence,
                    )
                    break
