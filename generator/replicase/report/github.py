"""Diagnostics for GitHub: workflow commands, one line each, and Markdown for the step summary."""

from __future__ import annotations

import re
from collections.abc import Iterable

from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.report import Summary
from replicase.report.text import in_one_line, printable

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

_MOST_ROWS = 500
"""A step summary may have 1 MB; the log has every line."""


def report(diagnostics: Iterable[Diagnostic], summary: Summary, language: Language = "zh") -> str:
    """One annotation a line, then the line that says how many files were read."""
    return "\n".join(
        [*(_command(d, language) for d in diagnostics), summary.sentence(language)]
    ) + ("\n")


def _command(diagnostic: Diagnostic, language: Language) -> str:
    span = diagnostic.span
    properties = {
        "file": diagnostic.file,
        "line": str(span.line),
        "col": str(span.column),
        "endLine": str(span.last_line),
        "title": f"{diagnostic.code} {diagnostic.rule.name}",
    }
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    said = in_one_line(diagnostic, language)
    return f"::{_COMMANDS[diagnostic.severity]} {named}::{_data(said)}"


def _data(text: str) -> str:
    """A message that cannot end its line, nor begin a command of its own."""
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return printable(escaped)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(
    diagnostics: Iterable[Diagnostic], summary: Summary, language: Language = "zh"
) -> str:
    """A heading and a table in Markdown, the worst first; a file's words are shown, never obeyed."""
    found = sorted(diagnostics, key=lambda d: -d.severity)
    heading = "检查结果" if language == "zh" else "What was checked"
    lines = [f"## {heading}", "", summary.sentence(language), ""]
    if found:
        columns = (
            ("位置", "规则", "问题", "怎么办")
            if language == "zh"
            else ("Place", "Rule", "What is wrong", "What to do")
        )
        lines += [f"| {' | '.join(columns)} |", "|---|---|---|---|"]
        lines += [_row(d, language) for d in found[:_MOST_ROWS]]
        if len(found) > _MOST_ROWS:
            more = len(found) - _MOST_ROWS
            lines += [
                "",
                f"另有 {more} 条，见日志" if language == "zh" else f"{more} more in the log",
            ]
        lines.append("")
    return "\n".join(lines)


def _row(diagnostic: Diagnostic, language: Language) -> str:
    cells = (
        f"{diagnostic.file}:{diagnostic.span.line}",
        f"{diagnostic.severity.word} {diagnostic.code}",
        diagnostic.message(language),
        diagnostic.hint(language),
    )
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


_SIGNS = re.compile(r"[\\`*_{}\[\]()#+!|<>&~@:]")


def _cell(text: str) -> str:
    """Text in which nothing is Markdown, HTML, a mention or a new row."""
    one_line = " ".join(printable(text.replace("\n", " ")).split())
    return _SIGNS.sub(lambda m: f"&#{ord(m[0])};", one_line)
