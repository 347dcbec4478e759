"""An adoption: what another place took over, told from the adopter's side."""

from typing import Annotated, Literal

import msgspec

from replicase.model.describe import Field, Record
from replicase.model.evidence import (
    Costs,
    DatedFact,
    Disclosure,
    Image,
    Place,
    Result,
    Source,
    Unknown,
)
from replicase.model.scalars import Integer, Mark, PartialDate, Slug, Sources, Term, Truth
from replicase.model.text import Line, Sentence


class Reason(Record, frozen=True, kw_only=True):
    """Why it stopped or was refused."""

    reason: Annotated[
        str, Term("reason"), Field("原因（词表 reason）", "Reason, from the vocabulary", "draft")
    ]
    text: Annotated[Sentence | None, Field("具体情况", "In words")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Adaptation(Record, frozen=True, kw_only=True):
    """What the adopter changed."""

    what: Annotated[Sentence, Field("改了什么", "What was changed", "structured")]
    when: Annotated[PartialDate | None, Field("何时", "When")] = None
    planned: Annotated[Truth | None, Field("事先计划的吗", "Whether it was planned")] = None
    why: Annotated[Sentence | None, Field("为什么", "Why")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Added(Record, frozen=True, kw_only=True):
    """What the adopter added of its own."""

    what: Annotated[Sentence, Field("加了什么", "What was added", "structured")]
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Adoption(Record, frozen=True, kw_only=True):
    """One adoption: a file in `cases/adoptions/<adopter>/`."""

    schema_: Annotated[
        Integer, Field("格式的主版本号", "Major version of the format", key="schema")
    ] = 1
    id: Annotated[
        Slug, Field("编号：采用地--案例，即文件名", "Id: adopter--case, the file's name", "draft")
    ]
    case: Annotated[Slug, Field("采用的案例", "The case adopted", "draft")]
    place: Annotated[Place, Field("采用地", "The adopter's place", "draft")]
    unit: Annotated[Line | None, Field("采用单位", "The adopting unit")] = None
    declared_by: Annotated[
        Literal["adopter", "origin", "third-party"],
        Field(
            "谁说的：采用地、起源地、第三方", "Who says so: adopter, origin, third party", "draft"
        ),
    ]
    trigger: Annotated[
        Literal["voluntary", "mandated", "paired", "own", "unknown"],
        Field(
            "为何采用：自愿、上级要求、结对、自发、不明",
            "Why: voluntary, mandated, paired, own idea, unknown",
            "draft",
        ),
    ]
    status: Annotated[
        Literal["planned", "in-progress", "in-use", "partly", "abandoned", "rejected"],
        Field(
            "状态：计划、推进中、在用、部分在用、已停用、未采纳",
            "Planned, in progress, in use, partly, abandoned, rejected",
            "draft",
        ),
    ]
    started: Annotated[DatedFact | None, Field("何时开始", "When it began")] = None
    ended: Annotated[DatedFact | None, Field("何时停止", "When it stopped")] = None
    seen_in_use: Annotated[DatedFact | None, Field("最近一次见到在用", "Last seen in use")] = None
    reasons: Annotated[
        tuple[Reason, ...], Field("停用或未采纳的原因", "Why it stopped or was refused")
    ] = ()
    components: Annotated[
        dict[Mark, Literal["kept", "adapted", "dropped"]],
        Field("各组成部分：保留、改动、舍弃", "Each component: kept, adapted or dropped"),
    ] = msgspec.field(default_factory=dict)
    added: Annotated[tuple[Added, ...], Field("自己加的", "What was added")] = ()
    adaptations: Annotated[tuple[Adaptation, ...], Field("改动", "What was changed")] = ()
    costs: Annotated[Costs | None, Field("成本", "Costs")] = None
    results: Annotated[
        tuple[Result, ...], Field("采用地自己的结果", "The adopter's own results")
    ] = ()
    lesson: Annotated[Sentence | None, Field("一句经验", "One lesson")] = None
    unknown: Annotated[tuple[Unknown, ...], Field("哪些不知道", "What is not known")] = ()
    sources: Annotated[tuple[Source, ...], Field("来源", "Sources", "draft")]
    images: Annotated[tuple[Image, ...], Field("图片", "Images")] = ()
    disclosure: Annotated[
        Disclosure,
        Field(
            "确认可公开、无秘密、无个人信息", "Public, nothing secret, no personal data", "draft"
        ),
    ]
