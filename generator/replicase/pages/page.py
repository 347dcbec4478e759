"""A page without its frame, and what is known of it before it is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from replicase.diagnostics import Language
from replicase.model import Case
from replicase.output import Output

About = tuple[tuple[str, Case], ...]
"""Cases, each under an id it has or had."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of a page's list of sections."""

    id: str
    """The anchor in the page."""
    title: str
    level: int = 2
    children: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """Everything of a page that is not its frame."""

    address: str
    """From the site's root with '/' at the end; "" is the home page, English ones begin with `en/`."""
    language: Language
    section: str
    """The item of the navigation it belongs to; "" for none."""
    title: str
    description: str
    """One or two plain sentences for search engines."""
    body: Markup
    """All of the content, with breadcrumbs and one `<h1>`; links are still `case:` and `page:`."""
    contents: tuple[Heading, ...] = ()
    edit: str | None = None
    """Path in the repository of the file this page is made from."""
    data: str | None = None
    """Address of what the page tells as JSON."""
    linked: Mapping[str, object] | None = None
    """What it is about, in the vocabulary of schema.org."""


@dataclass(frozen=True, slots=True)
class Order:
    """A page that can be made on its own, by whichever process; its frame is known before."""

    address: str
    language: Language
    section: str
    make: Callable[[], Page]
    has_contents: bool = False
    """Whether the page has a list of sections, which its frame must have a place for."""
    about: About | None = None
    """The cases it is made from, none for a page about the format; None: from the whole library."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A file beside the pages that can be made on its own."""

    path: str
    make: Callable[[], Output]
    about: About
    """The cases it is made from."""
