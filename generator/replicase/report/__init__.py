"""Diagnostics as people and programs read them: one module a format, each a pure function.

`explain` prints what stands behind them, the pages of the rules.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from replicase.diagnostics import Diagnostic, Language, Severity


@dataclass(frozen=True, slots=True)
class Summary:
    """How much was read and what was found; reading nothing is not clean."""

    files_read: int
    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @classmethod
    def of(cls, files_read: int, diagnostics: Iterable[Diagnostic]) -> Summary:
        """Count diagnostics by severity."""
        found = [d.severity for d in diagnostics]
        return cls(
            files_read,
            errors=found.count(Severity.ERROR),
            warnings=found.count(Severity.WARNING),
            notes=found.count(Severity.NOTE),
        )

    def sentence(self, language: Language) -> str:
        """One line that says it."""
        found = self.counted(language)
        if language == "zh":
            if not self.files_read:
                return "没有读到文件" + (f"：{found}" if found else "")
            return f"读了 {self.files_read} 个文件：{found or '没有发现问题'}"
        if not self.files_read:
            return "no file was read" + (f": {found}" if found else "")
        return f"read {_counted(self.files_read, 'file')}: {found or 'nothing is wrong'}"

    def counted(self, language: Language) -> str:
        """How many of each severity, the worst first; "" for none."""
        if language == "zh":
            words = ("个错误", "个警告", "条提醒")
            counts = zip((self.errors, self.warnings, self.notes), words, strict=True)
            return "，".join(f"{count} {word}" for count, word in counts if count)
        counted = ("error", self.errors), ("warning", self.warnings), ("note", self.notes)
        return ", ".join(_counted(count, word) for word, count in counted if count)


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
