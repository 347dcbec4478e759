"""What the rules between files ask of one record, and nothing more of it.

A library is judged record by record; of each only its brief is kept, in plain values, so that
thousands take little room and can be stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from replicase.diagnostics import Path
from replicase.library import Entry, Partial
from replicase.model import Adoption, Case, GapList
from replicase.model.text import Text
from replicase.prose import linked_cases


@dataclass(frozen=True, slots=True)
class _OfRecord(Partial):
    """Where a record lies, and the parts of it that could not be understood."""

    file: str
    dropped: frozenset[Path]


Naming = tuple[Path, str, str]
"""A place that names a case, the case's id, and the words that name it in a text ("" in a field)."""


@dataclass(frozen=True, slots=True)
class _OfPractice(_OfRecord):
    """What a case and an adoption have both."""

    id: str
    place_code: str
    started: str
    """The date as written, "" for none."""
    pictures: tuple[str, ...]
    """The names of the pictures it lists."""
    links: tuple[Naming, ...]
    """The cases its texts link to."""

    @property
    def folder(self) -> str:
        """The folder of its pictures."""
        return self.file.removesuffix(".yml")


@dataclass(frozen=True, slots=True)
class CaseBrief(_OfPractice):
    """What others ask of a case."""

    stage: str
    aliases: tuple[str, ...]
    title_zh: str
    title_en: str
    related: tuple[tuple[str, str], ...]
    """How to which case; "" for a practice outside the library."""
    components: tuple[str, ...]
    components_named: tuple[tuple[Path, str], ...]
    """The components its steps name, each with its place."""
    passages: tuple[tuple[Path, str], ...]
    """The Chinese characters of its longer texts; `|` stands where a quotation was."""


@dataclass(frozen=True, slots=True)
class AdoptionBrief(_OfPractice):
    """What others ask of an adoption."""

    case: str
    place_name: str
    seen_in_use: str
    """The date as written, "" for none."""
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapBrief(_OfRecord):
    """What others ask of a city's list of gaps."""

    cases: tuple[Naming, ...]


PracticeBrief = CaseBrief | AdoptionBrief
Brief = PracticeBrief | GapBrief

LONG = 60
"""How many Chinese characters make a text long; shorter ones are not compared."""


def brief_of(entry: Entry[Any]) -> Brief:
    """Take from a record of any kind what others ask of it."""
    if isinstance(entry.record, Case):
        return case_brief(entry)
    return adoption_brief(entry) if isinstance(entry.record, Adoption) else gap_brief(entry)


def case_brief(entry: Entry[Case]) -> CaseBrief:
    """Take from a case what others ask of it."""
    case = entry.record
    return CaseBrief(
        *(entry.file, entry.dropped, case.id, case.place.code),
        str(case.started.date) if case.started else "",
        tuple(image.file for image in case.images),
        tuple(_links(entry)),
        stage=case.stage,
        aliases=case.aliases,
        title_zh=case.title.zh,
        title_en=case.title.en,
        related=tuple((r.relation, r.case or "") for r in case.related),
        components=tuple(component.id for component in case.components),
        components_named=tuple(
            (("steps", number, "components", index), part)
            for number, step in enumerate(case.steps)
            for index, part in enumerate(step.components)
        ),
        passages=() if case.stage == "withdrawn" else tuple(_passages(case)),
    )


def adoption_brief(entry: Entry[Adoption]) -> AdoptionBrief:
    """Take from an adoption what others ask of it."""
    adoption = entry.record
    return AdoptionBrief(
        *(entry.file, entry.dropped, adoption.id, adoption.place.code),
        str(adoption.started.date) if adoption.started else "",
        tuple(image.file for image in adoption.images),
        tuple(_links(entry)),
        case=adoption.case,
        place_name=adoption.place.name.best("zh") if adoption.place.name else "",
        seen_in_use=str(adoption.seen_in_use.date) if adoption.seen_in_use else "",
        components=tuple(adoption.components),
    )


def gap_brief(entry: Entry[GapList]) -> GapBrief:
    """Take from a list of gaps what others ask of it."""
    cases = tuple(
        (("items", number, "cases", index), case_id, "")
        for number, gap in enumerate(entry.record.items)
        for index, case_id in enumerate(gap.cases)
    )
    return GapBrief(entry.file, entry.dropped, cases)


_LINKED = re.compile(r"case:(?!\s)")


def _links(entry: Entry[Any]) -> Iterator[Naming]:
    written = entry.document.text
    # An adoption has a field of that name; in a text a link begins with it, or is an escape.
    if not _LINKED.search(written) and "\\" not in written:
        return  # most records need not be taken apart
    for passage in entry.parts.passages:
        if passage.markdown and "case:" in passage.text:
            for case_id in linked_cases(passage.text):
                yield passage.at, case_id, f"case:{case_id}"


_QUOTED = re.compile(r"“[^”]{0,400}”|「[^」]{0,400}」")
_NOT_HAN = re.compile(r"[^\u3400-\u9fff|]+")


def _passages(case: Case) -> Iterator[tuple[Path, str]]:
    for at, text in _long_fields(case):
        if len(text.zh) >= LONG:
            han = _NOT_HAN.sub("", _QUOTED.sub("|", text.zh.replace("|", "")))
            if len(han) >= LONG:
                yield (*at, "zh"), han


def _long_fields(case: Case) -> Iterator[tuple[Path, Text]]:
    """The fields that hold sentences, without taking the record apart."""
    yield ("summary", "problem"), case.summary.problem
    yield ("summary", "answer"), case.summary.answer
    if case.problem:
        yield ("problem", "text"), case.problem.text
    if case.mechanism:
        yield ("mechanism", "text"), case.mechanism.text
    for n, component in enumerate(case.components):
        yield ("components", n, "function"), component.function
        if component.why_core:
            yield ("components", n, "why_core"), component.why_core
    for n, prerequisite in enumerate(case.prerequisites):
        yield ("prerequisites", n, "text"), prerequisite.text
    for n, step in enumerate(case.steps):
        yield ("steps", n, "action"), step.action
    for n, risk in enumerate(case.risks):
        yield ("risks", n, "risk"), risk.risk
        if risk.mitigation:
            yield ("risks", n, "mitigation"), risk.mitigation
    for name in ("limits", "unsuitable_when", "unintended"):
        for n, remark in enumerate(getattr(case, name)):
            yield (name, n, "text"), remark.text
