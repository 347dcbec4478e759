"""`replicase fmt`: one layout for all files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from replicase.cli.options import lang_option, library_root, root_option, say
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
from replicase.diagnostics import Language
from replicase.edit.layout import format_files
from replicase.report.text import printable


@click.command(short_help="整理排版。 Tidy the layout.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@lang_option
@check_option
@diff_option
def fmt(
    paths: Sequence[Path], root: Path | None, lang: Language, *, only_check: bool, as_diff: bool
) -> None:
    """整理排版：缩进、空格、空行、字段顺序；内容和注释不变。 Tidy the layout; content and comments stay.

    \b
    replicase fmt cases/practices/zhoushan/   整理这个文件夹 / tidy one folder
    replicase fmt --check                     只查，不写 / ask only, write nothing

    每层缩进两格，列表的 `-` 也缩进；冒号、`-` 和逗号后面空一格；空行最多一行；字段按格式排序。引号、换行的位置和行尾的注释由作者定。读不通的文件不动，先用 replicase check 看原因。
    Two spaces a level, lists too; one space behind a colon, a dash and a comma; one blank line at
    most; fields in the order of the format. Quotation marks, where lines break and comments behind
    them are the author's. A file that cannot be read is left; replicase check says why.

    PATHS 只整理这些文件或文件夹，缺省为整个库。 PATHS limits it; without them, the whole library.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    folder = library_root(root)
    chosen = choose(paths, folder)
    changed, unreadable = format_files(chosen.inputs, chosen.files)
    writes = not (only_check or as_diff)
    for file in changed:
        click.echo(diff(file, lang) if as_diff else listed(file, lang))
    failed = write(folder, changed, lang) if writes else []
    for said in unread_said(chosen.unread, lang):
        click.echo(said, err=True)
    for name in unreadable:
        said = f"{printable(name)}: "
        say(lang, f"{said}读不通，没有动", f"{said}cannot be read and was left as it is")
    read, count = len(chosen.files) - len(unreadable), len(changed) - len(failed)
    if not changed:
        say(
            lang, f"看了 {read} 个文件，排版都好", f"looked at {counted(read, 'file')}, all is tidy"
        )
    elif writes:
        say(
            lang,
            f"看了 {read} 个文件，整理了 {count} 个",
            f"looked at {counted(read, 'file')}, tidied {count}",
        )
    else:
        say(
            lang,
            f"看了 {read} 个文件，会整理 {count} 个；没有写",
            f"looked at {counted(read, 'file')}, would tidy {count}; nothing is written",
        )
    sys.exit(1 if failed or unreadable or (changed and not writes) or not chosen.files else 0)
