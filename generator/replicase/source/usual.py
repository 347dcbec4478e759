"""The tree of a file written in the usual way, from one look at each of its lines.

Nearly every record is keys and values one below the other, texts on one line or in a block, short
lists in brackets. Such a file is read here, several times as fast as by libyaml, and to the same
tree. At the first line that is anything else the answer is None, and libyaml reads the whole file:
what is refused, and why, is never decided here, and nothing `overlooked` refuses is accepted.
"""

from __future__ import annotations

import re
from functools import lru_cache

from replicase.source.nodes import Plain
from replicase.source.refusal import MAX_DEPTH, MAX_NODES

Line = tuple[str, str, str, str]
"""The spaces a line begins with, its `- `, its key, and what follows."""

_NOTHING = frozenset(["~", "null", "Null", "NULL"])
"""No text to other readers of YAML."""

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}"
_LINE = re.compile(rf"^( *)((?:- +)?)(?:({_KEY}):(?: +|$))?(.*)$", re.MULTILINE)

_END: Line = ("", "", "", "")

_SIGNS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
"""What begins with one of these is no plain text, or not always."""
_DOUBLE = r'[^"\\]*+(?:\\"[^"\\]*+)*+'
"""Between quotation marks; of escapes only that of a quotation mark is usual."""
_QUOTED = re.compile(rf'"({_DOUBLE})" *|' r"'([^']*+(?:''[^']*+)*+)' *")
# Of a colon and a `#` in brackets only those inside a word are text.
_PLAIN = (
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}:#?]*+(?:(?::(?=[^\s,?\[\]{}])|(?<=\S)#)[^,\[\]{}:#?]*+)*+"
    r"|-[0-9][0-9.]*+"
)
_SCALAR = rf'"{_DOUBLE}"|{_PLAIN}'
_FLAT_LIST = re.compile(rf"\[ *(?:{_SCALAR}) *(?:, *(?:{_SCALAR}) *)*+\] *")
_FLAT_MAPPING = re.compile(rf"\{{ *{_KEY}: +(?:{_SCALAR}) *(?:, *{_KEY}: +(?:{_SCALAR}) *)*+\}} *")
_ITEMS = re.compile(rf'"({_DOUBLE})"|({_PLAIN})')
_PAIRS = re.compile(rf'({_KEY}): +(?:"({_DOUBLE})"|({_PLAIN}))')
_ITEM = re.compile(rf' *(?:({_KEY}): +)?(?:"({_DOUBLE})"|({_PLAIN})|([\[{{]))')
"""One item of a list or mapping in brackets."""
_BEHIND = re.compile(r" *([,\]}])")
_EMPTY = re.compile(r" *([\]}])")


class _Unusual(Exception):  # noqa: N818 - no failure: libyaml then reads the file
    """Something is not written in the usual way."""


def usual_tree(text: str, lines: tuple[str, ...]) -> dict[str, Plain] | None:
    """The tree of a text in which no character needs a closer look, or None.

    `lines` are those of the text.
    """
    count = text.count
    if 2 * count(":") + count("-") + count(",") + count("[") + count("{") >= MAX_NODES:
        return None
    reader = _Reader([*_LINE.findall(text), _END], lines)
    try:
        return reader.root()
    except _Unusual:
        return None


