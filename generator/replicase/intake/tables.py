"""The tables of a workbook, made from the model: one row a record, or one row a part of it.

Parts of one kind share a sheet, whichever list they stand in: limits and unintended effects are both
remarks. So a workbook has a sheet for each kind of thing, and a new field of the model is a new column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from replicase.decode.names import options_of
from replicase.diagnostics import LANGUAGES, Language
from replicase.edit.fields import term_list
from replicase.model.adoption import Adoption
from replicase.model.case import Case
from replicase.model.describe import STAGES, Field, Record, RecordField, Stage, fields_of
from replicase.model.scalars import Mark, PartialDate
from replicase.model.text import Markdown, Text

Kind = Literal["case", "adoption"]
KINDS: dict[Kind, type[Record]] = {"case": Case, "adoption": Adoption}

RECORD, LIST, OF = "record", "list", "of"
"""Columns that say whose part a row is: of which record, in which list, of which part in it."""


class Fate(Record, frozen=True, kw_only=True):
    """What became of one component, as a row."""

    component: Annotated[Mark, Field("组成部分的编号", "Id of the component", "draft")]
    fate: Annotated[
        Literal["kept", "adapted", "dropped"],
        Field("保留、改动、舍弃", "Kept, adapted or dropped", "draft"),
    ]


Shape = Literal["text", "texts", "many", "value"]
"""A text in one language, several such, several words, or one word."""


_REFERENCES = frozenset(
    ["id", "aliases", "case", "source", "components", "component", "checked_by", "field", "band"]
)


@dataclass(frozen=True)
class Column:
    """One column: a field of a record or part, in one language where it is a text."""

    path: tuple[str, ...]
    """Keys from the row's record or part to the field."""
    shape: Shape
    field: RecordField | None
    zh: str
    """Its name in the heading."""
    en: str
    help_zh: str
    help_en: str
    language: Language | None = None
    asked: Stage | None = None

    @cached_property
    def key(self) -> str:
        """Its name in the second heading, for other programs."""
        return ".".join([*self.path, *([self.language] if self.language else [])])

    @cached_property
    def vocabulary(self) -> str | None:
        """The list its terms come from."""
        return term_list(self.field) if self.field is not None else None

    @cached_property
    def options(self) -> dict[str, str]:
        """The few words it may hold, with their names in Chinese."""
        return dict(options_of(self.field)) if self.field is not None else {}

    @cached_property
    def is_date(self) -> bool:
        """Whether a date stands there."""
        return self.field is not None and _holds(self.field.kind, PartialDate)

    @cached_property
    def is_truth(self) -> bool:
        """Whether true or false stands there."""
        return self.field is not None and _core(self.field.kind) is bool

    @cached_property
    def is_number(self) -> bool:
        """Whether a number stands there."""
        return self.field is not None and _core(self.field.kind) in (int, Decimal)

    @cached_property
    def is_address(self) -> bool:
        """Whether a web address stands there."""
        return self.path[-1] in ("url", "archived")

    @cached_property
    def is_name(self) -> bool:
        """Whether a name in ASCII stands there: an id, or what refers to one."""
        return self.field is None or self.path[-1] in _REFERENCES

    @cached_property
    def is_markdown(self) -> bool:
        """Whether its text has paragraphs."""
        return self.field is not None and _holds(self.field.kind, Markdown)

    def name(self, language: Language) -> str:
        """Its heading in one language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class Holder:
    """A list the rows of a table stand in: of which kind of record, below which keys."""

    kind: Kind
    path: tuple[str, ...]
    above: tuple[str, ...] = ()
    """The list of the parts whose part it is: `results` holds `observations`."""

    @property
    def name(self) -> str:
        """What the column `list` calls it."""
        return ".".join(self.above or self.path)


@dataclass(frozen=True)
class Table:
    """One sheet of a workbook."""

    key: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    holders: tuple[Holder, ...] = ()
    """Empty for the tables of the records themselves."""
    about_zh: str = ""
    about_en: str = ""

    def name(self, language: Language) -> str:
        """What its sheet is called."""
        return self.zh if language == "zh" else self.en

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The lists its rows can stand in."""
        return tuple(dict.fromkeys(holder.name for holder in self.holders))

    @cached_property
    def by_key(self) -> dict[str, Column]:
        """Its columns by their keys."""
        return {column.key: column for column in self.columns}


