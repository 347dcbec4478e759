"""Two pages of cases a reader has chosen: some side by side, and a list kept in the browser.

Which cases those are stands in the address, so the pages are the same for everybody and
`compare.js` fills them from the data made here.
"""

from __future__ import annotations

from dataclasses import dataclass

from replicase.library import Library
from replicase.pages.chosen.addressed import scripts, shards
from replicase.pages.chosen.comparison import column
from replicase.pages.page import Page, Planned
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import Voice

ROWS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("", ("problem", "answer", "theme", "kind", "state")),
    ("works", ("grades", "result", "reading", "conflicts", "evaluations")),
    ("takes", ("size", "needs", "core", "systems", "cost", "time")),
    ("used", ("going", "stopped", "promotion")),
    ("limits", ("risk", "limit", "unsuitable", "unknown")),
)
"""The rows of the table in groups; nothing is added up, and no case is marked as the best."""


@dataclass(frozen=True, slots=True)
class Group:
    """Rows below a heading."""

    title: str
    rows: tuple[tuple[str, str], ...]
    """Name and label of each."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What either page tells its script."""

    groups: tuple[Group, ...]
    shards: int
    version: str
    """Keeps a browser from showing what it kept of an older site."""
    cases: str


def compare(voice: Voice) -> Page:
    """Make the page that compares cases."""
    return _page(voice, "compare")


def shortlist(voice: Voice) -> Page:
    """Make the page of the cases a reader has kept."""
    return _page(voice, "shortlist")


def _page(voice: Voice, name: str) -> Page:
    library = voice.library
    groups = (
        Group(
            voice.say(f"compare.group.{title}") if title else "",
            tuple((row, voice.say(f"compare.row.{row}")) for row in rows),
        )
        for title, rows in ROWS
    )
    view = Chosen(
        groups=tuple(groups),
        shards=shards(library),
        version=voice.site.as_of.isoformat(),
        cases=voice.count("count.cases", len(library.cases)),
    )
    return Page(
        address=voice.address(f"{name}/"),
        language=voice.language,
        section=name,
        title=voice.say(f"{name}.title"),
        description=voice.say(f"{name}.description"),
        body=fill(f"{name}.html", voice, chosen=view),
    )


def comparisons(library: Library, site: Site) -> tuple[Planned, ...]:
    """The scripts `compare/…` with what is compared of each case, still to be made."""
    return scripts("compare", library, site, lambda voice, case: column(voice, case).written())
