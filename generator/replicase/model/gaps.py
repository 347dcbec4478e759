"""A city's gaps: what public material found wanting, and how each was put right."""

from typing import Annotated, Literal

from replicase.model.describe import Field, Record
from replicase.model.evidence import Disclosure, Source
from replicase.model.scalars import Integer, Mark, PartialDate, Slug, Sources, Term
from replicase.model.text import Line, Sentence

FoundBy = Literal[
    "self-examination",
    "self-evaluation",
    "spot-check",
    "negative-list",
    "audit",
    "petition",
    "court",
    "research",
    "media",
]
GapStatus = Literal["reported", "open", "in-progress", "closed", "verified", "recurred"]


class Gap(Record, frozen=True, kw_only=True):
    """One problem somebody reported in public."""

    id: Annotated[Mark, Field("本文件内的编号，如 g1", "Id within the file, as g1", "draft")]
    indicator: Annotated[
        str,
        Term("indicator"),
        Field("涉及的指标（cases/indicators）", "The indicator it touches", "draft"),
    ]
    issue: Annotated[Sentence, Field("问题是什么", "What is wrong", "draft")]
    found_by: Annotated[
        FoundBy,
        Field(
            "怎么发现的：自查、自评、抽查、负面清单、审计、信访、法院、研究、媒体",
            "Found by self-examination, self-evaluation, spot check, negative list, audit, petition, court, research or media",
            "draft",
        ),
    ]
    found_on: Annotated[
        PartialDate, Field("何时公开指出", "When it was reported in public", "draft")
    ]
    measure: Annotated[Sentence | None, Field("怎么改的", "What was done about it")] = None
    responsible: Annotated[Line | None, Field("责任单位", "Unit responsible")] = None
    due: Annotated[PartialDate | None, Field("整改期限", "When it is due")] = None
    status: Annotated[
        GapStatus,
        Field(
            "状态：已指出、未整改、整改中、已整改、已核实、又出现",
            "Reported, open, in progress, closed, verified or recurred",
            "draft",
        ),
    ]
    closed_on: Annotated[PartialDate | None, Field("何时整改完", "When it was closed")] = None
    verified_by: Annotated[Line | None, Field("谁核实的", "Who verified that it is closed")] = None
    cases: Annotated[
        tuple[Slug, ...], Field("哪些案例帮上了忙", "Ids of the cases that helped")
    ] = ()
    source: Annotated[Sources, Field("来源编号", "Ids of sources", "draft")]

    @property
    def is_open(self) -> bool:
        """Whether nobody has put it right, or it came back."""
        return self.status not in ("closed", "verified")


class GapList(Record, frozen=True, kw_only=True):
    """The gaps of one city: a file in `cases/gaps/`."""

    schema_: Annotated[
        Integer, Field("格式的主版本号", "Major version of the format", key="schema")
    ] = 1
    city: Annotated[
        Slug,
        Field("城市，即文件名", "The city, by its name in addresses; the file's name", "draft"),
    ]
    items: Annotated[tuple[Gap, ...], Field("问题", "The gaps", "draft")]
    sources: Annotated[tuple[Source, ...], Field("来源", "Sources", "draft")]
    disclosure: Annotated[
        Disclosure,
        Field(
            "确认可公开、无秘密、无个人信息", "Public, nothing secret, no personal data", "draft"
        ),
    ]
