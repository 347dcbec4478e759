"""`replicase build`: check, then make the site."""

from __future__ import annotations

import errno
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import click

from replicase.cli.options import Asked, bar, colour_wanted, library_options
from replicase.diagnostics import Severity
from replicase.report import Summary

_STEPS: dict[str, tuple[str, str]] = {
    "check": ("检查案例", "checking cases"),
    "documents": ("生成 Word、PDF、Excel", "making Word, PDF and Excel"),
    "offline": ("生成离线版", "making the offline edition"),
    "pages": ("生成页面和检索", "making pages and search"),
    "verify": ("检查成品", "verifying the site"),
    "publish": ("发布", "publishing"),
}


_SPACE = ("腾出空间再试；", "free some space and try again; ")
_RIGHTS = (
    "换一个文件夹，或请管理员给写的权限；",
    "name another folder, or ask for the right to write there; ",
)
_REMEDIES: dict[int, tuple[str, str]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), _SPACE),
    **dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), _RIGHTS),
}
"""What to do where the system refuses."""


class _Stopped(SystemExit):
    """Somebody has stopped the build; what it began beside the site is cleared on the way out."""


@contextmanager
def stoppable() -> Iterator[list[int]]:
    """End in order when stopped from the keyboard or by the system, with the code shells expect.

    Gives the signals that have come: what is raised within a destructor Python does not pass on, so
    whoever goes on to the next step looks whether it should.
    """
    asked: list[int] = []

    def stop(number: int, _: object) -> None:
        asked.append(number)
        raise _Stopped(128 + number)

    if threading.current_thread() is not threading.main_thread():
        yield asked
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    told = sys.unraisablehook

    def not_passed_on(what: sys.UnraisableHookArgs) -> None:
        # That the build was stopped is said in its own words.
        if not isinstance(what.exc_value, _Stopped):
            told(what)

    sys.unraisablehook = not_passed_on
    try:
        yield asked
    finally:
        sys.unraisablehook = told
        for number, handler in before.items():
            signal.signal(number, handler)


