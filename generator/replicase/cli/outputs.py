"""Where the findings of a check go: a format each, to a file or to standard output."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from replicase.diagnostics import Diagnostic, Language, Severity
from replicase.folders import CASES
from replicase.read import public_address
from replicase.report import Summary


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found, and how it is to be told."""

    root: Path
    diagnostics: tuple[Diagnostic, ...]
    files: tuple[str, ...]
    """The files that were read."""
    language: Language
    failing: Severity
    """What lets the check fail."""
    notes: bool
    """Whether a person wants to read the notes too."""

    @property
    def summary(self) -> Summary:
        """How many files were read and what was found."""
        return Summary.of(len(self.files), self.diagnostics)


def _text(checked: Checked, *, color: bool) -> str:
    from replicase.report import text

    return text.report(
        checked.diagnostics,
        checked.summary,
        checked.language,
        color=color,
        notes=checked.notes,
        explain=True,
    )


# A run needs one of them, and loading some takes as long as a check.


def _json(checked: Checked) -> str:
    from replicase.report import json

    return json.report(checked.diagnostics, checked.summary)


def _github(checked: Checked) -> str:
    from replicase.report import github

    return github.report(checked.diagnostics, checked.summary, checked.language)


def _sarif(checked: Checked) -> str:
    from replicase.report import sarif

    return sarif.report(checked.diagnostics, public_address(checked.root))


def _junit(checked: Checked) -> str:
    from replicase.report import junit

    return junit.report(checked.diagnostics, checked.files, checked.failing, checked.language)


def _gitlab(checked: Checked) -> str:
    from replicase.report import gitlab

    return gitlab.report(checked.diagnostics, checked.language)


FORMATS: dict[str, Callable[[Checked], str]] = {
    "text": lambda checked: _text(checked, color=False),
    "json": _json,
    "github": _github,
    "sarif": _sarif,
    "junit": _junit,
    "gitlab": _gitlab,
}
"""Every format by its name."""


@dataclass(frozen=True, slots=True)
class Output:
    """One `--output`."""

    format: str
    file: Path | None = None
    """None: standard output."""

    def written(self, checked: Checked, *, color: bool = False) -> str:
        """The findings in its format; only text that a person reads at a terminal has colours."""
        if self.format == "text" and self.file is None:
            return _text(checked, color=color)
        return FORMATS[self.format](checked)


class OutputType(click.ParamType[Output]):
    """`sarif:out.sarif`; without a file, or with `-`, standard output."""

    name = "output"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Output:
        """Read a format and a file."""
        if isinstance(value, Output):
            return value
        name, _, file = str(value).partition(":")
        if name not in FORMATS:
            known = ", ".join(FORMATS)
            self.fail(
                f"没有 {name!r} 这种格式，可用 {known} / there is no format {name!r}; choose of {known}",
                param,
                ctx,
            )
        return Output(name, Path(file) if file not in ("", "-") else None)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - click gives it
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Offer the formats; shells part words at the colon, so files behind it are not offered."""
        return [CompletionItem(name) for name in FORMATS if name.startswith(incomplete)]


def outputs(asked: tuple[Output, ...], short: str | None, root: Path) -> tuple[Output, ...]:
    """Every output that was asked for, text on standard output if none was.

    Raises click.UsageError where two would run into each other, or a file cannot be written there.
    """
    wanted = (*asked, Output(short)) if short else asked or (Output("text"),)
    places = [output.file and output.file.absolute() for output in wanted]
    for place in places:
        if places.count(place) > 1:
            where = f"{place}" if place else "标准输出 / standard output"
            raise click.UsageError(
                f"几种格式都写到同一处：{where}；写成 --output 格式:文件\n"
                f"several formats would go to one place; write --output FORMAT:FILE"
            )
        if place is None:
            continue
        if place.resolve().is_relative_to(root / CASES):
            raise click.UsageError(
                f"{CASES}/ 里只放记录，结果请写到别处 / {CASES}/ holds records alone; write elsewhere"
            )
        if not place.parent.is_dir():
            raise click.UsageError(f"没有文件夹 {place.parent} / there is no folder {place.parent}")
    return wanted


def write(file: Path, content: str, *, append: bool = False) -> None:
    """Write a file, or add to it; raises click.UsageError when the system refuses."""
    try:
        with file.open("a" if append else "w", encoding="utf-8", newline="\n") as opened:
            opened.write(content)
    except OSError as error:
        raise click.UsageError(
            f"写不了 {file}：{error.strerror} / cannot write {file}: {error.strerror}"
        ) from None
