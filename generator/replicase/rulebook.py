"""The page of every rule: what it asks, why, how to mend it, and what a mistake looks like.

Nothing is written twice: the words are the rule's own (`Rule.about`, or the docstring of its module),
the examples are the files the rule is tested with.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from inspect import cleandoc
from pathlib import Path

from replicase import rules
from replicase.codes import CODES
from replicase.diagnostics import LANGUAGES, Language, Rule

AREAS: tuple[tuple[str, str, str], ...] = (
    ("CASE100", "读文件", "Reading a file"),
    ("CASE110", "字段", "Fields"),
    ("CASE200", "一条记录", "One record"),
    ("CASE300", "文字、来源和隐私", "Texts, sources and privacy"),
    ("CASE400", "文件之间", "Between files"),
    ("CASE500", "做好的网站", "The finished site"),
)
"""What a code is about by its number, in the order of the work: first code, Chinese, English."""

CONTEXT = 2
"""Lines shown before and after those that differ."""
_LONGEST = 12
"""Lines of one stretch that are shown; where a whole file differs, its beginning says enough."""
_MOST = 2
"""Stretches of one file that are shown, for the same reason."""


@dataclass(frozen=True, slots=True)
class Told:
    """A rule in the words of one language."""

    what: str
    """What it asks, one sentence."""
    more: str
    """What belongs to it, for whom that sentence is not enough; may be empty."""
    why: str
    mend: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an example file."""

    number: int
    text: str
    differs: bool
    """Whether it is where the wrong file and the right one part."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring lines of one file of an example; none where the other side alone has the file."""

    file: str
    lines: tuple[Line, ...]
    cut: bool = False
    """Whether the file goes on in the same way."""


@dataclass(frozen=True, slots=True)
class Example:
    """A mistake, what the checker says of it, and the same mended."""

    wrong: tuple[Stretch, ...]
    said: Mapping[Language, str]
    right: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """Rules that look at the same thing."""

    zh: str
    en: str
    rules: tuple[Rule, ...]


def areas() -> tuple[Area, ...]:
    """Every rule, by what it looks at."""
    starts = [*(first for first, _, _ in AREAS), "CASE999"]
    return tuple(
        Area(zh, en, tuple(rule for rule in CODES if first <= rule.code < starts[index + 1]))
        for index, (first, zh, en) in enumerate(AREAS)
    )


def area_of(rule: Rule) -> Area:
    """What a rule looks at."""
    return next(area for area in areas() if rule in area.rules)


def find(name: str) -> Rule | None:
    """The rule of a code or a name, as people type them: `case113`, `113`, `not-in-vocabulary`."""
    wanted = name.strip().lower().removeprefix("case")
    return next((r for r in CODES if wanted in (r.code.lower().removeprefix("case"), r.name)), None)


def address(rule: Rule, site: str = "") -> str:
    """Where a site shows a rule: below its public address, or from its root."""
    return f"{site}contribute/rules/{rule.code}/"


# The words.

_PARTS = {"en": ("Why: ", "Mend: "), "zh": ("为什么：", "怎么改：")}


@cache
def told(rule: Rule, language: Language) -> Told:
    """A rule in the words of a language; raises ValueError where a part of them is missing."""
    lines = cleandoc(rule.about or _modules()[rule.code]).splitlines()
    mended = next((n for n, line in enumerate(lines) if line.startswith(_PARTS["en"][1])), 0)
    chinese = next((n for n in range(mended, len(lines)) if not lines[n]), len(lines))
    half = lines[:chinese] if language == "en" else lines[chinese:]
    why, mend = _PARTS[language]
    found: list[list[str]] = [[], [], []]
    part = 0
    for line in half:
        if line.startswith(why):
            part = 1
        elif line.startswith(mend):
            part = 2
        if line:
            found[part].append(line.removeprefix(why).removeprefix(mend))
    if not all(found):
        raise ValueError(f"{rule.code} does not tell what, why and how to mend in `{language}`")
    between = " " if language == "en" else ""
    first, *rest = found[0]
    reason, remedy = (_sentence(between.join(lines)) for lines in found[1:])
    return Told(first, between.join(rest), reason, remedy)


