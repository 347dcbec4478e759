"""Which cases may go to the next stage, as Markdown: for a page of continuous integration, or a letter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from replicase.diagnostics import Language, Severity
from replicase.report.standing import stage_name, to_do
from replicase.report.text import printable
from replicase.standing import Standing


def ready(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The cases that have all the next stage asks, and no error now."""
    return tuple(s for s in standings if _lacks(s) == 0)


def nearly(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The cases that lack exactly one thing."""
    return tuple(s for s in standings if _lacks(s) == 1)


def held_back(standings: Iterable[Standing]) -> tuple[Standing, ...]:
    """The cases that have errors now, so that nobody knows what else they lack."""
    return tuple(s for s in standings if s.next and s.count(Severity.ERROR))


def _lacks(standing: Standing) -> int:
    """How many things the next stage asks of a case; -1 where there is none to ask."""
    if not standing.next or standing.count(Severity.ERROR):
        return -1
    return len(standing.missing) + len(standing.further)


def _nearest(standings: Sequence[Standing]) -> tuple[int, tuple[Standing, ...]] | None:
    """The cases that lack least, and how many things."""
    counts = [count for s in standings if (count := _lacks(s)) > 0]
    if not counts:
        return None
    least = min(counts)
    return least, tuple(s for s in standings if _lacks(s) == least)


def as_markdown(
    standings: Sequence[Standing], unread: Sequence[str], as_of: date, language: Language
) -> str:
    """The list, in one language."""
    return "\n".join(_lines(standings, unread, as_of, language)) + "\n"


def _lines(
    standings: Sequence[Standing], unread: Sequence[str], as_of: date, language: Language
) -> Iterator[str]:
    zh = language == "zh"
    whole, near, held = ready(standings), nearly(standings), held_back(standings)
    cases = sum(s.next is not None for s in standings)
    yield "# 可以进入下一阶段的案例" if zh else "# Cases that may go to the next stage"
    yield ""
    yield (
        f"以 {as_of} 为准。有下一阶段的案例 {cases} 个：要求都满足的 {len(whole)} 个，只差一项的 {len(near)} 个。"
        if zh
        else f"As of {as_of}. Cases with a stage ahead: {cases}; that meet all it asks: {len(whole)}; "
        f"that lack one thing: {len(near)}."
    )
    if whole:
        yield ""
        yield "## 要求都满足" if zh else "## All that is asked is there"
        yield ""
        yield from _table(
            ("案例", "现在", "下一阶段") if zh else ("Case", "Now", "Next stage"),
            ((s.record.id, _stage(s.stage, language), _stage(s.next, language)) for s in whole),
        )
        yield ""
        yield (
            "改阶段的人要核对过来源，并在 `review` 里写明。"
            if zh
            else "Whoever sets the stage has compared the sources, and says so under `review`."
        )
    if near:
        yield ""
        yield "## 只差一项" if zh else "## One thing is lacking"
        yield ""
        yield from _table(
            ("案例", "下一阶段", "还差") if zh else ("Case", "Next stage", "Lacking"),
            ((s.record.id, _stage(s.next, language), *to_do(s, language)) for s in near),
        )
    if not whole and not near and (nearest := _nearest(standings)):
        count, found = nearest
        ids = ("、" if zh else ", ").join(plain(s.record.id) for s in found)
        yield ""
        yield (
            f"离得最近的还差 {count} 项：{ids}。还差什么，用 `replicase status` 看。"
            if zh
            else f"The nearest lack {count} things: {ids}. `replicase status` tells which."
        )
    if held or unread:
        yield ""
        yield "## 先改正错误" if zh else "## Errors to mend first"
        yield ""
        for standing in held:
            count = standing.count(Severity.ERROR)
            told = f"{count} 个错误" if zh else f"{count} error{'' if count == 1 else 's'}"
            yield f"- {plain(standing.file)}: {told}"
        for file in unread:
            yield f"- {plain(file)}: {'读不通' if zh else 'cannot be read'}"


def _stage(stage: str | None, language: Language) -> str:
    return stage_name(stage, language) if stage else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(map(plain, row))} |"


_SIGNS = re.compile(r"[\\`*_{}\[\]()<>#+!|~&@]")


def plain(text: str) -> str:
    """A text of somebody's file as Markdown shows it, with nothing in it taken for markup."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign[0])};", printable(text))
