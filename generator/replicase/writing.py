"""Every file that MkDocs leaves to us: pages in their frames, scripts, tables, pictures, the search."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from replicase.cache import digest
from replicase.edition import Edition
from replicase.output import Output, make_room
from replicase.pages import takeaway
from replicase.pages.grounds import Grounds
from replicase.pages.moved import Forward
from replicase.pages.page import About, Order, Planned
from replicase.published import Earlier
from replicase.spare import make_on
from replicase.workers import Workers


@dataclass
class Writing:
    """The files of one site, written below a folder; what stands in an earlier site is taken from there."""

    site: str
    """The folder."""
    edition: Edition
    orders: tuple[Order, ...]
    """The pages that are stamped into frames."""
    stamp: Callable[[Order], tuple[str, list[str]]]
    """Makes a page in its frame; returns it and its links that lead nowhere."""
    lead: Callable[[Forward], str]
    """Makes the page that leads from a former address to the present one."""
    search_index: Callable[[], Iterable[Output]]
    earlier: Earlier | None
    common: bytes
    """Tells what all pages are made from."""
    keys_of: dict[str, bytes] = field(default_factory=dict)
    """What each file is made from, of those that are not made from the whole library."""
    standing: Set[str] = frozenset()
    """The files that are there already, as they were published."""

    def write(self, workers: Workers) -> Iterator[str]:
        """Write everything; yield what went wrong, a page's links that lead nowhere among it."""
        edition = self.edition
        apart = edition.of_cases()
        if self.earlier is not None:
            self._find_keys(apart)
            stands = partial(self.earlier.stands, self.keys_of)
            self.standing = make_on(Path(self.earlier.site), Path(self.site), stands)
        # What is made from all cases takes longest; begun last, it would be waited for.
        work = [partial(self._output, make) for make in edition.of_all()]
        work += [partial(self._picture, *pair) for pair in edition.pictures()]
        work += [partial(self._page, order) for order in self.orders]
        work += [partial(self._planned, planned) for planned in apart]
        work += [partial(self._forward, forward) for forward in edition.forwards]
        for troubles in workers.each(_done, work, self._search):
            yield from troubles

    def _search(self) -> None:
        """Write the search: the largest piece of work, which this process does beside the others."""
        for output in self.search_index():
            self._put(output.path, output.data)

    def _find_keys(self, apart: Iterable[Planned]) -> None:
        """Tell every file that is made from some cases alone, or from none, from what it was."""
        grounds = Grounds(self.edition.library)
        offered = takeaway.by_case(self.edition.site.documents)

        def made_from(about: About) -> tuple[object, ...]:
            return grounds.of(about), [offered.get(case.id, ()) for _, case in about]

        files = [(_page_path(order.address), order.about) for order in self.orders]
        files += [(planned.path, planned.about or None) for planned in apart]
        self.keys_of = {
            path: digest((self.common, path, *made_from(about)))
            for path, about in files
            if about is not None
        }

    def _stands(self, path: str) -> bool:
        """Whether a file was published as it would be made, and is taken from there."""
        if path in self.standing:
            return True
        key = self.keys_of.get(path)
        return (
            key is not None and self.earlier is not None and self.earlier.take(path, key, self.site)
        )

    def _page(self, order: Order) -> list[str]:
        """Make a page and write it in its frame; returns its links that lead nowhere.

        One that was published with such a link was not published.
        """
        path = _page_path(order.address)
        if self._stands(path):
            return []
        html, lost = self.stamp(order)
        self._put(path, html.encode())
        return [f"unknown link in {order.address}: {link}" for link in lost]

    def _planned(self, planned: Planned) -> list[str]:
        """Write a script with data of some cases, if it is not published already."""
        return [] if self._stands(planned.path) else self._output(planned.make)

    def _forward(self, forward: Forward) -> list[str]:
        """Write the page that leads from a former address to the present one."""
        html = self.lead(forward)
        self._put(_page_path(forward.address), html.encode())
        return []

    def _picture(self, address: str, file: str) -> list[str]:
        """Write a picture anew for the site; returns what became of one that is no longer there."""
        output = self.edition.picture(address, file)
        if output is None:
            return [f"{file} was changed while the site was made"]
        self._put(output.path, output.data)
        return []

    def _output(self, make: Callable[[], Output]) -> list[str]:
        """Write a script with data, or a table."""
        output = make()
        self._put(output.path, output.data)
        return []

    def _put(self, path: str, data: bytes) -> None:
        put(self.site, path, data)


def _page_path(address: str) -> str:
    return f"{address}index.html"


def _done(work: Callable[[], list[str]]) -> list[str]:
    return work()


def put(site: str, path: str, data: bytes) -> None:
    """Write a file below the site; one that is there goes, since it may be published elsewhere."""
    file = f"{site}/{path}"
    make_room(file)
    try:
        opened = open(file, "xb")  # noqa: PTH123, SIM115
    except FileExistsError:
        os.unlink(file)  # noqa: PTH108
        opened = open(file, "xb")  # noqa: PTH123, SIM115
    with opened:
        opened.write(data)
