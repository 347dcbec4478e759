"""How many rows were refused and how many shown as text, for the summary of a run.

A plugin of every run (`tests/conftest.py`): what the processes of a run counted comes together in its
first process, which prints it.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

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


def table() -> list[str]:
    """One line a group, and their sum; nothing when no row was run."""
    groups = sorted(REFUSED.keys() | SHOWN.keys())
    if not groups:
        return list(SAID)
    lines = [f"{'rows':16} {'refused':>8} {'inert':>8}"]
    lines += [f"{group:16} {REFUSED[group]:8} {SHOWN[group]:8}" for group in groups]
    return [*lines, f"{'together':16} {REFUSED.total():8} {SHOWN.total():8}", *SAID]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the figures of a process of several to the first."""
    handed: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if handed is not None:
        handed["figures"] = (dict(REFUSED), dict(SHOWN), SAID)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a process counted before it ended; one that crashed has counted nothing."""
    refused, shown, said = getattr(node, "workeroutput", {}).get("figures", ({}, {}, []))
    REFUSED.update(refused)
    SHOWN.update(shown)
    for line in said:
        say(line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table."""
    if lines := table():
        terminalreporter.write_sep("=", "hostile rows")
        for line in lines:
            terminalreporter.write_line(line)
