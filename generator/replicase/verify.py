"""A finished site is judged from its files alone, without trusting who built it."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from replicase.diagnostics import Diagnostic, Rule, Severity, Span, in_order
from replicase.workers import ALONE, Workers

BROKEN_LINK = Rule(
    "CASE501",
    "broken-link",
    Severity.ERROR,
    "站内链接和锚点都通向存在的地方",
    "Links and anchors inside the site lead somewhere",
    """Every link inside the site leads to a page, and every anchor to a place in it.

    Why: a finished site is looked through once more before it replaces the old one; a link that leads
    nowhere is found by a reader otherwise.
    Mend: correct the link in the page written by hand or in the theme's template; links to cases are
    written `case:…`, to other pages `page:…`.

    站内链接都通向页面，锚点都在页面里。
    为什么：新网站换上之前，成品要再看一遍；点不开的链接，不在这里发现，就由读者发现。
    怎么改：改正手写页面或主题模板里的链接；链接案例写 `case:…`，链接别的页面写 `page:…`。
    """,
)
OUTSIDE = Rule(
    "CASE502",
    "outside-request",
    Severity.ERROR,
    "页面不向别的主机请求任何东西",
    "No page requests anything from another host",
    """No page asks another host for anything by itself.

    Why: a picture, script or font from elsewhere tells that host who reads what, and the page breaks
    when the host does.
    Mend: put the file into the theme and refer to it there; a link a reader chooses to follow is
    fine.

    页面自己不向别的主机请求任何东西。
    为什么：从别处取图片、脚本、字体，等于告诉那台主机谁在看什么；那台主机出故障，页面也跟着坏。
    怎么改：把文件放进主题里引用；读者自己点开的外部链接没有关系。
    """,
)
PAGE_MISSING = Rule(
    "CASE503",
    "page-missing",
    Severity.ERROR,
    "该有的页面都在",
    "Every page that should be there is",
    """Every page the library asks for is in the finished site.

    Why: an address once given to others must not come up empty because a step of the build left a
    page out.
    Mend: build again; if the page is still missing, look at what a plugin or an override of the theme
    does with it, and report it.

    该有的页面，成品里都有。
    为什么：网址给出去以后，不能因为生成时漏了一步就打不开。
    怎么改：重新生成一次；还是缺的，看看是不是插件或主题的改动把它去掉了，并请报告。
    """,
)
UNFINISHED = Rule(
    "CASE504",
    "unfinished-page",
    Severity.ERROR,
    "页面里没有没换成地址的链接",
    "No page has a link that was not resolved",
    """No page shows a link that was not turned into an address.

    Why: `case:…` and `page:…` are ways of writing; a browser can do nothing with them.
    Mend: write the link in a place where links are resolved, as a Markdown link or an attribute of an
    element; in a template use the attributes `href` and `src`.

    页面里没有未换成地址的链接。
    为什么：`case:…` 和 `page:…` 只是写法，浏览器打不开。
    怎么改：写成普通的 Markdown 链接；在模板里写进 `href` 或 `src` 属性。
    """,
)
TWO_TITLES = Rule(
    "CASE505",
    "same-title",
    Severity.WARNING,
    "没有两个页面同名",
    "No two pages share a title",
    """No two pages have the same title.

    Why: in a search engine, among bookmarks and tabs a page is known by its title alone.
    Mend: say in one of the titles what sets it apart: the place, the year, the unit.

    没有两个页面同名。
    为什么：在搜索引擎、书签和标签页里，一个页面只看得到标题。
    怎么改：在其中一个标题里写明区别：地方、年份或单位。
    """,
)
UNPARSED_FEED = Rule(
    "CASE506",
    "unparsed-feed",
    Severity.ERROR,
    "网站地图和订阅源读得出来",
    "Sitemap and feeds parse",
    """The sitemap and every feed can be read by the programs they are made for.

    Why: a search engine drops a sitemap it cannot read, and a subscriber hears of nothing new, both
    without a word.
    Mend: look at the place named; most often a template or a plugin writes text that was not escaped.

    网站地图和每个订阅源，给它们用的程序都读得出来。
    为什么：搜索引擎读不出网站地图就不再收录，订阅的人也收不到更新，而且都不会提示。
    怎么改：看标出的位置；多半是模板或插件写进了没有转义的文字。
    """,
)
UNPARSED_DATA = Rule(
    "CASE507",
    "unparsed-data",
    Severity.ERROR,
    "页面里给机器读的数据读得出来",
    "The data in a page for machines parses",
    """The data for machines in a page (JSON-LD) is JSON and names its vocabulary.

    Why: a program that cannot read it takes the page for one without data, and nobody notices.
    Mend: look at the template that writes it; values go through the filter for JSON, not into the
    text by hand.

    页面里给机器读的数据（JSON-LD）是有效的 JSON，并写明用的词汇表。
    为什么：程序读不出来，就当页面没有数据，谁也不会发现。
    怎么改：看写出它的模板；值要用转成 JSON 的过滤器写，不要手工拼。
    """,
)
SITEMAP = Rule(
    "CASE508",
    "sitemap-differs",
    Severity.ERROR,
    "网站地图列出该有的页面，不列没有的",
    "The sitemap lists the pages there are, and no others",
    """The sitemap lists every page of the site and nothing else.

    Why: search engines find pages by it; a page it leaves out stays unfound, an address that is not
    there sends people to an empty page.
    Mend: build again; if it stays, a plugin or the theme adds or takes away pages afterwards.

    网站地图列出全部页面，不列别的。
    为什么：搜索引擎靠它找页面；漏了的搜不到，多了的点开是空的。
    怎么改：重新生成一次；还是这样，就是插件或主题事后加了或去掉了页面。
    """,
)
REMOVED = Rule(
    "CASE509",
    "removed-address",
    Severity.WARNING,
    "发布过的网址还在，或留有跳转",
    "An address once published is there, or leads on",
    """An address that was published before is still there, or leads on to the new one.

    Why: officials cite addresses in documents that nobody corrects any more.
    Mend: write the former id into `aliases` of the case; a case that is withdrawn keeps its file with
    `stage: withdrawn` and the reason.

    发布过的网址还在，或者能跳转到新的网址。
    为什么：网址已经写进了别人的文件里，不会再有人去改。
    怎么改：把旧编号写进案例的 `aliases`；撤回的案例保留文件，写 `stage: withdrawn` 和原因。
    """,
)
UNEXPECTED = Rule(
    "CASE510",
    "unexpected-page",
    Severity.ERROR,
    "没有不该发布的案例页面",
    "No page of a case is there that should not be",
    """Only cases that are published have a page.

    Why: a draft, or what a withdrawn case said, must not be found on the site by its address.
    Mend: build into an empty folder; if the page comes back, a page written by hand or a plugin makes
    it.

    只有要发布的案例才有页面。
    为什么：草稿和已撤回的内容，不能凭网址在网站上看到。
    怎么改：生成到一个空文件夹里；页面还在，就是手写页面或插件生成的。
    """,
)
RULES = (
    *(BROKEN_LINK, OUTSIDE, PAGE_MISSING, UNFINISHED, TWO_TITLES),
    *(UNPARSED_FEED, UNPARSED_DATA, SITEMAP, REMOVED, UNEXPECTED),
)

# These begin with two plain characters, which are looked for much faster than a choice of names.
_ID = re.compile(r'="(?<=\sid=")([^"]*)"')
_LINK = re.compile(
    r'="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\saction=")|(?<=\sdata=")|(?<=\sposter="))([^"]*)"'
)
_OUTWARD = re.compile(
    r'="(?:(?<=\shref=")|(?<=\ssrc=")|(?<=\saction=")|(?<=\sdata=")|(?<=\sposter="))'
    r'((?:[a-zA-Z][a-zA-Z0-9+.-]*:|//|&)[^"]*)"'
)
"""A link with a scheme, or one that may have one once it is unescaped."""
_TAG = re.compile(r"<([a-zA-Z][a-zA-Z0-9]*)[^>]*")
_TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
_UNFINISHED = re.compile(r"\s(?:href|src|action|data-src)=\"((?:case|page|asset):[^\"]{0,80})")
_OURS = ('="case:', '="page:', '="asset:')
"""What every unfinished link has in it; to look for words is quicker than for a pattern."""
_DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_BASE = re.compile(r'<meta name="replicase:base" content="([^"]*)"')
_CASE_PAGE = re.compile(r"(?:en/)?cases/[^/]+/index\.html")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


@dataclass(frozen=True, slots=True)
class _Seen:
    """What one page says of itself, and of the anchors it expects in others."""

    name: str
    title: str
    diagnostics: tuple[Diagnostic, ...]
    far: tuple[tuple[str, str, str, int], ...]
    """File, anchor, the link as written, and where it stands in the page."""


def verify(
    site: Path,
    expected: Iterable[str],
    workers: Workers = ALONE,
    *,
    former: Iterable[str] = (),
    published: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Judge a finished folder.

    `expected` are the addresses of the pages made from the library, `former` those that lead on to
    them, `published` the pages of the site it takes the place of (see `pages_of`).
    """
    files = frozenset(_files_below(site))
    expected, former = tuple(expected), tuple(former)
    wanted = {_file_of(address): address for address in (*expected, *former)}
    diagnostics = [
        _diagnostic(
            address or "index.html", PAGE_MISSING, "没有生成这个页面", "this page was not made"
        )
        for file, address in wanted.items()
        if file not in files
    ]
    pages = sorted(name for name in files if name.endswith(".html"))
    diagnostics += _unexpected(pages, wanted)
    diagnostics += _removed(published, files)
    mapped: list[str] = []
    for name in sorted(files):
        if name.endswith(".xml"):
            addresses, found = _feed(name, (site / name).read_bytes())
            diagnostics += found
            mapped += addresses if name.startswith("sitemap") else []
    if mapped:
        diagnostics += _mapped(mapped, files, expected)
    seen = workers.each(partial(_look, site, files, set()), pages)
    diagnostics += chain(*(page.diagnostics for page in seen), _far(site, seen), _titles(seen))
    return in_order(diagnostics)


