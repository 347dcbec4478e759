"""What stands at an address that was published once: the way to a renamed case, or why one is gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup

from replicase.diagnostics import Language
from replicase.library import Library
from replicase.model import Case
from replicase.model.scalars import PartialDate
from replicase.pages.page import Page
from replicase.pages.site import Site
from replicase.pages.templates import fill
from replicase.pages.voice import HTML_LANGUAGES, Said, Voice
from replicase.policy import ALONE


@dataclass(frozen=True, slots=True)
class Forward:
    """A former address and where it leads; the page needs no frame, for nobody stays on it."""

    address: str
    language: Language
    target: str
    """The address of the page that took its place."""
    make: Callable[[str, str], Markup]
    """The page, given the way to the target and the target's canonical address."""


def forwards(library: Library, site: Site) -> tuple[Forward, ...]:
    """A page for every former id of a published case, in each language the case has a page in.

    Addresses of Chinese pages begin at the root of the site, and none of them moves when a library
    learns Chinese; until then the root leads to the English home page.
    """
    voices = [Voice(library, site, language) for language in library.settings.languages]
    entries = () if "zh" in library.settings.languages else tuple(map(_entry, voices[:1]))
    return entries + tuple(
        _forward(voice, case, former)
        for case in library.cases
        if case.aliases
        for voice in voices
        if voice.has_page(case)
        for former in case.aliases
    )


def _entry(voice: Voice) -> Forward:
    """The root of a site without Chinese pages."""

    def make(way: str, canonical: str) -> Markup:
        return fill(
            "entry.html",
            voice,
            html_language=HTML_LANGUAGES[voice.language],
            title=voice.text(voice.library.settings.name),
            # Opened by double click there is no server to add it, and nobody runs a script here.
            way=f"{way}index.html" if way.endswith("/") else way,
            canonical=canonical,
            security_policy=ALONE,
        )

    return Forward(address="", language=voice.language, target=voice.address(""), make=make)


def _forward(voice: Voice, case: Case, former: str) -> Forward:
    def make(way: str, canonical: str) -> Markup:
        return fill(
            "moved.html",
            voice,
            html_language=HTML_LANGUAGES[voice.language],
            former=former,
            title=voice.text(case.title),
            way=way,
            canonical=canonical,
            security_policy=ALONE,
        )

    return Forward(
        address=voice.address(f"cases/{former}/"),
        language=voice.language,
        target=voice.case_address(case),
        make=make,
    )


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """All that is left of a withdrawn case."""

    id: str
    why: Said
    date: str
    """When the record last changed."""


def withdrawn(voice: Voice, case: Case) -> Page:
    """Make the page of a withdrawn case: its address and its reason, and no content."""
    changed: PartialDate = max((c.date for c in case.changes), default=case.registered)
    view = Withdrawn(
        id=case.id,
        why=voice.text(case.withdrawn) if case.withdrawn else Said(""),
        date=voice.day(changed),
    )
    return Page(
        address=voice.address(f"cases/{case.id}/"),
        language=voice.language,
        section="cases",
        title=voice.say("withdrawn.page", id=case.id),
        description=voice.say("withdrawn.description"),
        body=fill("withdrawn.html", voice, case=view),
    )
