"""The command as a person meets it: what it says, where it says it, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from replicase import cli
from replicase.cli import main
from sites import repository

WRONG = "cases/practices/beta/beta-night-watch.yml"


def run(*arguments: str, language: str = "zh_CN.UTF-8") -> Result:
    return CliRunner(env={"LANG": language, "LC_ALL": "", "LC_MESSAGES": ""}).invoke(
        main, list(arguments)
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path)


@pytest.fixture
def wrong(root: Path) -> Path:
    with (root / WRONG).open("a") as file:
        file.write("kimd: x\n")
    return root


@pytest.mark.parametrize("name", main.commands)
def test_every_command_teaches_in_both_languages(name: str) -> None:
    shown = run(name, "--help").output
    assert any("\u4e00" <= character <= "\u9fff" for character in shown)
    for parameter in main.commands[name].params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, f"{name} {parameter.name} is missing its help"


def test_a_clean_library_says_how_many_files_it_read(root: Path) -> None:
    done = run("check", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 0, done.output
    count = len(list((root / "cases").rglob("*.yml"))) + len(list((root / "docs").rglob("*.md")))
    assert f"读了 {count} 个文件" in done.stdout


def test_a_mistake_is_told_with_its_line_and_the_exit_code_is_one(wrong: Path) -> None:
    done = run("check", "--root", str(wrong), "--as-of", "2026-11-22")
    assert done.exit_code == 1
    line = len((wrong / WRONG).read_text().splitlines())
    assert f"{WRONG}:{line}:1" in done.stdout
    assert "CASE110" in done.stdout
    assert "\x1b" not in done.stdout, "colour belongs on a terminal"


def test_the_language_follows_the_environment_and_the_option(wrong: Path) -> None:
    arguments = ("check", "--root", str(wrong), "--as-of", "2026-11-22")
    assert "there is no field `kimd`" in run(*arguments, language="en_GB.UTF-8").stdout
    assert "there is no field `kimd`" in run(*arguments, "--lang", "en").stdout
    assert "没有 `kimd` 这个字段" in run(*arguments, language="C").stdout


def test_paths_limit_what_is_shown_not_what_is_read(wrong: Path) -> None:
    alpha = run(
        "check", str(wrong / "cases/practices/alpha"), "--root", str(wrong), "--as-of", "2026-11-22"
    )
    assert alpha.exit_code == 0
    beta = run("check", str(wrong / WRONG), "--root", str(wrong), "--as-of", "2026-11-22")
    assert beta.exit_code == 1


def test_reading_nothing_is_not_clean(root: Path) -> None:
    (root / "cases/practices/gamma").mkdir()
    done = run(
        "check", str(root / "cases/practices/gamma"), "--root", str(root), "--as-of", "2026-11-22"
    )
    assert done.exit_code == 1
    assert "0" in done.stdout or "没有读到" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no/such/file.yml"),
        ("check", "/etc/hostname"),
        ("check", "--format", "yaml"),
        ("check", "--as-of", "yesterday"),
        ("build", "--root", "/no/such/folder"),
        ("polish",),
    ],
)
def test_misuse_is_exit_code_two_and_no_traceback(root: Path, arguments: tuple[str, ...]) -> None:
    at_root = () if "--root" in arguments or arguments == ("polish",) else ("--root", str(root))
    done = run(*arguments, *at_root)
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_json_carries_both_languages_and_nothing_else(wrong: Path) -> None:
    done = run("check", "--root", str(wrong), "--format", "json", "--as-of", "2026-11-22")
    told = json.loads(done.stdout)
    (mistake,) = [d for d in told["diagnostics"] if d["severity"] == "error"]
    assert mistake["code"] == "CASE110"
    assert mistake["file"] == WRONG


def test_strict_lets_warnings_fail(root: Path) -> None:
    case = root / WRONG
    case.write_text(
        case.read_text().replace(
            "sources:\n",
            "sources:\n  - {id: s99, title: 没有用到, publisher: 某报, type: media}\n",
        )
    )
    arguments = ("check", "--root", str(root), "--as-of", "2026-11-22")
    assert run(*arguments).exit_code == 0
    assert run(*arguments, "--strict").exit_code == 1


def test_build_publishes_and_says_so(root: Path) -> None:
    done = run("build", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 0, done.output
    assert "已发布" in done.stderr
    assert (root / "site/index.html").is_file()


def test_build_stops_at_an_error_in_plain_words(wrong: Path) -> None:
    done = run("build", "--root", str(wrong), "--as-of", "2026-11-22")
    assert done.exit_code == 1
    assert "CASE110" in done.output
    assert "没有动过" in done.stderr
    assert not (wrong / "site").exists()


def test_a_site_folder_that_is_not_ours_is_left_alone(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/letter.txt").write_text("mine")
    done = run("build", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 1
    assert (root / "site/letter.txt").read_text() == "mine"


def test_a_missing_mkdocs_yml_is_one_sentence(root: Path) -> None:
    (root / "mkdocs.yml").unlink()
    done = run("build", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 1
    assert "没有 mkdocs.yml" in done.stderr


def test_a_date_that_does_not_read_is_misuse(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    assert run("check", "--root", str(root)).exit_code == 2


def test_an_unforeseen_error_is_exit_code_three(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(cli, "inspect", fail)
    done = run("check", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 3
    assert "boom" in done.stderr
    assert "Traceback" not in done.output


def test_schemas_are_written_once_and_then_in_step(tmp_path: Path) -> None:
    folder = str(tmp_path / "schema")
    assert run("schema", "--folder", folder, "--check").exit_code == 1
    assert run("schema", "--folder", folder).exit_code == 0
    assert run("schema", "--folder", folder, "--check").exit_code == 0
