"""`replicase status`: the stage of each record, and what the next stage asks."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from replicase.cli.options import as_of_option, day_of, lang_option, library_root, root_option
from replicase.cli.paths import concerns, wanted_below
from replicase.completeness import unknown_table
from replicase.diagnostics import Language
from replicase.library import Library
from replicase.load import load
from replicase.read import read_library
from replicase.report import completeness
from replicase.report import standing as report
from replicase.report.text import printable
from replicase.standing import Standing, standings


@click.command(short_help="到了哪个阶段，下一阶段还要什么。 The stage, and what the next asks.")
@click.argument("record", required=False, metavar="[CASE|PATH]")
@root_option
@as_of_option
@lang_option
@click.option(
    "--unknown",
    "asks_unknown",
    is_flag=True,
    help="改列哪个案例不知道哪个字段。 Tell instead which case does not know which field.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json", "csv"]),
    default="text",
    show_default=True,
    help="输出格式；json 供程序读，csv 供电子表格，只用于 --unknown。 "
    "Output format; json is for programs, csv for spreadsheets and with --unknown alone.",
)
def status(
    record: str | None,
    root: Path | None,
    as_of_day: date | None,
    lang: Language,
    format_name: str,
    *,
    asks_unknown: bool,
) -> None:
    """说明案例到了哪个阶段、下一阶段还要什么、是什么等级、还有什么问题。 The stage of a case, and what the next asks.

    \b
    replicase status                            全库一览 / a table of the library
    replicase status zhoushan-grid-management   一个案例 / one case
    replicase status cases/practices/zhoushan/  一个文件夹 / one folder
    replicase status --unknown                  案例 × 不知道的字段 / cases by unknown fields

    等级按文件算出，不能填写；说明由哪条规则得出，再升一级还要什么。
    Grades are computed from the files; it says which rule gave them, and what would lift them.

    CASE 是案例或采用记录的编号，PATH 是文件或文件夹。查不到的内容可以写进 unknown 的，会标出来。
    CASE is the id of a case or an adoption, PATH a file or folder. What may be said to be unknown is
    marked.

    --unknown 不写 CASE|PATH 时列已公开的案例，与网站“本库不知道什么”页的数字相同。
    --unknown without CASE|PATH tells of the published cases, in the numbers of the site's page
    "What this library does not know".
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    if format_name == "csv" and not asks_unknown:
        raise click.UsageError("--format csv 只用于 --unknown\n--format csv is for --unknown alone")
    folder = library_root(root)
    inputs, unread = read_library(folder)
    library, misread = load(inputs, unreadable=(d.file for d in unread))
    # Files are named before anything is judged: a slip of the pen is told at once.
    wanted = _wanted(
        record,
        folder,
        [case.record.id for case in library.case_entries]
        + [adoption.record.id for adoption in library.adoption_entries],
    )
    missed = (
        sorted(file for file in library.unread if concerns(file, wanted))
        if wanted or not record
        else []
    )
    if asks_unknown:
        _show_unknown(library, record, wanted, missed, lang, format_name)
        return
    day = day_of(folder, as_of_day, lang)
    every = standings(library, misread, day.date)
    chosen = [s for s in every if s.record.id == record] or [
        s for s in every if concerns(s.file, wanted)
    ]
    if format_name == "json":
        click.echo(report.as_json(chosen, library, missed), nl=False)
    else:
        _show(chosen, library, missed, lang, one=record is not None)
    sys.exit(0 if chosen else 1)


def _wanted(record: str | None, root: Path, ids: Sequence[str]) -> tuple[str, ...]:
    """The files a path names; none for an id."""
    if record is None or record in ids:
        return ()
    if (Path.cwd() / record).exists():
        return wanted_below([Path(record)], root)
    close = difflib.get_close_matches(record, ids, n=1, cutoff=0.6)
    zh = f"，是否指 {close[0]}？" if close else "；编号见 replicase status"
    en = f"; did you mean {close[0]}?" if close else "; replicase status lists the ids"
    shown = printable(record)[:80]
    raise click.UsageError(f"没有 {shown} 这个案例或文件{zh}\nthere is no case or file {shown}{en}")


def _show(
    chosen: Sequence[Standing],
    library: Library,
    missed: Sequence[str],
    lang: Language,
    *,
    one: bool,
) -> None:
    if one and len(chosen) == 1:
        click.echo(report.detail(chosen[0], library, lang), nl=False)
    elif chosen:
        click.echo(report.table(chosen, library, lang), nl=False)
    _tell_missed(missed, lang)
    if not chosen and not missed:
        click.echo("没有记录" if lang == "zh" else "there is no record", err=True)


def _tell_missed(missed: Sequence[str], lang: Language) -> None:
    for file in missed:
        said = (
            "读不通，见 replicase check" if lang == "zh" else "cannot be read; see replicase check"
        )
        click.echo(f"{printable(file)}: {said}", err=True)


def _show_unknown(
    library: Library,
    record: str | None,
    wanted: Sequence[str],
    missed: Sequence[str],
    lang: Language,
    format_name: str,
) -> None:
    """Tell what the published cases do not know, or those that were named, at any stage."""
    cases = library.cases
    if record is not None:
        cases = tuple(
            entry.record
            for entry in library.case_entries
            if (concerns(entry.file, wanted) if wanted else entry.record.id == record)
        )
    found = unknown_table(library, cases)
    if format_name == "json":
        click.echo(completeness.as_json(found, library, missed), nl=False)
    elif format_name == "csv":
        click.echo(completeness.as_csv(found, lang), nl=False)
    elif cases:
        click.echo(completeness.table(found, lang), nl=False)
    _tell_missed(missed, lang)
    if not cases:
        click.echo("没有案例" if lang == "zh" else "there is no case", err=True)
    sys.exit(0 if cases else 1)
