"""What a browser would make of a page, judged with a parser that follows the HTML specification."""

from __future__ import annotations

import json
import re
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import html5lib
from html5lib.constants import DataLossWarning

INERT = frozenset(
    [
        "p",
        "br",
        "hr",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "blockquote",
        "em",
        "strong",
        "code",
        "pre",
        "a",
    ]
)
"""What a text in Markdown may bring into a page, besides what the page's template has."""

INERT_ATTRIBUTES = {
    "a": {"href", "rel", "class", "title"},
    "ol": {"start"},
    "h3": {"id"},
    "h4": {"id"},
    "h5": {"id"},
    "h6": {"id"},
    "th": {"class"},
    "td": {"class"},
}
CLASSES = frozenset({"cite", "align-left", "align-right", "align-center"})
SCHEMES = frozenset({"", "http", "https", "mailto", "case", "page", "asset"})
ADDRESSES = frozenset(
    [
        "href",
        "src",
        "action",
        "formaction",
        "data",
        "poster",
        "srcset",
        "background",
        "ping",
        "cite",
        "longdesc",
        "manifest",
        "xlink:href",
    ]
)

_SKIPPED = re.compile(r"[\x00-\x20\u200b-\u200f\u2028\u2029\ufeff]+")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag with its attributes."""

    name: str
    attributes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment; our pages have none that a case could reach."""

    text: str


Part = Element | Comment | str
"""Text is a plain string, its white space made one."""


