"""The parts cases and adoptions share: sources, places, results and what nobody published."""

from functools import cached_property
from typing import Annotated, Literal, Self

from replicase.model.describe import Field, Record
from replicase.model.scalars import Mark, Number, PartialDate, Slug, Sources, Term, Url, Words
from replicase.model.text import Line, Sentence

EDITOR = "editor"
"""The reserved source of what the editor concludes."""

Claimant = Literal[
    "self",
    "upper-level",
    "statistics",
    "third-party",
    "academic",
    "court-audit",
    "vendor",
    "unstated",
]
Level = Literal["village", "town", "county", "city", "province", "nation"]
LEVELS: tuple[Level, ...] = ("village", "town", "county", "city", "province", "nation")
"""From the lowest to the highest."""


class Place(Record, frozen=True, kw_only=True):
    """Where something happened, by the national table of division codes."""

    code: Annotated[
        str, Term("places"), Field("行政区划代码（GB/T 2260）", "Division code, GB/T 2260", "draft")
    ]
    as_of: Annotated[
        PartialDate | None,
        Field(
            "代码表的版本日期，不是案例的日期", "Edition of the code table, not a date of the case"
        ),
    ] = None
    level: Annotated[
        Level | None,
        Field(
            "做法起始的层级：村、乡镇、县、市、省、国家",
            "Level at which it began: village, town, county, city, province, nation",
        ),
    ] = None
    name: Annotated[
        Line | None,
        Field("代码表以下的乡镇或村名", "Name of a town or village below the code table"),
    ] = None

    @property
    def area(self) -> str:
        """The significant digits of its code."""
        return area_of(self.code)

    def overlaps(self, other: Self) -> bool:
        """Whether one place contains the other or is the same, by the division codes."""
        return self.area.startswith(other.area) or other.area.startswith(self.area)


def area_of(code: str) -> str:
    """The significant digits of a division code: 330000 -> 33, 330900 -> 3309."""
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


class DatedFact(Record, frozen=True, kw_only=True):
    """A date and the sources that give it."""

    date: Annotated[
        PartialDate, Field("日期：年、年-月或年-月-日", "Date: year, month or day", "draft")
    ]
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Observation(Record, frozen=True, kw_only=True):
    """One value at one time, from one source."""

    at: Annotated[PartialDate, Field("数值所指的时间", "The time the value is about", "structured")]
    value: Annotated[
        Number,
        Field("数值，不带单位和分隔符", "The value, without unit or separators", "structured"),
    ]
    precision: Annotated[
        Literal["exact", "about", "at-least", "at-most"],
        Field("精度：准确、约、至少、至多", "Precision: exact, about, at least, at most"),
    ] = "exact"
    role: Annotated[
        Literal["baseline"] | None,
        Field("baseline：实施前的起点值", "`baseline` for the value at the start"),
    ] = None
    source: Annotated[Mark, Field("来源编号，只写一个", "Id of the one source", "structured")]
    claimant: Annotated[
        Claimant,
        Field(
            "最先说出这个数的是谁，不是谁刊登的：主办方自述、上级、统计、第三方、学界、司法审计、厂商、未写明",
            "Who first stated the value, not who printed it",
            "structured",
        ),
    ]


class Break(Record, frozen=True, kw_only=True):
    """Why figures before and after a date cannot be compared."""

    after: Annotated[
        PartialDate, Field("从何时起口径不同", "When the measure changed", "structured")
    ]
    why: Annotated[Sentence, Field("口径怎样变了", "How it changed", "structured")]


class Result(Record, frozen=True, kw_only=True, dict=True, gc=True):
    """One measure and the values seen of it."""

    id: Annotated[Mark, Field("本文件内的编号，如 r1", "Id within the file, as r1", "structured")]
    name: Annotated[Line, Field("指标名称", "Name of the measure", "structured")]
    dimension: Annotated[
        Literal["reach", "effect", "adoption", "implementation", "maintenance", "equity", "cost"],
        Field(
            "说的是哪一面：覆盖、成效、采用、实施、维持、公平、成本",
            "What it speaks of: reach, effect, adoption, implementation, maintenance, equity, cost",
            "structured",
        ),
    ]
    definition: Annotated[
        Sentence | None, Field("口径：数的是什么、怎么数的", "What is counted, and how")
    ] = None
    unit: Annotated[Line, Field("单位", "Unit", "structured")]
    better: Annotated[
        Literal["lower", "higher", "neither"],
        Field(
            "往哪个方向算好：越低越好、越高越好、不分好坏",
            "Which direction is better: lower, higher, or neither",
            "structured",
        ),
    ]
    observations: Annotated[
        tuple[Observation, ...], Field("各时间的数值", "Values over time", "structured")
    ]
    break_: Annotated[
        Break | None,
        Field("前后不可比的原因", "Why before and after cannot be compared", key="break"),
    ] = None

    @cached_property
    def before(self) -> tuple[Observation, ...]:
        """The baseline observations; several when sources disagree."""
        return tuple(o for o in self.observations if o.role == "baseline")

    @cached_property
    def after(self) -> tuple[Observation, ...]:
        """The observations of the last time that is no baseline; several when sources disagree."""
        later = [o for o in self.observations if o.role != "baseline"]
        last = max((o.at for o in later), default=None)
        return tuple(o for o in later if o.at == last)

    @property
    def compares(self) -> bool:
        """Whether before and after may be set against each other: both there, no break between."""
        return bool(self.before and self.after) and self.break_ is None

    @cached_property
    def points(self) -> tuple[tuple[Observation, ...], ...]:
        """The observations that speak of one thing: the baseline, or the same later time."""
        times: dict[PartialDate, list[Observation]] = {}
        for observation in self.observations:
            if observation.role != "baseline":
                times.setdefault(observation.at, []).append(observation)
        later = tuple(tuple(found) for found in times.values())
        return (self.before, *later) if self.before else later

    @cached_property
    def disputed(self) -> bool:
        """Whether sources give different values of one thing."""
        if len(self.observations) < 2:
            return False
        return any(
            len(point) > 1 and len({(o.value, o.precision) for o in point}) > 1
            for point in self.points
        )


