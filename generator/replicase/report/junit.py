"""Diagnostics for servers that show tests: JUnit's XML, a test for each file that was read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from xml.etree import ElementTree

from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.report import Summary
from replicase.report.text import block, printable


def report(
    diagnostics: Iterable[Diagnostic],
    files: Iterable[str],
    failing: Severity,
    language: Language = "zh",
) -> str:
    """One suite; a file fails by what reaches `failing`, what else is said of it is its output.

    There is no one JUnit format: only what every description of it knows is used.
    """
    found: dict[str, list[Diagnostic]] = {file: [] for file in files}
    for diagnostic in diagnostics:
        found.setdefault(diagnostic.file, []).append(diagnostic)
    suite = ElementTree.Element("testsuite", name="replicase check")
    failures = 0
    for file in sorted(found):
        case = _case(suite, file)
        fatal = [d for d in found[file] if d.severity >= failing]
        if fatal:
            failures += 1
            said = Summary.of(1, fatal).counted(language)
            failure = ElementTree.SubElement(case, "failure", message=said, type=_types(fatal))
            failure.text = _blocks(fatal, language)
        if rest := [d for d in found[file] if d.severity < failing]:
            ElementTree.SubElement(case, "system-out").text = _blocks(rest, language)
    counts = {"tests": str(len(found)), "failures": str(failures), "errors": "0", "skipped": "0"}
    suite.attrib |= counts
    suites = ElementTree.Element("testsuites", {"name": "replicase", **counts})
    suites.append(suite)
    ElementTree.indent(suites)
    written = ElementTree.tostring(suites, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{written}\n'


def _case(suite: ElementTree.Element, file: str) -> ElementTree.Element:
    """A test; servers sort them by `classname`, into a tree at its dots, which a folder may not have."""
    path = PurePosixPath(file)
    folder = printable(str(path.parent)).replace(".", "_")
    return ElementTree.SubElement(
        suite, "testcase", classname=folder, name=printable(path.name), file=printable(file)
    )


def _types(diagnostics: Iterable[Diagnostic]) -> str:
    return " ".join(sorted({d.code for d in diagnostics}))


def _blocks(diagnostics: Iterable[Diagnostic], language: Language) -> str:
    """What a person at a terminal would read; `printable` leaves nothing XML forbids."""
    return "\n\n".join("\n".join(block(d, language)) for d in diagnostics)
