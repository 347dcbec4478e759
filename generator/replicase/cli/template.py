"""`replicase template`: a workbook to fill in instead of writing YAML."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from replicase.cli.options import lang_option, library_root, root_option, say
from replicase.diagnostics import Language
from replicase.edit.store import NotWritten, create_file, replace_file


@click.command(short_help="写出登记表（Excel）。 Write a workbook to fill in.")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--filled",
    is_flag=True,
    help="写进库里已有的案例和采用记录。 With the library's own cases and adoptions in it.",
)
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="表单：只比较，不写。 For the form: compare only, write nothing.",
)
@root_option
@lang_option
def template(
    file: Path, root: Path | None, lang: Language, *, filled: bool, only_check: bool
) -> None:
    """写出一份登记表，用 Excel、WPS 或 LibreOffice 填。 Write a workbook to fill in with Excel.

    \b
    replicase template cases.xlsx             空表，附示例 / empty, with an example
    replicase template cases.xlsx --filled    带上库里已有的记录 / with what the library has
    replicase template cases.csv              只有一张表的简表 / one plain table
    replicase template cases.xlsx --lang en   英文的表名和列名 / names in English
    replicase template .github/ISSUE_TEMPLATE/case.yml
                                              GitHub 的网页表单 / GitHub's form on the web

    案例一行一个；来源、步骤、结果各有一张表。列名上有说明，闭合的词从下拉表里选。填好后用 replicase import 导入；已有的文件不会被改写。
    One row a case; sources, steps and results have sheets of their own. Each heading explains itself,
    closed lists are drop-downs. Then replicase import reads it; a file that is there is never written
    over.

    CSV 简表只有草稿要的列和一个来源，适合从别的系统导出。
    The plain table has what a draft needs and one source, as other systems can export it.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase.intake.offer import offered
    from replicase.intake.problems import Refused

    suffix = file.suffix.lower()
    if (
        suffix not in (".xlsx", ".csv", ".yml")
        or (filled and suffix != ".xlsx")
        or (only_check and suffix != ".yml")
    ):
        raise click.UsageError(
            "文件名以 .xlsx 结尾（简表 .csv、网页表单 .yml；--filled 只用于 .xlsx，--check 只用于 .yml）\n"
            "let the name end in .xlsx (.csv for the plain table, .yml for the form; --filled is for "
            ".xlsx, --check for .yml)"
        )
    try:
        content = offered(library_root(root), lang, suffix, filled=filled)
    except Refused as refusal:
        click.echo(refusal.message(lang), err=True)
        sys.exit(1)
    if content is None:
        say(
            lang,
            "词表读不通，先运行 replicase check",
            "the vocabularies cannot be read; run replicase check first",
        )
        sys.exit(1)
    if suffix == ".yml" and file.is_file():
        _form_again(file, content, lang, only_check=only_check)
        return
    if only_check:
        say(lang, f"没有 {file}", f"there is no {file}")
        sys.exit(1)
    try:
        create_file(file.parent.resolve(), file.name, content)
    except NotWritten as refusal:
        say(lang, f"{file}：{refusal.zh}", f"{file} {refusal.en}")
        sys.exit(1)
    click.echo(str(file))
    if suffix == ".yml":
        return
    say(
        lang,
        f"写好了。填好以后：replicase import {file}",
        f"written. Once it is filled in: replicase import {file}",
    )


def _form_again(file: Path, content: bytes, lang: Language, *, only_check: bool) -> None:
    """Bring a form that is there in step with the fields; one written by hand is left."""
    before = file.read_bytes()
    if before == content:
        say(lang, "没有变化", "nothing changed")
        return
    if only_check:
        say(
            lang,
            f"与格式不一致：{file}；运行 replicase template {file}",
            f"out of step: {file}; run replicase template {file}",
        )
        sys.exit(1)
    if before.split(b"\n", 1)[0] != content.split(b"\n", 1)[0]:
        say(
            lang,
            f"{file} 不是由 replicase 写的，没有动它",
            f"{file} was not written by replicase and was left as it is",
        )
        sys.exit(1)
    try:
        replace_file(file.parent.resolve(), file.name, before, content)
    except NotWritten as refusal:
        say(lang, f"{file}：{refusal.zh}", f"{file} {refusal.en}")
        sys.exit(1)
    click.echo(str(file))
