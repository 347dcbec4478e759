"""A stranger's Markdown becomes HTML that cannot harm: the only way to make `SafeHTML`.

CommonMark and tables without raw HTML, then a closed allow-list. `removed` says beforehand what
would not come through, so that nothing is cut in silence.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Any, Literal, Self
from urllib.parse import unquote

import nh3
from markupsafe import Markup

from replicase.paragraphs import CITATION, CITED, plain_paragraphs
from replicase.patterns import rarely

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token


class SafeHTML(Markup):
    """HTML that `prose` made; nothing else can."""

    __slots__ = ()

    def __new__(cls, *_args: object, **_values: object) -> Self:
        """Refuse: text does not become safe by being called so."""
        raise TypeError("SafeHTML is made by replicase.prose.prose alone")


def _safe(html: str) -> SafeHTML:
    return str.__new__(SafeHTML, html)


@dataclass(frozen=True, slots=True)
class Removed:
    """A piece of text that would not come through as its author meant it."""

    what: Literal["html", "link", "image", "syntax", "nesting", "definition", "fence"]
    """`syntax`: what other Markdown tools would obey and ours prints, as `{: .class}` or `--8<--`.

    `nesting`: lists and quotations so deep inside each other that the innermost would be lost.
    `definition`: an address set apart, as `[a]: https://…`, for a link that is not there.
    `fence`: words on the line that opens a block of code, where only its language may stand.
    """
    text: str
    """The offending piece: the tag, the address, the braces."""


ALLOWED_TAGS = frozenset(
    "p br hr h3 h4 h5 h6 ul ol li table thead tbody tr th td blockquote em strong code pre a".split()  # noqa: SIM905 - names read best in rows
)
ALLOWED_ATTRIBUTES = {
    # nh3 lets `title` and `lang` through everywhere unless told.
    "*": set(),
    "a": {"href", "class", "rel", "title"},
    "ol": {"start"},
    **{f"h{level}": {"id"} for level in range(3, 7)},
    "th": {"class"},
    "td": {"class"},
}
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "case"})

_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
    url_schemes=set(ALLOWED_SCHEMES),
    link_rel=None,
)

# An address is judged whole: a scheme of ours, or nothing. Relative ones would leave the page's folder.
_LINK = re.compile(
    r"(?i:https?)://[^\s\\]+|(?i:mailto):[^\s\\/?#%]+@[^\s\\/?#%]+"
    r"|case:[a-z0-9]+(?:-+[a-z0-9]+)*"
)
_AUTHORITY = re.compile(r"https?://([^\s/?#@\\]+?)(?::([0-9]{1,5}))?(?=[/?#]|$)", re.IGNORECASE)
_NUMERIC = re.compile(r"\[.*|(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")
_AT_HOME = frozenset({"localhost", "local", "internal", "lan"})
_SYNTAX = re.compile(
    r"\{:[^{}\n]*\}|(?<=\s)\{\s*(?:[#.][\w-]+|[\w-]+\s*=)[^{}\n]*\}\s*$|^\s*-+8<-+.*$",
    re.MULTILINE,
)
# Names a browser knows; `<y>` in "x<y>z" is a comparison, and is printed as one either way.
_ELEMENTS = frozenset(
    """
    a abbr acronym address animate applet area article aside audio b base basefont bdi bdo bgsound
    big blink blockquote body br button canvas caption center cite code col colgroup data datalist
    dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form
    frame frameset g h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe image img input ins
    isindex kbd keygen label legend li link listing main map mark marquee math menu meta meter nav
    nobr noembed noframes noscript object ol optgroup option output p param path picture plaintext
    pre progress q rb rp rt rtc ruby s samp script search section select set slot small source span
    strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time
    title tr track tt u ul use var video wbr xml xmp
    """.split()  # noqa: SIM905 - as above
)
_TAG = re.compile(r"</?([A-Za-z][^\s/>]*)([^>]*)")
# CommonMark sees no tag in `<img src=x onerror=a=b>`, but its author, and other tools, do.
_LOOSE = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)[\s/][^<>=]*=[^<>]*>?")
# Links of ours are found in finished pages by these signs, so no text may have them.
_OURS = re.compile('="(?:case|page|asset):')
_QUOTED = re.compile(r'<[^<>"]*(?:"[^"]*"[^<>"]*)*>|"')
_CODE_LANGUAGE = re.compile(r"[A-Za-z0-9+#.-]{0,20}")
"""What may stand behind the signs that begin a block of code; readers do not see it."""
_DEEPEST = 19
"""What stands inside a list item or quotation of this level is not rendered at all."""
_TOP = 3
"""The highest level of a heading in a text: the page's own sections have level 2."""


