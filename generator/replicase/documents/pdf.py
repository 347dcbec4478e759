"""Documents as PDF, by WeasyPrint: letters within, tagged (PDF/UA-1), bookmarks, the same bytes again.

What is printed was written by strangers, so WeasyPrint is given nothing but the theme's own style
sheet and the pictures we have written anew: whatever it asks to fetch is refused, on this machine or
another.
"""

from __future__ import annotations

import re
import warnings
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from replicase.documents.blocks import Document, Heading, PageBreak, Paragraph, Picture, Table
from replicase.documents.told import Told
from replicase.pages.templates import fill
from replicase.pages.voice import HTML_LANGUAGES, Voice
from replicase.theme import theme_folder

if TYPE_CHECKING:
    import weasyprint

WITHIN = ("data:image/png;base64,", "data:image/jpeg;base64,")
STYLE = "documents/document.css"
FITS = range(5)
"""Sizes of letters a brief is tried in."""
BRIEF_RESULTS, BRIEF_NEEDS, BRIEF_ADOPTERS = 4, 5, 6
"""Lines of a brief; of more the number is told."""


class CannotPrintError(Exception):
    """What PDF needs is not on this machine."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


def ready() -> None:
    """Raise CannotPrintError where this machine cannot print; what is missing is said with its remedy."""
    try:
        has_fonts = _has_fonts()
    except OSError as error:
        raise CannotPrintError(
            "做 PDF 要用系统的 Pango 库，没有找到；Debian/Ubuntu 装 libpango-1.0-0、libpangoft2-1.0-0、libharfbuzz-subset0",
            "PDF needs the system's Pango library, which was not found; on Debian or Ubuntu install libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0",
        ) from error
    if not has_fonts or not _has_chinese():
        raise CannotPrintError(
            "这台机器没有中文字体，PDF 里会是空白；Debian/Ubuntu 装 fonts-noto-cjk",
            "this machine has no Chinese font, so a PDF would be blank; on Debian or Ubuntu install fonts-noto-cjk",
        )


@cache
def _has_fonts() -> bool:
    """Whether there is any font: without one Pango would end the process that sets a text.

    WeasyPrint looks for them when it is loaded, which raises OSError where Pango is missing.
    """
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        import weasyprint  # noqa: F401
    return not any("FontConfig" in str(warning.message) for warning in told)


@cache
def _has_chinese() -> bool:
    """Whether some font can draw a Chinese character."""
    probe = _laid_out("<!doctype html><html lang=zh-CN><title>-</title><p>治理</p>")
    probe.write_pdf()
    return not any(font.missing for font in probe.fonts.values())


def printed(document: Document, voice: Voice) -> str:
    """A document as HTML for print."""
    return str(
        fill(
            "documents/document.html",
            voice,
            document=document,
            groups=tuple(_groups(document)),
            manner=document.manner,
            **_head(voice, document.title, document.author, document.foot),
        )
    )


def _head(voice: Voice, title: str, author: str, foot: str) -> dict[str, str]:
    """What `documents/head.html` says of a document."""
    return {
        "lang": HTML_LANGUAGES[voice.language],
        "title": title,
        "author": author,
        "foot": foot,
        "day": voice.site.as_of.isoformat(),
    }


EMPTY = Markup()


@dataclass(frozen=True, slots=True)
class _Group:
    """A block, or the items of a list, as the template prints them."""

    kind: str
    html: Markup = EMPTY
    lead: str = ""
    level: int = 2
    id: str = ""
    items: tuple[_Group, ...] = ()
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()
    has_labels: bool = False
    address: str = ""
    alt: str = ""


_LABEL = re.compile(r"\[((?:a\d+\.)?[a-z]\w*)\]")


def _groups(document: Document) -> Iterator[_Group]:
    known = {
        found[1]
        for block in document.blocks
        if isinstance(block, Paragraph) and block.kind == "note"
        if (found := _LABEL.fullmatch(block.lead.strip()))
    }

    def linked(text: str) -> Markup:
        """A text whose sources lead to the list at the end."""
        html = str(escape(text))
        return Markup(  # noqa: S704 - escaped above; labels are letters and digits
            _LABEL.sub(
                lambda m: (
                    f'<a class="cite" href="#{_anchor(m[1])}">{m[0]}</a>' if m[1] in known else m[0]
                ),
                html,
            )
        )

    items: list[_Group] = []
    for block in document.blocks:
        if isinstance(block, Paragraph) and block.kind == "item":
            items.append(_Group("item", linked(block.text), block.lead))
            continue
        if items:
            yield _Group("list", items=tuple(items))
            items.clear()
        match block:
            case Heading(text, level):
                yield _Group("heading", escape(text), level=level + 1)
            case Paragraph(text, kind, lead):
                label = _LABEL.fullmatch(lead.strip())
                yield _Group(kind, linked(text), lead, id=_anchor(label[1]) if label else "")
            case Table(heads, shares, rows, has_labels):
                yield _Group(
                    "table",
                    heads=heads if any(heads) else (),
                    widths=tuple(max(1, 100 * share // sum(shares)) for share in shares),
                    rows=tuple(tuple(map(linked, row)) for row in rows),
                    has_labels=has_labels,
                )
            case Picture():
                # All of it stands in the document, which may fetch nothing.
                data = b64encode(block.data).decode()
                address = f"data:image/{block.kind};base64,{data}"
                yield _Group("picture", escape(block.caption), address=address, alt=block.alt)
            case PageBreak():
                yield _Group("break")
    if items:
        yield _Group("list", items=tuple(items))


def _anchor(label: str) -> str:
    return f"source-{label.replace('.', '-')}"


def brief(told: Told, fit: int = 0) -> str:
    """The brief of a case as HTML for print, its letters as small as `fit` says."""
    voice, view = told.voice, told.view
    drawn = view.dumbbells[0] if view.dumbbells else None
    rows = [
        row for row in (*view.results, *view.figures) if drawn is None or row.name != drawn.name
    ]

    def more(found: int, shown: int) -> str:
        return voice.count("document.more", found - shown) if found > shown else ""

    return str(
        fill(
            "documents/brief.html",
            voice,
            case=view,
            dumbbell=drawn,
            rows=rows[:BRIEF_RESULTS],
            more_rows=more(len(rows), BRIEF_RESULTS),
            needs=view.needs[:BRIEF_NEEDS],
            more_needs=more(len(view.needs), BRIEF_NEEDS),
            # Size, cost, time, where it does not fit; needs and adopters have their own places.
            rail=(view.rail[0], view.rail[2], view.rail[3], view.rail[5]),
            parts=view.components if view.strip else (),
            adopters=view.adoptions[:BRIEF_ADOPTERS],
            more_adopters=more(len(view.adoptions), BRIEF_ADOPTERS),
            stopped=[(a.place, a.reasons) for a in view.adoptions if a.stopped and a.reasons],
            code=_code(told.address) if told.site else "",
            fit=fit,
            **_head(
                voice,
                str(view.title),
                voice.library.settings.publisher.name.best(voice.language),
                told.foot,
            ),
        )
    )


def _code(address: str) -> Markup:
    """The address for a telephone's camera."""
    import segno

    drawn = segno.make(address, error="m", micro=False)
    return Markup(drawn.svg_inline(border=0, omitsize=True, dark="#14211f"))  # noqa: S704 - a drawing


