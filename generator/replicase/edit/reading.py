"""Files that cannot be read yet: encodings, tabs, full-width colons, separators inside braces."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Any

from replicase.decode.names import fields_at, means
from replicase.edit.fields import is_number, names_in
from replicase.edit.spans import (
    Change,
    Replacement,
    every_node,
    node_at,
    offsets_of,
    read,
    replaced,
)
from replicase.edit.spelling import field_meant
from replicase.model.describe import Record
from replicase.source import Document
from replicase.source import Mapping as MappingNode
from replicase.source.document import plain_tree
from replicase.source.refusal import Refusal


def decoded(data: bytes) -> tuple[str, tuple[Change, ...]] | None:
    """The text of a file and what its bytes needed; None where they are not surely text."""
    changes: list[Change] = []
    text: str | None = None
    for mark, encoding in ((codecs.BOM_UTF16_LE, "UTF-16"), (codecs.BOM_UTF16_BE, "UTF-16")):
        if data.startswith(mark):
            text = _strictly(data, encoding)
            changes.append(_encoding(encoding))
    if text is None:
        if data.startswith(codecs.BOM_UTF8):
            data = data.removeprefix(codecs.BOM_UTF8)
            changes.append(Change(0, "去掉开头的 BOM", "the BOM at the beginning is gone"))
        text = _strictly(data, "utf-8")
    if text is None and not changes:
        text = _gbk(data)
        changes.append(_encoding("GBK"))
    if text is None or "\x00" in text:
        return None
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
        changes.append(Change(0, "换行改为 LF", "line ends are LF"))
    return text, tuple(changes)


def _encoding(name: str) -> Change:
    return Change(0, f"编码由 {name} 改为 UTF-8", f"{name} becomes UTF-8")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _gbk(data: bytes) -> str | None:
    """The text of a file in GBK, where it can be nothing else.

    Almost every Chinese character is of GB 2312, many are the most frequent ones, and there is
    nothing else; text of other encodings read as GBK shows rare characters all over.
    """
    text = _strictly(data, "gb18030")
    if text is None:
        return None
    foreign = [c for c in text if ord(c) > 127]
    han = [c for c in foreign if "\u4e00" <= c <= "\u9fff"]
    frequent = sum(c in _FREQUENT for c in han)
    listed = sum(_strictly_in("gb2312", c) for c in han)
    rest = [c for c in foreign if not "\u4e00" <= c <= "\u9fff"]
    sure = (
        len(han) >= 8
        and listed >= 0.97 * len(han)
        and frequent >= 0.15 * len(han)
        and all(c in _PUNCTUATION for c in rest)
    )
    return text if sure else None


_PUNCTUATION = frozenset("　、。·—～‖…‘’“”〔〕〈〉《》「」『』【】±×÷℃°％‰§№★☆①②③④⑤⑥⑦⑧⑨⑩") | {
    chr(code) for code in range(0xFF01, 0xFF5F)
}
"""What Chinese text holds besides characters and ASCII."""


def _strictly_in(encoding: str, character: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


_FREQUENT = frozenset(
    "的一是不了在人有这中大来上为和个国地到以时要就出会可也对生能而子于下自之年过发后作里用道行所然家种事成方"
    "多经去法同现当没动面起看定分还进好小部其些主样理心本前开但因只从想实日者意无三二十四五六七八九月公共市县"
    "区镇乡村社民政党员府务服治网格案例标题"
)
"""What a quarter to a half of Chinese text consists of, and bytes of another language seldom do."""


_UNSEEN = "\t\u00a0\u3000"
_INDENT = re.compile(f"^ *[{_UNSEEN}][ {_UNSEEN}]*(?=[^\\s])", re.MULTILINE)
_NAME = r"[^\s:：#,，\[\]{}'\"-][^\s:：#,，\[\]{}'\"]*"
_BEHIND_A_KEY = re.compile(
    rf"^ *(?:- +)*(?P<key>{_NAME})(?P<sign> *：[ {_UNSEEN}]*|:[{_UNSEEN}][ {_UNSEEN}]*|:(?=[^\s:]))",
    re.MULTILINE,
)
_BEFORE_A_KEY = re.compile(rf"(?P<sign>，[ {_UNSEEN}]*)(?P<key>{_NAME}): ")
_GROUPED = re.compile(
    rf"(?:(?<=\{{)|(?<=[{{,] ))(?P<key>{_NAME}): +(?P<number>-?[1-9][0-9]{{0,2}}(?:,[0-9]{{3}})+)(?=[,}}])"
)


@dataclass(frozen=True, slots=True)
class _Wish:
    """A change that is right if a node then begins at a place: a key of the format, or a number."""

    change: Replacement
    begins: int
    """Where the node begins, in the text before the changes."""
    text: str
    is_key: bool
    said: Change


def readable(file: str, text: str, model: type[Record]) -> tuple[str, tuple[Change, ...]]:
    """The text with what keeps it from being read mended, or as it is where that is not certain."""
    document = read(file, text)
    if document is not None and not _GROUPED.search(text):
        return text, ()
    found: dict[str, tuple[str, tuple[Change, ...]]] = {}
    for indented, changes in _indented(text):
        mended = _punctuated(file, indented, model, unread=document is None)
        if mended is not None and (after := read(file, mended[0])) is not None:
            if changes and not mended[1] and _raw(text) not in (None, after.plain):
                continue
            found.setdefault(repr(after.plain), (mended[0], (*changes, *mended[1])))
    # Whichever width the tabs stood for, one tree alone may come out.
    return next(iter(found.values())) if len(found) == 1 else (text, ())


def _raw(text: str) -> dict[str, Any] | None:
    """The tree as YAML alone reads it, whatever characters indent it."""
    try:
        return plain_tree(text, tuple(text.split("\n")))
    except Refusal:
        return None


def _indented(text: str) -> Iterator[tuple[str, tuple[Change, ...]]]:
    """The text with spaces only in its indents, for each width a tab may have stood for."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in _INDENT.finditer(text)]
    if not lines:
        yield text, ()
        return
    changes = tuple(Change(line, "缩进改用空格", "spaces indent the line") for line in lines)
    for tab in (2, 4, 8):
        widths = str.maketrans({"\t": " " * tab, "\u00a0": " ", "\u3000": "  "})
        yield _INDENT.sub(partial(_translated, widths), text), changes


