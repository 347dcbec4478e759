"""`replicase serve`: the site while it is written, each page made when it is asked for."""

from __future__ import annotations

import errno
import faulthandler
import os
import signal
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import click

from replicase.cli.options import Asked, library_options, say
from replicase.diagnostics import Diagnostic, Language

if TYPE_CHECKING:
    from replicase.as_of import AsOf
    from replicase.progress import Bar


@click.command(short_help="预览，边改边看。 Preview; follows every change.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="端口，0 为任选一个空闲的。 The port; 0 takes any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="在哪个地址上听，缺省只有本机能看。 The address to listen on; by default only this machine sees it.",
)
@click.option(
    "--open",
    "opened",
    is_flag=True,
    help="随后在浏览器里打开。 Open it in the browser.",
)
@click.option(
    "--poll",
    is_flag=True,
    help="每半秒看一遍文件，用于不通知改动的网络盘。 Look at the files twice a second, for network disks that tell of no change.",
)
@library_options(cache=False)
def serve(asked: Asked, port: int, host: str, *, opened: bool, poll: bool) -> None:
    """在浏览器里预览，存盘即见；有错时照样显示。 Preview in a browser; a saved file is seen at once.

    \b
    网页要看时才生成，不写任何文件。有错的案例按上一次没有错误时显示，错误列在页面上方，改好就消失。
    Pages are made when they are asked for; no file is written. A case in error is shown as it last
    was without; its errors stand above the page until they are mended.

    \b
    日期缺省为今天，同有未提交修改时的 build。按 Ctrl-C 结束。
    The date is today by default, as for a build with changes not committed. Ctrl-C ends it.

    \b
    replicase serve                    http://127.0.0.1:8000/
    replicase serve --open             并打开浏览器 / and open the browser
    replicase serve --port 9000        换一个端口 / another port
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        _run(asked, host, port, opened=opened, poll=poll)
    except KeyboardInterrupt:  # before it answered
        sys.exit(0)


def _run(asked: Asked, host: str, port: int, *, opened: bool, poll: bool) -> None:
    from threading import Event, Thread

    from replicase.preview.server import Server, is_loopback
    from replicase.progress import Bar

    folder, lang = asked.folder(), asked.lang
    try:
        server = Server(host, port)
    except OSError as error:
        raise _taken(host, port, error) from None
    from replicase.preview.following import Changes, Following
    from replicase.preview.session import Session

    day = _day(folder, asked.as_of_day)
    bar = Bar("读取案例" if lang == "zh" else "reading cases")
    session = Session(folder, day, _Speaker(lang, bar))
    server.session = session
    failures: list[BaseException] = []
    ended = Event()
    helpers = session.begin(asked.workers())

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            failures.append(error)
        ended.set()

    def follow() -> None:
        following = Following(folder, session.watched(), poll=poll)
        session.read(helpers)
        server.mount = session.mount
        bar.end()
        _say_what_is_wrong(session.errors, lang)
        # What was changed before anybody listened.
        changes = Changes(records=None)
        while True:
            if changes:
                session.follow(changes)
                server.mount = session.mount
                bar.end()
                following.watches(session.watched())
            changes = following.next(3600)

    # Whoever asks for a page shall not wait for the thread that makes the whole library follow.
    sys.setswitchinterval(_TURN)
    try:
        Thread(target=server.serve_forever, daemon=True).start()
        asked.say(
            f"预览：{server.url}（以 {day.date} 为准；按 Ctrl-C 结束）",
            f"preview: {server.url} (as of {day.date}; Ctrl-C ends it)",
        )
        if not is_loopback(host):
            asked.say(
                "注意：同一网络里的人都能看到这个预览",
                "note: everybody on this network can see this preview",
            )
        if opened:
            click.launch(server.url)
        # The work is done aside, so that Ctrl-C meets a thread that only waits.
        for work in (follow, session.keep_up):
            Thread(target=guarded, args=(work,), daemon=True).start()
        # The system may hand a signal to any thread, and only this one can act on it: it looks up.
        while not ended.wait(_LOOK):
            pass
        raise failures[0]
    except KeyboardInterrupt:
        # Who ends it is not kept waiting: should tidying hang, this says where, and ends it.
        faulthandler.dump_traceback_later(_LONGEST_END, exit=True)
    finally:
        bar.end()
        helpers.end()
        session.close()
        server.server_close()
    sys.stderr.flush()
    # Threads that still answer a browser have nothing to finish, and are not waited for.
    os._exit(0)


def _day(folder: Path, option: date | None) -> AsOf:
    from replicase.as_of import AsOf, as_of, today

    try:
        day = as_of(folder, option)
    except ValueError as error:
        raise click.UsageError(f"SOURCE_DATE_EPOCH 应是秒数\n{error}") from None
    # Whoever previews is about to change something, and what is changed is of today.
    return AsOf(max(today(), day.date), "changed") if day.origin == "commit" else day


def _taken(host: str, port: int, error: OSError) -> click.UsageError:
    if error.errno == errno.EADDRINUSE:
        return click.UsageError(
            f"端口 {port} 已被占用，可能另一个预览还开着；用 --port 换一个\n"
            f"port {port} is taken, perhaps by another preview; choose another with --port"
        )
    if isinstance(error, PermissionError):
        return click.UsageError(
            f"没有使用端口 {port} 的权限；用 --port 换一个 1024 以上的\n"
            f"you may not use port {port}; choose one above 1023 with --port"
        )
    reason = error.strerror or os.strerror(error.errno or 0)
    return click.UsageError(
        f"不能在 {host} 上听（{reason}）；检查 --host\ncannot listen on {host} ({reason}); check --host"
    )


_LOOK = 0.5
"""Seconds until the thread that waits looks whether it was asked to end."""
_TURN = 0.0005
"""Seconds a thread works on while another waits for its turn; Python's own 5 ms add up in one answer."""
_LONGEST_END = 10.0
"""Seconds that tidying may take."""


