"""The command `replicase`. Exit codes: 0 clean, 1 something is wrong, 2 misuse, 3 internal error."""

from __future__ import annotations

import importlib
import os
import traceback
from typing import Any

import click

from replicase import __version__
from replicase.workers import WorkerLostError

COMMANDS = (
    "init",
    "check",
    "explain",
    "new",
    "status",
    "promote",
    "template",
    "import",
    "changes",
    "fix",
    "fmt",
    "build",
    "serve",
    "verify",
    "rollback",
    "headers",
    "export",
    "schema",
    "migrate",
    "doctor",
    "completion",
)
"""Each is `replicase.cli.<name>.<name>`, and loaded when it is asked for: most runs need one."""


_MODULES = {"import": "bring"}
"""Where a command's name is a word of Python's."""


def command(name: str) -> click.Command:
    """Load a command."""
    own = _MODULES.get(name, name)
    loaded: click.Command = getattr(importlib.import_module(f"{__name__}.{own}"), own)
    return loaded


class _Group(click.Group):
    """A group whose unforeseen errors are one message and exit code 3."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name every command, in the order of a contributor's day."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        return command(cmd_name) if cmd_name in COMMANDS else None

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
    if isinstance(error, MemoryError):
        return (
            "内存不够；关掉别的程序，或换一台内存大些的机器再试\n"
            "short of memory; close other programs, or try on a machine with more of it"
        )
    return (
        f"内部错误 / internal error: {type(error).__name__}: {error}\n"
        "设 REPLICASE_DEBUG=1 再运行可看到详情 / set REPLICASE_DEBUG=1 to see where"
    )


@click.group(
    cls=_Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="replicase")
def main() -> None:
    """检查案例库，生成可检索的网站。 Check a library of cases and make a searchable site of it.

    \b
    案例是 cases/ 里的文本文件。先 check，照提示改到没有错误，再 build。
    Cases are text files in cases/. Check first, mend what is told, then build.

    \b
    replicase check                      检查全部案例 / check every case
    replicase check cases/practices/x/   只看一个文件夹 / one folder only
    replicase explain CASE113            说明一条规则 / what a rule asks, and why
    replicase build                      检查并生成 site/ / check, then make site/
    replicase serve                      预览，边改边看 / preview, follows every change
    replicase verify site                检查做好的网站 / judge a finished site
    replicase rollback                   换回上一次发布的 / bring back the release before
    replicase headers                    网页服务器的安全响应头 / headers for a web server
    replicase export                     导出 Word、PDF、Excel / export as Word, PDF and Excel
    replicase new case                   新建案例，一项一项问 / begin a case, asked step by step
    replicase status                     各到哪个阶段，还缺什么 / stages, and what is missing
    replicase promote --check            哪些可以进入下一阶段 / which may go to the next stage
    replicase template cases.xlsx        写出登记表，用 Excel 填 / a workbook to fill in
    replicase import cases.xlsx          导入登记表或 Word 材料 / import a workbook or an essay
    replicase changes v1.0               改了什么，等级为什么变 / what changed, and why grades moved
    replicase fix                        改正可以放心改的写法 / mend what is safe to mend
    replicase fmt                        整理排版 / tidy the layout
    replicase init my-library            自己建一个库 / a library of your own
    replicase doctor                     这台电脑准备好了没有 / whether this machine is ready
    replicase schema                     写出 JSON Schema / write the JSON Schemas
    replicase completion bash            按 Tab 补全 / let Tab complete

    \b
    每个命令都有自己的说明 / each command tells more
    replicase check --help

    \b
    退出码 / exit codes
    0 通过 clean             1 有问题 something is wrong
    2 用法错误 misuse        3 内部错误 internal error
    """  # noqa: D301 - click reads the backspace as "keep these lines"
