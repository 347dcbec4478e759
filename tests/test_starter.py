"""A library of one's own: it checks, builds and overwrites nothing, whichever province it covers."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from replicase import starter
from replicase.as_of import AsOf
from replicase.build import build
from replicase.cli import main
from replicase.inspection import inspect
from replicase.source import Input, parse
from sites import files

ROOT = Path(__file__).parents[1]
TODAY = "1795737600"  # 27 November 2026


@pytest.fixture(autouse=True)
def _one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", TODAY)


def begun(folder: Path, *options: str) -> Path:
    done = CliRunner().invoke(main, ["init", str(folder), "--lang", "en", *options])
    assert done.exit_code == 0, done.output
    return folder


def test_it_has_nothing_to_mend_and_its_site_is_whole(tmp_path: Path) -> None:
    root = begun(tmp_path / "my-library")
    found = build(root, tmp_path / "site", AsOf(date(2026, 11, 27), "option"), lambda _: None)
    told = [d for d in found.diagnostics if d.severity.word != "note"]
    assert not told and not found.site_diagnostics
    pages = files(tmp_path / "site")
    assert b"Example City (invented)" in pages["en/cities/example-city/index.html"]
    assert b'url=en/index.html"' in pages["index.html"]
    assert b'hreflang="zh' not in pages["en/index.html"]
    assert "没有" not in pages["404.html"].decode()


@pytest.mark.parametrize("province", starter.provinces(), ids=lambda p: p.en)
def test_any_province_can_be_covered(province: starter.Division) -> None:
    given = dict(starter.files("A library", province, "2026-11-27"))
    places, told = parse(Input("places.yml", given["cases/vocabulary/places.yml"]))
    assert places is not None and not told
    slugs = [term["slug"] for term in places.plain["terms"]]  # type: ignore[index]
    assert len(slugs) == len(set(slugs)) > 2
    assert all(re.fullmatch("[a-z0-9-]+", slug) for slug in slugs)
    assert all(starter.province_named(n) == province for n in (province.zh, province.en))


@pytest.mark.parametrize("name", ['The "first" library', "O'Brien's: a library", "C:\\ library #1"])
def test_any_name_is_kept_as_it_is(tmp_path: Path, name: str) -> None:
    root = begun(tmp_path / "x", "--name", name, "--province", "Hunan")
    found = inspect(root, AsOf(date(2026, 11, 27), "option"), root / "docs")
    assert found.library.settings.name.en == name
    assert {d.severity.word for d in found.diagnostics} <= {"note"}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine")
    done = CliRunner().invoke(main, ["init", str(tmp_path), "--lang", "en"])
    assert done.exit_code == 1
    assert "README.md" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"


def test_an_unknown_province_is_misuse(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["init", str(tmp_path / "x"), "--province", "Atlantis"])
    assert done.exit_code == 2
    assert "浙江省 Zhejiang 330000" in done.output
    assert not (tmp_path / "x").exists()


def test_its_actions_are_those_of_the_library_it_comes_from() -> None:
    own = (ROOT / ".github/workflows/pages.yml").read_text("utf-8")
    theirs = dict(starter.files("x", starter.provinces()[0], "2026-11-27"))
    pins = re.findall(r"uses: (.*)", theirs[".github/workflows/pages.yml"].decode())
    assert len(pins) > 4
    assert all(pin in own for pin in pins)
    assert theirs[".vscode/settings.json"] == (ROOT / ".vscode/settings.json").read_bytes()


# Migration


def test_the_first_format_is_current(tmp_path: Path) -> None:
    root = begun(tmp_path / "x")
    done = CliRunner().invoke(main, ["migrate", "--root", str(root), "--lang", "en"])
    assert done.exit_code == 0
    assert "version 1 of the format is current" in done.output


def test_a_version_nobody_knows_is_refused(tmp_path: Path) -> None:
    root = begun(tmp_path / "x")
    file = root / "cases/library.yml"
    file.write_text(file.read_text("utf-8").replace("schema: 1", "schema: 2 # soon"), "utf-8")
    done = CliRunner().invoke(main, ["migrate", "--root", str(root), "--lang", "en"])
    assert done.exit_code == 1
    assert "cases/library.yml: states version 2 of the format" in done.output
    assert CliRunner().invoke(main, ["migrate", "--root", str(root), "--to", "2"]).exit_code == 2


# By the wheel alone


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folder of commands of an environment that has the wheel, and a library begun with it."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT],
        check=True,
    )
    (wheel,) = folder.glob("replicase-*.whl")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder / "env"], check=True)
    into = [*pip, "--python", folder / "env/bin/python", "install", "--no-deps", "--no-index"]
    subprocess.run([*into, wheel], check=True)
    # What it needs comes from the environment of the tests, where the lock put it; the program
    # itself does not: this path is read as it is, and lines of the checkout in it are not followed.
    (packages,) = (folder / "env").glob("lib/python*/site-packages")
    needed = Path(pytest.__file__).parents[1]
    (packages / "needed.pth").write_text(f"{needed}\n")
    root = folder / "my-library"
    run(folder / "env", folder, "init", str(root))
    return folder / "env", root


def run(env: Path, where: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [env / "bin/replicase", *words, "--lang", "en"],
        cwd=where,
        check=True,
        text=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "REPLICASE_CACHE": "", "SOURCE_DATE_EPOCH": TODAY},
    )


@pytest.mark.slow
def test_the_wheel_begins_checks_and_builds_a_library(installed: tuple[Path, Path]) -> None:
    env, root = installed
    where = subprocess.run(
        [env / "bin/python", "-c", "import replicase; print(replicase.__file__)"],
        check=True,
        text=True,
        capture_output=True,
    ).stdout
    assert where.startswith(str(env)), "the checkout was asked, not the wheel"
    assert (root / "requirements.txt").read_bytes() == (ROOT / "requirements.txt").read_bytes()
    run(env, root, "check", "--strict")
    assert "published" in run(env, root, "build").stderr
    assert (root / "site/en/index.html").is_file()
