"""Pages written by hand: whether the cases they link to and show are in the library."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from replicase.diagnostics import Diagnostic, Rule, Severity, Span
from replicase.library import FACETS, Library
from replicase.model import Case
from replicase.register import Register
from replicase.source import Input

UNKNOWN_LINK = Rule(
    "CASE406",
    "unknown-link",
    Severity.ERROR,
    "手写页面里的 `case:` 链接和嵌入的案例都在库里",
    "The cases a hand-written page links to or shows are in the library",
    """A case that a page links to or shows is in the library.

    A page in `docs/` names a case as `case:zhoushan-grid-management`, and shows cards with
    `::: case …` or `::: cases theme=…`.
    Why: a link that leads nowhere and a list without cases are worse than none.
    Mend: correct the id of the case, or the vocabulary's term behind `theme=`.

    手写页面链接或嵌入的案例，都在本库里。
    `docs/` 里的页面用 `case:zhoushan-grid-management` 链接案例，用 `::: case …` 或 `::: cases theme=…` 嵌入卡片。
    为什么：点不开的链接、没有案例的列表，不如没有。
    怎么改：改正案例编号，或 `theme=` 后面的词。
    """,
)
RULES = (UNKNOWN_LINK,)

_LINK = re.compile(r"\]\(case:([^)#\s]*)")
_EMBED = re.compile(r"^::: (case|cases) +(.+?) *$")
_FENCE = re.compile(r"^ {0,3}(```|~~~)")


def check_links(pages: Iterable[Input], register: Register) -> Iterator[Diagnostic]:
    """Report every link to a case, and every embedded one, that the library does not have."""
    if not register.library.has_settings or not register.cases:
        return  # without them nothing is published, so every link would lead nowhere
    for page in pages:
        fenced = False
        for number, line in enumerate(page.data.decode("utf-8", "replace").splitlines(), 1):
            if _FENCE.match(line):
                fenced = not fenced
            if fenced:
                continue
            for match in _LINK.finditer(line):
                if not register.is_published(match[1]) and not register.may_hold(match[1]):
                    yield _unknown(page, line, number, match.start(1), match[1])
            if (
                (shown := _EMBED.match(line))
                and not _may_be_there(shown[1], shown[2], register.library)
                and not _is_there(shown[1], shown[2], register)
            ):
                yield _unknown(page, line, number, shown.start(2), shown[2])


def _may_be_there(what: str, which: str, library: Library) -> bool:
    """Whether what an embed shows may stand in a file that could not be read."""
    if what == "case":
        return library.may_hold(which)
    facet = which.partition("=")[0]
    return ("places" if facet == "city" else facet) not in library.vocabularies


def _is_there(what: str, which: str, register: Register) -> bool:
    """Whether an embed names a case, a city or a term of the library."""
    if what == "case":
        return register.is_published(which)
    key, _, value = which.partition("=")
    if key == "city":
        return any(city.slug == value for city in register.library.cities)
    return key in FACETS and register.library.term(key, value) is not None


def _unknown(page: Input, line: str, number: int, start: int, what: str) -> Diagnostic:
    return Diagnostic(
        file=page.file,
        span=Span(number, start + 1, number, start + len(what) + 1),
        rule=UNKNOWN_LINK,
        severity=UNKNOWN_LINK.severity,
        zh=f"库里没有 `{what}`",
        en=f"the library has no `{what}`",
        hint_zh="检查案例编号；列表写作 `::: cases theme=village-power`",
        hint_en="check the id of the case; a list is written `::: cases theme=village-power`",
        excerpt=(line,),
    )


def chosen(what: str, which: str, library: Library) -> tuple[Case, ...] | None:
    """The cases an embed shows; None when it names something the library does not have."""
    if what == "case":
        case = library.case(which)
        return None if case is None else (case,)
    key, _, value = which.partition("=")
    if key == "city":
        city = next((c for c in library.cities if c.slug == value), None)
        return None if city is None else library.cases_in(city)
    if key in FACETS and library.term(key, value) is not None:
        return library.cases_filed(key, value)
    return None
