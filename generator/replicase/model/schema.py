"""JSON Schemas of the records, for editors and for other programs."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from replicase.model.adoption import Adoption
from replicase.model.case import Case
from replicase.model.gaps import GapList
from replicase.model.indicators import IndicatorScheme
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

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(name: str) -> dict[str, Any]:
    """One record's schema, in the part of 2020-12 that draft 7 reads the same way."""
    model = SCHEMAS[name]
    schema = _tidy(model.model_json_schema(by_alias=True, ref_template="#/definitions/{model}"))
    schema["definitions"] = schema.pop("$defs", {})
    for text in (Text, Markdown):
        # Text may be written plainly, in the library's first language.
        if (both := schema["definitions"].get(text.__name__)) is not None:
            schema["definitions"][text.__name__] = {
                "description": both.pop("description", ""),
                "anyOf": [{"type": "string", "minLength": 1}, both | {"minProperties": 1}],
            }
    return {"$schema": _DIALECT, "$id": f"{name}.schema.json", **schema}


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
