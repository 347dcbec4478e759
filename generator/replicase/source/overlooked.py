"""What libyaml lets through against YAML 1.2, and what it reads otherwise: other readers would differ.

Most files hold nothing of the kind, and one look at their text says so; only the others are taken apart
into tokens. That happens after the tree was made, so the limits of size and depth hold here, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from replicase.diagnostics import Span
from replicase.source.refusal import FEATURE, SYNTAX, Refusal

_INSIDE = r"[^\[\]{}\n]++"
_SIGN = re.compile(
    # Begins with a set of signs, so that the search goes from one to the next.
    r"[#?|>\"'\[{-](?:"
    # A comment that touches a quotation mark, a bracket, a comma or the mark of a block.
    r"(?<=[\"'\]},\[{|>+0-9-]#)"
    # A hyphen alone between brackets; a question mark first in them.
    r"|(?<=[ \[{,]-)[,\]}]|(?<=[\[{, ]\?)[^\s]"
    # Spaces on an empty line at the head of a block.
    r"|(?<=[|>])[-+0-9]*+[ \t]*+(?:#[^\n]*+)?\n++ ++\n"
    # Quoted text or brackets that go on in the next line.
    r"|(?<=[ \t\[{,]\")(?:[^\"\\\n]++|\\.)*+\\?\n|(?<=[ \t\[{,]')(?:[^'\n]++|'')*+\n"
    rf"|(?<=[\[{{])(?:{_INSIDE}|[\[{{](?:{_INSIDE}|[\[{{][^\[\]{{}}\n]*+[\]}}])*+[\]}}])*+\n"
    r")"
)

_NOTHING = re.compile(
    r"[~nN](?:(?<=[ \t\n\[{,]~)|(?<=[ \t\n\[{,][nN])(?:ull|ULL))(?=[ \t]*(?:[\n,\]}]| #))"
)
"""A word that is no text to other readers of YAML."""


def overlooked(text: str, lines: tuple[str, ...]) -> Iterator[Refusal]:
    """Yield the first such thing in a file that libyaml has read."""
    if _SIGN.search(text) is None and _NOTHING.search(text) is None:
        return
    reading = _Reading(lines)
    for token in yaml.scan(text, Loader=yaml.CSafeLoader):
        refusal = reading.look(token)
        if refusal is not None:
            yield refusal
            return


class _Reading:
    """Follows the tokens of a file: how deep the blocks are indented, and what is open in brackets."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        self._blocks: list[int] = []
        """The column of each block that is open."""
        self._open: list[Any] = []
        """The brackets that are open, the outermost first."""
        self._line = 0
        """The last line something stands on."""

    def look(self, token: Any) -> Refusal | None:
        """What is wrong with the next token, if anything."""
        if isinstance(token, yaml.BlockMappingStartToken | yaml.BlockSequenceStartToken):
            self._blocks.append(token.start_mark.column)
        elif isinstance(token, yaml.BlockEndToken):
            self._blocks.pop()
        refusal = (
            self._not_indented(token)
            or self._comment_without_space(token)
            or self._first_sign(token)
            or self._deep_empty_line(token)
            or _nothing(token)
        )
        if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
            self._open.append(token)
        elif isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
            self._open.pop()
        self._line = max(self._line, token.end_mark.line)
        return refusal

    def _text(self, line: int) -> str:
        return self._lines[line] if line < len(self._lines) else ""

    def _not_indented(self, token: Any) -> Refusal | None:
        quoted = isinstance(token, yaml.ScalarToken) and token.style in ('"', "'")
        if not self._blocks or not (self._open or quoted):
            return None
        start, end = token.start_mark, token.end_mark
        opened = self._open[0].start_mark if self._open else start
        least = self._blocks[-1] + 1
        begins = self._open and start.line > self._line
        for line in range(start.line if begins else start.line + 1, end.line + 1):
            written = self._text(line)
            indent = len(written) - len(written.lstrip(" "))
            stands = line == start.line or line != end.line or end.column > indent
            if stands and indent < least and written.strip():
                sign = self._text(opened.line)[opened.column]
                field = opened.line + 1
                return _refusal(
                    (line, indent, len(written.rstrip())),
                    f"这一行接着第 {field} 行的 `{sign}`，缩进不够",
                    f"this line goes on with the `{sign}` of line {field} and is not indented enough",
                    f"缩进 {least + 1} 格以上，或写到第 {field} 行末尾",
                    f"indent it by {least + 1} spaces or more, or write it at the end of line {field}",
                )
        return None

    def _comment_without_space(self, token: Any) -> Refusal | None:
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            mark = token.start_mark
            head = re.match(r"[|>][-+0-9]*(?=#)", self._text(mark.line)[mark.column :])
            place = (mark.line, mark.column + head.end()) if head else None
        elif isinstance(token, _TOUCHED) and not (
            isinstance(token, yaml.ScalarToken) and token.plain
        ):
            mark = token.end_mark
            touches = self._text(mark.line)[mark.column : mark.column + 1] == "#"
            place = (mark.line, mark.column) if touches else None
        else:
            return None
        if place is None:
            return None
        line, column = place
        return _refusal(
            (line, column, column + 1),
            "`#` 前面没有空格",
            "no space before `#`",
            "注释前空一格；`#` 是文字的，写到引号里面",
            "put a space before a comment; if `#` is text, write it inside the quotation marks",
        )

    def _first_sign(self, token: Any) -> Refusal | None:
        mark = token.start_mark
        if isinstance(token, yaml.ScalarToken) and token.plain and token.value == "-":
            return _refusal(
                (mark.line, mark.column, mark.column + 1),
                "括号里单独写了一个 `-`",
                "a `-` stands alone inside brackets",
                '没有内容就删去；是文字的，写成 `"-"`',
                'delete it if it means nothing; if it is text, write `"-"`',
            )
        if isinstance(token, yaml.KeyToken) and self._open:
            begins = self._text(mark.line)[mark.column : mark.column + 2]
            if begins[:1] == "?" and begins[1:].strip():
                return _refusal(
                    (mark.line, mark.column, mark.column + 1),
                    "括号里的文字以 `?` 开头",
                    "a text inside brackets begins with `?`",
                    '给整段文字加半角引号 `"…"`',
                    'put quotation marks `"…"` around the whole text',
                )
        return None

    def _deep_empty_line(self, token: Any) -> Refusal | None:
        if not (isinstance(token, yaml.ScalarToken) and token.style in ("|", ">")):
            return None
        head = self._text(token.start_mark.line)[token.start_mark.column :]
        if re.match(r"[|>][-+]?[0-9]", head):
            return None  # it says itself how deep its text is
        deepest = 0
        number = token.start_mark.line + 1
        while number < len(self._lines) and not self._lines[number].strip(" "):
            if len(self._lines[number]) > len(self._text(deepest or number)) or not deepest:
                deepest = number
            number += 1
        if not deepest or number >= len(self._lines):
            return None
        written = self._lines[number]
        indent = len(written) - len(written.lstrip(" "))
        ended = indent <= (self._blocks[-1] if self._blocks else -1)
        if ended or len(self._lines[deepest]) <= indent:
            return None
        return _refusal(
            (deepest, 0, len(self._lines[deepest])),
            "空行里的空格比下面的文字缩进得深",
            "the spaces of this empty line are deeper than the text below",
            "删去这一行的空格",
            "delete the spaces of this line",
        )


def _nothing(token: Any) -> Refusal | None:
    if not (isinstance(token, yaml.ScalarToken) and token.plain):
        return None
    if token.value not in ("~", "null", "Null", "NULL"):
        return None
    mark = token.start_mark
    return Refusal(
        FEATURE,
        Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 1 + len(token.value)),
        f"`{token.value}` 在 YAML 里表示没有内容",
        f"`{token.value}` means nothing in YAML",
        f'没有内容就删去这个字段；是文字的，写成 `"{token.value}"`',
        f'delete the field if there is nothing to say; if it is text, write `"{token.value}"`',
    )


_TOUCHED = (
    yaml.ScalarToken,
    yaml.FlowSequenceEndToken,
    yaml.FlowMappingEndToken,
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowEntryToken,
)


def _refusal(place: tuple[int, int, int], zh: str, en: str, hint_zh: str, hint_en: str) -> Refusal:
    line, column, end = place
    return Refusal(
        SYNTAX,
        Span(line + 1, column + 1, line + 1, max(end, column + 1) + 1),
        f"YAML 写法有误：{zh}",
        f"invalid YAML: {en}",
        hint_zh,
        hint_en,
    )
