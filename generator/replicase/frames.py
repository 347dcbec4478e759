"""The frames of a site, made by MkDocs once and kept: a preview stamps each page when it is asked for."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config

from replicase.edition import Edition
from replicase.engine import NOT_FOUND, Build, FrameKey, language_of
from replicase.mkdocs_plugin import ReplicasePlugin
from replicase.output import Output
from replicase.pages import Order, embed, more_links
from replicase.rendering import CONFIG
from replicase.sitemap import sitemap
from replicase.stamp import Addresses
from replicase.workers import ALONE, Workers

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page as EnginePage


class FramesError(Exception):
    """MkDocs could make no frames; its text says why."""


@dataclass(frozen=True, slots=True)
class _OwnKey(FrameKey):
    """The frame of a page of the navigation, which may differ from that of its kind."""

    address: str = ""


@dataclass
class _Frames(Build):
    """A run of MkDocs that makes frames alone; also the pages of the navigation become frames."""

    written: dict[str, str] = field(default_factory=dict)
    """The hand-written pages by address, their cards and links still to be put in."""
    own: dict[str, FrameKey] = field(default_factory=dict)
    """The frames of the pages of the navigation."""

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        files = super().add_files(files, config)
        for address in self.through_engine:
            if address != NOT_FOUND:
                self.own[address] = self.keys[f"{address}index.md"] = _own(self.orders[address])
        return files

    def key_of(self, order: Order) -> FrameKey:
        return self.own.get(order.address) or super().key_of(order)

    def supply(self, page: EnginePage, html: str, config: MkDocsConfig) -> str:
        if page.file.src_uri in self.keys:
            return super().supply(page, html, config)
        page.meta["head"] = self.head(self.page_by_hand(page, html), config)
        return html

    def close_page(self, html: str, page: EnginePage) -> str:
        if page.file.src_uri in self.keys:
            return super().close_page(html, page)
        self.written["" if page.url == "./" else page.url] = html
        return html

    def finish(self, config: MkDocsConfig, workers: Workers) -> None:
        """Nothing is stamped yet."""


def _own(order: Order) -> _OwnKey:
    return _OwnKey(
        order.language, order.section, order.address.count("/"), order.has_contents, order.address
    )


@dataclass(frozen=True)
class Frames:
    """The frames of one edition, which serve every later one that has the same around its pages."""

    made: _Frames
    config: MkDocsConfig
    folder: Path
    """Where MkDocs has put the files of the theme and of the hand-written pages."""
    told: tuple[str, ...]
    """What MkDocs warned of, which would stop a build."""
    depends_on: object
    keys: frozenset[FrameKey]
    held: set[str] = field(default_factory=set)
    """Addresses of pages that have a frame."""

    def serve(self, edition: Edition) -> bool:
        """Whether the pages of an edition fit into these frames."""
        return self.depends_on == _around(edition) and self.hold(edition)

    def hold(self, edition: Edition) -> bool:
        """Whether there is a frame for each of its pages, though what is around them may differ."""
        # An address has one frame for good, and all but a few were there before.
        new = [order for order in edition.orders if order.address not in self.held]
        if not self.keys >= {self.made.key_of(order) for order in new}:
            return False
        self.held.update(order.address for order in new)
        return True

    @property
    def custom_dir(self) -> Path | None:
        """The folder in which the repository replaces templates of the theme."""
        given = self.config.theme.custom_dir
        return Path(given) if given else None

    @property
    def mount(self) -> str:
        """The path of the site's address, without "/" before and with one behind; "" for none."""
        path = urlsplit(self.config.site_url or "").path.strip("/")
        return f"{path}/" if path else ""

    def with_trouble(self, told: str) -> Frames:
        """The same frames, beside what has kept MkDocs from making others."""
        return replace(self, told=(told,))

    def around(self, edition: Edition) -> Framed:
        """The pages of an edition in these frames."""
        return Framed.of(self, edition)


