"""What stands on a card: the words of a case or of the library, and the pages a card stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from replicase.diagnostics import Language
from replicase.library import Library
from replicase.model import Case
from replicase.output import Output
from replicase.pages.grades import marks
from replicase.pages.head import Shared
from replicase.pages.lists.card import place_line
from replicase.pages.page import Page, Planned
from replicase.pages.site import Site
from replicase.pages.voice import Voice
from replicase.social.drawing import HEIGHT, WIDTH, Drawn, draw
from replicase.social.fonts import Typeface

FOLDER = "social/"


def address(language: Language, case_id: str = "") -> str:
    """Where a card lies, from the root of the site; that of the whole library without an id."""
    name = f"cases/{case_id}.png" if case_id else "site.png"
    return f"{FOLDER}{'' if language == 'zh' else 'en/'}{name}"


@dataclass(frozen=True, slots=True)
class Cards:
    """The cards of a site: one for each page of a case, one a language for all other pages."""

    library: Library
    site: Site
    face: Typeface

    def of(self, page: Page) -> Shared:
        """The card that stands for a page."""
        if (case := self._case(page)) is not None:
            return _shared(address(page.language, case.id), page.title)
        name = self.library.settings.name.best(page.language)
        return _shared(address(page.language), name)

    def _case(self, page: Page) -> Case | None:
        """The case a page tells of."""
        start, _, case_id = page.address.rstrip("/").rpartition("/")
        return self.library.case(case_id) if start in ("cases", "en/cases") else None

    def planned(self) -> Iterator[Planned]:
        """Every card, still to be drawn."""
        for language in self.library.settings.languages:
            voice = Voice(self.library, self.site, language)
            yield Planned(address(language), partial(self._of_library, voice), ())
            for case in self.library.cases:
                if voice.has_page(case):
                    make = partial(self._of_case, voice, case)
                    yield Planned(address(language, case.id), make, ((case.id, case),))

    def _of_case(self, voice: Voice, case: Case) -> Output:
        drawn = Drawn(
            name=voice.library.settings.name.best(voice.language),
            above=place_line(voice, case),
            title=voice.text(case.title).text,
            label=voice.say("lead.problem"),
            text=voice.text(case.summary.problem).text,
            marks=tuple((mark.code, mark.words) for mark in marks(voice, case)),
        )
        return Output(address(voice.language, case.id), draw(drawn, self.face))

    def _of_library(self, voice: Voice) -> Output:
        settings = voice.library.settings
        drawn = Drawn(
            name=settings.publisher.name.best(voice.language),
            title=settings.name.best(voice.language),
            text=settings.description.best(voice.language),
        )
        return Output(address(voice.language), draw(drawn, self.face))


def _shared(path: str, alt: str) -> Shared:
    return Shared(path, WIDTH, HEIGHT, alt)
