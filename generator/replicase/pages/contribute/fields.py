"""Every field of every record, as the model describes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from markupsafe import Markup

from replicase.model import Adoption, Case
from replicase.model.describe import Record, RecordField, fields_of, records_in
from replicase.model.scalars import (
    Exactly,
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
from replicase.pages.contribute.coded import coded
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


ROOT = "contribute/fields/"
LINES = 90
"""Fields on a page of parts; more would make it too large."""


@dataclass(frozen=True, slots=True)
class FieldLine:
    """A field in the table of its record."""

    key: str
    part: str
    """Where its own fields are; empty when it has none."""
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


@dataclass(frozen=True, slots=True)
class PartsPage:
    """The parts of a record, as many as a page holds."""

    address: str
    record: str
    number: int
    """Which of the record's pages; 0 where it has one alone."""
    models: tuple[type[Record], ...]


def fields(voice: Voice) -> Page:
    """Make the reference of fields: each record; its parts have pages of their own."""
    pages = tuple(_parts_pages())
    links = _links(pages)
    tables = tuple(
        _table(voice, links, record, name, list(_parts(record))) for name, record in SCHEMAS.items()
    )
    return _page(voice, ROOT, voice.say("fields.title"), tables, [])


def field_parts(voice: Voice) -> Iterator[tuple[str, Callable[[], Page]]]:
    """Yield the pages of the parts of records by their addresses, still to be made."""
    for page in _parts_pages():
        yield page.address, partial(_parts_page, voice, page)


def _parts_page(voice: Voice, page: PartsPage) -> Page:
    links = _links(tuple(_parts_pages()))
    own = list(_parts(SCHEMAS[page.record]))
    record = voice.say(f"fields.{page.record}")
    title = (
        voice.say("fields.parts_page", record=record, n=page.number)
        if page.number
        else voice.say("fields.parts", record=record)
    )
    tables = tuple(_table(voice, links, model, page.record, own) for model in page.models)
    return _page(voice, page.address, title, tables, [(voice.say("fields.title"), f"page:{ROOT}")])


def _page(
    voice: Voice,
    address: str,
    title: str,
    tables: tuple[FieldTable, ...],
    above: list[tuple[str, str]],
) -> Page:
    lead = voice.say("fields.description")
    return Page(
        address=voice.address(address),
        language=voice.language,
        section="contribute",
        title=title,
        description=lead,
        body=fill(
            "fields.html", voice, tables=tables, lead=lead, title=title, steps=[*above, (title, "")]
        ),
        contents=tuple(Heading(t.id, t.title or t.keys[0]) for t in tables),
    )


def _parts_pages() -> Iterator[PartsPage]:
    """Yield each record's parts; a part that several records have stands with the first."""
    placed: set[type[Record]] = set(SCHEMAS.values())
    for name, record in SCHEMAS.items():
        own = [part for _, part in _parts(record) if part not in placed]
        models = list(dict.fromkeys(own))
        placed.update(models)
        shares: list[list[type[Record]]] = []
        room = 0
        for model in models:
            if len(fields_of(model)) > room:
                shares.append([])
                room = LINES
            shares[-1].append(model)
            room -= len(fields_of(model))
        for number, share in enumerate(shares, 1):
            address = f"{ROOT}{name}/" if number == 1 else f"{ROOT}{name}/{number}/"
            yield PartsPage(address, name, number if len(shares) > 1 else 0, tuple(share))


def _links(pages: tuple[PartsPage, ...]) -> Mapping[type[Record], str]:
    """Where the fields of each model are."""
    links = {record: f"page:{ROOT}#{name}" for name, record in SCHEMAS.items()}
    for page in pages:
        named = {part: key for key, part in reversed(list(_parts(SCHEMAS[page.record])))}
        for model in page.models:
            links[model] = f"page:{page.address}#{page.record}-{named[model]}"
    return links


def _parts(
    record: type[Record], above: tuple[type[Record], ...] = ()
) -> Iterator[tuple[str, type[Record]]]:
    """Yield the parts a record has, at any depth, each with the field it is first met in."""
    for field in fields_of(record).values():
        for part in records_in(field.kind):
            yield field.key, part
            # An indicator may have indicators below it.
            if part is not record and part not in above:
                yield from _parts(part, (*above, record))


def _table(
    voice: Voice,
    links: Mapping[type[Record], str],
    model: type[Record],
    record: str,
    parts: list[tuple[str, type[Record]]],
) -> FieldTable:
    unknown = may_be_unknown(model) if model in (Case, Adoption) else frozenset()
    keys = tuple(dict.fromkeys(key for key, part in parts if part is model))
    return FieldTable(
        id=links[model].partition("#")[2],
        title=voice.say(f"fields.{record}") if model is SCHEMAS[record] else "",
        keys=keys,
        lines=tuple(_line(voice, links, field, unknown) for field in fields_of(model).values()),
        note=coded(voice.say("fields.effect") if EFFECT in unknown else ""),
    )


def _line(
    voice: Voice,
    links: Mapping[type[Record], str],
    field: RecordField,
    unknown: frozenset[str],
) -> FieldLine:
    described = field.about
    part = next(records_in(field.kind), None)
    return FieldLine(
        key=field.key,
        part=links[part] if part else "",
        meaning=coded(described.zh if voice.language == "zh" else described.en),
        form=coded(_form(voice, field.kind, field.metadata)),
        asked=voice.say(f"asked.{described.asked or 'optional'}"),
        unknown=field.key in unknown,
    )


@dataclass(frozen=True, slots=True)
class Described:
    """A field of a record or of a part of it, with all that is known of it, as plain text."""

    record: str
    path: str
    """From the record: `results[].observations[].value`."""
    zh: str
    en: str
    form: str
    asked: str


def described(voice: Voice) -> Iterator[Described]:
    """Yield every field of every record, parts below the field that holds them."""
    for name, record in SCHEMAS.items():
        yield from _described(voice, voice.say(f"fields.{name}"), "", record, ())


def _described(
    voice: Voice, name: str, at: str, model: type[Record], above: tuple[type[Record], ...]
) -> Iterator[Described]:
    for field in fields_of(model).values():
        told = field.about
        path = f"{at}{field.key}"
        form = _form(voice, field.kind, field.metadata).replace("`", "")
        yield Described(
            name, path, told.zh, told.en, form, voice.say(f"asked.{told.asked or 'optional'}")
        )
        for part in records_in(field.kind):
            if part is not model and part not in above:
                many = "[]" if get_origin(field.kind) is tuple else ""
                yield from _described(voice, name, f"{path}{many}.", part, (*above, model))


def _form(voice: Voice, annotation: Any, metadata: tuple[Any, ...]) -> str:
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
        return _form(voice, arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        (one,) = (argument for argument in arguments if argument is not NoneType)
        return _form(voice, one, metadata)
    if origin is Literal:
        return voice.say("form.one_of", options=voice.joined([f"`{o}`" for o in arguments]))
    if origin is tuple:
        item = _form(voice, arguments[0], ())
        length = next((m.items for m in metadata if isinstance(m, Exactly)), None)
        return (
            voice.say("form.exactly", n=length, item=item)
            if length
            else voice.say("form.list", item=item)
        )
    if origin is dict:
        key, item = (_form(voice, argument, ()) for argument in arguments)
        return voice.say("form.mapping", key=key, item=item)
    plain = {PartialDate: "date", Markdown: "markdown", Text: "text"}
    return voice.say(f"form.{plain.get(annotation, 'part')}")
