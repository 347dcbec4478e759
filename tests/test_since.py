"""What a change touches: `check --since` as a contributor and a pull request use it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from replicase.cli import main
from sites import repository

WHO = {
    f"GIT_{role}_{what}": "test" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
CASE = "cases/practices/alpha/alpha-shared-umbrellas.yml"
OTHER = "cases/practices/beta/beta-night-watch.yml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = repository(tmp_path)
    git(made, "init", "--quiet", "--initial-branch=main")
    commit(made)
    return made


def git(root: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(root), *words],
        env={**os.environ, **WHO},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def commit(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "a change")


def check(root: Path, *words: str) -> Result:
    asked = ["check", "--root", str(root), "--as-of", "2026-11-22", "--lang", "en", *words]
    return CliRunner().invoke(main, asked)


def break_it(root: Path, file: str) -> None:
    path = root / file
    path.write_text(path.read_text("utf-8").replace("kind: practice", "kind: practise"), "utf-8")


def test_without_a_change_nothing_is_looked_at(root: Path) -> None:
    done = check(root, "--since", "main")
    assert done.exit_code == 0
    assert "nothing has changed since main" in done.output


def test_mistakes_that_were_there_before_are_not_told(root: Path) -> None:
    break_it(root, OTHER)
    commit(root)
    break_it(root, CASE)  # not committed yet
    done = check(root, "--since", "HEAD", "--format", "text")
    assert done.exit_code == 1
    assert f"{CASE}:" in done.output
    assert OTHER not in done.output


def test_what_names_a_changed_case_is_looked_at_too(root: Path) -> None:
    (root / CASE).unlink()
    done = check(root, "--since", "main")
    assert "cases/adoptions/beta/beta--alpha-shared-umbrellas.yml" in done.output
    assert "CASE402" in done.output


def test_a_new_file_and_a_change_of_the_lists_count(root: Path) -> None:
    new = root / "cases/practices/beta/new-one.yml"
    new.write_text("id: new-one\n", "utf-8")
    assert "new-one.yml" in check(root, "--since", "main").output
    (root / "cases/library.yml").write_text("schema: 2\n", "utf-8")
    assert "library.yml" in check(root, "--since", "main").output


def test_what_others_changed_meanwhile_is_theirs(root: Path) -> None:
    git(root, "checkout", "--quiet", "-b", "mine")
    break_it(root, CASE)
    commit(root)
    git(root, "checkout", "--quiet", "main")
    break_it(root, OTHER)
    commit(root)
    git(root, "checkout", "--quiet", "mine")
    assert OTHER not in check(root, "--since", "main").output


@pytest.mark.parametrize("reference", ["no-such", "--output=x", "-p", "main..x"])
def test_a_reference_git_does_not_know_is_misuse(root: Path, reference: str) -> None:
    done = check(root, f"--since={reference}")
    assert done.exit_code == 2
    assert reference in done.output
    assert "Traceback" not in done.output
