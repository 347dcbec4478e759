"""What this library is: its name, publisher, languages, stages shown and licences."""

from typing import Annotated, Literal

from replicase.model.describe import Field, Record
from replicase.model.scalars import Integer, Number, Slug, Url, Words
from replicase.model.text import Line, Sentence


class Publisher(Record, frozen=True, kw_only=True):
    """Who answers for the library."""

    name: Annotated[Line, Field("名称", "Name", "draft")]
    contact: Annotated[Words | None, Field("公开联系方式", "Public contact")] = None


class Repository(Record, frozen=True, kw_only=True):
    """Where the files live, for the links "improve this case" and "report a mistake"."""

    url: Annotated[Url | None, Field("仓库网址", "Address of the repository")] = None
    branch: Annotated[Slug, Field("分支", "Branch")] = "main"


class CostBand(Record, frozen=True, kw_only=True):
    """A range of yearly cost."""

    id: Annotated[Slug, Field("编号", "Id", "draft")]
    label: Annotated[Line, Field("名称", "Label", "draft")]
    up_to: Annotated[
        Number | None, Field("每年不超过（元）", "Yuan a year at most; absent for the last")
    ] = None


class Registration(Record, frozen=True, kw_only=True):
    """Registrations a website in China shows in its footer."""

    icp: Annotated[Words | None, Field("ICP 备案号", "ICP registration")] = None
    public_security: Annotated[
        Words | None, Field("公安备案号", "Public security registration")
    ] = None
    site_code: Annotated[Words | None, Field("政府网站标识码", "Government site code")] = None


class Licences(Record, frozen=True, kw_only=True):
    """Licences of what the library publishes."""

    text: Annotated[Words, Field("文字", "Text", "draft")]
    images: Annotated[Words, Field("图片", "Images", "draft")]
    code: Annotated[Words, Field("程序", "Code", "draft")]


class LibrarySettings(Record, frozen=True, kw_only=True):
    """The library's own settings: `cases/library.yml`."""

    schema_: Annotated[
        Integer, Field("格式的主版本号", "Major version of the format", key="schema")
    ] = 1
    name: Annotated[Line, Field("名称", "Name", "draft")]
    short_name: Annotated[Words, Field("简称", "Short name", "draft")]
    description: Annotated[Sentence, Field("一句话介绍", "One sentence on it", "draft")]
    publisher: Annotated[Publisher, Field("发布单位", "Publisher", "draft")]
    repository: Annotated[Repository, Field("仓库", "Repository")] = Repository()
    languages: Annotated[
        tuple[Literal["zh", "en"], ...],
        Field("语言，第一种是主语言", "Languages, the first is the main one", "draft"),
    ]
    stages_shown: Annotated[
        tuple[Literal["draft", "structured", "verified", "promoted"], ...],
        Field("公开哪些阶段", "Stages that are published", "draft"),
    ]
    review_months: Annotated[Integer, Field("多少个月复核一次", "Months between reviews", "draft")]
    cost_bands: Annotated[tuple[CostBand, ...], Field("成本档", "Cost bands")] = ()
    registration: Annotated[Registration, Field("备案", "Registrations")] = Registration()
    licences: Annotated[Licences, Field("许可", "Licences", "draft")]
    provinces: Annotated[
        tuple[Words, ...], Field("本库覆盖的省", "Provinces the library covers", "draft")
    ]
