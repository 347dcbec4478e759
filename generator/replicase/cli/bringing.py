"""What `replicase import` does with each format, and what it says of it."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import count
from pathlib import Path

import click

from replicase.check import read_and_check
from replicase.cli.options import say
from replicase.decode.rules import MISSING
from replicase.diagnostics import Language, Severity
from replicase.edit.propose import term_name, terms_meant
from replicase.edit.store import NotWritten, create_file
from replicase.folders import is_plain
from replicase.intake.choices import Words
from replicase.intake.landing import Landed, prepare, write
from replicase.intake.package import MAX_FILE
from replicase.intake.problems import Problem, Refused, in_sheet_order
from replicase.intake.reading import read_sheets
from replicase.intake.returned import marked
from replicase.intake.spreadsheet import gather
from replicase.library import Library
from replicase.load import load
from replicase.model import VocabularyTerm
from replicase.read import read_library
from replicase.report.text import printable
from replicase.source import Input
from replicase.workers import Workers

_LISTED = 60
"""Problems shown at the terminal; the workbook has them all."""


def _data(path: Path) -> bytes:
    """A file somebody brought, up to the limit and one byte more."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise click.UsageError(f"没有文件 {path} / there is no file {path}") from None
    except IsADirectoryError:
        raise click.UsageError(f"{path} 是文件夹 / {path} is a folder") from None


def _library(root: Path, lang: Language) -> tuple[tuple[Input, ...], Library] | None:
    inputs, unread = read_library(root)
    library, _ = load(inputs, unreadable=(d.file for d in unread))
    if library.terms("places") and library.terms("theme"):
        return inputs, library
    say(
        lang,
        "词表读不通，先运行 replicase check",
        "the vocabularies cannot be read; run replicase check first",
    )
    return None


def bring_workbook(
    path: Path,
    root: Path,
    day: date,
    lang: Language,
    workers: Workers,
    *,
    dry_run: bool,
    overwrite: bool,
    report_file: Path | None,
) -> int:
    """Import a workbook; returns the exit code."""
    data = _data(path)
    try:
        sheets = read_sheets(path.name, data)
    except Refused as refusal:
        click.echo(f"{printable(str(path))}: {printable(refusal.message(lang))}", err=True)
        return 1
    found = _library(root, lang)
    if found is None:
        return 1
    inputs, library = found
    words = Words(library, lang)
    gathered = gather(sheets, library, words, str(day))
    if path.suffix.lower() == ".xls":
        say(
            lang,
            "注意：.xls 里的公式认不出，值也可能没有存；有公式的，先另存为 .xlsx 再导入",
            "note: formulas of an .xls are not told apart, and their values may not be in it; if there are any, save it as .xlsx first",
        )
    if not gathered.records and not gathered.problems:
        say(
            lang,
            f"{path}：没有要导入的行（示例行不导入）",
            f"{path}: there are no rows to import (an example is not imported)",
        )
        return 1
    landed = prepare(gathered.records, library, inputs, day, overwrite=overwrite, workers=workers)
    writes = not dry_run and gathered.is_whole
    if writes:
        landed = write(root, landed)
    problems = in_sheet_order(
        (*gathered.problems, *landed.problems), (sheet.name for sheet in sheets)
    )
    _list(problems, lang)
    errors = sum(p.severity is Severity.ERROR for p in problems)
    _tell(landed, lang, dry_run=dry_run, is_whole=gathered.is_whole)
    if any(p.severity > Severity.NOTE for p in problems):
        said = _report(path, report_file, marked(sheets, gathered.laid, problems, words), lang)
        if not said:
            return 1
    return 1 if errors else 0