def _files_below(site: Path) -> Iterator[str]:
    """Every file of the site, by its address."""
    start = len(f"{site}{os.sep}")
    for folder, _, names in os.walk(site):
        below = folder[start:].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names)


def pages_of(site: Path) -> frozenset[str]:
    """The pages of a published site that have an address of their own; none where there is no site."""
    return frozenset(p.relative_to(site).as_posix() for p in site.rglob("index.html"))


def _unexpected(pages: Iterable[str], wanted: Container[str]) -> Iterator[Diagnostic]:
    """Yield pages of cases nobody asked for: a draft, or what a withdrawn case held."""
    for name in pages:
        if _CASE_PAGE.fullmatch(name) and name not in wanted:
            yield _diagnostic(
                name,
                UNEXPECTED,
                "库里没有要发布的案例是这个网址",
                "no case that is published has this address",
            )


MOST_REMOVED = 20
"""More pages than these are no slip, and told together."""


def _removed(published: Iterable[str], files: Container[str]) -> Iterator[Diagnostic]:
    """Yield pages of the published site that the finished one has no more."""
    gone = sorted(name for name in published if name not in files)
    if len(gone) > MOST_REMOVED:
        yield _diagnostic(
            gone[0],
            REMOVED,
            f"这个和另外 {len(gone) - 1} 个发布过的网址没有了，也没有跳转",
            f"this and {len(gone) - 1} other published addresses are gone and lead nowhere",
        )
        return
    for name in gone:
        of_case = bool(_CASE_PAGE.fullmatch(name))
        yield _diagnostic(
            name,
            REMOVED,
            "发布过的网址没有了，也没有跳转",
            "this address was published; it is gone and leads nowhere",
            hint_zh="改了编号的，把旧编号写进 `aliases`；撤回的，写 `stage: withdrawn`"
            if of_case
            else "",
            hint_en="write a former id into `aliases`; withdraw a case with `stage: withdrawn`"
            if of_case
            else "",
        )


