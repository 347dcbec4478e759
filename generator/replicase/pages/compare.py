"""Two pages of cases a reader has chosen: some side by side, and a list kept in the browser.

Which cases those are stands in the address, so the pages are the same for everybody and
`compare.js` fills them from the data made here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from replicase.library import Library
from replicase.model import Case
from replicase.output import Output, script
from replicase.pages.comparison import column
from replicase.pages.page import Page
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import Voice
from replicase.shards import how_many, shard_of

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
        shards=how_many(len(_ids(library))),
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


def _ids(library: Library) -> Mapping[str, Case]:
    """Every id that may stand in an address somebody kept, with its case."""
    found = {former: case for case in library.cases for former in case.aliases}
    found |= {case.id: case for case in library.withdrawn}
    found |= {case.id: case for case in library.cases}
    return found


def comparisons(library: Library, site: Site) -> tuple[Callable[[], Output], ...]:
    """The scripts with what is compared of each case, still to be made.

    `compare/<language>-<shards>-<n>`
        An object from the ids of shard n of so many to what `Column.written` says; for a former id
        `{"now": …}`, for a withdrawn case `{"withdrawn": …}`, each with an id.
    """
    ids = _ids(library)
    shards = how_many(len(ids))
    sorted_in: list[dict[str, Case]] = [{} for _ in range(shards)]
    for case_id in sorted(ids):
        sorted_in[shard_of(case_id, shards)][case_id] = ids[case_id]
    return tuple(
        partial(_shard, Voice(library, site, language), f"{shards}-{number}", cases)
        for language in library.settings.languages
        for number, cases in enumerate(sorted_in)
    )


def _shard(voice: Voice, name: str, cases: Mapping[str, Case]) -> Output:
    found = {case_id: _entry(voice, case_id, case) for case_id, case in cases.items()}
    return script(f"compare/{voice.language}-{name}", found)


def _entry(voice: Voice, case_id: str, case: Case) -> Mapping[str, object]:
    if case.id != case_id:
        return {"now": case.id}
    if case.stage == "withdrawn":
        return {"withdrawn": case.id}
    return column(voice, case).written()
