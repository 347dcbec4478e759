"""What the list of cases is filtered by, and what is shown of a case that was found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from replicase.library import Library
from replicase.model import Case

CARDS_IN_A_SHARD = 16

FACETS = ("city", "theme", "kind", "risk", "governance", "method")
"""What cases can be filtered by; the names are those in the address: `cases/?theme=ecology`."""

Card = Mapping[str, str]
"""The fields of a case's card in one language, as plain text."""


def catalogue(library: Library) -> dict[str, object]:
    """The ids of all cases in order, and for each facet its values and those of each case."""
    facets: dict[str, object] = {}
    for facet in FACETS:
        filed = [_values(library, case, facet) for case in library.cases]
        values = sorted({value for of_case in filed for value in of_case})
        position = {value: index for index, value in enumerate(values)}
        facets[facet] = {
            "values": values,
            "of": [[position[value] for value in of_case] for of_case in filed],
        }
    return {"ids": [case.id for case in library.cases], "facets": facets}


def _values(library: Library, case: Case, facet: str) -> tuple[str, ...]:
    if facet == "kind":
        return (case.kind,)
    if facet == "city":
        city = library.city_of(case.place)
        return ((city.slug or city.id),) if city else ()
    filed: tuple[str, ...] = getattr(case.facets, facet)
    return filed


def card_shards(library: Library, cards: Mapping[str, Card]) -> Iterator[dict[str, object]]:
    """The cards in the order of the cases, a few in each shard: names of fields, then rows."""
    rows = [cards[case.id] for case in library.cases]
    for first in range(0, len(rows), CARDS_IN_A_SHARD):
        some = rows[first : first + CARDS_IN_A_SHARD]
        fields = list(dict.fromkeys(name for card in some for name in card))
        yield {"fields": fields, "rows": [[card.get(name, "") for name in fields] for card in some]}
