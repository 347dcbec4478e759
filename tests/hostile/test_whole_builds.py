"""Hostile rows in a whole build: one stops it, all are told, and what is published is whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile import judge
from hostile.publishing import (
    other_records,
    published,
    published_unseen,
    refused,
    rows_for_cases,
    twin,
    written,
)
from hostile.rows import OWN
from hostile.running import errors
from sites import files

SUBJECTS = {
    "script": ["MU-001", "MU-002", "MU-013", "MU-014", "PR-003", "PR-004", "PR-051", "LB-001"],
    "attribute": ["MU-004", "MU-005", "MU-006", "MU-007", "MU-009", "MU-010", "PR-006", "LI-047"],
    "link scheme": ["LI-001", "LI-003", "LI-007", "LI-013", "LI-015", "LI-044", "LI-055", "LI-060"],
    "front matter": [
        "YA-031",
        "YA-032",
        "PF-012",
        "PF-020",
        "PR-034",
        "TE-014",
        "YA-015",
        "YA-020",
    ],
    "path": ["PA-010", "PA-029", "PA-047", "PA-049", "PA-053", "PA-070", "PA-071", "PA-083"],
    "YAML bomb": ["YA-002", "YA-003", "YA-086", "YA-087", "YA-088", "YA-091", "YA-095", "YA-101"],
    "bidi": ["CH-024", "CH-025", "CH-026", "CH-027", "CH-028", "PA-032"],
    "NUL": ["CH-013", "CH-014", "CH-045", "CH-002", "CH-046", "CH-047"],
}
"""What the set must try at least, by rows that try it."""


def test_the_set_tries_every_kind_of_harm() -> None:
    known = {row.id for row in OWN}
    named = [row for rows in SUBJECTS.values() for row in rows]
    assert set(named) <= known
    assert len(set(named)) >= 60


def test_one_hostile_case_stops_publication_and_the_rest_is_still_told(tmp_path: Path) -> None:
    site = tmp_path / "site"
    root = written(tmp_path / "library", [])
    assert published(root, site).pages
    before = files(site)
    rows = rows_for_cases()
    wrong = {name: placed for name, (row, placed) in rows.items() if row.must == "reject"}
    assert len(wrong) > 100
    written_files = {placed.file for placed in wrong.values()}
    for placed in wrong.values():
        (root / placed.file).write_bytes(placed.data)
    done = published(root, site)
    assert done.pages == 0
    assert files(site) == before
    told = {d.file for d in errors(done.diagnostics)}
    assert written_files - told <= {rows["h-ya-060"][1].file}, "YA-060 is not refused yet"


@pytest.mark.slow
def test_a_single_hostile_case_is_told_and_no_other_file_is_blamed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    root = written(tmp_path / "library", [])
    assert published(root, site).pages
    before = files(site)
    for name in ("h-li-001", "h-ch-024", "h-ya-003", "h-pr-003", "h-pf-020", "h-ch-045"):
        placed = rows_for_cases()[name][1]
        (root / placed.file).write_bytes(placed.data)
        done = published(root, site)
        (root / placed.file).unlink()
        assert done.pages == 0
        assert files(site) == before
        assert {d.file for d in errors(done.diagnostics)} == {placed.file}


@pytest.mark.slow
def test_a_title_that_looks_like_a_link_of_ours_is_published(tmp_path: Path) -> None:
    placed = rows_for_cases()["h-te-031"][1]
    assert not refused({"h-te-031": rows_for_cases()["h-te-031"]})
    assert published(written(tmp_path / "library", [placed]), tmp_path / "site").pages


@pytest.mark.slow
def test_pages_hold_where_no_check_has_looked(tmp_path: Path) -> None:
    rows = rows_for_cases()
    del rows["h-li-035"]  # a link that leads nowhere is no harm, and ends a build by itself
    placed = [twin(), *(placed for _, placed in rows.values()), *other_records()]
    assert published_unseen(written(tmp_path / "library", placed), tmp_path / "site").pages
    site = files(tmp_path / "site")
    model = sorted(judge.alive(judge.parts(site["cases/h-twin/index.html"].decode())))
    seen = 0
    for name in rows:
        html = site.get(f"cases/{name}/index.html")
        if html is None:
            continue  # it could not be read at all
        seen += 1
        assert sorted(judge.alive(judge.parts(html.decode()))) == model, name
    assert seen > 300
