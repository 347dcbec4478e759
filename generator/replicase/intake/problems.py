"""What is wrong with something that was brought in, at its place there and in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replicase.diagnostics import Language, Severity


class Refused(Exception):  # noqa: N818 - it is an answer to whoever brought the file
    """Why a file was not read at all, in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en

    def message(self, language: Language) -> str:
        """Why, in one language."""
        return self.zh if language == "zh" else self.en


def letters_of(column: int) -> str:
    """The name of a column in a spreadsheet, as `C` of 2."""
    letters = ""
    while column >= 0:
        letters = chr(ord("A") + column % 26) + letters
        column = column // 26 - 1
    return letters


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A cell; rows and columns count from 0."""

    sheet: str
    row: int
    column: int

    @property
    def cell(self) -> str:
        """Its name in a spreadsheet, as `C5`."""
        return f"{letters_of(self.column)}{self.row + 1}"

    @property
    def link(self) -> str:
        """Where a link to it leads inside its workbook."""
        quoted = self.sheet.replace("'", "''")
        return f"internal:'{quoted}'!{self.cell}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, or worth knowing, of a cell."""

    spot: Spot
    severity: Severity
    zh: str
    en: str
    hint_zh: str = ""
    hint_en: str = ""
    code: str = ""
    """The rule it comes from; empty where the sheet itself is at fault."""

    def message(self, language: Language) -> str:
        """What is wrong, in one language."""
        return self.zh if language == "zh" else self.en

    def hint(self, language: Language) -> str:
        """What to do about it, in one language; may be empty."""
        return self.hint_zh if language == "zh" else self.hint_en


class Telling:
    """Problems as they are found, and whether anything of the workbook may be written."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.is_whole = True

    def say(
        self,
        spot: Spot,
        zh: str,
        en: str,
        hint_zh: str = "",
        hint_en: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Tell of a cell."""
        self.problems.append(Problem(spot, severity, zh, en, hint_zh, hint_en))

    def stop(self, spot: Spot, zh: str, en: str, hint_zh: str, hint_en: str) -> None:
        """Tell of what leaves open whose values some cells are."""
        self.is_whole = False
        self.say(spot, zh, en, hint_zh, hint_en)


def in_sheet_order(problems: Iterable[Problem], sheets: Iterable[str]) -> tuple[Problem, ...]:
    """Sort by sheet, row and column; what was said twice of one cell is said once."""
    number = {name: index for index, name in enumerate(sheets)}
    return tuple(
        sorted(
            dict.fromkeys(problems),
            key=lambda p: (
                *(number.get(p.spot.sheet, len(number)), p.spot.row, p.spot.column),
                *(-p.severity, p.code, p.en),
            ),
        )
    )
