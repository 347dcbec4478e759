"""`replicase import`: a workbook, an essay or an issue form becomes case files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from replicase.cli.options import Asked, library_options

_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".csv", ".xlsm", ".xlsb", ".et")
_ESSAYS = (".docx", ".doc", ".docm", ".wps")


@click.command("import", short_help="导入 Excel、Word。 Import from Excel or Word.")
@click.argument("what", nargs=-1, required=True, metavar="FILE | issue FILE")
@click.option(
    "--dry-run", is_flag=True, help="只检查，不写案例文件。 Check only; write no case file."
)
@click.option(
    "--overwrite",
    is_flag=True,
    help="库里已有而内容不同的，换成表里的。 Put what the sheet says in place of a file that differs.",
)
@click.option(
    "--report",
    "report_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="标出问题的工作簿写到哪里，缺省在原文件旁边。 Where the marked workbook goes; beside the file by default.",
)
@click.option("--place", help="Word：地点，名称或代码。 Word: the place, a name or code.")
@click.option("--id", "own", help="Word、issue：编号。 Word and issue: the id.")
@library_options(cache=False)
def bring(
    asked: Asked,
    what: Sequence[str],
    *,
    dry_run: bool,
    overwrite: bool,
    report_file: Path | None,
    place: str | None,
    own: str | None,
) -> None:
    """把 Excel 登记表、Word 材料或表单变成案例文件。 Make case files of a workbook, an essay or a form.

    \b
    replicase import cases.xlsx             导入登记表 / import a workbook
    replicase import cases.xlsx --dry-run   先看有什么问题 / see first what is wrong
    replicase import export.csv             别的系统导出的表 / what another system exports
    replicase import essay.docx --place 长兴  四段式材料 / an essay of four parts
    replicase import issue body.md          网页表单的内容 / the text of an issue form

    登记表：xlsx、xls、ods、csv（UTF-8 或 GB18030），用 replicase template 取模板。没有错误的案例写成文件；有错误的不写，另存一份“……-问题.xlsx”，第一张表列出哪个单元格、什么问题、怎么改，点链接就到。改好那一份再导入即可：写过的不会重写。
    Workbooks: xlsx, xls, ods, csv; replicase template writes one to fill in. A case without errors
    becomes a file. For the others you get a copy ending in -problems.xlsx: its first sheet says which
    cell, what is wrong and what to do, with links. Mend that copy and import it again; what is
    written already stays as it is.

    Word：认“背景与起因、做法与经过、成效与反响、探讨与评论”四部分，写成草稿；放不进字段的段落原样留在注释里，一段也不丢。
    Essays: the usual four parts become a draft; a paragraph no field takes is kept as a comment.

    \b
    退出码 / exit codes
    0 都写好了 / all is written      1 有错误，或有的没有写 / there are errors, or some were left
    2 用法错误 / misuse             3 内部错误 / internal error
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    words = list(what)
    is_issue = words[0] == "issue" and len(words) > 1
    if len(words) > (2 if is_issue else 1):
        raise click.UsageError("一次导入一个文件 / import one file at a time")
    name = words[-1]
    folder, lang = asked.folder(), asked.lang
    day = asked.day(folder).date
    if is_issue:
        from replicase.cli.bringing import bring_issue

        sys.exit(bring_issue(name, folder, day, lang, own, dry_run=dry_run))
    suffix = Path(name).suffix.lower()
    if suffix in _SPREADSHEETS:
        from replicase.cli.bringing import bring_workbook

        code = bring_workbook(
            *(Path(name), folder, day, lang, asked.workers()),
            dry_run=dry_run,
            overwrite=overwrite,
            report_file=report_file,
        )
    elif suffix in _ESSAYS:
        from replicase.cli.bringing import bring_essay

        code = bring_essay(Path(name), folder, day, lang, place, own, dry_run=dry_run)
    else:
        raise click.UsageError(
            f"{name}：不收这种文件；收 .xlsx .xls .ods .csv .docx，表单写 replicase import issue 文件\n"
            f"{name}: files of this kind are not taken, but .xlsx .xls .ods .csv .docx; "
            "for a form write replicase import issue FILE"
        )
    sys.exit(code)