class _Speaker:
    """Tells at the terminal what the preview does: one line a change."""

    def __init__(self, language: Language, bar: Bar) -> None:
        self._language = language
        self._bar = bar
        self._began = monotonic()

    def reading(self, done: int, total: int) -> None:
        """So many files of so many are read."""
        self._bar.tell(done, total)
        if done == total and total >= _MANY:
            self._bar.end()
            seconds = monotonic() - self._began
            say(
                self._language,
                f"读了 {total} 个文件（{seconds:.1f} 秒）",
                f"read {total} files ({seconds:.1f} s)",
            )

    def changed(self, files: tuple[str, ...], seconds: float, errors: int) -> None:
        """Files were read anew and are shown."""
        zh, en = _named(files)
        wrong = (
            (f"，{errors} 个错误", f", {errors} error{'' if errors == 1 else 's'}")
            if errors
            else ("", "")
        )
        say(
            self._language,
            f"{zh}（{seconds:.2f} 秒{wrong[0]}）",
            f"{en} ({seconds:.2f} s{wrong[1]})",
        )

    def compared(self, errors: int) -> None:
        """They were compared with all others, after which there are so many errors."""
        say(
            self._language,
            f"与别的记录比过：{errors} 个错误" if errors else "与别的记录比过：没有错误",
            f"compared with the other records: {errors or 'no'} error{'' if errors == 1 else 's'}",
        )


_MANY = 500


def _named(files: tuple[str, ...]) -> tuple[str, str]:
    """What changed, in a few words."""
    from replicase.report.text import printable

    if not files:
        return "页面、外观或设置有改动", "pages, looks or settings have changed"
    if len(files) == 1:
        return (printable(files[0]),) * 2
    first = printable(files[0])
    return f"{first} 等 {len(files)} 个文件", f"{first} and {len(files) - 1} more"


def _say_what_is_wrong(errors: tuple[Diagnostic, ...], language: Language) -> None:
    if errors:
        say(
            language,
            f"有 {len(errors)} 个错误，列在页面上方；`replicase check` 全部列出",
            f"{len(errors)} errors, listed above every page; `replicase check` lists them all",
        )
