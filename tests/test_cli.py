"""The command as a person meets it: what it says, where it says it, and its exit code."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import click
import pytest
from click.testing import Result

from replicase.as_of import AsOf, as_of
from replicase.cli import COMMANDS, command, main
from sites import repository
from terminals import terminal

WRONG = "cases/practices/beta/beta-night-watch.yml"


def run(*arguments: str, language: str = "zh_CN.UTF-8") -> Result:
    return terminal(language).invoke(main, list(arguments))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return repository(tmp_path)


@pytest.fixture
def wrong(root: Path) -> Path:
    with (root / WRONG).open("a") as file:
        file.write("kimd: x\n")
    return root


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_in_both_languages(name: str) -> None:
    shown = run(name, "--help").output
    assert any("\u4e00" <= character <= "\u9fff" for character in shown)
    for parameter in command(name).params:
        if isinstance(parameter, click.Option) and parameter.name != "help":
            assert parameter.help, f"{name} {parameter.name} is missing its help"


def test_a_clean_library_says_how_many_files_it_read(root: Path) -> None:
    done = run("check", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 0, done.output
    records = [path for path in (root / "cases").rglob("*") if path.is_file()]
    count = len(records) + len(list((root / "docs").rglob("*.md")))
    count += 1  # mkdocs.yml
    assert f"读了 {count} 个文件" in done.stdout


def git(root: Path, *words: str) -> None:
    who = {"NAME": "a", "EMAIL": "a@a.example", "DATE": "2026-01-02T03:04:05Z"}
    names = {
        f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in who.items()
    }
    subprocess.run(["git", "-C", str(root), *words], check=True, env={**os.environ, **names})


def test_the_library_is_of_its_last_commit_until_it_changes(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    git(root, "init", "--quiet")
    git(root, "add", "cases")
    git(root, "-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "a")
    assert as_of(root) == AsOf(date(2026, 1, 2), "commit")
    with (root / WRONG).open("a") as file:
        file.write("\n")
    assert as_of(root).origin == "changed"
    assert as_of(root).date > date(2026, 1, 2)
    assert "未提交的修改" in run("check", "--root", str(root)).stderr


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


def test_notes_are_counted_and_listed_when_somebody_looks_closer(root: Path) -> None:
    arguments = ("check", "--root", str(root), "--as-of", "2026-11-22")
    brief = run(*arguments)
    assert ": note " not in brief.stdout
    assert "条提醒（`replicase check --notes` 列出提醒）" in brief.stdout
    for closer in ("--notes", str(root / "cases")):
        assert ": note " in run(*arguments, closer).stdout
    assert ": note " not in run(*arguments, str(root), "--no-notes").stdout


def test_an_id_stands_for_its_file(wrong: Path) -> None:
    arguments = ("check", "--root", str(wrong), "--as-of", "2026-11-22")
    assert run(*arguments, "beta-night-watch").exit_code == 1
    assert run(*arguments, "alpha-shared-umbrellas").exit_code == 0
    unknown = run(*arguments, "beta-night")
    assert unknown.exit_code == 2
    assert "no file, no folder, no id" in unknown.stderr


def test_what_could_not_be_read_is_not_counted_as_read(root: Path) -> None:
    picture = root / "cases/practices/beta/photo.png"
    picture.write_bytes(b"\x89PNG")
    done = run("check", str(picture), "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 1
    assert "没有读到文件：1 个错误" in done.stdout


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


def test_misuse_is_told_in_both_languages_before_anything_is_read(root: Path) -> None:
    day = run("check", "--root", str(root), "--as-of", "22.11.2026")
    assert "22.11.2026 不是日期，写成 2024-05-31" in day.stderr
    assert "is not a date; write it as 2024-05-31" in day.stderr
    path = run("check", "no/such/file.yml", "--root", str(root))
    assert "没有 no/such/file.yml" in path.stderr
    assert "there is no no/such/file.yml" in path.stderr
    assert "注意" not in path.stderr, "no word of the date before"


def test_a_summary_that_cannot_be_written_is_misuse(root: Path) -> None:
    done = run(
        *("check", "--root", str(root), "--as-of", "2026-11-22", "--format", "github"),
        *("--summary", str(root / "no/such/folder.md")),
    )
    assert done.exit_code == 2
    assert "写不了" in done.stderr
    assert "cannot write" in done.stderr


def test_json_carries_both_languages_and_nothing_else(wrong: Path) -> None:
    done = run("check", "--root", str(wrong), "--format", "json", "--as-of", "2026-11-22")
    told = json.loads(done.stdout)
    (mistake,) = [d for d in told["diagnostics"] if d["severity"] == "error"]
    assert mistake["code"] == "CASE110"
    assert mistake["file"] == WRONG


def test_several_outputs_are_written_at_once(wrong: Path, tmp_path: Path) -> None:
    done = run(
        *("check", "--root", str(wrong), "--as-of", "2026-11-22", "--lang", "en"),
        *("--output", f"sarif:{tmp_path}/out.sarif", "--output", f"junit:{tmp_path}/report.xml"),
        *("--output", f"gitlab:{tmp_path}/quality.json", "--output", "text"),
    )
    assert done.exit_code == 1
    assert "error CASE110 there is no field `kimd`" in done.stdout
    log = json.loads((tmp_path / "out.sarif").read_text())
    assert "CASE110" in [result["ruleId"] for result in log["runs"][0]["results"]]
    assert 'failures="1"' in (tmp_path / "report.xml").read_text()
    assert "there is no field `kimd`" in (tmp_path / "quality.json").read_text()


def test_with_files_alone_the_screen_gets_the_count(wrong: Path, tmp_path: Path) -> None:
    file = tmp_path / "out.json"
    arguments = ("check", "--root", str(wrong), "--as-of", "2026-11-22")
    done = run(*arguments, "--output", f"json:{file}")
    assert done.stdout == ""
    assert "1 个错误" in done.stderr
    assert file.read_text() == run(*arguments, "--output", "json:-").stdout
    assert file.read_text() == run(*arguments, "--format", "json").stdout


def test_sarif_leads_to_the_page_of_a_rule_where_the_site_has_an_address(wrong: Path) -> None:
    arguments = ("check", "--root", str(wrong), "--as-of", "2026-11-22", "--format", "sarif")
    assert "helpUri" not in run(*arguments).stdout
    with (wrong / "mkdocs.yml").open("a") as file:
        file.write("\nsite_url: https://alpha.example/library\n")
    assert "https://alpha.example/library/contribute/rules/CASE110/" in run(*arguments).stdout


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("yaml",), "no format 'yaml'"),
        (("text", "json"), "one place"),
        (("text:{}/a", "json:{}/a"), "one place"),
        (("json:{}/no/such/a",), "there is no folder"),
        (("text:{}/cases/practices/beta/beta-night-watch.yml",), "holds records alone"),
        (("text:{}",), "cannot write"),
    ],
)
def test_an_output_that_cannot_be_is_misuse(root: Path, asked: tuple[str, ...], said: str) -> None:
    before = (root / WRONG).read_bytes()
    options = [part for output in asked for part in ("--output", output.format(root))]
    done = run("check", "--root", str(root), "--as-of", "2026-11-22", *options)
    assert done.exit_code == 2
    assert said in done.stderr
    assert (root / WRONG).read_bytes() == before


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


def test_the_last_line_names_the_rule_to_read_about(wrong: Path, root: Path) -> None:
    arguments = ("check", "--root", str(wrong), "--as-of", "2026-11-22")
    assert run(*arguments).stdout.endswith("`replicase explain CASE110` 说明为什么、怎么改\n")
    clean = run(*arguments, str(root / "cases/practices/alpha"), "--no-notes")
    assert "explain" not in clean.stdout


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

    monkeypatch.setattr(importlib.import_module("replicase.cli.check"), "verdict", fail)
    done = run("check", "--root", str(root), "--as-of", "2026-11-22")
    assert done.exit_code == 3
    assert "boom" in done.stderr
    assert "Traceback" not in done.output


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_told_as_the_systems_refusal(root: Path) -> None:
    command = [sys.executable, "-m", "replicase", "check", "--root", str(root)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 3
    assert "the system refused" in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_reads_the_beginning_only_gets_no_complaint(wrong: Path) -> None:
    command = [sys.executable, "-m", "replicase", "check", "--notes", "--root", str(wrong)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert "Traceback" not in running.stderr.read()
        assert running.wait() == 1


def test_schemas_are_written_once_and_then_in_step(tmp_path: Path) -> None:
    folder = str(tmp_path / "schema")
    assert run("schema", "--folder", folder, "--check").exit_code == 1
    assert run("schema", "--folder", folder).exit_code == 0
    assert run("schema", "--folder", folder, "--check").exit_code == 0


# Completion.


def completed(*words: str, cwd: Path) -> list[str]:
    """What bash is told may stand for the last word."""
    done = subprocess.run(
        [str(Path(sys.executable).with_name("replicase"))],
        cwd=cwd,
        env={
            **os.environ,
            "_REPLICASE_COMPLETE": "bash_complete",
            "COMP_WORDS": " ".join(("replicase", *words)),
            "COMP_CWORD": str(len(words)),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("expl",), ["plain,explain"]),
        (("explain", "CASE10"), [f"plain,CASE10{n}" for n in range(10)]),
        (("explain", "date"), ["plain,date-order"]),
        (("check", "beta-n"), ["plain,beta-night-watch"]),
        (("check", "cases/pr"), ["file,cases/pr"]),
        (("check", "[a-z]"), ["file,[a-z]"]),
        (("check", "--output", "s"), ["plain,sarif"]),
        (("check", "--stri"), ["plain,--strict"]),
        (("completion", ""), ["plain,bash", "plain,zsh", "plain,fish"]),
    ],
)
def test_the_shell_is_told_what_may_follow(
    root: Path, words: tuple[str, ...], offered: list[str]
) -> None:
    assert completed(*words, cwd=root) == offered


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_asks_the_program(shell: str) -> None:
    script = run("completion", shell).stdout
    assert f"_REPLICASE_COMPLETE={shell}_complete" in script
    assert "%(" not in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script, text=True, check=True)


@pytest.mark.parametrize(
    ("said", "library", "spoken"),
    [
        ("zh_CN.UTF-8", "[en]", "zh"),
        ("en_GB.UTF-8", "[zh, en]", "en"),
        ("de_DE.UTF-8", "[zh, en]", "en"),
        ("C.UTF-8", "[zh, en]", "zh"),
        ("C.UTF-8", "[en]", "en"),
        ("POSIX", "[en]", "en"),
        ("", "not a list", "zh"),
    ],
)
def test_messages_are_in_the_language_of_the_terminal_or_else_of_the_library(
    tmp_path: Path, said: str, library: str, spoken: str
) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/library.yml").write_text(f"languages: {library}\n", "utf-8")
    done = run("check", "--root", str(tmp_path), "--as-of", "2026-01-01", language=said)
    assert ("error" in done.output) and (("读了" in done.output) == (spoken == "zh")), done.output
