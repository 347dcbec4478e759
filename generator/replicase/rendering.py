"""MkDocs makes the site of an edition, as `mkdocs build --strict` would."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from jinja2 import TemplateError, TemplateSyntaxError
from mkdocs.commands.build import build as build_with_mkdocs
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from replicase.cache import NOWHERE, Cache
from replicase.edition import Edition
from replicase.mkdocs_plugin import ReplicasePlugin
from replicase.publish import PublishError
from replicase.published import Earlier
from replicase.workers import Workers

CONFIG = "mkdocs.yml"


def render(
    root: Path,
    staging: Path,
    edition: Edition,
    workers: Workers,
    earlier: Earlier | None = None,
    cache: Cache = NOWHERE,
) -> Mapping[str, bytes]:
    """Make the whole site of an edition in a folder; raises PublishError.

    What stands in an `earlier` site is taken from there, and what a `cache` knows is not found out
    again. Returns what each file is made from, of those
    that are not made from the whole library.
    """
    if not (root / CONFIG).is_file():
        raise PublishError(f"{root} 里没有 {CONFIG}", f"{root} has no {CONFIG}")
    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate, before = False, logger.propagate
    try:
        config = load_config(str(root / CONFIG), site_dir=str(staging), strict=True)
        plugin = config.plugins.get("replicase")
        if not isinstance(plugin, ReplicasePlugin):
            raise PublishError(
                f"{CONFIG} 的 plugins 里没有 replicase",
                f"{CONFIG} does not name the plugin replicase",
            )
        plugin.edition = edition
        plugin.workers = workers
        plugin.search_index = partial(edition.search_index, cache)
        plugin.earlier = earlier
        config.plugins.on_startup(command="build", dirty=False)
        build_with_mkdocs(config)
        return plugin.build.keys_of
    except (Abort, ConfigurationError) as error:
        told = "; ".join(heard.messages) or str(error)
        raise PublishError(f"MkDocs 报告：{told}", f"MkDocs says: {told}") from None
    except TemplateError as error:
        where = _place_of(error)
        raise PublishError(
            f"模板 {where} 有错：{error.message}；改好再生成",
            f"the template {where} has a mistake: {error.message}; mend it and build again",
        ) from error
    finally:
        logger.propagate = before
        logger.removeHandler(heard)


def _place_of(error: TemplateError) -> str:
    """The template an error is in, and the line where it is known."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.filename or error.name}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    inside = [frame for frame in frames if frame.filename.endswith(".html")]
    return f"{inside[-1].filename}:{inside[-1].lineno}" if inside else "?"


class _Heard(logging.Handler):
    """Keeps MkDocs' warnings, to be told in one message."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())
