"""`replicase explain`: what a rule asks, why, and how to mend what it finds."""

from __future__ import annotations

import difflib

import click
from click.shell_completion import CompletionItem

from replicase.cli.options import colour_option, colour_wanted, default_language, lang_option
from replicase.codes import CODES
from replicase.diagnostics import Language
from replicase.report import explain as told
from replicase.rulebook import find


def _codes(
    ctx: click.Context,
    param: click.Parameter,  # noqa: ARG001 - click gives it
    incomplete: str,
) -> list[CompletionItem]:
    """Offer the codes, and the names to those who begin with one."""
    language = ctx.params.get("lang") or default_language()
    about = {rule: rule.zh if language == "zh" else rule.en for rule in CODES}
    codes = [
        CompletionItem(r.code, help=about[r])
        for r in CODES
        if r.code.startswith(incomplete.upper())
    ]
    names = [CompletionItem(r.name, help=about[r]) for r in CODES if r.name.startswith(incomplete)]
    return codes or names


@click.command(short_help="说明一条规则。 Tell of a rule.")
@click.argument("code", required=False, shell_complete=_codes)
@click.option(
    "--all", "every", is_flag=True, help="列出这条规则的全部例子。 Show every example of the rule."
)
@lang_option
@colour_option
def explain(code: str | None, lang: Language, *, every: bool, color: bool | None) -> None:
    """说明一条规则：要求什么、为什么、怎么改、例子。 What a rule asks, why, how to mend it, an example.

    \b
    replicase explain              全部规则的列表 / the table of all rules
    replicase explain CASE113      一条规则 / one rule
    replicase explain date-order   也可以写名称 / by its name

    \b
    网站“参与”栏里有同样的内容。
    The site has the same pages below "Contribute".
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    coloured = color if color is not None else colour_wanted()
    if code is None:
        click.echo(told.table(lang, color=coloured), nl=False, color=coloured)
        return
    rule = find(code)
    if rule is None:
        raise click.UsageError(_unknown(code))
    click.echo(told.page(rule, lang, color=coloured, every=every), nl=False, color=coloured)


def _unknown(code: str) -> str:
    names = [name for rule in CODES for name in (rule.code.lower(), rule.name)]
    close = difflib.get_close_matches(code.lower(), names, n=1, cutoff=0.6)
    meant = find(close[0]) if close else None
    zh = f"是否指 {meant.code}（{meant.zh}）？" if meant else "不写编号，列出全部规则"
    en = f"did you mean {meant.code} ({meant.en})?" if meant else "without a code, all are listed"
    return f"没有 {code!r} 这条规则；{zh}\nthere is no rule {code!r}; {en}"
