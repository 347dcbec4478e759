"""One state of the library: every address of its site, each made when it is asked for."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cached_property
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from markupsafe import Markup

from replicase.diagnostics import Diagnostic, Language
from replicase.edition import Edition
from replicase.frames import Framed
from replicase.output import Output
from replicase.pages import Order
from replicase.preview.answer import HTML, Answer, followed
from replicase.report.banner import banner

_KINDS = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
}


class _Group:
    """Files that are made one after the other, and kept, until the one asked for is there."""

    def __init__(self, make: Callable[[], Iterable[Callable[[], Iterable[Output]]]]) -> None:
        self._lock = Lock()
        self._make = make
        self._left: Iterator[Callable[[], Iterable[Output]]] | None = None
        self._made: dict[str, bytes] = {}

    def get(self, path: str) -> bytes | None:
        """A file, or None if none of the group has that address."""
        with self._lock:
            if self._left is None:
                self._left = iter(self._make())
            while path not in self._made:
                try:
                    make = next(self._left)
                except StopIteration:
                    return None
                self._made |= {output.path: output.data for output in make()}
            return self._made[path]


class Shown:
    """What the preview shows of one edition."""

    def __init__(
        self,
        framed: Framed,
        edition: Edition,
        errors: tuple[Diagnostic, ...],
        troubles: tuple[str, ...],
        groups: tuple[_Group, _Group, _Group] | None = None,
        early: frozenset[str] = frozenset(),
    ) -> None:
        self.framed = framed
        self.edition = edition
        self.errors = errors
        self.troubles = troubles
        self.early = early
        """The addresses of pages that are ahead of the rest of the library."""
        self._lock = Lock()
        self.groups = groups or (
            _Group(lambda: (edition.search_index,)),
            _Group(lambda: map(_alone, edition.of_all())),
            _Group(lambda: (framed.sitemap,)),
        )

    @cached_property
    def _pictures(self) -> dict[str, str]:
        return dict(self.edition.pictures())

    @cached_property
    def _planned(self) -> dict[str, Callable[[], Output]]:
        return {one.path: one.make for one in self.edition.of_cases()}

    def with_errors(self, errors: tuple[Diagnostic, ...], troubles: tuple[str, ...]) -> Shown:
        """The same library with other things to say of it."""
        return Shown(self.framed, self.edition, errors, troubles, self.groups, self.early)

    def ahead(self, orders: Collection[Order], errors: tuple[Diagnostic, ...]) -> Shown:
        """The same with some pages as they are now; the rest of the library follows."""
        framed = self.framed.with_pages(orders)
        early = self.early | {order.address for order in orders}
        return Shown(framed, self.edition, errors, self.troubles, self.groups, early)

    def answer(self, address: str, version: str, notice: Markup | None = None) -> Answer | None:
        """What lies at an address; None where nothing does. Raises what a broken template raises."""
        language: Language = "en" if address == "en" or address.startswith("en/") else "zh"
        page = address.removesuffix("index.html")
        if not page or page.endswith("/"):
            with self._lock:
                html = self.framed.page(page)
            if html is None:
                return None
            above = notice if notice is not None else self._banner(language)
            return Answer(followed(html, version, above, early=page in self.early))
        if self.framed.has(f"{address}/"):
            return Answer(b"", location=f"/{quote(address)}/", status=HTTPStatus.FOUND)
        data = self._file(address)
        return None if data is None else Answer(data, kind_of(address))

    def missing(self, version: str) -> Answer:
        """The site's page for an address that has none."""
        file = self.framed.frames.folder / "404.html"
        html = file.read_text("utf-8") if file.is_file() else "<head></head>404"
        above = self._banner("zh")
        return Answer(followed(html, version, above), HTML, HTTPStatus.NOT_FOUND)

    def _banner(self, language: Language) -> Markup:
        return banner(self.errors, self.troubles, language)

    def _file(self, address: str) -> bytes | None:
        search, files, sitemap = self.groups
        if address.startswith("search/"):
            return search.get(address)
        if address.startswith("assets/"):
            return static(self.framed.frames.folder, address)
        if (picture := self._pictures.get(address)) is not None:
            output = self.edition.picture(address, picture)
            return output.data if output is not None else None
        if (make := self._planned.get(address)) is not None:
            return make().data
        if address.startswith("sitemap"):
            return sitemap.get(address)
        if (data := static(self.framed.frames.folder, address)) is not None:
            return data
        # Pages ask for nothing else; a strange address must not have everything made.
        return files.get(address) if address.endswith((".js", ".csv", ".json", ".xml")) else None


def _alone(make: Callable[[], Output]) -> Callable[[], Iterable[Output]]:
    return lambda: (make(),)


def static(folder: Path, address: str) -> bytes | None:
    """A file of the theme or of the hand-written pages; pages themselves are made, not read."""
    file = folder / address
    inside = file.resolve().is_relative_to(folder.resolve())
    if not inside or file.suffix == ".html" or not file.is_file():
        return None
    return file.read_bytes()


def kind_of(address: str) -> str:
    """The media type of a file, by its name."""
    suffix = Path(address).suffix.lower()
    return _KINDS.get(suffix) or mimetypes.guess_type(address)[0] or "application/octet-stream"
