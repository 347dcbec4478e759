"""`replicase verify`: judge a finished site from its files alone."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from replicase.cli.options import colour_option, colour_wanted, jobs_option, lang_option, say
from replicase.diagnostics import Language


@click.command(short_help="检查做好的网站。 Judge a finished site.")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@lang_option
@colour_option
@jobs_option
def verify(site: Path, lang: Language, color: bool | None, jobs: int | None) -> None:
    """检查做好的网站，不问是谁做的。 Judge a finished site, whoever made it.

    \b
    只看文件：元素和属性在名单之内，没有代码，写明安全策略，不向别处请求，链接和锚点通，
    网站地图和数据读得出来，各处数目一致，没有读坏的字，页面不大。
    From its files alone: elements and attributes of a closed list, no code, the policy stated,
    nothing asked of other hosts, links and anchors arrive, sitemap and data parse, counts agree,
    no lost character, no large page.

    \b
    replicase verify site
    replicase verify /srv/www/library --lang en
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase.report import Summary, text
    from replicase.verify import whole
    from replicase.workers import Workers

    count, found = whole(site.absolute(), Workers(jobs) if jobs else Workers.for_this_machine())
    summary = Summary.of(count, found)
    coloured = colour_wanted() if color is None else color
    click.echo(text.report(found, summary, lang, color=coloured, explain=True), nl=False)
    if not count:
        say(lang, f"{site} 是空的", f"{site} is empty")
    sys.exit(1 if summary.errors or not count else 0)
