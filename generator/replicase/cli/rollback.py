"""`replicase rollback`: the release before comes back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from replicase.cli.options import lang_option, library_root, root_option, say
from replicase.diagnostics import Language


@click.command(short_help="换回上一次发布的网站。 Bring back the release before.")
@root_option
@click.option(
    "--site",
    type=click.Path(file_okay=False, path_type=Path),
    help="网站在哪里，缺省为库旁的 site/。 Where the site is, site/ beside the library by default.",
)
@lang_option
def rollback(root: Path | None, site: Path | None, lang: Language) -> None:
    """换回上一次发布的网站。 Bring back the release before.

    \b
    每次发布都把原来的网站留在旁边（site/ 的在 .site.previous/），只留一份，换回只需一步。
    Every build keeps the site it replaced beside the new one (of site/ in .site.previous/), one and
    no more; the two change places in one step.

    \b
    再运行一次，就又换回来；案例文件不变，下次 build 仍照案例生成。
    Run it again, and they are as they were. Case files stay: the next build is made from them.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase.publish import PublishError, previous, roll_back

    target = (site or library_root(root) / "site").absolute()
    try:
        roll_back(target)
    except PublishError as error:
        say(lang, f"没有换回：{error.zh}", f"not rolled back: {error.en}")
        sys.exit(1)
    except OSError as error:
        say(
            lang,
            f"没有换回：{error.strerror}；{target} 没有动过",
            f"not rolled back: {error.strerror}; {target} is untouched",
        )
        sys.exit(1)
    say(
        lang,
        f"{target} 是上一次发布的了；换下的在 {previous(target)}，再运行一次就换回来",
        f"{target} is the release before; what it replaced is in {previous(target)}: "
        "run this again to have it back",
    )
