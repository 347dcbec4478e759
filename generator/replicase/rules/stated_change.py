"""A change that is stated recomputes from the values.

A fall or rise in per cent, or in percentage points, that a measure's name or definition states, or a
sentence about that measure, agrees with two of its values, as exactly as it is written.
Why: before and after stand beside the sentence, and a reader with a calculator finds the slip.
Mend: look both up in the source; correct the change or the values. A change of something else, or
over other years, says so.

写出的变化要能从数值算出来。
指标的名称、口径，或讲到这项指标的句子里写的升降幅度（百分比或百分点），与它的某两个数值相符，准到写出的那一位。
为什么：前后两个数就在旁边，读者一算就知道对不对。
怎么改：对照来源改正幅度或数值；说的是别的指标、别的年份的，在句子里写明。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from replicase.diagnostics import Finding, Rule, Severity
from replicase.library import Library
from replicase.model import Observation, Result
from replicase.model.parts import Passage
from replicase.model.text import narrow
from replicase.rules.entries import PracticeEntry
from replicase.rules.measures import measures
from replicase.rules.passages import passages, sentences, without_citations
from replicase.rules.signs import CHANGES, signs_in

RULE = Rule(
    "CASE230",
    "change-not-recomputed",
    Severity.WARNING,
    "写出的升降幅度能从数值算出来",
    "A stated change recomputes from the values",
)

_SIGN = re.compile(r"[0-9]\s?(?:[%％]|个百分点|per ?cent|(?:percentage )?points?\b)", re.IGNORECASE)
_NUMBER = r"(?P<number>[0-9]{1,4}(?:\.[0-9]{1,4})?)"
_ABOUT_ZH = r"(?P<about>约|近|超过|超|逾|大约|将近|接近|至少|不到)?"
_ABOUT_EN = (
    r"(?P<about>about|around|nearly|almost|over|more than|some|roughly|at least|less than|up to)?"
)
_UNIT_ZH = r"\s?(?P<unit>[%％]|个百分点)(?P<more>以上|左右|以内)?"
_UNIT_EN = r"\s?(?P<unit>%|per ?cent(?:age points?)?|(?:percentage )?points?)(?P<more> or more)?"
_CHANGES = (
    re.compile(
        r"(?:(?P<down>下降|减少|降低|下滑|缩短|压减|压降|降幅为?)|(?P<up>上升|增长|增加|提高|提升|上涨|增幅为?))"
        rf"了?\s?{_ABOUT_ZH}\s?{_NUMBER}{_UNIT_ZH}"
    ),
    re.compile(
        r"\b(?:(?P<down>fell|fallen|falls?|dropp?(?:ed|s)?|decreased?|declined?|reduced|cut|down|shrank)"
        r"|(?P<up>rose|risen|rises?|increased?|grew|grown|growth|climbed|gained|up))"
        rf"(?: by| of)?\s{_ABOUT_EN}\s?{_NUMBER}{_UNIT_EN}",
        re.IGNORECASE,
    ),
)
_OTHER_TIME = re.compile(
    r"同比|环比|年均|每年|上年|上一年|上月|去年|前一年|季度"
    r"|year[- ]on[- ]year|\b(?:annual|yearly|a year|per year|each year|previous|last year|quarter)",
    re.IGNORECASE,
)
"""A change between times the values need not be of."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9%％.])")
_CLAUSE = re.compile(r"[，,；;：:（）()]")
_BEFORE_NAME = re.compile(
    r"(?:^|[0-9来年月日后间里使让令]|全[省市县区镇村]|当地|\b(?:the|that))\s*$"
)
_AFTER_NAME = re.compile(
    r"(?:\s|[数量已共又则也就了0-9.,年月日至到从由降升—–-]|总数|人数|累计|整体|总体|随之|平均|大幅|明显|显著"
    r"|\b(?:has|have|had|was|were|is|are|been|also|then|in|since|from|to|by|between|and|sharply)\b)*"
)
"""What may stand around the name of a measure: before it, and from it to the change."""
_SHORTEST_NAME = 3
_PER_CENT = ("%", "％", "百分比", "percent", "per cent")


class _Change(NamedTuple):
    """A change as somebody wrote it."""

    words: str
    by: Decimal
    """Below nothing for a fall."""
    points: bool
    loose: bool
    """Whether it is said to be no exact figure."""


