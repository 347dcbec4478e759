"""The plugin `replicase`: hands MkDocs' events to `engine`, so that plain `mkdocs` builds the library."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click
from markupsafe import escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from replicase.as_of import as_of
from replicase.diagnostics import LANGUAGES, Severity
from replicase.edition import Edition, compose
from replicase.engine import NOT_FOUND, Build, prepare_config
from replicase.inspection import Inspection, inspect
from replicase.markdown_extension import CaseExtension
from replicase.output import Output
from replicase.pages import templates
from replicase.published import Earlier
from replicase.report import text
from replicase.social.fonts import MISSING
from replicase.theme import CompiledTemplates
from replicase.workers import ALONE

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

log = logging.getLogger("mkdocs.plugins.replicase")


class Settings(Config):
    """Options of the plugin in `mkdocs.yml`."""

    root = config_options.Type(str, default=".")
    """Folder with `cases/`, relative to `mkdocs.yml`."""
    social_cards = config_options.Type(bool, default=False)
    """Whether pages get a picture that stands for them where they are shared; read by `edition`."""


class ReplicasePlugin(BasePlugin[Settings]):
    """Checks the library, gives MkDocs its pages and frames, and stamps the rest."""

    edition: Edition | None = None
    """Set by `replicase build`, which has read and judged the library already; kept by a preview
    as the last good one."""
    serving = False
    workers = ALONE
    """Set by `replicase build`; MkDocs itself may have threads, beside which nothing is forked."""
    search_index: Callable[[], tuple[Output, ...]] | None = None
    """Set by `replicase build`, which has a cache for it."""
    make: type[Build] = Build
    """Set by `replicase serve`, which keeps the frames and makes a page when it is asked for."""
    earlier: Earlier | None = None
    """Set by `replicase build`, which knows what the published site was made from."""
    build: Build
    env: jinja2.Environment

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Remember a preview: it never stops at a mistake. Its presence keeps us between builds."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> None:
        """Add our theme and our Markdown."""
        prepare_config(config)
        if not any(isinstance(e, CaseExtension) for e in config.markdown_extensions):
            config.markdown_extensions.append(CaseExtension())  # type: ignore[arg-type]

    def root(self, config: MkDocsConfig) -> Path:
        """The folder of the repository."""
        return Path(config.config_file_path).parent / self.config.root

    @event_priority(100)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Judge the library before anything is written; a preview goes on with the last good one."""
        if self.edition is not None and not self.serving:
            search_index = self.search_index or self.edition.search_index
            self.build = self.make(self.edition, search_index, earlier=self.earlier)
            return
        templates.forget()
        root = self.root(config)
        day = as_of(root)
        inspection = inspect(root, day, Path(config.docs_dir))
        shown: dict[Any, str] = {}
        if inspection.publishable:
            self.edition = compose(inspection.library, day, root)
        elif not self.serving:
            spoken = inspection.library.settings.languages[0]
            click.echo(text.report(inspection.diagnostics, inspection.summary, spoken), err=True)
            raise PluginError(
                f"replicase: {inspection.summary.errors} errors in the library; nothing was written"
            )
        else:
            shown = self._mistakes(inspection)
            if self.edition is None:
                self.edition = compose(
                    inspection.library.without_errors(inspection.diagnostics), day, root
                )
        warnings = inspection.summary.warnings
        if warnings:
            log.info(
                "replicase: %d warnings in the library; `replicase check` shows them", warnings
            )
        if self.edition.no_font:
            # No warning: a strict build would make nothing for want of a picture.
            log.info("replicase: %s", MISSING[1])
        self.build = Build(self.edition, self.edition.search_index, shown)

    def _mistakes(self, inspection: Inspection) -> dict[Any, str]:
        errors = tuple(d for d in inspection.diagnostics if d.severity is Severity.ERROR)
        spoken = inspection.library.settings.languages[0]
        click.echo(text.report(errors, inspection.summary, spoken), err=True)
        return {
            language: f"<pre>{escape(text.report(errors, inspection.summary, language))}</pre>"
            for language in LANGUAGES
        }

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages of the navigation and the frames."""
        return self.build.add_files(files, config)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the navigation of each language."""
        self.build.set_navigation(nav)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Supply the content of our pages."""
        return self.build.supply(page, html, config)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        """Keep the environment that renders the list of sections."""
        self.env = env
        env.bytecode_cache = CompiledTemplates()

    def on_page_context(
        self,
        context: Any,
        *,
        page: Page,
        config: MkDocsConfig,
        nav: Navigation,  # noqa: ARG002
    ) -> Any:
        """Set the page's language, words and navigation."""
        self.build.open_page(context, page, config, self.env)
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ARG002
        """Set the same for templates without a page (404)."""
        languages = self.build.edition.library.settings.languages
        self.build.set_context(context, config, "zh" if "zh" in languages else languages[0], "")
        if len(languages) > 1:
            context["other_language"] = "page:en/"
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Resolve the links of the 404 page, which is shown at any address."""
        if template_name != NOT_FOUND:
            return output
        from urllib.parse import urlsplit

        base = urlsplit(config.site_url or "/").path
        languages = self.build.edition.library.settings.languages
        language = "zh" if "zh" in languages else languages[0]
        return self.build.resolved(output, "", language, base if base.endswith("/") else f"{base}/")

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Cut frames, resolve links."""
        return self.build.close_page(output, page)

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Stamp everything that is made from the library."""
        self.build.finish(config, self.workers)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> None:  # noqa: ARG002
        """Watch the library and the theme."""
        from replicase.theme import theme_folder

        server.watch(str(self.root(config) / "cases"))
        server.watch(str(theme_folder()))
