"""The JSON Schemas: in step with the model, and never against a file that `check` accepts."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from replicase.library import (
    ADOPTION_FOLDER,
    CASE_FOLDER,
    GAP_FOLDER,
    INDICATOR_FOLDER,
    SETTINGS_FILE,
    VOCABULARY_FOLDER,
)
from replicase.model.describe import Record, about
from replicase.model.schema import SCHEMAS, json_schema, written
from replicase.source import Input, parse

ROOT = Path(__file__).parent.parent

FILES = {
    "case": sorted((ROOT / CASE_FOLDER).rglob("*.yml")),
    "adoption": sorted((ROOT / ADOPTION_FOLDER).rglob("*.yml")),
    "gaps": sorted((ROOT / GAP_FOLDER).glob("*.yml")),
    "indicators": sorted((ROOT / INDICATOR_FOLDER).glob("*.yml")),
    "vocabulary": sorted((ROOT / VOCABULARY_FOLDER).glob("*.yml")),
    "library": [ROOT / SETTINGS_FILE],
}


def as_an_editor_sees(node: Any) -> Any:
    """YAML 1.2's core schema: what looks like a number or a truth value is one."""
    if isinstance(node, dict):
        return {key: as_an_editor_sees(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_an_editor_sees(item) for item in node]
    if re.fullmatch(r"[-+]?[0-9]+", node):
        return int(node)
    if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", node):
        return float(node)
    return {"true": True, "false": False}.get(node, node)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schema_is_the_models(name: str) -> None:
    assert (ROOT / "schema" / f"{name}.schema.json").read_text("utf-8") == written(name), (
        "run `replicase schema`"
    )


@pytest.mark.parametrize("name", SCHEMAS)
def test_an_editor_marks_no_file_of_the_library(name: str) -> None:
    validator = jsonschema_rs.validator_for(json_schema(name))
    assert FILES[name], "nothing to validate"
    for path in FILES[name]:
        document, _ = parse(Input(path.name, path.read_bytes()))
        assert document is not None
        errors = [
            f"{path.name} {list(e.instance_path)}: {e.message}"
            for e in validator.iter_errors(as_an_editor_sees(document.plain))
        ]
        assert errors == []


def test_an_editor_marks_a_misspelt_field_and_a_wrong_term() -> None:
    validator = jsonschema_rs.validator_for(json_schema("case"))
    document, _ = parse(Input("x.yml", FILES["case"][0].read_bytes()))
    assert document is not None
    right = as_an_editor_sees(document.plain)
    assert not validator.is_valid({**right, "titel": "x"})
    assert not validator.is_valid({**right, "kind": "practise"})
    assert not validator.is_valid({key: value for key, value in right.items() if key != "place"})


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
            for field in model.model_fields.values():
                described = about(field)
                assert re.search("[\u4e00-\u9fff]", described.zh), (model, described)
                assert described.en.isascii(), (model, described)
                waiting.append(field.annotation)
    assert len(seen) > 1, "the walk found no parts"


def test_schemas_use_only_what_draft_7_reads_too() -> None:
    for name in SCHEMAS:
        text = json.dumps(json_schema(name))
        for newer in ("$defs", "prefixItems", "unevaluated", "dependentRequired", "$dynamicRef"):
            assert newer not in text, (name, newer)
