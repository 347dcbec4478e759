"""JSON Schemas of what is published: a whole case, and a table.

Those of the records are the ones editors use, narrowed: an editor sees `2019` as a number and may leave
out a language's name, while a published record has one form for each value.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, get_args

from replicase.diagnostics import LANGUAGES
from replicase.exports.json import FORMAT
from replicase.exports.table import Type
from replicase.grades import CONFIDENCE, EFFECT, REPLICATION, Standing
from replicase.grades.counting import Counted, Uncounted
from replicase.model.schema import json_schema
from replicase.output import Output

FOLDER = "data/schema/"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_DEFAULTS = {("Observation", "precision"): "exact"} | {
    ("Source", "copy"): "original",
    ("Source", "language"): "zh",
}
"""What holds where a published record leaves a field out."""

Schema = dict[str, Any]


def closed(properties: Schema, *, optional: tuple[str, ...] = ()) -> Schema:
    """An object with these properties and no others."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


TEXT: Schema = {"type": "string"}
COUNT: Schema = {"type": "integer", "minimum": 0}
BOTH = closed(dict.fromkeys(LANGUAGES, TEXT))


def listed(item: Schema) -> Schema:
    """A list of one kind of things."""
    return {"type": "array", "items": item}


def head() -> Schema:
    """What every file tells of where it comes from."""
    return {
        "format": {"const": FORMAT, "description": "goes up when a name goes or changes meaning"},
        "library": BOTH,
        "publisher": BOTH,
        "as_of": {"type": "string", "format": "date"},
        "licence": TEXT,
    }


def _case() -> Schema:
    lifts = listed(closed({"asks": TEXT} | dict.fromkeys(LANGUAGES, TEXT)))
    computed = {
        "effect": closed(
            {
                "grade": {"enum": [step.code for step in EFFECT]},
                "base": {"enum": [step.code for step in EFFECT]},
                "lowered_by": listed(TEXT),
                "unmet": listed(TEXT),
                "result": {"type": ["string", "null"]},
                "because": BOTH,
                "lifts": lifts,
            }
        ),
        "replication": closed(
            {
                "grade": {"enum": [step.code for step in REPLICATION]},
                "worked": COUNT,
                "stopped": COUNT,
                "not_counted": {"type": "object", "additionalProperties": COUNT},
                "because": BOTH,
                "lifts": lifts,
            }
        ),
        "completeness": closed({"asked": COUNT, "there": COUNT, "unknown": COUNT}),
        "stale": {"type": "boolean"},
    }
    adoption = {
        "adoption": {"$ref": "adoption.schema.json"},
        "adopter": BOTH,
        "confidence": {"enum": [step.code for step in CONFIDENCE]},
        "standing": {"enum": list(get_args(Standing))},
        "reckoned": {"enum": [*get_args(Counted), *get_args(Uncounted)]},
    }
    pages = closed(dict.fromkeys(LANGUAGES, TEXT), optional=LANGUAGES)
    return {
        "description": "A published case: the record, who took it over, what was computed of it.",
        **closed(
            {
                "$schema": TEXT,
                **head(),
                "pages": pages,
                "case": {"$ref": "record.schema.json"},
                "adoptions": listed(closed(adoption)),
                "computed": closed(computed),
            }
        ),
        "$defs": {
            "record": published("case", "record.schema.json"),
            "adoption": published("adoption", "adoption.schema.json"),
        },
    }


def _table() -> Schema:
    column = {"name": TEXT, "type": {"enum": list(get_args(Type))}}
    cell = {"type": ["string", "number", "boolean", "null", "array"], "items": TEXT}
    return {
        "description": "A table: what each column means, and its rows.",
        **closed(
            {
                "table": TEXT,
                "title": BOTH,
                **head(),
                "columns": listed(closed(column | dict.fromkeys(LANGUAGES, TEXT))),
                "rows": listed({"type": "object", "additionalProperties": cell}),
            }
        ),
    }


SCHEMAS: dict[str, Callable[[], Schema]] = {"case": _case, "table": _table}
"""Name of the file in `data/schema/` -> the schema it holds."""


def address(name: str) -> str:
    """Where a schema is, from the root of the site."""
    return f"{FOLDER}{name}.schema.json"


def schema_file(name: str, make: Callable[[], Schema]) -> Output:
    """Write a schema."""
    schema = {"$schema": _DIALECT, "$id": f"{name}.schema.json", **make()}
    return Output(address(name), (json.dumps(schema, ensure_ascii=False, indent=1) + "\n").encode())


def published(name: str, named: str) -> Schema:
    """The schema of a record as it is published."""
    schema = json_schema(name)
    for text in ("Text", "Markdown"):
        if (both := schema["definitions"].get(text)) is not None:
            schema["definitions"][text] = both["anyOf"][1]
    disclosure = schema["definitions"]["Disclosure"]
    del disclosure["properties"]["checked_by"]
    disclosure["required"].remove("checked_by")
    for (part, field), default in _DEFAULTS.items():
        if part in schema["definitions"]:
            schema["definitions"][part]["properties"][field]["default"] = default
    schema["properties"]["schema"]["enum"] = [1]
    return {**_narrowed(schema), "$id": named}


def _narrowed(node: Any) -> Any:
    """One form for each value, where an editor may see several."""
    if isinstance(node, list):
        return [_narrowed(item) for item in node]
    if not isinstance(node, dict):
        return node
    narrow = {key: _narrowed(value) for key, value in node.items()}
    if isinstance(narrow.get("type"), list) and "string" in narrow["type"]:
        narrow["type"] = "string"
    if isinstance(options := narrow.get("anyOf"), list) and len(options) > 1:
        del narrow["anyOf"]
        narrow = _meant(options) | narrow
    return narrow


def _meant(options: list[Schema]) -> Schema:
    """Of the forms an editor may see, the one that is meant."""
    kinds = {str(option.get("type")): option for option in options}
    text = kinds.get("string")
    number = kinds.get("integer") or kinds.get("number")
    if "array" in kinds:
        return kinds["array"]
    if text and number:
        return number if text.get("pattern", "").startswith("^-?") else text
    return number or kinds.get("boolean") or text or options[0]