def write_brief(told: Told) -> bytes:
    """Print the brief on one page: letters get smaller until it is one."""
    html = laid = None
    for fit in FITS:
        html = brief(told, fit)
        laid = _laid_out(html)
        if len(laid.pages) == 1:
            break
    return _pdf(laid, str(html))


def write(html: str) -> bytes:
    """Print a document."""
    return _pdf(_laid_out(html), html)


def _laid_out(html: str) -> Any:
    import weasyprint

    source = weasyprint.HTML(string=html, base_url=None, url_fetcher=_fetcher())
    return source.render(stylesheets=[_style()], pdf_tags=True, pdf_variant="pdf/ua-1")


def _pdf(laid: Any, html: str) -> bytes:
    data: bytes = laid.write_pdf(
        pdf_tags=True, pdf_variant="pdf/ua-1", pdf_identifier=sha256(html.encode()).digest()[:16]
    )
    return data


@cache
def _style() -> weasyprint.CSS:
    import weasyprint

    text = (theme_folder() / STYLE).read_text("utf-8")
    return weasyprint.CSS(string=text, url_fetcher=_fetcher())


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher

    class Refusing(URLFetcher):  # type: ignore[misc]
        """Fetches nothing; a picture may stand in the document itself, written anew by us."""

        def fetch(self, url: str, headers: object = None) -> Any:
            """Refuse what is elsewhere."""
            if url.startswith(WITHIN):
                return super().fetch(url, headers)
            raise FatalURLFetchingError(f"a document may fetch nothing, and asks for {url[:200]!r}")

    return Refusing()
