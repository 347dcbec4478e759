"""Hostile rows as a library on the disk, built into a site; also as if no check had seen them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from hostile.placing import (
    ADOPTION_FILE,
    CASE_FILE,
    Draft,
    Placed,
    draft,
    file_of,
    finished,
    is_bilingual,
    library,
    place,
    place_of,
    steps,
)
from hostile.rows import OWN, Row
from hostile.running import case_id, errors, inspected, renamed
from libraries import MINIATURE, pictures_below
from replicase import build as building
from replicase.as_of import AsOf
from replicase.build import Built, build
from replicase.pictures import look
from replicase.verify import Verdict
from sites import repository

DAY = AsOf(datetime.date(2025, 6, 1), "option")
ON_DISK = {"path", "path_b64", "symlink", "folder-symlink", "folder", "fifo"}


def rows_for_cases(rows: Iterable[Row] = OWN) -> dict[str, tuple[Row, Placed]]:
    """The rows that make a case of their own, by its id; very large ones are left to other tests."""
    found = {}
    for row in rows:
        whole = row.field in ("file", "id") or row.group == "size"
        if row.field not in ON_DISK and not whole and ":" not in row.field.removeprefix("raw:"):
            found[case_id(row)] = row, renamed(place(row), case_id(row))
    return found


def refused(rows: Mapping[str, tuple[Row, Placed]]) -> frozenset[str]:
    """Those of many cases, side by side in one library, in which anything is wrong."""
    carrier = finished(CASE_FILE, draft()).given
    pictures = [picture for given in pictures_below(MINIATURE) if (picture := look(given)[0])]
    hostile = [placed.given for _, placed in rows.values()]
    wrong = {d.file for d in errors(inspected((*library(), carrier, *hostile), pictures)[1])}
    assert wrong <= {given.file for given in hostile}, "others are blamed"
    return frozenset(name for name, (_, placed) in rows.items() if placed.file in wrong)


def other_records() -> list[Placed]:
    """The settings, vocabularies and adoption with every hostile word they can be shown with."""
    drafts: dict[str, Draft] = {}
    for row in OWN:
        before, colon, name = row.field.partition(":")
        if not colon or before == "raw" or row.must == "reject":
            continue
        file = file_of(before)
        target = drafts.setdefault(file, draft(file))
        at = steps(name)
        if is_bilingual(place_of(target.tree, at), at):
            for language in ("zh", "en"):
                target.put((*at, language), row.payload)
        else:
            target.put(at, row.payload)
    return [finished(file, target) for file, target in drafts.items()]


def written(root: Path, placed: Iterable[Placed], *, adoption: bool = True) -> Path:
    """The miniature library with the carrier, its adoption and further files; return its root."""
    repository(root)
    carrier = [finished(CASE_FILE, draft())]
    if adoption:
        carrier.append(finished(ADOPTION_FILE, draft(ADOPTION_FILE)))
    for each in (*carrier, *placed):
        path = root / each.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(each.data)
    return root


def published(root: Path, site: Path) -> Built:
    """Build as `replicase build` does."""
    return build(root, site, DAY, lambda _: None)


def published_unseen(root: Path, site: Path) -> Built:
    """Build as if neither the checker nor the judge of the finished site had found anything.

    Pages must hold by themselves, so that one check that is forgotten harms nobody.
    """
    seen = building.inspect

    def blind(*given: object) -> object:
        return replace(seen(*given), diagnostics=())  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(building, "inspect", blind)
        patch.setattr(building, "verify", lambda *_, **__: Verdict((), ()))
        return published(root, site)


def twin() -> Placed:
    """The carrier under another id, to compare hostile pages with."""
    return renamed(finished(CASE_FILE, draft()), "h-twin")
