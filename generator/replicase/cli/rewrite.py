"""What `fix` and `fmt` do alike: which files, what is shown, what is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from replicase.cli.paths import concerns, refuse_links, wanted_below
from replicase.diagnostics import Diagnostic, Language
from replicase.edit.reading import decoded
from replicase.edit.spans import Rewritten
from replicase.edit.store import NotWritten, replace_file
from replicase.read import read_library
from replicase.report.text import printable
from replicase.source import Input

check_option = click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="只说会改什么，不写；会改则退出码为 1。 Say what would change, write nothing; exit 1 if any.",
)
diff_option = click.option(
    "--diff",
    "as_diff",
    is_flag=True,
    help="用 diff 显示会改什么，不写；会改则退出码为 1。 Show it as a diff, write nothing; exit 1 if any.",
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files of a library, and those that are asked for."""

    inputs: tuple[Input, ...]
    files: tuple[str, ...]
    unread: tuple[Diagnostic, ...]
    """What of those asked for could not be read."""


def choose(paths: Sequence[Path], root: Path) -> Chosen:
    """Read a library and choose the files named; without names, all."""
    refuse_links(paths)
    wanted = wanted_below(paths, root)
    inputs, unread = read_library(root)
    chosen = tuple(given.file for given in inputs if concerns(given.file, wanted))
    return Chosen(inputs, chosen, tuple(d for d in unread if concerns(d.file, wanted)))


def write(root: Path, rewritten: Iterable[Rewritten], language: Language) -> list[str]:
    """Write the files that change; says which could not be, and returns them."""
    failed = []
    for changed in rewritten:
        try:
            replace_file(root, changed.file, changed.before, changed.after)
        except NotWritten as refusal:
            why = refusal.zh if language == "zh" else refusal.en
            click.echo(f"{printable(changed.file)}: {why}", err=True)
            failed.append(changed.file)
    return failed


def listed(changed: Rewritten, language: Language) -> str:
    """A file and what is changed in it, line by line; what is said of several lines is said once."""
    lines: dict[str, list[int]] = {}
    for change in changed.changes:
        lines.setdefault(change.zh if language == "zh" else change.en, []).append(change.line)
    said = [f"{_ranges(numbers):>6}  {printable(text)}" for text, numbers in lines.items()]
    return "\n".join([printable(changed.file), *said])


def _ranges(numbers: Sequence[int]) -> str:
    """`4-5, 7`; nothing for what concerns the whole file."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers) - {0}):
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def diff(changed: Rewritten, language: Language) -> str:
    """The change as a unified diff; what concerns the bytes alone stands above it."""
    reading = decoded(changed.before)
    was = reading[0] if reading else changed.before.decode("utf-8", "replace")
    now = changed.after.decode("utf-8")
    whole = [c.zh if language == "zh" else c.en for c in changed.changes if not c.line]
    head = [f"# {printable(changed.file)}: {printable(said)}" for said in whole]
    lines = difflib.unified_diff(
        was.split("\n"), now.split("\n"), f"a/{changed.file}", f"b/{changed.file}", lineterm="", n=2
    )
    return "\n".join([*head, *("\t".join(map(printable, line.split("\t"))) for line in lines)])


def counted(count: int, word: str) -> str:
    """`1 file`, `2 files`."""
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def unread_said(unread: Iterable[Diagnostic], language: Language) -> list[str]:
    """One line for each file that could not be read."""
    return [f"{printable(d.file)}: {printable(d.message(language))}" for d in unread]
