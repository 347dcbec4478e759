"""The one module that knows MkDocs: frames, navigation, languages, and where each page comes from."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import astuple, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape
from mkdocs.exceptions import ConfigurationError, PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.toc import AnchorLink, TableOfContents

from replicase.cache import digest
from replicase.diagnostics import Language
from replicase.edition import Edition
from replicase.output import Output
from replicase.pages import embed, more_links
from replicase.pages.feeds import feeds_of_pages
from replicase.pages.head import head, opening
from replicase.pages.moved import Forward
from replicase.pages.page import Heading, Order, Page
from replicase.policy import content_security_policy
from replicase.published import Earlier
from replicase.sitemap import sitemap
from replicase.stamp import Addresses, Frame, fill, href, resolve, token
from replicase.theme import theme_folder, words
from replicase.workers import Workers
from replicase.writing import Writing, put

if TYPE_CHECKING:
    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page as EnginePage

log = logging.getLogger("mkdocs.plugins.replicase")

FRAME = "frame-"
"""Begins the folder of a frame; no page of ours has such an address."""
EMPTY = Markup()
SECTION = (Heading("section", "x", 2),)
"""Stands in a frame for the sections of its pages."""


@dataclass(frozen=True, slots=True)
class FrameKey:
    """What a frame depends on: links are relative, so one frame serves one depth of address."""

    language: Language
    section: str
    depth: int
    has_contents: bool

    @classmethod
    def of(cls, order: Order) -> FrameKey:
        """The frame a page is stamped into."""
        return cls(order.language, order.section, order.address.count("/"), order.has_contents)

    @property
    def src_uri(self) -> str:
        """A Markdown file whose address has the depth of the pages it serves."""
        start = ["en"] if self.language == "en" else []
        name = f"{FRAME}{self.section or 'none'}-{'contents' if self.has_contents else 'plain'}"
        rest = self.depth - len(start) - 1
        return "/".join([*start, name, *["x"] * rest, "index.md"])


@dataclass
class Build:
    """One run of MkDocs over one edition; lives from `on_files` to `on_post_build`."""

    edition: Edition
    search_index: Callable[[], tuple[Output, ...]]
    """Gives the files of the search, which may have been begun already."""
    diagnostics_html: Mapping[Language, str] = field(default_factory=dict)
    """The preview's list of mistakes, by language; empty in a real build."""
    frames: dict[FrameKey, Frame] = field(default_factory=dict)
    contents: dict[FrameKey, Any] = field(default_factory=dict)
    """Renders Material's list of sections for a page of a frame."""
    lists: dict[tuple[FrameKey, tuple[Heading, ...]], str] = field(default_factory=dict)
    """The lists of sections rendered so far."""
    navigation: dict[Language, list[dict[str, str]]] = field(default_factory=dict)
    addresses: Addresses = field(default_factory=lambda: Addresses(frozenset()))
    earlier: Earlier | None = None
    """The published site, where what it was made from is known."""
    keys_of: dict[str, bytes] = field(default_factory=dict)
    """What each file is made from, of those that are not made from the whole library."""
    unknown: list[str] = field(default_factory=list)
    """Links that lead nowhere, as `page: link`."""

    def __post_init__(self) -> None:
        """Index the pages."""
        self.orders = {order.address: order for order in self.edition.orders}
        self.feeds = self.edition.feeds()
        self.feeds_of = feeds_of_pages(self.feeds)

    @property
    def stamped(self) -> Iterator[Order]:
        """The pages MkDocs does not render."""
        return (o for o in self.edition.orders if o.address not in self.through_engine)

    def add_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Give MkDocs the pages of its navigation and one frame for each kind of page."""
        for file in [file for file in files if _is_unused(file.src_uri, config)]:
            files.remove(file)
        named = set(_named_in(config.nav))
        self.through_engine = frozenset(
            a for a in self.orders if _src_uri(a) in named or a.count("/") == 0
        )
        for address in sorted(self.through_engine):
            if address != NOT_FOUND:
                files.append(_file(config, _src_uri(address)))
        self.keys = {k.src_uri: k for k in sorted({FrameKey.of(o) for o in self.stamped}, key=str)}
        for src_uri in self.keys:
            files.append(_file(config, src_uri, InclusionLevel.NOT_IN_NAV))
        written = (f.url for f in files.documentation_pages() if f.src_uri not in self.keys)
        self.addresses = Addresses.of({*self.orders, *(u if u != "./" else "" for u in written)})
        return files

    def set_navigation(self, nav: Navigation) -> None:
        """Remember the pages of the navigation for each language; nothing else is in a header."""
        for page in nav.pages:
            page.previous_page = page.next_page = None
            language = language_of(page.url)
            section = section_of(page.url)
            named = words(language)["navigation"]
            title = named.get(section, page.title or section)
            address = page.url[3:] if language == "en" else page.url
            self.navigation.setdefault(language, []).append(
                {"title": str(title), "address": address, "section": section}
            )

    def supply(self, page: EnginePage, html: str, config: MkDocsConfig) -> str:
        """The content of a page: a frame's slot, a page of ours, or the hand-written text."""
        if (key := self.keys.get(page.file.src_uri)) is not None:
            page.meta.update(
                {
                    "title": token("title"),
                    "description": token("description"),
                    "head": token("head"),
                    "stamped": True,
                }
            )
            page.toc = _contents(SECTION if key.has_contents else ())
            page.canonical_url = token("canonical") if page.canonical_url else None
            page.edit_url = token("edit")
            return token("body")
        if (order := self.orders.get(page.url)) is not None:
            ours = order.make()
            page.meta.update(
                {
                    "title": str(escape(ours.title)),
                    "description": str(escape(ours.description)),
                    "head": self.head(ours, config),
                    "stamped": True,
                }
            )
            page.toc = _contents(ours.contents)
            page.edit_url = self.edit_url(ours) or None
            return str(ours.body)
        page.meta["head"] = self.head(self.page_by_hand(page, html), config)
        return embed(html, self.edition.library, language_of(page.url), self.edition.site)

    def page_by_hand(self, page: EnginePage, html: str) -> Page:
        """A hand-written page, as far as its head tells of it."""
        language = language_of(page.url)
        usual = self.edition.library.settings.description.best(language)
        return Page(
            address="" if page.url == "./" else page.url,
            language=language,
            section="",
            title=Markup(page.title or "").striptags(),  # noqa: S704 - it is HTML already
            description=str(page.meta.get("description", "")) or opening(html) or usual,
            body=EMPTY,
        )

    def set_context(
        self, context: dict[str, Any], config: MkDocsConfig, language: Language, section: str
    ) -> None:
        """Give a template what every page shows, in the page's language."""
        settings = self.edition.library.settings
        config.theme["language"] = language
        config.site_name = settings.name.best(language)
        context["config"] = config
        context |= {
            "words": words(language),
            "language": language,
            "languages": self.edition.library.settings.languages,
            "section": section,
            "navigation": self.navigation.get(language, []),
            "more_links": more_links(self.edition.library, self.edition.site, language),
            "library_name": escape(settings.name.best(language)),
            "short_name": escape(settings.short_name),
            "publisher": settings.publisher,
            "publisher_name": escape(settings.publisher.name.best(language)),
            "repository_url": settings.repository.url,
            "licences": settings.licences,
            "registration": settings.registration,
            "as_of": self.edition.as_of.date.isoformat(),
            "in_folder": self.edition.in_folder,
            "security_policy": content_security_policy(in_folder=self.edition.in_folder),
            "download": self.edition.download,
            "diagnostics_html": Markup(self.diagnostics_html.get(language, "")),  # noqa: S704
        }

    def open_page(
        self,
        context: dict[str, Any],
        page: EnginePage,
        config: MkDocsConfig,
        env: jinja2.Environment,
    ) -> None:
        """Set the context of a page before it is rendered."""
        key = self.keys.get(page.file.src_uri)
        language = key.language if key else language_of(page.url)
        self.set_context(context, config, language, key.section if key else section_of(page.url))
        other = self.other_language(page.url, language)
        if len(self.edition.library.settings.languages) > 1:
            context["other_language"] = token("other") if key else self.way(page.url, other)
        # From a page's own list Material makes a second link that skips to the text.
        context["contents"], page.toc = page.toc, _contents(())
        if key is not None:
            self.contents[key] = _contents_renderer(env, dict(context))

    def close_page(self, html: str, page: EnginePage) -> str:
        """Cut a finished frame, or resolve the links of a finished page."""
        if (key := self.keys.get(page.file.src_uri)) is not None:
            # A frame lies as deep as its pages do, so its links are right for all of them.
            html = self.resolved(html, page.url, key.language)
            if key.has_contents:
                listed = self.contents[key](_contents(SECTION))
                if html.count(listed) != 1:
                    raise PluginError(
                        "the theme's frame has no list of sections from partials/toc.html"
                    )
                html = html.replace(listed, token("contents"))
            try:
                self.frames[key] = Frame.cut(html)
            except ValueError as error:
                raise PluginError(str(error)) from None
            return html
        return self.resolved(html, page.url, language_of(page.url))

    def resolved(self, html: str, address: str, language: Language, base: str | None = None) -> str:
        """Resolve the links of a finished page, remembering those that lead nowhere."""
        return resolve(
            html,
            address,
            language,
            self.addresses,
            lambda link: self.unknown.append(f"{address or 'index'}: {link}"),
            base,
            in_folder=self.edition.in_folder,
        )

    def way(self, origin: str, target: str) -> str:
        """The link from one address to another."""
        return href(origin, target, in_folder=self.edition.in_folder)

    def other_language(self, address: str, language: Language) -> str:
        """The address of the same page in the other language, or of that language's home page."""
        other = address.removeprefix("en/") if language == "en" else f"en/{address}"
        return other if other in self.addresses.pages else "" if language == "en" else "en/"

    def edit_url(self, page: Page) -> str:
        """Where a page's file is improved, or "" while the repository has no public address."""
        repository = self.edition.library.settings.repository
        if not repository.url or not page.edit:
            return ""
        return f"{repository.url.rstrip('/')}/edit/{repository.branch}/{page.edit}"

    def head(self, page: Page, config: MkDocsConfig) -> str:
        """What a page tells programs."""
        name = self.edition.library.settings.name.best(page.language)
        cards = self.edition.social_cards
        feeds = self.feeds_of.get(page.address, ())
        return head(page, name, _home(config), feeds, cards.of(page) if cards else None)

    def finish(self, config: MkDocsConfig, workers: Workers) -> None:
        """Make and stamp the pages, write the search index, and take the frames away."""
        site = Path(config.site_dir)
        for folder in [*site.glob(f"{FRAME}*"), *site.glob(f"en/{FRAME}*")]:
            shutil.rmtree(folder)
        if config.site_url and not self.edition.in_folder:
            for output in sitemap(config.site_url, self.addresses.pages):
                put(config.site_dir, output.path, output.data)
        writing = Writing(
            config.site_dir,
            self.edition,
            tuple(self.stamped),
            partial(self.stamp, config),
            partial(self.lead, config),
            self.search_index,
            self.earlier,
            self._common(),
        )
        troubles = list(writing.write(workers))
        self.keys_of = writing.keys_of
        unknown = (f"unknown link in {link}" for link in self.unknown)
        for trouble in (*unknown, *troubles, *self.edition.troubles):
            log.warning("%s", trouble)

    def _common(self) -> bytes:
        """Tell what all pages are made from: their frames, and which addresses there are."""
        if self.earlier is None:
            return b""
        frames = [(*map(str, astuple(key)), *frame.pieces) for key, frame in self.frames.items()]
        return digest((self.earlier.common, sorted(frames), sorted(self.addresses.pages)))

    def stamp(self, config: MkDocsConfig, order: Order) -> tuple[str, list[str]]:
        """Make a page in its frame; returns it and its links that lead nowhere."""
        key, page = self.key_of(order), order.make()
        lost: list[str] = []
        html = fill(
            self.frames[key],
            page,
            resolve(
                str(page.body),
                page.address,
                page.language,
                self.addresses,
                lost.append,
                in_folder=self.edition.in_folder,
            ),
            self._listed(key, page.contents),
            self.way(page.address, self.other_language(page.address, page.language)),
            _canonical(config, page.address),
            self.edit_url(page),
            self.head(page, config),
        )
        return html, lost

    def key_of(self, order: Order) -> FrameKey:
        """The frame a page is stamped into."""
        return FrameKey.of(order)

    def lead(self, config: MkDocsConfig, forward: Forward) -> str:
        """Make the page that leads from a former address to the present one."""
        way = self.way(forward.address, forward.target)
        return forward.make(way, _canonical(config, forward.target) or way)

    def _listed(self, key: FrameKey, contents: tuple[Heading, ...]) -> str:
        """The list of a page's sections; many pages have the same ones."""
        if not contents:
            return ""
        if (key, contents) not in self.lists:
            self.lists[key, contents] = self.contents[key](_contents(contents))
        return self.lists[key, contents]