def _core(annotation: Any) -> Any:
    """The type without what is said about it, and without None."""
    if get_origin(annotation) is Annotated:
        return _core(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        rest = [part for part in get_args(annotation) if part is not type(None)]
        return _core(rest[0]) if len(rest) == 1 else annotation
    return annotation


def _holds(annotation: Any, kind: type) -> bool:
    core = _core(annotation)
    if isinstance(core, type):
        return issubclass(core, kind)
    return any(_holds(part, kind) for part in get_args(core) if part is not Ellipsis)


def _is(annotation: Any, kind: type) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, kind)


_HEAD = re.compile(r"[^：，；（:,;(]+")


def _short(text: str) -> str:
    found = _HEAD.match(text)
    return found[0].strip() if found else text


_IN: dict[Language, tuple[str, str]] = {
    "zh": ("（中文）", " (Chinese)"),
    "en": ("（英文）", " (English)"),
}


_NAMES: dict[tuple[str, ...], tuple[str, str]] = {
    ("kind",): ("类别", "Kind"),
    ("stage",): ("阶段", "Stage"),
    ("summary", "problem"): ("一句话：原来哪里不对", "One sentence: what was wrong"),
    ("summary", "answer"): ("一句话：做了什么", "One sentence: what was done"),
    ("place", "level"): ("在哪里 · 层级", "Where · Level"),
    ("place", "name"): ("在哪里 · 乡镇或村名", "Where · Town or village"),
    ("facets", "layer"): ("归类 · 一中心四平台一网格", "Filing · Layer"),
    ("facets", "character"): ("归类 · 特色", "Filing · Character"),
    ("problem", "text"): ("原来的问题", "The problem"),
    ("mechanism", "text"): ("为什么管用", "Why it works"),
    ("costs", "staff_fte"): ("成本 · 折合全职人数", "Costs · Full-time staff"),
    ("review", "kind"): ("审核 · 类别", "Review · Kind"),
    ("disclosure", "checked_by"): ("公开核对 · 谁核对的", "Disclosure · Checked by"),
    ("disclosure", "date"): ("公开核对 · 日期", "Disclosure · Date"),
    ("trigger",): ("为何采用", "Why it was adopted"),
    ("status",): ("状态", "Status"),
    ("role",): ("角色", "Role"),
    ("level",): ("程度或层级", "Level"),
    ("weeks",): ("用时（周）", "Weeks it takes"),
    ("instrument",): ("形式", "Instrument"),
    ("relation",): ("关系", "Relation"),
    ("copy",): ("原件还是转载", "Original or republished"),
    ("fate",): ("去留", "Fate"),
}
"""Names for the heading, where the description begins with an explanation or a list."""
_SHEETS: dict[str, tuple[str, str]] = {
    "result": ("结果和数字", "Results and figures"),
    "remark": ("限度和后果", "Limits and effects"),
    "fate": ("组成部分的去留", "Fate of components"),
    "reason": ("停用或未采纳的原因", "Reasons for stopping"),
    "added": ("自己加的", "Added by the adopter"),
    "adaptation": ("改动", "Changed by the adopter"),
}


@dataclass(frozen=True)
class _Leaf:
    path: tuple[str, ...]
    above: tuple[RecordField, ...]
    field: RecordField
    shape: Shape

    def columns(self, *, whole: bool) -> Iterator[Column]:
        """Its column, or one for each language; `whole`: named by all that is said of it."""
        own = self.field.about
        names = [(_short(f.about.zh), _short(f.about.en)) for f in self.above]
        names.append((own.zh, own.en) if whole else (_short(own.zh), _short(own.en)))
        zh, en = (" · ".join(parts) for parts in zip(*names, strict=True))
        if self.path in _NAMES and (self.path, self.shape) != (("role",), "text"):
            zh, en = _NAMES[self.path]
        stages = [field.about.asked for field in (*self.above, self.field)]
        known = [stage for stage in stages if stage is not None]
        # What an optional part must have is not asked of a record that lacks the part.
        asked = max(known, key=STAGES.index) if len(known) == len(stages) else None
        for language in LANGUAGES if self.shape in ("text", "texts") else (None,):
            tail_zh, tail_en = _IN[language] if language else ("", "")
            yield Column(
                *(self.path, self.shape, self.field, zh + tail_zh, en + tail_en),
                *(own.zh, own.en, language, asked if language != "en" else None),
            )


