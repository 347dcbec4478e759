"""What each field means, in both languages, and from which stage it is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema

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


@cache
def keys_of(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the names of a record's fields, each with its name in the file."""
    return tuple((name, key_of(name, field)) for name, field in record.model_fields.items())
