"""What each field means, in both languages, and from which stage it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

from replicase.diagnostics import Path

Stage = Literal["draft", "structured", "verified", "promoted"]
STAGES: tuple[Stage, ...] = ("draft", "structured", "verified", "promoted")


@dataclass(frozen=True, slots=True)
class Field:
    """Metadata of a field: its meaning in Chinese and English, and the stage that asks for it."""

    zh: str
    en: str
    asked: Stage | None = None
    """None: always optional."""

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler(source)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        shown = handler(schema)
        described = {"description": f"{self.zh}\n{self.en}"}
        if self.asked:
            described["$comment"] = f"asked from: {self.asked}"
        # Draft 7 ignores what stands beside a $ref, so a reference is wrapped.
        return {"allOf": [shown], **described} if "$ref" in shown else shown | described


class Record(BaseModel):
    """Base of every part of a record: frozen, closed, described."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def about(field: FieldInfo) -> Field:
    """Return the description of a field; every field of a record has one (a test holds that)."""
    for item in field.metadata:
        if isinstance(item, Field):
            return item
    raise TypeError("field without a description")


def key_of(name: str, field: FieldInfo) -> str:
    """Return a field's name in the file."""
    return field.alias or name


def walk(value: object, at: Path = ()) -> Iterator[tuple[Path, object]]:
    """Yield every part of a record with its place, parents first; absent parts are left out."""
    if value is None:
        return
    yield at, value
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            if name in value.model_fields_set:
                yield from walk(getattr(value, name), (*at, key_of(name, field)))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*at, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*at, key))
