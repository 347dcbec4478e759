"""`replicase migrate`: from one version of the format to the next, once there is a next."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from replicase.cli.options import lang_option, library_root, root_option, say
from replicase.diagnostics import Language, in_order

CURRENT = 1
"""The version of the format this program reads and writes."""
_STATED = re.compile(rb"^schema: *([^#\r\n]*?) *(?:#[^\r\n]*)?\r?$", re.MULTILINE)


@click.command(short_help="换成格式的新版本。 Bring files to a newer format.")
@root_option
@click.option(
    "--to",
    type=int,
    default=CURRENT,
    show_default=True,
    metavar="N",
    help="格式的主版本号。 Major version of the format.",
)
@lang_option
def migrate(root: Path | None, to: int, lang: Language) -> None:
    """把库换成格式的新版本。现行的是第 1 版，没有要换的。 Bring a library to a newer format; 1 is current.

    \b
    每个文件的 schema 写着格式的主版本。格式有第 2 版以后，由这个命令改写旧文件；现在它只核对各文件的版本。
    The field `schema` of a file is the major version of its format. Once there is a second, this
    command will rewrite the files of the first; today it only looks which version they state.

    \b
    replicase migrate          看看有没有要换的 / whether there is anything to do

    \b
    退出码 / exit codes
    0 都是现行版本 all are current     1 有不认得的版本 some version is not known
    2 用法错误 misuse
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    if to != CURRENT:
        raise click.BadParameter(
            f"格式没有第 {to} 版；现行的是第 {CURRENT} 版 / "
            f"the format has no version {to}; {CURRENT} is current",
            param_hint="--to",
        )
    from replicase.read import read_library

    inputs, unread = read_library(library_root(root))
    for told in in_order(unread):
        say(lang, f"{told.file}：{told.zh}", f"{told.file}: {told.en}")
    strange = [
        (given.file, stated)
        for given in inputs
        if (stated := _stated(given.data)) is not None and stated != str(CURRENT)
    ]
    for file, stated in strange:
        say(
            lang,
            f"{file}：写着格式第 {stated} 版，这个程序只认得第 {CURRENT} 版",
            f"{file}: states version {stated} of the format; this program knows {CURRENT} only",
        )
    if strange:
        say(lang, "什么也没有改", "nothing was changed")
    if strange or unread or not inputs:
        if not inputs:
            say(lang, "没有读到文件", "no file was read")
        sys.exit(1)
    say(
        lang,
        f"格式第 {CURRENT} 版是现行版本，{len(inputs)} 个文件都是，没有要换的",
        f"version {CURRENT} of the format is current, and all {len(inputs)} files have it: "
        "there is nothing to migrate",
    )


def _stated(data: bytes) -> str | None:
    """The version a file states, as it is written; None where it states none."""
    found = _STATED.search(data)
    if found is None:
        return None
    text = found[1].decode("utf-8", "replace")[:40]
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
