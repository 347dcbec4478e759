"""`replicase doctor`: whether this machine has what the program can make use of."""

from __future__ import annotations

import sys

import click
from wcwidth import wcswidth

from replicase.cli.options import colour_option, colour_wanted, lang_option
from replicase.diagnostics import Language
from replicase.report.text import printable

_WORDS: dict[Language, tuple[str, str, str]] = {
    "zh": ("有", "缺", "可选"),
    "en": ("ok", "missing", "optional"),
}
_COLOURS = ("green", "red", "yellow")


@click.command(short_help="这台电脑准备好了没有。 Whether this machine is ready.")
@lang_option
@colour_option
def doctor(lang: Language, *, color: bool | None) -> None:
    """看看这台电脑准备好了没有，缺什么，怎么补。 Whether this machine is ready, and what to do if not.

    \b
    有 ok            找到了，后面是版本或位置 / it is there; its version or place follows
    缺 missing       检查和生成离不开它 / check and build cannot do without it
    可选 optional    没有也能检查和生成，后面说它有什么用、怎么装
                     check and build go without; what it is for and how to get it follows

    \b
    退出码 / exit codes
    0 要用的都有 / all that is needed is there
    1 缺要用的 / something needed is missing
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase.machine import look

    coloured = color if color is not None else colour_wanted()
    words = _WORDS[lang]
    width = max(map(_width, words))
    lacking = False
    found = list(look())
    name_width = max(_width(one.name(lang)) for one in found)
    for one in found:
        kind = 0 if one.there else 1 if one.is_needed else 2
        lacking = lacking or kind == 1
        word = words[kind] + " " * (width - _width(words[kind]))
        name = one.name(lang) + " " * (name_width - _width(one.name(lang)))
        rest = printable(one.there or one.remedy(lang))
        shown = click.style(word, fg=_COLOURS[kind], bold=True) if coloured else word
        click.echo(f"{shown}  {name}  {rest}", color=coloured)
    if lacking:
        said = "缺要用的，先补上" if lang == "zh" else "something needed is missing"
    else:
        said = "可以检查和生成" if lang == "zh" else "ready to check and to build"
    click.echo(said, err=True)
    sys.exit(1 if lacking else 0)


def _width(text: str) -> int:
    return max(0, wcswidth(text))
