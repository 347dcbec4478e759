"""`replicase status`: what it says of a small library, compared whole with files somebody has read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from golden import Golden
from libraries import AS_OF, HERE, MINIATURE, files_below
from replicase.cli import main
from replicase.load import load
from replicase.source import Input
from replicase.standing import standings
from sites import repository
from terminals import terminal

GOLDEN = HERE / "edit/status"
NIGHT_WATCH = "cases/practices/beta/beta-night-watch.yml"
DAY = ("--as-of", "2026-11-22")


def run(*arguments: str, language: str = "zh_CN.UTF-8") -> Result:
    return terminal(language).invoke(main, ["status", *arguments])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The miniature library with a case that is back to a draft and lacks much of the next stage."""
    made = repository(tmp_path)
    case = made / NIGHT_WATCH
    text = case.read_text("utf-8").replace("stage: structured", "stage: draft")
    head, _, rest = text.partition("mechanism:")
    _, _, tail = rest.partition("risks:")
    case.write_text(
        f"{head}risks:{tail}".replace("    mitigation: 两人一组，穿救生衣\n", ""), "utf-8"
    )
    return made


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_draft_is_told_what_the_next_stage_asks(
    root: Path, golden: Golden, language: str
) -> None:
    done = run("beta-night-watch", "--root", str(root), *DAY, "--lang", language)
    assert done.exit_code == 0, done.output
    golden(GOLDEN / f"draft-{language}.txt", done.stdout)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_library_is_a_table(root: Path, golden: Golden, language: str) -> None:
    done = run("--root", str(root), *DAY, "--lang", language)
    golden(GOLDEN / f"library-{language}.txt", done.stdout)


def test_a_path_means_what_lies_there(root: Path) -> None:
    file = run(str(root / NIGHT_WATCH), "--root", str(root), *DAY)
    assert file.stdout == run("beta-night-watch", "--root", str(root), *DAY).stdout
    folder = run(str(root / "cases/practices/beta"), "--root", str(root), *DAY)
    assert len(folder.stdout.splitlines()) == 3


def test_an_adoption_has_no_stages(root: Path) -> None:
    done = run("beta--alpha-shared-umbrellas", "--root", str(root), *DAY, "--lang", "en")
    assert "an adoption; it has no stages" in done.stdout
    assert "next stage" not in done.stdout


def test_a_case_that_lacks_nothing_is_told_so(root: Path) -> None:
    case = root / NIGHT_WATCH
    original = (MINIATURE / NIGHT_WATCH).read_text("utf-8")
    case.write_text(original.replace("stage: structured", "stage: draft"), "utf-8")
    done = run("beta-night-watch", "--root", str(root), *DAY)
    assert "下一阶段“已结构化”（structured）要的都有了" in done.stdout


def test_what_is_asked_ahead_is_what_the_checker_asks_there(root: Path) -> None:
    case = root / NIGHT_WATCH
    told = json.loads(run("beta-night-watch", "--root", str(root), *DAY, "--format", "json").stdout)
    (record,) = told["records"]
    case.write_text(case.read_text("utf-8").replace("stage: draft", "stage: structured"), "utf-8")
    done = CliRunner().invoke(
        main, ["check", str(case), "--root", str(root), *DAY, "--format", "json"]
    )
    errors = [d for d in json.loads(done.stdout)["diagnostics"] if d["severity"] == "error"]
    assert len(errors) == len(record["missing"]) + len(record["further"]) > 5


def test_a_withdrawn_and_a_promoted_case_have_no_stage_ahead() -> None:
    for stage in ("withdrawn", "promoted"):
        inputs = [
            Input(g.file, g.data.replace(b"stage: structured", f"stage: {stage}".encode()))
            for g in files_below(MINIATURE)
        ]
        library, misread = load(inputs)
        for standing in standings(library, misread, AS_OF):
            assert standing.next is None
            assert not standing.missing


def test_json_is_whole_and_in_both_languages(root: Path, golden: Golden) -> None:
    done = run("beta-night-watch", "--root", str(root), *DAY, "--format", "json")
    golden(GOLDEN / "draft.json", done.stdout)


def test_a_file_that_cannot_be_read_is_told(root: Path) -> None:
    (root / NIGHT_WATCH).write_text("title: [\n")
    done = run(str(root / NIGHT_WATCH), "--root", str(root), *DAY)
    assert done.exit_code == 1
    assert "beta-night-watch.yml: 读不通" in done.stderr
    assert "读不通" in run("--root", str(root), *DAY).stderr


def test_an_id_nobody_has_is_misuse(root: Path) -> None:
    done = run("beta-night-wach", "--root", str(root))
    assert done.exit_code == 2
    assert "是否指 beta-night-watch？" in done.stderr
