"""An acceptance scheme: the indicators a city is judged by, as a tree with codes."""

from collections.abc import Iterator
from typing import Annotated

from replicase.diagnostics import Path
from replicase.model.describe import Field, Record
from replicase.model.evidence import Source
from replicase.model.scalars import Code, Integer, Number, PartialDate, Slug, Sources, Truth
from replicase.model.text import Line, Sentence
from replicase.model.vocabulary import Aliases


class Indicator(Record, frozen=True, kw_only=True):
    """One indicator, or a group of them."""

    code: Annotated[
        Code,
        Field("编号，全库不重复，用后不改", "Code, one of its kind and for good", "draft"),
    ]
    title: Annotated[Line, Field("名称", "Title", "draft")]
    aliases: Annotated[Aliases, Field("别称，搜索用", "Other words, for search")] = Aliases()
    negative: Annotated[
        Truth, Field("是否负面清单项：出现即扣分", "Whether it counts against a city")
    ] = False
    weight: Annotated[
        Number | None,
        Field("分值；同一组的都写或都不写", "Weight; all of a group have one, or none"),
    ] = None
    items: Annotated[tuple["Indicator", ...], Field("下一级指标", "Its parts")] = ()

    def walk(self) -> Iterator["Indicator"]:
        """Yield it and everything below it, groups before their parts."""
        yield from (indicator for _, indicator in _placed((), self))


class IndicatorScheme(Record, frozen=True, kw_only=True):
    """One scheme of one year: a file in `cases/indicators/`."""

    schema_: Annotated[
        Integer, Field("格式的主版本号", "Major version of the format", key="schema")
    ] = 1
    scheme: Annotated[
        Slug,
        Field(
            "指标体系的编号；文件名是它加年份", "Id; the file is named by it and the year", "draft"
        ),
    ]
    year: Annotated[PartialDate, Field("年份", "Year", "draft")]
    title: Annotated[Line, Field("名称", "Title", "draft")]
    issuer: Annotated[Line, Field("谁制定的", "Issued by", "draft")]
    official: Annotated[
        Truth,
        Field(
            "是否官方公布的文本；本库自拟的写 false",
            "Whether it is a published official text; false for the library's own",
            "draft",
        ),
    ]
    note: Annotated[Sentence | None, Field("说明", "A note on it")] = None
    total: Annotated[
        Number | None, Field("满分，缺省 100", "What the weights add up to, 100 by default")
    ] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()
    items: Annotated[tuple[Indicator, ...], Field("指标", "Indicators", "draft")]
    sources: Annotated[tuple[Source, ...], Field("来源", "Sources")] = ()

    def walk(self) -> Iterator[Indicator]:
        """Yield every indicator, groups before their parts."""
        yield from (indicator for _, indicator in self.placed())

    def placed(self) -> Iterator[tuple[Path, Indicator]]:
        """Yield every indicator with its place."""
        for index, item in enumerate(self.items):
            yield from _placed(("items", index), item)


def _placed(at: Path, indicator: Indicator) -> Iterator[tuple[Path, Indicator]]:
    yield at, indicator
    for index, item in enumerate(indicator.items):
        yield from _placed((*at, "items", index), item)
