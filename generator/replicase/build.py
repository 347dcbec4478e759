"""`replicase build`: the steps from a folder of cases to a published site, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from replicase.as_of import AsOf
from replicase.diagnostics import Diagnostic, Severity, worst
from replicase.inspection import Inspection, inspect
from replicase.publish import beside, exchange, release
from replicase.verify import pages_of, verify
from replicase.workers import ALONE, Workers

if TYPE_CHECKING:
    from replicase.documents import Done
    from replicase.documents.pdf import CannotPrintError


@dataclass(frozen=True)
class Built:
    """What a build did."""

    inspection: Inspection
    site_diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the finished site."""
    pages: int = 0
    """Pages published; 0 when nothing was."""
    offline: int = 0
    """Bytes of the offline edition published with them; 0 when none was asked for."""
    documents: tuple[Done, ...] = ()
    """The documents published with them, and those that could not be made."""
    cannot_print: CannotPrintError | None = None
    """What PDF lacks on this machine; None when nothing."""


def build(
    root: Path,
    site: Path,
    day: AsOf,
    say: Callable[[str], None],
    workers: Workers = ALONE,
    *,
    offline: bool = False,
    documents: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Built:
    """Check, render, verify and publish; the previous site stays until the new one is whole.

    `say` hears what is under way: "check", "documents", "offline", "pages", "verify", "publish". With
    `offline` the site holds the offline edition too, and its pages offer it; with `documents` so it
    is with Word, PDF and Excel, and `progress` hears how many are made.
    Raises PublishError, or OSError when the system refuses.
    """
    say("check")
    docs = root / "docs"
    inspection = inspect(root, day, docs if docs.is_dir() else None, workers, _load_the_engine)
    if not inspection.publishable:
        return Built(inspection)
    from replicase.documents.site import DOCUMENTS, for_site
    from replicase.edition import compose
    from replicase.offline import ADDRESS, pack
    from replicase.rendering import render

    edition = compose(inspection.library, day, root)
    taken: tuple[Done, ...] = ()
    cannot_print: CannotPrintError | None = None
    expected = [order.address for order in edition.orders]
    former = [forward.address for forward in edition.forwards]
    with release(site) as staging, beside(staging) as aside:
        if offline:
            say("offline")
            render(root, aside / "pages", replace(edition, in_folder=True), workers)
            found = verify(aside / "pages", expected, workers, former=former)
            if worst(found) == Severity.ERROR:
                return Built(inspection, found)
            packed = pack(aside / "pages", aside / ADDRESS, edition)
            edition = replace(edition, download=packed)
        if documents:
            say("documents")
            taken, cannot_print = for_site(
                aside / DOCUMENTS, root, inspection.library, edition.site, workers, progress
            )
            sizes = {f"{DOCUMENTS}{d.path}": d.size for d in taken if not d.trouble}
            with_them = compose(inspection.library, day, root, sizes)
            edition = replace(with_them, download=edition.download)
        say("pages")
        render(root, staging, edition, workers)
        if documents and (aside / DOCUMENTS).is_dir():
            (aside / DOCUMENTS).rename(staging / DOCUMENTS)
        if edition.download is not None:
            (aside / ADDRESS).rename(staging / ADDRESS)
        say("verify")
        found = verify(staging, expected, workers, former=former, published=pages_of(site))
        if worst(found) == Severity.ERROR:
            return Built(inspection, found)
        say("publish")
        exchange(staging, site)
    size = edition.download.bytes if edition.download else 0
    return Built(inspection, found, len(expected), size, taken, cannot_print)


def _load_the_engine() -> None:
    """Load what makes pages while other processes read records already."""
    import markdown_it  # noqa: F401

    import replicase.rendering  # noqa: F401
