"""What libyaml refuses, in words for who wrote the file: where it went wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import yaml

from replicase.diagnostics import START, Span
from replicase.source.refusal import FEATURE, SYNTAX, TAB, Refusal

Said = tuple[Any, str, str, str, str]
"""Where (a mark of libyaml), what is wrong in both languages, and what to do in both."""


@dataclass(frozen=True, slots=True)
class _Error:
    """What libyaml says, and the lines it says it of."""

    problem: str
    context: str
    where: Any
    """Where it gave up."""
    began: Any
    """Where the part began that it was reading, if it says so."""
    lines: tuple[str, ...]

    def line(self, mark: Any, above: int = 0) -> str:
        number = mark.line - above
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    @property
    def before(self) -> str:
        """The line it gave up on, as far as it was read."""
        return self.line(self.where)[: self.where.column]

    @property
    def after(self) -> str:
        """The rest of that line."""
        return self.line(self.where)[self.where.column :]


def refused(error: yaml.MarkedYAMLError | None, lines: tuple[str, ...]) -> Refusal:
    """Why a file is no YAML."""
    where = error and (error.problem_mark or error.context_mark)
    if error is None or where is None:
        return _refusal((None, *_UNCLEAR, *_LOOK), lines)
    seen = _Error(error.problem or "", error.context or "", where, error.context_mark, lines)
    if (other := _of_another_rule(seen)) is not None:
        return other
    for look in _LOOKS:
        if (said := look(seen)) is not None:
            return _refusal(said, lines)
    words = next(
        (words for known, words in _WORDS if known in f"{seen.problem} {seen.context}"),
        (*_UNCLEAR, *_LOOK),
    )
    return _refusal((where, *words), lines)


def _of_another_rule(seen: _Error) -> Refusal | None:
    """A tab or a directive, which libyaml does not call by their names."""
    for number in range(seen.where.line, min(seen.where.line + 2, len(seen.lines))):
        line = seen.lines[number]
        if re.match(r"(?: *- *)*\t|\s*\t\s*$", line):
            column = line.index("\t") + 1
            return Refusal(
                TAB,
                Span(number + 1, column, number + 1, column + 1),
                "这里有制表符",
                "a tab stands here",
                "换成空格",
                "write spaces instead",
            )
    if seen.line(seen.where).startswith("%"):
        return Refusal(
            FEATURE,
            Span(seen.where.line + 1, 1, seen.where.line + 1, 2),
            "用了 YAML 指令 `%`",
            "a YAML directive is used",
            "删掉这一行",
            "delete this line",
        )
    return None


def _refusal(said: Said, lines: tuple[str, ...]) -> Refusal:
    mark, zh, en, hint_zh, hint_en = said
    return Refusal(
        SYNTAX, _at(mark, lines), f"YAML 写法有误：{zh}", f"invalid YAML: {en}", hint_zh, hint_en
    )


def _at(mark: Any, lines: tuple[str, ...]) -> Span:
    if mark is None:
        return START
    line, column = mark.line + 1, mark.column + 1
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    return Span(line, column, line, column + 1)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place of our own choice, as libyaml would give it."""

    line: int
    column: int


_UNCLEAR = ("从这里起读不通", "cannot be read from here")
_LOOK = (
    "检查这一行和上一行的缩进、引号和括号；有冒号的文字加引号",
    "check indentation, quotes and brackets here and one line above; quote text that holds a colon",
)
_FIELD = ("写成 `字段: 值`，冒号后空一格", "write `field: value`, with a space after the colon")
_ALIGN = ("与同一层的字段左对齐", "align it with the fields of its level")


def _quote(line: str) -> tuple[str, str]:
    """Put it in quotes; in those the text does not hold itself."""
    quotes = "`'…'`" if '"' in line else '`"…"`'
    return f"给整段文字加半角引号 {quotes}", f"put quotation marks {quotes} around the whole text"


