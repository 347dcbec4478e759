"""`replicase init`: a library of one's own, that checks and builds from the first minute."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from replicase.as_of import begun_day
from replicase.cli.options import lang_option, say
from replicase.diagnostics import Language


@click.command(short_help="自己建一个库。 Begin a library of your own.")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--name",
    metavar="TEXT",
    help="库的名称，缺省按文件夹名。 Name of the library, by the folder by default.",
)
@click.option(
    "--province",
    default="320000",
    show_default=True,
    metavar="NAME",
    help="收哪个省的案例：名称或代码，如 湖南、Hunan、430000。 The province it covers: a name or code.",
)
@lang_option
def init(folder: Path, name: str | None, province: str, lang: Language) -> None:
    """自己建一个库：写好就能检查、生成网站。 Begin a library of your own: it checks and builds at once.

    \b
    replicase init my-library                     江苏省，英文 / Jiangsu, in English
    replicase init my-library --province 湖南     换一个省 / another province
    cd my-library
    replicase check                               没有错误 / no error
    replicase build                               生成 site/ / makes site/

    \b
    写什么 / what it writes
    cases/       设置、词表、各市地名，两个标明虚构的例子
                 settings, word lists, the cities, two examples that say they are invented
    docs/en/     手写的页面 / pages to write by hand
    mkdocs.yml   网站的外壳 / the shell of the site
    schema/ .vscode/             编辑器的提示 / what editors complete with
    .github/ requirements.txt    检查合并请求，发布 / checks proposals, publishes

    \b
    已有的文件一个也不动：有同名的就什么都不写。例子和接下来做什么，见新库里的 README.md。
    No file that is there is touched: where one has the name, nothing is written. README.md in the new
    library says what to do next.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase import starter
    from replicase.edit.store import NotWritten, create_file

    place = starter.province_named(province)
    if place is None:
        known = ", ".join(f"{p.zh} {p.en} {p.code}" for p in starter.provinces())
        raise click.BadParameter(
            f"没有 {province} 这个省，可用：{known} / there is no such province; choose of these",
            param_hint="--province",
        )
    folder = folder.resolve()
    title = (name or _titled(folder.name)).strip()
    if not title.isprintable() or not 0 < len(title) <= 80:
        raise click.BadParameter(
            "名称是 1 至 80 个字的一行 / a name is one line of 1 to 80 characters",
            param_hint="--name",
        )
    found = list(starter.files(title, place, begun_day().isoformat()))
    there = [file for file, _ in found if os.path.lexists(folder / file)]
    if there:
        listed = "".join(f"\n  {file}" for file in there)
        say(
            lang,
            f"什么也没有写，这些文件已经有了：{listed}",
            f"nothing was written, for these are there already:{listed}",
        )
        sys.exit(1)
    for file, content in found:
        try:
            create_file(folder, file, content)
        except NotWritten as refusal:
            say(lang, f"{folder / file}：{refusal.zh}", f"{folder / file} {refusal.en}")
            sys.exit(1)
    click.echo(folder)
    say(
        lang,
        f"写好了 {len(found)} 个文件，收{place.zh}的案例，只有英文。接着：\n"
        f"  cd {folder}\n  replicase check\n  replicase build\n再读 README.md：先改什么，怎样发布",
        f"wrote {len(found)} files, for cases of {place.en}, in English. Next:\n"
        f"  cd {folder}\n  replicase check\n  replicase build\nand read README.md: what to change first, how to publish",
    )


def _titled(folder: str) -> str:
    """What a library is called after its folder."""
    words = folder.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:] if words else "My library"
