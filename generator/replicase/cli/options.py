"""What commands ask alike: the library, the day, the language, the processes; and how they speak."""

from __future__ import annotations

import gc
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import click

from replicase.as_of import AsOf, as_of
from replicase.diagnostics import Language
from replicase.folders import CASES
from replicase.read import find_root, first_language
from replicase.workers import Workers

if TYPE_CHECKING:
    from replicase.cache import Cache


def default_language(root: Path | None = None) -> Language:
    """What the terminal speaks; where it does not say, the library's first language, else Chinese.

    Whoever has set a language that is neither is spoken to in English.
    """
    asked = next(
        (v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), ""
    )
    name = re.split("[_.@-]", asked.lower(), maxsplit=1)[0]
    if name not in _UNSAID:
        return "zh" if name == "zh" else "en"
    folder = root or find_root(Path.cwd())
    return (first_language(folder) if folder is not None else None) or "zh"


_UNSAID = ("", "c", "posix")
"""Names of locales that are no language: servers and containers have them."""


def _language(ctx: click.Context, _: click.Parameter, value: Language | None) -> Language:
    return value or default_language(ctx.params.get("root"))


def say(language: Language, zh: str, en: str) -> None:
    """Tell the person at the terminal, beside the output."""
    click.echo(zh if language == "zh" else en, err=True)


def library_root(option: Path | None) -> Path:
    """Return the folder of the library: the one asked for, or the nearest one upwards."""
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


def day_of(root: Path, option: date | None, language: Language) -> AsOf:
    """Return the date to judge by; says so when it had to come from the clock."""
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
    callback=_language,
    show_default="LANG",
    help="消息的语言，缺省照终端的语言，终端没有说的照库的第一种语言。 "
    "Language of messages: the terminal's by default, and where that does not say, the library's first.",
)


colour_option = click.option(
    "--color/--no-color",
    default=None,
    help="是否着色，缺省只在终端着色。 Colour; by default on a terminal only.",
)
jobs_option = click.option(
    "--jobs",
    type=click.IntRange(min=1, max=64),
    metavar="N",
    help="同时用几个进程，缺省为处理器的核数。 Processes at a time, as many as cores by default.",
)

cache_option = click.option(
    "--cache/--no-cache",
    "cached",
    default=True,
    help="没有改过的文件用上次的结果，结果存在本人的缓存文件夹。 "
    "What has not changed keeps its last result, from your own cache folder.",
)


def workers_for(jobs: int | None) -> Workers:
    """Return so many processes, or as many as the machine has cores."""
    # What a run reads and makes lives until its end: a collector would go through it in vain.
    gc.disable()
    return Workers(jobs) if jobs else Workers.for_this_machine()


@dataclass(frozen=True, slots=True)
class Asked:
    """What every command that works through a whole library is asked."""

    root: Path | None
    as_of_day: date | None
    lang: Language
    jobs: int | None
    cached: bool = True

    def folder(self) -> Path:
        """Return the folder of the library."""
        return library_root(self.root)

    def day(self, folder: Path) -> AsOf:
        """Return the date to judge by; says so when it had to come from the clock."""
        return day_of(folder, self.as_of_day, self.lang)

    def workers(self) -> Workers:
        """Return the processes to work with."""
        return workers_for(self.jobs)

    def cache(self, folder: Path) -> Cache:
        """Return what is remembered of the library, or nothing where that was asked."""
        from replicase.cache import Cache, cache_folder

        return Cache.of(folder, cache_folder() if self.cached else None)

    def say(self, zh: str, en: str) -> None:
        """Tell the person at the terminal."""
        say(self.lang, zh, en)


_P = ParamSpec("_P")
_R = TypeVar("_R")


def library_options(
    *, cache: bool
) -> Callable[[Callable[Concatenate[Asked, _P], _R]], Callable[..., _R]]:
    """Give a command the options of `Asked`, and hand it what they say as its first argument."""
    options = [root_option, as_of_option, lang_option, jobs_option]
    if cache:
        options.append(cache_option)
    names = [field.name for field in fields(Asked)][: len(options)]

    def decorate(command: Callable[Concatenate[Asked, _P], _R]) -> Callable[..., _R]:
        @wraps(command)
        def asked(**given: Any) -> Any:
            own = {name: given.pop(name) for name in names}
            return command(Asked(**own), **given)  # type: ignore[call-arg]

        for option in reversed(options):
            asked = option(asked)
        return asked

    return decorate


def colour_wanted() -> bool:
    """Whether output goes to a terminal that shows colours."""
    return (
        sys.stdout is not None  # a program may start us without one
        and sys.stdout.isatty()
        and "NO_COLOR" not in os.environ
        and os.environ.get("TERM") != "dumb"
    )


@contextmanager
def bar(language: Language, zh: str, en: str) -> Iterator[Callable[[int, int], None] | None]:
    """A bar on a terminal; quiet anywhere else."""
    if sys.stderr is None or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    # No thread of its own: processes are forked while it runs.
    with Progress(
        *columns, console=Console(stderr=True), auto_refresh=False, transient=True
    ) as shown:
        row = shown.add_task(zh if language == "zh" else en)

        def progress(done: int, total: int) -> None:
            shown.update(row, completed=done, total=total)
            shown.refresh()

        yield progress
