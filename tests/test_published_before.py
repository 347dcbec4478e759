"""A site nothing has changed for is left as it is; whatever changed, it is made anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import replicase.pages
from rebuilding import CASE, DAY, made, rewrite
from replicase.as_of import AsOf
from replicase.build import build
from replicase.cache import Cache
from replicase.diagnostics import Severity
from replicase.model import Case
from replicase.pages.page import Page
from replicase.pages.voice import Voice
from replicase.publish import previous
from replicase.read import Sight
from replicase.workers import Workers
from replicase.writing import Writing
from sites import ROOT, files


@pytest.mark.usefixtures("settled")
def test_a_site_nothing_changed_for_is_left_as_it_is(root: Path, kept: Cache) -> None:
    first = made(root, kept)
    before = {p: p.stat() for p in (root / "site").rglob("*")}
    steps: list[str] = []
    again = made(root, kept, steps=steps)
    assert (first.stood, again.stood, steps) == (False, True, ["check"])
    assert (again.pages, again.files, again.diagnostics) == (
        *(first.pages, first.files, first.diagnostics),
    )
    assert {p: p.stat() for p in (root / "site").rglob("*")} == before


@pytest.mark.usefixtures("settled")
def test_packed_copies_beside_the_pages_are_no_change(root: Path, kept: Cache) -> None:
    made(root, kept)
    site = root / "site"
    subprocess.run([ROOT / "deploy/compress", site], check=True, capture_output=True)
    copies = set(site.rglob("*.gz"))
    assert copies
    assert made(root, kept).stood
    # Made anew with the same outcome, they stand as well; no release before is made of it.
    assert not made(root, Cache.of(root, None)).stood
    assert set(site.rglob("*.gz")) == copies
    assert not previous(site).exists()
    (site / "strange.gz").write_bytes(b"")
    assert not made(root, kept).stood


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    "change",
    [
        rewrite(CASE, "stage: structured", "stage: draft"),
        lambda root: (root / CASE).unlink(),
        rewrite("docs/about.md", "# 关于", "# 这是什么"),
        rewrite("mkdocs.yml", "测试案例库", "又一个案例库"),
        rewrite("site/index.html", "<h1", "<h1 hidden"),
        lambda root: next((root / "site").rglob("*.js")).unlink(),
        lambda root: (root / "site/more.txt").write_text("x"),
    ],
    ids=["case", "gone", "page", "shell", "published", "unpublished", "stray"],
)
def test_whatever_changes_it_is_made_anew(
    root: Path, kept: Cache, tmp_path: Path, change: Callable[[Path], object]
) -> None:
    made(root, kept)
    change(root)
    assert not made(root, kept).stood
    build(root, tmp_path / "fresh", DAY, lambda _: None)
    assert files(root / "site") == files(tmp_path / "fresh")


@pytest.mark.usefixtures("settled")
def test_another_day_is_another_site(root: Path, kept: Cache) -> None:
    made(root, kept)
    assert not made(root, kept, AsOf(date(2026, 1, 2), "option")).stood


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize(
    "more",
    [
        "hooks: [own.py]\n",
        "extra: {edition: !ENV [EDITION, 1]}\n",
        "theme: {name: material, custom_dir: own, language: zh, font: false}\n",
    ],
    ids=["hooks", "environment", "custom theme"],
)
def test_what_else_a_site_is_made_from_is_watched_or_it_never_stands(
    root: Path, kept: Cache, more: str
) -> None:
    (root / "own").mkdir()
    (root / "own.py").write_text("")
    shell = root / "mkdocs.yml"
    lines = shell.read_text("utf-8").splitlines(keepends=True)
    shell.write_text("".join(o for o in lines if more[:5] != o[:5]) + more, "utf-8")
    made(root, kept)
    (root / "own/note.txt").write_text("x")
    assert not made(root, kept).stood


def test_a_file_that_was_changed_just_now_may_change_again(root: Path, kept: Cache) -> None:
    now = Sight.of(root, root / "docs").at
    os.utime(root / CASE, ns=(now, now + 60_000_000_000))
    made(root, kept)
    assert not made(root, kept).stood


@pytest.mark.usefixtures("settled")
def test_an_error_leaves_the_site_and_is_told_every_time(root: Path, kept: Cache) -> None:
    made(root, kept)
    before = files(root / "site")
    rewrite(CASE, "stage: structured", "stage: structurde")(root)
    for _ in range(2):
        assert not made(root, kept).pages
        assert files(root / "site") == before


_SAID = re.compile(r"^(?!\s*#)(.*?[:：] *\"?)(?=[\u4e00-\u9fff])", re.MULTILINE)


def _say_otherwise(file: Path) -> None:
    """Another first word in a record."""
    text = file.read_text("utf-8")
    changed = _SAID.sub(r"\1另", text, count=1)
    assert changed != text, file
    file.write_text(changed, "utf-8")


@pytest.mark.slow
@pytest.mark.usefixtures("settled")
def test_what_is_taken_from_the_published_site_is_what_would_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One record of the real library after the other changes or goes; the site is as a fresh one."""
    root = tmp_path / "real"
    for name in ("cases", "docs"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    kept = Cache.of(root, tmp_path / "cache")
    cases, adoptions, gaps = (
        sorted((root / "cases" / folder).rglob("*.yml"))
        for folder in ("practices", "adoptions", "gaps")
    )
    workers = Workers.for_this_machine()
    taken: list[bool] = []
    stands = Writing._stands

    def counted(self: Writing, path: str) -> bool:
        found = stands(self, path)
        taken.append(found)
        return found

    monkeypatch.setattr(Writing, "_stands", counted)
    made(root, kept)
    for record in (*cases[::12], *adoptions[::9], gaps[0]):
        _say_otherwise(record)
        if record is adoptions[0]:
            record.unlink()
        taken.clear()
        done = made(root, kept)
        assert done.pages, [d.en for d in done.diagnostics if d.severity is Severity.ERROR]
        # A case concerns its own pages, and those of the few that name it.
        assert 0 < taken.count(False) < taken.count(True) or record is gaps[0], record
        fresh = tmp_path / "fresh"
        build(root, fresh, DAY, lambda _: None, workers)
        assert files(root / "site") == files(fresh), record


@pytest.mark.usefixtures("settled")
def test_a_page_whose_case_is_as_it_was_is_taken_and_not_made(
    root: Path, kept: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(root, kept)
    pages: list[str] = []
    _note_cases_made(monkeypatch, pages)
    _say_otherwise(root / CASE)
    assert made(root, kept).pages
    assert "cases/beta-night-watch/" in pages
    assert "cases/alpha-shared-umbrellas/" not in pages


def _note_cases_made(monkeypatch: pytest.MonkeyPatch, pages: list[str]) -> None:
    """Note the address of every page of a case that is made."""
    case = replicase.pages.case

    def noted(voice: Voice, record: Case) -> Page:
        pages.append(voice.address(f"cases/{record.id}/"))
        return case(voice, record)

    monkeypatch.setattr(replicase.pages, "case", noted)