def _list(problems: tuple[Problem, ...], lang: Language) -> None:
    for problem in problems[:_LISTED]:
        spot = problem.spot
        code = f" {problem.code}" if problem.code else ""
        click.echo(
            f"{printable(spot.sheet)}!{spot.cell}: {problem.severity.word}{code} "
            f"{printable(problem.message(lang))}"
        )
        if hint := problem.hint(lang):
            click.echo(f"    {'提示：' if lang == 'zh' else 'hint: '}{printable(hint)}")
    if len(problems) > _LISTED:
        rest = len(problems) - _LISTED
        say(
            lang,
            f"还有 {rest} 个问题，见工作簿的“问题”表",
            f"and {rest} more; see the sheet of problems",
        )


def _tell(landed: Landed, lang: Language, *, dry_run: bool, is_whole: bool) -> None:
    for landing in landed.landings:
        if landing.outcome in ("new", "changed") and not dry_run and is_whole:
            click.echo(landing.record.file)
    written = landed.count("new", "changed")
    same, left = landed.count("same"), landed.count("wrong", "different", "refused")
    total = len(landed.landings)
    if not is_whole:
        say(
            lang,
            f"读到 {total} 条记录；表头或合并单元格有错，一条也没有写，先改好这些",
            f"read {total} records; a heading or merged cells are wrong, so none was written: mend these first",
        )
    elif dry_run:
        say(
            lang,
            f"读到 {total} 条记录：可以写 {written}，与库里相同 {same}，有问题 {left}；只是检查，没有写",
            f"read {total} records: {written} could be written, {same} are the same in the library, {left} have problems; nothing was written, as asked",
        )
    else:
        say(
            lang,
            f"读到 {total} 条记录：写了 {written}，与库里相同 {same}，有问题没有写 {left}",
            f"read {total} records: {written} written, {same} the same in the library, {left} left because of problems",
        )


def _report(path: Path, wanted: Path | None, content: bytes, lang: Language) -> bool:
    """Write the marked workbook under a name nobody uses: the last one may be half mended."""
    ending = "-问题" if lang == "zh" else "-problems"
    stem = re.sub("-(?:问题|problems)(?:-[0-9]+)?$", "", path.stem)
    names = (f"{stem}{ending}{'' if number == 1 else f'-{number}'}.xlsx" for number in count(1))
    target = wanted or next(p for p in map(path.with_name, names) if not p.exists())
    try:
        create_file(target.parent.resolve(), target.name, content)
    except NotWritten as refusal:
        say(lang, f"{target}：{refusal.zh}", f"{target} {refusal.en}")
        return False
    say(
        lang,
        f"标出问题的工作簿：{target}；改好后再导入它",
        f"the workbook with its problems marked: {target}; mend it and import it again",
    )
    return True


def bring_essay(
    path: Path,
    root: Path,
    day: date,
    lang: Language,
    place: str | None,
    own: str | None,
    *,
    dry_run: bool,
) -> int:
    """Import an essay as a draft; returns the exit code."""
    from replicase.intake import essay

    found = _library(root, lang)
    if found is None:
        return 1
    inputs, library = found
    try:
        read = essay.read_essay(path.name, _data(path))
        placed = essay.place(read)
        if not read.blocks:
            raise Refused("文档里没有文字", "the document has no text")
        first = [placed.title, *(block.text for block in read.blocks[:5])]
        where = _place(place, library) if place else essay.place_named(first, library)
        if where is None:
            raise click.UsageError(
                "从文字里看不出是哪里；用 --place 指明，如 --place 长兴\n"
                "the text does not tell which place it is; name it with --place, as --place 330522"
            )
        _well_formed(own)
        draft = essay.draft_of(placed, where, library, str(day), own, path.name)
    except Refused as refusal:
        click.echo(f"{printable(str(path))}: {printable(refusal.message(lang))}", err=True)
        return 1
    names = "、".join(essay.PARTS[part][0] for part in placed.found)
    names_en = ", ".join(essay.PARTS[part][1] for part in placed.found)
    left = sum(map(len, placed.left.values())) + sum(len(below) for _, below in placed.steps)
    say(
        lang,
        f"读到 {len(read.blocks)} 段；认出的部分：{names or '没有'}；"
        f"步骤 {len(placed.steps)} 条，限度 {len(placed.limits)} 条，放进注释 {left} 段",
        f"read {len(read.blocks)} paragraphs; parts found: {names_en or 'none'}; "
        f"{len(placed.steps)} steps, {len(placed.limits)} limits, {left} paragraphs kept as comments",
    )
    for many, zh, en in (
        (
            read.pictures,
            "张图片没有带过来，另存到案例的文件夹里，见 images",
            "pictures were not taken; see images",
        ),
        (read.comments, "条批注没有带过来", "remarks in the margin were not taken"),
        (read.changes, "处修订：按接受修订后的样子读", "tracked changes were read as accepted"),
    ):
        if many:
            say(lang, f"{many} {zh}", f"{many} {en}")
    return _settle_draft(draft.file, draft.content, root, inputs, day, lang, dry_run=dry_run)


