"""The page templates of the theme: they print and loop; what they print is decided before."""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from functools import cache, lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup

from replicase.diagnostics import Language
from replicase.pages import compiler
from replicase.pages.compiler import PageCompiler
from replicase.pages.voice import Voice
from replicase.theme import CompiledTemplates, MissingWordError, Words, theme_folder, words


class WrittenWords(Extension):
    """Writes `words.card.problem` into a template as it is compiled: a page looks no word up.

    A word that is not there is an error of the template, even in a branch no page takes.
    """

    said: Words

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """Replace each path that begins with `words` by its word, if it is one."""
        tokens = list(stream)
        position = 0
        while position < len(tokens):
            token = tokens[position]
            after = position + 1
            if (
                token.type == "name"
                and token.value == "words"
                and not _follows_dot(tokens, position)
            ):
                found: object = self.said
                while (name := _name_after_dot(tokens, after)) and isinstance(found, Words):
                    try:
                        found = getattr(found, name)
                    except MissingWordError as error:
                        raise TemplateSyntaxError(
                            str(error), token.lineno, stream.name, stream.filename
                        ) from None
                    after += 2
                if isinstance(found, str):
                    yield Token(token.lineno, "string", found)
                    position = after
                    continue
            yield token
            position += 1


def _follows_dot(tokens: list[Token], position: int) -> bool:
    return position > 0 and tokens[position - 1].type == "dot"


def _name_after_dot(tokens: list[Token], position: int) -> str:
    dot, name = [*tokens[position : position + 2], None, None][:2]
    return str(name.value) if dot and name and (dot.type, name.type) == ("dot", "name") else ""


class PageEnvironment(Environment):
    """Compiles the templates of pages."""

    code_generator_class = PageCompiler


@cache
def _environment(language: Language) -> Environment:
    written = type("WrittenWords", (WrittenWords,), {"said": words(language)})
    environment = PageEnvironment(
        # Documents are printed as pages are, by the templates of their own folder.
        loader=FileSystemLoader([theme_folder() / "pages", theme_folder()]),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=[written],
        # What this module does to a template is part of it, as the words are.
        bytecode_cache=CompiledTemplates(
            str(words(language)) + inspect.getsource(WrittenWords) + inspect.getsource(compiler)
        ),
    )
    # A page cites the same few sources thirty times, and pages cite them by the same short names.
    cites = environment.get_template("cites.html").module.__dict__["cites"]
    environment.globals["cites"] = lru_cache(maxsize=4096)(cites)
    return environment


def fill(template: str, voice: Voice, **view: object) -> Markup:
    """Render a template of `theme/pages/` with the words of a language and a page's facts."""
    # Everything in it is escaped by Jinja or made by `prose`.
    return Markup(  # noqa: S704
        _environment(voice.language)
        .get_template(template)
        .render(words=voice.words, voice=voice, **view)
    )


def forget() -> None:
    """Read the templates anew: in a preview they change."""
    _environment.cache_clear()
