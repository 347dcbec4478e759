"""What was published the last time, so that a site nothing has changed for is not made again.

A site stands when everything it is made from is what it was, file by file, and so is every file of
the site itself. Where that cannot be known (a site that runs code of its own, a file changed a moment
ago), it is made anew.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import msgspec
import yaml

from replicase.as_of import AsOf
from replicase.cache import Cache, checker, digest, is_settled
from replicase.diagnostics import Diagnostic
from replicase.folders import RELEASES
from replicase.load import is_list
from replicase.output import make_room
from replicase.read import SHELL, Mark, Sight, mark_of
from replicase.rulebook import examples_folder
from replicase.theme import theme_folder
from replicase.verify import Seen

_RUNS_CODE = {"hooks", "INHERIT"}
"""Settings of MkDocs by which a site depends on more than the files we know."""

OURS = "replicase"
"""The one plugin of which we know what it reads."""


class Published(msgspec.Struct, frozen=True, array_like=True):
    """A site as it was published."""

    files: bytes
    """Tells its files."""
    pages: int
    read: int
    """Files of the library that were read."""
    diagnostics: tuple[Diagnostic, ...]
    site_diagnostics: tuple[Diagnostic, ...]
    offline: int = 0
    """Bytes of the offline edition."""
    documents: int = 0
    """Documents published with it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """All that a site would be made from now, looked at before any of it is read."""

    cache: Cache
    site: Path
    common: bytes
    """Tells what every page is made from."""
    made_from: bytes
    """Tells everything."""

    @classmethod
    def of(
        cls,
        root: Path,
        sight: Sight,
        day: AsOf,
        site: Path,
        cache: Cache,
        asked: Iterable[object] = (),
    ) -> Ground | None:
        """Look at everything; None where it cannot all be known.

        `asked` is what else decides the site: what is to be made with it, the font of its pictures.
        """
        if cache.folder is None or (folders := _folders(root)) is None:
            return None
        shell = [(str(path), mark) for folder in folders for path, mark in _marked(folder)]
        marks = [*sight.marks(), *shell]
        if not all(is_settled(mark, sight.at) for _, mark in marks):
            return None
        shell += [(o.file, o.mark) for o in sight.files if is_list(o.file)]
        shell += [(o.file, o.mark) for o in sight.beside]
        told = [(d.file, d.code, d.en) for d in sight.told]
        every = (checker(), day.date.isoformat(), day.origin, *asked)
        return cls(cache, site.absolute(), digest((*every, shell)), digest((*every, told, marks)))

    def recall(self) -> Published | None:
        """What was published from all this, if it stands as it was."""
        kept = self.cache.recall(self._name, Published, self.made_from)
        return kept if kept is not None and kept.files == _told(_files_of(self.site)) else None

    def earlier(self) -> Earlier:
        """The published site, file by file, as far as it was made with the same shell."""
        known = self.cache.recall(f"{self._name}-files", dict[str, Known], self.common)
        return Earlier(os.fspath(self.site), self.common, known or {})

    def keep(
        self,
        *,
        pages: int,
        read: int,
        diagnostics: tuple[Diagnostic, ...],
        site_diagnostics: tuple[Diagnostic, ...],
        offline: int,
        documents: int,
        keys: Mapping[str, bytes],
        seen: Iterable[Seen],
        is_whole: bool,
    ) -> None:
        """Remember what has just been published.

        `keys` tell what some files were made from, `seen` what its pages are like. A site that is
        not whole, since something could not be made, is made again the next time.
        """
        files = _files_of(self.site)
        looks = {page.name: (page.title, page.far) for page in seen if not page.diagnostics}
        known: dict[str, Known] = {
            path: (keys[path], mark, looks.get(path)) for path, mark in files if path in keys
        }
        self.cache.keep(f"{self._name}-files", known, self.common)
        if not is_whole:
            return
        told = _told(files)
        kept = Published(told, pages, read, diagnostics, site_diagnostics, offline, documents)
        self.cache.keep(self._name, kept, self.made_from)

    @property
    def _name(self) -> str:
        return f"site-{blake2b(os.fsencode(self.site), digest_size=8).hexdigest()}"


