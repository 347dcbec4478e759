"""Where records stand, for a person and for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from wcwidth import wcswidth

from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.library import Library
from replicase.report import grades
from replicase.report.json import written
from replicase.report.text import printable
from replicase.rules.entries import STAGE_NAMES_ZH
from replicase.standing import Missing, Standing

VERSION = 1
_NAMES_ZH: dict[str, str] = {**dict(STAGE_NAMES_ZH.items()), "withdrawn": "已撤回"}


def detail(standing: Standing, library: Library, language: Language) -> str:
    """One record: its stage, what the next one asks, its grades, what is left to look at."""
    return "\n".join(printable(line) for line in _detail(standing, library, language)) + "\n"


def _detail(standing: Standing, library: Library, language: Language) -> Iterator[str]:
    zh = language == "zh"
    record = standing.record
    yield record.id
    yield standing.file
    yield ""
    if standing.stage is None:
        yield "采用记录，不分阶段" if zh else "an adoption; it has no stages"
    else:
        stage = _stage(standing.stage, language)
        yield f"阶段：{stage}" if zh else f"stage: {stage}"
    errors = standing.count(Severity.ERROR)
    if errors:
        yield (
            f"还没到：有 {errors} 个错误，先改正"
            if zh
            else f"not reached: {_counted(errors, 'error')} to mend first"
        )
    if standing.next:
        yield from _ahead(standing, _stage(standing.next, language), language)
    if standing.stage != "withdrawn":
        yield ""
        yield from grades.lines(grades.graded(library, standing), language)
    if standing.unknown:
        yield ""
        names = ", ".join(standing.unknown)
        yield f"已说明不知道：{names}" if zh else f"said to be unknown: {names}"
    if standing.found:
        yield ""
        yield "现在还有：" if zh else "left now:"
        yield from (f"  {_line(d, language)}" for d in standing.found)
        yield (
            f"怎么改：replicase check --notes {standing.file}"
            if zh
            else f"how to mend it: replicase check --notes {standing.file}"
        )


def _ahead(standing: Standing, stage: str, language: Language) -> Iterator[str]:
    zh = language == "zh"
    if not standing.missing and not standing.further:
        yield (
            f"下一阶段{stage}要的都有了"
            if zh
            else f"all the next stage, {stage}, asks for is there"
        )
        return
    yield ""
    if standing.missing:
        count = len(standing.missing)
        yield (
            f"到下一阶段{stage}，还要写 {count} 项："
            if zh
            else f"the next stage, {stage}, asks for {_counted(count, 'more field')}:"
        )
        width = max(len(item.field) for item in standing.missing)
        for item in standing.missing:
            yield f"  {item.field.ljust(width)}  {_meaning(item, language)}"
    if standing.further:
        if standing.missing:
            yield ""
        yield (
            f"到下一阶段{stage}，还要改：" if zh else f"the next stage, {stage}, also objects to:"
        )
        yield from (f"  {_to_mend(d, language)}" for d in standing.further)


def _meaning(item: Missing, language: Language) -> str:
    if language == "zh":
        return item.zh + ("（查不到可写进 unknown）" if item.may_be_unknown else "")
    return item.en + (" (may be listed as unknown)" if item.may_be_unknown else "")


def _line(diagnostic: Diagnostic, language: Language) -> str:
    words = {"note": "提醒", "warning": "警告", "error": "错误"}
    word = words[diagnostic.severity.word] if language == "zh" else diagnostic.severity.word
    place = f"{diagnostic.span.line}:{diagnostic.span.column}"
    return f"{place}  {word} {diagnostic.code} {diagnostic.message(language)}"


def _to_mend(diagnostic: Diagnostic, language: Language) -> str:
    said = [diagnostic.message(language), diagnostic.hint(language)]
    place = f"{diagnostic.span.line}:{diagnostic.span.column}"
    return f"{place}  {diagnostic.code} " + ("；" if language == "zh" else "; ").join(
        filter(None, said)
    )


def to_do(standing: Standing, language: Language) -> tuple[str, ...]:
    """All that the next stage asks of a record, an item each."""
    return (
        *(f"{item.field}: {_meaning(item, language)}" for item in standing.missing),
        *(_to_mend(d, language) for d in standing.further),
    )


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def stage_name(stage: str, language: Language) -> str:
    """A stage as a reader of a list knows it."""
    return _NAMES_ZH[stage] if language == "zh" else stage


def _stage(stage: str, language: Language) -> str:
    return f"“{_NAMES_ZH[stage]}”（{stage}）" if language == "zh" else f"`{stage}`"


_HEADS: dict[Language, tuple[str, ...]] = {
    "zh": ("编号", "阶段", "等级", "下一阶段还缺", "错误", "警告", "不知道"),
    "en": ("id", "stage", "grades", "next stage lacks", "errors", "warnings", "unknown"),
}


def table(standings: Sequence[Standing], library: Library, language: Language) -> str:
    """A line a record, for the whole library."""
    rows = [_HEADS[language], *(_row(standing, library, language) for standing in standings)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(
        "  ".join(
            cell + " " * (width - _width(cell))
            if column < 3
            else " " * (width - _width(cell)) + cell
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in rows
    )


def _row(standing: Standing, library: Library, language: Language) -> tuple[str, ...]:
    if standing.stage is None:
        stage = "采用记录" if language == "zh" else "adoption"
    else:
        stage = stage_name(standing.stage, language)
    lacks = len(standing.missing) + len(standing.further)
    counts = (
        standing.count(Severity.ERROR),
        standing.count(Severity.WARNING),
        len(standing.unknown),
    )
    return (
        printable(standing.record.id),
        stage,
        _grades(standing, library),
        str(lacks) if standing.next else "—",
        *map(str, counts),
    )


def _grades(standing: Standing, library: Library) -> str:
    withdrawn = standing.stage == "withdrawn"
    return "—" if withdrawn else grades.short(grades.graded(library, standing))


def _width(text: str) -> int:
    return max(0, wcswidth(text))


def as_json(standings: Iterable[Standing], library: Library, unread: Iterable[str]) -> str:
    """Version 1; every field listed by hand. A new field may come; one that is there stays."""
    return written(
        {
            "version": VERSION,
            "records": [_record(standing, library) for standing in standings],
            "unread": sorted(unread),
        }
    )


def _record(standing: Standing, library: Library) -> dict[str, object]:
    return {
        "file": standing.file,
        "id": standing.record.id,
        "kind": "adoption" if standing.stage is None else "case",
        "stage": standing.stage,
        "next_stage": standing.next,
        "missing": [
            {
                "field": item.field,
                "meaning": {"zh": item.zh, "en": item.en},
                "may_be_unknown": item.may_be_unknown,
            }
            for item in standing.missing
        ],
        "further": [_told(d) for d in standing.further],
        "errors": standing.count(Severity.ERROR),
        "warnings": standing.count(Severity.WARNING),
        "notes": standing.count(Severity.NOTE),
        "found": [_told(d) for d in standing.found],
        "unknown": list(standing.unknown),
        "grades": None
        if standing.stage == "withdrawn"
        else grades.as_value(grades.graded(library, standing)),
    }


def _told(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "code": diagnostic.code,
        "severity": diagnostic.severity.word,
        "message": {"zh": diagnostic.zh, "en": diagnostic.en},
        "hint": {"zh": diagnostic.hint_zh, "en": diagnostic.hint_en},
    }
