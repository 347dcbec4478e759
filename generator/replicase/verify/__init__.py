"""A finished site is judged from its files alone, without trusting who built it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from replicase.diagnostics import Diagnostic, in_order
from replicase.verify.addresses import file_of, missing, pages_among, removed, unexpected
from replicase.verify.feeds import check_feeds
from replicase.verify.files import files_below
from replicase.verify.page import Seen, far_anchors, look, same_titles
from replicase.verify.rules import RULES
from replicase.verify.whole import whole
from replicase.workers import ALONE, Workers

__all__ = ["RULES", "Seen", "Verdict", "files_of", "verify", "whole"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a finished folder is like."""

    diagnostics: tuple[Diagnostic, ...]
    seen: tuple[Seen, ...]
    """Its pages, one by one."""


def verify(
    site: Path,
    expected: Iterable[str],
    workers: Workers = ALONE,
    *,
    former: Iterable[str] = (),
    published: Set[str] = frozenset(),
    standing: Mapping[str, Seen] | None = None,
) -> Verdict:
    """Judge a finished folder.

    `expected` are the addresses of the pages made from the library, `former` those that lead on to
    them, `published` the files of the site it takes the place of. `standing` is what was seen of
    pages that are the very files of that site: while none of its files is gone, their links arrive.
    """
    files = frozenset(files_below(site))
    expected, former = tuple(expected), tuple(former)
    wanted = {file_of(address): address for address in (*expected, *former)}
    pages = sorted(name for name in files if name.endswith(".html"))
    feeds = sorted(name for name in files if name.endswith(".xml"))
    known = standing if standing and published <= files else {}
    others = [name for name in pages if name not in known]
    looks = iter(workers.each(partial(look, site, files, defaultdict(set)), others))
    seen = tuple(known[name] if name in known else next(looks) for name in pages)
    told = in_order(
        chain(
            missing(wanted, files),
            unexpected(pages, wanted),
            removed(pages_among(published), files),
            check_feeds(site, feeds, files, expected),
            *(page.diagnostics for page in seen),
            far_anchors(site, seen),
            same_titles(seen),
        )
    )
    return Verdict(told, seen)


def files_of(site: Path) -> frozenset[str]:
    """The files of a published site that its pages may link to; none where there is no site.

    Its mark, and copies a web server sends packed, come after it was judged.
    """
    return frozenset(n for n in files_below(site) if not n.startswith(".") and n[-3:] != ".gz")