def _folders(root: Path) -> tuple[Path, ...] | None:
    """Every folder a site is made from besides the library; None where others could be, too."""
    try:
        node = yaml.compose((root / SHELL).read_text("utf-8"), yaml.SafeLoader)
    except (OSError, ValueError, RecursionError, yaml.YAMLError):
        return None
    if not isinstance(node, yaml.MappingNode) or _asks_the_environment(node):
        return None
    settings = {key.value: value for key, value in node.value}
    if _RUNS_CODE & settings.keys() or set(_plugins(settings.get("plugins"))) != {OURS}:
        return None
    named = [(settings.get("docs_dir"), "docs")]
    theme = settings.get("theme")
    for key, value in theme.value if isinstance(theme, yaml.MappingNode) else ():
        if key.value == "custom_dir":
            named.append((value, ""))
    own = [root / (v.value if isinstance(v, yaml.ScalarNode) else usual) for v, usual in named]
    return (*own, root / RELEASES, theme_folder(), examples_folder())


def _plugins(node: yaml.Node | None) -> Iterator[str]:
    """The names of the plugins; one with options is named, too."""
    for item in node.value if isinstance(node, yaml.SequenceNode | yaml.MappingNode) else ():
        named = item[0] if isinstance(item, tuple) else item
        if isinstance(named, yaml.MappingNode) and named.value:
            named = named.value[0][0]
        yield named.value if isinstance(named, yaml.ScalarNode) else ""


def _asks_the_environment(node: yaml.Node) -> bool:
    if node.tag == "!ENV":
        return True
    if isinstance(node, yaml.MappingNode):
        return any(_asks_the_environment(part) for pair in node.value for part in pair)
    return isinstance(node, yaml.SequenceNode) and any(map(_asks_the_environment, node.value))


def _marked(folder: Path) -> Iterator[tuple[str, Mark]]:
    """Every file below a folder with its mark, but for what Python and Jinja keep compiled."""
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = f"{where}/{name}"
            try:
                yield file, mark_of(os.stat(file))  # noqa: PTH116 - hundreds, before anything else
            except OSError:
                yield file, (-1, 0, 0, 0)


FileMark = tuple[int, int, int]
"""Size, last change of content (ns) and inode; what else links to a file changes nothing of it."""


def _told(files: Iterable[tuple[str, FileMark]]) -> bytes:
    """Tell the files of a site."""
    return digest(sorted(files))


def _files_of(site: Path) -> list[tuple[str, FileMark]]:
    return list(_listed(os.fspath(site), ""))


def _listed(folder: str, below: str) -> Iterator[tuple[str, FileMark]]:
    try:
        with os.scandir(folder) as entries:
            found = {entry.name: entry for entry in entries}
        for name in unpacked(found):
            entry = found[name]
            if entry.is_dir(follow_symlinks=False):
                yield from _listed(entry.path, f"{below}{name}/")
            else:
                yield f"{below}{name}", _mark(entry.stat(follow_symlinks=False))
    except OSError:
        return


def unpacked(names: Collection[str]) -> list[str]:
    """The names of a folder but for copies a web server sends packed: `index.html.gz` beside its page."""
    return [n for n in names if not (n.endswith(".gz") and n.removesuffix(".gz") in names)]


def _mark(status: os.stat_result) -> FileMark:
    return status.st_size, status.st_mtime_ns, status.st_ino


Look = tuple[str, tuple[tuple[str, str, str], ...]]
"""What was seen of a page in which nothing is wrong: its title, and its anchors in other pages."""
Known = tuple[bytes, FileMark, Look | None]
"""What a published file was made from, its mark, and the look of a page."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The published site: whoever makes its successor takes from it what would be made again."""

    site: str
    common: bytes
    """Tells what every page is made from."""
    known: Mapping[str, Known]

    def stands(self, keys: Mapping[str, bytes], path: str, status: os.stat_result) -> bool:
        """Whether a file is the published one of its name, and would be made from the same; see `keys`."""
        made_from, mark, _ = self.known.get(path, (None, None, None))
        return made_from is not None and keys.get(path) == made_from and _mark(status) == mark

    def take(self, path: str, key: bytes, into: str) -> bool:
        """Link a file into the next site, if it was made from the same and stands as it was made."""
        made_from, mark, _ = self.known.get(path, (b"", None, None))
        published, taken = f"{self.site}/{path}", f"{into}/{path}"
        try:
            if made_from != key or _mark(os.lstat(published)) != mark:
                return False
            make_room(taken)
            os.link(published, taken, follow_symlinks=False)
        except OSError:
            return False  # another device, or no hard links: it is made again
        return True

    def seen(self, folder: Path, keys: Mapping[str, bytes]) -> dict[str, Seen]:
        """What was seen of the pages that were taken into a folder; `keys` tell what it is made from."""
        found: dict[str, Seen] = {}
        for path, (made_from, mark, look) in self.known.items():
            if look is not None and keys.get(path) == made_from:
                with suppress(OSError):
                    if _mark(os.lstat(f"{folder}/{path}")) == mark:
                        found[path] = Seen(path, look[0], (), look[1])
        return found
