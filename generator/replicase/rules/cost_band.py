"""A cost band is one of the library's.

Why: cases are compared and found by it.
Mend: choose one of `cost_bands` in `cases/library.yml`.

成本档是本库设定的档次。
为什么：读者按档次比较和查找案例。
怎么改：从 `cases/library.yml` 的 `cost_bands` 里选一个。
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.folders import SETTINGS_FILE
from replicase.library import Library
from replicase.rules.entries import PracticeEntry

RULE = Rule(
    "CASE216",
    "unknown-cost-band",
    Severity.ERROR,
    "成本档在本库设定之内",
    "A cost band is one of the library's",
)


def check(entry: PracticeEntry, library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a band the settings do not have, unless they could not be read."""
    costs = entry.record.costs
    if not library.has_settings:
        return
    bands = [band.id for band in library.settings.cost_bands]
    if (
        costs is None
        or costs.band is None
        or costs.band in bands
        or SETTINGS_FILE in library.unread
    ):
        return
    shown = [f"`{band}`" for band in bands]
    yield Finding(
        ("costs", "band"),
        f"本库没有成本档 `{costs.band}`",
        f"the library has no cost band `{costs.band}`",
        f"从这些里选：{'、'.join(shown)}" if shown else f"先在 `{SETTINGS_FILE}` 里设定",
        f"choose one of {', '.join(shown)}" if shown else f"set it up in `{SETTINGS_FILE}` first",
    )
