"""The rules of the checker: the table of all, and a page for each with its examples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from markupsafe import Markup

from replicase.diagnostics import Rule
from replicase.pages.contribute.coded import coded, plain
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice
from replicase.report.text import printable, sample
from replicase.rulebook import Example, Stretch, address, area_of, areas, examples, told


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule in the table."""

    code: str
    name: str
    link: str
    asks: Markup
    severity: str


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """Rules that look at the same thing."""

    id: str
    title: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class SampleLine:
    """A line of a file in an example."""

    number: str
    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines of one file; none where the other side alone has it."""

    file: str
    lines: tuple[SampleLine, ...]


@dataclass(frozen=True, slots=True)
class SaidLine:
    """A line of what the checker says."""

    text: str
    aligned: bool
    """Whether it is a line of the file or the carets below one, which must stay in place."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An example: a mistake, what is said of it, and the same put right."""

    wrong: tuple[Sample, ...]
    said: tuple[SaidLine, ...]
    right: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """Everything on the page of a rule."""

    code: str
    name: str
    title: Markup
    severity: str
    area: str
    what: Markup
    more: Markup
    why: Markup
    mend: Markup
    heading: str
    examples: tuple[Shown, ...]


def rules(voice: Voice) -> Page:
    """Make the table of rules."""
    groups = tuple(
        RuleGroup(
            id=f"case{area.rules[0].code[4:]}",
            title=_said(voice, area.zh, area.en),
            lines=tuple(_line(voice, rule) for rule in area.rules),
        )
        for area in areas()
    )
    lead = voice.say("rules.description", n=sum(len(group.lines) for group in groups))
    return Page(
        address=voice.address("contribute/rules/"),
        language=voice.language,
        section="contribute",
        title=voice.say("rules.title"),
        description=lead,
        body=fill("rules.html", voice, groups=groups, lead=lead),
        contents=tuple(Heading(group.id, group.title) for group in groups),
    )


def _line(voice: Voice, rule: Rule) -> RuleLine:
    return RuleLine(
        code=rule.code,
        name=rule.name,
        link=f"page:{address(rule)}",
        asks=coded(_said(voice, rule.zh, rule.en)),
        severity=voice.say(f"severity.{rule.severity.word}"),
    )


def _said(voice: Voice, zh: str, en: str) -> str:
    return zh if voice.language == "zh" else en


def rule(voice: Voice, rule: Rule) -> Page:
    """Make the page of one rule."""
    words, area = told(rule, voice.language), area_of(rule)
    shown = tuple(_shown(voice, example) for example in examples(rule)[:EXAMPLES])
    asks = _said(voice, rule.zh, rule.en)
    view = RulePage(
        code=rule.code,
        name=rule.name,
        title=coded(asks),
        severity=voice.say(f"severity_means.{rule.severity.word}"),
        area=_said(voice, area.zh, area.en),
        what=coded(words.what),
        more=coded(words.more),
        why=coded(words.why),
        mend=coded(words.mend),
        heading=voice.count("rule.examples", len(shown)),
        examples=shown,
    )
    between = "" if voice.language == "zh" else " "
    return Page(
        address=voice.address(address(rule)),
        language=voice.language,
        section="contribute",
        title=plain(f"{rule.code} {asks}"),
        description=plain(f"{words.what}{between}{words.mend}"),
        body=fill("rule.html", voice, rule=view),
    )


EXAMPLES = 32
"""Examples on the page of a rule, the plainest ones."""
WIDEST = 400
"""Characters of a line of an example; the bytes of a picture go on for thousands."""

_ALIGNED = re.compile(r" *[0-9]* \|")


def _shown(voice: Voice, example: Example) -> Shown:
    lines = example.said[voice.language].split("\n")
    said = tuple(SaidLine(printable(line), bool(_ALIGNED.match(line))) for line in lines)
    return Shown(_samples(example.wrong), said, _samples(example.right))


def _samples(stretches: Iterable[Stretch]) -> tuple[Sample, ...]:
    """The stretches of each file in one sample, with a mark where lines are left out."""
    samples: dict[str, list[SampleLine]] = {}
    for stretch in stretches:
        lines = samples.setdefault(stretch.file, [])
        if lines:
            lines.append(_LEFT_OUT)
        lines += (SampleLine(str(s.number), _sample(s.text), s.differs) for s in stretch.lines)
        if stretch.cut:
            lines.append(_LEFT_OUT)
    return tuple(Sample(file, tuple(lines)) for file, lines in samples.items())


def _sample(text: str) -> str:
    shown = sample(text[:WIDEST])
    return shown if len(text) <= WIDEST else f"{shown} …"


_LEFT_OUT = SampleLine("", "…", False)
