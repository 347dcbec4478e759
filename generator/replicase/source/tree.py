"""libyaml's events become a tree; a limit or a feature we do not read stops them at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from replicase.diagnostics import START, Span
from replicase.source.characters import judge, suspects
from replicase.source.nodes import Mapping, Node, Scalar, Sequence
from replicase.source.refusal import (
    DUPLICATE,
    EMPTY,
    FEATURE,
    LIMIT,
    MAX_DEPTH,
    MAX_NODES,
    SYNTAX,
    Refusal,
)
from replicase.source.syntax import refused


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: Any
    items: list[Node] | None
    entries: dict[str, tuple[Scalar, Node]]
    key: Scalar | None = None


def tree(text: str, lines: tuple[str, ...], until: str | None = None) -> Mapping:
    """The tree of a file, or its beginning `until` the end of a field; raises Refusal."""
    try:
        root = _built(yaml.parse(text, Loader=yaml.CSafeLoader), lines, until)
    except yaml.MarkedYAMLError as error:
        raise refused(error, lines) from None
    except yaml.YAMLError:
        raise refused(None, lines) from None
    if root is None or (isinstance(root, Scalar) and not root.text):
        raise Refusal(EMPTY, START, "文件是空的", "the file is empty", *_HOW_TO_BEGIN)
    if not isinstance(root, Mapping):
        raise Refusal(
            EMPTY,
            Span(root.span.line, root.span.column, root.span.line, root.span.column + 1),
            "文件里应是“字段: 值”，这里是别的内容",
            "a file holds `field: value` lines; this is something else",
            *_HOW_TO_BEGIN,
        )
    if not root.entries:
        raise Refusal(EMPTY, START, "文件里没有字段", "the file has no fields", *_HOW_TO_BEGIN)
    return root


_HOW_TO_BEGIN = ("从一个已有案例复制字段", "copy the fields of an existing case")


def _built(events: Iterator[Any], lines: tuple[str, ...], until: str | None) -> Node | None:
    """Build the tree from events; raises Refusal at the first limit or feature we do not read."""
    stack: list[_Open] = []
    root: Node | None = None
    nodes = documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _feature(
                    event,
                    *("文件里有第二个文档 `---`", "a second document begins here"),
                    *("删掉这一行；后面若是另一条记录，另存一个文件", _ONE_RECORD),
                )
            if event.version or event.tags:
                raise _feature(
                    event,
                    *("用了 YAML 指令 `%`", "a YAML directive is used"),
                    *("删掉这一行", "delete this line"),
                )
            continue
        if not isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent):
            continue
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            _allowed(event, nodes, len(stack))
            if isinstance(event, yaml.CollectionStartEvent):
                if stack and stack[-1].items is None and stack[-1].key is None:
                    raise _feature(event, "字段名不是一个词", "a key is a list or a mapping")
                sequence = isinstance(event, yaml.SequenceStartEvent)
                stack.append(_Open(event, [] if sequence else None, {}))
                continue
            assert isinstance(event, yaml.ScalarEvent)  # noqa: S101 - the one kind left
            if event.style == '"':
                _refuse_escaped(event)
            scalar = Scalar(event.value, _span(event))
            if not event.style:
                _refuse_cut_off(scalar, lines)
            node: Node = scalar
        else:
            done = stack.pop()
            span = _span(done.start, event)
            node = (
                Mapping(done.entries, span)
                if done.items is None
                else Sequence(tuple(done.items), span)
            )
        if not stack:
            root = node
        else:
            _put(stack[-1], node)
            if until is not None and len(stack) == 1 and until in stack[0].entries:
                return Mapping(stack[0].entries, _span(stack[0].start, event))
    return root


def _put(holder: _Open, node: Node) -> None:
    if holder.items is not None:
        holder.items.append(node)
    elif holder.key is None:
        assert isinstance(node, Scalar)  # noqa: S101 - other keys were refused where they began
        if node.text in holder.entries:
            first = holder.entries[node.text][0].span.line
            raise Refusal(
                DUPLICATE,
                node.span,
                f"`{node.text}` 在第 {first} 行已经写过",
                f"`{node.text}` is already on line {first}",
                "合并两处，或删掉一处",
                "join the two, or delete one",
            )
        holder.key = node
    else:
        holder.entries[holder.key.text] = (holder.key, node)
        holder.key = None


def _allowed(event: Any, nodes: int, depth: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise _feature(event, f"用了别名 `*{event.anchor}`", f"alias `*{event.anchor}` is used")
    if event.anchor is not None:
        raise _feature(event, f"用了锚点 `&{event.anchor}`", f"anchor `&{event.anchor}` is used")
    if event.tag is not None:
        raise _feature(event, "用了标签 `!`", "a tag `!` is used")
    if nodes > MAX_NODES:
        raise _over(event, f"超过 {MAX_NODES} 个节点", f"more than {MAX_NODES} nodes")
    if depth >= MAX_DEPTH and isinstance(event, yaml.CollectionStartEvent):
        raise _over(event, f"嵌套超过 {MAX_DEPTH} 层", f"nested deeper than {MAX_DEPTH} levels")


def _refuse_escaped(event: Any) -> None:
    """Refuse an escape such as a written-out U+202E: it brings in what the text may not hold."""
    point = _point(event)
    for match in suspects(event.value):
        if (refusal := judge(match[0], point.line, point.column)) is not None:
            raise refusal


_CUT_OFF = re.compile(r" +(#[^\s#]\S*)")
"""A comment has a space behind its sign; without one it was meant as text."""


def _refuse_cut_off(node: Scalar, lines: tuple[str, ...]) -> None:
    """Refuse text that YAML takes for a comment: it would vanish without a word."""
    line, column = node.span.end_line, node.span.end_column
    found = (
        _CUT_OFF.match(lines[line - 1], column - 1) if node.text and line <= len(lines) else None
    )
    if found:
        raise Refusal(
            SYNTAX,
            Span(line, found.start(1) + 1, line, found.end(1) + 1),
            f"`{found[1][:40]}` 前面有空格，会当成注释丢掉",
            f"`{found[1][:40]}` behind a space is taken for a comment and lost",
            "给整段文字加引号；真是注释，就在 `#` 后空一格",
            "put quotation marks around the whole text; in a comment put a space behind `#`",
        )


def _over(event: Any, zh: str, en: str) -> Refusal:
    return Refusal(LIMIT, _point(event), zh, en, "拆分或简化这一段", "split or simplify this part")


_ONE_RECORD = "delete this line; if another record follows, save it as a file of its own"


def _feature(
    event: Any,
    zh: str,
    en: str,
    hint_zh: str = "直接写出内容；若是普通文字，加引号",
    hint_en: str = "write the content out; quote it if it is plain text",
) -> Refusal:
    return Refusal(FEATURE, _point(event), zh, en, hint_zh, hint_en)


def _point(event: Any) -> Span:
    mark = event.start_mark
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _span(start: Any, end: Any = None) -> Span:
    first, last = start.start_mark, (end or start).end_mark
    return Span(first.line + 1, first.column + 1, last.line + 1, last.column + 1)
