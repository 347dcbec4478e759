"""The commands as they describe themselves, for whoever shows them: names, options, help in two languages.

What makes pages knows nothing of the commands that ask for them: the group of commands is found by
its name, when somebody wants to read of it.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import click

from replicase.diagnostics import Language

PROGRAM = "replicase"
GROUP = "replicase.cli", "main"
"""Module and name of the group that holds every command."""
ROOT = "contribute/commands/"


@dataclass(frozen=True, slots=True)
class Both:
    """A sentence of the help in Chinese and in English."""

    zh: str
    en: str

    def said(self, language: Language) -> str:
        """The sentence in a language."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Setting:
    """An option or an argument."""

    names: tuple[str, ...]
    metavar: str
    """What follows an option; empty for a switch."""
    about: Both
    default: str
    is_required: bool

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return self.names[0].strip("-")


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or one below it."""

    path: tuple[str, ...]
    """`("new", "case")`."""
    usage: str
    about: Both
    help: str
    """All it says with `--help`, below its first sentence; both languages stand in it."""
    arguments: tuple[Setting, ...]
    options: tuple[Setting, ...]
    below: tuple[Command, ...]

    @property
    def name(self) -> str:
        """How it is called."""
        return " ".join((PROGRAM, *self.path))

    @property
    def id(self) -> str:
        """Its name in addresses."""
        return "-".join(self.path)

    @property
    def address(self) -> str:
        """The page that tells of it."""
        return address(self.path[0])


def address(name: str) -> str:
    """The page of a command, and of those below it."""
    return f"{ROOT}{name}/"


@cache
def _group() -> click.Group:
    module, name = GROUP
    group: click.Group = getattr(importlib.import_module(module), name)
    return group


def names() -> tuple[str, ...]:
    """The commands the program lists, in its order; none is loaded for that."""
    group = _group()
    return tuple(group.list_commands(click.Context(group, info_name=PROGRAM)))


@cache
def command(name: str) -> Command:
    """What one of them says of itself."""
    group = _group()
    found = next(_below(group, click.Context(group, info_name=PROGRAM), (), (name,)), None)
    if found is None:
        raise KeyError(name)
    return found


def every() -> Iterator[Command]:
    """Yield every command and those below it."""
    for name in names():
        yield from _walked(command(name))


def _walked(command: Command) -> Iterator[Command]:
    yield command
    for one in command.below:
        yield from _walked(one)


def _below(
    group: click.Group, above: click.Context, path: tuple[str, ...], named: Iterable[str]
) -> Iterator[Command]:
    for name in named:
        command = group.get_command(above, name)
        if command is None:
            continue
        ctx = click.Context(command, info_name=name, parent=above)
        first, _, rest = inspect.cleandoc(command.help or "").partition("\n")
        yield Command(
            path=(*path, name),
            usage=" ".join([ctx.command_path, *command.collect_usage_pieces(ctx)]),
            about=apart(first),
            help=rest.replace("\b\n", "").replace("\b", "").strip("\n"),
            arguments=tuple(
                Setting((p.make_metavar(ctx),), "", Both("", ""), "", p.required)
                for p in command.params
                if isinstance(p, click.Argument)
            ),
            options=tuple(
                _option(p, ctx)
                for p in command.get_params(ctx)
                if isinstance(p, click.Option) and not p.hidden and "--help" not in p.opts
            ),
            below=tuple(_below(command, ctx, (*path, name), command.list_commands(ctx)))
            if isinstance(command, click.Group)
            else (),
        )


def _option(option: click.Option, ctx: click.Context) -> Setting:
    shown = option.get_help_extra(ctx)
    return Setting(
        names=(*option.opts, *option.secondary_opts),
        metavar="" if option.is_flag or option.count else option.make_metavar(ctx),
        about=apart(" ".join((option.help or "").split())),
        default=shown.get("default", "").strip("()"),
        is_required=option.required,
    )


_BOUNDARY = re.compile(r"(?<=[。：；！？）」”/\u4e00-\u9fff])\s+(?=[A-Z`\"])")


def apart(text: str) -> Both:
    """A line of help taken apart: Chinese first, then English; one that has no boundary is both."""
    cuts = [
        m for m in _BOUNDARY.finditer(text) if not re.search("[\u4e00-\u9fff]", text[m.end() :])
    ]
    if not cuts:
        return Both(text.strip(), text.strip())
    cut = cuts[0]
    return Both(_whole(text[: cut.start()]), _whole(text[cut.end() :]))


def _whole(text: str) -> str:
    return text.strip().rstrip("。.")
