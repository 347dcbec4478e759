"""A finished site is judged from its files alone, without trusting who built it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path

from replicase.diagnostics import Diagnostic, in_order
from replicase.verify.addresses import file_of, missing, removed, unexpected
from replicase.verify.feeds import check_feeds
from replicase.verify.files import files_below
from replicase.verify.page import far_anchors, look, same_titles
from replicase.verify.rules import RULES
from replicase.verify.whole import whole
from replicase.workers import ALONE, Workers

__all__ = ["RULES", "pages_of", "verify", "whole"]


def verify(
    site: Path,
    expected: Iterable[str],
    workers: Workers = ALONE,
    *,
    former: Iterable[str] = (),
    published: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Judge a finished folder.

    `expected` are the addresses of the pages made from the library, `former` those that lead on to
    them, `published` the pages of the site it takes the place of (see `pages_of`).
    """
    files = frozenset(files_below(site))
    expected, former = tuple(expected), tuple(former)
    wanted = {file_of(address): address for address in (*expected, *former)}
    pages = sorted(name for name in files if name.endswith(".html"))
    feeds = sorted(name for name in files if name.endswith(".xml"))
    seen = workers.each(partial(look, site, files, defaultdict(set)), pages)
    return in_order(
        chain(
            missing(wanted, files),
            unexpected(pages, wanted),
            removed(published, files),
            check_feeds(site, feeds, files, expected),
            *(page.diagnostics for page in seen),
            far_anchors(site, seen),
            same_titles(seen),
        )
    )


def pages_of(site: Path) -> frozenset[str]:
    """The pages of a published site that have an address of their own; none where there is no site."""
    return frozenset(p.relative_to(site).as_posix() for p in site.rglob("index.html"))
