"""A case as documents of one language tell it: its page's view, with sources written out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from replicase.documents.blocks import Block, Document, Manner
from replicase.model import Case
from replicase.pages.case.citations import Cites, Statement
from replicase.pages.case.page import CaseView, case_view
from replicase.pages.voice import Voice

ENDS = ("。", "！", "？", "；", ".", "!", "?", "”", "）")
"""How a sentence ends."""


@dataclass(frozen=True)
class Told:
    """A case as it is told in documents of one language."""

    voice: Voice
    case: Case
    view: CaseView
    site: str = ""
    """The address of the published site, where it is known."""
    root: Path = Path()
    """Where its pictures are read from."""

    @classmethod
    def of(cls, voice: Voice, case: Case, site: str = "", root: Path = Path()) -> Told:
        """Gather what is told of a case."""
        return cls(voice, case, case_view(voice, case), site, root)

    @property
    def address(self) -> str:
        """Where the case is read on the site; without a site, its id."""
        return f"{self.site}{self.voice.case_address(self.case)}" if self.site else self.case.id

    @property
    def foot(self) -> str:
        """Where the document comes from and for which day it was made."""
        voice = self.voice
        return voice.say(
            "document.foot",
            library=voice.library.settings.name.best(voice.language),
            address=self.address,
            date=voice.site.as_of,
        )

    def cites(self, cites: Cites) -> str:
        """The sources of a statement: [s1][s4]."""
        labels = [cite.label for cite in cites.links]
        if cites.editor:
            labels.append(self.voice.say("case.editor"))
        return "".join(f"[{label}]" for label in labels)

    def said(self, statement: Statement) -> str:
        """A statement with its sources."""
        return f"{statement.said}{self.cites(statement.cites)}"

    def sentence(self, text: object, cites: Cites) -> str:
        """A text as a whole sentence, its sources behind the full stop."""
        told = str(text).rstrip()
        stop = self.voice.say("mark.stop").strip()
        return f"{told}{'' if told.endswith(ENDS) else stop}{self.cites(cites)}"

    def document(
        self, title: str, facts: Iterable[str], blocks: Iterable[Block], manner: Manner
    ) -> Document:
        """A document about the case."""
        voice = self.voice
        return Document(
            language=voice.language,
            title=title,
            facts=tuple(facts),
            blocks=tuple(blocks),
            manner=manner,
            author=voice.library.settings.publisher.name.best(voice.language),
            foot=self.foot,
        )

    @property
    def grades(self) -> str:
        """Both grades in words."""
        return self.voice.say("mark.gap").join(f"{m.code} {m.words}" for m in self.view.marks)
