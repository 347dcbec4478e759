"""Diagnostics for programs: every field listed by hand, so that the form is ours to keep.

Version 1: `summary` counts, `diagnostics` holds place, rule and words in both languages. Lines and
columns count code points from 1, ends are exclusive. A new field may come; one that is there stays.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable

from replicase.diagnostics import Diagnostic
from replicase.report import Summary

VERSION = 1


def report(diagnostics: Iterable[Diagnostic], summary: Summary) -> str:
    """One JSON object, indented; no character in it is a control or direction character."""
    return written(
        {
            "version": VERSION,
            "summary": {
                "files_read": summary.files_read,
                "errors": summary.errors,
                "warnings": summary.warnings,
                "notes": summary.notes,
            },
            "diagnostics": [_diagnostic(d) for d in diagnostics],
        }
    )


def written(value: object) -> str:
    """JSON that a terminal may show."""
    told = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(_escaped(c) for c in told) + "\n"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "file": diagnostic.file,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "end_line": diagnostic.span.end_line,
        "end_column": diagnostic.span.end_column,
        "code": diagnostic.code,
        "name": diagnostic.rule.name,
        "severity": diagnostic.severity.word,
        "message": {"zh": diagnostic.zh, "en": diagnostic.en},
        "hint": {"zh": diagnostic.hint_zh, "en": diagnostic.hint_en},
        "at": list(diagnostic.at),
    }


def _escaped(character: str) -> str:
    r"""What a terminal would obey, as `\u202e`; `json` itself escapes only what JSON forbids."""
    if character != "\n" and unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp"):
        units = character.encode("utf-16-be", "surrogatepass")
        return "".join(
            f"\\u{int.from_bytes(units[i : i + 2]):04x}" for i in range(0, len(units), 2)
        )
    return character
