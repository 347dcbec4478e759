"""How each kind of value is read from a tree, and what is objected to where it cannot be.

A right value is read in one pass; only a tree that has anything wrong is gone through once more, for
every objection with its place.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from replicase.decode.errors import ShapeError
from replicase.decode.known import Known
from replicase.diagnostics import LANGUAGES, Path
from replicase.model.describe import Record, Written, fields_of
from replicase.model.scalars import Exactly, Form, OneOrMore, PartialDate, Term, words
from replicase.model.text import Length, Text


class WrongShapeError(Exception):
    """A value is not what its field takes; `objections` tells all that is wrong."""


Read = Callable[[Any, Known], Any]
Objections = Callable[[Any, Path, Known], Iterator[ShapeError]]


@dataclass(frozen=True, slots=True)
class Reader:
    """How one kind of value is read."""

    read: Read
    """Returns the value, or raises WrongShapeError."""
    objections: Objections
    """Yields what is wrong with a value at a place: nothing where `read` returns."""


@cache
def reader_of(model: type[Record]) -> Reader:
    """The reader of a record, or of a part of one."""
    fields = fields_of(model)
    needed = {name for name, field in fields.items() if field.is_required}
    # A part may hold parts of its own kind, so how they are read is found out when one is.
    known_keys: dict[str, tuple[str, Read, Objections]] = {}
    orders: dict[tuple[str, ...], Written] = {}

    def keys() -> dict[str, tuple[str, Read, Objections]]:
        found = {}
        for name, field in fields.items():
            reader = _reader(field.kind, field.metadata)
            found[field.key] = (name, reader.read, reader.objections)
        # All at once: a preview reads in several threads.
        known_keys.update(found)
        return known_keys

    def read(tree: Any, known: Known) -> Record:
        if type(tree) is not dict:
            raise WrongShapeError
        readers = known_keys or keys()
        values: dict[str, Any] = {}
        for key, value in tree.items():
            found = readers.get(key)
            if found is None:
                raise WrongShapeError
            name, read_value, _ = found
            values[name] = read_value(value, known)
        order = tuple(values)
        written = orders.get(order)
        if written is None:
            if not needed.issubset(order):
                raise WrongShapeError
            written = orders[order] = Written.once(order)
        values["written"] = written
        return model(**values)

    def objections(tree: Any, at: Path, known: Known) -> Iterator[ShapeError]:
        if type(tree) is not dict:
            yield ShapeError(at, "no_fields", tree)
            return
        readers = known_keys or keys()
        for key, (name, _, objections_to) in readers.items():
            if key in tree:
                yield from objections_to(tree[key], (*at, key), known)
            elif name in needed:
                yield ShapeError((*at, key), "missing", tree)
        for key, value in tree.items():
            if key not in readers:
                yield ShapeError((*at, key), "unknown_key", value)

    return Reader(read, objections)


def _reader(kind: Any, metadata: tuple[Any, ...]) -> Reader:
    """The reader of what a field takes."""
    for item in metadata:
        if isinstance(item, Form):
            return _single(item.objection, item.read)
        if isinstance(item, Term):
            return _term(item.vocabulary)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _reader(arguments[0], arguments[1:])
    if origin in (Union, UnionType):
        (one,) = (argument for argument in arguments if argument is not NoneType)
        return _reader(one, metadata)
    if origin is Literal:
        return _option(arguments)
    if origin is tuple:
        count = next((item.items for item in metadata if isinstance(item, Exactly)), None)
        is_one = any(isinstance(item, OneOrMore) for item in metadata)
        return _listed(_reader(arguments[0], ()), count, is_one=is_one)
    if origin is dict:
        return _mapped(*(_reader(argument, ()) for argument in arguments))
    if kind is PartialDate:
        return _single("no_date", PartialDate.read)
    if issubclass(kind, Text):
        return _text(kind, next((item for item in metadata if isinstance(item, Length)), None))
    return reader_of(kind)


def _single(objection: str, form: Callable[[str], Any]) -> Reader:
    """A single value, read from its text."""

    def read(value: Any, _: Known) -> Any:
        if type(value) is not str or (found := form(value)) is None:
            raise WrongShapeError
        return found

    def objections(value: Any, at: Path, _: Known) -> Iterator[ShapeError]:
        if type(value) is not str:
            yield ShapeError(at, "no_single_value", value)
        elif form(value) is None:
            yield ShapeError(at, objection, value)

    return Reader(read, objections)


def _term(vocabulary: str) -> Reader:
    """A term; of a vocabulary that is not known every word is one."""

    def read(value: Any, known: Known) -> str:
        if type(value) is not str:
            raise WrongShapeError
        terms = known.terms.get(vocabulary)
        if terms is not None and value not in terms:
            raise WrongShapeError
        return value

    def objections(value: Any, at: Path, known: Known) -> Iterator[ShapeError]:
        terms = known.terms.get(vocabulary)
        if type(value) is not str:
            yield ShapeError(at, "no_single_value", value)
        elif terms is not None and value not in terms:
            yield ShapeError(at, "no_term", value, {"vocabulary": vocabulary})

    return Reader(read, objections)


def _option(options: tuple[str, ...]) -> Reader:
    """A word from a closed list."""
    # The list's own words are given out, so that each is in memory once.
    own = {option: option for option in options}

    def read(value: Any, _: Known) -> str:
        found = own.get(value) if type(value) is str else None
        if found is None:
            raise WrongShapeError
        return found

    def objections(value: Any, at: Path, _: Known) -> Iterator[ShapeError]:
        if type(value) is not str or value not in own:
            yield ShapeError(at, "no_option", value, {"options": options})

    return Reader(read, objections)


def _listed(item: Reader, count: int | None, *, is_one: bool) -> Reader:
    """A list; `is_one`: one item alone may stand for it."""
    read_item = item.read

    def read(value: Any, known: Known) -> tuple[Any, ...]:
        if type(value) is not list:
            if not (is_one and type(value) is str and value):
                raise WrongShapeError
            return (read_item(value, known),)
        if count is not None and len(value) != count:
            raise WrongShapeError
        return tuple([read_item(one, known) for one in value])

    def objections(value: Any, at: Path, known: Known) -> Iterator[ShapeError]:
        if is_one and type(value) is str and value:
            yield from (error.of_a_list() for error in item.objections(value, at, known))
        elif type(value) is not list:
            yield ShapeError(at, "no_list", value)
        else:
            wrong = False
            for index, one in enumerate(value):
                here = (*at, index)
                for error in item.objections(one, here, known):
                    wrong = True
                    yield error.of_a_list() if error.at == here else error
            if not wrong and count is not None and len(value) != count:
                yield ShapeError(at, "wrong_count", value)

    return Reader(read, objections)


def _mapped(key: Reader, item: Reader) -> Reader:
    """A mapping with keys of its author's."""

    def read(value: Any, known: Known) -> dict[Any, Any]:
        if type(value) is not dict:
            raise WrongShapeError
        return {key.read(name, known): item.read(one, known) for name, one in value.items()}

    def objections(value: Any, at: Path, known: Known) -> Iterator[ShapeError]:
        if type(value) is not dict:
            yield ShapeError(at, "no_mapping", value)
            return
        for name, one in value.items():
            here = (*at, name)
            yield from key.objections(name, here, known)
            yield from item.objections(one, here, known)

    return Reader(read, objections)


