"""Diagnostics as people and programs read them: one module a format, each a pure function."""

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
        return self._in_chinese() if language == "zh" else self._in_english()

    def _in_chinese(self) -> str:
        counts = [
            f"{count} {words}"
            for count, words in (
                (self.errors, "个错误"),
                (self.warnings, "个警告"),
                (self.notes, "条提醒"),
            )
            if count
        ]
        found = "，".join(counts)
        if not self.files_read:
            return "没有读到文件" + (f"：{found}" if found else "")
        return f"读了 {self.files_read} 个文件：{found or '没有发现问题'}"

    def _in_english(self) -> str:
        counts = [
            _counted(count, word)
            for count, word in (
                (self.errors, "error"),
                (self.warnings, "warning"),
                (self.notes, "note"),
            )
            if count
        ]
        found = ", ".join(counts)
        if not self.files_read:
            return "no file was read" + (f": {found}" if found else "")
        return f"read {_counted(self.files_read, 'file')}: {found or 'nothing is wrong'}"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
