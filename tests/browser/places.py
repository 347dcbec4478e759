"""The kinds of pages the site has, one address each, and all of its pages."""

from __future__ import annotations

from pathlib import Path

CASE = "cases/wenzhou-private-lending-centres/"
KINDS = (
    *("", "cases/", CASE, "cities/", "cities/zhoushan/", "about/", "contribute/"),
    "audit/",
    *("contribute/rules/", "contribute/rules/CASE113/", "contribute/fields/"),
)
ADDRESSES = [*KINDS, *(f"en/{kind}" for kind in KINDS)]
MISSING = "no/such/page/"


def language_of(address: str) -> str:
    """What the page says of itself in `lang`."""
    return "en" if address.startswith("en/") else "zh-CN"


def other(address: str) -> str:
    """The same page in the other language."""
    return address.removeprefix("en/") if address.startswith("en/") else f"en/{address}"


def every_page(folder: Path) -> list[str]:
    """The address of every page there is, but for 404.html."""
    found = sorted(
        page.parent.relative_to(folder).as_posix() for page in folder.rglob("index.html")
    )
    return ["" if address == "." else f"{address}/" for address in found]
