"""The page templates of the theme: they print and loop; what they print is decided before."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from replicase.pages.voice import Voice
from replicase.theme import theme_folder


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(theme_folder() / "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, voice: Voice, **view: object) -> Markup:
    """Render a template of `theme/pages/` with the words of a language and a page's facts."""
    # Everything in it is escaped by Jinja or made by `prose`.
    return Markup(  # noqa: S704
        _environment().get_template(template).render(words=voice.words, voice=voice, **view)
    )