def _is_unused(src_uri: str, config: MkDocsConfig) -> bool:
    """Whether a file of Material's is asked for by none of our pages: its scripts, maps of sources."""
    if src_uri.startswith("assets/stylesheets/palette."):
        return not config.theme.get("palette")
    return (
        src_uri.startswith("assets/javascripts/")
        or src_uri.endswith(".map")
        # A template of MkDocs' own; ours is made in `finish`.
        or src_uri == "sitemap.xml"
    )


def _home(config: MkDocsConfig) -> str:
    """The address of the site with '/' at its end, or "" while it has none."""
    return f"{config.site_url.rstrip('/')}/" if config.site_url else ""


def _canonical(config: MkDocsConfig, address: str) -> str:
    """The whole address of a page, or "" while the site has none."""
    return f"{config.site_url.rstrip('/')}/{address}" if config.site_url else ""


NOT_FOUND = "404.html"


def prepare_config(config: MkDocsConfig) -> None:
    """Put our theme in front of Material's and take over what we make ourselves.

    Raises ConfigurationError for settings the addresses of the site do not allow.
    """
    if not config.use_directory_urls:
        raise ConfigurationError(
            "replicase needs `use_directory_urls: true`: addresses are permanent"
        )
    ours = str(theme_folder() / "material")
    if ours not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
    config.theme.static_templates.discard("sitemap.xml")