def _sentence(text: str) -> str:
    """What follows "Why:" in a docstring, as it stands below a heading."""
    return text[:1].upper() + text[1:]


@cache
def _modules() -> Mapping[str, str]:
    """The docstrings of the modules of rules, by code; of several, the first in the lists."""
    found: dict[str, str] = {}
    for listed in rules.LISTS:
        for bound in listed:
            found.setdefault(bound.rule.code, sys.modules[bound.check.__module__].__doc__ or "")
    return found


# The examples.


def examples_folder() -> Path:
    """The folders of `tests/rules`: beside the package in a wheel, else the checkout's."""
    packaged = Path(__file__).parent / "examples"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "tests" / "rules"


@cache
def examples(rule: Rule) -> tuple[Example, ...]:
    """The mistakes a rule is tested with, the plainest first; none for what is asked of a site."""
    return tuple(_example(folder) for folder in _folders().get(rule.code, ()))


@cache
def _folders() -> Mapping[str, list[Path]]:
    """The folders of examples by the code they begin with."""
    found: dict[str, list[Path]] = {}
    for folder in sorted(examples_folder().glob("CASE*")):
        found.setdefault(folder.name.partition("-")[0], []).append(folder)
    return found


def _example(folder: Path) -> Example:
    wrong, right = _files(folder, "wrong"), _files(folder, "right")
    pairs = [
        _parted(file, wrong.get(file), right.get(file))
        for file in sorted({**wrong, **right})
        if wrong.get(file) != right.get(file)
    ]
    report = (folder / "wrong.txt").read_text("utf-8")
    return Example(
        tuple(stretch for before, _ in pairs for stretch in before),
        _said(report),
        tuple(stretch for _, after in pairs for stretch in after),
    )


def _files(folder: Path, side: str) -> dict[str, bytes]:
    """The files of one side; a single one has no name but its record's kind."""
    single = folder / f"{side}.yml"
    if single.is_file():
        return {"": single.read_bytes()}
    root = folder / side
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _parted(
    file: str, wrong: bytes | None, right: bytes | None
) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    if wrong is None:
        return (Stretch(file, ()),), (_whole(file, right or b""),)
    if right is None:
        return (_whole(file, wrong),), (Stretch(file, ()),)
    before, after = _lines(wrong), _lines(right)
    groups = list(SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT))
    shown = groups[:_MOST] or [[("equal", 0, 3, 0, 3)]]  # at least: the same text in other bytes
    more = len(groups) > _MOST or not groups
    return (
        _stretches(file, before, [[(tag, i, j) for tag, i, j, _, _ in g] for g in shown], more),
        _stretches(file, after, [[(tag, i, j) for tag, _, _, i, j in g] for g in shown], more),
    )


def _whole(file: str, data: bytes) -> Stretch:
    lines = _lines(data)
    shown = tuple(Line(number, text, True) for number, text in enumerate(lines[:_LONGEST], 1))
    return Stretch(file, shown, len(lines) > _LONGEST)


Ranges = list[tuple[str, int, int]]
"""What `difflib` says of lines: how they compare, the first, and the one after the last."""


def _stretches(
    file: str, lines: list[str], groups: list[Ranges], more: bool
) -> tuple[Stretch, ...]:
    found = []
    for index, ranges in enumerate(groups, 1):
        shown = [
            Line(number + 1, lines[number], tag != "equal")
            for tag, start, end in ranges
            for number in range(start, min(end, len(lines)))
        ]
        cut = len(shown) > _LONGEST or (more and index == len(groups))
        found.append(Stretch(file, tuple(shown[:_LONGEST]), cut))
    return tuple(found)


def _lines(data: bytes) -> list[str]:
    """The lines of a file; a byte that is no UTF-8 is shown by its number."""
    return data.decode("utf-8", "backslashreplace").removesuffix("\n").split("\n")


_SUMMARY = re.compile(r"^(?:读了 |没有读到文件|read |no file was read).*\n?", re.MULTILINE)


def _said(report: str) -> dict[Language, str]:
    """What the checker says, by language, without the line that counts files."""
    return dict(zip(LANGUAGES, (part.strip("\n") for part in _SUMMARY.split(report)), strict=False))