def parts(html: str) -> list[Part]:
    """A page as elements and texts in the order of the document, each with the depth it lies at."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DataLossWarning)
        tree = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return list(_joined(_walk(tree, 0)))


def body(html: str) -> list[Part]:
    """The same for what stands inside `<main>`."""
    return parts(f"<!doctype html><title>x</title><main>{html}</main>")


def _walk(node: Any, depth: int) -> Iterator[Part]:
    if not isinstance(node.tag, str):
        yield Comment(node.text or "")
        return
    yield Element(f"{depth} {node.tag}", tuple(sorted((str(k), v) for k, v in node.attrib.items())))
    if node.text:
        yield node.text
    for child in node:
        yield from _walk(child, depth + 1)
        if child.tail:
            yield child.tail


def _joined(found: Iterable[Part]) -> Iterator[Part]:
    waiting = ""
    for part in found:
        if isinstance(part, str):
            waiting += part
        else:
            if waiting.strip():
                yield spaced(waiting)
            waiting = ""
            yield part
    if waiting.strip():
        yield spaced(waiting)


def spaced(text: str) -> str:
    """A text as a reader sees it: any white space is one space, none at the ends."""
    return " ".join(text.split())


_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def in_tex(text: str) -> str:
    """A text as BibTeX has it: what TeX would take for a command is escaped."""
    return "".join(_TEX.get(c, f"\\{c}" if c in "{}%&#$_" else c) for c in text)


def difference(there: list[Part], twin: list[Part], token: str, payload: str) -> str:
    """Where a page is more than its twin with the payload in the token's place, or nothing.

    Elements and attributes must be the same, but for the class that keeps the labels of a drawing
    apart, which depends on how long they are. A text may differ at the payload's ends: templates
    close a sentence that is not closed.
    """
    shown = spaced(unicodedata.normalize("NFC", payload))
    for index, (part, model) in enumerate(zip(there, twin, strict=False)):
        if isinstance(part, str) and isinstance(model, str):
            wanted = spaced(in_tex(shown)) if model.startswith("@misc{") else shown
            if part.count(wanted) < model.count(token) or (token not in model and part != model):
                return f"text {index}: {_brief(part)} instead of {_brief(model)}"
        elif _at_ease(part) != _at_ease(replaced(model, token, payload)):
            return f"part {index}: {_brief(part)} instead of {_brief(model)}"
    if len(there) != len(twin):
        return f"{len(there)} parts instead of {len(twin)}"
    return ""


_CLOSE = re.compile(r" ?dumbbell--close-(?:desk|phone)\b")


def _at_ease(part: Part) -> Part:
    """A part without the classes for labels that would touch."""
    if not isinstance(part, Element):
        return part
    return Element(part.name, tuple((n, _CLOSE.sub("", value)) for n, value in part.attributes))


def replaced(part: Part, token: str, payload: str) -> Part:
    """A part with another word in its text or attributes."""
    if isinstance(part, str):
        return part.replace(token, payload)
    if isinstance(part, Comment):
        return part
    return Element(
        part.name,
        tuple((name, value.replace(token, payload)) for name, value in part.attributes),
    )


def _brief(part: object) -> str:
    return repr(part)[:300]


def text_of(found: Iterable[Part]) -> str:
    """What a reader reads."""
    return spaced(" ".join(part for part in found if isinstance(part, str)))


def scheme_of(address: str) -> str:
    """The scheme a browser finds in an address; `//` for another host without one."""
    plain = _SKIPPED.sub("", unescape(address)).lower().replace("\\", "/")
    found = _SCHEME.match(plain)
    if found:
        return found[1]
    return "//" if plain.startswith("//") else ""


def alive(found: Iterable[Part]) -> list[str]:
    """Everything in a page that could run, load or send, whatever page it is."""
    wrong = []
    for part in found:
        if not isinstance(part, Element):
            continue
        name = part.name.split(" ")[1]
        for key, value in part.attributes:
            if key.lower().startswith("on") or key in ("style", "srcdoc", "http-equiv"):
                wrong.append(f"<{name} {key}={value[:60]!r}>")
            if key in ADDRESSES and scheme_of(value) not in SCHEMES:
                wrong.append(f"<{name} {key}={value[:60]!r}>")
        if name in ("script", "style", "iframe", "object", "embed", "base", "frame", "template"):
            wrong.append(f"<{name}>")
    return wrong


def added(there: Iterable[Part], without: Iterable[Part]) -> list[str]:
    """What Markdown brought into a page that it may not bring."""
    before, wrong = _tags(without), []
    for (name, attributes), count in (_tags(there) - before).items():
        if name not in INERT:
            wrong.append(f"{count} <{name}>")
        elif more := {key for key, _ in attributes} - INERT_ATTRIBUTES.get(name, set()):
            wrong.append(f"<{name}> with {', '.join(sorted(more))}")
        else:
            wrong += _values(name, dict(attributes))
    return wrong


def _values(name: str, attributes: dict[str, str]) -> Iterator[str]:
    if attributes.get("class", "cite") not in CLASSES:
        yield f"<{name} class={attributes['class']!r}>"
    if not re.fullmatch(r"s-[a-z0-9-]+", attributes.get("id", "s-x")):
        yield f"<{name} id={attributes['id']!r}>"
    if scheme_of(attributes.get("href", "")) not in ("", "http", "https", "mailto", "case"):
        yield f"<{name} href={attributes['href']!r}>"
    if "href" in attributes and not re.match(
        r"https?://|mailto:|case:|#source-", attributes["href"], re.IGNORECASE
    ):
        yield f"<{name} href={attributes['href']!r}>"


def _tags(found: Iterable[Part]) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    return Counter(
        (part.name.split(" ")[1], part.attributes) for part in found if isinstance(part, Element)
    )


def ids(found: Iterable[Part]) -> list[str]:
    """Every id of a page."""
    return [
        value
        for part in found
        if isinstance(part, Element)
        for key, value in part.attributes
        if key == "id"
    ]


_CALL = re.compile(r'Replicase\.data\("([a-z0-9/-]+)",(.*)\);\n', re.DOTALL)


def data_of(script: bytes) -> Any:
    """The value a data script hands over; it is one call with JSON in it, and nothing else."""
    text = script.decode("utf-8")
    call = _CALL.fullmatch(text)
    assert call, f"not one call: {text[:80]!r}"
    for sign in ("<", "\u2028", "\u2029", "\ufeff"):
        assert sign not in text, f"{sign!r} in a script"
    value = json.loads(call[2])
    assert "__proto__" not in set(_keys(value)), (
        "an object literal with __proto__ has another parent"
    )
    return value


def _keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


def strings(value: Any) -> Iterator[str]:
    """Every text in a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