def _text(kind: type[Text], length: Length | None) -> Reader:
    """Text in one language or two; plain text is in the library's first."""
    most_zh, most_en = (length.zh, length.en) if length else (sys.maxsize, sys.maxsize)

    def read(value: Any, known: Known) -> Text:
        if type(value) is str:
            value = {known.language: value}
        elif type(value) is not dict or not value:
            raise WrongShapeError
        zh = en = ""
        for language, written in value.items():
            text = words(written) if type(written) is str else None
            if text is None:
                raise WrongShapeError
            if language == "zh":
                zh = text
            elif language == "en":
                en = text
            else:
                raise WrongShapeError
        if len(zh) > most_zh or len(en) > most_en:
            raise WrongShapeError
        return kind(zh, en)

    def objections(value: Any, at: Path, known: Known) -> Iterator[ShapeError]:
        if type(value) is str:
            if words(value) is None:
                yield ShapeError(at, "empty", value)
                return
            written = kind(**{known.language: value})
        elif type(value) is not dict:
            yield ShapeError(at, "no_fields", value)
            return
        elif not value:
            yield ShapeError(at, "empty", value)
            return
        else:
            errors = list(_in_languages(value, at))
            if errors:
                yield from errors
                return
            written = kind(**{name: words(text) or "" for name, text in value.items()})
        if length is not None and (exceeded := length.exceeded(written)):
            facts = dict(zip(("language", "limit", "written"), exceeded, strict=True))
            yield ShapeError(at, "too_long", value, facts)

    return Reader(read, objections)


def _in_languages(value: Mapping[str, Any], at: Path) -> Iterator[ShapeError]:
    for language in LANGUAGES:
        if language in value:
            text = value[language]
            if type(text) is not str:
                yield ShapeError((*at, language), "no_single_value", text)
            elif words(text) is None:
                yield ShapeError((*at, language), "empty", text)
    for name, text in value.items():
        if name not in LANGUAGES:
            yield ShapeError((*at, name), "unknown_key", text)
