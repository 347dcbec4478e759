"""`replicase promote --check`: a list for a page of continuous integration, in either language."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result

from golden import Golden
from libraries import AS_OF, HERE, MINIATURE, files_below
from replicase.cli import main
from replicase.load import load
from replicase.report import promotion
from replicase.standing import standings
from sites import repository
from terminals import terminal

GOLDEN = HERE / "edit/promote"
NIGHT_WATCH = "cases/practices/beta/beta-night-watch.yml"
BINS = "cases/practices/beta/beta-talking-bins.yml"
DAY = ("--as-of", "2026-11-22")


def run(*arguments: str) -> Result:
    return terminal().invoke(main, ["promote", *arguments])


def changed(root: Path, file: str, *pairs: tuple[str, str]) -> None:
    text = (root / file).read_text("utf-8")
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    (root / file).write_text(text, "utf-8")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature library with one draft that is whole, and one that lacks a mitigation."""
    made = repository(tmp_path)
    changed(made, BINS, ("stage: structured", "stage: draft"))
    changed(
        made,
        NIGHT_WATCH,
        ("stage: structured", "stage: draft"),
        ("    mitigation: 两人一组，穿救生衣\n", ""),
    )
    return made


@pytest.mark.parametrize("language", ["zh", "en"])
def test_who_may_go_on_and_who_lacks_one_thing(root: Path, golden: Golden, language: str) -> None:
    done = run("--check", "--root", str(root), *DAY, "--lang", language)
    assert done.exit_code == 0, done.output
    golden(GOLDEN / f"library-{language}.md", done.stdout)


def test_where_nobody_is_near_the_nearest_are_named(tmp_path: Path) -> None:
    done = run("--check", "--root", str(repository(tmp_path)), *DAY)
    assert done.exit_code == 0
    assert "离得最近的还差 5 项：alpha-shared-umbrellas。" in done.stdout


def test_an_error_now_comes_first_and_fails(root: Path) -> None:
    changed(root, BINS, ("kind: attempt", "kind: attempted"))
    (root / NIGHT_WATCH).write_text("title: [\n")
    done = run("--check", "--root", str(root), *DAY, "--lang", "en")
    assert done.exit_code == 1
    assert "## Errors to mend first" in done.stdout
    assert "beta-night-watch.yml: cannot be read" in done.stdout


def test_a_strangers_words_are_no_markup() -> None:
    library, misread = load(files_below(MINIATURE))
    standing = standings(library, misread, AS_OF)[0]
    hostile = "<b>|`x`[y](z)\n# a"
    record = standing.record.changed({"id": hostile})
    whole = replace(standing, record=record, missing=(), further=(), found=())
    told = promotion.as_markdown([whole], [hostile], AS_OF, "zh")
    assert "<b>" not in told
    assert "[y]" not in told
    assert len([line for line in told.splitlines() if line.count("|") == 4]) == 3
    assert len([line for line in told.splitlines() if line.startswith("#")]) == 3


def test_the_stage_is_set_by_a_person(root: Path) -> None:
    done = run("--root", str(root))
    assert done.exit_code == 2
    assert "--check" in done.stderr
