"""Diagnostics for GitLab: a Code Quality report, shown in merge requests."""

from __future__ import annotations

import json
from collections.abc import Iterable

from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.report.fingerprint import fingerprints
from replicase.report.text import in_one_line, printable

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def report(diagnostics: Iterable[Diagnostic], language: Language = "zh") -> str:
    """One JSON array; GitLab compares its fingerprints with those of the target branch."""
    found = [_issue(d, fingerprint, language) for d, fingerprint in fingerprints(diagnostics)]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str, language: Language) -> dict[str, object]:
    return {
        "description": f"{diagnostic.code} {printable(in_one_line(diagnostic, language))}",
        "check_name": diagnostic.rule.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": printable(diagnostic.file),
            "lines": {"begin": diagnostic.span.line, "end": diagnostic.span.last_line},
        },
    }
