"""The command `replicase`. Exit codes: 0 clean, 1 something is wrong, 2 misuse, 3 internal error."""

from __future__ import annotations

import gc
import os
import sys
import traceback
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from replicase import __version__
from replicase.as_of import AsOf, as_of
from replicase.diagnostics import Diagnostic, Language, Severity, worst
from replicase.edition import Inspection, inspect
from replicase.model.schema import SCHEMAS, written
from replicase.read import CASES, find_root
from replicase.report import Summary, github, json, text
from replicase.workers import WorkerLostError, Workers

FORMATS: dict[str, Callable[..., str]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
}


def default_language() -> Language:
    """Chinese, unless the environment asks for English."""
    asked = next(
        (v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), ""
    )
    return "en" if asked.lower().startswith("en") else "zh"


def say(language: Language, zh: str, en: str) -> None:
    """Tell the person at the terminal, beside the output."""
    click.echo(zh if language == "zh" else en, err=True)


class _Group(click.Group):
    """A group whose unforeseen errors are one message and exit code 3."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, BrokenPipeError):
                raise  # whoever read along has seen enough; click ends quietly
            if os.environ.get("REPLICASE_DEBUG"):
                traceback.print_exc()
            click.echo(_unforeseen(error), err=True)
            ctx.exit(3)


def _unforeseen(error: Exception) -> str:
    # A template that is not found is an OSError too, and ours to mend; it has no `strerror`.
    if isinstance(error, OSError) and error.strerror:
        where = f": {error.filename}" if error.filename else ""
        return f"系统拒绝读写 / the system refused to read or write: {error.strerror}{where}"
    if isinstance(error, WorkerLostError):
        return (
            "系统结束了一个进程，可能是内存不够；用 --jobs 1 再试\n"
            "the system ended one of the processes, perhaps short of memory; try --jobs 1"
        )
    return (
        f"内部错误 / internal error: {type(error).__name__}: {error}\n"
        "设 REPLICASE_DEBUG=1 再运行可看到详情 / set REPLICASE_DEBUG=1 to see where"
    )


def _root(option: Path | None) -> Path:
    if option is not None:
        return option.resolve()
    found = find_root(Path.cwd())
    if found is None:
        raise click.UsageError(
            f"这里和上级文件夹都没有 {CASES}/；用 --root 指明库的位置\n"
            f"there is no {CASES}/ here or above; name the library with --root"
        )
    return found


class _Day(click.ParamType[date]):
    """A day as the calendar knows it, written as case files write it."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return datetime.strptime(value, "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            self.fail(
                f"{value} 不是日期，写成 2024-05-31 / {value} is not a date; write it as 2024-05-31",
                param,
                ctx,
            )


def _day(root: Path, option: date | None, language: Language) -> AsOf:
    try:
        day = as_of(root, option)
    except ValueError as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH 应是秒数\n{error}") from None
    if day.origin == "clock":
        say(
            language,
            f"注意：没有提交记录，以今天 {day.date} 为准；用 --as-of 指定日期可重现结果",
            f"note: no commit to date the library, so today, {day.date}, is used; --as-of fixes it",
        )
    if day.origin == "changed":
        say(
            language,
            f"注意：`cases/` 里有未提交的修改，以今天 {day.date} 为准；用 --as-of 指定日期可重现结果",
            f"note: `cases/` has changes not committed, so today, {day.date}, is used; --as-of fixes it",
        )
    return day


root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="库所在的文件夹（内有 cases/），缺省向上查找。 Folder of the library, found upwards by default.",
)
as_of_option = click.option(
    "--as-of",
    "as_of_day",
    type=_Day(),
    metavar="YYYY-MM-DD",
    help="以哪天为准，缺省为最后一次提交的日期；有未提交的修改时为今天。 The date to judge by, the last commit's by default, today's with changes not committed.",
)
lang_option = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=default_language,
    show_default="LANG, zh",
    help="消息的语言。 Language of messages.",
)


jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1, max=64),
    metavar="N",
    help="同时用几个进程，缺省为处理器的核数。 Processes at a time, as many as cores by default.",
)


def _workers(jobs: int | None) -> Workers:
    # What a run reads and makes lives until its end: a collector would go through it in vain.
    gc.disable()
    return Workers(jobs) if jobs else Workers.for_this_machine()


@click.group(
    cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="replicase")
def main() -> None:
    """检查案例库，生成可检索的网站。 Check a library of cases and make a searchable site of it.

    \b
    replicase check                      检查全部案例 / check every case
    replicase check cases/practices/x/   只看一个文件夹 / one folder only
    replicase build                      检查并生成 site/ / check, then make site/
    replicase schema                     写出 JSON Schema / write the JSON Schemas

    \b
    退出码 / exit codes
    0 通过 clean             1 有问题 something is wrong
    2 用法错误 misuse        3 内部错误 internal error
    """  # noqa: D301 - click reads the backspace as "keep these lines"


