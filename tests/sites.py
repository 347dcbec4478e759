"""A miniature library as a whole repository, for tests that build sites."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
MINIATURE = Path(__file__).parent / "library"

MKDOCS = """\
site_name: 测试案例库
use_directory_urls: true
nav:
  - zh: [index.md, cases/index.md, cities/index.md, contribute.md, about.md]
  - en: [en/index.md, en/cases/index.md, en/cities/index.md, en/contribute.md, en/about.md]
theme: {name: material, language: zh, font: false}
plugins: [replicase]
"""

ABOUT = """\
# {title}

[{title}](case:alpha-shared-umbrellas) [{title}](page:cases/?city=alpha)

::: case alpha-shared-umbrellas

::: cases city=beta
"""


def repository(folder: Path) -> Path:
    """Write the miniature library with its mkdocs.yml and hand-written pages; return its root."""
    shutil.copytree(MINIATURE / "cases", folder / "cases")
    (folder / "mkdocs.yml").write_text(MKDOCS)
    (folder / "docs" / "en").mkdir(parents=True)
    (folder / "docs" / "contribute.md").write_text("# 参与\n")
    (folder / "docs" / "en" / "contribute.md").write_text("# Contribute\n")
    (folder / "docs" / "about.md").write_text(ABOUT.format(title="关于"))
    (folder / "docs" / "en" / "about.md").write_text(ABOUT.format(title="About"))
    return folder


def later(folder: Path) -> Path:
    """Write the miniature library some time later: a case is withdrawn, one had another id."""
    root = repository(folder)
    file = root / "cases/practices/beta/beta-night-watch.yml"
    reason = "stage: withdrawn\nwithdrawn: {zh: 已不再这样做, en: It is done no more}"
    file.write_text(file.read_text().replace("stage: structured", reason))
    return root


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a site, but for our marker."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".replicase"
    }
