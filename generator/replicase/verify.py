"""A finished site is judged from its files alone, without trusting who built it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from replicase.diagnostics import Diagnostic, Rule, Severity, Span, in_order

BROKEN_LINK = Rule(
    "CASE501",
    "broken-link",
    Severity.ERROR,
    "站内链接和锚点都通向存在的地方",
    "Links and anchors inside the site lead somewhere",
)
OUTSIDE = Rule(
    "CASE502",
    "outside-request",
    Severity.ERROR,
    "页面不向别的主机请求任何东西",
    "No page requests anything from another host",
)
PAGE_MISSING = Rule(
    "CASE503",
    "page-missing",
    Severity.ERROR,
    "该有的页面都在",
    "Every page that should be there is",
)
UNFINISHED = Rule(
    "CASE504",
    "unfinished-page",
    Severity.ERROR,
    "页面里没有没填上的空位",
    "No page has a place that was not filled",
)
TWO_TITLES = Rule(
    "CASE505", "same-title", Severity.WARNING, "没有两个页面同名", "No two pages share a title"
)
RULES = (BROKEN_LINK, OUTSIDE, PAGE_MISSING, UNFINISHED, TWO_TITLES)

_ID = re.compile(r'\sid="([^"]*)"')
_LINK = re.compile(
    r'<(a|link|script|img|iframe|source|form|object|embed|video|audio|use)\b[^>]*?\s(href|src|action|data|poster)="([^"]*)"',
    re.DOTALL,
)
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_UNFINISHED = re.compile(r"=\"(?:case|page|asset):")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def verify(site: Path, expected: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Judge a finished folder; `expected` are the addresses of the pages it must have."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    diagnostics = [
        _diagnostic(
            address or "index.html", PAGE_MISSING, "没有生成这个页面", "this page was not made"
        )
        for address in expected
        if _file_of(address) not in files
    ]
    pages = {name: (site / name).read_text("utf-8") for name in files if name.endswith(".html")}
    anchors = {name: set(_ID.findall(html)) for name, html in pages.items()}
    titles: dict[str, str] = {}
    for name in sorted(pages):
        html = pages[name]
        diagnostics += _judge(name, html, files, anchors)
        title = _TITLE.search(html)
        if title and name != "404.html":
            first = titles.setdefault(title[1], name)
            if first != name:
                diagnostics.append(
                    _diagnostic(name, TWO_TITLES, f"与 {first} 同名", f"has the title of {first}")
                )
    return in_order(diagnostics)


def _judge(
    name: str, html: str, files: set[str], anchors: dict[str, set[str]]
) -> Iterator[Diagnostic]:
    for match in _UNFINISHED.finditer(html):
        yield _diagnostic(
            name,
            UNFINISHED,
            f"有没填上的空位 {match[0]}",
            f"{match[0]} was not filled",
            html,
            match.start(),
        )
    for match in _LINK.finditer(html):
        tag, target = match[1], unescape(match[3])
        if _SCHEME.match(target):
            if tag not in ("a", "form") and not (tag == "link" and 'rel="canonical"' in match[0]):
                yield _diagnostic(
                    name, OUTSIDE, f"请求 {target}", f"requests {target}", html, match.start()
                )
            continue
        if name == "404.html" and target.startswith("/"):
            target = target.lstrip("/") or "./"
        if (lost := _lost(name, target, files, anchors)) is not None:
            yield _diagnostic(
                name, BROKEN_LINK, f"{lost} 不存在", f"{lost} does not exist", html, match.start()
            )


def _lost(name: str, target: str, files: set[str], anchors: dict[str, set[str]]) -> str | None:
    """The file or anchor a link misses, or None when it arrives."""
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    goal = name if not path else None if path.startswith("/") else _join(name, path)
    if goal is None or goal not in files:
        return target
    if anchor and goal in anchors and unquote(anchor) not in anchors[goal]:
        return target
    return None


def _join(name: str, path: str) -> str | None:
    """The file a relative path names, seen from a page; None when it leaves the site."""
    parts = name.split("/")[:-1]
    for step in path.split("/")[:-1]:
        if step == "..":
            if not parts:
                return None
            parts.pop()
        elif step not in ("", "."):
            parts.append(step)
    last = path.rsplit("/", 1)[-1]
    if last in (".", ".."):
        return _join(name, f"{path}/")
    return "/".join([*parts, last or "index.html"])


def _file_of(address: str) -> str:
    return address if address.endswith(".html") else f"{address}index.html"


def _diagnostic(
    name: str, rule: Rule, zh: str, en: str, html: str = "", offset: int = 0
) -> Diagnostic:
    line = html.count("\n", 0, offset) + 1
    column = offset - (html.rfind("\n", 0, offset) + 1) + 1
    return Diagnostic(name, Span(line, column, line, column + 1), rule, rule.severity, zh, en)
