"""`replicase build`: the steps from a folder of cases to a published site, and nothing half done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from replicase.as_of import AsOf
from replicase.diagnostics import Diagnostic, Severity, worst
from replicase.inspection import Inspection, inspect
from replicase.publish import exchange, release
from replicase.verify import pages_of, verify
from replicase.workers import ALONE, Workers


@dataclass(frozen=True)
class Built:
    """What a build did."""

    inspection: Inspection
    site_diagnostics: tuple[Diagnostic, ...] = ()
    """What is wrong with the finished site."""
    pages: int = 0
    """Pages published; 0 when nothing was."""


def build(
    root: Path,
    site: Path,
    day: AsOf,
    say: Callable[[str], None],
    workers: Workers = ALONE,
) -> Built:
    """Check, render, verify and publish; the previous site stays until the new one is whole.

    `say` hears what is under way: "check", "pages", "verify", "publish".
    Raises PublishError, or OSError when the system refuses.
    """
    say("check")
    docs = root / "docs"
    inspection = inspect(root, day, docs if docs.is_dir() else None, workers, _load_the_engine)
    if not inspection.publishable:
        return Built(inspection)
    from replicase.edition import compose
    from replicase.rendering import render

    edition = compose(inspection.library, day, root)
    with release(site) as staging:
        say("pages")
        render(root, staging, edition, workers)
        say("verify")
        expected = [order.address for order in edition.orders]
        former = [forward.address for forward in edition.forwards]
        found = verify(staging, expected, workers, former=former, published=pages_of(site))
        if worst(found) == Severity.ERROR:
            return Built(inspection, found)
        say("publish")
        exchange(staging, site)
    return Built(inspection, found, len(expected))


def _load_the_engine() -> None:
    """Load what makes pages while other processes read records already."""
    import markdown_it  # noqa: F401

    import replicase.rendering  # noqa: F401