def _no_colon(seen: _Error) -> Said | None:
    if "could not find expected ':'" not in seen.problem or not seen.began:
        return None
    line = seen.line(seen.began)[seen.began.column :]
    if line.startswith("-"):
        return (seen.began, *_NO_SPACE_AFTER_DASH)
    if "：" in line:
        return (
            _Mark(seen.began.line, seen.began.column + line.index("：")),
            *("字段名后是全角冒号", "a full-width colon stands after a key"),
            *("换成半角冒号加空格 `: `", "write `: `, an ASCII colon and a space"),
        )
    if ":" in line:
        colon = line.index(":")
        odd = {"\u00a0": "不换行空格", "\u3000": "全角空格"}.get(line[colon + 1 : colon + 2])
        if odd is not None:
            name = "a no-break space" if odd == "不换行空格" else "a full-width space"
            return (
                _Mark(seen.began.line, seen.began.column + colon + 1),
                *(f"冒号后是{odd}", f"{name} stands after the colon"),
                *("换成普通的半角空格", "write an ordinary space instead"),
            )
        return (
            _Mark(seen.began.line, seen.began.column + colon),
            *("冒号后没有空格", "no space after the colon"),
            *_FIELD,
        )
    return (
        seen.began,
        *("这一行没有冒号", "this line has no colon"),
        "写成 `字段: 值`；若接着上一行，比上一行多缩进两格",
        "write `field: value`; if it continues the line above, indent it by two more spaces",
    )


_NO_SPACE_AFTER_DASH = (
    *("`-` 后面没有空格", "no space after `-`"),
    *("写成 `- 内容`", "write `- item`"),
)


def _open_quote(seen: _Error) -> Said | None:
    if "found unexpected end of stream" in seen.problem and "quoted scalar" in seen.context:
        return (
            seen.began,
            *("这个引号没有收尾", "this quotation mark is not closed"),
            *("在文字末尾补上引号", "add the closing one at the end of the text"),
        )
    if re.search(r":\s*[\"']$", seen.before):
        for number in range(seen.where.line - 1, max(-1, seen.where.line - 60), -1):
            half = re.search(r"(?:[:,\[{-] +|^ *)([\"'])[^\"']*([“”‘’])\s*$", seen.lines[number])
            if half:
                return (
                    _Mark(number, half.start(1)),
                    f"以半角 `{half[1]}` 开头，却以 `{half[2]}` 收尾",
                    f"opened by an ASCII `{half[1]}`, but closed by `{half[2]}`",
                    f"两头都用半角 `{half[1]}`",
                    f"write an ASCII `{half[1]}` at both ends",
                )
        return (
            seen.where,
            "上面有引号没有收尾，到这里才结束",
            "a quotation mark further up is not closed and ends only here",
            "往上找到它，在文字末尾补上引号",
            "find it, and add the closing one at the end of its text",
        )
    return None


_KEY = re.compile(r" *(?:- +)*[^\s:#][^:]*")


def _colon(seen: _Error) -> Said | None:
    if "mapping values are not allowed" not in seen.problem:
        return None
    if not _KEY.fullmatch(seen.before):
        return (
            seen.where,
            *("这一行里又有冒号", "a second colon in one line"),
            *_quote(seen.line(seen.where)),
        )
    above = seen.line(seen.where, above=1)
    if (
        item := _no_item(_Mark(seen.where.line - 1, _indent(above)), above.lstrip(" "))
    ) is not None:
        return item
    if _indent(seen.before) > _indent(above):
        return (
            seen.where,
            *("比上一行缩进得深", "indented deeper than the line above"),
            "与上一行左对齐；若接着上一行的文字，给整段文字加引号",
            "align it with the line above; if it continues a text, quote the whole text",
        )
    if above.strip() and not re.search(r":(\s|$)", above):
        return (
            _Mark(seen.where.line - 1, _indent(above)),
            *("这一行没有冒号", "this line has no colon"),
            *_FIELD,
        )
    return (seen.where, *_MISALIGNED)