def language_of(url: str) -> Language:
    """The language of an address."""
    return "en" if url == "en/" or url.startswith("en/") else "zh"


def section_of(url: str) -> str:
    """The section of the navigation an address belongs to."""
    first = url.removeprefix("en/").split("/")[0]
    return first or "home"


def _src_uri(address: str) -> str:
    return f"{address}index.md"


def _file(
    config: MkDocsConfig, src_uri: str, inclusion: InclusionLevel = InclusionLevel.UNDEFINED
) -> File:
    return File.generated(config, src_uri, content="", inclusion=inclusion)


def _named_in(nav: Any) -> Iterator[str]:
    """Every file a `nav` setting names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, list):
        for item in nav:
            yield from _named_in(item)
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from _named_in(item)


def _contents(headings: Any) -> TableOfContents:
    return TableOfContents([_anchor(heading) for heading in headings])


def _anchor(heading: Heading) -> AnchorLink:
    anchor = AnchorLink(str(escape(heading.title)), heading.id, heading.level)
    anchor.children = [_anchor(child) for child in heading.children]
    return anchor


def _contents_renderer(env: jinja2.Environment, context: dict[str, Any]) -> Any:
    """Render Material's own partial for one page's sections, as its base template would."""
    template = env.get_template("partials/toc.html")
    context["lang"] = env.get_template("partials/language.html").make_module(context)

    def render(contents: TableOfContents) -> str:
        return template.render({**context, "contents": contents})

    return render
