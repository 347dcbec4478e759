"""JSON Schemas of the records, for editors and for other programs.

They ask for no more than `check` does, so that an editor marks no file that passes; what only the whole
library or a rule of its own can tell, they leave to `check`.
"""

from __future__ import annotations

import json
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from replicase.diagnostics import LANGUAGES
from replicase.model.adoption import Adoption
from replicase.model.case import KNOWN_WHEN_VERIFIED, UNKNOWABLE, Case
from replicase.model.describe import STAGES, Record, RecordField, fields_of
from replicase.model.gaps import GapList
from replicase.model.indicators import IndicatorScheme
from replicase.model.scalars import DATE, MOST, Exactly, Form, OneOrMore, PartialDate, Term, Words
from replicase.model.settings import LibrarySettings
from replicase.model.text import Length, Markdown, Text
from replicase.model.vocabulary import Vocabulary

SCHEMAS: dict[str, type[Record]] = {
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
    schema = _described(model)
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
            field.key
            for name, field in fields_of(Case).items()
            if (field.about.asked == stage and name not in (*UNKNOWABLE, "limits"))
            or (stage == "verified" and name in KNOWN_WHEN_VERIFIED)
        ]
        if names:
            at_least = list(STAGES[STAGES.index(stage) :])
            reached = {"properties": {"stage": {"enum": at_least}}, "required": ["stage"]}
            asked.append({"if": reached, "then": {"required": names}})
    return asked


def _described(model: type[Record]) -> dict[str, Any]:
    """A record's schema, with those of its parts beside it."""
    parts: dict[str, dict[str, Any]] = {}
    schema: dict[str, Any] = _in_order(_record(model, parts))
    return {**schema, "definitions": _in_order(parts)}


def _record(model: type[Record], parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    fields = fields_of(model).values()
    properties = {field.key: _field(field, parts) for field in fields}
    schema = _closed(model, properties)
    required = [field.key for field in fields if field.is_required]
    return schema | {"required": required} if required else schema


def _closed(model: type[Record | Text], properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "additionalProperties": False,
        "description": cleandoc(model.__doc__ or ""),
        "properties": properties,
        "type": "object",
    }


def _field(field: RecordField, parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    shown = _value(field.kind, field.metadata, parts)
    described = {"description": f"{field.about.zh}\n{field.about.en}"}
    if field.about.asked:
        described["$comment"] = f"asked from: {field.about.asked}"
    # Draft 7 ignores what stands beside a $ref, so a reference is wrapped.
    return {"allOf": [shown], **described} if "$ref" in shown else shown | described


def _value(
    kind: Any, metadata: tuple[Any, ...], parts: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """The schema of what a field takes; a part goes to `parts`, and is referred to."""
    for item in metadata:
        if isinstance(item, Form | Term):
            return dict(item.schema)
        if isinstance(item, Length):
            longest = max(item.zh, item.en)  # plain text is in either language
            limits = {"zh": {"maxLength": item.zh}, "en": {"maxLength": item.en}}
            return {"allOf": [_part(kind, parts), {"maxLength": longest, "properties": limits}]}
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _value(arguments[0], arguments[1:], parts)
    if origin in (Union, UnionType):
        (one,) = (argument for argument in arguments if argument is not NoneType)
        return _value(one, metadata, parts)
    if origin is Literal:
        options = {"const": arguments[0]} if len(arguments) == 1 else {"enum": [*arguments]}
        return {**options, "type": "string"}
    if origin is tuple:
        return _list(_value(arguments[0], (), parts), metadata)
    if origin is dict:
        key, item = (_value(argument, (), parts) for argument in arguments)
        return {"patternProperties": {key["pattern"]: item}, "type": "object"}
    return dict(DATE) if kind is PartialDate else _part(kind, parts)


def _list(item: dict[str, Any], metadata: tuple[Any, ...]) -> dict[str, Any]:
    listed = {"items": item, "type": "array"}
    for said in metadata:
        if isinstance(said, OneOrMore):
            return {"anyOf": [item, listed]}
        if isinstance(said, Exactly):
            return {"items": item, "maxItems": said.items, "minItems": said.items, "type": "array"}
    return listed


def _part(kind: type[Record] | type[Text], parts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if kind.__name__ not in parts:
        parts[kind.__name__] = {}  # a part may hold parts of its own kind
        parts[kind.__name__] = (
            _closed(kind, {language: _value(Words, (), parts) for language in LANGUAGES})
            if issubclass(kind, Text)
            else _record(kind, parts)
        )
    return {"$ref": f"#/definitions/{kind.__name__}"}


def _in_order(node: Any, *, named: bool = False) -> Any:
    """A schema with its keywords in one order; fields, which are `named`, stay in theirs."""
    if isinstance(node, list):
        return [_in_order(item) for item in node]
    if not isinstance(node, dict):
        return node
    keys = node if named else sorted(node)
    return {key: _in_order(node[key], named=key == "properties" and not named) for key in keys}


def written(name: str) -> str:
    """The schema as the text of its file."""
    return json.dumps(json_schema(name), ensure_ascii=False, indent=2) + "\n"
