"""`replicase check`: what is wrong, to the line and column."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replicase.cli.options import Asked, colour_option, colour_wanted, library_options, say
from replicase.cli.outputs import FORMATS, Checked, Output, OutputType, outputs, write
from replicase.cli.paths import RecordPath, concerns, wanted_below
from replicase.diagnostics import Diagnostic, Severity, worst
from replicase.git import UnknownRevisionError, changed_since
from replicase.read import read_record
from replicase.verdict import Verdict, verdict

if TYPE_CHECKING:
    from replicase.inspection import Survey


@click.command(short_help="只检查。 Check only.")
@click.argument("paths", nargs=-1, type=RecordPath())
@click.option(
    "--output",
    "wanted",
    type=OutputType(),
    multiple=True,
    metavar="FORMAT[:FILE]",
    help="结果用什么格式、写到哪里，可以写几次；不写文件就是屏幕。 "
    "Which format, and where to; several times if you like, without a file on the screen: "
    f"{', '.join(FORMATS)}.",
)
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    help="同 --output FORMAT。 Short for --output FORMAT.",
)
@click.option(
    "--since",
    metavar="REF",
    help="只看这个提交以来改过的文件，和提到它们的记录，如 origin/main。 "
    "Only what changed since a commit, and the records that name it, as origin/main.",
)
@click.option("--strict", is_flag=True, help="警告也算不通过。 Warnings fail too.")
@click.option(
    "--notes/--no-notes",
    default=None,
    help="是否列出提醒，缺省只在指明 PATHS 时列出。 List notes; by default only with PATHS.",
)
@colour_option
@click.option(
    "--summary",
    type=click.Path(dir_okay=False, path_type=Path),
    envvar="GITHUB_STEP_SUMMARY",
    help="github 格式时，另把摘要写到这个文件。 With github, append a summary to this file.",
)
@library_options(cache=True)
def check(
    asked: Asked,
    paths: Sequence[Path],
    wanted: tuple[Output, ...],
    format_name: str | None,
    since: str | None,
    *,
    strict: bool,
    notes: bool | None,
    color: bool | None,
    summary: Path | None,
) -> None:
    """检查案例，指出哪个文件、哪行、什么问题、怎么改。 Check cases, to the line and column.

    \b
    PATHS 只看这些文件、文件夹或编号的问题；整个库仍会读，以便核对文件之间的关系。
    PATHS, which may be ids too, limits what is shown; all files are still read, as they are related.

    \b
    replicase check                                全部 / all of it
    replicase check cases/practices/zhoushan/      一个文件夹 / one folder
    replicase check zhoushan-grid-management       一个编号 / one id
    replicase check --since origin/main            这次改动涉及的 / what this change touches
    replicase check --notes                        连提醒一起列出 / list the notes as well
    replicase check --output text --output sarif:out.sarif
                                                   几种格式 / several formats

    \b
    text            给人看 / for people
    json            给程序读 / for programs
    github          标在 GitHub 的合并请求上 / marks pull requests on GitHub
    sarif           给代码扫描和编辑器 / for code scanning and editors
    gitlab          GitLab 的 Code Quality / for GitLab's Code Quality
    junit           给显示测试结果的服务器 / for servers that show tests

    \b
    退出码 / exit codes
    0 没有错误（加 --strict：也没有警告）/ no error (with --strict: no warning either)
    1 有，或者没有读到文件 / there is, or no file was read
    2 用法错误 / misuse          3 内部错误 / internal error
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    folder = asked.folder()
    asked_for = wanted_below(paths, folder)
    targets = outputs(wanted, format_name, folder)
    changed = _changed(folder, since) if since is not None else None
    day = asked.day(folder)
    docs = folder / "docs"
    pages = docs if docs.is_dir() else None
    kept, workers = asked.cache(folder), asked.workers()
    if changed is None:
        shown, files = _within(verdict(folder, day, pages, workers, kept), asked_for)
    else:
        from replicase.inspection import survey
        from replicase.touched import concerning, touched

        found = survey(folder, day, pages, workers, kept)
        shown, files = _within(found, asked_for)
        near, names = touched(changed, files, found.register, partial(read_record, folder))
        shown = concerning(shown, near, names)
        files = tuple(file for file in files if file in near)
    failing = Severity.WARNING if strict else Severity.ERROR
    listed = notes if notes is not None else bool(asked_for) or since is not None
    checked = Checked(folder, shown, files, asked.lang, failing, listed)
    if changed is not None and not files:
        asked.say(f"自 {since} 以来没有改动", f"nothing has changed since {since}")
        targets = tuple(target for target in targets if target.file is not None)
        if not targets:
            sys.exit(0)
    _tell(checked, targets, color if color is not None else colour_wanted(), summary)
    worst_shown = worst(shown)
    none_read = not files and changed is None
    sys.exit(1 if none_read or (worst_shown is not None and worst_shown >= failing) else 0)


def _changed(root: Path, since: str) -> frozenset[str]:
    try:
        return changed_since(root, since)
    except UnknownRevisionError:
        raise click.UsageError(
            f"git 里没有 {since} 这个提交 / git knows no commit {since} here"
        ) from None


def _tell(
    checked: Checked, targets: Sequence[Output], coloured: bool, summary: Path | None
) -> None:
    """Write every output; files first, so that a closed terminal costs none of them."""
    for target in targets:
        if target.file is not None:
            write(target.file, target.written(checked))
    if summary is not None and any(target.format == "github" for target in targets):
        from replicase.report import github

        told = github.step_summary(checked.diagnostics, checked.summary, checked.language)
        write(summary, told, append=True)
    on_screen = [target for target in targets if target.file is None]
    for target in on_screen:
        click.echo(target.written(checked, color=coloured), nl=False, color=coloured)
    if not on_screen:
        say(checked.language, checked.summary.sentence("zh"), checked.summary.sentence("en"))


def _within(
    found: Verdict | Survey, paths: Collection[str]
) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """What concerns the named paths, and the files of the library they hold."""
    shown = tuple(d for d in found.diagnostics if concerns(d.file, paths))
    return shown, tuple(file for file in found.files if concerns(file, paths))
