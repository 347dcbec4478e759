"""The kinds of pages the site has, one address each, and a sample of all its pages."""

from __future__ import annotations

from pathlib import Path

CASE = "cases/wenzhou-private-lending-centres/"
KINDS = (
    *("", "cases/", CASE, "cities/", "cities/zhoushan/", "about/", "contribute/"),
    *("audit/", "audit/unknown/", "data/"),
    *("framework/", "framework/governance/", "framework/risks.finance/"),
    *("gaps/zhoushan/", "gaps/taizhou/"),
    *("themes/", "themes/village-power/", "methods/", "methods/mediation/"),
    *("attempts/", "new/", "method/"),
    *("contribute/rules/", "contribute/rules/CASE113/", "contribute/fields/"),
    *("compare/", "shortlist/"),
    *("contribute/fields/case/", "directory/"),
    *("adoption/", "adoption/hangzhou/"),
    *("fit/", "self-assessment/"),
    *("contribute/commands/", "contribute/commands/check/", "contribute/start/"),
    *("contribute/operating/", "contribute/reviewing/"),
    *("contribute/adopting/", "contribute/failing/"),
)
ADDRESSES = [*KINDS, *(f"en/{kind}" for kind in KINDS)]
MISSING = "no/such/page/"

CHOSEN = (
    "?cases=jinhua-houchen-village-supervision,ningbo-xiangshan-villagers-talk,"
    "zhoushan-grid-management"
)
RICH = "case"
"""The case page that says most."""
IN_A_STATE = {
    RICH: "cases/jinhua-houchen-village-supervision/",
    "cases-found": "cases/?q=监督&theme=village-power",
    "cases-not-found": "cases/?q=潜水艇",
    "compare-chosen": f"compare/{CHOSEN}",
    "shortlist-chosen": f"shortlist/{CHOSEN}",
    "fit-chosen": "fit/?case=ningbo-ninghai-36-power-list",
    "missing": MISSING,
    "withdrawn": "cases/beta-night-watch/",
}
"""Pages that look otherwise once they are used, or that no link leads to."""


def name_of(kind: str) -> str:
    """What the pictures of a kind of page are called."""
    return kind.rstrip("/").replace("/", "-") or "home"


PICTURES = {name_of(kind): kind for kind in KINDS} | IN_A_STATE
"""Name of a picture -> address: everything `make screenshots` takes."""
READY = {
    "cases-found": '#results[aria-busy="false"]',
    "cases-not-found": '#results[aria-busy="false"]',
    "compare-chosen": "#compare-table:not([hidden])",
    "shortlist-chosen": "#shortlist-cases .card",
    "fit-chosen": "#fit-sheet:not([hidden])",
}
"""What is there once a page has loaded what its address asks for."""
FROM_MINIATURE = frozenset({"withdrawn"})
"""What the real library has no page of."""
ONE_LANGUAGE = frozenset({"missing"})


def language_of(address: str) -> str:
    """What the page says of itself in `lang`."""
    return "en" if address.startswith("en/") else "zh-CN"


def other(address: str) -> str:
    """The same page in the other language."""
    return address.removeprefix("en/") if address.startswith("en/") else f"en/{address}"


RICHEST = 6
EVERY = 10


def sample(folder: Path) -> list[str]:
    """Addresses in both languages: all kinds, and of pages beside each other those that say most."""
    files = sorted(folder.rglob("index.html"), key=lambda file: -file.stat().st_size)
    beside: dict[Path, list[str]] = {}
    for file in files:
        address = "" if file.parent == folder else f"{file.parent.relative_to(folder)}/"
        beside.setdefault(file.parent.parent, []).append(address)
    assert len(beside[folder / "cases"]) > 4 * RICHEST
    # Where a dozen lie beside each other, most are made by one template from as many words.
    return [
        address
        for addresses in beside.values()
        for number, address in enumerate(addresses)
        if len(addresses) <= 2 * RICHEST
        or number < RICHEST
        or number % EVERY == 0
        or address in ADDRESSES
    ]
