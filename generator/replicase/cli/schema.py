"""`replicase schema`: the JSON Schemas, for editors."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from replicase.cli.options import lang_option, say
from replicase.diagnostics import Language
from replicase.model.schema import SCHEMAS, written


@click.command(short_help="写出 JSON Schema。 Write the JSON Schemas.")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("schema"),
    show_default=True,
    help="写到哪里。 Where to write.",
)
@click.option(
    "--check", "only_check", is_flag=True, help="只比较，不写。 Compare only, write nothing."
)
@lang_option
def schema(folder: Path, lang: Language, *, only_check: bool) -> None:
    """写出各种记录的 JSON Schema，供编辑器提示。 Write the JSON Schemas of the records, for editors.

    \b
    编辑器按它补全字段名、标出写错的值；每个字段的意思见网站“参与”栏。
    With them an editor completes keys and marks wrong values; the site, below "Contribute", says
    what each field means.

    \b
    replicase schema            写到 schema/ / write into schema/
    replicase schema --check    看看是否与格式一致 / see whether they are in step
    """  # noqa: D301 - click reads the backspace as "keep these lines"
    stale = []
    for name in SCHEMAS:
        path, content = folder / f"{name}.schema.json", written(name)
        if path.is_file() and path.read_text("utf-8") == content:
            continue
        stale.append(path.name)
        if not only_check:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(content, "utf-8")
    if only_check and stale:
        say(
            lang,
            f"与格式不一致：{', '.join(stale)}；运行 replicase schema",
            f"out of step: {', '.join(stale)}; run replicase schema",
        )
        sys.exit(1)
    said = ", ".join(stale)
    say(
        lang,
        f"已写 {said}" if stale else "没有变化",
        f"wrote {said}" if stale else "nothing changed",
    )
