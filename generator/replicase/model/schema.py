"""JSON Schemas of the records, for editors and for other programs.

They ask for no more than `check` does, so that an editor marks no file that passes; what only the whole
library or a rule of its own can tell, they leave to `check`.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from replicase.model.adoption import Adoption
from replicase.model.case import KNOWN_WHEN_VERIFIED, UNKNOWABLE, Case
from replicase.model.describe import STAGES, about, key_of
from replicase.model.gaps import GapList
from replicase.model.indicators import IndicatorScheme
from replicase.model.scalars import MOST
from replicase.model.settings import LibrarySettings
from replicase.model.text import Markdown, Text
from replicase.model.vocabulary import Vocabulary

SCHEMAS: dict[str, type[BaseModel]] = {
    "case": Case,
    "adoption": Adoption,
    "gaps": GapList,
    "indicators": IndicatorScheme,
    "vocabulary": Vocabulary,
    "library": LibrarySettings,
}
"""Name of the file in `schema/` -> the record it describes."""

_RECORDS = ("case", "adoption")
"""Those the rules look at."""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_VERSION = 1


def json_schema(name: str) -> dict[str, Any]:
    """One record's schema, in the part of 2020-12 that draft 7 reads the same way."""
    model = SCHEMAS[name]
    schema = _tidy(model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}"))
    schema["definitions"] = schema.pop("$defs", {})
    if name in _RECORDS:
        schema = _as_rules_ask(schema)
        schema["properties"]["schema"] = {
            "description": schema["properties"]["schema"]["description"],
            "enum": [_VERSION, str(_VERSION)],
        }
    for text in (Text, Markdown):
        # Text may be written plainly, in the library's first language.
        if (both := schema["definitions"].get(text.__name__)) is not None:
            plain = {**both["properties"]["zh"]}
            schema["definitions"][text.__name__] = {
                "description": both.pop("description", ""),
                "anyOf": [plain, both | {"minProperties": 1}],
            }
    if name == "case":
        schema["definitions"]["Unknown"]["properties"]["field"]["enum"] = sorted(UNKNOWABLE)
        schema["allOf"] = _asked_by_stage()
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **schema}


_ONE_LINE = r"^\s*\S[^\n]*\s*$"
_WORDS = {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def _as_rules_ask(schema: dict[str, Any]) -> dict[str, Any]:
    """What rules ask of every text and list of a record: one line, not too long, not empty."""
    definitions = schema["definitions"]
    markdown = definitions.pop(Markdown.__name__, None)
    text = definitions.pop(Text.__name__)
    asked: dict[str, Any] = _walked(schema, _WORDS | {"pattern": _ONE_LINE, "maxLength": MOST})
    asked["definitions"][Text.__name__] = _walked(text, _WORDS | {"pattern": _ONE_LINE})
    if markdown is not None:
        asked["definitions"][Markdown.__name__] = markdown
    return asked


def _walked(node: Any, words: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_walked(item, words) for item in node]
    if not isinstance(node, dict):
        return node
    walked = {key: _walked(value, words) for key, value in node.items()}
    if _WORDS.items() <= walked.items():
        return walked | words
    if walked.get("type") == "array" and "items" in walked:
        return {"minItems": 1} | walked
    return walked


def _asked_by_stage() -> list[dict[str, Any]]:
    """What each stage asks of a case, but for what may be listed as unknown or has a rule of its own."""
    asked = []
    for stage in STAGES[1:]:
        names = [
            key_of(name, field)
            for name, field in Case.model_fields.items()
            if (about(field).asked == stage and name not in (*UNKNOWABLE, "limits"))
            or (stage == "verified" and name in KNOWN_WHEN_VERIFIED)
        ]
        if names:
            at_least = list(STAGES[STAGES.index(stage) :])
            reached = {"properties": {"stage": {"enum": at_least}}, "required": ["stage"]}
            asked.append({"if": reached, "then": {"required": names}})
    return asked


def _tidy(node: Any) -> Any:
    """Drop pydantic's made-up titles and null: a field of ours is absent, never null."""
    if isinstance(node, list):
        return [_tidy(item) for item in node]
    if not isinstance(node, dict):
        return node
    tidy = {
        key: _properties(value) if key in ("properties", "$defs") else _tidy(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str)) and key != "default"
    }
    options = tidy.get("anyOf")
    if isinstance(options, list) and {"type": "null"} in options:
        rest = [option for option in options if option != {"type": "null"}]
        tidy.pop("anyOf")
        tidy = {**(rest[0] if len(rest) == 1 else {"anyOf": rest}), **tidy}
        if "$ref" in tidy and len(tidy) > 1:
            reference = {"$ref": tidy.pop("$ref")}
            tidy = {"allOf": [reference], **tidy}
    return tidy


def _properties(named: dict[str, Any]) -> dict[str, Any]:
    return {name: _tidy(schema) for name, schema in named.items()}


def written(name: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