def _translated(widths: dict[int, str], match: re.Match[str]) -> str:
    return match[0].translate(widths)


def _punctuated(
    file: str, text: str, model: type[Record], *, unread: bool
) -> tuple[str, tuple[Change, ...]] | None:
    """The text with the signs around keys and inside numbers that the format has.

    Only where a field of that place is then named: in the middle of a text nothing is touched.
    """
    wishes = [*_numbers(text), *(_signs(text, names_in(model)) if unread else ())]
    for _ in range(4):
        mended = replaced(text, (wish.change for wish in wishes))
        document = read(file, mended)
        if document is None:
            return None
        granted = list(_granted(wishes, document, model))
        if len(granted) == len(wishes):
            return mended, tuple(wish.said for wish in wishes)
        wishes = granted
    return None


def _signs(text: str, names: Mapping[str, str]) -> Iterator[_Wish]:
    offsets = offsets_of(text)
    for match in _BEHIND_A_KEY.finditer(text):
        key, sign = match["key"], match["sign"]
        if not _names_a_field(key, names):
            continue
        ends = text[match.end() : match.end() + 1] in ("", "\n")
        yield _Wish(
            Replacement(*match.span("sign"), ":" if ends else ": "),
            match.start("key"),
            key,
            True,
            Change(
                offsets.line(match.start("key")),
                f"`{key}` 后面改为半角冒号加空格" if "：" in sign else f"`{key}:` 后面空一格",
                f"`{key}` is followed by `: `, an ASCII colon and a space",
            ),
        )
    for match in _BEFORE_A_KEY.finditer(text):
        if not _names_a_field(match["key"], names):
            continue
        yield _Wish(
            Replacement(*match.span("sign"), ", "),
            match.start("key"),
            match["key"],
            True,
            Change(
                offsets.line(match.start("key")),
                f"`{match['key']}` 前面改为半角逗号加空格",
                f"`, `, an ASCII comma and a space, stands before `{match['key']}`",
            ),
        )


def _names_a_field(name: str, names: Mapping[str, str]) -> bool:
    return name in names or any(means(name, zh) for zh in names.values())


def _numbers(text: str) -> Iterator[_Wish]:
    offsets = offsets_of(text)
    for match in _GROUPED.finditer(text):
        given, written = match["number"], match["number"].replace(",", "")
        yield _Wish(
            Replacement(*match.span("number"), written),
            match.start("number"),
            written,
            False,
            Change(offsets.line(match.start()), *number_said(given, written)),
        )


def number_said(given: str, written: str) -> tuple[str, str]:
    """That a number is now written as the format has it."""
    return f"数值 `{given}` 改为 `{written}`", f"number `{given}` becomes `{written}`"


def _granted(wishes: list[_Wish], document: Document, model: type[Record]) -> Iterator[_Wish]:
    """The changes after which a node begins where it should."""
    offsets = offsets_of(document.text)
    keys: dict[tuple[int, str], bool] = {}
    for at, node in every_node(document.root):
        holder = at[-1:] and node_at(document.root, at[:-1])
        if holder and isinstance(holder[1], MappingNode):
            name = str(at[-1])
            key = holder[1].entries[name][0]
            fields = fields_at(model, at[:-1])
            known = name in fields or field_meant(name, fields) is not None
            keys[offsets.of(key.span)[0], name] = known
            if is_number(model, at):
                keys[offsets.of(node.span)[0], offsets.written(node)] = True
    changes = sorted((wish.change for wish in wishes), key=lambda c: c.start)
    starts = [change.start for change in changes]
    longer = [0, *accumulate(len(c.new) - (c.end - c.start) for c in changes)]
    for wish in wishes:
        moved = longer[bisect_left(starts, wish.begins)]
        if keys.get((wish.begins + moved, wish.text)):
            yield wish
