"""`replicase changes`: what changed in a library between two states, and why grades moved."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from replicase.cli.options import as_of_option, day_of, lang_option, library_root, root_option, say
from replicase.diagnostics import Language

if TYPE_CHECKING:
    from replicase.history import Side, Told


@click.command(short_help="两次之间改了什么，等级为什么变。 What changed, and why grades moved.")
@click.argument("before", metavar="FROM")
@click.argument("after", required=False, metavar="[TO]")
@root_option
@as_of_option
@lang_option
@click.option(
    "--format",
    "format_name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="输出格式；json 供程序读，中英都有。 Output format; json is for programs, in both languages.",
)
@click.option(
    "--release",
    is_flag=True,
    help="写入 releases/日期.json，网站的“新入库和改动”页和 changes.json 据此说明。 "
    "Keep it as releases/DATE.json, which the site tells from.",
)
def changes(
    before: str,
    after: str | None,
    root: Path | None,
    as_of_day: date | None,
    lang: Language,
    format_name: str,
    *,
    release: bool,
) -> None:
    """说明两次之间哪些案例新增、撤回、改动，等级升降各因为什么。 What was added, withdrawn and changed, and why grades moved.

    \b
    replicase changes v1.0                 上次发布到现在 / from a release to now
    replicase changes v1.0 v1.1            两次提交之间 / between two commits
    replicase changes ../old .             两个文件夹 / two folders
    replicase changes site/data            发布过的数据到现在 / from published data to now
    replicase changes v1.0 --release       记作一次发布 / keep it as a release

    FROM、TO 是提交（标签、分支）、库所在的文件夹，或网站、它的 data/ 文件夹；TO 缺省为现在的文件。
    FROM and TO are commits (tags, branches), folders of libraries, or a site or its folder data/; TO is
    the files as they are now.

    等级各按那一次的日期重新算出，再比较。有改动退出码为 1，没有为 0。
    Grades are computed anew on the date of each side and compared. It exits 1 where something changed,
    0 where nothing did.
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    from replicase.history import Release, SideError, compare

    folder = library_root(root)
    try:
        old = _side(before, folder, None, lang)
        new = _side(after or str(folder), folder, as_of_day, lang)
    except SideError as error:
        raise click.UsageError(f"{error.zh}\n{error}") from None
    found = compare(old, new)
    if format_name == "json":
        from replicase.history import release_file

        told = release_file(Release(new.as_of, old.as_of, found))
        click.echo(told.decode(), nl=False)
    else:
        click.echo(_text(found, old, new, lang), nl=False)
    if release:
        _keep(folder, old, new, found, lang)
    sys.exit(1 if found else 0)


def _side(name: str, root: Path, day: date | None, lang: Language) -> Side:
    """Read one side: published data, a folder of a library, or a commit of this one."""
    from replicase.history import Side, SideError
    from replicase.history.side import is_data
    from replicase.history.stored import library_at
    from replicase.load import load
    from replicase.read import read_library

    folder = Path(name)
    if folder.is_dir():
        if (data := is_data(folder)) is not None and not (folder / "cases/library.yml").is_file():
            return Side.of_data(name, data)
        if (folder / "cases").is_dir():
            inputs, unread = read_library(folder)
            library, _ = load(inputs, unreadable=(d.file for d in unread))
            return Side.of_library(name, library, day_of(folder.resolve(), day, lang).date)
        raise SideError(
            f"{name} 里没有 cases/，也没有 data/cases.json",
            f"{name} has neither cases/ nor data/cases.json",
        )
    library, committed = library_at(root, name)
    return Side.of_library(name, library, day or committed)


def _text(found: tuple[Told, ...], old: Side, new: Side, lang: Language) -> str:
    """The changes as a person reads them, case by case."""
    from replicase.report.text import printable

    head = f"{old.as_of} 到 {new.as_of}" if lang == "zh" else f"from {old.as_of} to {new.as_of}"
    if not found:
        return f"{head}：没有改动\n" if lang == "zh" else f"{head}: nothing changed\n"
    changed = "1 change" if len(found) == 1 else f"{len(found)} changes"
    lines = [f"{head}：{len(found)} 处改动" if lang == "zh" else f"{head}: {changed}"]
    about = ""
    for told in found:
        if about != (told.case or told.city):
            about = told.case or told.city
            title = told.title_zh if lang == "zh" else told.title_en
            lines += ["", printable(f"{about}  {title}".rstrip())]
        lines.append(printable(f"  {told.zh if lang == 'zh' else told.en}"))
    return "\n".join(lines) + "\n"


def _keep(root: Path, old: Side, new: Side, found: tuple[Told, ...], lang: Language) -> None:
    from replicase.history import FOLDER, Release, release_file

    file = root / FOLDER / f"{new.as_of}.json"
    file.parent.mkdir(exist_ok=True)
    try:
        with file.open("xb") as opened:
            opened.write(release_file(Release(new.as_of, old.as_of, found)))
    except FileExistsError:
        raise click.UsageError(
            f"{file.relative_to(root)} 已经有了；要重写，先删除它\n"
            f"{file.relative_to(root)} is there already; delete it first to write it anew"
        ) from None
    say(
        lang,
        f"写好了 {file.relative_to(root)}，请一起提交",
        f"wrote {file.relative_to(root)}; commit it with the cases",
    )
