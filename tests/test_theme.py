"""The words of the interface and the templates that say them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from libraries import ROOT
from replicase import theme
from replicase.diagnostics import LANGUAGES
from replicase.theme import CompiledTemplates, MissingWordError, Words, words

LOOKED_UP = ("field.", "navigation.")
"""Trees in which a page looks for a name the library or the navigation gives."""


def paths(tree: Words, at: str = "") -> Iterator[str]:
    for name, value in tree.items():
        if isinstance(value, Words):
            yield from paths(value, f"{at}{name}.")
        else:
            yield f"{at}{name}"


def asked_by_pages() -> Iterator[str]:
    """Patterns of the paths that are written in the program, whole or with names filled in."""
    for file in (ROOT / "generator/replicase").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.escape(node.value)
            elif isinstance(node, ast.JoinedStr) and "." in str(
                getattr(node.values[0], "value", "")
            ):
                yield "".join(
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+"
                    for part in node.values
                )


def asked_by_templates() -> set[str]:
    text = "\n".join(file.read_text("utf-8") for file in (ROOT / "theme").rglob("*.html"))
    named = set(re.findall(r"\bwords\.([a-z_.]*[a-z_])", text))
    said = set(re.findall(r'\b(?:say|count)\("([^"]+)"', text))
    return {name.removesuffix(".format") for name in named} | said


def test_both_languages_have_the_same_words() -> None:
    zh, en = (list(paths(words(language))) for language in LANGUAGES)
    assert zh == en


def test_every_word_is_asked_for() -> None:
    asked = re.compile("|".join(set(asked_by_pages())))
    by_templates = asked_by_templates()
    silent = [
        path
        for path in paths(words("zh"))
        if not path.startswith(LOOKED_UP)
        and path not in by_templates
        and not asked.fullmatch(path)
        and not asked.fullmatch(re.sub(r"\.(one|many)$", "", path))
    ]
    assert silent == []


def test_a_word_that_is_not_there_is_named() -> None:
    with pytest.raises(MissingWordError, match=r"no word `card\.colour`"):
        words("zh").say("card.colour")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A theme of one template."""
    (tmp_path / "page.html").write_text("{{ greeting }}!")
    monkeypatch.setattr(theme, "theme_folder", lambda: tmp_path)
    return tmp_path


def rendered(folder: Path, written_in: str = "") -> str:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        bytecode_cache=CompiledTemplates(written_in),
    )
    return environment.get_template("page.html").render(greeting="你好")


def kept(folder: Path) -> int:
    return len(list((folder / "__pycache__").glob("*.jinja")))


def test_a_template_is_kept_once_for_the_same_words(folder: Path) -> None:
    assert [rendered(folder, "zh") for _ in range(2)] == ["你好!"] * 2
    assert kept(folder) == 1
    rendered(folder, "en")
    assert kept(folder) == 2


def test_a_changed_template_is_compiled_again(folder: Path) -> None:
    rendered(folder)
    (folder / "page.html").write_text("{{ greeting }}?")
    assert rendered(folder) == "你好?"


@pytest.mark.parametrize("damage", [b"", b"no template", b"\x00" * 4000])
def test_a_damaged_one_is_compiled_again(folder: Path, damage: bytes) -> None:
    rendered(folder)
    for file in (folder / "__pycache__").iterdir():
        file.write_bytes(damage)
    assert rendered(folder) == "你好!"


def test_without_a_folder_to_keep_them_in_pages_are_made_all_the_same(folder: Path) -> None:
    # A file in its place stops even root.
    (folder / "__pycache__").write_text("")
    assert rendered(folder) == "你好!"
