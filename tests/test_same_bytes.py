"""The same files, date and lock make the same bytes, whatever else differs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from sites import MINIATURE, files, repository

pytestmark = pytest.mark.slow

OTHERWISE: dict[str, tuple[dict[str, str], list[str]]] = {
    "zone and locale": ({"TZ": "Asia/Shanghai", "LC_ALL": "C"}, []),
    "hash seed": ({"PYTHONHASHSEED": "4711"}, []),
    "one job": ({}, ["--jobs", "1"]),
    "two jobs": ({}, ["--jobs", "2"]),
    "language": ({}, ["--lang", "en"]),
}


def run(root: Path, site: Path, env: dict[str, str], more: list[str], mask: int = 0o022) -> None:
    done = subprocess.run(
        [
            sys.executable,
            *["-m", "replicase", "build", "--offline", "--as-of", "2026-11-22"],
            "--site",
            str(site),
            *more,
        ],
        cwd=root,
        env={**os.environ, "TZ": "UTC", "PYTHONHASHSEED": "1", **env},
        capture_output=True,
        text=True,
        check=False,
        umask=mask,
    )
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("bytes")
    root = repository(folder / "library")
    run(root, folder / "site", {}, [])
    return root, files(folder / "site")


@pytest.mark.parametrize("how", OTHERWISE)
def test_built_otherwise_the_bytes_are_the_same(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path, how: str
) -> None:
    env, more = OTHERWISE[how]
    run(first[0], tmp_path / "site", env, more)
    assert files(tmp_path / "site") == first[1]


def test_a_cache_changes_nothing(first: tuple[Path, dict[str, bytes]], tmp_path: Path) -> None:
    cache = {"REPLICASE_CACHE": str(tmp_path / "cache")}
    for name in ("cold", "warm"):
        run(first[0], tmp_path / name, cache, [])
        assert files(tmp_path / name) == first[1]


def test_the_order_of_files_on_the_disk_changes_nothing(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    """The files are written again, the last first: a disk lists them in another order."""
    root = repository(tmp_path / "library")
    found = sorted((p for p in (root / "cases").rglob("*") if p.is_file()), reverse=True)
    held = {path: path.read_bytes() for path in found}
    for path in found:
        path.unlink()
    for path, data in held.items():
        path.write_bytes(data)
    assert len(held) == sum(p.is_file() for p in (MINIATURE / "cases").rglob("*"))
    run(root, tmp_path / "site", {}, [])
    assert files(tmp_path / "site") == first[1]


def test_a_strict_mask_still_makes_files_others_may_read(
    first: tuple[Path, dict[str, bytes]], tmp_path: Path
) -> None:
    run(first[0], tmp_path / "site", {}, [], mask=0o077)
    assert files(tmp_path / "site") == first[1]
    for path in (tmp_path / "site").rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044, path
