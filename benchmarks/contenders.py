"""What is measured against what: our own build and the tools that are installed."""

from __future__ import annotations

import json
import shutil
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.synthetic_case import AS_OF
from benchmarks.words import Pair

OURS = "replicase"
PEER_KEYS = ("material", "material-without-search", "hugo", "hugo-pagefind", "eleventy")
"""By what its peers are asked for at the command line."""


@dataclass(frozen=True, slots=True)
class Folders:
    """Where the input of each tool lies."""

    library: Path
    mkdocs: Path
    hugo: Path
    eleventy: Path


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
    folder: Path | None = None
    """Where it is started, if that matters to it."""


@dataclass(frozen=True, slots=True)
class Again:
    """What our own tool does with a library it has seen before."""

    key: str
    name: str
    what: Pair
    command: tuple[str, ...]
    shown: str
    changes: bool
    """Whether a case is changed before every run."""


def agains(folders: Folders, site: Path) -> tuple[Again, ...]:
    """A second look at the library, and a second build of a site that stands."""
    run = (sys.executable, "-m", "replicase")
    library = ("--root", str(folders.library), "--as-of", AS_OF, "--lang", "en")
    check, build = (*run, "check", *library), (*run, "build", *library, "--site", str(site))
    checked = f"replicase check --root LIBRARY --as-of {AS_OF}"
    built = f"replicase build --root LIBRARY --as-of {AS_OF} --site SITE"
    cold = Pair("每个文件都重新读、重新检查", "reads and judges every file anew")
    same = Pair("什么都没有改", "nothing has changed")
    one = Pair("改了一个案例里的一个词", "a word of one case has changed")
    return (
        Again("check", "check", cold, (*check, "--no-cache"), f"{checked} --no-cache", False),
        Again("check-same", "check, nothing changed", same, check, checked, False),
        Again("check-one", "check, one case changed", one, check, checked, True),
        Again("build-same", "build, nothing changed", same, build, built, False),
        Again("build-one", "build, one case changed", one, build, built, True),
    )


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
                "从 Markdown 生成页面，正文以外（页头、导航、页脚）与本工具的相同，没有检索",
                "makes pages from Markdown with the head, navigation and footer of ours around "
                "them, without search",
            ),
            version=_version("hugo") if _hugo() else None,
            command=(_hugo() or "hugo", "--source", str(folders.hugo), "--quiet", "--destination"),
            shown="hugo --source . --quiet --destination SITE",
        ),
        Contender(
            key="hugo-pagefind",
            name="Hugo + Pagefind",
            what=Pair(
                f"同上，再由 Pagefind {_npm('pagefind')} 为成品建检索",
                f"the same, and then a search of the result by Pagefind {_npm('pagefind')}",
            ),
            version=_version("hugo") if _hugo() and _npm("pagefind") else None,
            command=(
                *("sh", "-c", '"$1" --source "$2" --quiet --destination "$4" && "$3" --site "$4"'),
                *("sh", _hugo() or "hugo", str(folders.hugo)),
                str(PEERS / ".bin" / "pagefind"),
            ),
            shown="hugo --source . --quiet --destination SITE && pagefind --site SITE",
        ),
        Contender(
            key="eleventy",
            name="Eleventy",
            what=Pair(
                "从 Markdown 生成页面，正文以外也与本工具的相同，没有检索",
                "makes pages from Markdown, around them the same, without search",
            ),
            version=_npm("@11ty/eleventy") if shutil.which("node") else None,
            command=(
                *("node", "--max-old-space-size=8192", str(PEERS / "@11ty/eleventy/cmd.cjs")),
                *("--quiet", "--config=eleventy.config.mjs", "--input=content", "--output"),
            ),
            shown="eleventy --quiet --input=content --output SITE",
            folder=folders.eleventy,
        ),
    )


PEERS = Path(__file__).parent / "peers" / "node_modules"
"""What npm has installed for this."""


def _npm(package: str) -> str | None:
    """The version of a package of npm, or None."""
    try:
        written = (PEERS / package / "package.json").read_text("utf-8")
    except OSError:
        return None
    return str(json.loads(written)["version"])


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
