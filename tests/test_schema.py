"""The JSON Schemas: in step with the model, and never against a file that `check` accepts."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from libraries import judged, miniature
from replicase.diagnostics import Severity
from replicase.folders import (
    ADOPTION_FOLDER,
    CASE_FOLDER,
    GAP_FOLDER,
    INDICATOR_FOLDER,
    SETTINGS_FILE,
    VOCABULARY_FOLDER,
)
from replicase.load import kind_of
from replicase.model.describe import Record, fields_of
from replicase.model.schema import SCHEMAS, json_schema, written
from replicase.source import Input
from test_rules import FOLDERS, inputs_of

ROOT = Path(__file__).parent.parent

FILES = {
    "case": sorted((ROOT / CASE_FOLDER).rglob("*.yml")),
    "adoption": sorted((ROOT / ADOPTION_FOLDER).rglob("*.yml")),
    "gaps": sorted((ROOT / GAP_FOLDER).glob("*.yml")),
    "indicators": sorted((ROOT / INDICATOR_FOLDER).glob("*.yml")),
    "vocabulary": sorted((ROOT / VOCABULARY_FOLDER).glob("*.yml")),
    "library": [ROOT / SETTINGS_FILE],
}
NAMES = {
    "case": "case",
    "adoption": "adoption",
    "gaps": "gaps",
    "indicators": "indicators",
    "vocabulary": "vocabulary",
    "settings": "library",
}
"""What a file holds -> the schema an editor holds it against."""


_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


def as_an_editor_sees(text: str) -> Any:
    """A file as a loader of YAML 1.2's core schema reads it, which tells numbers from text."""
    return _seen(yaml.compose(text, Loader=yaml.CSafeLoader))


def _seen(node: yaml.Node | None) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _seen(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_seen(item) for item in node.value]
    assert isinstance(node, yaml.ScalarNode)
    text = str(node.value)
    if node.style:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if re.fullmatch("0o[0-7]+|0x[0-9a-fA-F]+", text):
        return int(text, 0)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if number - number == 0 else 1e308
    return text


