"""Sitemap and feeds: whether their readers can read them, and what a sitemap lists."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from replicase.diagnostics import Diagnostic, Span
from replicase.verify.addresses import file_of
from replicase.verify.rules import SITEMAP, UNPARSED_FEED, told


def check_feeds(
    site: Path, names: Iterable[str], files: Container[str], expected: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the XML files of a site; `expected` are the pages it should list."""
    listed: list[str] = []
    for name in names:
        addresses, found = _read(name, (site / name).read_bytes())
        yield from found
        listed += addresses if name.startswith("sitemap") else []
    if listed:
        yield from _compare(listed, files, expected)


class _RefusedError(Exception):
    """Something a feed has no use for and a reader of it should not meet."""


def _read(name: str, data: bytes) -> tuple[list[str], tuple[Diagnostic, ...]]:
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
        return [], (told(name, UNPARSED_FEED, zh, en),)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        line, column = error.lineno, error.offset + 1
        span = Span(line, column, line, column + 1)
        rule = UNPARSED_FEED
        zh, en = f"读不出来：{said}", f"does not parse: {said}"
        return [], (Diagnostic(name, span, rule, rule.severity, zh, en),)
    return addresses, ()


def _compare(
    addresses: list[str], files: Container[str], expected: Iterable[str]
) -> Iterator[Diagnostic]:
    """Yield addresses of the sitemap that lead nowhere, and pages it does not list."""
    name = "sitemap.xml"
    home = min(addresses, key=len)
    listed = {address.removeprefix(home) for address in addresses}
    for address in sorted(listed):
        path = unquote(address)
        if (path if path.endswith(".xml") else file_of(path)) not in files:
            yield told(name, SITEMAP, f"{address} 不存在", f"lists {address}, which does not exist")
    lost = sorted(a for a in expected if a not in listed and not a.endswith(".html"))
    if lost:
        first = lost[0] or "index.html"
        more_zh = f"等 {len(lost)} 个页面" if len(lost) > 1 else ""
        more_en = f" and {len(lost) - 1} more" if len(lost) > 1 else ""
        yield told(
            name, SITEMAP, f"没有列出 {first} {more_zh}".rstrip(), f"does not list {first}{more_en}"
        )
