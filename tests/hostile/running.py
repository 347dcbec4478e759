"""A payload goes the way every file goes: read, checked, shown on pages, written into data."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache, cached_property

from hostile import judge
from hostile.placing import (
    ADOPTION_FILE,
    CASE_FILE,
    NAME,
    Placed,
    draft,
    finished,
    library,
    place,
    with_a_picture,
)
from hostile.rows import Row
from replicase import search
from replicase.check import check
from replicase.diagnostics import Diagnostic, Severity, in_order
from replicase.library import Library
from replicase.load import load
from replicase.model import Case
from replicase.output import Output
from replicase.pages import Page, Site, render, search_cards
from replicase.pictures import Picture
from replicase.report import Summary, github, json, text
from replicase.source import Input

AS_OF = datetime.date(2025, 6, 1)
SITE = Site(AS_OF)
TOKEN = "Zzyzx"
"""A harmless word that stands nowhere else."""
SECONDS = 2.0
"""What one file may cost."""


@contextmanager
def quick() -> Iterator[None]:
    """Fail when a file costs more than it may; other programs of the machine do not count."""
    before = time.process_time()
    yield
    spent = time.process_time() - before
    assert spent <= SECONDS, f"took {spent:.1f} s"


def around(placed: Placed) -> tuple[Input, ...]:
    """The miniature library with a file put into it, and the adoption that belongs to its case."""
    inputs = {given.file: given for given in library()}
    if placed.file in (CASE_FILE, ADOPTION_FILE):
        inputs[CASE_FILE] = finished(CASE_FILE, draft()).given
        inputs[ADOPTION_FILE] = finished(ADOPTION_FILE, draft(ADOPTION_FILE)).given
    inputs[placed.file] = placed.given
    return tuple(inputs.values())


def inspected(
    inputs: Iterable[Input], pictures: Iterable[Picture] | None = None
) -> tuple[Library, tuple[Diagnostic, ...]]:
    """What `replicase check` says; of pictures only where some were looked for."""
    found, misread = load(inputs, pictures=pictures)
    return found, in_order([*misread, *check(found, AS_OF)])


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics nothing is published with."""
    return [d for d in diagnostics if d.severity is Severity.ERROR]


_HAN = re.compile("[\u4e00-\u9fff]")
_MACHINE = re.compile(
    r"Traceback|pydantic|validation error|type=|input_value|NoneType|<class|object at 0x|\\n|yaml\.",
)


def plain(diagnostic: Diagnostic) -> str:
    """What is wrong with the words of a diagnostic, or nothing."""
    for words in (diagnostic.zh, diagnostic.en, diagnostic.hint_zh, diagnostic.hint_en):
        # What stands in backticks is the author's own.
        if "\n" in words or len(words) > 400 or _MACHINE.search(re.sub("`[^`]*`", "", words)):
            return repr(words)
    if not _HAN.search(diagnostic.zh) or not diagnostic.en:
        return f"{diagnostic.zh!r} / {diagnostic.en!r}"
    if not (diagnostic.hint_zh and diagnostic.hint_en):
        return f"no hint with {diagnostic.en!r}"
    if diagnostic.span.line < 1 or diagnostic.span.column < 1:
        return f"no place for {diagnostic.en!r}"
    return ""


_UNSHOWABLE = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2028\u2029\ufeff\ud800-\udfff]"
)


def reports(diagnostics: tuple[Diagnostic, ...]) -> str:
    """What a report lets through that a terminal or a CI system would obey, or nothing."""
    summary = Summary.of(1, diagnostics)
    written = {
        "text": text.report(diagnostics, summary, "zh"),
        "json": json.report(diagnostics, summary),
        "github": github.report(diagnostics, summary, "en"),
        "summary": github.step_summary(diagnostics, summary, "zh"),
    }
    for name, report in written.items():
        if found := _UNSHOWABLE.search(report):
            return f"{name} shows {found[0]!r}"
        if len(report) > 5_000_000:
            return f"{name} is {len(report)} characters long"
    lines = written["github"].splitlines()
    if len(lines) != len(diagnostics) + 1:
        return f"github has {len(lines)} lines for {len(diagnostics)} diagnostics"
    for line in lines[:-1]:
        if not re.match(r"::(error|warning|notice) file=[^:,]*,line=\d+,col=\d+,", line):
            return f"github: {line[:100]!r}"
    for line in (*written["text"].splitlines(), lines[-1]):
        if line.startswith(("::", "##[")):
            return f"text: {line[:100]!r}"
    if found := re.search(r"<[a-z!/]|\]\(|(?<![\w&#;])@\w", written["summary"]):
        return f"summary: {found[0]!r}"
    return ""


@dataclass
class Shown:
    """Many rows in one library, a case each, as pages and data; nothing is left out for its errors."""

    placed: dict[str, Placed]
    """By the id of the case."""
    inputs: tuple[Input, ...]
    cached: dict[object, list[judge.Part]] = field(default_factory=dict)

    @cached_property
    def library(self) -> Library:
        """The library of what could be read."""
        return load(self.inputs)[0]

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """Every page by its address."""
        return {page.address: page for page in render(self.library, SITE)}

    @cached_property
    def outputs(self) -> tuple[Output, ...]:
        """The data of search."""
        cards = search_cards(self.library, SITE)
        return search.build(self.library, SITE, self.library.settings.languages, cards)

    @cached_property
    def data(self) -> Mapping[str, object]:
        """The values the data scripts hand over."""
        return {output.path: judge.data_of(output.data) for output in self.outputs}


def case_id(row: Row) -> str:
    """The id of a row's case among others."""
    return f"h-{row.id.lower()}"


def shown(rows: Iterable[Row]) -> Shown:
    """Put rows side by side, a case each."""
    placed = {}
    for row in rows:
        given = place(row)
        if given.file == CASE_FILE:
            placed[case_id(row)] = renamed(given, case_id(row))
    return Shown(placed, (*library(), *(p.given for p in placed.values())))


def renamed(placed: Placed, name: str) -> Placed:
    """The same case under another id."""
    file = f"cases/practices/alpha/{name}.yml"
    data = placed.data.replace(f'\nid: "{NAME}"\n'.encode(), f'\nid: "{name}"\n'.encode(), 1)
    return Placed(file, data, placed.lines, placed.payloads)


@cache
def twin_parts(
    at: frozenset[tuple[str | int, ...]], language: str, token: str
) -> tuple[judge.Part, ...]:
    """The page of a case with the token in some places, read as a browser would."""
    target = draft()
    if any(place_[0] == "images" for place_ in at):
        with_a_picture(target)
    for place_ in at:
        target.put(place_, token)
    found, _ = load([*library(), finished(CASE_FILE, target).given])
    pages = {page.address: page for page in render(found, SITE)}
    return tuple(judge.body(str(pages[address(NAME, language)].body)))


def twin_of(placed: Placed, name: str, language: str, token: str) -> list[judge.Part]:
    """The harmless twin of a case's page: a word instead of each payload, and the same id."""
    there = twin_parts(frozenset(placed.payloads), language, token)
    return [judge.replaced(part, NAME, name) for part in there]


def token_for(payload: str) -> str:
    """A harmless word a page treats like the payload: a unit that begins with a per cent sign is one."""
    return f"%{TOKEN}" if payload.startswith("%") else TOKEN


def address(case: str, language: str) -> str:
    """The address of a case's page."""
    return f"cases/{case}/" if language == "zh" else f"en/cases/{case}/"


def case_of(library_: Library, name: str) -> Case | None:
    """A case of the library, published or not."""
    entry = library_.entry_of(name)
    return entry.record if entry else None
