"""A machine is told what it lacks, and what to do about it."""

from __future__ import annotations

import dataclasses

import pytest
from click.testing import CliRunner

from replicase import machine
from replicase.cli import main


def told(language: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["doctor", "--lang", language, "--no-color"])
    return done.exit_code, done.output


def test_a_machine_that_runs_the_tests_is_ready() -> None:
    code, said = told("en")
    assert code == 0
    assert said.startswith("ok")
    assert "ready to check and to build" in said


@pytest.mark.parametrize(("language", "word"), [("zh", "可选"), ("en", "optional")])
def test_what_is_missing_is_named_with_its_remedy(
    language: str, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("REPLICASE_CACHE", "")
    code, said = told(language)
    assert code == 0, "check and build need neither"
    for name in ("git", "LibreOffice", "Chromium"):
        (line,) = [line for line in said.splitlines() if line.split()[1:2] == [name]]
        assert line.startswith(word) and len(line.split()) > 3, line


def test_what_is_needed_and_missing_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_libyaml", lambda: "")
    code, said = told("en")
    assert code == 1
    assert "missing   C loader of YAML" in said
    assert "something needed is missing" in said


def test_everything_is_said_in_both_languages() -> None:
    for found in machine.look():
        for field in dataclasses.fields(found):
            if field.name.endswith(("zh", "en")):
                assert getattr(found, field.name), field.name


def test_a_cache_one_may_not_write_to_is_missing(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = tmp_path_factory.mktemp("x") / "file"
    blocked.write_text("")
    monkeypatch.setenv("REPLICASE_CACHE", str(blocked / "cache"))
    (found,) = [f for f in machine.look() if "cache" in f.en]
    assert not found.there
