"""`replicase build`: the steps from a folder of cases to a published site, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from replicase.as_of import AsOf
from replicase.cache import NOWHERE, Cache
from replicase.diagnostics import Diagnostic, Severity, worst
from replicase.inspection import inspect
from replicase.publish import beside, exchange, release
from replicase.published import Ground
from replicase.read import Sight, read_shell
from replicase.verify import files_of, verify
from replicase.workers import ALONE, Workers

if TYPE_CHECKING:
    from replicase.documents import Done
    from replicase.documents.pdf import CannotPrintError


@dataclass(frozen=True)
class Built:
    """What a build did."""

    files: int
    """Files of the library that were read."""
    diagnostics: tuple[Diagnostic, ...]
    """What is wrong with the library."""
    site_diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the finished site."""
    pages: int = 0
    """Pages published; 0 when nothing was."""
    offline: int = 0
    """Bytes of the offline edition published with them; 0 when none was asked for."""
    stood: bool = False
    """Whether the site stood as it was, since nothing it is made from has changed."""
    documents: tuple[Done, ...] = ()
    """The documents published with them, and those that could not be made."""
    documents_stood: int = 0
    """Documents of a site that stood as it was."""
    no_font: bool = False
    """Whether the pages should have social cards, and this machine has no font to draw them with."""
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
    cache: Cache = NOWHERE,
) -> Built:
    """Check, render, verify and publish; the previous site stays until the new one is whole.

    `say` hears what is under way: "check", "documents", "offline", "pages", "verify", "publish". With
    `offline` the site holds the offline edition too, and its pages offer it; with `documents` so it
    is with Word, PDF and Excel, and `progress` hears how many are made. A site that a `cache` knows
    to stand on what has not changed is left as it is. Raises PublishError, or OSError when the system refuses.
    """
    say("check")
    docs = root / "docs"
    handwritten = docs if docs.is_dir() else None
    sight = Sight.of(root, handwritten)
    asked = ("offline", offline, "documents", documents, *_fonts(root, documents=documents))
    ground = Ground.of(root, sight, day, site, cache, asked)
    if ground is not None and (stands := ground.recall()) is not None:
        return Built(
            *(stands.read, stands.diagnostics, stands.site_diagnostics),
            *(stands.pages, stands.offline),
            stood=True,
            documents_stood=stands.documents,
        )
    inspection = inspect(root, day, handwritten, workers, _load_the_engine, sight, cache)
    judged = len(inspection.files), inspection.diagnostics
    if not inspection.publishable:
        return Built(*judged)
    from replicase.documents.site import DOCUMENTS, Taken, for_site
    from replicase.edition import compose
    from replicase.offline import ADDRESS, pack
    from replicase.rendering import render

    edition = compose(inspection.library, day, root)
    taken = Taken()
    earlier = ground.earlier() if ground is not None else None
    expected = [order.address for order in edition.orders]
    former = [forward.address for forward in edition.forwards]
    with release(site) as staging, beside(staging) as aside:
        if offline:
            say("offline")
            in_folder = replace(edition, in_folder=True)
            render(root, aside / "pages", in_folder, workers, cache=cache)
            told = verify(aside / "pages", expected, workers, former=former).diagnostics
            if worst(told) == Severity.ERROR:
                return Built(*judged, told)
            packed = pack(aside / "pages", aside / ADDRESS, edition)
            edition = replace(edition, download=packed)
        if documents:
            say("documents")
            taken = for_site(
                *(aside, root, inspection.library, edition.site),
                *(workers, cache, progress, earlier),
            )
            with_them = compose(inspection.library, day, root, taken.sizes)
            edition = replace(with_them, download=edition.download)
        say("pages")
        keys = render(root, staging, edition, workers, earlier, cache)
        if documents and (aside / DOCUMENTS).is_dir():
            (aside / DOCUMENTS).rename(staging / DOCUMENTS)
        if edition.download is not None:
            (aside / ADDRESS).rename(staging / ADDRESS)
        say("verify")
        verdict = verify(
            *(staging, expected, workers),
            former=former,
            published=files_of(site),
            standing=earlier.seen(staging, keys) if earlier is not None else None,
        )
        told = verdict.diagnostics
        if worst(told) == Severity.ERROR:
            return Built(*judged, told)
        say("publish")
        exchange(staging, site)
    size = edition.download.bytes if edition.download else 0
    if ground is not None:
        ground.keep(
            pages=len(expected),
            read=len(inspection.files),
            diagnostics=inspection.diagnostics,
            site_diagnostics=told,
            offline=size,
            documents=len(taken.sizes),
            keys={**keys, **taken.keys},
            seen=verdict.seen,
            is_whole=taken.is_whole and not edition.no_font,
        )
    return Built(
        *(*judged, told, len(expected), size),
        documents=taken.documents,
        cannot_print=taken.cannot_print,
        no_font=edition.no_font,
    )


def _fonts(root: Path, *, documents: bool) -> tuple[object, ...]:
    """Tell the font that cards and documents are made with, where there are any."""
    from replicase.social.fonts import typeface, wanted

    if not documents and not wanted(read_shell(root)):
        return ()
    face = typeface()
    return face.told if face else ("no font",)


def _load_the_engine() -> None:
    """Load what makes pages while other processes read records already."""
    import markdown_it  # noqa: F401

    import replicase.rendering  # noqa: F401