class _Statement(NamedTuple):
    """A change and where it is stated."""

    passage: Passage
    lead: str
    """What stands before it from the last comma on, in small letters."""
    years: frozenset[int]
    """Those its sentence names."""
    change: _Change


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield the first change of each measure that none of its values give."""
    if not signs_in(entry, CHANGES) or not _SIGN.search(entry.wording):
        return
    statements = tuple(_statements(entry))
    if not statements:
        return
    for _, part in measures(entry):
        if part.break_ is None and (pairs := _pairs(part)):
            for stated in _of(part, statements):
                if not _recomputes(stated.change, part, pairs):
                    yield _finding(stated, pairs)
                    break


def _pairs(result: Result) -> list[tuple[Observation, Observation]]:
    """Every two values a change may be between, those of baseline and last time at the end.

    None where a value is only a bound: what it changed by is not known.
    """
    values = result.observations
    if any(observation.precision in ("at-least", "at-most") for observation in values):
        return []
    found = [(a, b) for a in values for b in values if a.at < b.at]
    if result.before and result.after:
        found.append((result.before[0], result.after[-1]))
    return found


def _statements(entry: PracticeEntry) -> Iterator[_Statement]:
    """Every change a text of the record states."""
    for passage in passages(entry):
        if passage.language is None or not _SIGN.search(narrow(passage.text)):
            continue
        if isinstance(passage.holder, Result) and "unit" in passage.at:
            continue
        for sentence in sentences(narrow(without_citations(passage.text))):
            if _OTHER_TIME.search(sentence):
                continue
            years = frozenset(int(year) for year in _YEAR.findall(sentence))
            for clause in _CLAUSE.split(sentence):
                for lead, change in _changes(clause):
                    yield _Statement(passage, lead.casefold(), years, change)


def _of(result: Result, statements: tuple[_Statement, ...]) -> Iterator[_Statement]:
    """What is stated of a measure: in its name and definition, and where a clause names it."""
    years = {observation.at.year for observation in result.observations}
    names = [n for n in (result.name.zh, result.name.en.casefold()) if len(n) >= _SHORTEST_NAME]
    for stated in statements:
        if stated.years <= years and (
            stated.passage.holder is result or any(_is_of(name, stated.lead) for name in names)
        ):
            yield stated


def _is_of(name: str, lead: str) -> bool:
    """Whether a change with these words before it is one of the measure, and of nothing narrower."""
    start = lead.rfind(name)
    return (
        start >= 0
        and bool(_BEFORE_NAME.search(lead[:start]))
        and bool(_AFTER_NAME.fullmatch(lead[start + len(name) :]))
    )


def _changes(text: str) -> Iterator[tuple[str, _Change]]:
    """The changes a text states, each with the words before it."""
    for pattern in _CHANGES:
        for found in pattern.finditer(text):
            number = Decimal(found["number"])
            change = _Change(
                words=found[0],
                by=-number if found["down"] else number,
                points="点" in found["unit"] or "point" in found["unit"],
                loose=bool(found["about"] or found["more"]),
            )
            yield text[: found.start()], change


def _recomputes(
    change: _Change, result: Result, pairs: list[tuple[Observation, Observation]]
) -> bool:
    """Whether some two values give the change, or some value is itself that change."""
    rate = result.unit.best("zh").strip() in _PER_CENT
    if change.points and not rate:
        return True  # points of something else
    if rate and any(abs(o.value) == abs(change.by) for o in result.observations):
        return True
    return any(_agrees(change, before, after, rate=rate) for before, after in pairs)


def _agrees(change: _Change, before: Observation, after: Observation, *, rate: bool) -> bool:
    loose = change.loose or before.precision == "about" or after.precision == "about"
    # One unit of the last figure written: some round, some cut off.
    slack = Decimal(1).scaleb(int(change.by.as_tuple().exponent))
    if loose:
        slack = max(slack, abs(change.by) / 5, Decimal(2))
    difference = after.value - before.value
    # A rate that falls from 8 to 6 per cent is said to fall by 2 % as often as by 25 %.
    found = [difference] if rate else []
    if not change.points:
        found.append(difference * 100 / before.value if before.value > 0 else change.by)
    return any(abs(value - change.by) < slack for value in found)


def _finding(stated: _Statement, pairs: list[tuple[Observation, Observation]]) -> Finding:
    before, after = pairs[-1]
    words = stated.change.words
    difference = after.value - before.value
    fell = difference < 0
    if stated.change.points or not before.value:
        amount_zh, amount_en = (
            f"{_shown(abs(difference))} 个百分点",
            f"{_shown(abs(difference))} points",
        )
    else:
        share = _shown(abs(difference * 100 / before.value))
        amount_zh, amount_en = f"{share}%", f"{share}%"
    return Finding(
        stated.passage.at,
        f"“{words}”与数值对不上：{before.value} 到 {after.value} 是{'下降' if fell else '上升'} {amount_zh}",
        f'"{words}" does not recompute: {before.value} to {after.value} is '
        f"{'a fall' if fell else 'a rise'} of {amount_en}",
        "对照来源改正幅度或数值；说的是别的，在句子里写明",
        "correct the change or the values by the source; if it is of something else, say so",
        quote=words,
    )


def _shown(value: Decimal) -> str:
    """A figure with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")
