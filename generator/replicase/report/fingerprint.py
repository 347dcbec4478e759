"""What makes a finding the same one in the next run, though lines moved above it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from replicase.diagnostics import Diagnostic


def fingerprints(diagnostics: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Yield each diagnostic with its fingerprint; no two of one run are equal.

    It is made of the rule, the file, the field, the text of the line and the words marked in it. Not
    of numbers of lines and list items, which shift, nor of the message, which may name a day.
    """
    seen: Counter[tuple[str, ...]] = Counter()
    for diagnostic in diagnostics:
        facts = _facts(diagnostic)
        seen[facts] += 1
        told = "\0".join((*facts, str(seen[facts])))
        yield diagnostic, hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def _facts(diagnostic: Diagnostic) -> tuple[str, ...]:
    line = diagnostic.excerpt[0] if diagnostic.excerpt else ""
    span = diagnostic.span
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    field = "/".join(key for key in diagnostic.at if isinstance(key, str))
    marked = line[span.column - 1 : end]
    return (diagnostic.code, diagnostic.file, field, line.strip(), marked)
