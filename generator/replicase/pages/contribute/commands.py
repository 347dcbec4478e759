"""The commands of the program: the list of all, and a page for each with its options."""

from __future__ import annotations

from replicase import commandbook
from replicase.pages.page import Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice


def command_list(voice: Voice) -> Page:
    """Make the list of commands."""
    listed = tuple(map(commandbook.command, commandbook.names()))
    title, lead = voice.say("commands.title"), voice.say("commands.description", n=len(listed))
    return Page(
        address=voice.address(commandbook.ROOT),
        language=voice.language,
        section="contribute",
        title=title,
        description=lead,
        body=fill(
            "commands.html",
            voice,
            commands=listed,
            language=voice.language,
            lead=lead,
            title=title,
        ),
    )


def command(voice: Voice, name: str) -> Page:
    """Make the page of one command."""
    found = commandbook.command(name)
    return Page(
        address=voice.address(found.address),
        language=voice.language,
        section="contribute",
        title=found.name,
        description=found.about.said(voice.language),
        body=fill("command.html", voice, first=found, language=voice.language),
    )
