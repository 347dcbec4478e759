"""What the site of a library consists of, before any of it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from replicase import exports, history, search
from replicase.as_of import AsOf
from replicase.cache import NOWHERE, Cache
from replicase.library import Library
from replicase.output import Output
from replicase.pages import (
    Forward,
    Order,
    Planned,
    comparisons,
    fits,
    forwards,
    matrices,
    orders,
    search_cards,
    sheets,
    tables,
)
from replicase.pages.case import pictures
from replicase.pages.feeds import Feed, feed_file, feeds
from replicase.pages.site import Site
from replicase.pictures import publish
from replicase.read import read_picture, read_shell
from replicase.shell import home_address
from replicase.social.cards import Cards
from replicase.social.drawing import is_readable
from replicase.social.fonts import typeface, wanted
from replicase.source import Input


@dataclass(frozen=True, slots=True)
class Download:
    """The offline edition, which every page of the site offers."""

    address: str
    name: str
    """What a browser calls the file it keeps."""
    bytes: int


@dataclass(frozen=True)
class Edition:
    """Everything of the site that is made from the library."""

    library: Library
    as_of: AsOf
    site: Site
    orders: tuple[Order, ...]
    """Its pages, still to be made."""
    root: Path = Path()
    """Where its pictures are read from again."""
    forwards: tuple[Forward, ...] = ()
    """The former addresses of its cases."""
    in_folder: bool = False
    """Whether it is the offline edition, read from a folder, where links name files."""
    download: Download | None = None
    """The offline edition, where it is published with the site."""
    cards: Cards | None = None
    """The pictures that stand for its pages where they are shared, if it has them."""
    no_font: bool = False
    """Whether it should have them, and this machine has no font to draw them with."""
    troubles: tuple[str, ...] = ()
    """What beside the library could not be read; the rest is made without it."""

    def search_index(self, cache: Cache = NOWHERE) -> tuple[Output, ...]:
        """Make the files of the search; what a `cache` knows of a case is not found out again."""
        languages = self.library.settings.languages
        cards = search_cards(self.library, self.site)
        return search.build(self.library, self.site, languages, cards, cache)

    def of_cases(self) -> tuple[Planned, ...]:
        """Every file beside the pages that is made from some cases alone, still to be made."""
        drawn = self.social_cards
        return (
            *self.comparisons(),
            *self.fits(),
            *self.records(),
            *(drawn.planned() if drawn else ()),
        )

    @property
    def social_cards(self) -> Cards | None:
        """The cards, but for the offline edition: what lies in a folder is shared as a file."""
        return None if self.in_folder else self.cards

    def of_all(self) -> tuple[Callable[[], Output], ...]:
        """Every file beside the pages that is made from the whole library, still to be made."""
        return (*self.sheets(), *self.tables(), *self.feed_files())

    def comparisons(self) -> tuple[Planned, ...]:
        """The files of the comparison, still to be made."""
        return comparisons(self.library, self.site)

    def fits(self) -> tuple[Planned, ...]:
        """The files of the fit check, still to be made."""
        return fits(self.library, self.site)

    def sheets(self) -> tuple[Callable[[], Output], ...]:
        """The files of the self-assessment sheet, still to be made."""
        return sheets(self.library, self.site)

    def tables(self) -> tuple[Callable[[], Output], ...]:
        """Its tables for spreadsheets and for programs, still to be made."""
        return (
            *tables(self.library, self.site),
            *matrices(self.library, self.site),
            *exports.files(self.library, self.site.as_of),
            *exports.schemas(self.library),
            *history.files(self.library, self.site.releases, self.site.as_of),
        )

    def records(self) -> tuple[Planned, ...]:
        """The whole cases for programs, still to be made."""
        made = exports.records(self.library, self.site.as_of)
        return tuple(
            Planned(exports.record_address(case), make, ((case.id, case),))
            for case, make in zip(self.library.cases, made, strict=True)
        )

    def feeds(self) -> tuple[Feed, ...]:
        """Its feeds, still to be made."""
        return feeds(self.library, self.site)

    def feed_files(self) -> tuple[Callable[[], Output], ...]:
        """The files of its feeds, still to be made."""
        return tuple(partial(feed_file, feed, self.site.home) for feed in self.feeds())

    def pictures(self) -> tuple[tuple[str, str], ...]:
        """The pictures of its pages: the address of each, and the file it is made from."""
        return pictures.addresses(self.library)

    def picture(self, address: str, file: str) -> Output | None:
        """Make a picture for the site; None when its file is no longer what was judged."""
        given = read_picture(self.root, file)
        data = publish(given) if isinstance(given, Input) else None
        return Output(address, data) if data is not None else None


def compose(
    library: Library, day: AsOf, root: Path = Path(), documents: Mapping[str, int] | None = None
) -> Edition:
    """Say what the site consists of; its pictures are below `root`.

    `documents` are those published with it: the size of each, by its address.
    """
    releases, troubles = history.read_releases(root)
    shell = read_shell(root)
    home = home_address(shell)
    has_cards = wanted(shell)
    face = typeface() if has_cards else None
    if face and not is_readable(face):
        face = None
    site = Site(as_of=day.date, releases=releases, home=home, documents=documents or {})
    made = orders(library, site)
    return Edition(
        *(library, day, site, made, root, forwards(library, site)),
        cards=Cards(library, site, face) if face else None,
        no_font=has_cards and face is None,
        troubles=troubles,
    )
