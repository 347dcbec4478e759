"""What a page is made of: elements and attributes of a closed list, written so that all parsers agree.

A page that keeps to this grammar (every tag closed, every value in double quotes, no angle bracket in
it, no comment) is read alike by every browser, so what is judged here is what a reader gets.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from replicase.diagnostics import Diagnostic
from replicase.policy import ALONE, INLINE_SCRIPTS, INLINE_STYLES, content_security_policy, hash_of
from replicase.verify.rules import CODE, MARKUP, NO_POLICY, told

VOID = frozenset(["br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"])
_PLAIN = (
    "abbr article aside b blockquote body br caption cite code col colgroup dd defs del details dfn "
    "div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hgroup hr html i ins kbd "
    "legend li main mark nav noscript ol p picture pre s samp section small span strong sub summary "
    "sup table tbody td template tfoot th thead title tr u ul var wbr"
)
_ATTRIBUTES: dict[str, str] = {
    **dict.fromkeys(_PLAIN.split(), ""),
    "a": "href hreflang rel download",
    "blockquote": "cite",
    "body": "dir",
    "button": "type name value disabled",
    "col": "span",
    "data": "value",
    "del": "datetime",
    "details": "open name",
    "fieldset": "disabled",
    "form": "action method",
    "img": "src alt width height loading decoding srcset sizes",
    "input": "type name value placeholder accept autocomplete spellcheck maxlength min max step "
    "checked disabled readonly required inputmode pattern size list multiple",
    "datalist": "",
    "ins": "datetime",
    "label": "for",
    "link": "href rel type sizes media hreflang title",
    "meta": "charset content name property",
    "meter": "value min max low high optimum",
    "ol": "start reversed type",
    "optgroup": "label disabled",
    "option": "value selected disabled",
    "output": "for name",
    "progress": "value max",
    "script": "src defer type",
    "select": "name multiple disabled required",
    "source": "srcset sizes type media",
    "table": "",
    "td": "colspan rowspan headers",
    "textarea": "name rows cols maxlength placeholder readonly required spellcheck disabled",
    "th": "colspan rowspan headers scope abbr",
    "time": "datetime",
    # Drawings: shapes and text, nothing that runs, animates or fetches.
    "svg": "viewBox width height x y xmlns focusable overflow preserveAspectRatio fill",
    "g": "transform fill stroke",
    "circle": "cx cy r fill stroke",
    "ellipse": "cx cy rx ry fill stroke",
    "line": "x1 x2 y1 y2 stroke marker-end marker-start",
    "path": "d fill fill-rule clip-rule stroke stroke-width marker-end marker-start transform",
    "polygon": "points fill stroke",
    "polyline": "points fill stroke",
    "rect": "x y width height rx ry fill stroke",
    "text": "x y dx dy text-anchor transform",
    "tspan": "x y dx dy text-anchor",
    "desc": "",
    "marker": "markerHeight markerUnits markerWidth orient refX refY viewBox",
    "pattern": "height width patternUnits patternTransform x y",
    "clipPath": "",
}
ALLOWED: dict[str, frozenset[str]] = {k: frozenset(v.split()) for k, v in _ATTRIBUTES.items()}
"""Every element a page may have, and the attributes of its own."""
GLOBAL = frozenset(
    [
        "class",
        "id",
        "lang",
        "hidden",
        "role",
        "tabindex",
        "title",
        "translate",
        "draggable",
        "dir",
        "itemprop",
    ]
)
_OURS = re.compile(r"(?:aria|data)-[a-z0-9-]+")
_LINKS = frozenset(("href", "src", "action", "cite"))
_SCHEMES = frozenset(("http", "https", "mailto", "tel"))

_NAME = re.compile(r"[a-zA-Z][a-zA-Z0-9]*")
_ATTRIBUTE = re.compile(r'\s+([a-zA-Z][-a-zA-Z0-9_:.]*)(?:="([^"<>]*)")?')
_SKIPPED = re.compile(r"[\x00-\x20\u200b-\u200f\u2028\u2029\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
POLICIES = frozenset(
    (content_security_policy(), content_security_policy(in_folder=True), ALONE),
)
DATA_TYPES = frozenset(("application/ld+json", "application/json"))
"""What a browser does not run."""


def check_markup(name: str, html: str, sound: dict[str, str]) -> Iterator[Diagnostic]:
    """Yield where a page is not made of what it may be; `sound` keeps tags found right before."""
    inside: list[str] = []
    at = html.find("<")
    if at < 0:
        yield _strange(name, "没有任何元素", "has no element at all", html, 0)
        return
    while at >= 0:
        end = html.find(">", at)
        tag = html[at + 1 : end] if end >= 0 else html[at + 1 : at + 80]
        if end < 0:
            yield _strange(name, "有没写完的标签", "has a tag that does not end", html, at)
            return
        kind = sound.get(tag)
        if kind is None:
            wrong = list(_judge_tag(name, tag, html, at))
            yield from wrong
            kind = _kind_of(tag)
            if not wrong:
                sound[tag] = kind
        if kind[:1] == "/":
            if not inside or inside[-1] != kind[1:]:
                found = f"<{inside[-1]}>" if inside else "nothing"
                yield _strange(
                    name,
                    f"<{kind}> 与 {found} 不成对",
                    f"has <{kind}> where {found} is open",
                    html,
                    at,
                )
                return  # what follows is nested otherwise, so it would all be told
            inside.pop()
        elif kind and kind not in VOID:
            inside.append(kind)
            if kind in ("script", "style"):
                close = html.find(f"</{kind}>", end)
                code = html[end + 1 : close] if close >= 0 else ""
                yield from _code(name, kind, tag, code, html, at)
                if close < 0:
                    yield _strange(
                        name, f"<{kind}> 没有结束", f"has a <{kind}> without end", html, at
                    )
                    return
                end = close - 1
        at = html.find("<", end + 1)
    if inside:
        yield _strange(
            name,
            f"<{inside[-1]}> 没有结束",
            f"has a <{inside[-1]}> without end",
            html,
            len(html) - 1,
        )
    yield from _policy(name, html)


def _kind_of(tag: str) -> str:
    """`p`, `/p`, or nothing for what opens and closes at once."""
    found = _NAME.match(tag.removeprefix("/"))
    if found is None or (tag.endswith("/") and not tag.startswith("/")):
        return ""
    return f"/{found[0]}" if tag.startswith("/") else found[0]


def _judge_tag(name: str, tag: str, html: str, at: int) -> Iterator[Diagnostic]:
    if tag.lower() == "!doctype html" and not html[:at].strip():
        return
    found = _NAME.match(tag.removeprefix("/"))
    if found is None:
        what = "注释" if tag.startswith("!--") else f"“<{tag[:20]}”"
        yield _strange(name, f"有{what}", f"has `<{tag[:20]}`", html, at)
        return
    element = found[0]
    allowed = ALLOWED.get(element)
    if allowed is None and element != "style":
        yield _strange(
            name,
            f"有不许用的元素 <{element}>",
            f"has the element <{element}>, which is not allowed",
            html,
            at,
        )
        return
    if tag.startswith("/"):
        if tag[1 + len(element) :].strip():
            yield _strange(
                name, f"<{tag[:40]}> 写法不对", f"has the odd tag <{tag[:40]}>", html, at
            )
        return
    rest = tag[len(element) :].rstrip().removesuffix("/").rstrip()
    where = 0
    given: dict[str, str] = {}
    while where < len(rest):
        part = _ATTRIBUTE.match(rest, where)
        if part is None or part[1] in given:
            yield _strange(
                name,
                f"<{element}> 的属性写法不对：{rest[where : where + 30].strip()}",
                f"has an odd attribute in <{element}>: {rest[where : where + 30].strip()}",
                html,
                at,
            )
            return
        given[part[1]] = unescape(part[2] or "")
        where = part.end()
    for key, value in given.items():
        yield from _attribute(name, element, key, value, given, html, at)


def _attribute(
    name: str, element: str, key: str, value: str, given: dict[str, str], html: str, at: int
) -> Iterator[Diagnostic]:
    if key.lower().startswith("on") or key == "style":
        yield told(
            name,
            CODE,
            f"<{element}> 有 `{key}`，里面是代码",
            f"<{element}> has `{key}`, which holds code",
            html,
            at,
        )
    elif (element, key) == ("meta", "http-equiv"):
        if value == "refresh":
            target = value_of(given.get("content", ""))
            if _SCHEME.match(target) or target.startswith(("//", "/")):
                yield _strange(
                    name, f"把读者送往 {target}", f"sends the reader to {target}", html, at
                )
        elif value != "Content-Security-Policy":
            yield _strange(
                name,
                f"<meta http-equiv={value}> 不许用",
                f"has <meta http-equiv={value}>",
                html,
                at,
            )
    elif key not in GLOBAL and key not in ALLOWED.get(element, ()) and not _OURS.fullmatch(key):
        yield _strange(
            name,
            f"<{element}> 有不许用的属性 `{key}`",
            f"<{element}> has the attribute `{key}`, which is not allowed",
            html,
            at,
        )
    elif key in _LINKS:
        found = _SCHEME.match(_SKIPPED.sub("", value).lower())
        # Links of our own that were not resolved are told of elsewhere.
        if found and found[1] not in _SCHEMES and found[1] not in ("case", "page", "asset"):
            yield told(
                name,
                CODE,
                f"<{element}> 的地址是 `{found[1]}:` 开头的",
                f"<{element}> has an address that begins with `{found[1]}:`",
                html,
                at,
            )


def value_of(content: str) -> str:
    """Where a refresh leads."""
    return content.partition("=")[2].strip().strip("'\"").lower()


def _code(name: str, kind: str, tag: str, code: str, html: str, at: int) -> Iterator[Diagnostic]:
    """Yield code that stands in the page itself and is not known."""
    given = dict(_ATTRIBUTE.findall(tag[len(kind) :]))
    if kind == "script" and ("src" in given or given.get("type") in DATA_TYPES):
        if "src" in given and code.strip():
            yield _strange(
                name, "有 src 的 <script> 里还有内容", "has text in a <script src>", html, at
            )
        return
    known = INLINE_SCRIPTS if kind == "script" else INLINE_STYLES
    if hash_of(code) not in known:
        yield told(
            name,
            CODE,
            f"页面里有不认得的 <{kind}>（{hash_of(code)}）",
            f"has a <{kind}> that is not known ({hash_of(code)})",
            html,
            at,
        )


def _policy(name: str, html: str) -> Iterator[Diagnostic]:
    found = [unescape(written) for written in _POLICY.findall(html)]
    if len(found) != 1 or found[0] not in POLICIES:
        zh = "没有写明安全策略" if not found else "安全策略不是本程序的"
        en = "states no policy" if not found else "states another policy than ours"
        yield told(name, NO_POLICY, zh, en)
        return
    where = html.find("Content-Security-Policy")
    if any(html.find(sign, 0, where) >= 0 for sign in ("<link", "<script", "<img")):
        yield told(
            name,
            NO_POLICY,
            "安全策略写在了加载文件之后",
            "states its policy after files were loaded",
            html,
            where,
        )


def _strange(name: str, zh: str, en: str, html: str, at: int) -> Diagnostic:
    return told(name, MARKUP, zh, en, html, at)
