"""Strict YAML: bytes of a file become a `Document`, a tree of text with the place of every part.

libyaml's events are consumed one by one, so a limit of size, depth or nodes stops the reading before
the damage; nothing is resolved, constructed or guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import yaml

from replicase.diagnostics import START, Diagnostic, Path, Rule, Severity, Span

MAX_BYTES = 128 * 1024
MAX_DEPTH = 8
"""Levels of lists and mappings inside each other."""
MAX_NODES = 20_000

ENCODING = Rule(
    "CASE100",
    "encoding",
    Severity.ERROR,
    "文件用 UTF-8 编码，不带 BOM",
    "A file is UTF-8 without a BOM",
)
LIMIT = Rule(
    "CASE101",
    "limits",
    Severity.ERROR,
    f"文件不超过 {MAX_BYTES // 1024} KB、{MAX_DEPTH} 层、{MAX_NODES} 个节点",
    f"A file has at most {MAX_BYTES // 1024} KB, {MAX_DEPTH} levels and {MAX_NODES} nodes",
)
SYNTAX = Rule("CASE102", "syntax", Severity.ERROR, "文件是有效的 YAML", "A file is valid YAML")
DUPLICATE = Rule(
    "CASE103", "duplicate-key", Severity.ERROR, "同一层没有重复的字段", "A mapping names a key once"
)
FEATURE = Rule(
    "CASE104",
    "yaml-feature",
    Severity.ERROR,
    "不使用锚点、别名、标签、指令和多文档",
    "No anchors, aliases, tags, directives or second documents",
)
CHARACTER = Rule(
    "CASE105",
    "invisible-character",
    Severity.ERROR,
    "没有控制字符、不可见字符和改变文字方向的字符",
    "No control, invisible or direction-changing characters",
)
TAB = Rule("CASE106", "tab", Severity.ERROR, "缩进用空格，不用制表符", "Spaces indent, tabs do not")
COLON = Rule(
    "CASE107",
    "full-width-colon",
    Severity.ERROR,
    "字段名后用半角冒号",
    "A key ends in an ASCII colon",
)
EMPTY = Rule("CASE108", "empty-file", Severity.ERROR, "文件里有字段", "A file holds fields")
UNREADABLE = Rule(
    "CASE109",
    "unreadable-file",
    Severity.ERROR,
    "库里只有普通的 .yml 文件，名称只用小写字母、数字和连字符",
    "A library holds regular .yml files named in small letters, digits and hyphens",
)
RULES = (ENCODING, LIMIT, SYNTAX, DUPLICATE, FEATURE, CHARACTER, TAB, COLON, EMPTY, UNREADABLE)


@dataclass(frozen=True, slots=True)
class Input:
    """A file of the library as it was read."""

    file: str
    """Path with '/' from the root of the repository, as `cases/practices/huzhou/anji.yml`."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value, always text."""

    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of the file."""

    entries: dict[str, tuple[Scalar, Node]]
    span: Span


@dataclass(frozen=True, slots=True)
class Sequence:
    """Items in order."""

    items: tuple[Node, ...]
    span: Span


Node = Scalar | Mapping | Sequence
Plain = str | list[Any] | dict[str, Any]
"""The tree without places: what `decode` reads."""


@dataclass(frozen=True, slots=True)
class Document:
    """The tree of one file; its root is a mapping."""

    file: str
    lines: tuple[str, ...]
    root: Mapping

    def plain(self) -> dict[str, Any]:
        """The tree as dicts, lists and text."""
        result = _plain(self.root)
        assert isinstance(result, dict)  # noqa: S101 - the root is a mapping
        return result

    def span(self, at: Path, on: Literal["value", "key"] = "value", quote: str = "") -> Span:
        """The smallest stretch that shows `at`, or the nearest thing above it that exists.

        For a list or mapping that is the key that holds it: a reader needs a name, not a block.
        Of a value only `quote` is shown, if its words stand there as they are, on one line.
        """
        node: Node = self.root
        name: Span | None = None
        for step in at:
            if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
                key, node = node.entries[step]
                name = key.span
            elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
                node = node.items[step]
                name = None
            else:
                on = "key" if not isinstance(node, Scalar) else "value"
                break
        if isinstance(node, Scalar) and (on == "value" or name is None):
            return self._narrowed(node.span, quote) if quote else node.span
        return name or _first_line(node, self.lines)

    def _narrowed(self, span: Span, quote: str) -> Span:
        for number in range(span.line, min(span.end_line, len(self.lines)) + 1):
            line = self.lines[number - 1]
            start = span.column - 1 if number == span.line else 0
            end = span.end_column - 1 if number == span.end_line else len(line)
            found = line.find(quote, start, end)
            if found >= 0:
                return Span(number, found + 1, number, found + 1 + len(quote))
        return span

    def line(self, span: Span) -> str:
        """The line a span begins on."""
        return self.lines[span.line - 1] if 0 < span.line <= len(self.lines) else ""


def _first_line(node: Node, lines: tuple[str, ...]) -> Span:
    """A block without a key of its own (an item of a list) is shown by its first key or line."""
    if isinstance(node, Mapping) and node.entries:
        return next(iter(node.entries.values()))[0].span
    if isinstance(node, Sequence) and node.items and not isinstance(node.items[0], Scalar):
        return _first_line(node.items[0], lines)
    line, column = node.span.line, node.span.column
    end = len(lines[line - 1]) + 1 if line <= len(lines) else column
    return Span(line, column, line, max(end, column))


def _plain(node: Node) -> Plain:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, (_, value) in node.entries.items()}


@dataclass(frozen=True, slots=True)
class Refusal(Exception):  # noqa: N818 - it is a finding, not a failure
    """Why a file cannot be read; raised and caught inside this module."""

    rule: Rule
    span: Span
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""


def parse(given: Input) -> tuple[Document | None, tuple[Diagnostic, ...]]:
    """Read a file; the document is None when the diagnostics say why it cannot be read."""
    lines: tuple[str, ...] = ()
    try:
        text = _decoded(given.data)
        lines = tuple(text.split("\n"))
        refusals = tuple(_bad_characters(lines))
        document = Document(given.file, lines, _tree(text, lines)) if not refusals else None
    except Refusal as refusal:
        document, refusals = None, (refusal,)
    return document, tuple(_diagnostic(given.file, lines, refusal) for refusal in refusals)


def _diagnostic(file: str, lines: tuple[str, ...], refusal: Refusal) -> Diagnostic:
    line = refusal.span.line - 1
    return Diagnostic(
        file=file,
        span=refusal.span,
        rule=refusal.rule,
        severity=refusal.rule.severity,
        zh=refusal.zh,
        en=refusal.en,
        hint_zh=refusal.hint_zh,
        hint_en=refusal.hint_en,
        excerpt=(lines[line],) if 0 <= line < len(lines) else (),
    )


def _decoded(data: bytes) -> str:
    if len(data) > MAX_BYTES:
        kilobytes = -(-len(data) // 1024)
        raise Refusal(
            LIMIT,
            START,
            f"文件有 {kilobytes} KB，上限是 {MAX_BYTES // 1024} KB",
            f"the file has {kilobytes} KB; the limit is {MAX_BYTES // 1024} KB",
            "缩短正文，或把材料放到来源里",
            "shorten the text, or leave material to its source",
        )
    for mark, name in ((b"\xef\xbb\xbf", "BOM"), (b"\xff\xfe", "UTF-16"), (b"\xfe\xff", "UTF-16")):
        if data.startswith(mark):
            raise _encoding(name)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _encoding(_looks_like(data), data[: error.start]) from None
    return text.replace("\r\n", "\n")


def _encoding(name: str, before: bytes = b"") -> Refusal:
    line = before.count(b"\n") + 1
    span = Span(line, 1, line, 1)
    hint_zh = "在编辑器里另存为“UTF-8”（不带 BOM）"
    hint_en = "save the file as UTF-8 without BOM in your editor"
    if name == "BOM":
        return Refusal(
            ENCODING, span, "文件以 BOM 开头", "the file begins with a BOM", hint_zh, hint_en
        )
    looks_zh = f"，像是 {name}" if name else ""
    looks_en = f"; it looks like {name}" if name else ""
    return Refusal(
        ENCODING,
        span,
        f"不是 UTF-8 编码{looks_zh}",
        f"not encoded as UTF-8{looks_en}",
        hint_zh,
        hint_en,
    )


def _looks_like(data: bytes) -> str:
    if b"\x00" in data[:64]:
        return "UTF-16"
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    han = sum("\u4e00" <= character <= "\u9fff" for character in text)
    return "GBK" if han * 3 >= sum(ord(character) > 127 for character in text) else ""


_SUSPECT = re.compile(
    r"[^\t\n -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u3000-\u3163\u3165-\ud7ff\uff00-\uff9f\uffa1-\uffee]"
)
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_ALSO_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u2028\u2029")
_TAB_INDENT = re.compile(r" *\t")
_WIDE_COLON = re.compile(r"( *(?:- +)*)([A-Za-z_][A-Za-z_-]*)：")


def _bad_characters(lines: tuple[str, ...]) -> Iterator[Refusal]:
    for number, line in enumerate(lines, 1):
        for match in _SUSPECT.finditer(line):
            if (refusal := _judge(match[0], number, match.start() + 1)) is not None:
                yield refusal
                break
        else:
            if (tab := _TAB_INDENT.match(line)) and line.strip():
                yield Refusal(
                    TAB,
                    Span(number, tab.end(), number, tab.end() + 1),
                    "用制表符缩进",
                    "a tab indents this line",
                    "换成空格",
                    "write spaces instead",
                )
            elif colon := _WIDE_COLON.match(line):
                column = colon.end()
                yield Refusal(
                    COLON,
                    Span(number, column, number, column + 1),
                    f"`{colon[2]}` 后面是全角冒号",
                    f"a full-width colon stands after `{colon[2]}`",
                    "换成半角冒号加空格 `: `",
                    "write `: `, an ASCII colon and a space",
                )


def _judge(character: str, line: int, column: int) -> Refusal | None:
    name = f"U+{ord(character):04X}"
    span = Span(line, column, line, column + 1)
    if character in _DIRECTION:
        return Refusal(
            CHARACTER,
            span,
            f"有改变文字方向的字符 {name}",
            f"{name} changes the direction of text",
            "删除这个字符",
            "delete the character",
        )
    if (
        unicodedata.category(character) in {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
        or character in _ALSO_UNSEEN
        or 0xFE00 <= ord(character) <= 0xFE0F
        or 0xE0100 <= ord(character) <= 0xE01EF
    ):
        return Refusal(
            CHARACTER,
            span,
            f"有看不见的字符 {name}",
            f"{name} cannot be seen",
            "删除这个字符",
            "delete the character",
        )
    return None


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    start: Any
    items: list[Node] | None
    entries: dict[str, tuple[Scalar, Node]]
    key: Scalar | None = None


def _tree(text: str, lines: tuple[str, ...]) -> Mapping:
    try:
        root = _built(yaml.parse(text, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, lines) from None
    except yaml.YAMLError:
        raise _syntax(None, lines) from None
    if root is None:
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


def _built(events: Iterator[Any]) -> Node | None:
    """Build the tree from events; raises Refusal at the first limit or feature we do not read."""
    stack: list[_Open] = []
    root: Node | None = None
    nodes = documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _feature(event, "文件里有第二个文档 `---`", "a second document begins here")
            if event.version or event.tags:
                raise _feature(event, "用了 YAML 指令 `%`", "a YAML directive is used")
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
            node: Node = Scalar(event.value, _span(event))
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
    for match in _SUSPECT.finditer(event.value):
        if (refusal := _judge(match[0], point.line, point.column)) is not None:
            raise refusal


def _over(event: Any, zh: str, en: str) -> Refusal:
    return Refusal(LIMIT, _point(event), zh, en, "拆分或简化这一段", "split or simplify this part")


def _feature(event: Any, zh: str, en: str) -> Refusal:
    return Refusal(
        FEATURE,
        _point(event),
        zh,
        en,
        "直接写出内容；若是普通文字，加引号",
        "write the content out; quote it if it is plain text",
    )


def _point(event: Any) -> Span:
    mark = event.start_mark
    return Span(mark.line + 1, mark.column + 1, mark.line + 1, mark.column + 2)


def _span(start: Any, end: Any = None) -> Span:
    first, last = start.start_mark, (end or start).end_mark
    return Span(first.line + 1, first.column + 1, last.line + 1, last.column + 1)


_WORDS: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", "这里不能再出现冒号", "a second colon in one line"),
    ("could not find expected ':'", "字段名后缺冒号", "a key without a colon"),
    (
        "did not find expected key",
        "缩进与上面的字段不一致",
        "the indentation does not match the fields above",
    ),
    (
        "did not find expected '-' indicator",
        "列表项的缩进不一致",
        "the items of this list are not aligned",
    ),
    (
        "block sequence entries are not allowed",
        "列表项 `-` 的位置不对",
        "a list item `-` stands where none may",
    ),
    (
        "found character that cannot start any token",
        "不能以这个字符开头",
        "a value cannot begin with this character",
    ),
    ("found unexpected end of stream", "引号没有收尾", "a quotation mark is not closed"),
    ("found undefined tag handle", "用了标签 `!`", "a tag `!` is used"),
    ("did not find expected ',' or '}'", "`{ }` 里缺逗号或右括号", "a comma or `}` is missing"),
    ("did not find expected ',' or ']'", "`[ ]` 里缺逗号或右括号", "a comma or `]` is missing"),
    ("did not find expected <document start>", "这里有多余的内容", "something is left over here"),
    (
        "found unknown escape character",
        "双引号里不能用这个反斜杠写法",
        "an unknown escape in double quotes",
    ),
    (
        "found invalid Unicode character escape code",
        "这个转义不是字符",
        "an escape that is no character",
    ),
    (
        "while scanning a block scalar",
        "`|` 或 `>` 后面只能换行",
        "only a line break may follow `|` or `>`",
    ),
)


def _syntax(error: yaml.MarkedYAMLError | None, lines: tuple[str, ...]) -> Refusal:
    mark: Any = error and (error.problem_mark or error.context_mark)
    if mark is None:
        span = START
    else:
        line, column = mark.line + 1, mark.column + 1
        if line > len(lines):
            line, column = len(lines), len(lines[-1]) + 1
        span = Span(line, column, line, column + 1)
    said = f"{error.problem} {error.context}" if error else ""
    zh, en = next(
        ((zh, en) for known, zh, en in _WORDS if known in said),
        ("从这里起读不通", "cannot be read from here"),
    )
    return Refusal(
        SYNTAX,
        span,
        f"YAML 写法有误：{zh}",
        f"invalid YAML: {en}",
        "检查这一行和上一行的缩进、引号和括号；有冒号的文字加引号",
        "check indentation, quotes and brackets here and one line above; quote text that holds a colon",
    )
