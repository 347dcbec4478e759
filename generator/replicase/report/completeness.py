"""What cases do not know, as a table for a person, for a spreadsheet and for a program."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from wcwidth import wcswidth

from replicase.completeness import Row, State, UnknownTable
from replicase.diagnostics import Language
from replicase.library import Library
from replicase.model.text import Text
from replicase.output import inert
from replicase.report.json import written
from replicase.report.text import printable

VERSION = 1

_STATES: dict[Language, dict[State, str]] = {
    "zh": {"unknown": "未知", "there": "有", "absent": "—"},
    "en": {"unknown": "unknown", "there": "there", "absent": "—"},
}


def table(found: UnknownTable, language: Language) -> str:
    """A line a case and a column a field, with what they come to."""
    zh = language == "zh"
    cases, entries = len(found.rows), found.entries
    if not found.fields:
        return (
            f"{cases} 个案例都没有写明不知道什么\n"
            if zh
            else f"none of {_counted(cases, 'case')} says that anything is unknown\n"
        )
    head = ("编号", "未知项数") if zh else ("id", "unknown")
    rows = [
        (*head, *(printable(field.of) for field in found.fields)),
        *(_cells(row, found, language) for row in found.rows),
        ("合计" if zh else "in all", str(entries), *(str(field.n) for field in found.fields)),
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    told = (
        f"{cases} 个案例，{entries} 项未知；—：没有写，也没有说明不知道"
        if zh
        else f"{_counted(cases, 'case')}, {entries} unknown; —: neither written nor said to be unknown"
    )
    return "".join(f"{_line(row, widths)}\n" for row in rows) + f"\n{told}\n"


def _cells(row: Row, found: UnknownTable, language: Language) -> tuple[str, ...]:
    states = _STATES[language]
    return (
        printable(row.case.id),
        str(len(row.unknown)),
        *(states[row.state(field.of)] for field in found.fields),
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = (
        (cell, " " * (width - _width(cell))) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(["".join(first), *(space + cell for cell, space in others)])


def _width(text: str) -> int:
    return max(0, wcswidth(text))


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def as_csv(found: UnknownTable, language: Language) -> str:
    """The same for a spreadsheet, with titles and cities; it begins with the mark Excel looks for."""
    head = {
        "zh": ("编号", "标题", "城市", "阶段", "未知项数"),
        "en": ("id", "title", "city", "stage", "unknown"),
    }
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow([*head[language], *(_inert(field.of) for field in found.fields)])
    for row in found.rows:
        name, unknown, *states = _cells(row, found, language)
        title = row.case.title.best(language)
        city = row.city.label.best(language) if row.city else ""
        rows.writerow([name, _inert(title), _inert(city), row.case.stage, unknown, *states])
    return "\ufeff" + text.getvalue()


def _inert(text: str) -> str:
    """A text no spreadsheet takes for a formula, and no terminal obeys."""
    return inert(printable(text))


def as_json(found: UnknownTable, library: Library, unread: Iterable[str]) -> str:
    """Version 1; every field listed by hand. A new field may come; one that is there stays."""
    return written(
        {
            "version": VERSION,
            "cases": [
                {
                    "id": row.case.id,
                    "file": library.file_of(row.case.id),
                    "city": row.city.slug if row.city else None,
                    "stage": row.case.stage,
                    "unknown": [
                        {"field": e.field, "why": _said(e.why), "ask": e.ask and _said(e.ask)}
                        for e in row.unknown
                    ],
                    "absent": [f.of for f in found.fields if row.state(f.of) == "absent"],
                }
                for row in found.rows
            ],
            "fields": [{"field": field.of, "cases": field.n} for field in found.fields],
            "unread": sorted(unread),
        }
    )


def _said(text: Text) -> dict[str, str]:
    return {language: said for language in ("zh", "en") if (said := getattr(text, language))}
