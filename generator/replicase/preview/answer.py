"""What the preview answers with, and the few pages it has of its own."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from http import HTTPStatus

from markupsafe import Markup

from replicase.diagnostics import Language
from replicase.theme import theme_folder

OWN = "__preview__/"
"""Begins the addresses that only the preview has; no page of a site may begin so."""
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a request."""

    data: bytes
    kind: str = HTML
    status: HTTPStatus = HTTPStatus.OK
    location: str = ""
    """Where the thing asked for lies instead."""


def own(name: str) -> Answer | None:
    """The script or the style sheet that the preview adds to a page."""
    kinds = {"preview.js": "text/javascript; charset=utf-8", "preview.css": "text/css"}
    if name not in kinds:
        return None
    return Answer((theme_folder() / "preview" / name).read_bytes(), kinds[name])


POLICY_BEGINS = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; """
"""How every page says what it loads."""

ASKING = "connect-src 'self'; "
"""What the script of the preview needs besides."""


def followed(html: str, version: str, banner: Markup, *, early: bool = False) -> bytes:
    """A page with the banner at its top and the script that shows it anew.

    One that was shown `early`, before the rest of the library, stays where it is found to be the same.
    """
    page = blake2b(f"{html}{banner}".encode(), digest_size=8).hexdigest()
    head = (
        f'<link rel="stylesheet" href="/{OWN}preview.css"><script src="/{OWN}preview.js" '
        f'data-version="{version}" data-page="{page}"{" data-early" if early else ""} defer></script>'
    )
    # A page of the site loads nothing by itself; here it asks whether its library has changed.
    html = html.replace(POLICY_BEGINS, POLICY_BEGINS + ASKING, 1)
    before, end_of_head, rest = html.partition("</head>")
    if not end_of_head:
        return html.encode()
    if banner:
        start = rest.find("<body")
        after = rest.find(">", start) + 1 if start >= 0 else 0
        rest = rest[:after] + str(banner) + rest[after:]
    return f"{before}{head}</head>{rest}".encode()


def waiting(language: Language, done: int, total: int, version: str) -> Answer:
    """Says how much of the library is read; the page asked for comes by itself."""
    if language == "zh":
        title, said = "正在读取案例库", f"已读 {done} 个文件，共 {total} 个；读完后本页自动显示。"
    else:
        title = "The library is being read"
        said = f"{done} of {total} files are read; this page shows itself when all are."
    bar = Markup('<progress id="preview-progress" max="{}" value="{}"></progress>').format(
        total, done
    )
    text = Markup('<p id="preview-said">{}</p>').format(said)
    return Answer(
        _page(language, title, bar + text, version, refresh=3),
        status=HTTPStatus.SERVICE_UNAVAILABLE,
    )


def partly(language: Language, done: int, total: int) -> Markup:
    """Stands above a page that is shown before all of the library is read."""
    said = (
        f"案例库还在读取：已读 {done} 个文件，共 {total} 个。本页先显示这一个案例，读完后自动更新。"
        if language == "zh"
        else f"The library is still being read, {done} of {total} files. This page shows its own "
        "case for now and the rest when all are read."
    )
    return Markup('<div class="preview-banner preview-banner--waiting"><p>{}</p></div>').format(
        said
    )


def failed(language: Language, told: str, version: str) -> Answer:
    """A page that could not be made, and why."""
    if language == "zh":
        title, said = "这个页面生成不了", "改好后本页自动更新。"
    else:
        title, said = "This page cannot be made", "It shows itself once this is mended."
    body = Markup("<pre>{}</pre><p>{}</p>").format(told, said)
    return Answer(_page(language, title, body, version), status=HTTPStatus.INTERNAL_SERVER_ERROR)


def _page(language: Language, title: str, body: Markup, version: str, refresh: int = 0) -> bytes:
    # Without scripts it asks again by itself.
    again = (
        Markup('<noscript><meta http-equiv="refresh" content="{}"></noscript>').format(refresh)
        if refresh
        else ""
    )
    html = Markup(
        '<!doctype html><html lang="{}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">{}<title>{}</title>'
        '</head><body class="preview-page"><main><h1>{}</h1>{}</main></body></html>'
    ).format("zh-CN" if language == "zh" else "en", again, title, title, body)
    return followed(str(html), version, Markup(""))
