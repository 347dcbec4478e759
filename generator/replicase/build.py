"""`replicase build`: the steps from a folder of cases to a published site, and nothing half done."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from replicase.as_of import AsOf
from replicase.diagnostics import Diagnostic, Severity, worst
from replicase.edition import Edition, Inspection, compose, inspect
from replicase.mkdocs_plugin import ReplicasePlugin
from replicase.publish import exchange, release
from replicase.verify import pages_of, verify
from replicase.workers import ALONE, Workers

CONFIG = "mkdocs.yml"


class BuildError(Exception):
    """Why there is no site, when no file of the library is to blame."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


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
    Raises BuildError, PublishError, or OSError when the system refuses.
    """
    say("check")
    docs = root / "docs"
    inspection = inspect(root, day, docs if docs.is_dir() else None, workers)
    if not inspection.publishable:
        return Built(inspection)
    edition = compose(inspection.library, day)
    with release(site) as staging:
        say("pages")
        _through_mkdocs(root, staging, edition, workers)
        say("verify")
        expected = [order.address for order in edition.orders]
        former = [forward.address for forward in edition.forwards]
        found = verify(staging, expected, workers, former=former, published=pages_of(site))
        if worst(found) == Severity.ERROR:
            return Built(inspection, found)
        say("publish")
        exchange(staging, site)
    return Built(inspection, found, len(expected))


def _through_mkdocs(root: Path, staging: Path, edition: Edition, workers: Workers) -> None:
    if not (root / CONFIG).is_file():
        raise BuildError(f"{root} 里没有 {CONFIG}", f"{root} has no {CONFIG}")
    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate, before = False, logger.propagate
    try:
        config = load_config(str(root / CONFIG), site_dir=str(staging), strict=True)
        plugin = config.plugins.get("replicase")
        if not isinstance(plugin, ReplicasePlugin):
            raise BuildError(
                f"{CONFIG} 的 plugins 里没有 replicase",
                f"{CONFIG} does not name the plugin replicase",
            )
        plugin.edition = edition
        plugin.workers = workers
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
    except (Abort, ConfigurationError) as error:
        told = "; ".join(heard.messages) or str(error)
        raise BuildError(f"MkDocs 报告：{told}", f"MkDocs says: {told}") from None
    finally:
        logger.propagate = before
        logger.removeHandler(heard)


class _Heard(logging.Handler):
    """Keeps MkDocs' warnings, to be told in one message."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