def _no_item(mark: _Mark, line: str) -> Said | None:
    """A line that was meant to begin an item of a list, with another sign or without a space."""
    if re.match(r"-[^\s-]", line):
        return (mark, *_NO_SPACE_AFTER_DASH)
    if sign := re.match("[•·●▪◦－–—−＊*]", line):
        return (
            mark,
            *(f"列表项以 `{sign[0]}` 开头", f"an item of a list begins with `{sign[0]}`"),
            *("换成半角 `-` 加空格", "write `- `, an ASCII hyphen and a space"),
        )
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _brackets(seen: _Error) -> Said | None:
    """A list or mapping in brackets that does not end, or a text that seems to."""
    opened, closing = ("{", "}") if "flow mapping" in seen.context else ("[", "]")
    if "or '}'" not in seen.problem and "or ']'" not in seen.problem:
        return None
    if seen.where.line > seen.began.line and (
        not seen.line(seen.where).strip()
        or _indent(seen.line(seen.where)) <= _indent(seen.line(seen.began))
    ):
        hidden = " #" in seen.line(seen.began)[seen.began.column :]
        return (
            seen.began,
            *(f"这个 `{opened}` 没有收尾", f"this `{opened}` is not closed"),
            *(
                (
                    "` #` 之后算注释：给含 `#` 的文字加引号",
                    "what follows ` #` is a comment: quote the text that holds it",
                )
                if hidden
                else (f"在末尾补上 `{closing}`", f"add `{closing}` at its end")
            ),
        )
    sign = seen.after[:1]
    if sign in ("]", "}"):
        return (
            seen.where,
            f"以 `{opened}` 开头，却以 `{sign}` 收尾",
            f"opened by `{opened}`, but closed by `{sign}`",
            *(f"改为 `{closing}`", f"write `{closing}`"),
        )
    if (key := re.match(r"([A-Za-z_]+):(?:\s|$)", seen.after)) and re.search(
        r"[\"'\]}]\s+$|^\s+$", seen.before
    ):
        return _no_comma(seen.where, key[1])
    if sign == ":" and (key := re.search(r"，\s*([A-Za-z_]+)$", seen.before)):
        return (
            _Mark(seen.where.line, key.start()),
            *(
                f"`{key[1]}` 前面是全角逗号",
                f"a full-width comma stands before `{key[1]}`",
            ),
            *("换成半角逗号加空格 `, `", "write `, `, an ASCII comma and a space"),
        )
    if sign == ":" and (key := re.search(r"^\s+([A-Za-z_]+)$", seen.before)):
        return _no_comma(_Mark(seen.where.line, key.start(1)), key[1])
    if sign in (":", "[", "{") and "or '}'" in seen.problem:
        hint_zh, hint_en = _quote(seen.line(seen.where))
        if sign == ":" and (key := re.search(r"\s([A-Za-z_]+)$", seen.before)):
            hint_zh += f"；若 `{key[1]}` 是字段，在它前面补上 `, `"
            hint_en += f"; if `{key[1]}` is a field, add `, ` before it"
        return (
            seen.where,
            *(f"`{{ }}` 里的文字含有 `{sign}`", f"a text inside `{{ }}` holds `{sign}`"),
            *(hint_zh, hint_en),
        )
    return None


def _no_comma(mark: Any, key: str) -> Said:
    return (
        mark,
        *(f"`{key}` 前面缺逗号", f"a comma is missing before `{key}`"),
        *("补上半角逗号加空格 `, `", "add `, `, an ASCII comma and a space"),
    )


def _too_much(seen: _Error) -> Said | None:
    sign = seen.after[:1]
    if ("expected key" in seen.problem or "expected node content" in seen.problem) and (
        sign in ("]", "}")
    ):
        return (
            seen.where,
            *(f"多了一个 `{sign}`", f"there is one `{sign}` too many"),
            *("删掉它；若是文字，给整段文字加引号", "delete it, or quote the whole text"),
        )
    if ("expected key" in seen.problem or "or '}'" in seen.problem) and re.search(
        r"[\"'\]}]\s*$", seen.before
    ):
        return (
            seen.where,
            *("引号或括号后面还有文字", "there is more text after a quotation mark or bracket"),
            *_quote(seen.line(seen.where)),
        )
    return None


def _no_name(seen: _Error) -> Said | None:
    """A colon with nothing before or behind it."""
    if re.fullmatch(r" *(?:- +)*:(?:\s.*)?", seen.line(seen.where)):
        return (
            seen.where,
            *("冒号前没有字段名", "no field name before the colon"),
            *_FIELD,
        )
    if "found unexpected ':'" in seen.problem or seen.after.startswith(":,"):
        return (
            seen.where,
            *("括号里的冒号前后缺了内容", "something is missing at this colon inside brackets"),
            *("写成 `字段: 值`；是文字的，加引号", "write `field: value`, or quote the text"),
        )
    return None


