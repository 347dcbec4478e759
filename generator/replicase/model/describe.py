"""What each field means, in both languages, and from which stage it is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Self, get_args, get_origin, get_type_hints

import msgspec

Stage = Literal["draft", "structured", "verified", "promoted"]
STAGES: tuple[Stage, ...] = ("draft", "structured", "verified", "promoted")


@dataclass(frozen=True, slots=True)
class Field:
    """Metadata of a field: its meaning in Chinese and English, and the stage that asks for it."""

    zh: str
    en: str
    asked: Stage | None = None
    """None: always optional."""
    key: str = ""
    """Its name in the file, where Python has another use for the word."""


class Written(frozenset[str]):
    """Names of fields; those of one part are held once, since they take as much room as the part."""

    __slots__ = ()

    @staticmethod
    def once(names: Iterable[str]) -> Written:
        """The same names, as all parts hold them that were written with them."""
        order = tuple(names)
        known = _written.get(order)
        if known is None:
            new = Written(order)
            known = _written[order] = _sets.setdefault(new, new)
        return known

    def __reduce__(self) -> tuple[object, ...]:
        return Written.once, (tuple(self),)


_written: dict[tuple[str, ...], Written] = {}
_sets: dict[Written, Written] = {}


class Record(msgspec.Struct, frozen=True, kw_only=True, eq=False, gc=False):
    """Base of every part of a record: frozen, closed, described."""

    written: Written = Written()
    """The fields that were written, also where they say what would hold without them."""

    def changed(self, fields: Mapping[str, object]) -> Self:
        """The same with other values for some fields."""
        values: dict[str, Any] = {**fields, "written": Written.once((*self.written, *fields))}
        return msgspec.structs.replace(self, **values)

    def __eq__(self, other: object) -> bool:
        """Whether it says the same, whatever of it was written."""
        return type(self) is type(other) and self._said == other._said

    def __ne__(self, other: object) -> bool:
        # Without it msgspec's own would say that no two are the same.
        return not self == other

    def __hash__(self) -> int:
        return hash(self._said)

    @property
    def _said(self) -> tuple[object, ...]:
        return msgspec.structs.astuple(self)[1:]


@dataclass(frozen=True, slots=True, eq=False)
class RecordField:
    """A field of a record, as its annotation describes it."""

    name: str
    key: str
    """Its name in the file."""
    kind: Any
    """The type of its value, without what is said of it."""
    metadata: tuple[Any, ...]
    about: Field
    is_required: bool
    default: object
    """What holds where it is not written; None where it must be."""


@cache
def fields_of(record: type[Record]) -> Mapping[str, RecordField]:
    """Return the fields of a record in their order, by their names in Python.

    Raises TypeError for a field that is not described.
    """
    # The modules of records do not postpone annotations: as text they would be compiled at each start.
    hints = get_type_hints(record, include_extras=True)
    found = {}
    for field in msgspec.structs.fields(record):
        if field.name == "written":
            continue
        hint = hints[field.name]
        kind, *metadata = get_args(hint) if get_origin(hint) is Annotated else (hint,)
        about = next((item for item in metadata if isinstance(item, Field)), None)
        if about is None:
            raise TypeError(f"field without a description: {record.__name__}.{field.name}")
        found[field.name] = RecordField(
            field.name,
            about.key or field.name,
            kind,
            tuple(metadata),
            about,
            field.required,
            None if field.required else _default(field),
        )
    return found


def _default(field: msgspec.structs.FieldInfo) -> object:
    return field.default if field.default is not msgspec.NODEFAULT else field.default_factory()


def records_in(kind: Any) -> Iterator[type[Record]]:
    """Yield the parts a field may hold, by the type of its value."""
    if isinstance(kind, type) and issubclass(kind, Record):
        yield kind
    for inner in get_args(kind):
        yield from records_in(inner)


@cache
def keys_of(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the names of a record's fields, each with its name in the file."""
    return tuple((name, field.key) for name, field in fields_of(record).items())
