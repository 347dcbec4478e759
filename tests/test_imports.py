"""Imports point one way, and the list of modules says which."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "generator"

ORDER = (
    "workers",
    "diagnostics",
    "folders",
    "patterns",
    "policy",
    "source",
    "pictures",
    "model",
    "decode",
    "library",
    "load",
    "git",
    "as_of",
    "read",
    "output",
    "shards",
    "theme",
    "paragraphs",
    "prose",
    "briefs",
    "register",
    "rules",
    "cache",
    "shelves",
    "check",
    "judgements",
    "packed",
    "records",
    "standing",
    "completeness",
    "grades",
    "coverage",
    "exports",
    "history",
    "handwritten",
    "shell",
    "verify",
    "codes",
    "rulebook",
    "commandbook",
    "report",
    "inspection",
    "verdict",
    "touched",
    "published",
    "pages",
    "documents",
    "social",
    "search",
    "sitemap",
    "edit",
    "intake",
    "edition",
    "stamp",
    "spare",
    "publish",
    "writing",
    "engine",
    "markdown_extension",
    "mkdocs_plugin",
    "rendering",
    "frames",
    "offline",
    "build",
    "preview",
    "progress",
    "starter",
    "machine",
    "cli",
    "__main__",
)
"""From what knows least to what knows most; a module imports only from those above it."""

EDGE = ("engine", "markdown_extension", "mkdocs_plugin", "rendering", "frames")
"""The modules that may know MkDocs."""

FILES = sorted((ROOT / "replicase").rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {name_of(path): path for path in FILES}


def imported(path: Path) -> Iterator[str]:
    """Every module a file imports, wherever in it; a name out of a module is that module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it points"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield whole if whole in MODULES else str(node.module)


def rank(module: str) -> int:
    return ORDER.index(module.split(".")[1])


def test_every_module_is_in_the_list_and_the_list_names_modules() -> None:
    assert {name.split(".")[1] for name in MODULES if "." in name} == set(ORDER)


@pytest.mark.parametrize("module", [name for name in MODULES if "." in name])
def test_a_module_imports_only_what_stands_above_it(module: str) -> None:
    for other in imported(MODULES[module]):
        if not other.startswith("replicase."):
            continue
        same_package = other.split(".")[1] == module.split(".")[1]
        assert same_package or rank(other) < rank(module), f"{module} imports {other}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    TopologicalSorter({name: list(imported(path)) for name, path in MODULES.items()}).prepare()


def test_only_the_edge_knows_mkdocs() -> None:
    for module, path in MODULES.items():
        if any(other.split(".")[0] in ("mkdocs", "material") for other in imported(path)):
            assert module.split(".")[1] in EDGE, module


def test_nothing_but_the_cli_prints() -> None:
    for module, path in MODULES.items():
        calls = [n for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Call)]
        names = {n.func.id for n in calls if isinstance(n.func, ast.Name)}
        assert "print" not in names, module
