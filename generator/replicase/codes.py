"""Every rule there is, of records and of what comes after them: the table of codes."""

from __future__ import annotations

from replicase import handwritten, rules, shell, verify
from replicase.diagnostics import Rule

CODES: tuple[Rule, ...] = tuple(
    sorted(
        (*rules.ALL, *handwritten.RULES, *shell.RULES, *verify.RULES), key=lambda rule: rule.code
    )
)
"""Code, name and severity; a code keeps its meaning for good."""
