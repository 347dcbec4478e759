"""How the library works; here, how it grades."""

from __future__ import annotations

from replicase.pages.grades import how
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice


def method(voice: Voice) -> Page:
    """Make the page."""
    return Page(
        address=voice.address("method/"),
        language=voice.language,
        section="about",
        title=voice.say("grade.how"),
        description=voice.say("grade.together"),
        body=fill("method.html", voice, grades=how(voice)),
        contents=(Heading("grades", voice.say("grade.title")),),
    )
