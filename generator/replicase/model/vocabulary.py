"""Closed lists of terms: places, themes, methods and the other words a case is filed under."""

from typing import Annotated

from replicase.model.describe import Field, Record
from replicase.model.evidence import Level
from replicase.model.scalars import Exactly, Integer, PartialDate, Slug, Words
from replicase.model.text import Line, Sentence

VOCABULARIES = (
    "places",
    "theme",
    "risk",
    "governance",
    "layer",
    "method",
    "character",
    "event",
    "organisation",
    "reason",
    "metric",
)
"""The lists a library must have, one file each."""


class Aliases(Record, frozen=True, kw_only=True):
    """Other words people type when they mean a term."""

    zh: Annotated[tuple[Words, ...], Field("中文别称", "Chinese words")] = ()
    en: Annotated[tuple[Words, ...], Field("英文别称", "English words")] = ()


class VocabularyTerm(Record, frozen=True, kw_only=True):
    """One term of a list."""

    id: Annotated[Words, Field("编号", "Id", "draft")]
    label: Annotated[Line, Field("名称", "Label", "draft")]
    aliases: Annotated[Aliases, Field("别称，搜索用", "Other words, for search")] = Aliases()
    question: Annotated[Sentence | None, Field("用一句话说的问题", "The problem as a sentence")] = (
        None
    )
    valid_from: Annotated[PartialDate | None, Field("从何时起用", "In use from")] = None
    valid_to: Annotated[PartialDate | None, Field("用到何时", "In use until")] = None
    level: Annotated[Level | None, Field("层级（地名）", "Level, of a place")] = None
    parent: Annotated[Words | None, Field("上级代码（地名）", "Code of the place above")] = None
    slug: Annotated[Slug | None, Field("网址用名（地名）", "Name in addresses, of a place")] = None
    short: Annotated[Words | None, Field("一字简称（地名）", "One-character name, of a place")] = (
        None
    )
    tile: Annotated[
        Annotated[tuple[Integer, ...], Exactly(2)] | None,
        Field("示意图的列和行", "Column and row on the tile map"),
    ] = None


class Vocabulary(Record, frozen=True, kw_only=True):
    """One list: a file in `cases/vocabulary/`."""

    schema_: Annotated[
        Integer, Field("格式的主版本号", "Major version of the format", key="schema")
    ] = 1
    id: Annotated[Slug, Field("编号，即文件名", "Id: the file's name", "draft")]
    label: Annotated[Line, Field("名称", "Label", "draft")]
    terms: Annotated[tuple[VocabularyTerm, ...], Field("词条", "Terms", "draft")]
