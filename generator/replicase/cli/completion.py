"""`replicase completion`: what a shell needs to complete commands, options, paths, ids and codes."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

PROGRAM = "replicase"
VARIABLE = "_REPLICASE_COMPLETE"
"""Set by a shell that asks the program what may follow."""


@click.command(short_help="让 shell 补全命令。 Let the shell complete commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """写出补全脚本：命令、选项、路径、案例编号和规则编号按 Tab 补全。 Print the script that lets Tab complete.

    \b
    bash：在 ~/.bashrc 里加一行 / a line in ~/.bashrc
        eval "$(replicase completion bash)"
    zsh：在 ~/.zshrc 里加一行 / a line in ~/.zshrc
        eval "$(replicase completion zsh)"
    fish：写一个文件 / write a file
        replicase completion fish > ~/.config/fish/completions/replicase.fish
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    # click's own script; `source` would also run bash, only to ask for its version.
    known = get_completion_class(shell)
    if known is None:
        raise click.UsageError(f"click 不认得 {shell} / click does not know {shell}")
    asks = known(ctx.find_root().command, {}, PROGRAM, VARIABLE)
    click.echo(asks.source_template % asks.source_vars())
