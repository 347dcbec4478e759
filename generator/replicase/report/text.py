"""Diagnostics for a person at a terminal: place, message, the line with a caret, what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from wcwidth import wcwidth

from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.report import Summary

_WIDEST = 110
"""Columns of a line that are shown; of a longer one, those around the span."""

Style = Literal["bold", "calm", "red", "green", "bold red", "bold yellow", "bold cyan"]
_STYLES: dict[Style, str] = {
    "bold": "\x1b[1m",
    "calm": "\x1b[34m",
    "red": "\x1b[31m",
    "green": "\x1b[32m",
    "bold red": "\x1b[1;31m",
    "bold yellow": "\x1b[1;33m",
    "bold cyan": "\x1b[1;36m",
}
COLOURS: dict[Severity, Style] = {
    Severity.ERROR: "bold red",
    Severity.WARNING: "bold yellow",
    Severity.NOTE: "bold cyan",
}
_HINT = {"zh": "提示：", "en": "hint: "}
_EXPLAIN = {
    "zh": "`replicase explain {code}` 说明为什么、怎么改",
    "en": "`replicase explain {code}` says why, and how to mend it",
}
_COUNTED_ONLY = {
    "zh": "（`replicase check --notes` 列出提醒）",
    "en": " (`replicase check --notes` lists the notes)",
}


def report(
    diagnostics: Iterable[Diagnostic],
    summary: Summary,
    language: Language = "zh",
    *,
    color: bool = False,
    notes: bool = True,
    explain: bool = False,
) -> str:
    """One block a diagnostic, then a line that says how many files were read.

    Without `notes` they are only counted there: errors and warnings are not to drown in them. With
    `explain` a last line names the rule to read about first.
    """
    listed = [d for d in diagnostics if notes or d.severity > Severity.NOTE]
    blocks = ["\n".join(block(d, language, color=color)) for d in listed]
    said = summary.sentence(language)
    if summary.notes and not notes:
        said += _COUNTED_ONLY[language]
    if explain and listed:
        first = max(listed, key=lambda d: d.severity)
        said += "\n" + _EXPLAIN[language].format(code=first.code)
    return "\n\n".join([*blocks, said]) + "\n"


def painter(color: bool) -> Callable[[str, Style], str]:
    """What writes words in a style, or leaves them as they are."""
    if not color:
        return lambda text, _: text
    return lambda text, style: f"{_STYLES[style]}{text}\x1b[0m"


def block(diagnostic: Diagnostic, language: Language, *, color: bool = False) -> Iterator[str]:
    """The lines that tell one diagnostic."""
    painted = painter(color)
    severity, span = diagnostic.severity, diagnostic.span
    place = f"{printable(diagnostic.file)}:{span.line}:{span.column}"
    word = painted(f"{severity.word} {diagnostic.code}", COLOURS[severity])
    yield f"{painted(place, 'bold')}: {word} {printable(diagnostic.message(language))}"
    gutter = max(5, len(str(span.line)) + 1)
    for line in diagnostic.excerpt:
        shown, caret = _excerpt(line, diagnostic)
        yield f"{painted(f'{span.line:>{gutter}} |', 'calm')} {shown}".rstrip()
        yield f"{painted(f'{chr(32) * gutter} |', 'calm')} {painted(caret, COLOURS[severity])}"
    if hint := diagnostic.hint(language):
        mark = painted(f"{chr(32) * gutter} =", "calm")
        yield f"{mark} {_HINT[language]}{printable(hint)}"


def in_one_line(diagnostic: Diagnostic, language: Language) -> str:
    """What is wrong and what to do, for formats that have one place for both; as it is, unescaped."""
    message, hint = diagnostic.message(language), diagnostic.hint(language)
    between = "。提示：" if language == "zh" else "; hint: "
    return f"{message}{between}{hint}" if hint else message


def _excerpt(line: str, diagnostic: Diagnostic) -> tuple[str, str]:
    """A line as it can be shown, and the caret below its span."""
    span = diagnostic.span
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line.rstrip())
    # A line may have a hundred thousand characters, and a mistake in each of them.
    first = max(0, start - _WIDEST - 1)
    before = [_shown(c) for c in line[first:start]]
    marked = [_shown(c) for c in line[start : min(end, start + _WIDEST + 1)]]
    after = [_shown(c) for c in line[end : end + _WIDEST + 1]]
    whole = _width(before) + _width(marked) + _width(after) <= _WIDEST
    head = before if whole else _kept(before[::-1], _WIDEST // 3)[::-1]
    middle = _kept(marked, _WIDEST - _width(head))
    shown_whole = len(middle) == end - start
    tail = _kept(after, _WIDEST - _width(head) - _width(middle)) if shown_whole else []
    cut_head = "…" if len(head) < start else ""
    cut_tail = "…" if len(middle) + len(tail) < len(line) - start else ""
    shown = cut_head + "".join((*head, *middle, *tail)) + cut_tail
    caret = " " * (len(cut_head) + _width(head)) + "^" * max(1, _width(middle))
    return shown, caret


def _kept(pieces: list[str], width: int) -> list[str]:
    """The first pieces that fit into so many columns."""
    used = 0
    for index, piece in enumerate(pieces):
        used += _width([piece])
        if used > width:
            return pieces[:index]
    return pieces


def _width(pieces: Iterable[str]) -> int:
    return sum(max(0, wcwidth(c)) for piece in pieces for c in piece)


def printable(text: str) -> str:
    """A text no terminal obeys: control and direction characters are written out."""
    return text if text.isprintable() else "".join(map(_shown, text))


def sample(text: str) -> str:
    """A line of an example: as `printable`, but a tab is seen, since it may be the mistake."""
    return printable(text.replace("\t", "→   "))


def _shown(character: str) -> str:
    if character == "\t":
        return "    "
    if unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"):
        return f"<U+{ord(character):04X}>"
    return character