@cache
def validator(name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(json_schema(name))


def marked(given: Input) -> list[str]:
    """What an editor marks in a file."""
    kind = kind_of(given.file)
    assert kind is not None
    seen = as_an_editor_sees(given.data.decode("utf-8"))
    return [
        f"{given.file} {list(e.instance_path)}: {e.message[:200]}"
        for e in validator(NAMES[kind]).iter_errors(seen)
    ]


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_the_models(name: str) -> None:
    assert (ROOT / "schema" / f"{name}.schema.json").read_text("utf-8") == written(name), (
        "run `replicase schema`"
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_editor_marks_no_file_of_the_library(name: str) -> None:
    assert FILES[name], "nothing to validate"
    for path in FILES[name]:
        given = Input(path.relative_to(ROOT).as_posix(), path.read_bytes())
        assert marked(given) == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_editor_marks_no_record_that_is_right(folder: Path) -> None:
    for record in inputs_of(folder, "right"):
        if record.file.endswith(".yml") and kind_of(record.file) is not None:
            assert marked(record) == []


NOT_MARKED = {
    "CASE111-missing-b": "an effect among the results is asked of them all, unless it is unknown",
    "CASE113-not-in-vocabulary": "the terms are data of a library, not of the format",
    "CASE113-not-in-vocabulary-t": "the indicators are data of a library, not of the format",
    "CASE113-not-in-vocabulary-u": "the indicators are data of a library, not of the format",
    "CASE115-bad-address-p": "whether a host is public takes more than a pattern",
    "CASE115-bad-address-q": "whether a host is public takes more than a pattern",
    "CASE115-bad-address-r": "what lets somebody in takes a list of words",
    "CASE115-bad-address-t": "what is written behind an address takes a list of words",
    "CASE118-known-and-unknown": "two fields, of which one names the other",
    "CASE119-not-unknowable-c": "what may be unknown at a stage hangs on the results",
}
"""Mistakes in the shape of a record that only `check` tells, and why."""
SHAPE = [folder for folder in FOLDERS if "CASE110" <= folder.name < "CASE120"]


@pytest.mark.parametrize("folder", SHAPE, ids=lambda folder: folder.name)
def test_an_editor_marks_what_is_wrong_with_a_shape(folder: Path) -> None:
    records = [given for given in inputs_of(folder, "wrong") if given.file.endswith(".yml")]
    found = [words for given in records for words in marked(given)]
    assert bool(found) != (folder.name in NOT_MARKED), found


VALUES = (
    "2019", "2019-06", "36", "-1", "1.5", ".5", "1e5", "1e-5", "0x1f", "0o17", "007", "true", "False", "yes", "NO", "~",
    "null", "''", '"36"', "'true'", "[]", "{}", "[s1]", "[1, 2]", "s1", "a", "x-1", "330100", '"a\\nb"', '"\\u3000"', "文字",
    "{zh: 1}", "{zh: true, en: 2.5}", "{en: x}", "12:30", "https://a.example/1", "core", "effect", "structured", "verified",
    "a" * 101, "字" * 41, "字" * 401,
)  # fmt: skip
"""What may stand behind a colon: all that an editor reads otherwise than we do, and more."""
_VALUE = re.compile(r"(?<=[:-] )(?:\"[^\"\n]*\"|'[^'\n]*'|[^\s{}\[\],#\"'][^,{}\[\]\n]*)")
RIGHT = [
    given
    for folder in FOLDERS
    for given in inputs_of(folder, "right")
    if kind_of(given.file) in ("case", "adoption")
]


@st.composite
def changed(draw: st.DrawFn) -> Input:
    """A record in which some values are others, and some lines are missing."""
    given = draw(st.sampled_from(RIGHT))
    text = given.data.decode("utf-8")
    for _ in range(draw(st.integers(1, 2))):
        places = [m.span() for m in _VALUE.finditer(text)]
        if places:
            start, end = draw(st.sampled_from(places))
            text = text[:start] + draw(st.sampled_from(VALUES)) + text[end:]
    if draw(st.booleans()):
        lines = text.split("\n")
        del lines[draw(st.integers(0, len(lines) - 1))]
        text = "\n".join(lines)
    return Input(given.file, text.encode())


@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(changed())
def test_an_editor_marks_nothing_that_check_accepts(given: Input) -> None:
    others = [i for i in miniature("settings", "vocabulary", "case") if i.file != given.file]
    said = judged([*others, given])
    if not any(d.severity is Severity.ERROR for d in said if d.file == given.file):
        assert marked(given) == []


# What an editor is told in this repository


def test_an_editor_knows_the_schema_of_every_folder() -> None:
    settings_ = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    bound = settings_["yaml.schemas"]
    assert {Path(schema).name.split(".")[0] for schema in bound} == set(SCHEMAS)
    for schema in bound:
        assert (ROOT / schema).is_file(), schema
    for kind, name in NAMES.items():
        files = [path.relative_to(ROOT).as_posix() for path in FILES[name]]
        assert files, kind
        for file in files:
            matching = [
                Path(schema).name
                for schema, globs in bound.items()
                for glob in ([globs] if isinstance(globs, str) else globs)
                if _matches(file, glob)
            ]
            assert matching == [f"{name}.schema.json"], file


def test_every_folder_of_records_is_bound() -> None:
    folders = {path.name for path in (ROOT / "cases").iterdir() if path.is_dir()}
    bound = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    globs = [g for glob in bound.values() for g in ([glob] if isinstance(glob, str) else glob)]
    assert {g.split("/")[1] for g in globs if g.count("/") > 1} >= folders
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))
    assert "redhat.vscode-yaml" in recommended["recommendations"]


def _matches(file: str, glob: str) -> bool:
    """Whether a glob of an editor, where `*` stays in a folder, matches a path of the repository."""
    pattern = re.escape(glob).replace(r"\*", "[^/]*")
    return re.fullmatch(pattern, file) is not None


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_in_chinese_and_english(name: str) -> None:
    seen: set[type] = set()
    waiting: list[Any] = [SCHEMAS[name]]
    while waiting:
        model = waiting.pop()
        if not (isinstance(model, type) and issubclass(model, Record)):
            waiting += getattr(model, "__args__", ())
        elif model not in seen:
            seen.add(model)
            for field in fields_of(model).values():
                described = field.about
                assert re.search("[\u4e00-\u9fff]", described.zh), (model, described)
                assert described.en.isascii(), (model, described)
                waiting.append(field.kind)
    assert len(seen) > 1, "the walk found no parts"


def test_schemas_use_only_what_draft_7_reads_too() -> None:
    for name in SCHEMAS:
        text = json.dumps(json_schema(name))
        for newer in ("$defs", "prefixItems", "unevaluated", "dependentRequired", "$dynamicRef"):
            assert newer not in text, (name, newer)
