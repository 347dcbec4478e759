"""`data/changes.json`: what the records tell of themselves, and what changed with each release."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from replicase.exports.json import encode, head
from replicase.exports.schemas import TEXT, closed, listed, schema_file
from replicase.exports.schemas import head as head_schema
from replicase.history.release import Release
from replicase.history.wording import TEMPLATES
from replicase.library import Library
from replicase.output import Output

ADDRESS = "data/changes.json"
_KINDS = ("registered", "changed", "withdrawn")


def files(
    library: Library, releases: Sequence[Release], as_of: date
) -> tuple[Callable[[], Output], ...]:
    """The changes and their schema, still to be made; none of a library without cases."""
    if not library.cases:
        return ()
    return (
        partial(schema_file, "changes", change_schema),
        partial(changes_file, library, releases, as_of),
    )


def changes_file(library: Library, releases: Sequence[Release], as_of: date) -> Output:
    """Write what changed, newest first; an event and a change are a line each."""
    told = {"$schema": "schema/changes.schema.json", **head(library, as_of)}
    events = b",\n".join(encode(event) for event in _events(library))
    made = b",\n".join(
        b'{"date":%s,"since":%s,"changes":[\n%s\n]}'
        % (encode(r.date), encode(r.since), b",\n".join(encode(told) for told in r.changes))
        for r in releases
    )
    written = b'%s,"records":[\n%s\n],"releases":[\n%s\n]}\n' % (encode(told)[:-1], events, made)
    return Output(ADDRESS, written)


def _events(library: Library) -> list[dict[str, Any]]:
    """What happened to the records, as they say themselves."""
    return [
        {
            "date": str(day),
            "case": case.id,
            "what": "withdrawn"
            if case.stage == "withdrawn"
            else "changed"
            if change
            else "registered",
            "zh": said.zh if said else "",
            "en": said.en if said else "",
        }
        for day, case, change in library.chronicle
        for said in [change.what if change else case.withdrawn]
    ]


def change_schema() -> dict[str, Any]:
    """The schema of the file."""
    event = {"date": TEXT, "case": TEXT, "what": {"enum": list(_KINDS)}, "zh": TEXT, "en": TEXT}
    change = {
        "what": {"enum": list(TEMPLATES)},
        "zh": TEXT,
        "en": TEXT,
        "case": TEXT,
        "city": TEXT,
        "title_zh": TEXT,
        "title_en": TEXT,
    }
    release = {
        "date": {"type": "string", "format": "date"},
        "since": {"type": "string", "format": "date"},
        "changes": listed(closed(change, optional=("case", "city", "title_zh", "title_en"))),
    }
    return {
        "description": "What changed in the library, newest first.",
        **closed(
            {
                "$schema": TEXT,
                **head_schema(),
                "records": listed(closed(event)),
                "releases": listed(closed(release)),
            }
        ),
    }
