"""Libraries of any size, for measuring: the lists and pages of this one, and synthetic cases.

Every file says that it is synthetic, every name of a town is made up, every address is example.org.
The same seed gives the same bytes, and a case is the same in a small library and in a large one.
"""

from __future__ import annotations

import argparse
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from benchmarks.synthetic_case import CaseWriter, case_id
from benchmarks.words import Pair
from replicase.folders import (
    CASE_FOLDER,
    INDICATOR_FOLDER,
    SETTINGS_FILE,
    VOCABULARY_FOLDER,
)
from replicase.load import load
from replicase.source import Input

ROOT = Path(__file__).resolve().parent.parent
SEED = 20261122
NAME = Pair("合成案例库（测速用）", "Synthetic library for measuring speed")
NOTICE = (
    "# 合成数据 / Synthetic data\n\n"
    "这个文件夹由 `benchmarks/synthetic.py` 生成，只用于测速；里面没有一句是事实。\n\n"
    "`benchmarks/synthetic.py` made this folder to measure speed; nothing in it is a fact.\n"
)
NOT_COPIED = ("benchmarks", "security")
"""Folders of `docs/` that are no pages of the site."""


def library(repository: Path, count: int, seed: int = SEED) -> Iterator[Input]:
    """Yield the files of a library: this repository's lists and settings, and `count` cases."""
    copied = [_renamed(repository, SETTINGS_FILE)] + [
        Input(path.relative_to(repository).as_posix(), path.read_bytes())
        for folder in (VOCABULARY_FOLDER, INDICATOR_FOLDER)
        for path in sorted((repository / folder).glob("*.yml"))
    ]
    yield from copied
    words, _ = load(copied)
    for number in range(1, count + 1):
        yield from CaseWriter(words, number, seed).files()


def write(folder: Path, repository: Path, count: int, seed: int = SEED) -> None:
    """Make `folder` a whole library that can be checked and built."""
    for given in library(repository, count, seed):
        path = folder / given.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(given.data)
    (folder / "SYNTHETIC.md").write_text(NOTICE, "utf-8")
    (folder / "mkdocs.yml").write_bytes(_renamed(repository, "mkdocs.yml").data)
    _copy_pages(repository, folder)


def _renamed(repository: Path, file: str) -> Input:
    """A file of the repository with the name of the library taken out of it."""
    names = yaml.safe_load((repository / SETTINGS_FILE).read_text("utf-8"))["name"]
    text = (repository / file).read_text("utf-8")
    # The cards of ten thousand cases are drawn once and kept; their cost is told by `taking`.
    text = text.replace("social_cards: true", "social_cards: false")
    return Input(file, text.replace(names["zh"], NAME.zh).replace(names["en"], NAME.en).encode())


def _copy_pages(repository: Path, folder: Path) -> None:
    """Copy the hand-written pages; where they show a case, they now show a synthetic one."""
    shutil.copytree(
        repository / "docs",
        folder / "docs",
        ignore=lambda at, _: NOT_COPIED if Path(at) == repository / "docs" else (),
        dirs_exist_ok=True,
    )
    real = "|".join(path.stem for path in (repository / CASE_FOLDER).rglob("*.yml"))
    shown = re.compile(rf"(case:|::: case +)({real})\b")
    for page in sorted((folder / "docs").rglob("*.md")):
        page.write_text(shown.sub(rf"\g<1>{case_id(1)}", page.read_text("utf-8")), "utf-8")


def main() -> None:
    """Write a library: `python -m benchmarks.synthetic --cases 100 --folder FOLDER`."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.synthetic", description=main.__doc__
    )
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--folder", type=Path, required=True)
    given = parser.parse_args()
    write(given.folder, ROOT, given.cases, given.seed)


if __name__ == "__main__":
    main()