@click.command(short_help="检查并生成网站。 Check, then make the site.")
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="网站放在哪里，缺省为库旁的 site/。 Where the site goes, site/ beside the library by default.",
)
@click.option(
    "--offline",
    is_flag=True,
    help="同时生成离线版 offline.zip，各页页脚有下载链接。 Make the offline edition too, offline.zip; every page offers it.",
)
@click.option(
    "--documents",
    is_flag=True,
    help="同时生成每个案例的 Word、PDF 和 Excel 表，页面上有链接；没有改过的不重做。 Make Word and PDF of every case and Excel tables too; the pages link them, and what has not changed is not made again.",
)
@library_options(cache=True)
def build(asked: Asked, site: Path | None, *, offline: bool, documents: bool) -> None:
    """检查并生成网站；有错误时旧网站原样保留。 Check, then make the site; errors leave the old one.

    \b
    新网站在旁边的文件夹里生成、核对，然后一次换上；中途出错不会留下半个网站。
    The new site is made and verified beside the old one; the two change places in one step.

    \b
    replicase build                            生成 site/ / make site/
    replicase build --site /srv/www/library    生成到别处 / make it elsewhere
    replicase build --as-of 2026-11-22         以这一天为准 / as of that day
    replicase build --offline                  连同离线版 / with the offline edition
    replicase build --documents                连同 Word、PDF、Excel / with Word, PDF and Excel
    replicase build --no-cache                 没有改动也重做 / make it anew though nothing changed
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from time import monotonic

    from replicase.build import build as run
    from replicase.publish import PublishError

    folder, lang = asked.folder(), asked.lang
    day = asked.day(folder)
    target = (site or folder / "site").absolute()
    began = monotonic()

    stopped: list[int] = []

    def progress(step: str) -> None:
        if stopped:
            raise _Stopped(128 + stopped[0])
        zh, en = _STEPS[step]
        asked.say(f"{zh} …", f"{en} …")

    try:
        kept = asked.cache(folder)
        with (
            stoppable() as stopped,
            bar(lang, "生成", "making") if documents else nullcontext() as shown,
        ):
            built = run(
                *(folder, target, day, progress, asked.workers()),
                offline=offline,
                documents=documents,
                progress=shown,
                cache=kept,
            )
    except _Stopped:
        asked.say(
            f"已停止；{target} 是完整的，没有做到一半的",
            f"stopped; {target} is whole, nothing in it is half done",
        )
        raise
    except PublishError as error:
        asked.say(f"没有发布：{error.zh}", f"not published: {error.en}")
        sys.exit(1)
    except OSError as error:
        if error.strerror is None:
            raise  # a template that is not found is an OSError too, and ours to mend
        where = f" {error.filename}" if error.filename else ""
        zh, en = _REMEDIES.get(error.errno or 0, ("", ""))
        asked.say(
            f"没有发布：{error.strerror}{where}；{zh}{target} 没有动过",
            f"not published: {error.strerror}{where}; {en}{target} is untouched",
        )
        sys.exit(1)
    found = built.diagnostics + built.site_diagnostics
    if not built.pages:
        from replicase.report import text

        errors = tuple(d for d in found if d.severity is Severity.ERROR)
        click.echo(
            text.report(
                errors,
                Summary.of(built.files, errors),
                lang,
                color=colour_wanted(),
                explain=True,
            ),
            nl=False,
        )
        asked.say(
            f"没有发布：先改正上面的错误；{target} 没有动过",
            f"not published: mend the errors above; {target} is untouched",
        )
        sys.exit(1)
    counted = Summary.of(built.files, found)
    if built.site_diagnostics:
        from replicase.report import text

        told = Summary.of(built.pages, built.site_diagnostics)
        click.echo(text.report(built.site_diagnostics, told, lang, color=colour_wanted()), nl=False)
    seconds = monotonic() - began
    if built.stood:
        asked.say(
            f"没有改动：{target} 的 {built.pages} 个页面就是最新的（{seconds:.1f} 秒，以 {day.date} 为准；{counted.warnings} 条警告）",
            f"nothing changed: the {built.pages} pages in {target} are up to date ({seconds:.1f} s, as of {day.date}; {counted.warnings} warnings)",
        )
        if built.documents_stood:
            asked.say(
                f"可带走的文件：{built.documents_stood} 个，也没有变化",
                f"documents: {built.documents_stood}, unchanged too",
            )
        return
    asked.say(
        f"已发布 {built.pages} 个页面到 {target}（{seconds:.1f} 秒，以 {day.date} 为准；{counted.warnings} 条警告）",
        f"published {built.pages} pages to {target} ({seconds:.1f} s, as of {day.date}; {counted.warnings} warnings)",
    )
    if built.no_font:
        from replicase.social.fonts import MISSING

        asked.say(*MISSING)
    if built.cannot_print:
        missing = built.cannot_print
        asked.say(f"没有做 PDF：{missing.zh}", f"no PDF was made: {missing.en}")
    failed = [d for d in built.documents if d.trouble]
    if built.documents:
        there = len(built.documents) - len(failed)
        same = sum(d.kept for d in built.documents)
        asked.say(
            f"可带走的文件：{there} 个，其中 {same} 个没有变化，沿用上次的",
            f"documents: {there}, of them {same} unchanged since the last time",
        )
        if failed:
            first = failed[0]
            asked.say(
                f"有 {len(failed)} 个文件写不了：{first.path}（{first.trouble}）",
                f"{len(failed)} documents could not be written: {first.path} ({first.trouble})",
            )
    if built.offline:
        from replicase.offline import ADDRESS

        megabytes = f"{built.offline / 1_000_000:.1f} MB"
        asked.say(
            f"离线版：{target / ADDRESS}（{megabytes}）",
            f"offline edition: {target / ADDRESS} ({megabytes})",
        )
    if built.cannot_print or failed:
        # Published, but not all that was asked for.
        sys.exit(1)
