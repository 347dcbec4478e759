"""A rule's page, and the table of all rules, for a person at a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from wcwidth import wcswidth

from replicase.diagnostics import Language, Rule
from replicase.report.text import COLOURS, Style, painter, sample
from replicase.rulebook import Example, Stretch, areas, examples, told
from replicase.theme import words

WIDTH = 92
"""Columns of a line of words; those of an example are as long as they are in the file."""


def table(language: Language, *, color: bool = False) -> str:
    """Code, severity and one line for every rule, by what it looks at."""
    paint = painter(color)
    lines: list[str] = []
    for area in areas():
        lines += ["", paint(area.zh if language == "zh" else area.en, "bold")]
        for rule in area.rules:
            word = words(language).say(f"severity.{rule.severity.word}")
            column = f"{rule.code}  {word}{' ' * (8 - wcswidth(word))}"
            asks = rule.zh if language == "zh" else rule.en
            lines.append(f"  {paint(column, COLOURS[rule.severity])}{asks}")
    return "\n".join([*lines[1:], "", words(language).say("rule.table"), ""])


def page(rule: Rule, language: Language, *, color: bool = False, every: bool = False) -> str:
    """What a rule asks, why, how to mend it, and a mistake of its kind; `every` shows them all."""
    paint, about, say = painter(color), told(rule, language), words(language).say
    mark = f"{rule.code} {rule.name}"
    severity = paint(say(f"severity.{rule.severity.word}"), COLOURS[rule.severity])
    lines = [f"{paint(mark, 'bold')}  {severity}", ""]
    lines += [*_wrapped(about.what, ""), *_wrapped(about.more, "")]
    lines += ["", paint(say("rule.why"), "bold"), *_wrapped(about.why, "  ")]
    lines += ["", paint(say("rule.mend"), "bold"), *_wrapped(about.mend, "  ")]
    found = examples(rule)
    for example in found if every else found[:1]:
        lines += _example(example, language, color=color)
    if (more := len(found) - 1) > 0 and not every:
        lines += ["", say("rule.more", n=more)]
    return "\n".join([*lines, ""])


def _example(example: Example, language: Language, *, color: bool) -> Iterator[str]:
    paint, say = painter(color), words(language).say
    yield from ("", paint(say("rule.wrong"), "bold"))
    yield from _stretches(example.wrong, "-", "red", language, color=color)
    yield from ("", paint(say("rule.said"), "bold"))
    yield from (f"  {line}".rstrip() for line in example.said[language].split("\n"))
    yield from ("", paint(say("rule.right"), "bold"))
    yield from _stretches(example.right, "+", "green", language, color=color)


def _stretches(
    stretches: Iterable[Stretch], sign: str, style: Style, language: Language, *, color: bool
) -> Iterator[str]:
    paint = painter(color)
    before = None
    for stretch in stretches:
        if stretch.file == before:
            yield "        …"
        elif stretch.file:
            yield f"  {stretch.file}"
        before = stretch.file
        if not stretch.lines:
            yield f"  {words(language).say('rule.absent')}"
        for line in stretch.lines:
            shown = f"  {sign if line.differs else ' '}{line.number:>4} | {sample(line.text)}"
            yield paint(shown.rstrip(), style) if line.differs else shown.rstrip()
        if stretch.cut:
            yield "        …"


# Where a line may end: after a space, and beside a Chinese character; marks stay with what they mark.
_OPEN, _CLOSE = "（“‘《【", "，。；：、！？）”’》】"
_PIECE = re.compile(
    rf"[{_OPEN}]*(?:[^\s\u3040-\u9fff{_OPEN}{_CLOSE}]+|[\u3040-\u9fff])?[{_CLOSE}]*\s*"
)


def _wrapped(text: str, indent: str) -> Iterator[str]:
    """Lines no wider than a person likes; a Chinese mark never begins one."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and wcswidth(indent + line + piece.rstrip()) > WIDTH:
            yield indent + line.rstrip()
            line = ""
        line += piece
    if line:
        yield indent + line.rstrip()