def _leaves(
    model: type[Record], at: tuple[str, ...] = (), above: tuple[RecordField, ...] = ()
) -> Iterator[_Leaf]:
    """The fields of a record that fit into its row."""
    for field in fields_of(model).values():
        path, core = (*at, field.key), _core(field.kind)
        item = _core(get_args(core)[0]) if get_origin(core) is tuple else None
        if path == ("schema",) or _is(item, Record) or get_origin(core) is dict:
            continue
        if _is(core, Record):
            yield from _leaves(core, path, (*above, field))
        elif _is(core, Text):
            yield _Leaf(path, above, field, "text")
        elif item is not None:
            yield _Leaf(path, above, field, "texts" if _is(item, Text) else "many")
        else:
            yield _Leaf(path, above, field, "value")


def _columns(model: type[Record]) -> tuple[Column, ...]:
    leaves = list(_leaves(model))
    short = [next(leaf.columns(whole=False)).zh for leaf in leaves]
    found = (
        leaf.columns(whole=short.count(name) > 1) for leaf, name in zip(leaves, short, strict=True)
    )
    return tuple(column for columns in found for column in columns)


@dataclass(frozen=True)
class _List:
    holder: Holder
    field: RecordField
    model: type[Record]


def _lists(
    kind: Kind, model: type[Record], at: tuple[str, ...] = (), above: tuple[str, ...] = ()
) -> Iterator[_List]:
    """Every list of parts in a record, and the lists in those parts."""
    for field in fields_of(model).values():
        path, core = (*at, field.key), _core(field.kind)
        item = _core(get_args(core)[0]) if get_origin(core) is tuple else None
        if get_origin(core) is dict:
            yield _List(Holder(kind, path), field, Fate)
        elif _is(core, Record):
            yield from _lists(kind, core, path, above)
        elif isinstance(item, type) and issubclass(item, Record):
            yield _List(Holder(kind, path, above), field, item)
            yield from _lists(kind, item, (), (*above, *path))


_RECORDS = (("case", "案例", "Cases"), ("adoption", "采用记录", "Adoptions"))


@cache
def tables() -> tuple[Table, ...]:
    """Every table, the records first, then their parts in the order of the format."""
    found: dict[type[Record], list[_List]] = {}
    for kind, model in KINDS.items():
        for one in _lists(kind, model):
            found.setdefault(one.model, []).append(one)
    records = (
        Table(key, zh, en, _columns(KINDS[key]))  # type: ignore[index]
        for key, zh, en in _RECORDS
    )
    return (*records, *(_table(model, lists) for model, lists in found.items()))


def _table(model: type[Record], lists: list[_List]) -> Table:
    first = lists[0].field.about
    key = model.__name__.lower()
    zh, en = _SHEETS.get(key, (_short(first.zh), _short(first.en)))
    holders = tuple(one.holder for one in lists)
    names = {one.holder.name: one.field for one in lists}
    columns = [
        Column(
            *((RECORD,), "value", None, "哪条记录", "Record"),
            *(
                "案例或采用记录的编号，也可以写案例的标题",
                "Id of the case or adoption, or its title",
            ),
            asked="draft",
        )
    ]
    if len(names) > 1:
        columns.append(
            Column(
                *((LIST,), "value", None, "放在哪一项", "List"),
                "；".join(f"{name}（{_short(f.about.zh)}）" for name, f in names.items()),
                "; ".join(f"{name} ({_short(f.about.en)})" for name, f in names.items()),
                asked="draft",
            )
        )
    if holders[0].above:
        columns.append(
            Column(
                *((OF,), "value", None, "哪一行的编号", "Id of its row"),
                *("所属那一行的编号，如 r1", "Id of the row it belongs to, as r1"),
                asked="draft",
            )
        )
    about_zh = "；".join(dict.fromkeys(one.field.about.zh for one in lists))
    about_en = "; ".join(dict.fromkeys(one.field.about.en for one in lists))
    return Table(
        *(key, zh, en, (*columns, *_columns(model)), holders),
        *(about_zh, about_en),
    )
