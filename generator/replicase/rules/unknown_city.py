"""Gaps are those of a city the library covers.

Why: the page of a city is where they are read.
Mend: write the city's `slug` of `cases/vocabulary/places.yml`.

问题归到本库覆盖的一个城市。
为什么：读者在城市的页面上看到它们。
怎么改：写 `cases/vocabulary/places.yml` 里这个城市的 `slug`。
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from datetime import date

from replicase.diagnostics import Finding, Rule, Severity
from replicase.folders import VOCABULARY_FOLDER
from replicase.library import Entry, Library
from replicase.model import GapList

RULE = Rule(
    "CASE412",
    "unknown-city",
    Severity.ERROR,
    "问题归到本库的一个城市",
    "Gaps are those of a city the library covers",
)

PLACES = f"{VOCABULARY_FOLDER}/places.yml"


def check(entry: Entry[GapList], library: Library, as_of: date) -> Iterator[Finding]:
    """Yield a city the library does not have, unless places or settings could not be read."""
    slugs = [city.slug for city in library.cities if city.slug]
    city = entry.record.city
    if not slugs or city in slugs or PLACES in library.unread:
        return
    close = difflib.get_close_matches(city, slugs, n=1, cutoff=0.6)
    shown = [f"`{slug}`" for slug in slugs]
    yield Finding(
        ("city",),
        f"本库没有城市 `{city}`",
        f"the library has no city `{city}`",
        f"是否指 `{close[0]}`？" if close else f"从这些里选：{'、'.join(shown)}",
        f"did you mean `{close[0]}`?" if close else f"choose one of {', '.join(shown)}",
    )
