"""The words for what is wrong with a shape, in both languages, with what to do about it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from replicase.decode.errors import ShapeError
from replicase.decode.forms import meant_by
from replicase.decode.known import Known
from replicase.decode.names import field_at, fields_at, meant, options_of, required_at
from replicase.decode.rules import (
    BAD_DATE,
    BAD_URL,
    BLANK,
    MISSING,
    NOT_IN_LIST,
    TOO_LONG,
    UNKNOWN_KEY,
    WRONG_FORM,
)
from replicase.diagnostics import Finding, Path, Rule, in_short
from replicase.model.describe import Record
from replicase.model.scalars import INDICATOR, is_blank


def in_words(
    error: ShapeError, tree: dict[str, Any], model: type[Record], known: Known
) -> tuple[Rule, Finding]:
    """The rule an error breaks, and what to say of it."""
    if error.kind == "unknown_key":
        return UNKNOWN_KEY, _unknown_key(error, tree, model)
    if error.given in ("", [], {}) and error.kind != "missing":
        return BLANK, _blank(error)
    rule, finding = _in_words(error, known, model)
    hint = _meant_value(error) or _run_together(error) or _part_meant(error, tree) or _bound(error)
    return rule, finding if hint is None else replace(finding, hint_zh=hint[0], hint_en=hint[1])


_LONGEST = 200
"""Characters of a value that a hint shows whole, to be copied; more would hide the message."""


def _in_words(error: ShapeError, known: Known, model: type[Record]) -> tuple[Rule, Finding]:
    if error.kind == "no_term":
        return _term(error, known)
    if error.kind == "no_option":
        return _literal(error, model)
    if error.kind == "no_fields":
        return WRONG_FORM, _no_part(error, model)
    if (say := _SAYINGS.get(error.kind)) is not None:
        return say(error)
    return WRONG_FORM, _wrong_form(error)


def _meant_value(error: ShapeError) -> tuple[str, str] | None:
    """The value itself, where it is only written as in a document: `2021年3月`, `12,345`."""
    value = meant_by(error.kind, error.given) if isinstance(error.given, str) else None
    if value is None or len(value) > _LONGEST:
        return None
    return f"是否指 `{value}`？", f"did you mean `{value}`?"


def _part_meant(error: ShapeError, tree: dict[str, Any]) -> tuple[str, str] | None:
    """The id of the source or part that is called by its name where its id belongs."""
    if error.kind != "no_mark" or not isinstance(error.given, str) or error.at[-1] == "id":
        return None
    found = [
        (str(item["id"]), name)
        for part in tree.values()
        if isinstance(part, list)
        for item in part
        if isinstance(item, dict) and item.get("id")
        for name in _names_of(item)
        if error.given == name
    ]
    if len({mark for mark, _ in found}) != 1:
        return None
    mark = found[0][0]
    return f"写它的编号：`{mark}`", f"write its id, `{mark}`"


def _names_of(item: dict[str, Any]) -> tuple[object, ...]:
    """What a part is called: its name or title in either language, a source's publisher."""
    named = [item.get(key) for key in ("name", "title", "publisher")]
    return tuple(n for name in named for n in (name.values() if isinstance(name, dict) else [name]))


_BOUNDS = (
    (re.compile(r"(?:约|大约|大概|近|将近|接近)([0-9.]+)|([0-9.]+)(?:左右|上下)"), "about"),
    (re.compile(r"(?:超过?|逾|至少|≥|>=?)([0-9.]+)|([0-9.]+)(?:\+|＋|余|多|以上)"), "at-least"),
    (re.compile(r"(?:不到|不足|至多|≤|<=?)([0-9.]+)|([0-9.]+)(?:以下|以内)"), "at-most"),
)
"""How people write in a value that it is no exact one; the format has a field for that."""


def _bound(error: ShapeError) -> tuple[str, str] | None:
    if error.kind != "no_number" or error.at[-3:-2] != ("observations",):
        return None
    for pattern, precision in _BOUNDS:
        if found := pattern.fullmatch(str(error.given).replace(" ", "")):
            number = next(group for group in found.groups() if group)
            written = f"value: {number}, precision: {precision}"
            return f"写成 `{written}`", f"write `{written}`"
    return None


