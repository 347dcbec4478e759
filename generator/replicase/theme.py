"""Where the theme lies, and the words of the interface."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2.bccache import Bucket, FileSystemBytecodeCache

from replicase.diagnostics import Language
from replicase.source import Input, parse


def theme_folder() -> Path:
    """The folder of templates, words and assets: beside the package in a wheel, else the checkout's."""
    packaged = Path(__file__).parent / "theme"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "theme"


class CompiledTemplates(FileSystemBytecodeCache):
    """Templates as they were compiled last, kept where Python keeps its own compiled modules.

    `written_in` is what was written into them besides their source: another text, other templates.
    """

    def __init__(self, written_in: str = "") -> None:
        self._written_in = hashlib.sha256(written_in.encode()).hexdigest()
        folder = theme_folder() / "__pycache__"
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
        super().__init__(str(folder), "replicase-%s.jinja")

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Tell apart templates of one name that were compiled with other words."""
        return super().get_cache_key(f"{name} {self._written_in}", filename)

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was kept, if the folder may be read."""
        with contextlib.suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template, if the folder may be written to."""
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


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

    def __str__(self) -> str:
        return repr(self._said)

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
