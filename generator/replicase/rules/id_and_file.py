"""A record lies where its id says.

The file is named by the id, in the folder of the case's city or of the adopter; an adoption's id is
`<adopter>--<case>`. Gaps are in a file named by the city, indicators by scheme and year.
Why: the id is the address of the page for good, and others look for the file by it.
Mend: rename the file or move it; change an id only while nothing is published, else add an alias.

记录放在编号所说的地方。
文件名就是编号，放在案例所在市或采用地的文件夹里；采用记录的编号是“采用地--案例”。问题的文件名是城市，指标的文件名是“编号-年份”。
为什么：编号就是网页的永久地址，别人也按编号找文件。
怎么改：改文件名或移动文件；编号只在发布以前改，发布后改了要留 `aliases`。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import PurePosixPath

from replicase.briefs import AdoptionBrief, PracticeBrief
from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Entry, Library
from replicase.model import GapList, IndicatorScheme
from replicase.register import Register

RULE = Rule(
    "CASE202",
    "id-and-file",
    Severity.ERROR,
    "编号与文件名、文件夹一致",
    "The id agrees with the file's name and folder",
)


def check(register: Register, as_of: date) -> Iterator[tuple[PracticeBrief, Finding]]:
    """Yield the first disagreement of id, file and folder, unless the file is a mere copy."""
    for practice in register.practices:
        finding = next(_disagreements(practice, register), None)
        if finding is not None and not _is_copy(practice, register):
            yield practice, finding


def at_home(practice: PracticeBrief, register: Register) -> bool:
    """Whether a record lies where its id says."""
    return not any(_disagreements(practice, register))


def _is_copy(practice: PracticeBrief, register: Register) -> bool:
    """Whether another record of the same id lies where it should; a rule of its own says so."""
    is_adoption = isinstance(practice, AdoptionBrief)
    alike: Iterable[PracticeBrief] = register.adoptions if is_adoption else register.cases
    return any(
        other is not practice and other.id == practice.id and at_home(other, register)
        for other in alike
    )


def _disagreements(record: PracticeBrief, register: Register) -> Iterator[Finding]:
    *_, folder, name = record.file.split("/")
    if f"{record.id}.yml" != name:
        yield Finding(
            ("id",),
            f"编号是 `{record.id}`，文件名是 `{name}`",
            f"the id is `{record.id}`, the file is `{name}`",
            f"把文件改名为 `{record.id}.yml`，或改正编号",
            f"rename the file to `{record.id}.yml`, or correct the id",
        )
    elif isinstance(record, AdoptionBrief):
        known = register.case(record.case) or register.may_hold(record.case)
        if record.id != f"{folder}--{record.case}" and (
            # With a case nobody knows, its id is the mistake, and another rule says so.
            known or not record.id.startswith(f"{folder}--")
        ):
            yield Finding(
                ("id",),
                f"编号是 `{record.id}`，按文件夹和案例应是 `{folder}--{record.case}`",
                f"the id is `{record.id}`; by folder and case it should be `{folder}--{record.case}`",
                "改正编号和文件名，或移到采用地的文件夹",
                "correct id and file name, or move the file to the adopter's folder",
            )
    else:
        city = register.library.city_coded(record.place_code)
        if city and city.slug and city.slug != folder:
            yield Finding(
                ("place", "code"),
                f"地点属于{city.label.zh}，文件却在 `{folder}/` 里",
                f"the place lies in {city.label.best('en')}, but the file in `{folder}/`",
                f"把文件移到 `{city.slug}/`，或改正地点",
                f"move the file to `{city.slug}/`, or correct the place",
            )


def check_name(
    entry: Entry[GapList] | Entry[IndicatorScheme], library: Library, as_of: date
) -> Iterator[Finding]:
    """Yield a list of gaps not named by its city, or a scheme not named by id and year."""
    record = entry.record
    name = record.city if isinstance(record, GapList) else f"{record.scheme}-{record.year.year}"
    file = PurePosixPath(entry.file).name
    if isinstance(record, GapList) and all(city.slug != name for city in library.cities):
        return  # nobody knows the city, and another rule says so
    if file != f"{name}.yml":
        key = "city" if isinstance(record, GapList) else "scheme"
        yield Finding(
            (key,),
            f"按内容，文件名应是 `{name}.yml`，现在是 `{file}`",
            f"by what it says the file should be `{name}.yml`; it is `{file}`",
            f"把文件改名为 `{name}.yml`，或改正 `{key}`",
            f"rename the file to `{name}.yml`, or correct `{key}`",
        )
