"""`replicase promote --check`: which cases may go to the next stage, and which lack one thing."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from replicase.cli.options import as_of_option, day_of, lang_option, library_root, root_option
from replicase.diagnostics import Language
from replicase.load import load
from replicase.model import Case
from replicase.read import read_library
from replicase.report import promotion
from replicase.standing import standings


@click.command(short_help="哪些案例可以进入下一阶段。 Which cases may go to the next stage.")
@click.option(
    "--check",
    "checks",
    is_flag=True,
    help="只列出，不改文件；现在只有这一种用法。 List, and change no file; there is no other use yet.",
)
@root_option
@as_of_option
@lang_option
def promote(root: Path | None, as_of_day: date | None, lang: Language, *, checks: bool) -> None:
    """列出满足下一阶段全部要求的案例，和只差一项的案例。 List the cases that may go to the next stage.

    \b
    replicase promote --check                       Markdown，供 CI 的页面用 / for a page of CI
    replicase promote --check --lang en             英文 / in English
    replicase promote --check >> "$GITHUB_STEP_SUMMARY"

    阶段由核对过来源的人在文件里改，程序只说够不够。一个案例还缺的全部内容，用 replicase status 看。
    Whoever compared the sources sets the stage in the file; the program only says whether all is
    there. Everything a case lacks is told by replicase status.

    \b
    退出码 / exit codes
    0 列出来了 listed      1 有文件读不通或有错误 a file cannot be read or has errors
    2 用法错误 misuse      3 内部错误 internal error
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    if not checks:
        raise click.UsageError(
            "阶段由核对过来源的人在文件里改；要看哪些案例够了，加 --check\n"
            "whoever compared the sources sets the stage in the file; --check lists what may go on"
        )
    folder = library_root(root)
    inputs, unread = read_library(folder)
    library, misread = load(inputs, unreadable=(d.file for d in unread))
    day = day_of(folder, as_of_day, lang)
    cases = [s for s in standings(library, misread, day.date) if isinstance(s.record, Case)]
    missed = sorted(library.unread)
    click.echo(promotion.as_markdown(cases, missed, day.date, lang), nl=False)
    sys.exit(1 if missed or promotion.held_back(cases) else 0)
