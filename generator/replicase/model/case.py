"""A case: one city's way of solving a problem, and what is known of how well it works."""

from typing import Annotated, Literal

from replicase.model.describe import Field, Record
from replicase.model.evidence import (
    Costs,
    DatedFact,
    Disclosure,
    Image,
    Level,
    Place,
    Remark,
    Result,
    Source,
    Unknown,
)
from replicase.model.scalars import (
    Integer,
    Mark,
    Number,
    PartialDate,
    Slug,
    Sources,
    Term,
    Truth,
    Url,
    Words,
)
from replicase.model.text import Line, Markdown, Sentence, Title

UNKNOWABLE = (
    "started",
    "costs",
    "technology",
    "context",
    "legal_basis",
    "prerequisites",
    "risks",
    "first_result_months",
    "contact",
    "operation",
    "results.effect",
)
"""What a structured case may lack if it says so under `unknown`."""

KNOWN_WHEN_VERIFIED = ("started", "results.effect")
"""Those of them that a verified case has to know."""


class Change(Record, frozen=True, kw_only=True):
    """A dated change of the record."""

    date: Annotated[PartialDate, Field("日期", "Date", "draft")]
    what: Annotated[Sentence, Field("改了什么", "What changed", "draft")]


class Translated(Record, frozen=True, kw_only=True):
    """When each translation was made, so that one older than its original can be seen."""

    zh: Annotated[PartialDate | None, Field("中文译文的日期", "When it was put into Chinese")] = (
        None
    )
    en: Annotated[PartialDate | None, Field("英文译文的日期", "When it was put into English")] = (
        None
    )


class Summary(Record, frozen=True, kw_only=True):
    """The case in two sentences."""

    problem: Annotated[
        Sentence, Field("一句话：原来哪里不对", "One sentence: what was wrong", "draft")
    ]
    answer: Annotated[Sentence, Field("一句话：做了什么", "One sentence: what was done", "draft")]