def prose(text: str, sources: Collection[str] = (), name: str = "text") -> SafeHTML:
    """Render a text; `[@s3]` becomes a link to a source when it is one of `sources`.

    `name` begins the ids of headings, so that two texts of a page do not share one.
    """
    plain = plain_paragraphs(text, sources)
    return _safe(marked_up(text, sources, name) if plain is None else plain)


def marked_up(text: str, sources: Collection[str], name: str) -> str:
    """The HTML of any text: parsed, then cleaned by the allow-list."""
    parser = _renderer()
    env: dict[str, Any] = {"sources": frozenset(sources)}
    tokens = parser.parse(text, env)
    _tidy(tokens, name)
    cleaned = _CLEANER.clean(parser.renderer.render(tokens, parser.options, env))
    return _QUOTED.sub(_quotation, cleaned) if _OURS.search(cleaned) else cleaned


def _quotation(found: re.Match[str]) -> str:
    return "&quot;" if found[0] == '"' else found[0]


def removed(text: str) -> tuple[Removed, ...]:
    """What would be removed or shown as plain signs: raw HTML, refused addresses, images, braces."""
    found = [
        Removed("html", token.content.strip())
        for token in _every(_reader(html=True).parse(text))
        if token.type in ("html_inline", "html_block") and _is_markup(token.content)
    ]
    for token in _every(_reader(html=False).parse(text)):
        if token.type in ("blockquote_open", "list_item_open") and token.level >= _DEEPEST:
            found.append(Removed("nesting", token.markup))
        elif token.type == "fence" and not _CODE_LANGUAGE.fullmatch(token.info.strip()):
            found.append(Removed("fence", token.info.strip()))
        elif token.type == "image":
            found.append(Removed("image", _as_written(str(token.attrGet("src") or ""), text)))
        elif token.type == "link_open":
            address = str(token.attrGet("href") or "")
            if not _good_link(address):
                found.append(Removed("link", _as_written(address, text)))
        elif token.type == "text":
            found += (Removed("syntax", m[0].strip()) for m in _SYNTAX.finditer(token.content))
            found += (
                Removed("html", m[0].strip())
                for m in _LOOSE.finditer(token.content)
                if m[1].lower() in _ELEMENTS
            )
    if "]:" in text:
        found += _unused_definitions(text)
    return tuple(dict.fromkeys(found))


def _as_written(address: str, text: str) -> str:
    """An address as its author wrote it: Markdown writes Chinese in it as `%E4%BB…`."""
    plain = unquote(address)
    return plain if plain in text else address


def _unused_definitions(text: str) -> Iterator[Removed]:
    """Definitions of addresses no link names, or that come second: nothing of them is shown."""
    env: dict[str, Any] = {}
    used = {token.meta.get("label") for token in _every(_renderer().parse(text, env))}
    lines = re.split(r"\r\n?|\n", text)
    unused = [where for label, where in env.get("references", {}).items() if label not in used]
    for where in (*unused, *env.get("duplicate_refs", ())):
        line = lines[where["map"][0]]
        yield Removed("definition", line[line.index("[") :].strip())


def _is_markup(text: str) -> bool:
    """Whether a browser would see more than signs: a tag it knows, attributes, a comment."""
    tags = _TAG.findall(text)
    known = any(
        name.lower() in _ELEMENTS or any(c in name for c in "-:") or rest.strip(" /")
        for name, rest in tags
    )
    return known or not tags


