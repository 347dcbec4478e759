"""Where the theme lies, and the words of the interface."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from replicase.diagnostics import Language
from replicase.source import Input, parse


def theme_folder() -> Path:
    """The folder of templates, words and assets: beside the package in a wheel, else the checkout's."""
    packaged = Path(__file__).parent / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "theme"


class MissingWordError(Exception):
    """A template or a page asks for a word that `theme/words/` does not have."""


class Words(Mapping[str, Any]):
    """The words of one language, as a tree: `words.card.problem`; a name that is not there fails."""

    def __init__(self, tree: Mapping[str, Any], at: str = "") -> None:
        self._at = at
        self._tree: dict[str, Any] = {
            name: Words(value, f"{at}{name}.") if isinstance(value, dict) else value
            for name, value in tree.items()
        }
        self._said: dict[str, str] = {}
        for name, value in self._tree.items():
            if isinstance(value, Words):
                self._said |= {f"{name}.{path}": word for path, word in value._said.items()}
            elif isinstance(value, str):
                self._said[name] = value

    def __getitem__(self, name: str) -> Any:
        return self._tree[name]

    def __getattr__(self, name: str) -> Any:
        # Jinja and copy probe for special methods, which must look absent.
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._tree[name]
        except KeyError:
            raise MissingWordError(f"no word `{self._at}{name}`") from None

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)

    def say(self, path: str, **values: object) -> str:
        """The word at a dotted path, with its places filled: `say("card.cases", n=3)`."""
        try:
            word = self._said[path]
        except KeyError:
            raise MissingWordError(f"no word `{self._at}{path}`") from None
        return word.format(**values) if values else word


@cache
def words(language: Language) -> Words:
    """The words of the interface in a language, read from `theme/words/<language>.yml`."""
    file = theme_folder() / "words" / f"{language}.yml"
    document, diagnostics = parse(Input(file.name, file.read_bytes()))
    if document is None:
        raise MissingWordError("; ".join(f"{d.file}:{d.span.line}: {d.en}" for d in diagnostics))
    return Words(document.plain)
