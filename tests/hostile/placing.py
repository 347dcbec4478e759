"""Where a payload goes: into one field, or every field of a kind, of a record that is right without it.

| `field` of a row | the payload |
|---|---|
| `title`, `components.0.name`, … | that field of the case; a text gets it in both languages |
| `adoption:…`, `settings:…`, `vocabulary/theme:…` | a field of another record |
| `raw:…` | the same, written into the file as it is |
| `text` | every one-line text that is long enough for it, in both languages |
| `markdown`, `url` | every text in Markdown, every address |
| `value` | written after `title: ` as it is |
| `append` | lines at the end of the file |
| `file` | the whole file |
| `id` | the id and the name of the file |
| `path`, `path_b64`, `symlink`, `folder-symlink`, `folder`, `fifo` | what lies on the disk |
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from hostile.rows import HERE, Row
from replicase.decode import Known
from replicase.decode.readers import reader_of
from replicase.model import Adoption, Case
from replicase.model.describe import Record, fields_of
from replicase.model.scalars import Url, Words
from replicase.model.text import Length, Markdown, Text
from replicase.source import Input, parse

LIBRARY = HERE.parent / "library"
CASE_FILE = "cases/practices/alpha/alpha-hostile.yml"
ADOPTION_FILE = "cases/adoptions/gamma/gamma--alpha-hostile.yml"
NAME = "alpha-hostile"

At = tuple[str | int, ...]
Kind = Literal["line", "word", "markdown", "url"]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of a record that holds text."""

    at: At
    kind: Kind
    """`line` and `markdown` have two languages, `word` and `url` one."""
    limit: Mapping[str, int]
    """The most characters by language; empty for no limit."""
    field: tuple[type[Record], str]
    """The model and field it is an example of."""


def _type_of(annotation: Any) -> tuple[Kind | None, Mapping[str, int]]:
    """What kind of text an annotation admits, and how long."""
    if annotation is Words:
        return "word", {}
    if annotation is Url:
        return "url", {}
    metadata = getattr(annotation, "__metadata__", ())
    origin = getattr(annotation, "__origin__", annotation)
    if isinstance(origin, type) and issubclass(origin, Text):
        limits = next((m for m in metadata if isinstance(m, Length)), None)
        return "markdown" if issubclass(origin, Markdown) else "line", (
            {"zh": limits.zh, "en": limits.en} if limits else {}
        )
    if metadata and (found := _type_of(origin))[0]:
        return found
    for part in getattr(annotation, "__args__", ()):
        if (found := _type_of(part))[0] is not None:
            return found
    return None, {}


def every_field(model: type[Record]) -> Iterator[tuple[type[Record], str, Any]]:
    """Every field of a model and of its parts."""
    waiting: list[Any] = [model]
    seen: set[Any] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, type) and issubclass(part, Record):
            if part not in seen:
                seen.add(part)
                hints = _annotations(part)
                for name in fields_of(part):
                    yield part, name, hints[name]
                    waiting.append(hints[name])
        else:
            waiting += getattr(part, "__args__", ())


@cache
def _annotations(model: type[Record]) -> Mapping[str, Any]:
    """Annotations with their metadata."""
    from typing import get_type_hints

    return get_type_hints(model, include_extras=True)