class Unknown(Record, frozen=True, kw_only=True):
    """What is not known, why, and whom to ask."""

    field: Annotated[
        Words,
        Field(
            "哪个字段，如 costs、results.effect", "Which field, as costs or results.effect", "draft"
        ),
    ]
    why: Annotated[Sentence, Field("为什么不知道", "Why it is not known", "draft")]
    ask: Annotated[Line | None, Field("可以问谁", "Whom to ask")] = None


class Source(Record, frozen=True, kw_only=True):
    """Where a fact can be read."""

    id: Annotated[Mark, Field("本文件内的编号，如 s1", "Id within the file, as s1", "draft")]
    title: Annotated[
        Words,
        Field(
            "标题；没有见到原标题时，用方括号写我们自己的话",
            "Title; words of ours in [ ] where the title was not seen",
            "draft",
        ),
    ]
    publisher: Annotated[Words, Field("发布者", "Publisher", "draft")]
    type: Annotated[
        Literal["official", "statistics", "media", "academic", "court-audit", "other"],
        Field(
            "类型：官方、统计、媒体、学术、司法审计、其他",
            "Kind: official, statistics, media, academic, court or audit, other",
            "draft",
        ),
    ]
    copy_: Annotated[
        Literal["original", "republished"],
        Field("原件还是转载：原件、转载", "The original, or a republished copy", key="copy"),
    ] = "original"
    url: Annotated[Url | None, Field("网址", "Web address")] = None
    published: Annotated[PartialDate | None, Field("发布日期", "Date of publication")] = None
    accessed: Annotated[PartialDate | None, Field("查阅日期", "Date it was read")] = None
    archived: Annotated[Url | None, Field("存档网址", "Address of an archived copy")] = None
    language: Annotated[
        Literal["zh", "en"], Field("来源的语言：中文、英文", "Language of the source: zh or en")
    ] = "zh"
    note: Annotated[Sentence | None, Field("关于来源的说明", "A note on the source")] = None


class Disclosure(Record, frozen=True, kw_only=True):
    """Who confirmed that nothing secret and no personal data is in the file."""

    checked_by: Annotated[Slug, Field("谁核对的", "Who checked it", "draft")]
    date: Annotated[PartialDate, Field("核对日期", "When", "draft")]


class Image(Record, frozen=True, kw_only=True):
    """A picture in the record's own folder."""

    file: Annotated[Words, Field("文件名", "File name", "draft")]
    alt: Annotated[Line, Field("替代文字", "Text for those who cannot see it", "draft")]
    caption: Annotated[Line | None, Field("说明", "Caption")] = None
    credit: Annotated[Line, Field("图片来源", "Credit", "draft")]


class Remark(Record, frozen=True, kw_only=True):
    """A statement and its sources: a limit, an unintended effect, a condition."""

    text: Annotated[Sentence, Field("内容", "The statement", "draft")]
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Amount(Record, frozen=True, kw_only=True):
    """Money, with what makes it comparable."""

    amount: Annotated[Number, Field("金额", "The amount", "structured")]
    currency: Annotated[
        Literal["CNY", "USD", "EUR"] | None,
        Field("币种：人民币、美元、欧元", "Currency: CNY, USD or EUR", "structured"),
    ] = None
    price_year: Annotated[PartialDate | None, Field("价格年份", "Price year", "structured")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Costs(Record, frozen=True, kw_only=True):
    """What it took in money and people."""

    band: Annotated[
        Slug | None, Field("成本档（library.yml 中的编号）", "Cost band of library.yml")
    ] = None
    setup: Annotated[Amount | None, Field("一次性投入", "Set-up cost")] = None
    running: Annotated[Amount | None, Field("每年运行费用", "Running cost a year")] = None
    staff_fte: Annotated[Number | None, Field("折合全职人数", "Staff, full-time equivalent")] = None
    funding: Annotated[tuple[Line, ...], Field("资金来源", "Where the money came from")] = ()
    who_pays: Annotated[Line | None, Field("谁出钱", "Who pays")] = None
    not_counted: Annotated[Sentence | None, Field("哪些没有算进去", "What is not counted")] = None