class _Reader:
    """Reads blocks, one inside the other; each begins at a line and leaves `at` behind its last."""

    __slots__ = ("_at", "_found", "_lines")

    def __init__(self, found: list[Line], lines: tuple[str, ...]) -> None:
        self._found = found
        self._lines = lines
        self._at = 0

    def root(self) -> dict[str, Plain]:
        if self._next() != 0 or self._found[self._at][1]:
            raise _Unusual
        root = self._mapping(0, MAX_DEPTH)
        if self._at < len(self._found):
            raise _Unusual
        return root

    def _next(self) -> int:
        """Go on to a line with something on it but a comment; returns its indent, -1 at the end."""
        found, at = self._found, self._at
        end = len(found)
        while at < end:
            indent, dash, key, rest = found[at]
            if key or dash or (rest and rest[0] != "#"):
                self._at = at
                return len(indent)
            at += 1
        self._at = at
        return -1

    def _mapping(self, column: int, depth: int) -> dict[str, Plain]:
        """The mapping whose first key stands on this line, and its others below in this column."""
        if not depth:
            raise _Unusual
        entries: dict[str, Plain] = {}
        found = self._found
        while True:
            _, dash, key, rest = found[self._at]
            if not key or key in entries or (dash and entries):
                raise _Unusual
            at = self._at = self._at + 1
            if rest:
                entries[key] = self._value(rest, column, depth - 1)
                if self._at == at and found[at][2] and not found[at][1]:
                    # A key is next, as nearly always.
                    indent = len(found[at][0])
                else:
                    indent = self._next()
            else:
                indent = self._next()
                if indent > column:
                    entries[key] = self._block(indent, depth - 1)
                    indent = self._next()
                elif indent == column and found[self._at][1]:
                    entries[key] = self._sequence(indent, depth - 1)
                    indent = self._next()
                else:
                    entries[key] = ""
            if indent < column:
                return entries
            if indent > column:
                raise _Unusual

    def _block(self, indent: int, depth: int) -> Plain:
        """The list or mapping that begins on this line."""
        _, dash, key, _ = self._found[self._at]
        if dash:
            return self._sequence(indent, depth)
        if key:
            return self._mapping(indent, depth)
        raise _Unusual

    def _sequence(self, column: int, depth: int) -> list[Plain]:
        if not depth:
            raise _Unusual
        items: list[Plain] = []
        while True:
            _, dash, key, rest = self._found[self._at]
            if not dash:
                return items
            if key:
                items.append(self._mapping(column + len(dash), depth - 1))
            elif rest:
                self._at += 1
                items.append(self._value(rest, column, depth - 1))
            else:
                raise _Unusual
            indent = self._next()
            if indent < column:
                return items
            if indent > column:
                raise _Unusual

    def _value(self, rest: str, column: int, depth: int) -> Plain:
        """What stands behind a key or a hyphen; a line further in would go on with it."""
        first = rest[0]
        if first not in _SIGNS or (first == "-" and rest[1:2] not in ("", " ")):
            if ": " in rest or " #" in rest or rest[-1] == ":":
                raise _Unusual
            return _plain(rest)
        if first in "\"'":
            quoted = _QUOTED.fullmatch(rest)
            if quoted is None:
                raise _Unusual
            double, single = quoted.groups()
            return single.replace("''", "'") if double is None else double.replace('\\"', '"')
        if first in "[{":
            flat = _often(rest) if len(rest) < _SHORT else _flat(rest)
            if flat is not None:
                return flat
            value, end = _in_brackets(rest, 1, depth)
            if rest[end:].strip(" "):
                raise _Unusual
            return value
        if first in "|>":
            return self._text(rest.rstrip(" "), column)
        raise _Unusual

    def _text(self, head: str, column: int) -> str:
        """The text of a block, its lines as they are or joined."""
        if head not in ("|", "|-", ">", ">-"):
            raise _Unusual
        lines, start = self._lines, self._at
        if start >= len(lines):
            raise _Unusual
        first = lines[start]
        indent = len(first) - len(first.lstrip(" "))
        if indent <= column or len(first) == indent:
            raise _Unusual
        margin = " " * indent
        written: list[str] = []
        filled = 0
        for line in lines[start:]:
            if line.startswith(margin):
                written.append(line[indent:])
                if line.strip(" "):
                    filled = len(written)
                elif len(line) > indent:
                    raise _Unusual
            elif not line.strip(" "):
                written.append("")
            else:
                break
        self._at = start + filled
        del written[filled:]
        text = "\n".join(written) if head[0] == "|" else _joined(written)
        return text if head[1:] else f"{text}\n"


def _joined(lines: list[str]) -> str:
    """Lines of one paragraph become one; an empty line parts two."""
    parts: list[str] = []
    gap = ""
    for line in lines:
        if line[:1] == " ":
            raise _Unusual
        if line:
            parts += (gap, line)
            gap = " "
        else:
            gap = "\n" if gap == " " else f"{gap}\n"
    return "".join(parts)


_SHORT = 32
"""Brackets with so little in them stand in many files: `[s1]`, `{date: 2019, source: s2}`."""


@lru_cache(maxsize=8192)
def _often(rest: str) -> Plain | None:
    """The same as `_flat`; nobody changes a tree, so that many may share a part."""
    return _flat(rest)


def _flat(rest: str) -> Plain | None:
    """A list or mapping in brackets with nothing in brackets in it, as most are, or None."""
    if rest[0] == "[":
        if _FLAT_LIST.fullmatch(rest) is None:
            return None
        return [_meant(quoted, plain) for quoted, plain in _ITEMS.findall(rest)]
    if _FLAT_MAPPING.fullmatch(rest) is None:
        return None
    pairs = _PAIRS.findall(rest)
    entries: dict[str, Plain] = {key: _meant(quoted, plain) for key, quoted, plain in pairs}
    return entries if len(entries) == len(pairs) else None


def _meant(quoted: str | None, plain: str | None) -> str:
    """The text that stands quoted or plain."""
    if plain:
        return _plain(plain)
    return quoted.replace('\\"', '"') if quoted else ""


def _plain(text: str) -> str:
    text = text.rstrip(" ")
    if text in _NOTHING:
        raise _Unusual
    return text


def _in_brackets(text: str, start: int, depth: int) -> tuple[Plain, int]:
    """The list or mapping that was opened before a place, and the place behind it."""
    if not depth:
        raise _Unusual
    is_mapping = text[start - 1] == "{"
    closing = "}" if is_mapping else "]"
    entries: dict[str, Plain] = {}
    items: list[Plain] = []
    if (empty := _EMPTY.match(text, start)) is not None:
        if empty[1] != closing:
            raise _Unusual
        return (entries if is_mapping else items), empty.end()
    while True:
        found = _ITEM.match(text, start)
        if found is None:
            raise _Unusual
        key, quoted, plain, opened = found.groups()
        value: Plain
        start = found.end()
        if opened:
            value, start = _in_brackets(text, start, depth - 1)
        else:
            value = _meant(quoted, plain)
        if is_mapping:
            if not key or key in entries:
                raise _Unusual
            entries[key] = value
        elif key:
            raise _Unusual
        else:
            items.append(value)
        behind = _BEHIND.match(text, start)
        if behind is None:
            raise _Unusual
        start = behind.end()
        if behind[1] == closing:
            return (entries if is_mapping else items), start
        if behind[1] != ",":
            raise _Unusual
