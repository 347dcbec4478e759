"""What libyaml refuses, in words for who wrote the file: where it went wrong, and what to do."""

from __future__ import annotations

import re
from typing import Any

import yaml

from replicase.diagnostics import START, Span
from replicase.source.refusal import SYNTAX, Refusal

_LOOK = (
    "检查这一行和上一行的缩进、引号和括号；有冒号的文字加引号",
    "check indentation, quotes and brackets here and one line above; quote text that holds a colon",
)
_QUOTE = ("给整段文字加引号", "put quotation marks around the whole text")
_KEY = re.compile(r"^ *(?:- +)*[^\s:#][^:]*$")


def refused(error: yaml.MarkedYAMLError | None, lines: tuple[str, ...]) -> Refusal:
    """Why a file is no YAML."""
    problem = (error and error.problem) or ""
    context = (error and error.context) or ""
    where = error and (error.problem_mark or error.context_mark)
    began = error and error.context_mark
    line = lines[where.line] if where and where.line < len(lines) else ""
    before = line[: where.column] if where else ""
    if "could not find expected ':'" in problem and began:
        return _said(
            _at(began, lines),
            *(
                "字段名后缺冒号，或冒号后没有空格",
                "a key without a colon, or a colon without a space",
            ),
            *(
                "写成 `字段: 值`，冒号后空一格",
                "write `field: value`, with a space after the colon",
            ),
        )
    if "found unexpected end of stream" in problem and "quoted scalar" in context and began:
        return _said(
            _at(began, lines),
            *("这个引号没有收尾", "this quotation mark is not closed"),
            *("在文字末尾补上引号", "add the closing one at the end of the text"),
        )
    if "mapping values are not allowed" in problem:
        if _KEY.match(before):
            return _said(
                _at(where, lines),
                *(
                    "缩进比上一行深，或上一行没有写完",
                    "indented deeper than the line above, or that line is unfinished",
                ),
                *_LOOK,
            )
        return _said(
            _at(where, lines),
            *("这一行里又有冒号", "a second colon in one line"),
            *_QUOTE,
        )
    if re.search(r":\s*[\"']$", before):
        return _said(
            _at(where, lines),
            *(
                "上面有引号没有收尾，到这里才结束",
                "a quotation mark further up is not closed and ends only here",
            ),
            *(
                "往上找到它，在文字末尾补上引号",
                "find it, and add the closing one at the end of its text",
            ),
        )
    if "or '}'" in problem and (sign := line[len(before) : len(before) + 1]) in (":", "[", "{"):
        return _said(
            _at(where, lines),
            *(f"`{{ }}` 里的文字含有 `{sign}`", f"a text inside `{{ }}` holds `{sign}`"),
            *_QUOTE,
        )
    if "found character that cannot start any token" in problem:
        return _said(
            _at(where, lines),
            *("值不能以这个符号开头", "a value cannot begin with this sign"),
            *_QUOTE,
        )
    if ("did not find expected key" in problem or "or '}'" in problem) and re.search(
        r"[\"'\]}]\s*$", before
    ):
        return _said(
            _at(where, lines),
            *("引号或括号后面还有文字", "there is more text after a quotation mark or bracket"),
            *_QUOTE,
        )
    if "while scanning an a" in context:  # an alias or an anchor
        return _said(
            _at(began, lines),
            *("值不能以这个符号开头", "a value cannot begin with this sign"),
            *_QUOTE,
        )
    zh, en = next(
        ((zh, en) for known, zh, en in _WORDS if known in f"{problem} {context}"),
        ("从这里起读不通", "cannot be read from here"),
    )
    return _said(_at(where, lines), zh, en, *_LOOK)


def _said(span: Span, zh: str, en: str, hint_zh: str, hint_en: str) -> Refusal:
    return Refusal(SYNTAX, span, f"YAML 写法有误：{zh}", f"invalid YAML: {en}", hint_zh, hint_en)


def _at(mark: Any, lines: tuple[str, ...]) -> Span:
    if mark is None:
        return START
    line, column = mark.line + 1, mark.column + 1
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + 1)


_WORDS: tuple[tuple[str, str, str], ...] = (
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