@main.command(short_help="只检查。 Check only.")
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
    folder = _root(root)
    wanted = _wanted(paths, folder)
    day = _day(folder, as_of_day, lang)
    docs = folder / "docs"
    inspection = inspect(folder, day, docs if docs.is_dir() else None, _workers(jobs))
    shown, count = _within(inspection, wanted)
    counted = Summary.of(count, shown)
    coloured = color if color is not None else _colour_wanted()
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


def _colour_wanted() -> bool:
    return (
        sys.stdout is not None  # a program may start us without one
        and sys.stdout.isatty()
        and "NO_COLOR" not in os.environ
        and os.environ.get("TERM") != "dumb"
    )


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


def _within(inspection: Inspection, wanted: Collection[str]) -> tuple[tuple[Diagnostic, ...], int]:
    """What concerns the named paths, and how many files of the library they hold."""
    if not wanted:
        return inspection.diagnostics, len(inspection.files)

    def concerns(file: str) -> bool:
        return any(w == "." or file == w or file.startswith(f"{w}/") for w in wanted)

    shown = tuple(d for d in inspection.diagnostics if concerns(d.file))
    return shown, sum(concerns(file) for file in inspection.files)


_STEPS: dict[str, tuple[str, str]] = {
    "check": ("检查案例", "checking cases"),
    "pages": ("生成页面和检索", "making pages and search"),
    "verify": ("检查成品", "verifying the site"),
    "publish": ("发布", "publishing"),
}


@main.command(short_help="检查并生成网站。 Check, then make the site.")
@root_option
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="网站放在哪里，缺省为库旁的 site/。 Where the site goes, site/ beside the library by default.",
)
@as_of_option
@lang_option
@jobs_option
def build(
    root: Path | None, site: Path | None, as_of_day: date | None, lang: Language, jobs: int | None
) -> None:
    """检查并生成网站；有错误时旧网站原样保留。 Check, then make the site; errors leave the old one.

    新网站在旁边的文件夹里生成、核对，然后一次换上；中途出错不会留下半个网站。
    The new site is made and verified beside the old one; the two change places in one step.
    """
    from time import monotonic

    from replicase.build import BuildError
    from replicase.build import build as run
    from replicase.publish import PublishError

    folder = _root(root)
    day = _day(folder, as_of_day, lang)
    target = (site or folder / "site").absolute()
    began = monotonic()

    def progress(step: str) -> None:
        zh, en = _STEPS[step]
        say(lang, f"{zh} …", f"{en} …")

    try:
        built = run(folder, target, day, progress, _workers(jobs))
    except (BuildError, PublishError) as error:
        say(lang, f"没有发布：{error.zh}", f"not published: {error.en}")
        sys.exit(1)
    except OSError as error:
        if error.strerror is None:
            raise  # a template that is not found is an OSError too, and ours to mend
        where = f" {error.filename}" if error.filename else ""
        say(lang, f"没有发布：{error.strerror}{where}", f"not published: {error.strerror}{where}")
        sys.exit(1)
    found = built.inspection.diagnostics + built.site_diagnostics
    if not built.pages:
        errors = tuple(d for d in found if d.severity is Severity.ERROR)
        click.echo(
            text.report(
                errors,
                Summary.of(len(built.inspection.files), errors),
                lang,
                color=_colour_wanted(),
            ),
            nl=False,
        )
        say(
            lang,
            f"没有发布：先改正上面的错误；{target} 没有动过",
            f"not published: mend the errors above; {target} is untouched",
        )
        sys.exit(1)
    counted = Summary.of(len(built.inspection.files), found)
    if built.site_diagnostics:
        told = Summary.of(built.pages, built.site_diagnostics)
        report = text.report(built.site_diagnostics, told, lang, color=_colour_wanted())
        click.echo(report, nl=False)
    seconds = monotonic() - began
    say(
        lang,
        f"已发布 {built.pages} 个页面到 {target}（{seconds:.1f} 秒，以 {day.date} 为准；{counted.warnings} 条警告）",
        f"published {built.pages} pages to {target} ({seconds:.1f} s, as of {day.date}; {counted.warnings} warnings)",
    )


@main.command(short_help="写出 JSON Schema。 Write the JSON Schemas.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("schema"),
    show_default=True,
    help="写到哪里。 Where to write.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="只比较，不写。 Compare only, write nothing."
)
@lang_option
def schema(folder: Path, lang: Language, *, only_check: bool) -> None:
    """写出各种记录的 JSON Schema，供编辑器提示。 Write the JSON Schemas of the records, for editors."""
    stale = []
    for name in SCHEMAS:
        path, content = folder / f"{name}.schema.json", written(name)
        if path.is_file() and path.read_text("utf-8") == content:
            continue
        stale.append(path.name)
        if not only_check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    if only_check and stale:
        say(
            lang,
            f"与格式不一致：{', '.join(stale)}；运行 replicase schema",
            f"out of step: {', '.join(stale)}; run replicase schema",
        )
        sys.exit(1)
    said = ", ".join(stale)
    say(
        lang,
        f"已写 {said}" if stale else "没有变化",
        f"wrote {said}" if stale else "nothing changed",
    )