def _first_sign(seen: _Error) -> Said | None:
    if seen.line(seen.where).startswith("..."):
        return (
            _Mark(seen.where.line, 0),
            *("这一行是 YAML 的结束标记 `...`", "`...` is YAML's end mark"),
            *("删掉这一行", "delete this line"),
        )
    if (
        "cannot start any token" in seen.problem
        or "expected node content" in seen.problem
        or "mapping keys are not allowed" in seen.problem
    ):
        mark = seen.where
    elif "while scanning an a" in seen.context or "while scanning a tag" in seen.context:
        mark = seen.began  # an alias, an anchor or a tag
    else:
        return None
    return (
        mark,
        *("值不能以这个符号开头", "a value cannot begin with this sign"),
        *_quote(seen.line(mark)),
    )


def _no_dash(seen: _Error) -> Said | None:
    """A field that stands left of the others of its item, where a list goes on."""
    if "did not find expected '-' indicator" in seen.problem and not seen.after.startswith("-"):
        return _no_item(_Mark(seen.where.line, seen.where.column), seen.after) or (
            seen.where,
            *_MISALIGNED,
        )
    return None


def _dash(seen: _Error) -> Said | None:
    if "expected" in seen.problem and re.match(r"-[^\s-]", seen.after):
        return (seen.where, *_NO_SPACE_AFTER_DASH)
    return None


def _after_the_end(seen: _Error) -> Said | None:
    if "<document start>" not in seen.problem:
        return None
    above = range(seen.where.line - 1, -1, -1)
    end = next((number for number in above if seen.lines[number].startswith("...")), None)
    if end is None:
        return None
    return (
        _Mark(end, 0),
        *("`...` 表示文件到此为止，后面却还有内容", "`...` ends the file, yet more follows"),
        *("删掉这一行", "delete this line"),
    )


_LOOKS: tuple[Callable[[_Error], Said | None], ...] = (
    _no_colon,
    _no_name,
    _open_quote,
    _colon,
    _brackets,
    _too_much,
    _first_sign,
    _dash,
    _no_dash,
    _after_the_end,
)
"""What authors do, the likeliest first."""

_MISALIGNED = (
    *("缩进与上面的字段不一致", "the indentation does not match the fields above"),
    *_ALIGN,
)
_BACKSLASH = (
    *("双引号里不能这样写 `\\`", "`\\` cannot stand like this in double quotes"),
    *("写成 `\\\\`，或改用单引号", "write `\\\\`, or use single quotation marks"),
)
_WORDS: tuple[tuple[str, tuple[str, str, str, str]], ...] = (
    ("did not find expected key", _MISALIGNED),
    (
        "did not find expected '-' indicator",
        (
            *("列表项没有对齐", "the items of this list are not aligned"),
            *("让各项的 `-` 左对齐", "align the `-` of the items"),
        ),
    ),
    (
        "block sequence entries are not allowed",
        (
            *("列表项要另起一行", "a list item begins on a line of its own"),
            "把 `-` 移到下一行并缩进；若是文字，给整段文字加引号",
            "move the `-` to the next line and indent it, or quote the whole text",
        ),
    ),
    (
        "while scanning a block scalar",
        (
            *("`|` 或 `>` 后面只能换行", "only a line break may follow `|` or `>`"),
            "文字另起一行并缩进；若这个符号是文字，给整段文字加引号",
            "begin the text on the next line, indented; quote the whole text if the sign is part of it",
        ),
    ),
    ("found unknown escape character", _BACKSLASH),
    ("found invalid Unicode character escape code", _BACKSLASH),
    ("did not find expected hexdecimal number", _BACKSLASH),
    (
        "did not find expected <document start>",
        (
            *("这里有多余的内容", "something is left over here"),
            *("删掉它，或并入上面的字段", "delete it, or join it to the fields above"),
        ),
    ),
)
