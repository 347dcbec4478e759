"""`replicase fix`: what is safe to mend, mended."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from replicase.check import read_and_check
from replicase.cli.options import as_of_option, day_of, lang_option, library_root, root_option, say
from replicase.cli.rewrite import (
    check_option,
    choose,
    counted,
    diff,
    diff_option,
    listed,
    unread_said,
    write,
)
from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.edit.fix import fix_files, with_fixes
from replicase.report.text import printable
from replicase.source import Input


@click.command(short_help="改正可以放心改的写法。 Mend what is safe to mend.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@as_of_option
@lang_option
@check_option
@diff_option
def fix(
    paths: Sequence[Path],
    root: Path | None,
    as_of_day: date | None,
    lang: Language,
    *,
    only_check: bool,
    as_diff: bool,
) -> None:
    """改正可以放心改的写法，说明改了什么、还剩什么。 Mend what is safe, and say what is left.

    \b
    replicase fix cases/practices/zhoushan/   改这个文件夹 / mend one folder
    replicase fix --diff                      先看会改什么 / look before you mend

    \b
    2021年3月、2021/3/5      →  2021-03、2021-03-05
    １，１５０，０００       →  1150000
    标题：  titel:           →  title:
    grassroot-services       →  grassroots-service

    只改意思确定的写法：日期、数字、字段名、词条的拼写，编码、缩进、行尾空格，字段的顺序。正文一个字也不动。
    Only what can mean one thing: forms of dates and numbers, spelling of fields and terms, encoding,
    indents, spaces at line ends, the order of fields. No word of a text is touched.

    PATHS 只改这些文件或文件夹，缺省为整个库。 PATHS limits it; without them, the whole library.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    folder = library_root(root)
    chosen = choose(paths, folder)
    day = day_of(folder, as_of_day, lang)
    fixes = fix_files(chosen.inputs, chosen.files)
    writes = not (only_check or as_diff)
    for fixed in fixes:
        click.echo(diff(fixed, lang) if as_diff else listed(fixed, lang))
    failed = write(folder, fixes, lang) if writes else []
    count = sum(len(f.changes) for f in fixes if f.file not in failed)
    files = len(fixes) - len(failed)
    _sum_up(files, count, len(chosen.files), lang, done=writes)
    left = _left(with_fixes(chosen.inputs, fixes), chosen.files, day.date)
    for said in unread_said(chosen.unread, lang):
        click.echo(said, err=True)
    _tell_left(left, lang)
    sys.exit(1 if failed or (fixes and not writes) or not chosen.files else 0)


def _sum_up(files: int, count: int, read: int, lang: Language, *, done: bool) -> None:
    if not files:
        say(
            lang,
            f"看了 {read} 个文件，没有要改的",
            f"looked at {counted(read, 'file')}, nothing to change",
        )
    elif done:
        say(
            lang,
            f"看了 {read} 个文件，改了 {files} 个，共 {count} 处",
            f"looked at {counted(read, 'file')}, changed {files} in {counted(count, 'place')}",
        )
    else:
        say(
            lang,
            f"看了 {read} 个文件，会改 {files} 个，共 {count} 处；没有写",
            f"looked at {counted(read, 'file')}, would change {files} in {counted(count, 'place')}; "
            "nothing is written",
        )


def _left(inputs: Sequence[Input], files: Sequence[str], day: date) -> list[Diagnostic]:
    """What the checker still objects to in the files, once they are mended."""
    names = set(files)
    found = read_and_check(inputs, day)
    return [d for d in found if d.file in names and d.severity > Severity.NOTE]


def _tell_left(left: Sequence[Diagnostic], lang: Language) -> None:
    errors = [d for d in left if d.severity is Severity.ERROR]
    warnings = len(left) - len(errors)
    for error in errors:
        place = f"{printable(error.file)}:{error.span.line}:{error.span.column}"
        click.echo(f"{place}: {error.code} {printable(error.message(lang))}", err=True)
    if left:
        say(
            lang,
            f"还剩 {len(errors)} 个错误、{warnings} 个警告要人来改；怎么改，见 replicase check",
            f"left for you: {counted(len(errors), 'error')} and {counted(warnings, 'warning')}; "
            "replicase check says how",
        )