def _run_together(error: ShapeError) -> tuple[str, str] | None:
    """What to do about several items of a list written as one."""
    if not error.run_together:
        return None
    if error.at and isinstance(error.at[-1], int):
        return (
            "用半角逗号加空格 `, ` 隔开各项",
            "separate the items with `, `, an ASCII comma and a space",
        )
    written = in_short(", ".join(error.run_together))
    return f"写成 `[{written}]`", f"write `[{written}]`"


def _name(at: Path) -> str:
    """The last key of a place, which is what its author wrote."""
    return next((step for step in reversed(at) if isinstance(step, str)), "")


def _missing(error: ShapeError) -> tuple[Rule, Finding]:
    name = _name(error.at)
    return MISSING, Finding(
        error.at,
        f"缺少 `{name}`",
        f"`{name}` is missing",
        f"补上 `{name}`",
        f"add `{name}`",
        on="key",
    )


def _blank(error: ShapeError) -> Finding:
    name = _name(error.at)
    return Finding(
        error.at,
        f"`{name}` 是空的",
        f"`{name}` is empty",
        "写上内容，或删掉这一行",
        "fill it in, or delete the line",
    )


def _blank_text(error: ShapeError) -> tuple[Rule, Finding]:
    name = _name(error.at)
    seen = isinstance(error.given, str) and error.given and is_blank(error.given)
    if not seen:
        return BLANK, _blank(error)
    return BLANK, Finding(
        error.at,
        f"`{name}` 只有看不见的字符",
        f"`{name}` holds only what cannot be seen",
        "写上内容，或删掉这一行",
        "fill it in, or delete the line",
    )


def _term(error: ShapeError, known: Known) -> tuple[Rule, Finding]:
    vocabulary = str(error.facts["vocabulary"])
    terms = known.terms[vocabulary]
    given = str(error.given)
    names = list(terms) + [label for label in terms.values() if label]
    close = difflib.get_close_matches(given, names, n=1, cutoff=0.6)
    hint_zh = f"从 `cases/vocabulary/{vocabulary}.yml` 里选一个"
    hint_en = f"choose one from `cases/vocabulary/{vocabulary}.yml`"
    if close:
        by_label = {label: term for term, label in terms.items()}
        term = close[0] if close[0] in terms else by_label[close[0]]
        hint_zh, hint_en = f"是否指 `{term}`（{terms[term]}）？", f"did you mean `{term}`?"
    if vocabulary == INDICATOR:
        return NOT_IN_LIST, Finding(
            error.at,
            f"没有指标 `{in_short(given)}`",
            f"there is no indicator `{in_short(given)}`",
            hint_zh if close else "从 `cases/indicators/` 里选一个",
            hint_en if close else "choose one from `cases/indicators/`",
        )
    return NOT_IN_LIST, Finding(
        error.at,
        f"`{in_short(given)}` 不在词表 `{vocabulary}` 中",
        f"`{in_short(given)}` is not in the vocabulary `{vocabulary}`",
        hint_zh,
        hint_en,
    )


def _literal(error: ShapeError, model: type[Record]) -> tuple[Rule, Finding]:
    given = str(error.given) if isinstance(error.given, str) else ""
    if not given:
        return WRONG_FORM, _wrong_form(error)
    options = error.options
    field = field_at(model, error.at)
    labels = options_of(field) if field else {}
    close = [o for o in options if labels.get(o, "").partition("（")[0] == given]
    close = close or difflib.get_close_matches(given, options, n=1, cutoff=0.6)
    shown = [f"`{option}`" for option in options]
    named = [
        f"`{option}`（{label.partition('（')[0]}）"
        if (label := labels.get(option))
        else f"`{option}`"
        for option in options
    ]
    return NOT_IN_LIST, Finding(
        error.at,
        f"`{_name(error.at)}` 不能是 `{in_short(given)}`",
        f"`{_name(error.at)}` cannot be `{in_short(given)}`",
        f"是否指 `{close[0]}`？" if close else f"从这些里选：{'、'.join(named)}",
        f"did you mean `{close[0]}`?" if close else f"choose one of {', '.join(shown)}",
    )


