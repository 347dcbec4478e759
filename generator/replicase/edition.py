"""What the site of a library consists of, before any of it is made."""

from __future__ import annotations

from dataclasses import dataclass

from replicase import search
from replicase.as_of import AsOf
from replicase.library import Library
from replicase.output import Output
from replicase.pages import Order, orders, search_cards
from replicase.pages.site import Site


@dataclass(frozen=True)
class Edition:
    """Everything of the site that is made from the library."""

    library: Library
    as_of: AsOf
    site: Site
    orders: tuple[Order, ...]
    """Its pages, still to be made."""

    def search_index(self) -> tuple[Output, ...]:
        """Make the files of the search."""
        languages = self.library.settings.languages
        return search.build(self.library, languages, search_cards(self.library, self.site))


def compose(library: Library, day: AsOf) -> Edition:
    """Say what the site consists of."""
    site = Site(as_of=day.date)
    return Edition(library, day, site, orders(library, site))