def _place(given: str, library: Library) -> VocabularyTerm:
    found = terms_meant(library.terms("places"), given)
    if len(found) == 1:
        return found[0]
    few = "、".join(term_name(term, "zh") for term in found[:5])
    raise click.UsageError(
        f"--place：词表里没有 `{printable(given)}` / the vocabulary has no such place"
        if not found
        else f"--place：`{printable(given)}` 有几个意思，写代码 / it can mean several, write the code: {few}"
    )


def _well_formed(own: str | None) -> None:
    if own is not None and (not is_plain(own) or "--" in own):
        raise click.UsageError(
            "--id 只用小写字母、数字和连字符 / --id is of small letters, digits and hyphens"
        )


def _settle_draft(
    file: str,
    content: bytes,
    root: Path,
    inputs: tuple[Input, ...],
    day: date,
    lang: Language,
    *,
    dry_run: bool,
) -> int:
    """Write a draft unless a file of its name is there, and say what it still lacks."""
    if dry_run:
        click.echo(content.decode("utf-8"), nl=False)
        return 0
    try:
        create_file(root, file, content)
    except NotWritten as refusal:
        say(
            lang,
            f"{file}：{refusal.zh}；用 --id 另起编号",
            f"{file} {refusal.en}; choose another --id",
        )
        return 1
    click.echo(file)
    others = tuple(given for given in inputs if given.file != file)
    found = read_and_check((*others, Input(file, content)), day)
    own = tuple(d for d in found if d.file == file and d.severity > Severity.NOTE)
    missing = [str(d.at[-1]) for d in own if d.rule == MISSING and d.at]
    rest = len(own) - len(missing)
    if missing:
        say(
            lang,
            f"还缺 {len(missing)} 项：{'、'.join(missing)}",
            f"{len(missing)} fields are still missing: {', '.join(missing)}",
        )
    if rest:
        say(lang, f"另有 {rest} 处要看", f"{rest} more things to look at")
    say(lang, f"逐项看：replicase check {file}", f"see each: replicase check {file}")
    return 1 if any(d.severity is Severity.ERROR for d in own) else 0


def bring_issue(
    name: str, root: Path, day: date, lang: Language, own: str | None, *, dry_run: bool
) -> int:
    """Import the text of an issue form as a draft; returns the exit code."""
    from replicase.intake import issue

    found = _library(root, lang)
    if found is None:
        return 1
    inputs, library = found
    _well_formed(own)
    data = sys.stdin.buffer.read(issue.MAX_FORM + 1) if name == "-" else _data(Path(name))
    try:
        draft = issue.form_draft(data, library, str(day), own)
    except Refused as refusal:
        shown = "-" if name == "-" else printable(name)
        click.echo(f"{shown}: {printable(refusal.message(lang))}", err=True)
        return 1
    for zh, en in draft.notes:
        say(lang, zh, en)
    return _settle_draft(draft.file, draft.content, root, inputs, day, lang, dry_run=dry_run)
