"""The commands of the program: the list of all, and a page for each with its options."""

from __future__ import annotations

from dataclasses import dataclass

from replicase import commandbook
from replicase.commandbook import ROOT, Command, Setting
from replicase.pages.page import Heading, Page
from replicase.pages.templates import fill
from replicase.pages.voice import Voice


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command in the list."""

    name: str
    link: str
    about: str


@dataclass(frozen=True, slots=True)
class SettingLine:
    """An option in the table of its command."""

    id: str
    names: tuple[str, ...]
    metavar: str
    about: str
    default: str
    is_required: bool


@dataclass(frozen=True, slots=True)
class CommandPart:
    """A command on its page, or one below it."""

    id: str
    name: str
    usage: str
    about: str
    help: str
    options: tuple[SettingLine, ...]


def address(name: str) -> str:
    """The page of a command."""
    return f"{ROOT}{name}/"


def command_list(voice: Voice) -> Page:
    """Make the list of commands."""
    lines = tuple(
        CommandLine(found.name, f"page:{address(found.path[0])}", found.about.said(voice.language))
        for found in map(commandbook.command, commandbook.names())
    )
    title, lead = voice.say("commands.title"), voice.say("commands.description", n=len(lines))
    return Page(
        address=voice.address(ROOT),
        language=voice.language,
        section="contribute",
        title=title,
        description=lead,
        body=fill("commands.html", voice, lines=lines, lead=lead, title=title),
    )


def command(voice: Voice, name: str) -> Page:
    """Make the page of one command."""
    found = commandbook.command(name)
    parts = tuple(_part(voice, one) for one in (found, *found.below))
    return Page(
        address=voice.address(address(name)),
        language=voice.language,
        section="contribute",
        title=found.name,
        description=parts[0].about,
        body=fill("command.html", voice, parts=parts, first=parts[0]),
        contents=tuple(Heading(part.id, part.name) for part in parts[1:]),
    )


def _part(voice: Voice, command: Command) -> CommandPart:
    name = "-".join(command.path)
    return CommandPart(
        id=name,
        name=command.name,
        usage=command.usage,
        about=command.about.said(voice.language),
        help=command.help,
        options=tuple(_line(voice, name, option) for option in command.options),
    )


def _line(voice: Voice, command: str, option: Setting) -> SettingLine:
    return SettingLine(
        id=f"{command}-{option.names[0].strip('-')}",
        names=option.names,
        metavar=option.metavar,
        about=option.about.said(voice.language),
        default=option.default,
        is_required=option.is_required,
    )
