"""Nothing would be cut or printed as signs: no HTML, no other addresses, no tool's braces.

Markdown knows paragraphs, headings, lists, tables, quotes, emphasis, code and links to https, http,
mailto or `case:`; a line of text knows none of it.
Why: what is removed in silence changes what an author said.
Mend: write it in Markdown, or as plain text.

写的内容不会被删掉，也不会变成一串符号。
Markdown 可用段落、标题、列表、表格、引用、强调、代码，以及 https、http、mailto、`case:` 链接；单行文字都不能用。
为什么：悄悄删掉内容，就改了作者的意思。
怎么改：改用 Markdown 写法，或写成普通文字。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity, in_short
from replicase.library import Library
from replicase.prose import removed
from replicase.rules.entries import RecordEntry
from replicase.rules.passages import passages, without_citations

RULE = Rule(
    "CASE306",
    "markup",
    Severity.ERROR,
    "文字里没有 HTML 和不能用的链接",
    "No HTML and no links that cannot be used in a text",
)


_SIGN = re.compile(
    r"[<\[{]|^[ \t>]{20}|^(?:[ \t]*(?:[>*+-]|[0-9]{1,9}[.)])[ \t]?){6}|^[ \t>]*(?:```|~~~)",
    re.MULTILINE,
)
"""What may begin something that is removed; the last are deep quotations and lists, and code."""


def check(entry: RecordEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield every piece that would not come through."""
    # Outside Markdown only a tag would be taken for something else.
    looked_at = passages(entry) if "<" in entry.wording else entry.parts.markdown
    for passage in looked_at:
        if passage.markdown and passage.text.count("[") > MOST_BRACKETS:
            yield Finding(passage.at, *_BRACKETS)
            continue  # Markdown looks for the end of each through all the others
        # Parsing is dear, and most texts have none of the signs it looks for.
        if passage.markdown:
            if "]:" not in passage.text and not _SIGN.search(without_citations(passage.text)):
                continue
        elif "<" not in passage.text:
            continue
        pieces = removed(passage.text)
        opened = {_tag(p.text) for p in pieces if not p.text.startswith("</")}
        for piece in pieces:
            if piece.text.startswith("</") and _tag(piece.text) in opened:
                continue  # its beginning says it
            if passage.markdown:
                zh, en, hint_zh, hint_en = _IN_MARKDOWN[piece.what]
            elif piece.what == "html":
                zh, en, hint_zh, hint_en = _IN_A_LINE
            else:
                continue
            shown = in_short(piece.text)
            yield Finding(
                passage.at,
                zh.format(shown),
                en.format(shown),
                hint_zh,
                hint_en,
                quote=piece.text.split("\n")[0],
            )


MOST_BRACKETS = 1_000
"""Square brackets that open in one text; citations and links of a long one are some dozens."""

_BRACKETS = (
    f"一段文字里的 `[` 超过 {MOST_BRACKETS} 个",
    f"more than {MOST_BRACKETS} `[` in one text",
    "删去多余的方括号，或分成几段写",
    "delete the brackets that lead nowhere, or write several texts",
)
_IN_A_LINE = (
    "`{}` 是 HTML，这里只能写文字",
    "`{}` is HTML; only plain text can stand here",
    "删去标签，只留文字",
    "delete the tags and keep the words",
)
_IN_MARKDOWN = {
    "html": (
        "HTML `{}` 不能用",
        "the HTML `{}` cannot be used",
        "改用 Markdown，如 `**重点**`、`- 列表`",
        "use Markdown, as `**strong**` or `- item`",
    ),
    "link": (
        "链接 `{}` 不能用",
        "the link `{}` cannot be used",
        "写完整的 https 网址，或 `case:案例编号`",
        "write a whole https address, or `case:` and the id of a case",
    ),
    "image": (
        "正文里不能放图片 `{}`",
        "the image `{}` cannot stand in a text",
        "把图片写进 `images`",
        "list the picture under `images`",
    ),
    "syntax": (
        "`{}` 是别的工具的写法，会原样显示",
        "`{}` belongs to another tool and would be printed as it is",
        "删去这一段",
        "delete it",
    ),
    "definition": (
        "`{}` 没有链接用到，不会显示",
        "no link uses `{}`, so it would not be shown",
        "删掉它，或写成 `[文字](网址)`",
        "delete it, or write `[words](address)`",
    ),
    "fence": (
        "`{}` 写在代码块开头的一行，不会显示",
        "`{}` stands on the line that opens a block of code, and would not be shown",
        "另起一行写",
        "put it on a line of its own",
    ),
    "nesting": (
        "列表或引用套得太深，最里面的文字会丢失",
        "lists or quotations are nested so deep that the innermost words would be lost",
        "减少层次",
        "use fewer levels",
    ),
}


def _tag(text: str) -> str:
    """The name of an HTML tag, or nothing."""
    found = re.match(r"</?([A-Za-z][A-Za-z0-9-]*)", text)
    return found[1].lower() if found else ""
