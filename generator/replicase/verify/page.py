"""One page of a finished site: its links, its anchors, what it asks other hosts for, its data."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from replicase.diagnostics import Diagnostic
from replicase.verify.rules import (
    BROKEN_LINK,
    OUTSIDE,
    TWO_TITLES,
    UNFINISHED,
    UNPARSED_DATA,
    told,
)

_NAMES = ("href", "src", "action", "data", "poster", "data-src")
"""Attributes that hold a link."""
# These begin with two plain characters, which are looked for much faster than a choice of names.
_LINKING = "(?:{})".format("|".join(rf'(?<=\s{name}=")' for name in _NAMES))
_ID = re.compile(r'="(?<=\sid=")([^"]*)"')
_LINK = re.compile(rf'="{_LINKING}([^"]*)"')
_ID_OR_LINK = re.compile(rf'="(?:(?<=\sid=")([^"]*)|(?<=<a\shref=")([^"]*)|{_LINKING}([^"]*))"')
"""Ids, addresses a reader may follow, other links, in one pass: it is most of what judging takes."""
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^>]*")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_OURS = ("case:", "page:", "asset:")
"""How an unfinished link begins."""
_UNFINISHED = re.compile(rf'\s(?:{"|".join(_NAMES)})="((?:case|page|asset):[^"]{{0,80}})')
_DATA = '<script type="application/ld+json">'
_BASE = re.compile(r'<meta name="replicase:base" content="([^"]*)"')
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page says of itself, and of the anchors it expects in others."""

    name: str
    title: str
    diagnostics: tuple[Diagnostic, ...]
    far: tuple[tuple[str, str, str], ...]
    """File, anchor, and the link as written."""


Sound = defaultdict[int, set[str]]
"""By depth of the page, links up to the root that were found to arrive.

From every page as deep they lead to the same file.
"""


def look(site: Path, files: frozenset[str], sound: Sound, name: str) -> Seen:
    """Judge a page; `sound` is shared by the pages one process looks at."""
    html = _text(site, name)
    title = _TITLE.search(html)
    far: list[tuple[str, str, str]] = []
    found = tuple(_judge(name, html, files, far, sound))
    return Seen(name, title[1] if title else "", found, tuple(far))


def _text(site: Path, name: str) -> str:
    with open(f"{site}/{name}", "rb") as file:  # noqa: PTH123 - thousands are read
        return file.read().decode("utf-8")


def far_anchors(site: Path, seen: Iterable[Seen]) -> Iterator[Diagnostic]:
    """Yield links to anchors that another page does not have."""
    anchors: dict[str, frozenset[str]] = {}
    for page in seen:
        for goal, anchor, written in page.far:
            if goal not in anchors:
                anchors[goal] = frozenset(_ID.findall(_text(site, goal)))
            if anchor not in anchors[goal]:
                html = _text(site, page.name)
                yield _broken(page.name, unescape(written), html, next(_places(html, written)))


def same_titles(seen: Iterable[Seen]) -> Iterator[Diagnostic]:
    """Yield pages with the title of a page before them."""
    titles: dict[str, str] = {}
    for page in seen:
        if page.title and page.name != "404.html":
            first = titles.setdefault(page.title, page.name)
            if first != page.name:
                yield told(page.name, TWO_TITLES, f"与 {first} 同名", f"has the title of {first}")


def _judge(
    name: str,
    html: str,
    files: frozenset[str],
    far: list[tuple[str, str, str]],
    sound: Sound,
) -> Iterator[Diagnostic]:
    """Yield what is wrong in a page; `far` is given its anchors in other pages."""
    found = _ID_OR_LINK.findall(html)
    own, ways, others = map(set, zip(*found, strict=True)) if found else (set(), set(), set())
    depth = name.count("/")
    arriving = sound[depth]
    base = _base(html) if name == "404.html" else ""
    up = "../" * depth
    yield from _data(name, html)
    new = (ways | others) - arriving
    new.discard("")  # that of every id; a link that is empty leads to its own page
    unfinished = any(link.startswith(_OURS) for link in new)
    for match in _UNFINISHED.finditer(html) if unfinished else ():
        yield told(
            name,
            UNFINISHED,
            f"有没换成地址的链接 {match[1]}",
            f"the link {match[1]} was not resolved",
            html,
            match.start(),
        )
    for written in new:
        if (written[:1] == "#" and written[1:] in own) or written.startswith(_OURS):
            continue
        target = unescape(written)
        if _SCHEME.match(target):
            for at in _places(html, written) if written in others else ():
                if _is_asked_for(html, at):
                    yield told(name, OUTSIDE, f"请求 {target}", f"requests {target}", html, at)
            continue
        if name == "404.html" and target.startswith(base):
            target = target[len(base) :] or "./"
        goal, anchor = _goal(name, target)
        if goal is None or goal not in files or (anchor and goal == name and anchor not in own):
            yield from (_broken(name, target, html, at) for at in _places(html, written))
        elif anchor and goal != name and goal.endswith(".html"):
            far.append((goal, anchor, written))
        elif depth and not anchor and written.startswith(up) and ".." not in written[len(up) :]:
            arriving.add(written)


def _places(html: str, written: str) -> Iterator[int]:
    """Where a page has a link."""
    start = html.find(sought := f'="{written}"')
    while start >= 0:
        if _LINK.match(html, start):
            yield start
        start = html.find(sought, start + 1)


def _base(html: str) -> str:
    """The path below which a site lies, as the page for lost addresses names it."""
    found = _BASE.search(html)
    return f"{unescape(found[1]).rstrip('/')}/" if found else "/"


def _data(name: str, html: str) -> Iterator[Diagnostic]:
    """Yield data for machines that is none."""
    start = html.find(_DATA)
    while start >= 0:
        written = html[start + len(_DATA) : html.find("</script>", start)]
        try:
            found = json.loads(written)
        except (ValueError, RecursionError):
            found = None
        items = found if isinstance(found, list) else [found]
        if not all(isinstance(item, dict) and "@context" in item for item in items):
            yield told(
                name,
                UNPARSED_DATA,
                "给机器读的数据（JSON-LD）读不出来",
                "the data for machines (JSON-LD) does not parse",
                html,
                start,
            )
        start = html.find(_DATA, start + 1)


def _is_asked_for(html: str, offset: int) -> bool:
    """Whether a browser asks for an address by itself, before anybody follows it."""
    tag = _TAG.match(html, html.rfind("<", 0, offset))
    if tag is None:
        return True
    name = tag[1].lower()
    return name not in ("a", "form") and not (name == "link" and 'rel="canonical"' in tag[0])


def _goal(name: str, target: str) -> tuple[str | None, str]:
    """The file a link of a page leads to, None when that is outside the site, and the anchor."""
    path, _, anchor = target.partition("#")
    path = unquote(path.partition("?")[0])
    if not path:
        return name, unquote(anchor)
    return (None if path.startswith("/") else _join(name, path)), unquote(anchor)


def _broken(name: str, target: str, html: str, offset: int) -> Diagnostic:
    return told(name, BROKEN_LINK, f"{target} 不存在", f"{target} does not exist", html, offset)


def _join(name: str, path: str) -> str | None:
    """The file a relative path names, seen from a page; None when it leaves the site."""
    up = "../" * name.count("/")
    rest = path[len(up) :]
    if path.startswith(up) and not rest.startswith(".") and "/." not in rest and "//" not in rest:
        # Most links: up to the root of the site, and down again.
        return f"{rest}index.html" if not rest or rest.endswith("/") else rest
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
