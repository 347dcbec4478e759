"""`replicase check`: what is wrong, to the line and column."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Sequence
from datetime import date
from pathlib import Path

import click

from replicase.cli.options import (
    as_of_option,
    colour_wanted,
    day_of,
    jobs_option,
    lang_option,
    library_root,
    root_option,
    workers_for,
)
from replicase.cli.paths import concerns, wanted_below
from replicase.diagnostics import Diagnostic, Language, Severity, worst
from replicase.edition import Inspection, inspect
from replicase.report import Summary, github, json, text

FORMATS: dict[str, Callable[..., str]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
}


@click.command(short_help="只检查。 Check only.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@root_option
@as_of_option
@lang_option
@jobs_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="输出格式；json 和 github 供程序读。 Output format; json and github are for programs.",
)
@click.option("--strict", is_flag=True, help="警告也算不通过。 Warnings fail too.")
@click.option(
    "--notes/--no-notes",
    default=None,
    help="是否列出提醒，缺省只在指明 PATHS 时列出。 List notes; by default only with PATHS.",
)
@click.option(
    "--color/--no-color",
    default=None,
    help="是否着色，缺省只在终端着色。 Colour; by default on a terminal only.",
)
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
    format_name: str,
    *,
    strict: bool,
    notes: bool | None,
    color: bool | None,
    summary: Path | None,
) -> None:
    """检查案例，指出哪个文件、哪行、什么问题、怎么改。 Check cases, to the line and column.

    PATHS 只看这些文件或文件夹的问题（整个库仍会读，以便核对文件之间的关系）。
    PATHS limits what is shown; the whole library is still read, since files refer to each other.
    """
    folder = library_root(root)
    wanted = wanted_below(paths, folder)
    day = day_of(folder, as_of_day, lang)
    docs = folder / "docs"
    inspection = inspect(folder, day, docs if docs.is_dir() else None, workers_for(jobs))
    shown, count = _within(inspection, wanted)
    counted = Summary.of(count, shown)
    coloured = color if color is not None else colour_wanted()
    if format_name == "text":
        listed = notes if notes is not None else bool(wanted)
        output = text.report(shown, counted, lang, color=coloured, notes=listed)
    elif format_name == "github":
        output = github.report(shown, counted, lang)
        if summary is not None:
            _append(summary, github.step_summary(shown, counted, lang))
    else:
        output = json.report(shown, counted)
    click.echo(output, nl=not output.endswith("\n"), color=coloured)
    failing = Severity.WARNING if strict else Severity.ERROR
    found = worst(shown)
    sys.exit(1 if count == 0 or (found is not None and found >= failing) else 0)


def _append(file: Path, content: str) -> None:
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.write(content)
    except OSError as error:
        raise click.UsageError(
            f"写不了 {file}：{error.strerror} / cannot write {file}: {error.strerror}"
        ) from None


def _within(inspection: Inspection, wanted: Collection[str]) -> tuple[tuple[Diagnostic, ...], int]:
    """What concerns the named paths, and how many files of the library they hold."""
    shown = tuple(d for d in inspection.diagnostics if concerns(d.file, wanted))
    return shown, sum(concerns(file, wanted) for file in inspection.files)
