"""The program as somebody runs it at a terminal in their language."""

from __future__ import annotations

from click.testing import CliRunner


def terminal(language: str = "zh_CN.UTF-8", **more: str) -> CliRunner:
    """Run commands where LANG alone says the language."""
    return CliRunner(env={"LANG": language, "LC_ALL": "", "LC_MESSAGES": "", **more})
