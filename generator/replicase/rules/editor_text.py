"""What the editor alone concludes holds no fact.

A part whose only source is `editor` has no figure, date, document number or quotation.
Why: the page marks it as an editor's reading of sourced facts; a fact in it would have no source.
Mend: name the source the fact comes from, or take the fact out.

编者自己的归纳里不写事实。
来源只有 `editor` 的内容，不含数字、日期、文号和引文。
为什么：页面把它标为编者对有来源的事实的归纳；里面的事实就成了没有来源的。
怎么改：写上事实的来源，或把事实拿掉。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from replicase.diagnostics import Finding, Path, Rule, Severity
from replicase.library import Library
from replicase.model.describe import keys_of
from replicase.model.scalars import PartialDate
from replicase.model.text import Text
from replicase.rules.cited import only_the_editor
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import figure_in

RULE = Rule(
    "CASE208",
    "fact-from-editor",
    Severity.ERROR,
    "只有编者归纳的内容不含事实",
    "What rests on the editor alone holds no fact",
)

_DOCUMENT_NUMBER = re.compile(r"[〔\[（(]\s*[12][0-9]{3}\s*[〕\]）)]\s*[0-9]+\s*号")
_QUOTATION = re.compile(r"“[^“”]*[，。；！？][^“”]*”|“[^“”]{12,}”|\"(?:[^\s\"]+\s+){4,}[^\s\"]+\"")
"""A passage in quotation marks; a word or a name in them is no quotation."""


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield the first fact of each text, date and number that rests on the editor alone."""
    for at, part in entry.parts.sourced:
        if not only_the_editor(part):
            continue
        written = part.written
        for name, key in keys_of(type(part)):
            if name in written and (finding := _fact((*at, key), getattr(part, name))) is not None:
                yield finding


def _fact(at: Path, value: object) -> Finding | None:
    if isinstance(value, Text):
        for language, text in (("zh", value.zh), ("en", value.en)):
            for words, zh, en in _facts(text):
                return _finding((*at, language), zh, en, words)
    elif isinstance(value, PartialDate):
        return _finding(at, "日期", "the date", str(value))
    elif isinstance(value, Decimal) or (isinstance(value, int) and not isinstance(value, bool)):
        return _finding(at, "数字", "the figure", str(value))
    return None


def _facts(text: str) -> Iterator[tuple[str, str, str]]:
    if found := _DOCUMENT_NUMBER.search(text):
        yield found[0], "文号", "the document number"
    if found := _QUOTATION.search(text):
        yield found[0], "引文", "the quotation"
    if figure := figure_in(text):
        yield figure, "数字", "the figure"


def _finding(at: Path, zh: str, en: str, words: str) -> Finding:
    short = words if len(words) <= 30 else words[:29] + "…"
    return Finding(
        at,
        f"来源只有 `editor`，却写了{zh} {short}",
        f"the only source is `editor`, but it holds {en} {short}",
        "写上这个事实的来源，或删去它",
        "name the source of the fact, or take it out",
        quote=words,
    )
