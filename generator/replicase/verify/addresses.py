"""Which pages a finished site has: those it should, none it should not, and those it had before."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping

from replicase.diagnostics import Diagnostic
from replicase.verify.rules import PAGE_MISSING, REMOVED, UNEXPECTED, told

_CASE_PAGE = re.compile(r"(?:en/)?cases/[^/]+/index\.html")


def file_of(address: str) -> str:
    """The file of a page with this address."""
    return address if address.endswith(".html") else f"{address}index.html"


def missing(wanted: Mapping[str, str], files: Container[str]) -> Iterator[Diagnostic]:
    """Yield addresses, by the file each should have, that were not made."""
    for file, address in wanted.items():
        if file not in files:
            yield told(
                address or "index.html", PAGE_MISSING, "没有生成这个页面", "this page was not made"
            )


def unexpected(pages: Iterable[str], wanted: Container[str]) -> Iterator[Diagnostic]:
    """Yield pages of cases nobody asked for: a draft, or what a withdrawn case held."""
    for name in pages:
        if _CASE_PAGE.fullmatch(name) and name not in wanted:
            yield told(
                name,
                UNEXPECTED,
                "库里没有要发布的案例是这个网址",
                "no case that is published has this address",
            )


def pages_among(files: Iterable[str]) -> Iterator[str]:
    """The pages among some files that have an address of their own."""
    return (name for name in files if name == "index.html" or name.endswith("/index.html"))


MOST_REMOVED = 20
"""More pages than these are no slip, and told together."""


def removed(published: Iterable[str], files: Container[str]) -> Iterator[Diagnostic]:
    """Yield pages of the published site that the finished one has no more."""
    gone = sorted(name for name in published if name not in files)
    if len(gone) > MOST_REMOVED:
        yield told(
            gone[0],
            REMOVED,
            f"这个和另外 {len(gone) - 1} 个发布过的网址没有了，也没有跳转",
            f"this and {len(gone) - 1} other published addresses are gone and lead nowhere",
        )
        return
    for name in gone:
        of_case = bool(_CASE_PAGE.fullmatch(name))
        yield told(
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