class _RefusedError(Exception):
    """Something a feed has no use for and a reader of it should not meet."""


def _feed(name: str, data: bytes) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """Read an XML file: the addresses a sitemap lists, and what keeps it from being read."""
    addresses: list[str] = []
    inside: list[str] = []

    def refuse(*_: object) -> None:
        raise _RefusedError

    def start(tag: str, _: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "loc":
            addresses.append("")

    def text(written: str) -> None:
        if inside[-1:] == ["loc"]:
            addresses[-1] += written

    parser = expat.ParserCreate()
    # Entities are declared there, and one of them can fill the memory of a reader.
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except _RefusedError:
        zh, en = "带有文档类型声明", "has a document type declaration"
        return [], (_diagnostic(name, UNPARSED_FEED, zh, en),)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        line, column = error.lineno, error.offset + 1
        span = Span(line, column, line, column + 1)
        rule = UNPARSED_FEED
        zh, en = f"读不出来：{said}", f"does not parse: {said}"
        return [], (Diagnostic(name, span, rule, rule.severity, zh, en),)
    return addresses, ()


def _mapped(
    addresses: list[str], files: Container[str], expected: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield addresses of the sitemap that lead nowhere, and pages it does not list."""
    name = "sitemap.xml"
    home = min(addresses, key=len)
    listed = {address.removeprefix(home) for address in addresses}
    for address in sorted(listed):
        path = unquote(address)
        if (path if path.endswith(".xml") else _file_of(path)) not in files:
            yield _diagnostic(
                name, SITEMAP, f"{address} 不存在", f"lists {address}, which does not exist"
            )
    lost = sorted(a for a in expected if a not in listed and not a.endswith(".html"))
    if lost:
        first = lost[0] or "index.html"
        more_zh = f"等 {len(lost)} 个页面" if len(lost) > 1 else ""
        more_en = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        yield _diagnostic(
            name, SITEMAP, f"没有列出 {first} {more_zh}".rstrip(), f"does not list {first}{more_en}"
        )


def _look(site: Path, files: frozenset[str], sound: set[tuple[int, str]], name: str) -> _Seen:
    html = _text(site, name)
    title = _TITLE.search(html)
    far: list[tuple[str, str, str, int]] = []
    found = tuple(_judge(name, html, files, far, sound))
    return _Seen(name, title[1] if title else "", found, tuple(far))


def _text(site: Path, name: str) -> str:
    return (site / name).read_text("utf-8")


def _far(site: Path, seen: Iterable[_Seen]) -> Iterator[Diagnostic]:
    """Yield links to anchors that another page does not have."""
    anchors: dict[str, frozenset[str]] = {}
    for page in seen:
        for goal, anchor, link, offset in page.far:
            if goal not in anchors:
                anchors[goal] = frozenset(_ID.findall(_text(site, goal)))
            if anchor not in anchors[goal]:
                yield _broken(page.name, link, _text(site, page.name), offset)


def _titles(seen: Iterable[_Seen]) -> Iterator[Diagnostic]:
    titles: dict[str, str] = {}
    for page in seen:
        if page.title and page.name != "404.html":
            first = titles.setdefault(page.title, page.name)
            if first != page.name:
                yield _diagnostic(
                    page.name, TWO_TITLES, f"与 {first} 同名", f"has the title of {first}"
                )


def _judge(
    name: str,
    html: str,
    files: frozenset[str],
    far: list[tuple[str, str, str, int]],
    sound: set[tuple[int, str]],
) -> Iterator[Diagnostic]:
    """Yield what is wrong in a page.

    `far` is given its anchors in other pages; `sound` keeps links up to the root that were found to
    arrive: from every page as deep they lead to the same file.
    """
    own = frozenset(_ID.findall(html))
    depth = name.count("/")
    base = _base(html) if name == "404.html" else ""
    up = "../" * depth
    if "ld+json" in html:
        yield from _data(name, html)
    unfinished = any(sign in html for sign in _OURS)
    for match in _UNFINISHED.finditer(html) if unfinished else ():
        yield _diagnostic(
            name,
            UNFINISHED,
            f"有没换成地址的链接 {match[1]}",
            f"the link {match[1]} was not resolved",
            html,
            match.start(),
        )
    for match in _OUTWARD.finditer(html):
        target = unescape(match[1])
        if _SCHEME.match(target) and _is_asked_for(html, match.start()):
            yield _diagnostic(
                name, OUTSIDE, f"请求 {target}", f"requests {target}", html, match.start()
            )
    for written in dict.fromkeys(_LINK.findall(html)):
        if (depth, written) in sound or (written[:1] == "#" and written[1:] in own):
            continue
        target = unescape(written)
        if _SCHEME.match(target):
            continue
        if name == "404.html" and target.startswith(base):
            target = target[len(base) :] or "./"
        goal, anchor = _goal(name, target)
        if goal is None or goal not in files or (anchor and goal == name and anchor not in own):
            yield from (_broken(name, target, html, at) for at in _places(html, written))
        elif anchor and goal != name and goal.endswith(".html"):
            far.append((goal, anchor, target, next(_places(html, written))))
        elif depth and not anchor and written.startswith(up) and ".." not in written[len(up) :]:
            sound.add((depth, written))


def _places(html: str, written: str) -> Iterator[int]:
    """Where a page has a link."""
    return (match.start() for match in _LINK.finditer(html) if match[1] == written)


def _base(html: str) -> str:
    """The path below which a site lies, as the page for lost addresses names it."""
    found = _BASE.search(html)
    return f"{unescape(found[1]).rstrip('/')}/" if found else "/"


def _data(name: str, html: str) -> Iterator[Diagnostic]:
    """Yield data for machines that is none."""
    for match in _DATA.finditer(html):
        try:
            found = json.loads(match[1])
        except (ValueError, RecursionError):
            found = None
        items = found if isinstance(found, list) else [found]
        if not all(isinstance(item, dict) and "@context" in item for item in items):
            yield _diagnostic(
                name,
                UNPARSED_DATA,
                "给机器读的数据（JSON-LD）读不出来",
                "the data for machines (JSON-LD) does not parse",
                html,
                match.start(),
            )


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
    return _diagnostic(
        name, BROKEN_LINK, f"{target} 不存在", f"{target} does not exist", html, offset
    )


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


def _file_of(address: str) -> str:
    return address if address.endswith(".html") else f"{address}index.html"


def _diagnostic(
    name: str,
    rule: Rule,
    zh: str,
    en: str,
    html: str = "",
    offset: int = 0,
    *,
    hint_zh: str = "",
    hint_en: str = "",
) -> Diagnostic:
    line = html.count("\n", 0, offset) + 1
    column = offset - (html.rfind("\n", 0, offset) + 1) + 1
    span = Span(line, column, line, column + 1)
    return Diagnostic(name, span, rule, rule.severity, zh, en, hint_zh, hint_en)
