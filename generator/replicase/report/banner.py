"""Diagnostics above a page of the preview: as `replicase check` prints them, as HTML.

File names, messages and lines of files are strangers' text; every one of them is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

from replicase.diagnostics import Diagnostic, Language
from replicase.report.text import block, printable

MOST = 12
"""Mistakes that are listed; of more only the number is told."""

_TITLE = {
    "zh": "预览：以下错误改好之前，本库不会发布",
    "en": "Preview: the library is not published until these errors are mended",
}
_LAST_GOOD = {
    "zh": "有错的案例按上一次没有错误时的样子显示；从来没有过，就不显示。",
    "en": "A record in error is shown as it was when it last had none, and not at all if it never was.",
}
_MORE = {
    "zh": "另有 {n} 个错误，`replicase check` 全部列出。",
    "en": "{n} more errors; `replicase check` lists them all.",
}


def banner(
    diagnostics: Sequence[Diagnostic], troubles: Sequence[str], language: Language
) -> Markup:
    """What is wrong, in one language; empty when nothing is. `troubles` are told by other programs."""
    if not diagnostics and not troubles:
        return Markup("")
    items = [
        Markup("<pre>{}</pre>").format("\n".join(block(d, language, color=False)))
        for d in diagnostics[:MOST]
    ]
    told = [Markup("<pre>{}</pre>").format(_lines(trouble)) for trouble in troubles]
    more = len(diagnostics) - MOST
    if more > 0:
        items.append(Markup("<p>{}</p>").format(_MORE[language].format(n=more)))
    if diagnostics:
        items.append(Markup("<p>{}</p>").format(_LAST_GOOD[language]))
    return Markup(
        '<div class="preview-banner" role="alert" lang="{}"><p><b>{}</b></p>{}</div>'
    ).format(
        "zh-CN" if language == "zh" else "en", _TITLE[language], Markup("").join([*told, *items])
    )


def _lines(text: str) -> Markup:
    return escape("\n".join(printable(line) for line in text.splitlines()))