def spots(value: object, at: At = ()) -> Iterator[Spot]:
    """Every text of a record."""
    if isinstance(value, Record):
        hints = _annotations(type(value))
        for name, described in fields_of(type(value)).items():
            inner = getattr(value, name)
            if inner is None or name not in value.written:
                continue
            here = (*at, described.key)
            kind, limit = _type_of(hints[name])
            if kind is None:
                yield from spots(inner, here)
            elif isinstance(inner, tuple) and not isinstance(inner, str):
                for index, _ in enumerate(inner):
                    yield Spot((*here, index), kind, limit, (type(value), name))
            else:
                yield Spot(here, kind, limit, (type(value), name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from spots(item, (*at, index))


@dataclass(frozen=True, slots=True)
class Raw:
    """YAML that is written into a file as it is."""

    text: str


@dataclass
class Draft:
    """A record's tree with payloads in it, and where they are."""

    tree: dict[str, Any]
    placed: dict[At, str] = field(default_factory=dict)

    def put(self, at: At, payload: str) -> None:
        """Set a single value, making what is not there."""
        holder: Any = self.tree
        for step, following in pairwise(at):
            if isinstance(holder, list):
                while len(holder) <= int(step):
                    holder.append({} if isinstance(following, str) else [])
            elif step not in holder or not isinstance(holder[step], (dict, list)):
                holder[step] = {} if isinstance(following, str) else []
            holder = holder[step]
        if isinstance(holder, list) and len(holder) <= int(at[-1]):
            holder.append(payload)
        else:
            holder[at[-1]] = payload
        self.placed[at] = payload


@dataclass(frozen=True, slots=True)
class Placed:
    """A file with a payload in it."""

    file: str
    data: bytes
    lines: Mapping[int, At] = field(default_factory=dict)
    """The line of the file each payload stands on."""
    payloads: Mapping[At, str] = field(default_factory=dict)

    @property
    def given(self) -> Input:
        """What the reader reads."""
        return Input(self.file, self.data)


@cache
def library() -> tuple[Input, ...]:
    """The miniature library all of this is put beside."""
    return tuple(
        Input(path.relative_to(LIBRARY).as_posix(), path.read_bytes())
        for path in sorted((LIBRARY / "cases").rglob("*.yml"))
    )


@cache
def _plain(file: str) -> dict[str, Any]:
    if file == CASE_FILE:
        data = (HERE / "case.yml").read_bytes()
    elif file == ADOPTION_FILE:
        data = (HERE / "adoption.yml").read_bytes()
    else:
        data = next(given.data for given in library() if given.file == file)
    document, diagnostics = parse(Input(file, data))
    assert document is not None, diagnostics
    return document.plain


def draft(file: str = CASE_FILE) -> Draft:
    """A record that is right."""
    return Draft(_unshared(_plain(file)))


def _unshared(value: Any) -> Any:
    """A copy in which no part stands in two places: the reader gives equal parts out once."""
    if isinstance(value, dict):
        return {name: _unshared(part) for name, part in value.items()}
    return [_unshared(part) for part in value] if isinstance(value, list) else value


@cache
def spots_of(model: type[Case] | type[Adoption]) -> tuple[Spot, ...]:
    """Every text of the case or adoption the payloads are put into."""
    tree = _plain(CASE_FILE if model is Case else ADOPTION_FILE)
    return tuple(spots(reader_of(model).read(tree, Known())))


def fill(
    target: Draft, spot: Spot, payload: str, languages: tuple[str, ...] = ("zh", "en")
) -> None:
    """Put a payload into a text, where it is long enough."""
    if spot.kind in ("word", "url"):
        target.put(spot.at, payload)
        return
    for language in languages:
        if len(payload) <= spot.limit.get(language, 1_000_000):
            target.put((*spot.at, language), payload)


KINDS: dict[str, tuple[Kind, ...]] = {
    "text": ("line", "word"),
    "markdown": ("markdown",),
    "url": ("url",),
}
NOT_FREE = ("unknown", 0, "field")
"""Words that name a field."""


def file_of(name: str) -> str:
    """The file the part of a row's field before the colon means."""
    if name == "adoption":
        return ADOPTION_FILE
    return "cases/library.yml" if name == "settings" else f"cases/{name}.yml"


def place(row: Row, *, escaped: bool = False) -> Placed:
    """Make the file of a row that needs no disk."""
    file, name = CASE_FILE, row.field
    if name == "file":
        data = row.payload if isinstance(row.payload, bytes) else row.payload.encode()
        return Placed(file, data, {0: ()}, {(): str(row.payload)})
    raw = name.startswith("raw:") or name == "value"
    name = "title" if name == "value" else name.removeprefix("raw:")
    if ":" in name:
        before, name = name.split(":")
        file = file_of(before)
    target = draft(file)
    if name == "append":
        text, _ = written(target.tree)
        return Placed(file, f"{text}{row.payload}".encode(), {0: ()}, {(): row.payload})
    if name in KINDS:
        for spot in spots_of(Case):
            if spot.kind in KINDS[name] and spot.at != NOT_FREE:
                fill(target, spot, row.payload)
    else:
        at = steps(name)
        if raw:
            target.put(at, row.payload)
            _replace(target.tree, at, Raw(row.payload))
        elif name == "id":
            target.put(at, row.payload)
            if re.fullmatch(r"[a-z0-9-]+", row.payload):
                file = _free(row.payload)
        elif name == "aliases":
            target.put((*at, 0), row.payload)
        elif name.startswith("images"):
            with_a_picture(target)
            target.put(at, row.payload)
        elif is_bilingual(place_of(target.tree, at), at):
            for language in ("zh", "en"):
                target.put((*at, language), row.payload)
        else:
            target.put(at, row.payload)
    return finished(file, target, escaped=escaped)


def with_a_picture(target: Draft) -> None:
    """List a picture; the case itself has none, since what is listed must be there."""
    words = {"zh": "图", "en": "A picture"}
    target.tree["images"] = [{"file": "a.png", "alt": words, "credit": dict(words)}]


def _free(name: str) -> str:
    """A file for an id that does not take the place of another case's."""
    file = f"cases/practices/alpha/{name}.yml"
    taken = {given.file for given in library()}
    return file.replace("/alpha/", "/beta/") if file in taken else file


def is_bilingual(there: object, at: At) -> bool:
    """Whether a place holds text in two languages."""
    return isinstance(there, dict) and set(there) <= {"zh", "en"} and at[-1] not in ("zh", "en")


def finished(file: str, target: Draft, *, escaped: bool = False) -> Placed:
    """Write a draft down."""
    text, lines = written(target.tree, escaped=escaped)
    found = {number: at for number, at in lines.items() if at in target.placed}
    return Placed(file, text.encode("utf-8", "surrogatepass"), found, dict(target.placed))


def steps(name: str) -> At:
    """`components.0.name` as a place."""
    return tuple(int(step) if step.isdecimal() else step for step in name.split("."))


def place_of(tree: Any, at: At) -> Any:
    """What stands at a place, or None."""
    for step in at:
        try:
            tree = tree[step]
        except (KeyError, IndexError, TypeError):
            return None
    return tree


def _replace(tree: Any, at: At, value: object) -> None:
    for step in at[:-1]:
        tree = tree[step]
    tree[at[-1]] = value


def written(tree: dict[str, Any], *, escaped: bool = False) -> tuple[str, dict[int, At]]:
    """A tree as YAML, one value a line, and the place each line holds."""
    lines: list[str] = []
    places: dict[int, At] = {}
    _write(tree, (), 0, "", lines, places, escaped=escaped)
    return "\n".join(lines) + "\n", places


def _write(
    node: Any,
    at: At,
    indent: int,
    start: str,
    lines: list[str],
    places: dict[int, At],
    *,
    escaped: bool,
) -> None:
    space = " " * indent
    if isinstance(node, dict):
        for key, value in node.items():
            begin = start or space
            start = ""
            if isinstance(value, (dict, list)) and value:
                lines.append(f"{begin}{key}:")
                _write(value, (*at, key), indent + 2, "", lines, places, escaped=escaped)
            else:
                lines.append(f"{begin}{key}: {_scalar(value, escaped=escaped)}")
                places[len(lines)] = (*at, key)
    else:
        for index, value in enumerate(node):
            if isinstance(value, (dict, list)) and value:
                _write(
                    value, (*at, index), indent + 2, f"{space}- ", lines, places, escaped=escaped
                )
            else:
                lines.append(f"{space}- {_scalar(value, escaped=escaped)}")
                places[len(lines)] = (*at, index)


def _scalar(value: Any, *, escaped: bool) -> str:
    if isinstance(value, Raw):
        return value.text
    if value in ({}, []):
        return str(value)
    return quoted(value, escaped=escaped)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def quoted(text: str, *, escaped: bool = False) -> str:
    """A double-quoted scalar on one line; what a line may not hold is escaped in any case."""
    return '"' + "".join(_character(c, escaped=escaped) for c in text) + '"'


def _character(c: str, *, escaped: bool) -> str:
    if c in _ESCAPES:
        return _ESCAPES[c]
    code = ord(c)
    if c in "\r\x85\u2028\u2029" or 0xD800 <= code < 0xE000 or (escaped and not " " <= c <= "~"):
        return f"\\x{code:02x}" if code < 0x100 else f"\\U{code:08x}"
    return c


def on_disk(row: Row, root: Path) -> str:
    """Write the miniature library below `root` with what a row asks for; return the file's name."""
    for given in library():
        path = root / given.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(given.data)
    folder = "cases/practices/alpha"
    payload = row.payload
    if row.field == "path":
        file = payload
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_bytes(_case_for(file))
    elif row.field == "path_b64":
        # A `Path` holds text, and these names are bytes that are none.
        path = os.path.join(os.fsencode(root), payload)  # noqa: PTH118
        with open(path, "wb") as stream:  # noqa: PTH123
            stream.write(_case_for("alpha-hostile.yml"))
        file = folder
    elif row.field == "symlink":
        file = f"{folder}/a.yml"
        (root / "secret.yml").write_bytes(_case_for("a.yml"))
        (root / file).symlink_to(payload)
    elif row.field == "folder-symlink":
        file = "cases/practices/up"
        (root / file).symlink_to(payload)
    elif row.field == "folder":
        file = f"{folder}/{payload}"
        (root / file).mkdir()
        (root / file / "a.yml").write_bytes(_case_for("a.yml"))
    elif row.field == "fifo":
        file = f"{folder}/{payload}"
        os.mkfifo(root / file)
    else:
        raise ValueError(row.field)
    return file


def _case_for(file: str) -> bytes:
    """The case under the id a file's name asks for, so that only the name is wrong."""
    stem = file.rsplit("/", 1)[-1].removesuffix(".yml")
    target = draft()
    if re.fullmatch(r"[a-z0-9-]{1,100}", stem) and stem != "alpha-other-name":
        target.tree["id"] = stem
    return finished(file, target).data
