"""`replicase rollback` as a keeper runs it: exit codes, words, and what is published afterwards."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from replicase.cli import command
from replicase.publish import MARKER, exchange, previous, release


def publish(site: Path, text: str) -> None:
    with release(site) as staging:
        (staging / "index.html").write_text(text)
        exchange(staging, site)


def run(root: Path, *more: str) -> Result:
    return CliRunner().invoke(command("rollback"), ["--root", str(root), "--lang", "en", *more])


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "cases").mkdir()
    for text in ("first", "second"):
        publish(tmp_path / "site", text)
    return tmp_path


def shown(site: Path) -> str:
    return (site / "index.html").read_text()


def test_the_release_before_comes_back_and_twice_is_as_it_was(root: Path) -> None:
    site = root / "site"
    for now, other in (("first", "second"), ("second", "first")):
        done = run(root)
        assert done.exit_code == 0, done.output
        assert done.output == (
            f"{site} is the release before; what it replaced is in {previous(site)}: "
            "run this again to have it back\n"
        )
        assert (shown(site), shown(previous(site))) == (now, other)


def test_in_chinese_it_says_the_same(root: Path) -> None:
    done = CliRunner().invoke(command("rollback"), ["--root", str(root), "--lang", "zh"])
    assert done.exit_code == 0
    assert "是上一次发布的了" in done.output
    assert "再运行一次就换回来" in done.output


def test_what_was_published_once_stays(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    publish(tmp_path / "site", "first")
    done = run(tmp_path)
    assert done.exit_code == 1
    assert "not rolled back: there is no release before of" in done.output
    assert "it was published once, or .site.previous was removed" in done.output
    assert shown(tmp_path / "site") == "first"


def test_where_nothing_was_published_nothing_is_made(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    done = run(tmp_path, "--site", str(tmp_path / "nowhere/site"))
    assert (done.exit_code, done.output) == (
        1,
        f"not rolled back: there is no {tmp_path}/nowhere/site\n",
    )
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_somebody_else_is_left_alone(root: Path) -> None:
    (root / "site" / MARKER).unlink()
    done = run(root)
    assert done.exit_code == 1
    assert "did not make and will not replace" in done.output
    assert shown(root / "site") == "second"


def test_a_link_is_not_followed(root: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("out") / "site"
    out.symlink_to(root / "site")
    previous(root / "site").rename(previous(out))
    done = run(root, "--site", str(out))
    assert done.exit_code == 1
    assert "is a link to elsewhere" in done.output
    assert shown(root / "site") == "second"


def test_it_waits_for_no_build(root: Path) -> None:
    with (root / ".site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = run(root)
    assert done.exit_code == 1
    assert "another build is writing" in done.output
    assert shown(root / "site") == "second"


@pytest.mark.parametrize("refused", ["swap", "rename"])
def test_where_the_system_refuses_the_site_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    def refuse(*_: object) -> bool:
        raise PermissionError(13, "Permission denied", str(root))

    monkeypatch.setattr("replicase.publish._swap", refuse)
    if refused == "rename":
        monkeypatch.setattr("replicase.publish._swap", lambda *_: False)
        monkeypatch.setattr(Path, "rename", refuse)
    done = run(root)
    assert done.exit_code == 1
    assert done.output == f"not rolled back: Permission denied; {root / 'site'} is untouched\n"
    assert shown(root / "site") == "second"
    assert shown(previous(root / "site")) == "first"
    assert previous(root / "site").stat().st_mode & 0o777 == 0o700


def test_the_next_build_keeps_what_was_rolled_back_from(root: Path) -> None:
    assert run(root).exit_code == 0
    publish(root / "site", "third")
    assert shown(root / "site") == "third"
    assert shown(previous(root / "site")) == "first"
    assert run(root).exit_code == 0
    assert shown(root / "site") == "first"


def test_only_the_options_it_has_are_taken(root: Path) -> None:
    done = CliRunner().invoke(command("rollback"), ["--root", str(root), "--to", "v1"])
    assert done.exit_code == 2
    assert shown(root / "site") == "second"
