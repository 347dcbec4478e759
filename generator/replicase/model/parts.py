"""A record taken apart once for all rules: its parts, those with fields of their own, its texts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, lru_cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

import msgspec

from replicase.diagnostics import Language, Path
from replicase.model.describe import Record, fields_of, keys_of
from replicase.model.scalars import PartialDate, Term
from replicase.model.text import Markdown, Text


class Passage(NamedTuple):
    """A text in one language, and the part of the record it belongs to."""

    at: Path
    text: str
    language: Language | None
    """None for text that is the same in every language, as the title of a source, an id or a term."""
    markdown: bool
    holder: Record


@dataclass(frozen=True, slots=True)
class Parts:
    """What a record consists of, each with its place, in the order of fields, parents first."""

    records: list[tuple[Path, Record]] = field(default_factory=list)
    """Those with fields of their own, the record itself first."""
    sourced: list[tuple[Path, Record]] = field(default_factory=list)
    """Those of them that name a source."""
    passages: list[Passage] = field(default_factory=list)
    """Every text somebody wrote; short ids and terms are none."""
    markdown: list[Passage] = field(default_factory=list)
    """Those of them that are Markdown."""
    texts: list[tuple[Path, Text]] = field(default_factory=list)
    """Those in two languages, whole."""
    dates: list[tuple[Path, PartialDate]] = field(default_factory=list)
    lists: list[tuple[Path, tuple[object, ...] | dict[str, object]]] = field(default_factory=list)
    """Lists, and mappings with keys of their own."""

    @classmethod
    def of(cls, record: Record) -> Parts:
        """Take a record apart; what is absent is left out."""
        parts = cls()
        parts._add_record((), record)
        return parts

    def _add_record(self, at: Path, record: Record) -> None:
        self.records.append((at, record))
        has_source, telling = _telling(type(record))
        if has_source and record.source:  # type: ignore[attr-defined]
            self.sourced.append((at, record))
        written = record.written
        for name, key in telling:
            if name in written and (value := getattr(record, name)) is not None:
                # Most values are short names or texts; what is here costs no call.
                if type(value) is str:
                    if len(value) > LONGEST_NAME or not is_name(value):
                        here = ((*at, key), value, None, False, record)
                        self.passages.append(_passage(Passage, here))
                else:
                    self._add((*at, key), value, record)

    def _add(self, at: Path, value: Any, holder: Record) -> None:
        kind = type(value)
        if kind is str:
            if len(value) > LONGEST_NAME or not is_name(value):
                self.passages.append(_passage(Passage, (at, value, None, False, holder)))
        elif kind is Text or kind is Markdown:
            self.texts.append((at, value))
            is_markdown = kind is Markdown
            for language, text in (("zh", value.zh), ("en", value.en)):
                if text:
                    passage = _passage(
                        Passage, ((*at, language), text, language, is_markdown, holder)
                    )
                    self.passages.append(passage)
                    if is_markdown:
                        self.markdown.append(passage)
        elif kind is tuple:
            self.lists.append((at, value))
            for index, item in enumerate(value):
                if type(item) is str:
                    if len(item) > LONGEST_NAME or not is_name(item):
                        listed = ((*at, index), item, None, False, holder)
                        self.passages.append(_passage(Passage, listed))
                else:
                    self._add((*at, index), item, holder)
        elif kind is PartialDate:
            self.dates.append((at, value))
        elif kind is dict:
            self.lists.append((at, value))
            for key, item in value.items():
                self._add((*at, key), item, holder)
        elif isinstance(value, Record):
            self._add_record(at, value)


LONGEST_NAME = 10
"""Characters of a short id; eleven may be the number of a telephone."""
_NAME = re.compile(rf"[a-z0-9.-]{{1,{LONGEST_NAME}}}")


@lru_cache(maxsize=8192)
def is_name(text: str) -> bool:
    """Whether a text is a short id or a term: `s1`, `in-use`. Nothing any rule looks for is in such."""
    return _NAME.fullmatch(text) is not None


@cache
def _telling(kind: type[Record]) -> tuple[bool, tuple[tuple[str, str], ...]]:
    """Tell whether a kind of part names sources, and which of its fields hold what somebody wrote.

    That is a text, a date, a list or a part. A number, true or false, and a word from a closed list hold none.
    """
    fields = fields_of(kind)
    telling = tuple(
        (name, key)
        for name, key in keys_of(kind)
        if not _is_closed(fields[name].kind, fields[name].metadata)
    )
    return "source" in fields, telling


def _is_closed(kind: object, metadata: Iterable[object] = ()) -> bool:
    """Whether nothing but a number, true or false, or a word from a closed list is of a kind."""
    if any(isinstance(item, Term) for item in metadata):
        return kind is str or kind == str | None
    if get_origin(kind) is Annotated:
        within, *metadata = get_args(kind)
        return _is_closed(within, metadata)
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        return all(map(_is_closed, get_args(kind)))
    return kind in (bool, int, Decimal, NoneType) or get_origin(kind) is Literal


_passage = tuple.__new__
"""Makes a passage of five values; thousands are made of each library."""


def texts_of(part: object) -> list[Text]:
    """Return every text of a record or a part of one, wherever it stands, in no order."""
    found: list[Text] = []
    waiting = [part]
    while waiting:
        value = waiting.pop()
        kind = type(value)
        if kind in _SINGLE:
            continue
        if kind is tuple:
            waiting += value  # type: ignore[arg-type]
        elif isinstance(value, Text):
            found.append(value)
        elif isinstance(value, Record):
            waiting += msgspec.structs.astuple(value)
    return found


_SINGLE = frozenset([str, NoneType, bool, int, Decimal, PartialDate, frozenset])
"""Values that are no text in two languages and hold none; most values are one of these."""