def _date(error: ShapeError) -> tuple[Rule, Finding]:
    given = in_short(str(error.given))
    return BAD_DATE, Finding(
        error.at,
        f"`{given}` 不是日期",
        f"`{given}` is not a date",
        "写成 2024、2024-05 或 2024-05-31",
        "write 2024, 2024-05 or 2024-05-31",
    )


def _url(error: ShapeError) -> tuple[Rule, Finding]:
    return BAD_URL, Finding(
        error.at,
        f"`{in_short(str(error.given))}` 不是可用的网址",
        f"`{in_short(str(error.given))}` is not an address that can be used",
        "写完整网址，以 https:// 或 http:// 开头，不含空格",
        "write the whole address, beginning with https:// or http://, without spaces",
    )


def _length(error: ShapeError) -> tuple[Rule, Finding]:
    written, limit = error.facts["written"], error.facts["limit"]
    at = (*error.at, str(error.facts["language"]))
    return TOO_LONG, Finding(
        at,
        f"有 {written} 个字，上限是 {limit}",
        f"{written} characters; the limit is {limit}",
        "缩短，把细节放到后面的字段",
        "shorten it; details belong to later fields",
    )


def _formed(
    zh: str, en: str, hint_zh: str, hint_en: str
) -> Callable[[ShapeError], tuple[Rule, Finding]]:
    def say(error: ShapeError) -> tuple[Rule, Finding]:
        given = in_short(str(error.given))
        return WRONG_FORM, Finding(error.at, f"`{given}` {zh}", f"`{given}` {en}", hint_zh, hint_en)

    return say


_SAYINGS: dict[str, Callable[[ShapeError], tuple[Rule, Finding]]] = {
    "missing": _missing,
    "empty": _blank_text,
    "no_date": _date,
    "no_url": _url,
    "too_long": _length,
    "no_integer": _formed(
        "不是整数",
        "is not a whole number",
        "只写数字，不带单位、逗号",
        "write digits only, no unit, no comma",
    ),
    "no_number": _formed(
        "不是数",
        "is not a number",
        "只写数字，不带单位、逗号和百分号",
        "write digits only, no unit, comma or per cent sign",
    ),
    "no_truth": _formed(
        "不是 true 或 false",
        "is neither true nor false",
        "写 `true` 或 `false`",
        "write `true` or `false`",
    ),
    "no_slug": _formed(
        "不能作编号",
        "cannot be an id",
        "只用小写字母、数字和连字符，如 `anji-centre`",
        "use small letters, digits and hyphens, as `anji-centre`",
    ),
    "no_code": _formed(
        "不能作指标编号",
        "cannot be the code of an indicator",
        "用小写字母、数字、点和连字符，如 `layers.grid`、`1.2`",
        "use small letters, digits, dots and hyphens, as `layers.grid` or `1.2`",
    ),
    "no_mark": _formed(
        "不能作编号",
        "cannot be an id",
        "用字母开头的短编号，如 `s1`",
        "use a short id that begins with a letter, as `s1`",
    ),
}


_REMARKS = ("备注", "注", "说明", "remark", "remarks", "comment", "todo")
"""Names people give to what no reader is meant to see."""


_MOST_KEYS = 200
"""Where there are more keys than any record has, what each was meant to be is not asked: of thousands
that takes longer than a file may."""