class Organisation(Record, frozen=True, kw_only=True):
    """Who led, or who took part."""

    name: Annotated[Line, Field("名称", "Name", "draft")]
    type: Annotated[
        str | None,
        Term("organisation"),
        Field("类别（词表 organisation）", "Kind, from the vocabulary"),
    ] = None
    role: Annotated[Line | None, Field("做什么", "What it does")] = None
    support: Annotated[Line | None, Field("提供什么支持", "What support it gives")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Milestone(Record, frozen=True, kw_only=True):
    """A dated step on the way."""

    date: Annotated[PartialDate, Field("日期", "Date", "draft")]
    what: Annotated[Sentence, Field("发生了什么", "What happened", "draft")]
    source: Annotated[Sources, Field("来源编号", "Ids of sources", "structured")] = ()


class Operation(Record, frozen=True, kw_only=True):
    """Whether it still runs, and when that was last seen."""

    state: Annotated[
        Literal[
            "piloting", "active", "institutionalised", "merged", "paused", "ended", "superseded"
        ],
        Field(
            "状态：试点、在用、已成制度、已并入、暂停、已结束、已被取代",
            "State: piloting, active, institutionalised, merged, paused, ended, superseded",
            "structured",
        ),
    ]
    confirmed: Annotated[
        PartialDate | None, Field("最近一次见到的日期", "When that was last seen")
    ] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Facets(Record, frozen=True, kw_only=True):
    """Where the case is filed; the editor's filing, it needs no source."""

    theme: Annotated[
        tuple[Annotated[str, Term("theme")], ...],
        Field("主题，1–3 个", "Themes, one to three", "draft"),
    ]
    risk: Annotated[
        tuple[Annotated[str, Term("risk")], ...], Field("五类风险", "Kinds of risk")
    ] = ()
    governance: Annotated[
        tuple[Annotated[str, Term("governance")], ...], Field("五治", "The five ways of governing")
    ] = ()
    layer: Annotated[
        tuple[Annotated[str, Term("layer")], ...],
        Field("一中心四平台一网格", "One centre, four platforms, one grid"),
    ] = ()
    method: Annotated[tuple[Annotated[str, Term("method")], ...], Field("方法", "Methods")] = ()
    character: Annotated[
        tuple[Annotated[str, Term("character")], ...],
        Field("浙江特色、市域特色、时代特征", "Of Zhejiang, of the city, of the times"),
    ] = ()
    event: Annotated[
        tuple[Annotated[str, Term("event")], ...], Field("应对的事件", "Events it answers")
    ] = ()


class Problem(Record, frozen=True, kw_only=True):
    """What was wrong, in figures where there are any."""

    text: Annotated[
        Markdown,
        Field(
            "原来的问题（Markdown，引文写 [@s3]）",
            "The problem; Markdown, cite as [@s3]",
            "structured",
        ),
    ]
    figures: Annotated[
        tuple[Result, ...],
        Field("说明问题的数字，格式同 results", "Figures of the problem, rows as in results"),
    ] = ()


class Mechanism(Record, frozen=True, kw_only=True):
    """Why it works: because X, Y changes."""

    text: Annotated[
        Markdown, Field("因为什么，所以什么变了", "Because of what, what changes", "structured")
    ]
    source: Annotated[
        Sources, Field("来源编号；归纳写 editor", "Ids of sources, `editor` for a reading")
    ] = ()


class Component(Record, frozen=True, kw_only=True):
    """A part of the practice that can be kept, adapted or dropped."""

    id: Annotated[Mark, Field("本文件内的编号，如 c1", "Id within the file, as c1", "structured")]
    name: Annotated[Line, Field("名称", "Name", "structured")]
    function: Annotated[Sentence, Field("起什么作用", "What it does", "structured")]
    role: Annotated[
        Literal["core", "adaptable", "optional"],
        Field("核心、可调整、可选", "Core, adaptable or optional", "structured"),
    ]
    why_core: Annotated[Sentence | None, Field("为什么是核心", "What makes it core")] = None
    source: Annotated[
        Sources, Field("来源编号；归纳写 editor", "Ids of sources, `editor` for a reading")
    ] = ()


class Measure(Record, frozen=True, kw_only=True):
    """A machine test of a prerequisite: metric, comparison, value, unit."""

    metric: Annotated[
        str,
        Term("metric"),
        Field("指标（词表 metric）", "Metric, from the vocabulary", "structured"),
    ]
    op: Annotated[Literal["<", "<=", "=", ">=", ">"], Field("比较符", "Comparison", "structured")]
    value: Annotated[Number, Field("数值", "Value", "structured")]
    unit: Annotated[Line | None, Field("单位", "Unit")] = None


class Prerequisite(Record, frozen=True, kw_only=True):
    """What must be there before one starts."""

    id: Annotated[Mark, Field("本文件内的编号，如 p1", "Id within the file, as p1", "structured")]
    kind: Annotated[
        Literal[
            "legal", "organisation", "staff", "funding", "technology", "data", "partner", "social"
        ],
        Field(
            "类别：法规、组织、人手、经费、技术、数据、合作方、社会基础",
            "Kind: legal, organisation, staff, funding, technology, data, partner or social",
            "structured",
        ),
    ]
    level: Annotated[
        Literal["must", "should", "helps"],
        Field("必须、应当、有则好", "Must, should or helps", "structured"),
    ]
    text: Annotated[Sentence, Field("条件", "The condition", "structured")]
    measure: Annotated[
        Measure | None, Field("可由机器判断的条件", "A condition a machine can test")
    ] = None
    substitute: Annotated[Sentence | None, Field("没有时怎么替代", "What can stand in for it")] = (
        None
    )
    source: Annotated[
        Sources, Field("来源编号；归纳写 editor", "Ids of sources, `editor` for a reading")
    ] = ()


class Law(Record, frozen=True, kw_only=True):
    """A law, decision or document the practice rests on."""

    title: Annotated[Line, Field("名称", "Title", "structured")]
    number: Annotated[Words | None, Field("文号", "Document number")] = None
    issuer: Annotated[Line | None, Field("发文机关", "Issued by")] = None
    date: Annotated[PartialDate | None, Field("日期", "Date")] = None
    rank: Annotated[Line | None, Field("效力层级", "Rank")] = None
    url: Annotated[Url | None, Field("网址", "Web address")] = None
    authorisation: Annotated[Sentence | None, Field("授权了什么", "What it authorises")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Step(Record, frozen=True, kw_only=True):
    """One thing to do, in order."""

    action: Annotated[Sentence, Field("做什么", "What is done", "structured")]
    who: Annotated[Line | None, Field("谁来做", "Who does it")] = None
    weeks: Annotated[Integer | None, Field("用时（周）", "Weeks it takes")] = None
    output: Annotated[Line | None, Field("产出", "What comes out")] = None
    components: Annotated[tuple[Mark, ...], Field("涉及的组成部分", "Ids of its components")] = ()
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class FirstResult(Record, frozen=True, kw_only=True):
    """Months until the first result was seen."""

    months: Annotated[Integer, Field("月数", "Months", "verified")]
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Technology(Record, frozen=True, kw_only=True):
    """Systems and data it rests on."""

    systems: Annotated[tuple[Line, ...], Field("系统", "Systems")] = ()
    lock_in: Annotated[Sentence | None, Field("是否依赖单一厂商", "Dependence on one vendor")] = (
        None
    )
    open_alternative: Annotated[
        Sentence | None, Field("可替代的开放方案", "An open alternative")
    ] = None
    data_in: Annotated[tuple[Line, ...], Field("需要的数据", "Data it needs")] = ()
    personal_data: Annotated[
        Truth | None, Field("是否处理个人信息", "Whether personal data is handled")
    ] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Evaluation(Record, frozen=True, kw_only=True):
    """Somebody's assessment of the practice."""

    design: Annotated[
        Literal[
            "none", "pre-post", "comparison", "quasi-experimental", "randomised", "qualitative"
        ],
        Field(
            "评估设计：没有设计、前后比较、有对照、准实验、随机对照、定性研究",
            "Design: none, before and after, comparison, quasi-experimental, randomised, qualitative",
            "structured",
        ),
    ]
    evaluator: Annotated[Line, Field("谁评的", "Who evaluated", "structured")]
    independent: Annotated[
        Truth | None, Field("是否独立于主办方", "Whether independent of those who ran it")
    ] = None
    finding: Annotated[Sentence, Field("结论", "Finding", "structured")]
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Risk(Record, frozen=True, kw_only=True):
    """What can go wrong, and what is done about it."""

    risk: Annotated[Sentence, Field("风险", "The risk", "structured")]
    mitigation: Annotated[Sentence | None, Field("怎么防", "How it is met", "structured")] = None
    happened: Annotated[Truth | None, Field("是否发生过", "Whether it happened")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Material(Record, frozen=True, kw_only=True):
    """Something an adopter can take along."""

    type: Annotated[
        Literal["manual", "template", "standard", "software", "training", "video", "other"],
        Field(
            "类型：手册、模板、标准、软件、培训、视频、其他",
            "Kind: manual, template, standard, software, training, video or other",
            "promoted",
        ),
    ]
    title: Annotated[Line, Field("名称", "Title", "promoted")]
    url: Annotated[Url, Field("网址", "Web address", "promoted")]
    licence: Annotated[Words | None, Field("许可", "Licence")] = None


class Promotion(Record, frozen=True, kw_only=True):
    """A higher level asking others to do the same."""

    level: Annotated[
        Level,
        Field(
            "哪一级：村、乡镇、县、市、省、国家",
            "Which level: village, town, county, city, province or nation",
            "promoted",
        ),
    ]
    instrument: Annotated[
        Literal["list", "notice", "site-meeting", "award", "standard", "law"],
        Field(
            "形式：清单、通知、现场会、表彰、标准、法律",
            "List, notice, site meeting, award, standard or law",
            "promoted",
        ),
    ]
    number: Annotated[Words | None, Field("文号", "Document number")] = None
    issuer: Annotated[Line | None, Field("发文机关", "Issued by")] = None
    date: Annotated[PartialDate | None, Field("日期", "Date")] = None
    scope: Annotated[Sentence | None, Field("范围和内容", "Scope")] = None
    responsible_unit: Annotated[Line | None, Field("责任单位", "Responsible unit")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Recognition(Record, frozen=True, kw_only=True):
    """An honour; never part of a grade."""

    what: Annotated[Sentence, Field("什么荣誉", "What", "draft")]
    year: Annotated[PartialDate | None, Field("年份", "Year")] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Related(Record, frozen=True, kw_only=True):
    """Another practice this one is connected with."""

    relation: Annotated[
        Literal[
            "replicates",
            "adapts",
            "scales",
            "merges",
            "supersedes",
            "inspired-by",
            "part-of",
            "alongside",
            "parallel",
        ],
        Field(
            "关系：照搬、改自、扩大、并入、取代、受启发于、是其中一部分、同地并行、相似（未见照搬的证据）",
            "Replicates, adapts, scales, merges, supersedes, inspired by, part of it, run alongside it, or parallel: alike with no proof of copying",
            "draft",
        ),
    ]
    case: Annotated[Slug | None, Field("本库案例编号", "Id of a case of this library")] = None
    name: Annotated[
        Line | None, Field("库外做法的名称", "Name, where it is not in this library")
    ] = None
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Contact(Record, frozen=True, kw_only=True):
    """A public office to ask; no personal number."""

    unit: Annotated[Line, Field("单位", "Unit", "structured")]
    line: Annotated[Words | None, Field("公开办公电话或网址", "Public office line or address")] = (
        None
    )
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Reply(Record, frozen=True, kw_only=True):
    """A right of reply."""

    by: Annotated[Line, Field("谁的答复", "Whose reply", "draft")]
    date: Annotated[PartialDate, Field("日期", "Date", "draft")]
    text: Annotated[Markdown, Field("内容", "Text", "draft")]
    source: Annotated[Sources, Field("来源编号", "Ids of sources")] = ()


class Review(Record, frozen=True, kw_only=True):
    """Who reviewed the record, and when that is due again."""

    kind: Annotated[
        Literal["editorial", "unit", "independent"],
        Field(
            "谁审核的：编辑部、主办单位、独立第三方",
            "By the editors, by the unit, or independent",
            "structured",
        ),
    ]
    by: Annotated[Line, Field("谁", "By whom", "structured")]
    date: Annotated[PartialDate, Field("日期", "When", "structured")]
    due: Annotated[PartialDate | None, Field("下次到期", "When it is due again")] = None


class Rights(Record, frozen=True, kw_only=True):
    """Licences, where they differ from the library's."""

    text: Annotated[Words | None, Field("文字许可", "Licence of the text")] = None
    images: Annotated[Words | None, Field("图片许可", "Licence of the images")] = None


class Case(Record, frozen=True, kw_only=True):
    """One practice of one place: a file in `cases/practices/<city>/`."""

    schema_: Annotated[
        Integer, Field("格式的主版本号", "Major version of the format", key="schema")
    ] = 1
    id: Annotated[
        Slug, Field("编号，即文件名和网址", "Id: the file's name and the address", "draft")
    ]
    aliases: Annotated[
        tuple[Slug, ...], Field("曾用编号，留下跳转", "Former ids; each leaves a redirect")
    ] = ()
    kind: Annotated[
        Literal["practice", "attempt", "standard", "list-item"],
        Field(
            "类别：实践、尝试（没成或停了）、标准、清单项",
            "Practice, attempt, standard or list item",
            "draft",
        ),
    ]
    stage: Annotated[
        Literal["draft", "structured", "verified", "promoted", "withdrawn"],
        Field(
            "阶段：草稿、已结构化、已核实、已推广、已撤回",
            "Draft, structured, verified, promoted or withdrawn",
            "draft",
        ),
    ]
    withdrawn: Annotated[Sentence | None, Field("撤回原因", "Why it was withdrawn")] = None
    registered: Annotated[PartialDate, Field("入库日期", "Date of registration", "draft")]
    changes: Annotated[tuple[Change, ...], Field("修改记录", "What changed since")] = ()
    translated: Annotated[
        Translated | None, Field("译文是哪天的", "When the translation was made")
    ] = None
    title: Annotated[Title, Field("标题，不用口号", "Title; not a slogan", "draft")]
    summary: Annotated[Summary, Field("两句话说清楚", "The case in two sentences", "draft")]
    place: Annotated[Place, Field("在哪里", "Where", "draft")]
    lead: Annotated[Organisation, Field("牵头单位", "Lead unit", "draft")]
    partners: Annotated[tuple[Organisation, ...], Field("参与单位", "Partners")] = ()
    started: Annotated[DatedFact | None, Field("何时开始", "When it began", "draft")] = None
    ended: Annotated[DatedFact | None, Field("何时结束", "When it ended")] = None
    milestones: Annotated[
        tuple[Milestone, ...], Field("大事记，至多 12 条", "Milestones, at most twelve")
    ] = ()
    operation: Annotated[
        Operation | None, Field("现在还在用吗", "Does it still run", "structured")
    ] = None
    facets: Annotated[Facets, Field("归类", "Filing", "draft")]
    indicators_served: Annotated[
        tuple[Annotated[str, Term("indicator")], ...],
        Field("对应的指标", "Indicators it serves", "structured"),
    ] = ()
    problem: Annotated[Problem | None, Field("问题", "The problem", "structured")] = None
    mechanism: Annotated[Mechanism | None, Field("为什么管用", "Why it works", "structured")] = None
    components: Annotated[tuple[Component, ...], Field("组成部分", "Components", "structured")] = ()
    context: Annotated[
        tuple[Result, ...], Field("当地情况的数字", "Figures of the place", "verified")
    ] = ()
    prerequisites: Annotated[
        tuple[Prerequisite, ...], Field("须先具备", "Prerequisites", "structured")
    ] = ()
    legal_basis: Annotated[tuple[Law, ...], Field("依据", "Legal basis", "verified")] = ()
    steps: Annotated[tuple[Step, ...], Field("步骤", "Steps", "structured")] = ()
    first_result_months: Annotated[
        FirstResult | None, Field("多久见效（月）", "Months to the first result", "verified")
    ] = None
    costs: Annotated[Costs | None, Field("成本", "Costs", "verified")] = None
    technology: Annotated[Technology | None, Field("技术", "Technology", "verified")] = None
    results: Annotated[tuple[Result, ...], Field("结果", "Results", "structured")] = ()
    evaluations: Annotated[tuple[Evaluation, ...], Field("评估", "Evaluations")] = ()
    risks: Annotated[tuple[Risk, ...], Field("风险", "Risks", "structured")] = ()
    limits: Annotated[
        tuple[Remark, ...], Field("限度与批评", "Limits and criticism", "verified")
    ] = ()
    unsuitable_when: Annotated[
        tuple[Remark, ...], Field("什么情况下不适合", "When it does not fit")
    ] = ()
    unintended: Annotated[tuple[Remark, ...], Field("没有料到的后果", "Unintended effects")] = ()
    materials: Annotated[
        tuple[Material, ...], Field("可带走的材料", "Materials to take along", "promoted")
    ] = ()
    promotion: Annotated[
        tuple[Promotion, ...], Field("上级推广", "Promotion by higher levels", "promoted")
    ] = ()
    recognition: Annotated[tuple[Recognition, ...], Field("荣誉", "Honours")] = ()
    related: Annotated[tuple[Related, ...], Field("相关做法", "Related practices")] = ()
    contact: Annotated[Contact | None, Field("联系单位", "Contact", "structured")] = None
    replies: Annotated[tuple[Reply, ...], Field("答复", "Replies")] = ()
    unknown: Annotated[tuple[Unknown, ...], Field("哪些不知道", "What is not known")] = ()
    sources: Annotated[tuple[Source, ...], Field("来源", "Sources", "draft")]
    images: Annotated[tuple[Image, ...], Field("图片", "Images")] = ()
    review: Annotated[Review | None, Field("审核", "Review", "structured")] = None
    disclosure: Annotated[
        Disclosure,
        Field(
            "确认可公开、无秘密、无个人信息", "Public, nothing secret, no personal data", "draft"
        ),
    ]
    rights: Annotated[
        Rights | None, Field("许可，缺省同本库", "Licences, the library's by default")
    ] = None