@dataclass(frozen=True)
class Framed:
    """The pages of an edition, each made when it is asked for."""

    frames: Frames
    build: _Frames
    pages: Mapping[str, Order]

    @classmethod
    def of(cls, frames: Frames, edition: Edition) -> Framed:
        """Index the pages of an edition."""
        build = replace(frames.made, edition=edition, unknown=[])
        build.addresses = Addresses.of({*build.orders, *build.written})
        return cls(frames, build, build.orders)

    def page(self, address: str) -> str | None:
        """The page at an address, as `replicase build` writes it; None where there is none."""
        build, config = self.build, self.frames.config
        if (order := self.pages.get(address)) is not None:
            return build.stamp(config, order)[0]
        if (written := build.written.get(address)) is not None:
            edition, language = build.edition, language_of(address)
            html = embed(written, edition.library, language, edition.site)
            return build.resolved(html, address, language)
        for forward in build.edition.forwards:
            if forward.address == address:
                return build.lead(config, forward)
        return None

    def with_pages(self, orders: Iterable[Order]) -> Framed:
        """The same with other pages at some of its addresses."""
        return replace(self, pages={**self.pages, **{order.address: order for order in orders}})

    def has(self, address: str) -> bool:
        """Whether there is such a page."""
        return address in self.pages or address in self.build.written

    def sitemap(self) -> tuple[Output, ...]:
        """The site's list of pages; empty while it has no address."""
        site_url = self.frames.config.site_url
        return sitemap(site_url, self.build.addresses.pages) if site_url else ()


def make_frames(root: Path, folder: Path, edition: Edition) -> Frames:
    """Have MkDocs make the frames of an edition in an empty folder; raises FramesError."""
    if not (root / CONFIG).is_file():
        raise FramesError(f"{root} 里没有 {CONFIG} / {root} has no {CONFIG}")
    with _heard() as told:
        try:
            config = load_config(str(root / CONFIG), site_dir=str(folder), strict=False)
            plugin = config.plugins.get("replicase")
            if not isinstance(plugin, ReplicasePlugin):
                raise FramesError(
                    f"{CONFIG} 的 plugins 里没有 replicase / {CONFIG} does not name the plugin replicase"
                )
            plugin.edition, plugin.make, plugin.workers = edition, _Frames, ALONE
            # MkDocs keeps a plugin from one run to the next.
            plugin.search_index = plugin.earlier = None
            config.plugins.on_startup(command="build", dirty=False)
            try:
                build_with_mkdocs(config)
                made = plugin.build
            finally:
                plugin.make, plugin.edition = Build, None
        except FramesError:
            raise
        # Whatever a broken mkdocs.yml or template raises is told in the page; the preview goes on.
        except (Exception, SystemExit) as error:
            said = [line for line in told if line not in str(error)]
            raise FramesError("\n".join([*said, in_words(error)])) from error
    assert isinstance(made, _Frames)  # noqa: S101 - it was asked for above
    return Frames(
        *(made, config, folder, tuple(told), _around(edition)),
        frozenset(made.frames),
    )


def in_words(error: BaseException) -> str:
    """What went wrong, with the template and line where it was in one."""
    place = template_place(error)
    said = str(error).strip() or type(error).__name__
    return f"{place}: {said}" if place else said


def template_place(error: BaseException) -> str:
    """The template and line an error arose in, innermost; "" where it was in none."""
    name, line = getattr(error, "filename", None), getattr(error, "lineno", None)
    if isinstance(name, str) and name.endswith(".html"):
        return f"{name}:{line}"
    place, traceback = "", error.__traceback__
    while traceback is not None:
        file = traceback.tb_frame.f_code.co_filename
        if file.endswith(".html"):
            place = f"{file}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place


def _around(edition: Edition) -> object:
    """What stands around every page of an edition: the same, the same frames."""
    library = edition.library
    links = [more_links(library, edition.site, lang) for lang in library.settings.languages]
    return library.settings, links, edition.as_of.date


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.told: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.told.append(record.getMessage())


@contextmanager
def _heard() -> Iterator[list[str]]:
    """Keep what MkDocs warns of, and print none of it."""
    heard, logger = _Heard(), logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate, before = False, logger.propagate
    try:
        yield heard.told
    finally:
        logger.propagate = before
        logger.removeHandler(heard)
