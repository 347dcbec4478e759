"""Diagnostics as SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from replicase import __version__
from replicase.diagnostics import LANGUAGES, Diagnostic, Language, Rule, Severity
from replicase.report.fingerprint import fingerprints
from replicase.report.text import in_one_line, printable
from replicase.rulebook import Told, address, told

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_ROOT = "%SRCROOT%"


def report(diagnostics: Iterable[Diagnostic], site: str = "") -> str:
    """One run, its words in both languages; `site` is the library's public address, if it has one."""
    found = tuple(diagnostics)
    rules = sorted({d.rule for d in found}, key=lambda rule: rule.code)
    numbers = {rule.code: number for number, rule in enumerate(rules)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "Replicase",
                        "version": __version__,
                        "rules": [_rule(rule, site) for rule in rules],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": _both("案例库所在的文件夹", "the library")}}
                },
                "invocations": [{"executionSuccessful": True}],
                "results": [
                    _result(d, numbers[d.code], fingerprint)
                    for d, fingerprint in fingerprints(found)
                ],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _both(zh: str, en: str) -> str:
    return f"{zh} / {en}"


def _rule(rule: Rule, site: str) -> dict[str, object]:
    """What a rule asks, in plain words and in Markdown; both are the project's own."""
    zh, en = (told(rule, language) for language in LANGUAGES)
    described: dict[str, object] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": _plain(_both(rule.zh, rule.en))},
        "fullDescription": {
            "text": _plain("\n".join(filter(None, (zh.what, zh.more, en.what, en.more))))
        },
        "help": {
            "text": _plain("\n\n".join((*_told(zh, "zh"), *_told(en, "en")))),
            "markdown": "\n\n".join((*_told(zh, "zh", "**"), "---", *_told(en, "en", "**"))),
        },
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }
    return described | ({"helpUri": address(rule, site)} if site else {})


def _told(words: Told, language: Language, strong: str = "") -> Iterator[str]:
    """The paragraphs of a rule's page."""
    why, mend = ("为什么", "怎么改") if language == "zh" else ("Why", "How to mend it")
    yield from filter(None, (f"{strong}{words.what}{strong}", words.more))
    yield from (f"{strong}{why}{strong}", words.why)
    yield from (f"{strong}{mend}{strong}", words.mend)


def _result(diagnostic: Diagnostic, number: int, fingerprint: str) -> dict[str, object]:
    said = "\n".join(in_one_line(diagnostic, language).replace("\n", " ") for language in LANGUAGES)
    location: dict[str, object] = {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(diagnostic.file), "uriBaseId": _ROOT},
            "region": _region(diagnostic),
        }
    }
    if diagnostic.at:
        location["logicalLocations"] = [{"fullyQualifiedName": _pointer(diagnostic)}]
    return {
        "ruleId": diagnostic.code,
        "ruleIndex": number,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": _plain(said)},
        "locations": [location],
        # GitHub's own, `primaryLocationLineHash`, is added by what uploads the file.
        "partialFingerprints": {"replicaseFinding/v1": fingerprint},
    }


def _region(diagnostic: Diagnostic) -> dict[str, int]:
    span = diagnostic.span
    if not diagnostic.excerpt:
        return {"startLine": span.line}
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }


def _uri(file: str) -> str:
    """A path as a relative reference: whatever a file is called, it names no host and no scheme."""
    return quote(file.lstrip("/"), errors="surrogatepass")


def _pointer(diagnostic: Diagnostic) -> str:
    """The field as a JSON pointer, as SARIF asks for."""
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in diagnostic.at)
    return printable("".join(f"/{step}" for step in steps))


_SIGNS = re.compile(r"[\\\[\]]")


def _plain(text: str) -> str:
    """Text in which SARIF finds no link (`[a](b)`) and no place to fill in (`{0}`)."""
    lines = (printable(line) for line in text.split("\n"))
    escaped = _SIGNS.sub(r"\\\g<0>", "\n".join(lines))
    return escaped.replace("{", "{{").replace("}", "}}")
