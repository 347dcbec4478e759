"""What is measured against what: our own build and the tools that are installed."""

from __future__ import annotations

import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.synthetic import AS_OF
from benchmarks.words import Pair

OURS = "replicase"


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the input of each tool lies."""

    library: Path
    mkdocs: Path
    hugo: Path


@dataclass(frozen=True, slots=True)
class Contender:
    """A tool that makes the site."""

    key: str
    name: str
    what: Pair
    """What it does in the time that is measured."""
    version: str | None
    """None when it is not installed."""
    command: tuple[str, ...]
    """Without the folder of the site, which comes last."""
    shown: str
    """The command as a reader would type it."""


def contenders(folders: Folders) -> tuple[Contender, ...]:
    """Our own build first, then its peers, installed or not."""
    material = _material()
    segmented = _version("jieba")
    python = sys.executable
    mkdocs = (python, "-m", "mkdocs", "build", "--quiet", "--config-file")
    return (
        Contender(
            key=OURS,
            name="Replicase",
            what=Pair(
                "读 YAML、检查、生成全部页面和中英文检索、核对成品、写盘后整体换上",
                "reads YAML, checks it, makes every page and a search in both languages, "
                "verifies the result, flushes it to disk and exchanges it",
            ),
            version=_version("replicase"),
            command=(
                *(python, "-m", "replicase", "build", "--root", str(folders.library)),
                *("--as-of", AS_OF, "--lang", "en", "--site"),
            ),
            shown=f"replicase build --root LIBRARY --as-of {AS_OF} --site SITE",
        ),
        Contender(
            key="material",
            name="MkDocs + Material",
            what=Pair(
                "从 Markdown 生成页面，带它自己的检索（"
                + (f"jieba {segmented} 分词" if segmented else "没有安装 jieba，中文不分词")
                + "）",
                "makes pages from Markdown, with its own search ("
                + (
                    f"segmented by jieba {segmented}"
                    if segmented
                    else "jieba is not installed, so Chinese is not segmented"
                )
                + ")",
            ),
            version=material,
            command=(*mkdocs, str(folders.mkdocs / "mkdocs.yml"), "--site-dir"),
            shown="mkdocs build --quiet --config-file mkdocs.yml --site-dir SITE",
        ),
        Contender(
            key="material-without-search",
            name="MkDocs + Material, no search",
            what=Pair("同上，关掉检索", "the same with search off"),
            version=material,
            command=(*mkdocs, str(folders.mkdocs / "mkdocs-plain.yml"), "--site-dir"),
            shown="mkdocs build --quiet --config-file mkdocs-plain.yml --site-dir SITE",
        ),
        Contender(
            key="hugo",
            name="Hugo",
            what=Pair(
                "从 Markdown 生成页面，最简单的版式，没有检索",
                "makes pages from Markdown in the plainest layout, without search",
            ),
            version=_version("hugo") if _hugo() else None,
            command=(_hugo() or "hugo", "--source", str(folders.hugo), "--quiet", "--destination"),
            shown="hugo --source . --quiet --destination SITE",
        ),
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _material() -> str | None:
    mkdocs, material = _version("mkdocs"), _version("mkdocs-material")
    return f"{mkdocs} + {material}" if mkdocs and material else None


def _hugo() -> str | None:
    """The program itself, not the script that starts it."""
    program = Path(sysconfig.get_path("platlib")) / "hugo" / "binaries" / "hugo"
    return str(program) if program.is_file() else shutil.which("hugo")
