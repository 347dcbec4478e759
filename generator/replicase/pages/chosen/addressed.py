"""Data of the cases a reader chose, for pages that get their ids in the address.

Such a page is the same for everybody; a script of its own fills it from the data made here, which
it finds by the id of a case alone (see `replicase.shards`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from replicase.library import Library
from replicase.model import Case
from replicase.output import Output, script, script_path
from replicase.pages.page import Planned
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.shards import how_many, shard_of

Write = Callable[[Voice, Case], Mapping[str, object]]
"""What a page needs to know of a case, in one language."""


def shards(library: Library) -> int:
    """Into how many scripts the data of a language is divided."""
    return how_many(len(_ids(library)))


def scripts(folder: str, library: Library, site: Site, write: Write) -> tuple[Planned, ...]:
    """The scripts with the data of every case, still to be made.

    `<folder>/<language>-<shards>-<n>`
        An object from the ids of shard n of so many to what `write` says; for a former id
        `{"now": …}`, for a withdrawn case `{"withdrawn": …}`, each with an id.
    """
    ids = _ids(library)
    count = how_many(len(ids))
    sorted_in: list[dict[str, Case]] = [{} for _ in range(count)]
    for case_id in sorted(ids):
        sorted_in[shard_of(case_id, count)][case_id] = ids[case_id]
    return tuple(
        _planned(Voice(library, site, language), f"{folder}/{language}-{count}-{n}", c, write)
        for language in library.settings.languages
        for n, c in enumerate(sorted_in)
    )


def _planned(voice: Voice, name: str, cases: Mapping[str, Case], write: Write) -> Planned:
    make = partial(_shard, voice, name, cases, write)
    return Planned(script_path(name), make, tuple(cases.items()))


def _ids(library: Library) -> Mapping[str, Case]:
    """Every id that may stand in an address somebody kept, with its case."""
    found = {former: case for case in library.cases for former in case.aliases}
    found |= {case.id: case for case in library.withdrawn}
    found |= {case.id: case for case in library.cases}
    return found


def _shard(voice: Voice, name: str, cases: Mapping[str, Case], write: Write) -> Output:
    return script(name, {i: _entry(voice, i, case, write) for i, case in cases.items()})


def _entry(voice: Voice, case_id: str, case: Case, write: Write) -> Mapping[str, object]:
    if case.id != case_id:
        return {"now": case.id}
    if case.stage == "withdrawn":
        return {"withdrawn": case.id}
    return write(voice, case)
