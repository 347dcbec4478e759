"""How many rows were refused and how many shown as text, for the summary of a run."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from hostile.rows import Row

REFUSED: Counter[str] = Counter()
SHOWN: Counter[str] = Counter()
SAID: list[str] = []
"""Further figures, a line each."""


def count(row: Row, *, refused: bool) -> None:
    """Remember what became of a row."""
    (REFUSED if refused else SHOWN)[row.group] += 1


def say(line: str) -> None:
    """Remember a line of figures."""
    if line not in SAID:
        SAID.append(line)


def print_at_the_end(config: pytest.Config) -> None:
    """Have the figures printed when all tests are run, once for all modules that have some."""
    module = sys.modules[__name__]
    if not config.pluginmanager.is_registered(module):
        config.pluginmanager.register(module)


def table() -> list[str]:
    """One line a group, and their sum; nothing when no row was run."""
    groups = sorted(REFUSED.keys() | SHOWN.keys())
    if not groups:
        return list(SAID)
    lines = [f"{'rows':16} {'refused':>8} {'inert':>8}"]
    lines += [f"{group:16} {REFUSED[group]:8} {SHOWN[group]:8}" for group in groups]
    return [*lines, f"{'together':16} {REFUSED.total():8} {SHOWN.total():8}", *SAID]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table; a test module names this one as a plugin."""
    if lines := table():
        terminalreporter.write_sep("=", "hostile rows")
        for line in lines:
            terminalreporter.write_line(line)