def _every(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        if token.children:
            yield from _every(token.children)


def _any_link(url: str) -> bool:  # noqa: ARG001 - the name markdown-it gives it
    return True


def _good_link(url: str) -> bool:
    return bool(_LINK.fullmatch(url)) and (url[:4].lower() != "http" or reachable(url))


def linked_cases(text: str) -> tuple[str, ...]:
    """The ids of the cases a Markdown text links to."""
    if "case:" not in text:
        return ()
    found = (
        str(token.attrGet("href") or "")
        for token in _every(_reader(html=False).parse(text))
        if token.type == "link_open"
    )
    return tuple(
        dict.fromkeys(link[5:] for link in found if link.startswith("case:") and _good_link(link))
    )


def reachable(address: str) -> bool:
    """Whether an address names a host of the open web, and names it plainly.

    A user before the host, a machine of an office or a reader, a name that only looks like another:
    none of these is a source.
    """
    found = _AUTHORITY.match(address)
    if not found or not 0 < int(found[2] or 80) < 65536:
        return False
    return _is_open(found[1].lower().removesuffix("."))


@lru_cache(maxsize=4096)
def _is_open(host: str) -> bool:
    """Whether a host is one of the open web; many addresses share one."""
    if _NUMERIC.fullmatch(host):
        try:
            return ipaddress.ip_address(host.strip("[]")).is_global
        except ValueError:
            return False
    labels = host.split(".")
    return (
        len(labels) > 1
        and labels[-1] not in _AT_HOME
        and all(0 < len(label) < 64 and _plain_label(label) for label in labels)
    )


def _plain_label(label: str) -> bool:
    if label.startswith("xn--"):
        try:
            label = label.encode("ascii").decode("idna")
        except UnicodeError:
            return False
    return not LOOKALIKE.search(label)


LOOKALIKE = re.compile(
    r"[A-Za-z]+[\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικυ][^\W\d_]*"
    r"|[\u0400-\u052fΑΒΕΖΗΙΚΜΝΟΡΤΥΧονικυ]+[A-Za-z][^\W\d_]*"
)
"""Letters of two scripts in one word, where they can be taken for each other (not `μm`, `kΩ`)."""


@cache
def _reader(*, html: bool) -> MarkdownIt:
    """A parser that lets everything through, to see what is there."""
    # Loaded when it is needed: most checks need none.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": html}).enable("table")
    # What was escaped stays a token of its own, so that `\\<b>` is seen to be text.
    parser.core.ruler.disable("text_join")
    parser.validateLink = _any_link  # type: ignore[method-assign]
    return parser


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "store_labels": True}).enable("table")
    parser.validateLink = _good_link  # type: ignore[method-assign]
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.add_render_rule("citation", _render_citation)
    # No images for now: the text an author wrote for those who cannot see one is what remains.
    parser.add_render_rule("image", _render_image)
    return parser


_CHINESE = rarely(r"[\u3000-\u9fff\uf900-\ufaff\uff00-\uffef]")


def _emphasis(state: StateInline, silent: bool) -> bool:
    """Emphasis as in CommonMark, but beside Chinese a `*` needs no space: `**重点。**后面`."""
    from markdown_it.rules_inline import emphasis

    first, start = len(state.delimiters), state.pos
    if not emphasis.tokenize(state, silent):
        return False
    before, after = state.src[start - 1 : start], state.src[state.pos : state.pos + 1]
    if state.src[start] == "*" and _CHINESE.search(before + after):
        for delimiter in state.delimiters[first:]:
            delimiter.open |= bool(after.strip())
            delimiter.close |= bool(before.strip())
    return True


def _citation(state: StateInline, silent: bool) -> bool:
    match = CITATION.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        # A source stays with the word it stands behind.
        if state.pending.endswith(" "):
            state.pending = state.pending.rstrip(" ") + "\u00a0"
        token = state.push("citation", "", 0)
        token.content = match[0]
    state.pos = match.end()
    return True


def _render_citation(
    _self: object, tokens: Sequence[Token], index: int, _options: object, env: dict[str, Any]
) -> str:
    ids = CITED.findall(tokens[index].content)
    return "".join(
        f'\u2060<a class="cite" href="#source-{cited}">[{cited}]</a>'
        if cited in env["sources"]
        else escape(f"[@{cited}]")
        for cited in ids
    )


def _render_image(
    _self: object, tokens: Sequence[Token], index: int, _options: object, _env: dict[str, Any]
) -> str:
    return escape(tokens[index].content)


def _tidy(tokens: Sequence[Token], name: str) -> None:
    """Give headings our levels and ids, cells a class instead of a style, outer links their rel."""
    levels = [int(t.tag[1]) for t in tokens if t.type == "heading_open"]
    shift = _TOP - min(levels, default=_TOP)
    number = 0
    for token in _every(tokens):
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1]) + shift, 6)}"
            if token.nesting == 1:
                number += 1
                token.attrSet("id", f"s-{name}-{number}")
        elif token.type in ("th_open", "td_open") and "style" in token.attrs:
            side = str(token.attrs.pop("style")).removeprefix("text-align:")
            token.attrSet("class", f"align-{side}")
        elif token.type == "fence":
            # The info string would become a class.
            token.info = ""
        elif token.type == "link_open":
            address = str(token.attrs.pop("href"))
            # markdown-it asks nobody about an address that is empty.
            if _good_link(address):
                token.attrs = {"href": address, **token.attrs}
            if address.lower().startswith("http"):
                token.attrSet("rel", "noopener")
