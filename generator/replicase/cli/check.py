"""`replicase check`: what is wrong, to the line and column."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from datetime import date
from pathlib import Path

import click

from replicase.cli.options import (
    as_of_option,
    colour_option,
    colour_wanted,
    day_of,
    jobs_option,
    lang_option,
    library_root,
    root_option,
    say,
    workers_for,
)
from replicase.cli.outputs import FORMATS, Checked, Output, OutputType, outputs, write
from replicase.diagnostics import Diagnostic, Language, Severity, worst
from replicase.edition import Inspection, inspect
from replicase.report import github


@click.command(short_help="只检查。 Check only.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@as_of_option
@lang_option
@jobs_option
@click.option(
    "--output",
    "asked",
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
def check(
    paths: Sequence[Path],
    root: Path | None,
    as_of_day: date | None,
    lang: Language,
    jobs: int | None,
    asked: tuple[Output, ...],
    format_name: str | None,
    *,
    strict: bool,
    notes: bool | None,
    color: bool | None,
    summary: Path | None,
) -> None:
    """检查案例，指出哪个文件、哪行、什么问题、怎么改。 Check cases, to the line and column.

    PATHS 只看这些文件或文件夹的问题（整个库仍会读，以便核对文件之间的关系）。
    PATHS limits what is shown; the whole library is still read, since files refer to each other.

    \b
    replicase check cases/practices/zhoushan/          一个文件夹 / one folder
    replicase check --output text --output sarif:out.sarif
                                                       几种格式 / several formats

    text 给人看，json 给程序读，github、sarif、gitlab 标在合并请求上，junit 给显示测试结果的服务器。
    text is for people, json for programs; github, sarif and gitlab mark pull requests, junit is for
    servers that show tests.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    folder = library_root(root)
    wanted = _wanted(paths, folder)
    targets = outputs(asked, format_name, folder)
    day = day_of(folder, as_of_day, lang)
    docs = folder / "docs"
    inspection = inspect(folder, day, docs if docs.is_dir() else None, workers_for(jobs))
    shown, files = _within(inspection, wanted)
    failing = Severity.WARNING if strict else Severity.ERROR
    listed = notes if notes is not None else bool(wanted)
    checked = Checked(folder, shown, files, lang, failing, listed)
    _tell(checked, targets, color if color is not None else colour_wanted(), summary)
    found = worst(shown)
    sys.exit(1 if not files or (found is not None and found >= failing) else 0)


def _tell(
    checked: Checked, targets: Sequence[Output], coloured: bool, summary: Path | None
) -> None:
    """Write every output; files first, so that a closed terminal costs none of them."""
    for target in targets:
        if target.file is not None:
            write(target.file, target.written(checked))
    if summary is not None and any(target.format == "github" for target in targets):
        told = github.step_summary(checked.diagnostics, checked.summary, checked.language)
        write(summary, told, append=True)
    on_screen = [target for target in targets if target.file is None]
    for target in on_screen:
        click.echo(target.written(checked, color=coloured), nl=False, color=coloured)
    if not on_screen:
        say(checked.language, checked.summary.sentence("zh"), checked.summary.sentence("en"))


def _wanted(paths: Sequence[Path], root: Path) -> tuple[str, ...]:
    """The named files and folders as the library names them; "." is all of it."""
    wanted = []
    for path in paths:
        absolute = (Path.cwd() / path).resolve()
        if not absolute.exists():
            raise click.UsageError(f"没有 {path} / there is no {path}")
        if not absolute.is_relative_to(root):
            raise click.UsageError(f"{path} 不在库 {root} 里 / {path} is not in the library {root}")
        wanted.append(absolute.relative_to(root).as_posix())
    return tuple(wanted)


def _within(
    inspection: Inspection, wanted: Collection[str]
) -> tuple[tuple[Diagnostic, ...], tuple[str, ...]]:
    """What concerns the named paths, and the files of the library they hold."""
    if not wanted:
        return inspection.diagnostics, inspection.files

    def concerns(file: str) -> bool:
        return any(w == "." or file == w or file.startswith(f"{w}/") for w in wanted)

    shown = tuple(d for d in inspection.diagnostics if concerns(d.file))
    return shown, tuple(file for file in inspection.files if concerns(file))
