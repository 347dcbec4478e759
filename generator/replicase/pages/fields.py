"""Every field of every record, as the model describes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from annotated_types import Len
from markupsafe import Markup
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from replicase.model import Adoption, Case
from replicase.model.describe import Record, about, key_of
from replicase.model.scalars import (
    Integer,
    Mark,
    Number,
    PartialDate,
    Slug,
    Sources,
    Term,
    Truth,
    Url,
    Words,
)
from replicase.model.schema import SCHEMAS
from replicase.model.text import Length, Markdown, Text
from replicase.pages.coded import coded
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice
from replicase.rules.asked import EFFECT
from replicase.rules.unknowable import may_be_unknown

_SCALARS: Mapping[Any, str] = {
    get_args(scalar)[1]: name
    for scalar, name in (
        (Integer, "integer"),
        (Number, "number"),
        (Truth, "truth"),
        (Words, "words"),
        (Slug, "slug"),
        (Mark, "mark"),
        (Url, "url"),
        (Sources, "sources"),
    )
}
"""The words of `form` for what makes a scalar one."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field in the table of its record."""

    key: str
    part: str
    """Where its own fields are: an anchor in the page; empty when it has none."""
    meaning: Markup
    form: Markup
    asked: str
    unknown: bool


@dataclass(frozen=True, slots=True)
class FieldTable:
    """The fields of a record, or of a part of one."""

    id: str
    title: str
    """A record's; empty for a part."""
    keys: tuple[str, ...]
    """The fields that have this part."""
    lines: tuple[FieldLine, ...]
    note: Markup
    """That `results.effect`, which is no field, may be unknown here too."""


def fields(voice: Voice) -> Page:
    """Make the reference of fields."""
    tables = tuple(_tables(voice))
    lead = voice.say("fields.description")
    return Page(
        address=voice.address("contribute/fields/"),
        language=voice.language,
        section="contribute",
        title=voice.say("fields.title"),
        description=lead,
        body=fill("fields.html", voice, tables=tables, lead=lead),
        contents=tuple(Heading(table.id, table.title) for table in tables if table.title),
    )


def _tables(voice: Voice) -> Iterator[FieldTable]:
    """Yield each record, then its parts; a part that several records have stands with the first."""
    anchors: dict[type[BaseModel], str] = {}
    for name, record in SCHEMAS.items():
        anchors[record] = name
        own = list(_parts(record))
        for key, part in own:
            anchors.setdefault(part, f"{name}-{key}")
        for model in dict.fromkeys([record, *(part for _, part in own)]):
            if anchors[model].partition("-")[0] == name:
                yield _table(voice, anchors, model, name, own)


def _parts(
    record: type[BaseModel], above: tuple[type[BaseModel], ...] = ()
) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the parts a record has, at any depth, each with the field it is first met in."""
    for name, field in record.model_fields.items():
        for part in _records_in(field.annotation):
            yield key_of(name, field), part
            # An indicator may have indicators below it.
            if part is not record and part not in above:
                yield from _parts(part, (*above, record))


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in get_args(annotation):
        yield from _records_in(argument)


def _table(
    voice: Voice,
    anchors: Mapping[type[BaseModel], str],
    model: type[BaseModel],
    record: str,
    parts: list[tuple[str, type[BaseModel]]],
) -> FieldTable:
    unknown = may_be_unknown(model) if model in (Case, Adoption) else frozenset()
    keys = tuple(dict.fromkeys(key for key, part in parts if part is model))
    return FieldTable(
        id=anchors[model],
        title=voice.say(f"fields.{record}") if anchors[model] == record else "",
        keys=keys,
        lines=tuple(
            _line(voice, anchors, key_of(name, field), field, unknown)
            for name, field in model.model_fields.items()
        ),
        note=coded(voice.say("fields.effect") if EFFECT in unknown else ""),
    )


def _line(
    voice: Voice,
    anchors: Mapping[type[BaseModel], str],
    key: str,
    field: FieldInfo,
    unknown: frozenset[str],
) -> FieldLine:
    described = about(field)
    part = next(_records_in(field.annotation), None)
    return FieldLine(
        key=key,
        part=anchors[part] if part else "",
        meaning=coded(described.zh if voice.language == "zh" else described.en),
        form=coded(_form(voice, field.annotation, field.metadata)),
        asked=voice.say(f"asked.{described.asked or 'optional'}"),
        unknown=key in unknown,
    )


def _form(voice: Voice, annotation: Any, metadata: list[Any]) -> str:
    """What is written for a type, in words."""
    for item in metadata:
        if item in _SCALARS:
            return voice.say(f"form.{_SCALARS[item]}")
        if isinstance(item, Term):
            return voice.say("form.term", vocabulary=item.vocabulary)
        if isinstance(item, Length):
            return voice.say("form.limited", zh=item.zh, en=item.en)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _form(voice, arguments[0], [*arguments[1:]])
    if origin in (Union, UnionType):
        (one,) = (argument for argument in arguments if argument is not NoneType)
        return _form(voice, one, metadata)
    if origin is Literal:
        return voice.say("form.one_of", options=voice.joined([f"`{o}`" for o in arguments]))
    if origin is tuple:
        item = _form(voice, arguments[0], [])
        length = next((m.max_length for m in metadata if isinstance(m, Len)), None)
        return (
            voice.say("form.exactly", n=length, item=item)
            if length
            else voice.say("form.list", item=item)
        )
    if origin is dict:
        key, item = (_form(voice, argument, []) for argument in arguments)
        return voice.say("form.mapping", key=key, item=item)
    plain = {PartialDate: "date", Markdown: "markdown", Text: "text"}
    return voice.say(f"form.{plain.get(annotation, 'part')}")