def _unknown_key(error: ShapeError, tree: dict[str, Any], model: type[Record]) -> Finding:
    name = str(error.at[-1]) if error.at else ""
    holder: Any = tree
    for step in error.at[:-1]:
        holder = holder[step]
    field = None
    if len(holder) <= _MOST_KEYS:
        free = {f: zh for f, zh in fields_at(model, error.at[:-1]).items() if f not in holder}
        field = meant(name, free)
    cut_off = error.given == "" and not {"zh", "en"}.isdisjoint(holder)
    if "：" in name:
        hint_zh = "全角冒号换成半角冒号加空格 `: `"
        hint_en = "write `: `, an ASCII colon and a space, instead of the full-width colon"
    elif (number := _thousands(name, error.given, holder)) is not None:
        hint_zh = f"数里不写逗号：写成 `{number}`"
        hint_en = f"write a number without commas: `{number}`"
    elif " " in name or "，" in name or name.isdecimal() or cut_off:
        hint_zh = "若是一句话的后半，给整句加引号：`{ }` 里的逗号会把它切断"
        hint_en = "quote the whole text if this is part of it: a comma inside `{ }` cuts it"
    elif field:
        hint_zh, hint_en = f"是否指 `{field}`？", f"did you mean `{field}`?"
    elif name.casefold() in _REMARKS:
        hint_zh = "写给自己看的话放在 `#` 后面，不发布"
        hint_en = "put what is meant for yourself behind a `#`; it is not published"
    else:
        hint_zh, hint_en = "删掉它，或查字段表", "delete it, or look the field up"
    return Finding(
        error.at,
        f"没有 `{in_short(name)}` 这个字段",
        f"there is no field `{in_short(name)}`",
        hint_zh,
        hint_en,
        on="key",
    )


def _thousands(name: str, given: object, holder: dict[str, Any]) -> str | None:
    """The number of which a field is the end: `{value: 12,345}`."""
    if given != "" or not re.fullmatch(r"[0-9]{3}(?:\.[0-9]+)?", name):
        return None
    names = list(holder)
    before = names.index(name)
    groups = [name]
    while before and re.fullmatch("[0-9]{3}", names[before - 1]) and holder[names[before]] == "":
        before -= 1
        groups.append(names[before])
    first = holder[names[before - 1]] if before else None
    if not (isinstance(first, str) and re.fullmatch("-?[0-9]{1,3}", first)):
        return None
    return "".join([first, *reversed(groups)])


def _no_part(error: ShapeError, model: type[Record]) -> Finding:
    """A text or list where a part of the record belongs, with the fields that part must have."""
    finding = _wrong_form(error)
    needed = required_at(model, error.at)
    if not needed or isinstance(error.given, list):
        return finding
    shown = [f"`{name}: …`" for name in needed]
    if isinstance(error.at[-1], int):
        name = _name(error.at)
        return replace(
            finding,
            zh=f"`{name}` 的每一项应是字段，这里是单个值",
            en=f"each item of `{name}` should be fields; this is a single value",
            hint_zh=f"`- ` 后面写字段，每行一个，左对齐：{'、'.join(shown)}",
            hint_en=f"write its fields behind `- `, one a line and aligned: {', '.join(shown)}",
        )
    return replace(
        finding,
        hint_zh=f"分成字段写，每行一个，多缩进两格：{'、'.join(shown)}",
        hint_en=f"write its fields, one a line, indented by two more spaces: {', '.join(shown)}",
    )


def _wrong_form(error: ShapeError) -> Finding:
    name = _name(error.at)
    there = (
        "list"
        if isinstance(error.given, list)
        else "fields"
        if isinstance(error.given, dict)
        else "text"
    )
    wanted = {"no_list": "list", "no_fields": "fields", "no_mapping": "fields"}.get(
        error.kind, "text"
    )
    zh = {"list": "列表", "fields": "字段", "text": "单个值"}
    en = {"list": "a list", "fields": "fields", "text": "a single value"}
    how_zh = {
        "list": "每项一行，以 `- ` 开头",
        "fields": "每行写一个“字段: 值”，多缩进两格",
        "text": "直接写在冒号后面",
    }
    how_en = {
        "list": "write one item a line, each beginning with `- `",
        "fields": "write `field: value` lines, indented by two more spaces",
        "text": "write it after the colon",
    }
    if wanted == "list" and isinstance(error.given, str) and error.given[:1] in "【［（":
        how_zh["list"] = "用半角方括号 `[ ]`，各项之间用 `, `"
        how_en["list"] = "write ASCII brackets `[ ]`, with `, ` between the items"
    if error.kind == "wrong_count":
        return Finding(error.at, f"`{name}` 的项数不对", f"`{name}` has the wrong number of items")
    return Finding(
        error.at,
        f"`{name}` 应是{zh[wanted]}，这里是{zh[there]}",
        f"`{name}` should be {en[wanted]}; this is {en[there]}",
        how_zh[wanted],
        how_en[wanted],
        on="value" if there == "text" else "key",
    )
